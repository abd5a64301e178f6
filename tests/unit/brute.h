/* Brute force against the proof.  Whoever enumerates the cases of a violation
 * hands each of them in as it would be typed; it is read, decided and drafted by
 * the ordinary functions, and what comes is looked at.  In the end both must
 * agree on each finding, on the answers of its smallest case, on the number of
 * cases and on the longest form text.
 * Used by test_proof.c (violations made by chance) and test_cuts.c (shipped ones). */
#ifndef SHENSU_TESTS_BRUTE_H
#define SHENSU_TESTS_BRUTE_H

#include "core/draft.h"
#include "inspect.h"
#include "proof/verify.h"
#include "seen.h"

enum { BRUTE_PAIRS_MAX = 200 };

struct watch;

struct brute {
	struct arena *arena;  /* of the violation */
	struct arena scratch; /* of some cases */
	const struct pack *pack;
	const struct violation *v;
	int64_t today;
	struct inspector *inspector; /* looks at letters as their readers do; NULL: nobody does */
	/* Prints what the rules were; does not return. */
	void (*disagree)(const char *what, const char *key, uint64_t proof, uint64_t brute);

	struct watch *watches;
	uint32_t n_watches, watches_room;
	struct pair pairs[BRUTE_PAIRS_MAX]; /* the case to look at */
	uint32_t n_pairs;
	struct seen cases; /* complete ones */
	struct seen clean; /* lines without a banned word */
	bool *advice;      /* by point: a text that follows it shows */
	uint32_t reasoned; /* stances in which a complete case has a reason */
	int64_t longest;   /* of the must-pieces */
	uint64_t looked_at;
	char wrong[400]; /* with the first complete letter that is not as it should be */
};

/* What came of the comparison. */
struct agreement {
	uint32_t compared, findings;
};

void brute_begin(struct brute *b, struct arena *arena, const struct pack *pack,
                 const struct violation *violation, int64_t today);
/* Looks at the case of `pairs`.  True when it has a letter and nothing is open. */
bool brute_look(struct brute *b);
struct agreement brute_compare(struct brute *b, const struct proof *proof);
void brute_end(struct brute *b);
/* Whether the proof has a finding of the same kind about the same. */
bool brute_is_among(const struct proof *proof, const struct finding *finding);

#endif
