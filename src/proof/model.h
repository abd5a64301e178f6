/* A violation as sets of cases: for each condition those in which it is
 * certainly true, and those in which it is certainly false.  The semantics are
 * those of core/decide.c; what lies in neither set is undecided. */
#ifndef SHENSU_PROOF_MODEL_H
#define SHENSU_PROOF_MODEL_H

#include "proof/joint.h"
#include "proof/mdd.h"

/* Certainly true; certainly false. */
struct sure {
	mdd_id yes, no;
};

/* A variable's levels in the diagrams, `n` from `first` on:
 *	choice, yes-no   0 unanswered, else the option + 1
 *	multi            0 unanswered, 1 answered; then one level an option
 *	other question   0 unanswered, 1 answered; `default: today`: 0 today, 1 any day
 *	evidence         0 no, 1 yes, 2 pending
 *	measure          0 no, 1 done, 2 planned
 *	check            its outcome
 *	reason           0 the proposed one, else chosen: the reason + 1 */
struct levels {
	uint32_t first, n;
};

struct text_sets {
	struct sure when;  /* its own condition alone */
	struct sure shows; /* as decide_text() */
};

struct model {
	const struct pack *pack;
	const struct violation *violation;
	struct arena *arena;
	struct mdd mdd;
	struct joint joint;
	/* by variable, minus violation->vars.first */
	struct levels *levels;
	struct sure *relevant;
	bool *settled;
	uint8_t *domains, *costs; /* by level; the cost of a value other than 0 */
	uint8_t *free;            /* by level: what a choice is unless it is answered; else 0 */
	uint32_t n_levels;
	struct text_sets *texts;         /* by text, minus violation->texts.first */
	mdd_id reasons[OPTIONS_MAX + 1]; /* certainly this one; behind them: certainly none */
	mdd_id drafts;                   /* cases for which there is a letter, half-answered ones too */
	mdd_id complete;                 /* those of them that answer all that is relevant */
	mdd_id canonical;                /* cases that differ in something that counts */
	bool unfit;                      /* too big to be proved at all */
};

void model_make(struct model *m, struct arena *arena, const struct pack *pack,
                const struct violation *violation, int64_t today, uint32_t cap);

struct sure model_cond(struct model *m, uint32_t cond);
/* Whether one of the mask's options is the variable's value. */
struct sure model_test(struct model *m, uint32_t var, uint32_t mask);
/* Whether a value was given, relevant or not. */
mdd_id model_known(struct model *m, uint32_t var);
struct sure model_relevant(struct model *m, uint32_t var);
/* The cases in which the slot takes that many for their stance: a mask of enum take. */
mdd_id model_takes(struct model *m, uint32_t slot, uint32_t takes);
/* The cases of the stances of the mask. */
mdd_id model_stance(struct model *m, uint32_t stances);
const struct text_sets *model_text(const struct model *m, uint32_t text);

#endif
