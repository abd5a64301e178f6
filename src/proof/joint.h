/* Which outcomes of checks go together, and facts that produce them.
 * Checks compare facts with facts and constants, so each outcome is made of
 * differences x - y <= w over whole numbers; names are numbers, too, of which
 * only equality counts. */
#ifndef SHENSU_PROOF_JOINT_H
#define SHENSU_PROOF_JOINT_H

#include "core/pack.h"

/* A check and its outcome; or a question of `default: today` and 0: it is
 * today, 1: any day. */
struct goal {
	uint32_t var, outcome;
};

/* Some outcomes of a check, or of such a question: bits. */
struct outcomes {
	uint32_t var, mask;
};

/* Outcomes that no facts bring about together. */
struct conflict {
	struct outcomes *items;
	uint32_t n;
};

/* A fact's value: days, numbers, cents; of a name its number. */
struct fact {
	uint32_t var;
	int64_t a, b; /* b: the end of a period */
};

struct joint {
	const struct pack *pack;
	const struct violation *violation;
	int64_t today;
	struct arena *arena;
	bool longest; /* prefer values that are long in print */
	struct conflict *conflicts;
	uint32_t n_conflicts, room;
	uint32_t tries;
	bool gave_up; /* too many combinations: `conflicts` is not complete */
};

/* Lists the conflicts: the smallest sets of outcomes that cannot come about. */
void joint_list(struct joint *j);
/* Facts that meet all goals, one for each that the goals read; false when
 * there are none.  `facts` may be NULL. */
bool joint_solve(struct joint *j, struct arena *scratch, const struct goal *goals, uint32_t n,
                 struct fact **facts, uint32_t *n_facts);
/* A fact as it is when nothing is asked of it. */
struct fact joint_any(const struct joint *j, uint32_t var);

#endif
