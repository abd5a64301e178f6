/* The rule files of a folder as a test needs them: their text, which it may
 * change; the pack; the plain trees; the layouts of what is handed out.
 * Used by the tests that draft the shipped rules by themselves. */
#ifndef SHENSU_TESTS_RULEBOOK_H
#define SHENSU_TESTS_RULEBOOK_H

#include "core/pack_load.h"
#include "data/template.h"
#include "data/tree.h"

enum { RULE_FILES_MAX = 64, LANGUAGES_MAX = 4 };

struct rulebook {
	struct memory memory;
	struct arena arena;
	struct diags diags;
	struct str names[RULE_FILES_MAX], texts[RULE_FILES_MAX]; /* sorted by name */
	const struct node *trees[RULE_FILES_MAX];
	uint32_t n;
	struct pack pack;
	const struct template *letters[LANGUAGES_MAX], *notes[LANGUAGES_MAX];
};

/* The files *.yaml of a folder.  False when there are none. */
bool rulebook_read(struct rulebook *book, const char *folder);
/* The row of the file NAME.yaml, or NO_ROW. */
uint32_t rulebook_file(const struct rulebook *book, struct str name);
/* The pack of the texts as they are now.  False when they are broken. */
bool rulebook_load(struct rulebook *book);
/* The layouts of templates/. */
void rulebook_layouts(struct rulebook *book);
void rulebook_close(struct rulebook *book);

/* Memory for a test's own needs; ends the process without it. */
void rulebook_memory(struct memory *memory);

#endif
