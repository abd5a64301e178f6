/* Decisions: what is relevant, how checks come out, which reason fits, which
 * texts show.  Three-valued: what is not answered is unknown, and only what
 * is certainly true counts. */
#ifndef SHENSU_CORE_DECIDE_H
#define SHENSU_CORE_DECIDE_H

#include "core/case.h"

enum truth { FALSE, TRUE, UNKNOWN };

/* The value of a variable. */
struct state {
	uint8_t settled;
	uint8_t relevant; /* enum truth */
	bool known;
	uint32_t options; /* bits, when known */
};

struct decisions {
	const struct pack *pack;
	const struct violation *violation;
	const struct kase *kase;
	struct state *states; /* by variable, minus violation->vars.first */
	uint32_t stance;      /* option of the stance; 0 while it is unknown */
};

void decide(struct decisions *d, struct arena *arena, const struct kase *kase);

struct state decide_var(struct decisions *d, uint32_t var);
enum truth decide_cond(struct decisions *d, uint32_t cond);
/* Whether a text shows: its condition, its paragraph's, its slot's, and
 * `otherwise`. */
enum truth decide_text(struct decisions *d, uint32_t text);

/* Whether the letter adds to an earlier one, and whether that leaves out a slot. */
enum truth decide_supplement(struct decisions *d);
bool decide_hidden(struct decisions *d, uint32_t slot);

/* Whether the paper is enclosed. */
bool decide_enclosed(struct decisions *d, uint32_t var);
/* A relevant, required question that is not answered. */
bool decide_open(struct decisions *d, uint32_t var);

/* -- why -------------------------------------------------------------------- */

/* One test that a condition rests on. */
struct why {
	uint32_t var, mask;
	bool negated;
};

/* The tests that make a true condition true; writes at most `max`, returns
 * their number. */
uint32_t why_true(struct decisions *d, uint32_t cond, struct why *out, uint32_t max);
/* The first test that keeps a condition from being true.  False for a true
 * condition. */
bool why_not(struct decisions *d, uint32_t cond, struct why *out);
/* The first unanswered question behind an undecided condition, or NO_ROW. */
uint32_t why_unknown(struct decisions *d, uint32_t cond);

/* -- contradictions ------------------------------------------------------------ */

/* Reports answers that cannot stand together: an option whose own condition
 * is false, a reason that does not fit, measures out of time.  True if none. */
bool decide_consistent(struct decisions *d, struct arena *arena, struct diags *diags);
/* Reports the questions without which there is no letter, asked in `language`.
 * True if none. */
bool decide_needed(struct decisions *d, struct arena *arena, struct diags *diags, uint32_t language);
/* Reports refusals that may still apply, unless one surely does.  True if a
 * draft can be made. */
bool decide_refusals(struct decisions *d, struct arena *arena, struct diags *diags, uint32_t language);

#endif
