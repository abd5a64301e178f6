/* The proof: what no answers can make a letter say, or leave unsaid.
 * Input: packs, one violation after the other.  Output: findings, each with
 * the smallest case that shows it.  They outlive the packs: a pack of one
 * violation may go before the next comes, so memory does not grow with them.
 * It speaks of the rules' own words, relative to the claims that they declare. */
#ifndef SHENSU_PROOF_VERIFY_H
#define SHENSU_PROOF_VERIFY_H

#include "core/pack.h"

/* One "key=value" as on the command line. */
struct pair_text {
	struct str key, value;
};

/* What report.h says of a finding while its rules are at hand. */
struct told {
	struct str file;          /* empty: it has no place */
	struct location location; /* in that file */
	struct str language;      /* tag */
	struct str answers, command, test;
};

struct finding {
	enum message message; /* MSG_GAP …; id, level, words and help stand in messages_proof.def */
	struct place place;
	struct str args[MESSAGE_ARGS];
	struct str violation; /* slug; empty: of the whole pack */
	bool has_case;
	const struct pair_text *answers; /* the smallest case that shows it, dates and numbers included */
	uint32_t n_answers;
	uint32_t language; /* in whose letter it shows */
	bool in_form;      /* the form text shows it, not the letter */
	uint32_t row;      /* in the order in which they were found */
	struct told told;
};

/* What was proved of one violation. */
struct proved {
	struct str violation;     /* slug */
	struct str cases;         /* how many reachable complete cases: exact, or as "4.31e38" */
	uint32_t texts;           /* of the violation */
	uint32_t questions_asked; /* proof questions decided */
	uint32_t fits_from;       /* the smallest limit that the must-pieces always fit */
};

struct verify_options {
	bool has_now;      /* else no source is stale, and the cases are of the day the pack was checked */
	int64_t now;       /* a day, as value_date() gives it */
	uint32_t node_cap; /* nodes of one violation's diagrams; 0: the usual cap */
};

struct proof {
	struct arena *arena; /* of all that lies here */
	struct verify_options options;
	struct finding *findings;
	uint32_t n, room;
	struct proved *violations;
	uint32_t n_violations, violations_room;
	int64_t day;                  /* on which the cases must be drafted (--now) */
	struct str platform, version; /* of the pack */
	struct common *commons;       /* what is idle so far in the common file */
	uint32_t n_commons, commons_room;
	bool *followed; /* by point of advice */
};

void verify_begin(struct proof *proof, struct arena *arena, const struct verify_options *options);
/* Proves one violation of a pack.  What that needs on the way lies in `scratch`,
 * and may go with it.  Packs of one proof must share their profile and their
 * common file, and the numbers of the sources of these. */
void verify_violation(struct proof *proof, struct arena *scratch, const struct pack *pack, uint32_t row);
/* What only all violations together show; `pack` is any of those proved. */
void verify_end(struct proof *proof, const struct pack *pack);
/* In the order of their places; those of one place stay as they came. */
void verify_sort(struct proof *proof);

/* All of it, for a whole pack. */
void verify_pack(struct proof *proof, struct arena *arena, const struct pack *pack,
                 const struct verify_options *options);

#endif
