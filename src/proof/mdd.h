/* Many-valued decision diagrams: sets of cases, each as one shared graph.
 * Equal sets have equal ids.  A node asks for the value of one level and has a
 * kid for each; levels are asked in order, and those that do not matter not at all. */
#ifndef SHENSU_PROOF_MDD_H
#define SHENSU_PROOF_MDD_H

#include "base/buf.h"

typedef uint32_t mdd_id;
enum { MDD_NONE, MDD_ALL }; /* no case; every case */
enum { MDD_DOMAIN_MAX = 32, MDD_LEVELS_MAX = 1000 };

struct mdd_node {
	uint32_t level, kids; /* the first kid's place in `kids` */
};

struct mdd {
	struct arena *arena;
	const uint8_t *domains; /* how many values each level has */
	uint32_t n_levels;
	struct mdd_node *nodes;
	uint32_t n, room;
	mdd_id *kids;
	uint32_t n_kids, kids_room;
	uint32_t *table; /* ids by hash; 0: free */
	uint32_t table_size;
	struct mdd_entry *cache; /* of results; may forget */
	uint32_t cap;
	bool full; /* the cap was hit: results since then mean nothing */
};

void mdd_init(struct mdd *m, struct arena *arena, const uint8_t *domains, uint32_t n_levels, uint32_t cap);
/* The cases in which the level's value is one of the mask. */
mdd_id mdd_test(struct mdd *m, uint32_t level, uint32_t mask);
mdd_id mdd_and(struct mdd *m, mdd_id a, mdd_id b);
mdd_id mdd_or(struct mdd *m, mdd_id a, mdd_id b);
mdd_id mdd_not(struct mdd *m, mdd_id a);
/* Whether some case lies in both. */
bool mdd_meets(struct mdd *m, mdd_id a, mdd_id b);
/* The level that a node asks for; of the two constants: n_levels. */
uint32_t mdd_level(const struct mdd *m, mdd_id a);
/* Whether a case lies in the set. */
bool mdd_holds(const struct mdd *m, mdd_id a, const uint8_t *values);

#define MDD_NO_CASE UINT32_MAX
/* The case in both sets that costs least, where a value other than 0 of a
 * level costs `costs[level]`, and the value `free[level]` nothing; among equals the one of lower values.
 * Writes a value a level and returns the cost, or MDD_NO_CASE. */
uint32_t mdd_cheapest(struct mdd *m, struct arena *scratch, mdd_id a, mdd_id b, const uint8_t *costs,
                      const uint8_t *free, uint8_t *values);
/* How many cases: exact below 2^128, else as "4.31e38". */
struct str mdd_count(const struct mdd *m, struct arena *scratch, struct arena *out, mdd_id a);

/* Forgets every node that was made since there were `n`, the mark of a full
 * diagram included. */
void mdd_forget(struct mdd *m, uint32_t n);

#endif
