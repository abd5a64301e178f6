/* Wording: what a text says that no letter should.
 * Input: a text in UTF-8 and the wording rules of a pack.  Output: remarks,
 * sorted by place. */
#ifndef SHENSU_CORE_LINT_H
#define SHENSU_CORE_LINT_H

#include "core/find.h"
#include "core/pack.h"

struct remark {
	uint32_t rule;    /* row of `wordings` */
	struct span span; /* of the text */
};

struct remarks {
	struct remark *items;
	uint32_t n, room;
	bool more; /* there were more than anybody reads */
};

enum { REMARKS_MAX = 1000 };

struct lint_options {
	uint32_t stance;   /* option of the stance, or NO_ROW: rules of stances are left out */
	uint32_t language; /* whose words are looked for, or NO_ROW: that of each line */
	bool answers;      /* only kinds, of rules with `answers` */
};

/* Time and memory grow with the text alone: no rule is tried where its words
 * cannot begin. */
void lint(struct remarks *out, struct arena *arena, const struct pack *pack, struct str text,
          const struct lint_options *options);

/* The option of a stance by its slug, or NO_ROW; `*all` lists them. */
uint32_t lint_stance(struct arena *arena, const struct pack *pack, struct str name, struct str *all);
/* The row of a wording rule, or NO_ROW. */
uint32_t lint_rule(const struct pack *pack, struct str id);

#endif
