/* Findings for people and programs: the case in words, the command that
 * reproduces it, a test to paste, and all of it as JSON or SARIF.
 * Input: a proof and the sources of its rules.  Output: text, or a tree. */
#ifndef SHENSU_PROOF_REPORT_H
#define SHENSU_PROOF_REPORT_H

#include "data/tree.h"
#include "proof/verify.h"

struct report {
	struct arena *arena;
	const struct diags *diags; /* which hold the sources of the rules */
	const struct pack *pack;
	const struct proof *proof;
	struct str rules;   /* the folder, as --rules takes it; empty: the built-in rules */
	struct str version; /* of the program */
	enum message_language language;
};

/* Each is empty for a finding without a case. */
struct str report_case(const struct report *report, const struct finding *finding);
/* One line for a shell; it draws the letter or form text that shows the finding. */
struct str report_command(const struct report *report, const struct finding *finding);
/* An entry for the `tests:` of the violation's file, indented by two blanks;
 * empty, too, when no test can see it. */
struct str report_test(const struct report *report, const struct finding *finding);
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
