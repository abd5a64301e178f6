/* What a merchant can type for a violation: its variables in an order in which
 * each comes behind all that its relevance rests on, and values for each.
 * Choices have all their options; a fact has a value for each way in which the
 * checks that read it can come out beside the other answers. */
#ifndef SHENSU_TESTS_TYPED_H
#define SHENSU_TESTS_TYPED_H

#include "core/decide.h"

enum { TYPED_MAX = 80 }; /* values of a variable */

/* An answer as typed, and as read; without a key: the question left open. */
struct typed {
	uint32_t var;
	struct pair pair;
	struct answer answer;
};

struct typing {
	const struct pack *pack;
	const struct violation *violation;
	struct arena *arena; /* for what is typed */
	int64_t today;
	uint32_t *order; /* of the variables that can be typed */
	uint32_t n;
	const struct answer *usual; /* by variable, minus the first: what counts while nothing is typed */
	bool *read; /* by variable, minus the first: whether a check or `answered` looks at the fact */
};

void typing_begin(struct typing *t, struct arena *arena, const struct pack *pack,
                  const struct violation *violation, int64_t today);
/* Reads "key=value"; not given when it cannot be read. */
struct typed typed_read(const struct typing *t, struct str key, struct str value);
/* The values of a variable beside the answers of the case, from "not answered"
 * on; returns how many. */
uint32_t typed_values(const struct typing *t, const struct kase *kase, uint32_t var, struct typed *out);
/* The answers of a tree as it stands beside the rules (`tests:`). */
uint32_t typed_tree(const struct typing *t, const struct node *answers, struct typed *out, uint32_t room);
/* One more of a fact: as long as it can be. */
struct typed typed_longest(const struct typing *t, uint32_t var);
/* Whether a check reads both facts. */
bool typed_compared(const struct typing *t, uint32_t a, uint32_t b);
bool typed_is_fact(const struct typing *t, uint32_t var);

#endif
