/* The order of levels decides the size of the diagrams: each variable stands
 * right behind the last one that it depends on. */
#include "proof/model.h"

static uint32_t index_of(const struct model *m, uint32_t var)
{
	return var - m->violation->vars.first;
}

static mdd_id all_of(struct model *m, mdd_id a, mdd_id b)
{
	return mdd_and(&m->mdd, a, b);
}

static mdd_id any_of(struct model *m, mdd_id a, mdd_id b)
{
	return mdd_or(&m->mdd, a, b);
}

static mdd_id none_of(struct model *m, mdd_id a)
{
	return mdd_not(&m->mdd, a);
}

static struct sure sure_and(struct model *m, struct sure a, struct sure b)
{
	return (struct sure){all_of(m, a.yes, b.yes), any_of(m, a.no, b.no)};
}

static struct sure sure_not(struct sure a)
{
	return (struct sure){a.no, a.yes};
}

static const struct sure SURELY = {MDD_ALL, MDD_NONE}, NEVER = {MDD_NONE, MDD_ALL};

/* -- the order of levels -------------------------------------------------------------- */

/* Variables in the order of their levels, while it is made. */
struct order {
	struct model *m;
	uint32_t *vars;
	uint32_t n;
	bool *seen;
};

static void place_var(struct order *o, uint32_t var);

/* What a variable depends on is placed first; then its own place is behind
 * the last of them. */
struct inputs {
	struct order *o;
	bool placed;
	uint32_t last;
};

static void depend_on(struct inputs *in, uint32_t var)
{
	if (!in->placed)
		place_var(in->o, var);
	for (uint32_t i = in->last; in->placed && i < in->o->n; i++)
		if (in->o->vars[i] == var)
			in->last = i + 1;
}

static void depend_on_cond(struct inputs *in, uint32_t cond)
{
	const struct cond *c = &in->o->m->pack->conds[cond];
	if (c->op == COND_TEST)
		depend_on(in, c->var);
	for (uint32_t i = 0; i < c->parts.n; i++)
		depend_on_cond(in, c->parts.first + i);
}

static void depend_on_inputs(struct inputs *in, const struct var *v)
{
	const struct pack *pack = in->o->m->pack;
	depend_on_cond(in, v->when);
	if (v->kind == VAR_QUESTION) {
		struct range choices = pack->questions[v->row].choices;
		for (uint32_t i = 0; i < choices.n; i++)
			depend_on_cond(in, pack->choices[choices.first + i].when);
	}
	if (v->kind == VAR_CHECK) {
		struct range facts = pack->checks[v->row].facts;
		for (uint32_t i = 0; i < facts.n; i++)
			depend_on(in, pack->numbers[facts.first + i]);
	}
	for (uint32_t i = 0; v->kind == VAR_REASON && i + 1 < v->options; i++)
		depend_on_cond(in, pack->reasons[v->row + i].when);
}

static void place_var(struct order *o, uint32_t var)
{
	struct inputs in = {.o = o};
	/* Marked first: choices may depend on each other in a circle. */
	if (o->seen[index_of(o->m, var)])
		return;
	o->seen[index_of(o->m, var)] = true;
	depend_on_inputs(&in, &o->m->pack->vars[var]);
	in.placed = true;
	depend_on_inputs(&in, &o->m->pack->vars[var]);
	uint32_t at = in.last ? in.last : o->n;
	for (uint32_t i = o->n; i > at; i--)
		o->vars[i] = o->vars[i - 1];
	o->vars[at] = var;
	o->n++;
}

static void add_level(struct model *m, uint32_t domain, bool costs)
{
	m->domains[m->n_levels] = (uint8_t)domain;
	m->costs[m->n_levels++] = costs;
}

static void add_question_levels(struct model *m, const struct var *v, const struct question *q)
{
	bool listed = q->type == TYPE_CHOICE || q->type == TYPE_YES_NO;
	add_level(m, listed ? v->options + 1u : 2, true);
	if (q->has_default && q->type == TYPE_CHOICE)
		m->free[m->n_levels - 1] = (uint8_t)(q->usual + 1u);
	for (uint32_t i = 0; q->type == TYPE_MULTI && i < v->options; i++)
		add_level(m, 2, false);
}

static void add_levels(struct model *m, uint32_t var)
{
	const struct var *v = &m->pack->vars[var];
	struct levels *levels = &m->levels[index_of(m, var)];
	levels->first = m->n_levels;
	switch ((enum var_kind)v->kind) {
	case VAR_QUESTION:
		add_question_levels(m, v, pack_question(m->pack, var));
		break;
	case VAR_EVIDENCE:
	case VAR_MEASURE:
		add_level(m, v->options, true);
		break;
	case VAR_CHECK:
		add_level(m, v->options, false);
		break;
	case VAR_REASON:
		add_level(m, v->options, true);
		break;
	}
	levels->n = m->n_levels - levels->first;
}

static uint32_t count_levels(const struct model *m)
{
	struct range vars = m->violation->vars;
	uint32_t n = 0;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		n += m->pack->vars[i].options + 1u;
	return n;
}

static void order_levels(struct model *m)
{
	struct range vars = m->violation->vars;
	struct order o = {.m = m};
	o.vars = arena_many(m->arena, uint32_t, vars.n + 1);
	o.seen = arena_many(m->arena, bool, vars.n + 1);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		place_var(&o, i);
	for (uint32_t i = 0; i < o.n; i++)
		add_levels(m, o.vars[i]);
}

/* -- values --------------------------------------------------------------------------- */

static uint32_t first_level(const struct model *m, uint32_t var)
{
	return m->levels[index_of(m, var)].first;
}

static mdd_id answered(struct model *m, uint32_t level)
{
	return mdd_test(&m->mdd, level, ~1u);
}

mdd_id model_known(struct model *m, uint32_t var)
{
	const struct var *v = &m->pack->vars[var];
	const struct question *q = pack_question(m->pack, var);
	mdd_id known = MDD_ALL;
	if (q)
		return pack_is_today(q) ? MDD_ALL : answered(m, first_level(m, var));
	if (v->kind == VAR_CHECK) {
		struct range facts = m->pack->checks[v->row].facts;
		for (uint32_t i = 0; i < facts.n; i++)
			known = all_of(m, known, model_known(m, m->pack->numbers[facts.first + i]));
	}
	if (v->kind == VAR_REASON) {
		known = MDD_NONE;
		for (uint32_t i = 0; i < v->options; i++)
			known = any_of(m, known, m->reasons[i]);
	}
	return known;
}

/* The value, where it is known, is in the mask. */
static mdd_id value_in(struct model *m, uint32_t var, uint32_t mask)
{
	const struct var *v = &m->pack->vars[var];
	const struct question *q = pack_question(m->pack, var);
	uint32_t level = first_level(m, var);
	mdd_id in = MDD_NONE;
	if (v->kind == VAR_EVIDENCE || v->kind == VAR_MEASURE || v->kind == VAR_CHECK)
		return mdd_test(&m->mdd, level, mask);
	if (q && (q->type == TYPE_CHOICE || q->type == TYPE_YES_NO))
		return mdd_test(&m->mdd, level, mask << 1);
	if (q && q->type != TYPE_MULTI)
		return mask & 1 ? model_known(m, var) : MDD_NONE;
	for (uint32_t i = 0; i < v->options; i++)
		if (mask & 1u << i)
			in = any_of(m, in, q ? mdd_test(&m->mdd, level + 1 + i, 2) : m->reasons[i]);
	return in;
}

static struct sure settle_check(struct model *m, const struct var *v)
{
	struct range facts = m->pack->checks[v->row].facts;
	struct sure relevant = SURELY;
	for (uint32_t i = 0; i < facts.n; i++)
		relevant = sure_and(m, relevant, model_relevant(m, m->pack->numbers[facts.first + i]));
	return relevant;
}

/* The first reason that fits while none before it may; or the chosen one. */
static void settle_reason(struct model *m, uint32_t var, const struct var *v)
{
	uint32_t level = first_level(m, var);
	mdd_id open = mdd_test(&m->mdd, level, 1);
	for (uint32_t i = 0; i + 1 < v->options; i++) {
		struct sure fits = model_cond(m, m->pack->reasons[v->row + i].when);
		mdd_id chosen = mdd_test(&m->mdd, level, 2u << i);
		m->reasons[i] = all_of(m, any_of(m, open, chosen), fits.yes);
		open = all_of(m, open, fits.no);
	}
	m->reasons[v->options - 1] = open;
}

struct sure model_relevant(struct model *m, uint32_t var)
{
	const struct var *v = &m->pack->vars[var];
	uint32_t i = index_of(m, var);
	if (m->settled[i])
		return m->relevant[i];
	struct sure relevant = SURELY;
	if (v->kind == VAR_CHECK)
		relevant = settle_check(m, v);
	else if (v->kind == VAR_REASON)
		settle_reason(m, var, v);
	else
		relevant = model_cond(m, v->when);
	m->relevant[i] = relevant;
	m->settled[i] = true;
	return relevant;
}

/* What is irrelevant has no value; evidence and measures are then `no`. */
struct sure model_test(struct model *m, uint32_t var, uint32_t mask)
{
	enum var_kind kind = (enum var_kind)m->pack->vars[var].kind;
	struct sure relevant = model_relevant(m, var), result;
	mdd_id in = value_in(m, var, mask), known = model_known(m, var);
	bool without = (kind == VAR_EVIDENCE || kind == VAR_MEASURE) && mask & 1;
	mdd_id yes = all_of(m, known, in), no = all_of(m, known, none_of(m, in));
	if (without)
		result = (struct sure){any_of(m, relevant.no, yes), all_of(m, relevant.yes, no)};
	else
		result = (struct sure){all_of(m, relevant.yes, yes), any_of(m, relevant.no, no)};
	return result;
}

struct sure model_cond(struct model *m, uint32_t cond)
{
	const struct cond *c = &m->pack->conds[cond];
	struct sure result = c->op == COND_ANY ? NEVER : SURELY;
	if (c->op == COND_TEST)
		return model_test(m, c->var, c->mask);
	if (c->op == COND_NOT)
		return sure_not(model_cond(m, c->parts.first));
	for (uint32_t i = 0; i < c->parts.n; i++) {
		struct sure part = model_cond(m, c->parts.first + i);
		if (c->op == COND_ALL)
			result = sure_and(m, result, part);
		else
			result = sure_not(sure_and(m, sure_not(result), sure_not(part)));
	}
	return result;
}

/* -- texts ------------------------------------------------------------------------------ */

mdd_id model_stance(struct model *m, uint32_t stances)
{
	uint32_t level = first_level(m, m->violation->stance);
	/* Unanswered, it counts as the first one. */
	return mdd_test(&m->mdd, level, stances << 1 | (stances & 1));
}

mdd_id model_takes(struct model *m, uint32_t slot, uint32_t takes)
{
	uint32_t stances = 0;
	for (uint32_t i = 0; i < STANCES_MAX; i++)
		if (takes & 1u << m->pack->slots[slot].take[i])
			stances |= 1u << i;
	return model_stance(m, stances);
}

const struct text_sets *model_text(const struct model *m, uint32_t text)
{
	return &m->texts[text - m->violation->texts.first];
}

static struct sure others_absent(struct model *m, uint32_t row)
{
	struct range texts = m->violation->texts;
	struct sure result = SURELY;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		const struct text *other = &m->pack->texts[i];
		bool rival = other->slot == m->pack->texts[row].slot && other->parent == NO_ROW &&
		             !other->otherwise;
		if (rival)
			result = sure_and(m, result, sure_not(model_text(m, i)->when));
	}
	return result;
}

static void add_text_sets(struct model *m, uint32_t row)
{
	const struct text *text = &m->pack->texts[row];
	struct text_sets *sets = &m->texts[row - m->violation->texts.first];
	mdd_id taken = model_takes(m, text->slot, ~(1u << TAKE_NONE));
	sets->shows = sure_and(m, sets->when, (struct sure){taken, none_of(m, taken)});
	if (text->parent != NO_ROW)
		sets->shows = sure_and(m, sets->shows, model_text(m, text->parent)->shows);
	if (text->otherwise)
		sets->shows = sure_and(m, sets->shows, others_absent(m, row));
}

static void make_texts(struct model *m)
{
	struct range texts = m->violation->texts;
	m->texts = arena_many(m->arena, struct text_sets, texts.n + 1);
	for (uint32_t i = 0; i < texts.n; i++)
		m->texts[i].when = model_cond(m, m->pack->texts[texts.first + i].when);
	for (uint32_t i = 0; i < texts.n; i++)
		add_text_sets(m, texts.first + i);
}

/* -- what can be ------------------------------------------------------------------------ */

/* Demands that are to be met together; they are joined in pairs, which keeps
 * what comes out on the way small. */
struct demands {
	struct model *m;
	mdd_id *items;
	uint32_t n, room;
};

static void demand(struct demands *d, mdd_id set)
{
	d->items = arena_grow(d->m->arena, d->items, d->n, &d->room, sizeof *d->items);
	d->items[d->n++] = set;
}

static void demand_not(struct demands *d, mdd_id set)
{
	demand(d, none_of(d->m, set));
}

static mdd_id join(struct demands *d, mdd_id set)
{
	for (uint32_t n = d->n, half; n > 1; n = half) {
		half = 0;
		for (uint32_t i = 0; i < n; i += 2)
			d->items[half++] =
			        i + 1 < n ? all_of(d->m, d->items[i], d->items[i + 1]) : d->items[i];
	}
	if (d->n)
		set = all_of(d->m, set, d->items[0]);
	d->n = 0;
	return set;
}

static void demand_options(struct demands *d, uint32_t var, const struct question *q)
{
	struct model *m = d->m;
	mdd_id matters = none_of(m, model_relevant(m, var).no);
	for (uint32_t i = 0; i < q->choices.n; i++) {
		mdd_id forbidden = model_cond(m, m->pack->choices[q->choices.first + i].when).no;
		mdd_id chosen = all_of(m, model_known(m, var), value_in(m, var, 1u << i));
		demand_not(d, all_of(m, matters, all_of(m, chosen, forbidden)));
	}
}

/* Options are chosen exactly when the question is answered. */
static void demand_multi(struct demands *d, uint32_t var)
{
	struct model *m = d->m;
	mdd_id known = model_known(m, var), some = value_in(m, var, UINT32_MAX);
	demand(d, any_of(m, all_of(m, known, some), none_of(m, any_of(m, known, some))));
}

static void demand_answers(struct demands *d)
{
	struct range vars = d->m->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(d->m->pack, i);
		if (q && q->needed)
			demand(d, model_known(d->m, i));
		if (q && q->type == TYPE_MULTI)
			demand_multi(d, i);
		if (q)
			demand_options(d, i, q);
	}
}

static void demand_no_refusal(struct demands *d)
{
	struct range refusals = d->m->violation->refusals;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++)
		demand(d, model_cond(d->m, d->m->pack->refusals[i].when).no);
}

static void demand_fitting_reason(struct demands *d)
{
	struct model *m = d->m;
	struct range reasons = m->violation->reasons;
	uint32_t level = first_level(m, m->violation->reason);
	for (uint32_t i = 0; i < reasons.n; i++) {
		mdd_id chosen = mdd_test(&m->mdd, level, 2u << i);
		demand_not(d, all_of(m, chosen, model_cond(m, m->pack->reasons[reasons.first + i].when).no));
	}
}

/* One of the outcomes counts: all facts are there. */
static mdd_id comes_about(struct model *m, struct outcomes outcomes)
{
	mdd_id among = mdd_test(&m->mdd, first_level(m, outcomes.var), outcomes.mask);
	if (m->pack->vars[outcomes.var].kind != VAR_CHECK)
		return among;
	mdd_id live = all_of(m, model_known(m, outcomes.var), none_of(m, model_relevant(m, outcomes.var).no));
	return all_of(m, live, among);
}

static void demand_facts(struct demands *d)
{
	struct joint *j = &d->m->joint;
	for (uint32_t i = 0; i < j->n_conflicts; i++) {
		mdd_id together = MDD_ALL;
		for (uint32_t k = 0; k < j->conflicts[i].n; k++)
			together = all_of(d->m, together, comes_about(d->m, j->conflicts[i].items[k]));
		demand_not(d, together);
	}
}

static void demand_complete(struct demands *d)
{
	struct model *m = d->m;
	struct range vars = m->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(m->pack, i);
		if (q && !q->optional)
			demand_not(d, all_of(m, model_relevant(m, i).yes, none_of(m, model_known(m, i))));
	}
}

/* -- what counts ---------------------------------------------------------------------------- */

/* A chosen reason that would be proposed anyway makes no other case. */
static void demand_another_reason(struct demands *d)
{
	struct model *m = d->m;
	struct range reasons = m->violation->reasons;
	uint32_t level = first_level(m, m->violation->reason);
	mdd_id open = MDD_ALL, proposed = MDD_NONE, unfit = MDD_NONE;
	for (uint32_t i = 0; i < reasons.n; i++) {
		struct sure fits = model_cond(m, m->pack->reasons[reasons.first + i].when);
		mdd_id chosen = mdd_test(&m->mdd, level, 2u << i), first = all_of(m, open, fits.yes);
		demand_not(d, all_of(m, chosen, first));
		proposed = any_of(m, proposed, first);
		unfit = any_of(m, unfit, all_of(m, chosen, none_of(m, fits.yes)));
		open = all_of(m, open, fits.no);
	}
	/* Undecided either way. */
	demand(d, any_of(m, any_of(m, proposed, open), none_of(m, unfit)));
}

/* What is irrelevant has no value, and a check none while it is not decided. */
static void demand_canonical(struct demands *d)
{
	struct model *m = d->m;
	struct range vars = m->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(m->pack, i);
		uint32_t level = first_level(m, i);
		mdd_id counts = none_of(m, model_relevant(m, i).no), nothing = mdd_test(&m->mdd, level, 1);
		if (q && pack_is_today(q))
			demand(d, mdd_test(&m->mdd, level, 2));
		else if (q && q->has_default) /* its usual option is what it is without an answer */
			demand(d, any_of(m, all_of(m, nothing, model_relevant(m, i).no),
			                 all_of(m, none_of(m, nothing), counts)));
		else if (m->pack->vars[i].kind == VAR_CHECK)
			demand(d, any_of(m, nothing, all_of(m, counts, model_known(m, i))));
		else if (!q || !q->needed)
			demand(d, any_of(m, nothing, counts));
	}
	demand_another_reason(d);
}

static void make_cases(struct model *m)
{
	struct demands d = {.m = m};
	demand_answers(&d);
	demand_no_refusal(&d);
	demand_fitting_reason(&d);
	demand_facts(&d);
	m->drafts = join(&d, MDD_ALL);
	demand_complete(&d);
	m->complete = join(&d, m->drafts);
	demand_canonical(&d);
	m->canonical = join(&d, m->complete);
}

/* -- the whole ------------------------------------------------------------------------------ */

void model_make(struct model *m, struct arena *arena, const struct pack *pack,
                const struct violation *violation, int64_t today, uint32_t cap)
{
	*m = (struct model){.pack = pack, .violation = violation, .arena = arena};
	uint32_t n = violation->vars.n + 1, n_levels = count_levels(m);
	m->joint = (struct joint){.pack = pack, .violation = violation, .today = today, .arena = arena};
	m->levels = arena_many(arena, struct levels, n);
	m->relevant = arena_many(arena, struct sure, n);
	m->settled = arena_many(arena, bool, n);
	m->domains = arena_alloc(arena, n_levels);
	m->costs = arena_alloc(arena, n_levels);
	m->free = arena_alloc(arena, n_levels);
	m->unfit = n_levels > MDD_LEVELS_MAX;
	if (m->unfit)
		return;
	order_levels(m);
	mdd_init(&m->mdd, arena, m->domains, m->n_levels, cap);
	for (uint32_t i = 0; i < violation->vars.n; i++)
		model_relevant(m, violation->vars.first + i);
	joint_list(&m->joint);
	make_texts(m);
	make_cases(m);
	m->unfit = m->mdd.full || m->joint.gave_up;
}
