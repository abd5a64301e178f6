/* The cases of two packs' violations in one diagram: levels of the same name
 * and meaning are one.  For the module alone; others see diff.h. */
#ifndef SHENSU_PROOF_DIFF_JOIN_H
#define SHENSU_PROOF_DIFF_JOIN_H

#include "proof/diff.h"
#include "proof/model.h"

/* One pack's model, and where its levels and values are in the joint ones. */
struct joined {
	struct model model;
	const struct pack *pack;
	const struct violation *violation;
	uint32_t *levels;      /* by level of the model */
	uint8_t (*values)[32]; /* by level and value of the model */
	uint32_t *partners;    /* by variable, minus the first: the other pack's, or NO_ROW */
	mdd_id *known;         /* by node of the model: 1 + the joint one */
	uint32_t n_known;
};

struct join {
	struct arena *arena; /* of this violation */
	struct arena *keep;  /* of the result */
	struct joined sides[DIFF_SIDES];
	struct diff_level *levels;
	uint8_t *domains;
	uint32_t n_levels;
	struct mdd mdd;
	mdd_id complete[DIFF_SIDES]; /* whole letters, by either pack */
	mdd_id canonical;            /* cases that differ in something that counts to one of them */
};

/* Fills the join; the sides' pack and violation are given.  False when they
 * are too big to be compared. */
bool join_make(struct join *j, int64_t today);
/* A set of a side's model in the joint diagram. */
mdd_id join_set(struct join *j, int side, mdd_id set);
/* Whether two checks of the same name test the same thing. */
bool join_same_shape(const struct join *j, uint32_t old, uint32_t new);

#endif
