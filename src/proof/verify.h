/* The proof: what no answers can make a letter say, or leave unsaid.
 * Input: a pack.  Output: findings, each with the smallest case that shows it.
 * It speaks of the rules' own words, relative to the claims that they declare. */
#ifndef SHENSU_PROOF_VERIFY_H
#define SHENSU_PROOF_VERIFY_H

#include "core/pack.h"

/* One "key=value" as on the command line. */
struct pair_text {
	struct str key, value;
};

struct finding {
	enum message message; /* MSG_GAP …; id, level, words and help stand in messages_proof.def */
	struct place place;
	struct str args[MESSAGE_ARGS];
	uint32_t violation; /* row, or NO_ROW: of the whole pack */
	bool has_case;
	const struct pair_text *answers; /* the smallest case that shows it, dates and numbers included */
	uint32_t n_answers;
	uint32_t language; /* in whose letter it shows */
	bool in_form;      /* the form text shows it, not the letter */
};

/* What was proved of one violation. */
struct proved {
	struct str cases;         /* how many reachable complete cases: exact, or as "4.31e38" */
	uint32_t texts;           /* of the violation */
	uint32_t questions_asked; /* proof questions decided */
	uint32_t fits_from;       /* the smallest limit that the must-pieces always fit */
};

struct proof {
	struct finding *findings; /* in the order of their places */
	uint32_t n, room;
	struct proved *violations; /* by row of the pack */
	int64_t day;               /* on which the cases must be drafted (--now) */
};

struct verify_options {
	bool has_now;      /* else no source is stale, and the cases are of the day the pack was checked */
	int64_t now;       /* a day, as value_date() gives it */
	uint32_t node_cap; /* nodes of one violation's diagrams; 0: the usual cap */
};

/* Proves a pack.  Findings and their words live in `arena`; what one violation
 * needs on the way is given back before the next. */
void verify_pack(struct proof *out, struct arena *arena, const struct pack *pack,
                 const struct verify_options *options);

#endif
