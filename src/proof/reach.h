/* What the tests of the rules reach: texts that show, answers that are given,
 * outcomes of checks, papers that are enclosed, refusals.  What several
 * violations share is one thing, wherever it is reached. */
#ifndef SHENSU_PROOF_REACH_H
#define SHENSU_PROOF_REACH_H

#include "proof/rules_test.h"

struct reach_item {
	enum reach_kind kind;
	struct place place;
	uint32_t option; /* tells apart what shares a place */
	struct str name;
	bool reached;
};

struct reaching {
	const struct pack *pack;
	struct arena *arena;
	struct reach_item *items;
	uint32_t n, room;
	/* The item of each row; of a variable with several, of its first option. */
	uint32_t *of_text, *of_choice, *of_var, *of_refusal;
};

/* Lists everything that the pack holds. */
void reach_begin(struct reaching *reaching, struct arena *arena, const struct pack *pack);
/* Notes what this draft reaches. */
void reach_note(struct reaching *reaching, const struct draft *draft);
/* Counts, and names what was never reached. */
void reach_end(const struct reaching *reaching, struct reach reach[REACH_KINDS], struct diags *diags);

#endif
