/* Findings for people and programs: the case in words, the command that
 * reproduces it, a test to paste, and all of it as JSON or SARIF.
 * Input: a proof; its rules and their sources only while report_tell() runs.
 * Output: text, or a tree. */
#ifndef SHENSU_PROOF_REPORT_H
#define SHENSU_PROOF_REPORT_H

#include "data/tree.h"
#include "proof/verify.h"

struct report {
	struct arena *arena;
	const struct diags *diags; /* which hold the sources of the rules, while findings are told */
	struct proof *proof;
	struct str rules;   /* the folder, as --rules takes it; empty: the built-in rules */
	struct str version; /* of the program */
	enum message_language language;
	const struct pack *pack; /* both only while findings are told */
	const struct violation *violation;
};

/* Says, from finding `first` on, where each lies, and of one with a case: the
 * answers in words; the command that draws the letter or form text that shows
 * it, one line for a shell; and, where a test can see it, an entry for the
 * `tests:` of the violation's file, indented by two blanks.  The findings with
 * cases are of `violation`, a row of `pack`; neither is needed afterwards. */
void report_tell(const struct report *report, struct arena *scratch, const struct pack *pack,
                 uint32_t violation, uint32_t first);
/* What was decided of each violation, and what that means. */
struct str report_coverage(const struct report *report);

/* "error", "warning" or "note": as programs know it, in no language. */
struct str report_level(enum message message);

/* "shensu.verify/1", see doc/json.md. */
struct node *report_json(const struct report *report);
/* SARIF 2.1.0. */
struct node *report_sarif(const struct report *report);

/* What a finding's id stands for. */
struct meaning {
	const char *id, *brief[2], *means[2], *example, *mend[2]; /* by enum message_language */
};

/* All of them; the array has *n elements. */
const struct meaning *report_meanings(size_t *n);
/* Meaning, example and mending of an id; false when there is no such id. */
bool report_explain(struct buf *out, struct str id, enum message_language language);

#endif
