/* From answers to decisions.  Each variable is settled once, when it is first
 * asked for; the rules have no circles (load_cycle.c). */
#include "core/decide.h"

#include "core/value.h"

static enum truth negate(enum truth t)
{
	return t == UNKNOWN ? UNKNOWN : t == TRUE ? FALSE : TRUE;
}

static enum truth both(enum truth a, enum truth b)
{
	if (a == FALSE || b == FALSE)
		return FALSE;
	return a == TRUE && b == TRUE ? TRUE : UNKNOWN;
}

/* -- conditions ------------------------------------------------------------------ */

/* What is irrelevant has no value; evidence and measures are then `no`. */
static bool holds_when_irrelevant(const struct decisions *d, const struct cond *c)
{
	enum var_kind kind = (enum var_kind)d->pack->vars[c->var].kind;
	return (kind == VAR_EVIDENCE || kind == VAR_MEASURE) && (c->mask & 1u << EVIDENCE_NO);
}

static enum truth test_truth(struct decisions *d, const struct cond *c)
{
	struct state s = decide_var(d, c->var);
	enum truth value = !s.known ? UNKNOWN : s.options & c->mask ? TRUE : FALSE;
	enum truth without = holds_when_irrelevant(d, c) ? TRUE : FALSE;
	if (s.relevant == TRUE)
		return value;
	if (s.relevant == FALSE)
		return without;
	return value == without ? value : UNKNOWN;
}

static enum truth cond_truth(struct decisions *d, const struct cond *c)
{
	enum truth result = c->op == COND_ANY ? FALSE : TRUE;
	if (c->op == COND_TEST)
		return test_truth(d, c);
	if (c->op == COND_NOT)
		return negate(cond_truth(d, &d->pack->conds[c->parts.first]));
	for (uint32_t i = 0; i < c->parts.n; i++) {
		enum truth part = cond_truth(d, &d->pack->conds[c->parts.first + i]);
		if (c->op == COND_ALL)
			result = both(result, part);
		else
			result = negate(both(negate(result), negate(part)));
	}
	return result;
}

enum truth decide_cond(struct decisions *d, uint32_t cond)
{
	return cond_truth(d, &d->pack->conds[cond]);
}

/* -- checks ------------------------------------------------------------------------ */

static int64_t day_of(const struct decisions *d, uint32_t var, int64_t value)
{
	return pack_question(d->pack, var)->type == TYPE_TIME ? value / DAY_SECONDS : value;
}

static int64_t side_value(const struct decisions *d, const struct side *side)
{
	if (!side->is_var)
		return side->value;
	return day_of(d, side->var, case_answer(d->kase, side->var)->a) + side->value;
}

static bool is_line(const struct decisions *d, const struct side *side)
{
	const struct question *q = side->is_var ? pack_question(d->pack, side->var) : NULL;
	return q && (q->type == TYPE_NAME || q->type == TYPE_CODE);
}

/* A day or a period within a period. */
static bool lies_in(const struct decisions *d, const struct comparison *c)
{
	const struct answer *outer = case_answer(d->kase, c->b.var);
	int64_t from = side_value(d, &c->a), to = from;
	if (c->a.is_var && pack_question(d->pack, c->a.var)->type == TYPE_PERIOD)
		to = case_answer(d->kase, c->a.var)->b;
	return outer->a <= from && to <= outer->b;
}

static bool compares(const struct decisions *d, const struct comparison *c)
{
	if (c->op == CMP_IN)
		return lies_in(d, c);
	if (is_line(d, &c->a))
		return str_eq(case_answer(d->kase, c->a.var)->text, case_answer(d->kase, c->b.var)->text);
	int64_t a = side_value(d, &c->a), b = side_value(d, &c->b);
	switch ((enum compare)c->op) {
	case CMP_LT:
		return a < b;
	case CMP_LE:
		return a <= b;
	case CMP_EQ:
		return a == b;
	case CMP_GE:
		return a >= b;
	case CMP_GT:
		return a > b;
	case CMP_IN:
		break;
	}
	return false;
}

static bool outcome_holds(const struct decisions *d, const struct outcome *outcome)
{
	for (uint32_t i = 0; i < outcome->comparisons.n; i++)
		if (!compares(d, &d->pack->comparisons[outcome->comparisons.first + i]))
			return false;
	return true;
}

/* The first outcome that holds; the last one has no comparisons. */
static uint32_t check_outcome(const struct decisions *d, const struct check *check)
{
	uint32_t i = 0;
	while (i + 1 < check->outcomes.n && !outcome_holds(d, &d->pack->outcomes[check->outcomes.first + i]))
		i++;
	return i;
}

static struct state settle_check(struct decisions *d, const struct var *var)
{
	const struct check *check = &d->pack->checks[var->row];
	struct state s = {.relevant = TRUE, .known = true};
	for (uint32_t i = 0; i < check->facts.n; i++) {
		struct state fact = decide_var(d, d->pack->numbers[check->facts.first + i]);
		s.relevant = (uint8_t)both((enum truth)s.relevant, (enum truth)fact.relevant);
		s.known = s.known && fact.known;
	}
	if (s.known)
		s.options = 1u << check_outcome(d, check);
	return s;
}

/* -- the reason ---------------------------------------------------------------------- */

static struct state settle_reason(struct decisions *d, const struct var *var, uint32_t row)
{
	const struct answer *chosen = case_answer(d->kase, row);
	struct state s = {.relevant = TRUE, .known = true};
	uint32_t none = var->options - 1u;
	for (uint32_t i = 0; i < none; i++) {
		if (chosen->given && !(chosen->options & 1u << i))
			continue;
		enum truth fits = decide_cond(d, d->pack->reasons[var->row + i].when);
		s.options = 1u << i;
		if (fits == TRUE)
			return s;
		if (fits == UNKNOWN)
			s.known = false;
		if (!s.known)
			return s;
	}
	s.options = 1u << none;
	return s;
}

/* -- variables ------------------------------------------------------------------------ */

static struct state settle_answer(const struct decisions *d, const struct var *var, uint32_t row)
{
	const struct answer *answer = case_answer(d->kase, row);
	bool unanswered_is_no = var->kind == VAR_EVIDENCE || var->kind == VAR_MEASURE;
	struct state s = {.known = answer->given || unanswered_is_no, .options = answer->options};
	if (!answer->given)
		s.options = 1u << EVIDENCE_NO;
	return s;
}

static struct state settle(struct decisions *d, uint32_t row)
{
	const struct var *var = &d->pack->vars[row];
	struct state s;
	if (var->kind == VAR_CHECK)
		return settle_check(d, var);
	if (var->kind == VAR_REASON)
		return settle_reason(d, var, row);
	s = settle_answer(d, var, row);
	s.relevant = (uint8_t)decide_cond(d, var->when);
	return s;
}

struct state decide_var(struct decisions *d, uint32_t var)
{
	struct state *s = &d->states[var - d->violation->vars.first];
	if (!s->settled) {
		*s = settle(d, var);
		s->settled = 1;
	}
	return *s;
}

bool decide_enclosed(struct decisions *d, uint32_t var)
{
	struct state s = decide_var(d, var);
	return s.relevant == TRUE && s.options == 1u << EVIDENCE_YES;
}

bool decide_open(struct decisions *d, uint32_t var)
{
	const struct question *q = pack_question(d->pack, var);
	struct state s = decide_var(d, var);
	return q && !q->optional && s.relevant == TRUE && !s.known;
}

static uint32_t stance_of(struct decisions *d)
{
	struct state s = decide_var(d, d->violation->stance);
	uint32_t bit = 0;
	while (s.known && !(s.options & 1u << bit))
		bit++;
	return bit;
}

void decide(struct decisions *d, struct arena *arena, const struct kase *kase)
{
	*d = (struct decisions){.pack = kase->pack, .violation = kase->violation, .kase = kase};
	d->states = arena_many(arena, struct state, kase->violation->vars.n + 1);
	d->stance = stance_of(d);
}

enum truth decide_supplement(struct decisions *d)
{
	return d->violation->supplement == NO_ROW ? FALSE : decide_cond(d, d->violation->supplement);
}

bool decide_hidden(struct decisions *d, uint32_t slot)
{
	return d->pack->slots[slot].supplement == SUPPLEMENT_HIDES && decide_supplement(d) == TRUE;
}

/* -- texts ------------------------------------------------------------------------------ */

static bool slot_takes(const struct decisions *d, const struct text *text)
{
	return d->pack->slots[text->slot].take[d->stance] != TAKE_NONE;
}

/* True when every other paragraph of the slot certainly does not show. */
static enum truth others_absent(struct decisions *d, uint32_t row)
{
	struct range texts = d->violation->texts;
	enum truth result = TRUE;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		const struct text *other = &d->pack->texts[i];
		bool rival = other->slot == d->pack->texts[row].slot && other->parent == NO_ROW &&
		             !other->otherwise;
		if (rival)
			result = both(result, negate(decide_cond(d, other->when)));
	}
	return result;
}

enum truth decide_text(struct decisions *d, uint32_t row)
{
	const struct text *text = &d->pack->texts[row];
	enum truth truth = slot_takes(d, text) ? decide_cond(d, text->when) : FALSE;
	if (text->parent != NO_ROW)
		truth = both(truth, decide_text(d, text->parent));
	if (text->otherwise && truth != FALSE)
		truth = both(truth, others_absent(d, row));
	return truth;
}
