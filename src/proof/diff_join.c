/* Each pack gets its own model; its sets are then rewritten node by node, so
 * the two may order their levels as they like. */
#include "proof/diff_join.h"

enum { JOIN_CAP = 1 << 21 };

/* -- what is the same in both packs --------------------------------------------------- */

static struct str var_name(const struct joined *side, uint32_t var)
{
	return pack_str(side->pack, side->pack->vars[var].name);
}

static bool same_side(const struct join *j, const struct side *old, const struct side *new)
{
	const struct joined *a = &j->sides[DIFF_OLD], *b = &j->sides[DIFF_NEW];
	if (old->is_var != new->is_var || old->value != new->value)
		return false;
	return !old->is_var || str_eq(var_name(a, old->var), var_name(b, new->var));
}

static bool same_outcome(const struct join *j, const struct outcome *old, const struct outcome *new)
{
	const struct pack *a = j->sides[DIFF_OLD].pack, *b = j->sides[DIFF_NEW].pack;
	if (!str_eq(pack_str(a, old->id), pack_str(b, new->id)) || old->comparisons.n != new->comparisons.n)
		return false;
	for (uint32_t i = 0; i < old->comparisons.n; i++) {
		const struct comparison *x = &a->comparisons[old->comparisons.first + i];
		const struct comparison *y = &b->comparisons[new->comparisons.first + i];
		if (x->op != y->op || !same_side(j, &x->a, &y->a) || !same_side(j, &x->b, &y->b))
			return false;
	}
	return true;
}

static bool same_check(const struct join *j, const struct check *old, const struct check *new)
{
	const struct pack *a = j->sides[DIFF_OLD].pack, *b = j->sides[DIFF_NEW].pack;
	bool same = old->outcomes.n == new->outcomes.n;
	for (uint32_t i = 0; same && i < old->outcomes.n; i++)
		same = same_outcome(j, &a->outcomes[old->outcomes.first + i],
		                    &b->outcomes[new->outcomes.first + i]);
	return same;
}

static bool has_option(const struct pack *pack, uint32_t var, struct str name)
{
	for (uint32_t i = 0; i < pack->vars[var].options; i++)
		if (str_eq(pack_option(pack, var, i), name))
			return true;
	return false;
}

/* A level holds the options of both packs. */
static bool fits_level(const struct join *j, uint32_t old, uint32_t new)
{
	const struct pack *a = j->sides[DIFF_OLD].pack, *b = j->sides[DIFF_NEW].pack;
	uint32_t n = b->vars[new].options;
	for (uint32_t i = 0; i < a->vars[old].options; i++)
		n += !has_option(b, new, pack_option(a, old, i));
	return n <= OPTIONS_MAX;
}

bool join_same_shape(const struct join *j, uint32_t old, uint32_t new)
{
	const struct pack *a = j->sides[DIFF_OLD].pack, *b = j->sides[DIFF_NEW].pack;
	const struct question *p = pack_question(a, old), *q = pack_question(b, new);
	if (a->vars[old].kind != b->vars[new].kind)
		return false;
	if (a->vars[old].kind == VAR_CHECK)
		return same_check(j, &a->checks[a->vars[old].row], &b->checks[b->vars[new].row]);
	if (p && (p->type != q->type || p->has_default != q->has_default))
		return false;
	return fits_level(j, old, new);
}

static void find_partners(struct join *j)
{
	struct joined *a = &j->sides[DIFF_OLD], *b = &j->sides[DIFF_NEW];
	struct range vars = b->violation->vars;
	for (int i = 0; i < DIFF_SIDES; i++) {
		struct joined *side = &j->sides[i];
		side->partners = arena_many(j->arena, uint32_t, side->violation->vars.n + 1);
		for (uint32_t k = 0; k < side->violation->vars.n; k++)
			side->partners[k] = NO_ROW;
	}
	for (uint32_t i = 0; i < vars.n; i++) {
		uint32_t old = pack_var(a->pack, a->violation, var_name(b, vars.first + i));
		if (old == NO_ROW || !join_same_shape(j, old, vars.first + i))
			continue;
		b->partners[i] = old;
		a->partners[old - a->violation->vars.first] = vars.first + i;
	}
}

/* -- levels ---------------------------------------------------------------------------- */

static struct str question_value(const struct pack *pack, uint32_t var, uint32_t value)
{
	const struct question *q = pack_question(pack, var);
	if (pack_is_today(q))
		return value ? STR("any day") : STR("today");
	if (!value)
		return STR("unanswered");
	if (q->type == TYPE_CHOICE || q->type == TYPE_YES_NO)
		return pack_option(pack, var, value - 1);
	return STR("answered");
}

/* `part`: 0 for the variable itself, else one of its options. */
static struct str value_name(const struct pack *pack, uint32_t var, uint32_t part, uint32_t value)
{
	if (part)
		return value ? STR("yes") : STR("no");
	if (pack_question(pack, var))
		return question_value(pack, var, value);
	if (pack->vars[var].kind == VAR_REASON)
		return value ? pack_option(pack, var, value - 1) : STR("proposed");
	return pack_option(pack, var, value);
}

static struct diff_level *level_for(struct join *j, struct str name, struct str option, bool shared)
{
	for (uint32_t i = 0; shared && i < j->n_levels; i++)
		if (str_eq(j->levels[i].name, name) && str_eq(j->levels[i].option, option) &&
		    j->levels[i].in[DIFF_NEW])
			return &j->levels[i];
	struct diff_level *level = &j->levels[j->n_levels++];
	level->name = name;
	level->option = option;
	return level;
}

static uint8_t value_for(struct diff_level *level, struct str name)
{
	for (uint32_t i = 0; i < level->n; i++)
		if (str_eq(level->values[i], name))
			return (uint8_t)i;
	level->values[level->n] = name;
	return (uint8_t)level->n++;
}

static void place_level(struct join *j, int side, uint32_t var, uint32_t part)
{
	struct joined *s = &j->sides[side];
	uint32_t i = var - s->violation->vars.first, own = s->model.levels[i].first + part;
	struct str option = part ? pack_option(s->pack, var, part - 1) : STR("");
	struct diff_level *level = level_for(j, var_name(s, var), option, s->partners[i] != NO_ROW);
	level->in[side] = true;
	s->levels[own] = (uint32_t)(level - j->levels);
	for (uint32_t v = 0; v < s->model.domains[own]; v++)
		s->values[own][v] = value_for(level, value_name(s->pack, var, part, v));
}

/* In the order of the model, which keeps the diagrams small. */
static void place_levels(struct join *j, int side)
{
	struct joined *s = &j->sides[side];
	struct range vars = s->violation->vars;
	s->levels = arena_many(j->arena, uint32_t, s->model.n_levels + 1);
	s->values = arena_alloc(j->arena, (s->model.n_levels + 1) * sizeof *s->values);
	for (uint32_t own = 0; own < s->model.n_levels; own++)
		for (uint32_t i = 0; i < vars.n; i++) {
			struct levels l = s->model.levels[i];
			if (own >= l.first && own < l.first + l.n)
				place_level(j, side, vars.first + i, own - l.first);
		}
}

static void join_levels(struct join *j)
{
	uint32_t most = j->sides[DIFF_OLD].model.n_levels + j->sides[DIFF_NEW].model.n_levels;
	j->levels = arena_many(j->keep, struct diff_level, most + 1);
	place_levels(j, DIFF_NEW);
	place_levels(j, DIFF_OLD);
	j->domains = arena_alloc(j->arena, j->n_levels + 1);
	for (uint32_t i = 0; i < j->n_levels; i++)
		j->domains[i] = (uint8_t)j->levels[i].n;
	mdd_init(&j->mdd, j->arena, j->domains, j->n_levels, JOIN_CAP);
}

/* -- sets ------------------------------------------------------------------------------- */

static mdd_id rewrite(struct join *j, struct joined *s, mdd_id set)
{
	const struct mdd *own = &s->model.mdd;
	if (set <= MDD_ALL)
		return set;
	if (s->known[set])
		return s->known[set] - 1;
	uint32_t level = mdd_level(own, set);
	mdd_id result = MDD_NONE;
	for (uint32_t v = 0; v < own->domains[level]; v++) {
		mdd_id rest = rewrite(j, s, own->kids[own->nodes[set].kids + v]);
		mdd_id here = mdd_test(&j->mdd, s->levels[level], 1u << s->values[level][v]);
		result = mdd_or(&j->mdd, result, mdd_and(&j->mdd, here, rest));
	}
	s->known[set] = result + 1;
	return result;
}

mdd_id join_set(struct join *j, int side, mdd_id set)
{
	struct joined *s = &j->sides[side];
	if (s->n_known < s->model.mdd.n) {
		mdd_id *known = arena_many(j->arena, mdd_id, s->model.mdd.n);
		for (uint32_t i = 0; i < s->n_known; i++)
			known[i] = s->known[i];
		s->known = known;
		s->n_known = s->model.mdd.n;
	}
	return rewrite(j, s, set);
}

/* -- cases ------------------------------------------------------------------------------ */

/* Options that only the other pack has are not chosen. */
static mdd_id join_own_values(struct join *j, int side)
{
	struct joined *s = &j->sides[side];
	mdd_id set = MDD_ALL;
	for (uint32_t own = 0; own < s->model.n_levels; own++) {
		uint32_t mask = 0;
		for (uint32_t v = 0; v < s->model.domains[own]; v++)
			mask |= 1u << s->values[own][v];
		set = mdd_and(&j->mdd, set, mdd_test(&j->mdd, s->levels[own], mask));
	}
	for (uint32_t i = 0; i < j->n_levels; i++) {
		const struct diff_level *level = &j->levels[i];
		uint32_t var = pack_var(s->pack, s->violation, level->name);
		bool shared = var != NO_ROW && s->partners[var - s->violation->vars.first] != NO_ROW;
		if (level->option.n && !level->in[side] && shared)
			set = mdd_and(&j->mdd, set, mdd_test(&j->mdd, i, 1));
	}
	return set;
}

/* The cases in which a value of the variable means something. */
static mdd_id counts(struct join *j, int side, uint32_t var)
{
	struct model *m = &j->sides[side].model;
	const struct question *q = pack_question(m->pack, var);
	enum var_kind kind = (enum var_kind)m->pack->vars[var].kind;
	if ((q && q->needed) || kind == VAR_REASON)
		return MDD_ALL;
	mdd_id set = mdd_not(&m->mdd, model_relevant(m, var).no);
	if (kind == VAR_CHECK)
		set = mdd_and(&m->mdd, set, model_known(m, var));
	return join_set(j, side, set);
}

static void demand_value(struct join *j, int side, uint32_t var)
{
	struct joined *s = &j->sides[side];
	uint32_t i = var - s->violation->vars.first, level = s->levels[s->model.levels[i].first];
	const struct question *q = pack_question(s->pack, var);
	mdd_id here = counts(j, side, var), nothing = mdd_test(&j->mdd, level, 1);
	if (s->partners[i] != NO_ROW)
		here = mdd_or(&j->mdd, here, counts(j, !side, s->partners[i]));
	mdd_id set = q && pack_is_today(q) ? mdd_test(&j->mdd, level, 2) : mdd_or(&j->mdd, nothing, here);
	j->canonical = mdd_and(&j->mdd, j->canonical, set);
}

/* A chosen reason that makes no other case than the proposed one. */
static mdd_id idle_reasons(struct join *j, int side)
{
	struct model *m = &j->sides[side].model;
	struct mdd *d = &m->mdd;
	struct range reasons = m->violation->reasons;
	uint32_t level = m->levels[m->violation->reason - m->violation->vars.first].first;
	mdd_id open = MDD_ALL, proposed = MDD_NONE, unfit = MDD_NONE, idle = MDD_NONE;
	for (uint32_t i = 0; i < reasons.n; i++) {
		struct sure fits = model_cond(m, m->pack->reasons[reasons.first + i].when);
		mdd_id chosen = mdd_test(d, level, 2u << i), first = mdd_and(d, open, fits.yes);
		idle = mdd_or(d, idle, mdd_and(d, chosen, first));
		proposed = mdd_or(d, proposed, first);
		unfit = mdd_or(d, unfit, mdd_and(d, chosen, mdd_not(d, fits.yes)));
		open = mdd_and(d, open, fits.no);
	}
	idle = mdd_or(d, idle, mdd_and(d, unfit, mdd_not(d, mdd_or(d, proposed, open))));
	return join_set(j, side, idle);
}

static void join_cases(struct join *j)
{
	struct mdd *m = &j->mdd;
	j->canonical = MDD_ALL;
	for (int i = 0; i < DIFF_SIDES; i++) {
		struct joined *s = &j->sides[i];
		struct range vars = s->violation->vars;
		mdd_id complete = join_set(j, i, s->model.complete);
		j->complete[i] = mdd_and(m, complete, join_own_values(j, i));
		for (uint32_t k = 0; k < vars.n; k++)
			if (i == DIFF_NEW || s->partners[k] == NO_ROW)
				demand_value(j, i, vars.first + k);
	}
	mdd_id idle = mdd_and(m, idle_reasons(j, DIFF_OLD), idle_reasons(j, DIFF_NEW));
	j->canonical = mdd_and(m, j->canonical, mdd_not(m, idle));
}

bool join_make(struct join *j, int64_t today)
{
	for (int i = 0; i < DIFF_SIDES; i++) {
		struct joined *s = &j->sides[i];
		model_make(&s->model, j->arena, s->pack, s->violation, today, JOIN_CAP);
		if (s->model.unfit)
			return false;
	}
	find_partners(j);
	join_levels(j);
	if (j->n_levels > MDD_LEVELS_MAX)
		return false;
	join_cases(j);
	return !j->mdd.full && !j->sides[DIFF_OLD].model.mdd.full && !j->sides[DIFF_NEW].model.mdd.full;
}
