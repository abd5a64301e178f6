/* The tests that stand in the rules: each drafts its answers and compares
 * what comes with what it expects.  What no test ever reaches is named, too.
 * Input: a pack and the rule files behind it.  Output: diagnostics, numbers,
 * and the letters to be kept as snapshots. */
#ifndef SHENSU_PROOF_RULES_TEST_H
#define SHENSU_PROOF_RULES_TEST_H

#include "core/draft.h"
#include "data/template.h"

/* A letter to compare with, or to keep: "tests/VIOLATION/NAME.LANGUAGE.txt". */
struct snapshot {
	struct str name, content;
};

struct rules_tests {
	const struct pack *pack;
	uint32_t first_source, n_sources;      /* the rule files, registered with `diags` */
	const struct template *const *letters; /* by language */
	const struct template *notes;          /* in the first language */
	uint32_t language;                     /* of labels in diagnostics */
	int64_t now;                           /* seconds, local to the platform */
	struct str folder;                     /* for commands to copy; empty: the built-in rules */
	bool accept;                           /* letters are kept, not compared */
	/* The snapshot of this name; false when there is none. */
	bool (*read)(void *user, struct str name, struct str *content);
	void *user;
};

/* What the tests reached, of what there is. */
struct reach {
	uint32_t reached, all;
};

enum reach_kind {
	REACH_TEXTS,
	REACH_CHOICES,
	REACH_OUTCOMES,
	REACH_EVIDENCE,
	REACH_REFUSALS,
	REACH_WORDINGS,
	REACH_KINDS
};

struct rules_test_result {
	uint32_t passed, failed;
	struct reach reach[REACH_KINDS];
	struct snapshot *snapshots; /* with `accept`: those that are missing or differ */
	uint32_t n_snapshots, room;
};

/* The diagnostics must have taken all the rules without an error. */
void rules_test(struct rules_test_result *result, const struct rules_tests *tests, struct arena *arena,
                struct diags *diags);

#endif
