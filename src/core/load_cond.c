/* Conditions of rules: `when`, `for` and `claims`, from mappings to rows. */
#include "core/load.h"

static struct cond cond_of_map(struct loader *l, const struct node *map, bool negated);

static const struct cond ALWAYS = {.op = COND_ALL};

/* -- variables -------------------------------------------------------------- */

uint32_t load_var(struct loader *l, struct str name, struct place place)
{
	struct pack view = build_view(&l->build);
	uint32_t row = pack_var(&view, &l->violation, name);
	if (row != NO_ROW)
		return row;
	struct range vars = l->violation.vars;
	struct str *names = arena_many(l->arena, struct str, vars.n + 1);
	for (uint32_t i = 0; i < vars.n; i++)
		names[i] = pack_str(&view, view.vars[vars.first + i].name);
	struct str nearest = str_nearest(name, names, vars.n);
	if (nearest.n)
		DIAG(l->diags, UNKNOWN_NAME_NEAR, place, name, nearest);
	else
		DIAG(l->diags, UNKNOWN_NAME, place, name);
	return NO_ROW;
}

static struct str kind_prefix(enum var_kind kind)
{
	switch (kind) {
	case VAR_EVIDENCE:
		return STR("evidence.");
	case VAR_MEASURE:
		return STR("measures.");
	case VAR_CHECK:
		return STR("checks.");
	case VAR_QUESTION:
	case VAR_REASON:
		break;
	}
	return STR("");
}

uint32_t load_var_of(struct loader *l, struct str name, struct place place, enum var_kind kind)
{
	struct buf full = {.arena = l->arena};
	if (!name.n)
		return NO_ROW;
	if (!str_starts(name, kind_prefix(kind)))
		buf_add(&full, kind_prefix(kind));
	buf_add(&full, name);
	return load_var(l, buf_str(&full), place);
}

/* -- one test ---------------------------------------------------------------- */

static uint32_t all_options(const struct var *var)
{
	return var->options >= 32 ? UINT32_MAX : (1u << var->options) - 1;
}

static uint32_t option_mask(struct loader *l, uint32_t row, const struct node *value)
{
	struct pack view = build_view(&l->build);
	struct str options[OPTIONS_MAX + 1];
	uint32_t n = view.vars[row].options;
	for (uint32_t i = 0; i < n; i++)
		options[i] = pack_option(&view, row, i);
	return 1u << load_word_of(l, value, options, n);
}

static bool is_answered(const struct node *value)
{
	if (value->kind == NODE_LIST && value->count == 1)
		return is_answered(value->first);
	return value->kind == NODE_TEXT && str_eq(value->text, STR("answered"));
}

static uint32_t value_mask(struct loader *l, uint32_t row, const struct node *value)
{
	uint32_t mask = 0;
	if (!l->build.vars[row].options)
		return 0;
	if (value->kind == NODE_TEXT)
		return option_mask(l, row, value);
	if (value->kind == NODE_MAP || !value->count)
		DIAG(l->diags, WANTS_VALUE, value->place, value->key);
	else
		for (const struct node *m = value->first; m; m = m->next)
			mask |= option_mask(l, row, m);
	return mask;
}

static struct place span(struct place from, struct place to)
{
	return (struct place){from.source, from.start, to.end > from.end ? to.end : from.end};
}

static struct cond cond_of_test(struct loader *l, const struct node *m, bool negated)
{
	uint32_t row = load_var(l, m->key, m->key_place);
	if (row == NO_ROW)
		return ALWAYS;
	const struct var *var = &l->build.vars[row];
	bool answered = var->kind == VAR_QUESTION && is_answered(m);
	if (answered && negated)
		DIAG(l->diags, NEGATED_ANSWERED, m->place, m->key);
	return (struct cond){
	        .op = COND_TEST,
	        .var = row,
	        .mask = answered ? all_options(var) : value_mask(l, row, m),
	        .place = span(m->key_place, m->place),
	};
}

/* -- all, any, not ----------------------------------------------------------- */

static uint32_t reserve(struct loader *l, uint32_t n)
{
	uint32_t first = l->build.n_conds;
	for (uint32_t i = 0; i < n; i++)
		build_conds(&l->build, ALWAYS);
	return first;
}

static struct cond cond_of_list(struct loader *l, const struct node *list, enum cond_op op, bool negated)
{
	uint32_t i = 0;
	if (list->kind != NODE_LIST || !list->count) {
		DIAG(l->diags, WANTS_CONDITIONS, list->place, list->key);
		return ALWAYS;
	}
	uint32_t first = reserve(l, list->count);
	for (const struct node *m = list->first; m; m = m->next) {
		struct cond part = cond_of_map(l, m, negated);
		l->build.conds[first + i++] = part;
	}
	return (struct cond){.op = (uint8_t)op, .parts = {first, i}, .place = list->place};
}

static struct cond cond_of_not(struct loader *l, const struct node *map)
{
	uint32_t first = reserve(l, 1);
	struct cond part = cond_of_map(l, map, true);
	l->build.conds[first] = part;
	return (struct cond){.op = COND_NOT, .parts = {first, 1}, .place = span(map->key_place, map->place)};
}

static struct cond cond_of_member(struct loader *l, const struct node *m, bool negated)
{
	if (str_eq(m->key, STR("any")))
		return cond_of_list(l, m, COND_ANY, negated);
	if (str_eq(m->key, STR("all")))
		return cond_of_list(l, m, COND_ALL, negated);
	if (str_eq(m->key, STR("not")))
		return cond_of_not(l, m);
	return cond_of_test(l, m, negated);
}

static struct cond cond_of_map(struct loader *l, const struct node *map, bool negated)
{
	uint32_t i = 0;
	if (map->kind != NODE_MAP || !map->count) {
		DIAG(l->diags, WANTS_CONDITION, map->place, map->key);
		return ALWAYS;
	}
	if (map->count == 1)
		return cond_of_member(l, map->first, negated);
	uint32_t first = reserve(l, map->count);
	for (const struct node *m = map->first; m; m = m->next) {
		struct cond part = cond_of_member(l, m, negated);
		l->build.conds[first + i++] = part;
	}
	return (struct cond){.op = COND_ALL, .parts = {first, i}, .place = map->place};
}

uint32_t load_cond(struct loader *l, const struct node *node)
{
	load_members(l, node);
	if (!node || node->kind != NODE_MAP)
		return 0;
	struct cond cond = cond_of_map(l, node, false);
	return build_conds(&l->build, cond);
}

/* -- claims ------------------------------------------------------------------ */

/* A bare name claims the good outcome: pass, yes, done, answered. */
static struct cond claim_of_name(struct loader *l, const struct node *node)
{
	uint32_t row = load_var(l, node->text, node->place);
	if (row == NO_ROW)
		return ALWAYS;
	const struct var *var = &l->build.vars[row];
	uint32_t mask = all_options(var);
	switch ((enum var_kind)var->kind) {
	case VAR_EVIDENCE:
		mask = 1u << EVIDENCE_YES;
		break;
	case VAR_MEASURE:
		mask = 1u << MEASURE_DONE;
		break;
	case VAR_CHECK:
		mask = 1;
		break;
	case VAR_QUESTION:
	case VAR_REASON:
		break;
	}
	return (struct cond){.op = COND_TEST, .var = row, .mask = mask, .place = node->place};
}

uint32_t load_claims(struct loader *l, const struct node *list)
{
	uint32_t i = 0;
	if (!list || list->kind != NODE_LIST || !list->count)
		return 0;
	uint32_t first = reserve(l, list->count);
	for (const struct node *m = list->first; m; m = m->next) {
		struct cond part = m->kind == NODE_TEXT ? claim_of_name(l, m) : cond_of_map(l, m, false);
		l->build.conds[first + i++] = part;
	}
	return build_conds(&l->build,
	                   (struct cond){.op = COND_ALL, .parts = {first, i}, .place = list->place});
}

/* -- checks of a reason -------------------------------------------------------- */

/* A check, whose prefix may be left out, or a question. */
static uint32_t checked_var(struct loader *l, struct str name, struct place place)
{
	struct pack view = build_view(&l->build);
	uint32_t row = pack_var(&view, &l->violation, name);
	return row == NO_ROW ? load_var_of(l, name, place, VAR_CHECK) : row;
}

static struct cond check_test(struct loader *l, const struct node *node)
{
	bool named = node->kind == NODE_MAP && node->count == 1;
	const struct node *value = named ? node->first : NULL;
	struct str name = named ? value->key : load_text(l, node);
	uint32_t row = checked_var(l, name, named ? value->key_place : node->place);
	if (row == NO_ROW)
		return ALWAYS;
	const struct var *var = &l->build.vars[row];
	if (var->kind == VAR_CHECK && !l->build.checks[var->row].name)
		DIAG(l->diags, CHECK_WANTS_NAME, node->place, name);
	return (struct cond){
	        .op = COND_TEST,
	        .var = row,
	        .mask = named ? value_mask(l, row, value) : 1,
	        .place = node->place,
	};
}

struct range load_check_tests(struct loader *l, const struct node *list)
{
	uint32_t i = 0;
	if (!list || list->kind != NODE_LIST || !list->count)
		return (struct range){0, 0};
	uint32_t first = reserve(l, list->count);
	for (const struct node *m = list->first; m; m = m->next) {
		struct cond test = check_test(l, m);
		l->build.conds[first + i++] = test;
	}
	return (struct range){first, i};
}
