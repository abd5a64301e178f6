/* A violation: the common file's sections followed by its own.  First every
 * name is declared, so that conditions may look ahead; then the rest is read. */
#include "core/load.h"
#include "core/value.h"

#define GET(node, key) node_get((node), STR(key))

/* -- merging ---------------------------------------------------------------------- */

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
			DIAG(l->diags, NEEDS_REPLACES, m->key.n ? m->key_place : GET(m, "id")->place,
			     member.name);
	}
}

struct files {
	const struct node *common, *own;
	uint32_t common_origin, own_origin;
};

/* Names are looked up one by one: bounds the work on hostile rules. */
enum { SECTION_MAX = 2000 };

/* The first member of a section: paragraphs are a list, all others mappings. */
static const struct node *members_of(struct loader *l, const struct node *section)
{
	bool list = section && str_eq(section->key, STR("paragraphs"));
	if (section && section->count > SECTION_MAX) {
		DIAG(l->diags, TOO_MANY, section->key_place, STR("2000"));
		return NULL;
	}
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

/* A measure is relevant when measures are, when its cause is there, and when
 * its own condition holds. */
static uint32_t measure_when(struct loader *l, const struct node *node, uint32_t *cause)
{
	uint32_t parts[3] = {load_cond(l, GET(l->measures, "when")), load_cond(l, GET(node, "for")),
	                     load_cond(l, GET(node, "when"))};
	struct range range = {l->build.n_conds, 0};
	*cause = parts[1];
	for (uint32_t i = 0; i < 3; i++)
		if (parts[i]) {
			build_conds(&l->build, l->build.conds[parts[i]]);
			range.n++;
		}
	if (!range.n)
		return 0;
	return build_conds(&l->build,
	                   (struct cond){.op = COND_ALL, .parts = range, .place = node->key_place});
}

static struct range load_papers(struct loader *l, const struct node *list)
{
	struct range range = {l->build.n_papers, 0};
	uint32_t group = 0;
	for (const struct node *m = list && list->kind == NODE_LIST ? list->first : NULL; m;
	     m = m->next, group++) {
		const struct node *k = m->kind == NODE_LIST ? m->first : m;
		if (!k)
			DIAG(l->diags, EMPTY_LIST, m->place, list->key);
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
			uint32_t cause = 0;
			uint32_t when = measure ? measure_when(l, node, &cause) : load_cond(l, GET(node, "when"));
			l->build.vars[var].when = when;
			if (measure)
				l->build.measures[l->build.vars[var].row].cause = cause;
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

uint32_t load_var_of_type(struct loader *l, const struct node *node, enum type type)
{
	struct pack view = build_view(&l->build);
	if (!node || node->kind != NODE_TEXT)
		return NO_ROW;
	uint32_t var = pack_var(&view, &l->violation, node->text);
	const struct question *q = var == NO_ROW ? NULL : pack_question(&view, var);
	bool broken = q && !view.vars[var].options;
	if (!broken && (!q || q->type != type))
		DIAG(l->diags, PROFILE_QUESTION, node->place, node->text, pack_type_name(type));
	return var;
}

static void load_profile_vars(struct loader *l)
{
	const struct node *letter = GET(l->profile, "letter"), *supplement = GET(l->profile, "supplement");
	l->violation.stance = load_var_of_type(l, GET(l->profile, "stance"), TYPE_CHOICE);
	l->violation.signature = load_var_of_type(l, GET(letter, "signature"), TYPE_NAME);
	l->violation.date = load_var_of_type(l, GET(letter, "date"), TYPE_DATE);
	l->violation.supplement = supplement ? load_cond(l, GET(supplement, "when")) : NO_ROW;
}

/* Slots, headings and banned words vary by the common file's stances. */
static void check_stances(struct loader *l, const struct node *common)
{
	const struct node *name = GET(l->profile, "stance");
	const struct node *question = name ? node_get(GET(common, "questions"), name->text) : NULL;
	const struct node *choices = GET(question, "choices");
	if (!choices || l->violation.stance == NO_ROW)
		return;
	const struct var *var = &l->build.vars[l->violation.stance];
	struct range own = l->build.questions[var->row].choices;
	bool same = own.n == choices->count;
	uint32_t row = own.first;
	for (const struct node *m = choices->first; m && same; m = m->next)
		same = str_eq(build_str(&l->build, l->build.choices[row++].id), m->key);
	if (!same)
		DIAG(l->diags, STANCES_DIFFER, var->place, name->text);
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
	        merge(l, &files, STR("questions")),  merge(l, &files, STR("evidence")),
	        merge(l, &files, STR("checks")),     merge(l, &files, STR("reasons")),
	        merge(l, &files, STR("refuse")),     merge(l, &files, STR("measures")),
	        merge(l, &files, STR("paragraphs")),
	};
	load_declare(l, &s);
	load_vars(l, &s.questions, STR(""));
	load_vars(l, &s.evidence, STR("evidence."));
	load_vars(l, &s.measures, STR("measures."));
	load_vars(l, &s.checks, STR("checks."));
	for (uint32_t i = 0; i < s.reasons.n; i++)
		load_reason(l, s.reasons.items[i].node, l->violation.reasons.first + i);
	load_refusals(l, &s.refusals);
	load_profile_vars(l);
	load_deadlines(l, own);
	check_stances(l, common);
	load_all_texts(l, &s);
	load_hits(l);
	load_check_cycles(l);
	build_violations(&l->build, l->violation);
}
