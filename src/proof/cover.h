/* A set of cases as few lines of conditions. */
#ifndef SHENSU_PROOF_COVER_H
#define SHENSU_PROOF_COVER_H

#include "proof/mdd.h"

enum { COVER_MAX = 100 };

/* A mask of values a level; a level of which all count has all its bits. */
struct cover {
	uint32_t **lines;
	uint32_t n;
	bool cut; /* the lines do not hold all of the set */
};

/* Lines that hold all of `set`, a part of `within`, and nothing else of `within`. */
void cover_make(struct cover *out, struct arena *arena, struct mdd *m, mdd_id set, mdd_id within);
/* How many levels a line asks for. */
uint32_t cover_conditions(const struct mdd *m, const uint32_t *line);

#endif
