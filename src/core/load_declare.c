/* Declaring: every name that a violation's rules may refer to gets its row
 * before conditions and texts are read, so that they may look ahead. */
#include "core/load.h"

#define GET(node, key) node_get((node), STR(key))

/* What conditions and answers use for something else than a question. */
static bool is_reserved(struct str name)
{
	static const struct str words[] = {
	        {"any", 3}, {"all", 3}, {"not", 3}, {"reason", 6}, {"violation", 9}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i], name))
			return true;
	return str_starts(name, STR("evidence.")) || str_starts(name, STR("measures.")) ||
	       str_starts(name, STR("checks."));
}

static void declare(struct loader *l, const struct node *node, struct str prefix, struct var var)
{
	struct buf name = {.arena = l->arena};
	buf_add(&name, prefix);
	buf_add(&name, node->key);
	var.name = load_name(l, buf_str(&name), node->key_place);
	if (!prefix.n && is_reserved(node->key))
		DIAG(l->diags, RESERVED_NAME, node->key_place, node->key);
	var.place = node->key_place;
	build_vars(&l->build, var);
	l->violation.vars.n++;
}

/* False when the type is not known; that was reported. */
static bool question_type(struct loader *l, const struct node *node, uint8_t *type)
{
	const struct node *word = GET(node, "type");
	*type = TYPE_CHOICE;
	if (word) {
		struct str names[TYPE_COUNT];
		for (uint32_t i = 0; i < TYPE_COUNT; i++)
			names[i] = pack_type_name((enum type)i);
		*type = (uint8_t)load_word_of(l, word, names, TYPE_COUNT);
		return str_eq(names[*type], word->text);
	}
	bool named = fields_named(MAP_question, node, STR("type")) ||
	             fields_named(MAP_question, node, STR("choices"));
	if (!named)
		DIAG(l->diags, WANTS_TYPE, node->key_place, node->key);
	return GET(node, "choices");
}

static struct range declare_choices(struct loader *l, const struct node *choices)
{
	struct range range = {l->build.n_choices, 0};
	for (const struct node *m = load_members(l, choices); m; m = m->next) {
		struct choice row = {.place = m->key_place};
		row.id = load_name(l, m->key, m->key_place);
		build_choices(&l->build, row);
		range.n++;
	}
	return range;
}

static uint8_t count_options(struct loader *l, const struct question *q, const struct node *node)
{
	bool has = q->type == TYPE_CHOICE || q->type == TYPE_MULTI;
	const struct node *choices = GET(node, "choices");
	bool empty = choices ? choices->kind == NODE_MAP : !fields_named(MAP_question, node, STR("choices"));
	if (has && !q->choices.n && empty)
		DIAG(l->diags, WANTS_CHOICES, node->key_place, node->key);
	if (!has && choices)
		DIAG(l->diags, NO_CHOICES_HERE, choices->key_place, node->key);
	if (q->choices.n > OPTIONS_MAX)
		DIAG(l->diags, TOO_MANY, choices->place, STR("31"));
	if (q->type == TYPE_YES_NO)
		return 2;
	if (!has)
		return 1;
	return (uint8_t)(q->choices.n > OPTIONS_MAX ? 0 : q->choices.n);
}

static void declare_questions(struct loader *l, const struct section *section)
{
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct question q = {0};
		struct var var = {.kind = VAR_QUESTION};
		if (fields_check(l, MAP_question, node) && question_type(l, node, &q.type)) {
			q.choices = declare_choices(l, GET(node, "choices"));
			var.options = count_options(l, &q, node);
		}
		var.row = build_questions(&l->build, q);
		declare(l, node, STR(""), var);
	}
}

static void declare_evidence(struct loader *l, const struct section *section)
{
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct evidence row = {load_words(l, GET(node, "name")), load_words(l, GET(node, "help"))};
		struct var var = {.kind = VAR_EVIDENCE,
		                  .options = fields_check(l, MAP_evidence, node) ? 3 : 0};
		var.row = build_evidence(&l->build, row);
		declare(l, node, STR("evidence."), var);
	}
}

static void declare_measures(struct loader *l, const struct section *section)
{
	for (uint32_t i = 0; i < section->n; i++) {
		struct var var = {.kind = VAR_MEASURE, .options = 3};
		var.row = build_measures(&l->build, (struct measure){.done = NO_ROW, .planned = NO_ROW});
		declare(l, section->items[i].node, STR("measures."), var);
	}
}

static struct range declare_outcomes(struct loader *l, const struct node *node)
{
	struct range range = {l->build.n_outcomes, 0};
	const struct node *cases = GET(node, "cases");
	if (fields_named(MAP_check, node, STR("test")) == fields_named(MAP_check, node, STR("cases")))
		DIAG(l->diags, TEST_OR_CASES, node->key_place, node->key);
	for (const struct node *m = load_members(l, cases); m; m = m->next, range.n++)
		build_outcomes(&l->build, (struct outcome){load_name(l, m->key, m->key_place), {0, 0}});
	if (range.n)
		return range;
	build_outcomes(&l->build, (struct outcome){build_ref(&l->build, STR("pass")), {0, 0}});
	build_outcomes(&l->build, (struct outcome){build_ref(&l->build, STR("fail")), {0, 0}});
	return (struct range){range.first, 2};
}

/* 0: there are none, or not those that are meant. */
static uint8_t count_outcomes(struct loader *l, const struct node *node, uint32_t n)
{
	const struct node *cases = GET(node, "cases");
	if (n > OPTIONS_MAX)
		DIAG(l->diags, TOO_MANY, cases->place, STR("31"));
	if (cases && cases->kind == NODE_MAP && !cases->count)
		DIAG(l->diags, OTHERWISE_LAST, cases->place, cases->key);
	bool meant = cases ? cases->kind == NODE_MAP && cases->count : GET(node, "test") != NULL;
	return (uint8_t)(meant && n <= OPTIONS_MAX ? n : 0);
}

static void declare_checks(struct loader *l, const struct section *section)
{
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct check row = {.name = load_words(l, GET(node, "name"))};
		struct var var = {.kind = VAR_CHECK};
		if (fields_check(l, MAP_check, node)) {
			row.outcomes = declare_outcomes(l, node);
			var.options = count_outcomes(l, node, row.outcomes.n);
		}
		var.row = build_checks(&l->build, row);
		declare(l, node, STR("checks."), var);
	}
}

static void declare_reasons(struct loader *l, const struct section *section)
{
	struct var var = {.kind = VAR_REASON};
	l->violation.reasons = (struct range){l->build.n_reasons, section->n};
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct reason row = {.id = load_name(l, node->key, node->key_place)};
		build_reasons(&l->build, row);
	}
	if (section->n >= OPTIONS_MAX)
		DIAG(l->diags, TOO_MANY, section->items[OPTIONS_MAX - 1].node->key_place, STR("30"));
	var.row = l->violation.reasons.first;
	var.options = (uint8_t)(section->n < OPTIONS_MAX ? section->n + 1 : 0);
	var.name = build_ref(&l->build, STR("reason"));
	l->violation.reason = build_vars(&l->build, var);
	l->violation.vars.n++;
}

void load_declare(struct loader *l, const struct sections *s)
{
	l->violation.vars.first = l->build.n_vars;
	declare_questions(l, &s->questions);
	declare_evidence(l, &s->evidence);
	declare_measures(l, &s->measures);
	declare_checks(l, &s->checks);
	declare_reasons(l, &s->reasons);
}
