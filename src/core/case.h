/* A case: the merchant's answers, typed by the pack.
 * Input: trees and pairs.  Output: one answer a variable. */
#ifndef SHENSU_CORE_CASE_H
#define SHENSU_CORE_CASE_H

#include "core/pack.h"
#include "data/tree.h"

struct answer {
	bool given; /* by the merchant, or by `default` */
	bool by_default;
	uint32_t options; /* bits of a choice, multi, yes-no, evidence, measure, reason; 1 for a fact */
	int64_t a, b;     /* number, day, second; the end of a period */
	struct str text;  /* as typed, without blanks around it */
	struct place place;
};

/* What a wording rule found in a prose answer. */
struct worded {
	uint32_t var, rule; /* the question; row of `wordings` */
	struct str word;
	bool blocks; /* an error: the answer is not used */
};

struct kase {
	const struct pack *pack;
	const struct violation *violation;
	struct answer *answers; /* by variable, minus violation->vars.first */
	struct worded *worded;
	uint32_t n_worded, worded_room;
};

/* One "key=value" of the command line, as a source of its own. */
struct pair {
	struct str key, value;
	struct place key_place, place;
};

/* Types the answers: `tree` is a flat map (or NULL), pairs override it and
 * each other.  `today` is the platform's day.  False after at least one
 * error; the case then holds what could be read. */
bool case_read(struct kase *kase, struct arena *arena, struct diags *diags, const struct node *tree,
               const struct pair *pairs, size_t n_pairs, int64_t today);

/* case_wording.c: looks through prose, name and code answers.  Prose in which
 * an error is found counts as not answered; a name or code with private data
 * is reported.  False when one was. */
bool case_wording(struct kase *kase, struct arena *arena, struct diags *diags);
/* The lines of a prose answer as one. */
struct str prose_line(struct arena *arena, struct str text);

const struct answer *case_answer(const struct kase *kase, uint32_t var);

#endif
