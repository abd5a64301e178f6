/* The golden folders, tests/cases/NAME: finding them, reading their files,
 * drafting their cases.  Used by test_cases.c and test_letters.c. */
#ifndef SHENSU_TESTS_GOLDEN_H
#define SHENSU_TESTS_GOLDEN_H

#include "base/buf.h"
#include "shensu.h"

enum { GOLDEN_MAX = 256 };

struct golden {
	const char *name, *folder;
	shensu_file answers; /* case.yaml or case.json */
	int64_t now;         /* the file `now`, else 2026-11-20T09:00 in +08:00 */
};

/* An expected file and how to make it. */
struct golden_document {
	const char *file, *language;
	shensu_document document;
	bool usual; /* made for a folder that has only its case */
};
enum { GOLDEN_DOCUMENTS = 7 };
extern const struct golden_document golden_documents[GOLDEN_DOCUMENTS];

struct drafting {
	shensu *session;
	shensu_draft *draft; /* NULL: no letter was possible */
	int exit;            /* status that the program would end with */
};

/* An arena for a test's own needs; ends the process without memory. */
void golden_memory(struct arena *arena);
/* All folders, sorted by name; returns how many. */
size_t golden_find(struct arena *arena, struct golden *out);
/* The file's content; `p` is NULL when there is none. */
struct str golden_read(struct arena *arena, const struct golden *golden, const char *file);
const char *golden_path(struct arena *arena, const struct golden *golden, const char *file);
/* A file of the project; `p` is NULL when there is none. */
struct str file_read(struct arena *arena, const char *path);

/* Drafts the case; `pairs` ("key=value") override its answers. */
struct drafting golden_draft(const struct golden *golden, const char *language, const char *const *pairs,
                             size_t n_pairs);
/* False when the draft has no such document. */
bool drafting_text(const struct drafting *drafting, shensu_document document, struct str *out);
/* Prints the diagnostics to standard error. */
void drafting_explain(const struct drafting *drafting);
void drafting_close(struct drafting *drafting);

#endif
