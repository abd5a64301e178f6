/* A violation: the common file's sections followed by its own.  First every
 * name is declared, so that conditions may look ahead; then the rest is read. */
#include "core/load.h"
#include "core/value.h"

#define GET(node, key) node_get((node), STR(key))

/* -- merging ---------------------------------------------------------------------- */

struct section {
	struct member *items;
	uint32_t n, n_common;
};

static struct str member_name(struct loader *l, const struct node *node)
{
	const struct node *id = GET(node, "id");
	return node->key.n ? node->key : load_text(l, id);
}

static struct member *find_member(struct section *section, struct str name)
{
	for (uint32_t i = 0; i < section->n; i++)
		if (name.n && str_eq(section->items[i].name, name))
			return &section->items[i];
	return NULL;
}

static void add_common(struct loader *l, struct section *section, const struct node *part, uint32_t origin)
{
	for (const struct node *m = part; m; m = m->next)
		section->items[section->n++] = (struct member){m, member_name(l, m), origin};
	section->n_common = section->n;
}

static bool replaces(struct loader *l, const struct node *node)
{
	return node->kind == NODE_MAP && load_flag(l, GET(node, "replaces"));
}

static void add_own(struct loader *l, struct section *section, const struct node *part, uint32_t origin)
{
	uint32_t n_common = section->n;
	for (const struct node *m = part; m; m = m->next) {
		struct member member = {m, member_name(l, m), origin};
		struct member *old = find_member(section, member.name);
		if (replaces(l, m) && (!old || old - section->items >= n_common))
			DIAG(l->diags, NOTHING_TO_REPLACE, m->key.n ? m->key_place : m->place, member.name);
		if (!old || old - section->items >= n_common)
			section->items[section->n++] = member;
		else if (replaces(l, m))
			*old = member;
		else
			DIAG(l->diags, NEEDS_REPLACES, m->key.n ? m->key_place : GET(m, "id")->place, member.name);
	}
}

struct files {
	const struct node *common, *own;
	uint32_t common_origin, own_origin;
};

/* The first member of a section: paragraphs are a list, all others mappings. */
static const struct node *members_of(struct loader *l, const struct node *section)
{
	bool list = section && str_eq(section->key, STR("paragraphs"));
	return list ? load_items(l, section) : load_members(l, section);
}

static struct section merge(struct loader *l, const struct files *files, struct str name)
{
	const struct node *common = node_get(files->common, name), *own = node_get(files->own, name);
	uint32_t room = (common ? common->count : 0) + (own ? own->count : 0);
	struct section section = {arena_many(l->arena, struct member, room + 1), 0, 0};
	add_common(l, &section, members_of(l, common), files->common_origin);
	add_own(l, &section, members_of(l, own), files->own_origin);
	return section;
}

/* -- declaring ---------------------------------------------------------------------- */

/* What conditions and answers use for something else than a question. */
static bool is_reserved(struct str name)
{
	static const struct str words[] = {{"any", 3}, {"all", 3}, {"not", 3}, {"reason", 6}, {"violation", 9}};
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

static const struct str TYPES[] = {
    {"choice", 6}, {"multi", 5}, {"yes-no", 6}, {"integer", 7}, {"money", 5},
    {"date", 4},   {"time", 4},  {"period", 6}, {"name", 4},    {"code", 4},
};

/* False when the type is not known; that was reported. */
static bool question_type(struct loader *l, const struct node *node, uint8_t *type)
{
	const struct node *word = GET(node, "type");
	*type = TYPE_CHOICE;
	if (word) {
		*type = (uint8_t)load_word_of(l, word, TYPES, sizeof TYPES / sizeof *TYPES);
		return str_eq(TYPES[*type], word->text);
	}
	bool named = fields_named(MAP_question, node, STR("type")) || fields_named(MAP_question, node, STR("choices"));
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
	return (uint8_t)(q->choices.n > OPTIONS_MAX ? OPTIONS_MAX : q->choices.n);
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
		struct var var = {.kind = VAR_EVIDENCE, .options = fields_check(l, MAP_evidence, node) ? 3 : 0};
		var.row = build_evidence(&l->build, row);
		declare(l, node, STR("evidence."), var);
	}
}

static void declare_measures(struct loader *l, const struct section *section)
{
	for (uint32_t i = 0; i < section->n; i++) {
		struct var var = {.kind = VAR_MEASURE, .options = 3};
		var.row = build_measures(&l->build, (struct measure){NO_ROW, NO_ROW});
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
	return (uint8_t)(!meant ? 0 : n > OPTIONS_MAX ? OPTIONS_MAX : n);
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
	var.options = (uint8_t)(section->n < OPTIONS_MAX ? section->n + 1 : OPTIONS_MAX);
	var.name = build_ref(&l->build, STR("reason"));
	l->violation.reason = build_vars(&l->build, var);
	l->violation.vars.n++;
}

/* -- reading ------------------------------------------------------------------------- */

static void load_choice(struct loader *l, const struct node *node, uint32_t row)
{
	struct choice choice = l->build.choices[row];
	if (!fields_check(l, MAP_choice, node))
		return;
	choice.label = load_words_among(l, node);
	choice.say = load_words(l, GET(node, "say"));
	choice.when = load_cond(l, GET(node, "when"));
	l->build.choices[row] = choice;
}

/* {zh-CN: 件, en: [unit, units]}: one form, or two for one and many. */
static void load_unit(struct loader *l, const struct node *node, struct question *q)
{
	struct ref *forms[2];
	if (!node || node->kind != NODE_MAP)
		return;
	load_words_check(l, node);
	for (int k = 0; k < 2; k++)
		forms[k] = arena_many(l->arena, struct ref, l->build.n_languages + 1);
	for (uint32_t i = 0; i < l->build.n_languages; i++) {
		const struct node *m = node_get(node, build_str(&l->build, l->build.languages[i].tag));
		bool pair = m && m->kind == NODE_LIST;
		if (pair && m->count != 2)
			DIAG(l->diags, WANTS_PAIR, m->place, m->key);
		forms[0][i] = load_ref(l, pair ? m->first : m);
		forms[1][i] = load_ref(l, pair ? m->last : m);
	}
	words_id *words[2] = {&q->unit, &q->units};
	for (int k = 0; k < 2; k++) {
		*words[k] = l->build.n_strings;
		for (uint32_t i = 0; i < l->build.n_languages; i++)
			build_strings(&l->build, forms[k][i]);
	}
}

/* {zh-CN: [、, 并], en: [", ", " and "]} */
static void load_join(struct loader *l, const struct node *node, struct question *q)
{
	if (!node || node->kind != NODE_MAP)
		return;
	load_words_check(l, node);
	for (int k = 0; k < 2; k++) {
		q->join[k] = l->build.n_strings;
		for (uint32_t i = 0; i < l->build.n_languages; i++) {
			const struct node *m = node_get(node, build_str(&l->build, l->build.languages[i].tag));
			bool pair = m && m->kind == NODE_LIST && m->count == 2;
			if (m && !pair && k == 0)
				DIAG(l->diags, WANTS_PAIR, m->place, m->key);
			build_strings(&l->build, load_ref(l, pair ? (k ? m->last : m->first) : NULL));
		}
	}
}

static int64_t load_bound(struct loader *l, const struct node *node, const struct question *q, int64_t otherwise)
{
	int64_t value = 0;
	if (!node || node->kind != NODE_TEXT)
		return otherwise;
	if (q->type == TYPE_MONEY ? value_money(node->text, &value) : value_integer(node->text, &value))
		return value;
	DIAG(l->diags, BAD_NUMBER, node->place, node->text);
	return otherwise;
}

enum { NAME_MAX_DEFAULT = 60, CODE_MAX_DEFAULT = 30 };

static void load_bounds(struct loader *l, const struct node *node, struct question *q)
{
	int64_t max = 999999999;
	if (q->type == TYPE_NAME || q->type == TYPE_CODE)
		max = q->type == TYPE_NAME ? NAME_MAX_DEFAULT : CODE_MAX_DEFAULT;
	q->min = load_bound(l, GET(node, "min"), q, 0);
	q->max = load_bound(l, GET(node, "max"), q, max);
	if (q->min > q->max)
		DIAG(l->diags, BAD_BOUNDS, GET(node, "min") ? GET(node, "min")->place : node->key_place, node->key);
}

static void load_default(struct loader *l, const struct node *node, struct question *q)
{
	if (!node)
		return;
	q->today = q->type == TYPE_DATE && str_eq(load_text(l, node), STR("today"));
	if (!q->today && node->kind == NODE_TEXT)
		DIAG0(l->diags, BAD_DEFAULT, node->place);
}

/* What makes sense only once the type is known. */
static void load_typed(struct loader *l, const struct node *node, struct question *q)
{
	uint32_t row = q->choices.first;
	bool labelled = fields_named(MAP_question, node, STR("label"));
	if (!labelled && q->type != TYPE_CHOICE && q->type != TYPE_MULTI && q->type != TYPE_YES_NO)
		DIAG(l->diags, MISSING_KEY, node->key_place, STR("label"));
	load_default(l, GET(node, "default"), q);
	load_bounds(l, node, q);
	for (const struct node *m = q->choices.n ? GET(node, "choices")->first : NULL; m; m = m->next)
		load_choice(l, m, row++);
}

static void load_question(struct loader *l, const struct node *node, uint32_t var)
{
	struct question q = l->build.questions[l->build.vars[var].row];
	q.ask = load_words(l, GET(node, "ask"));
	q.label = load_words(l, GET(node, "label"));
	q.help = load_words(l, GET(node, "help"));
	q.optional = load_flag(l, GET(node, "optional"));
	q.needed = load_flag(l, GET(node, "needed"));
	load_unit(l, GET(node, "unit"), &q);
	load_join(l, GET(node, "join"), &q);
	if (l->build.vars[var].options)
		load_typed(l, node, &q);
	uint32_t when = load_cond(l, GET(node, "when"));
	l->build.questions[l->build.vars[var].row] = q;
	l->build.vars[var].when = when;
}

/* A measure is relevant when measures are, when its cause is there, and when
 * its own condition holds. */
static uint32_t measure_when(struct loader *l, const struct node *node)
{
	uint32_t parts[3] = {load_cond(l, GET(l->measures, "when")), load_cond(l, GET(node, "for")),
			     load_cond(l, GET(node, "when"))};
	struct range range = {l->build.n_conds, 0};
	for (uint32_t i = 0; i < 3; i++)
		if (parts[i]) {
			build_conds(&l->build, l->build.conds[parts[i]]);
			range.n++;
		}
	if (!range.n)
		return 0;
	return build_conds(&l->build, (struct cond){.op = COND_ALL, .parts = range, .place = node->key_place});
}

static struct range load_papers(struct loader *l, const struct node *list)
{
	struct range range = {l->build.n_papers, 0};
	uint32_t group = 0;
	for (const struct node *m = list && list->kind == NODE_LIST ? list->first : NULL; m; m = m->next, group++) {
		const struct node *k = m->kind == NODE_LIST ? m->first : m;
		for (; k; k = m->kind == NODE_LIST ? k->next : NULL) {
			uint32_t var = load_var_of(l, load_text(l, k), k->place, VAR_EVIDENCE);
			if (var == NO_ROW)
				continue;
			build_papers(&l->build, (struct paper){var, group});
			range.n++;
		}
	}
	return range;
}

static void load_reason(struct loader *l, const struct node *node, uint32_t row)
{
	if (!fields_check(l, MAP_reason, node))
		return;
	struct reason reason = l->build.reasons[row];
	reason.name = load_words(l, GET(node, "name"));
	reason.when = load_cond(l, GET(node, "when"));
	reason.papers = load_papers(l, GET(node, "papers"));
	reason.checks = load_check_tests(l, GET(node, "checks"));
	l->build.reasons[row] = reason;
}

static void load_refusals(struct loader *l, const struct section *section)
{
	l->violation.refusals.first = l->build.n_refusals;
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct refusal row = {.place = node->key_place};
		if (!fields_check(l, MAP_refusal, node))
			continue;
		row.id = load_name(l, node->key, node->key_place);
		row.when = load_cond(l, GET(node, "when"));
		row.say = load_words(l, GET(node, "say"));
		row.origin = load_origin(l, GET(node, "source"), section->items[i].origin);
		row.advice = load_advice(l, GET(node, "advice"));
		build_refusals(&l->build, row);
		l->violation.refusals.n++;
	}
}

/* -- the whole ------------------------------------------------------------------------- */

struct sections {
	struct section questions, evidence, checks, reasons, refusals, measures, paragraphs;
};

static void declare_all(struct loader *l, const struct sections *s)
{
	l->violation.vars.first = l->build.n_vars;
	declare_questions(l, &s->questions);
	declare_evidence(l, &s->evidence);
	declare_measures(l, &s->measures);
	declare_checks(l, &s->checks);
	declare_reasons(l, &s->reasons);
}

static void load_vars(struct loader *l, const struct section *section, struct str prefix)
{
	for (uint32_t i = 0; i < section->n; i++) {
		const struct node *node = section->items[i].node;
		struct buf name = {.arena = l->arena};
		buf_add(&name, prefix);
		buf_add(&name, node->key);
		struct pack view = build_view(&l->build);
		uint32_t var = pack_var(&view, &l->violation, buf_str(&name));
		if (var == NO_ROW)
			continue;
		if (view.vars[var].kind == VAR_QUESTION) {
			load_question(l, node, var);
		} else if (view.vars[var].kind == VAR_CHECK) {
			struct check check = l->build.checks[l->build.vars[var].row];
			if (view.vars[var].options)
				load_check(l, node, &check);
			l->build.checks[l->build.vars[var].row] = check;
		} else {
			bool measure = view.vars[var].kind == VAR_MEASURE;
			uint32_t when = measure ? measure_when(l, node) : load_cond(l, GET(node, "when"));
			l->build.vars[var].when = when;
		}
	}
}

static void load_all_texts(struct loader *l, const struct sections *s)
{
	l->violation.texts.first = l->build.n_texts;
	/* What answers this violation comes before what every shop can do. */
	for (uint32_t i = 0; i < s->measures.n; i++) {
		const struct member *member = &s->measures.items[(i + s->measures.n_common) % s->measures.n];
		struct buf name = {.arena = l->arena};
		buf_add(&name, STR("measures."));
		buf_add(&name, member->node->key);
		struct pack view = build_view(&l->build);
		load_measure(l, member, pack_var(&view, &l->violation, buf_str(&name)));
	}
	load_texts(l, s->paragraphs.items, s->paragraphs.n);
	l->violation.texts.n = l->build.n_texts - l->violation.texts.first;
}

/* A question that the profile names. */
static uint32_t profile_var(struct loader *l, const struct node *node, enum type type)
{
	struct pack view = build_view(&l->build);
	if (!node || node->kind != NODE_TEXT)
		return NO_ROW;
	uint32_t var = pack_var(&view, &l->violation, node->text);
	const struct question *q = var == NO_ROW ? NULL : pack_question(&view, var);
	bool broken = q && !view.vars[var].options;
	if (!broken && (!q || q->type != type))
		DIAG(l->diags, PROFILE_QUESTION, node->place, node->text, TYPES[type]);
	return var;
}

static void load_profile_vars(struct loader *l)
{
	const struct node *letter = GET(l->profile, "letter"), *deadline = GET(l->profile, "deadline");
	l->violation.stance = profile_var(l, GET(l->profile, "stance"), TYPE_CHOICE);
	l->violation.signature = profile_var(l, GET(letter, "signature"), TYPE_NAME);
	l->violation.date = profile_var(l, GET(letter, "date"), TYPE_DATE);
	l->violation.deadline_from = profile_var(l, GET(deadline, "from"), TYPE_TIME);
}

static void load_head(struct loader *l, const struct node *own, struct str slug)
{
	const struct node *name = GET(own, "violation");
	if (name && name->kind == NODE_TEXT && !str_eq(name->text, slug))
		DIAG(l->diags, NOT_THE_FILE_NAME, name->place, name->text, slug);
	l->violation = (struct violation){.place = name ? name->place : own->place};
	l->violation.slug = load_name(l, slug, l->violation.place);
	l->violation.name = load_words(l, GET(own, "name"));
	l->violation.aliases = load_strings(l, GET(own, "aliases"));
	l->violation.origin = load_origin(l, GET(own, "source"), 0);
}

void load_violation(struct loader *l, const struct node *common, const struct node *own, struct str slug)
{
	if (!fields_check(l, MAP_violation, own))
		return;
	load_head(l, own, slug);
	struct files files = {common, own, load_origin(l, GET(common, "source"), 0), l->violation.origin};
	struct sections s = {
	    merge(l, &files, STR("questions")), merge(l, &files, STR("evidence")),
	    merge(l, &files, STR("checks")),    merge(l, &files, STR("reasons")),
	    merge(l, &files, STR("refuse")),    merge(l, &files, STR("measures")),
	    merge(l, &files, STR("paragraphs")),
	};
	declare_all(l, &s);
	load_vars(l, &s.questions, STR(""));
	load_vars(l, &s.evidence, STR("evidence."));
	load_vars(l, &s.measures, STR("measures."));
	load_vars(l, &s.checks, STR("checks."));
	for (uint32_t i = 0; i < s.reasons.n; i++)
		load_reason(l, s.reasons.items[i].node, l->violation.reasons.first + i);
	load_refusals(l, &s.refusals);
	load_profile_vars(l);
	load_all_texts(l, &s);
	load_hits(l);
	load_check_cycles(l);
	build_violations(&l->build, l->violation);
}
