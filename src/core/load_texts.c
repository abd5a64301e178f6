/* Texts: paragraphs with their clauses, and the sentences of measures. */
#include "core/load.h"

#define GET(node, key) node_get((node), STR(key))

static uint8_t load_priority(struct loader *l, const struct node *node)
{
	if (node && node->kind == NODE_TEXT && str_eq(node->text, STR("must")))
		return PRIORITY_MUST;
	return (uint8_t)load_integer(l, node, 1, 9);
}

/* -- short texts ---------------------------------------------------------------- */

static struct range load_variants(struct loader *l, const struct node *node, enum body_kind kind)
{
	uint32_t language = l->build.profile[0].form_language, n = 0;
	uint32_t count = node->kind == NODE_LIST ? node->count : 1;
	struct range *bodies = arena_many(l->arena, struct range, count + 1);
	const struct node *m = node->kind == NODE_LIST ? node->first : node;
	for (; m; m = node->kind == NODE_LIST ? m->next : NULL)
		bodies[n++] = load_body(l, m, kind, language);
	struct range shorts = {l->build.n_bodies, n};
	for (uint32_t i = 0; i < n; i++)
		build_bodies(&l->build, bodies[i]);
	return shorts;
}

static void load_short(struct loader *l, const struct node *node, struct text *text)
{
	if (!node || !fields_check(l, MAP_short, node) || !GET(node, "text"))
		return;
	text->priority = load_priority(l, GET(node, "priority"));
	text->shorts = load_variants(l, GET(node, "text"), BODY_TEXT);
}

/* -- what a supplement shows -------------------------------------------------------- */

static uint32_t add_evidence(struct loader *l, struct range body, uint32_t *vars, uint32_t n, uint32_t max)
{
	for (uint32_t i = 0; i < body.n && n < max; i++) {
		const struct piece *piece = &l->build.pieces[body.first + i];
		if (piece->kind == PIECE_VAR && l->build.vars[piece->var].kind == VAR_EVIDENCE)
			vars[n++] = piece->var;
	}
	return n;
}

/* That one of the papers is enclosed which the paragraph or a clause of it
 * cites; rows of `conds` behind those of `range`. */
static void add_papers(struct loader *l, uint32_t paragraph, struct range *range)
{
	enum { PAPERS_MAX = 64 };
	uint32_t vars[PAPERS_MAX], n = 0;
	for (uint32_t i = paragraph; i < l->build.n_texts; i++)
		n = add_evidence(l, l->build.bodies[l->build.texts[i].bodies], vars, n, PAPERS_MAX);
	for (uint32_t i = 0; i < n; i++, range->n++)
		build_conds(&l->build, (struct cond){.op = COND_TEST, .var = vars[i], .mask = 1u << EVIDENCE_YES});
}

/* No supplement; or, where papers count, one of the paragraph's. */
static struct cond supplement_cond(struct loader *l, const struct text *text, uint32_t paragraph)
{
	uint32_t not_one = build_conds(&l->build, l->build.conds[l->violation.supplement]);
	struct cond not_cond = {.op = COND_NOT, .parts = {not_one, 1}};
	struct range parts = {l->build.n_conds, 1};
	build_conds(&l->build, not_cond);
	if (l->build.slots[text->slot].supplement == SUPPLEMENT_PAPERS && text->measure == NO_ROW)
		add_papers(l, paragraph, &parts);
	return (struct cond){.op = COND_ANY, .parts = parts};
}

static bool reads_var(const struct loader *l, uint32_t cond, uint32_t var)
{
	const struct cond *c = &l->build.conds[cond];
	bool reads = c->op == COND_TEST && c->var == var;
	for (uint32_t i = 0; i < c->parts.n && !reads; i++)
		reads = reads_var(l, c->parts.first + i, var);
	return reads;
}

/* Whether two conditions look at the same variable. */
static bool shares_var(const struct loader *l, uint32_t cond, uint32_t other)
{
	const struct cond *c = &l->build.conds[cond];
	bool shares = c->op == COND_TEST && reads_var(l, other, c->var);
	for (uint32_t i = 0; i < c->parts.n && !shares; i++)
		shares = shares_var(l, c->parts.first + i, other);
	return shares;
}

/* Whether a condition asks for a paper that is not enclosed. */
static bool wants_absence(const struct loader *l, uint32_t cond)
{
	const struct cond *c = &l->build.conds[cond];
	bool absence = c->op == COND_TEST && l->build.vars[c->var].kind == VAR_EVIDENCE &&
	               !(c->mask & 1u << EVIDENCE_YES);
	for (uint32_t i = 0; i < c->parts.n && c->op != COND_NOT && !absence; i++)
		absence = wants_absence(l, c->parts.first + i);
	return absence;
}

/* A note about a missing paper is not for a supplement: the paper may have
 * been handed in before. */
static bool is_for_any_letter(const struct loader *l, const struct text *text)
{
	const struct slot *slot = &l->build.slots[text->slot];
	if (slot->as == AS_NOTES)
		return !wants_absence(l, text->when);
	return slot->supplement == SUPPLEMENT_KEEPS;
}

/* Adds to a text's condition what its slot wants of a supplement, unless the
 * text itself says whether it is for one.  Its clauses stand behind it. */
static void narrow_text(struct loader *l, uint32_t row)
{
	struct text text = l->build.texts[row];
	if (l->violation.supplement == NO_ROW || is_for_any_letter(l, &text) ||
	    shares_var(l, l->violation.supplement, text.when))
		return;
	struct cond supplement = supplement_cond(l, &text, row), own = l->build.conds[text.when];
	struct range parts = {build_conds(&l->build, own), 2};
	build_conds(&l->build, supplement);
	l->build.texts[row].when = build_conds(&l->build, (struct cond){.op = COND_ALL, .parts = parts});
}

/* -- paragraphs ---------------------------------------------------------------------- */

static struct ref clause_id(struct loader *l, struct ref parent, const struct node *id)
{
	struct buf name = {.arena = l->arena};
	buf_add(&name, build_str(&l->build, parent));
	buf_char(&name, '.');
	buf_add(&name, load_text(l, id));
	return build_ref(&l->build, buf_str(&name));
}

static bool id_taken(struct loader *l, struct ref id)
{
	struct range texts = l->violation.texts;
	struct str name = build_str(&l->build, id);
	for (uint32_t i = texts.first; i < l->build.n_texts; i++)
		if (str_eq(build_str(&l->build, l->build.texts[i].id), name))
			return true;
	return false;
}

static void add_text(struct loader *l, struct text text)
{
	if (id_taken(l, text.id))
		DIAG(l->diags, DUPLICATE_ID, text.place, build_str(&l->build, text.id));
	build_texts(&l->build, text);
}

static void load_clause(struct loader *l, const struct node *node, uint32_t parent)
{
	const struct node *id = GET(node, "id");
	if (!fields_check(l, MAP_clause, node) || !id || id->kind != NODE_TEXT)
		return;
	load_name(l, id->text, id->place);
	struct text text = l->build.texts[parent];
	text.id = clause_id(l, text.id, id);
	text.parent = parent;
	text.when = load_cond(l, GET(node, "when"));
	text.claims = load_claims(l, GET(node, "claims"));
	text.otherwise = text.blocks = text.priority = 0;
	text.shorts = text.excludes = (struct range){0, 0};
	text.bodies = load_bodies(l, GET(node, "text"), BODY_TEXT);
	text.origin = load_origin(l, GET(node, "source"), text.origin);
	if (GET(node, "advice"))
		text.advice = load_advice(l, GET(node, "advice"));
	text.place = id->place;
	load_short(l, GET(node, "short"), &text);
	add_text(l, text);
}

static void check_note(struct loader *l, const struct node *node, const struct text *text)
{
	bool note = l->build.slots[text->slot].as == AS_NOTES;
	const struct node *slot = GET(node, "slot");
	const struct node *blocks = GET(node, "blocks"), *brief = GET(node, "short");
	/* A slot that does not exist was explained. */
	if (!slot || !str_eq(build_str(&l->build, l->build.slots[text->slot].id), slot->text))
		return;
	if (blocks && !note)
		DIAG0(l->diags, BLOCKS_OUTSIDE_NOTES, blocks->place);
	if (brief && note)
		DIAG0(l->diags, SHORT_OF_NOTE, brief->key_place);
}

static void load_paragraph(struct loader *l, const struct member *member)
{
	const struct node *node = member->node, *id = GET(node, "id");
	if (!fields_check(l, MAP_paragraph, node) || !id || id->kind != NODE_TEXT)
		return;
	struct text text = {.parent = NO_ROW, .measure = NO_ROW, .place = id->place};
	text.id = load_name(l, member->name, id->place);
	text.slot = load_slot_name(l, GET(node, "slot"));
	text.when = load_cond(l, GET(node, "when"));
	text.claims = load_claims(l, GET(node, "claims"));
	text.otherwise = load_flag(l, GET(node, "otherwise"));
	text.blocks = load_flag(l, GET(node, "blocks"));
	text.bodies = load_bodies(l, GET(node, "text"), BODY_TEXT);
	text.advice = load_advice(l, GET(node, "advice"));
	text.origin = load_origin(l, GET(node, "source"), member->origin);
	load_short(l, GET(node, "short"), &text);
	check_note(l, node, &text);
	add_text(l, text);
	const struct node *then = GET(node, "then");
	uint32_t parent = l->build.n_texts - 1;
	for (const struct node *m = load_items(l, then); m; m = m->next)
		load_clause(l, m, parent);
	narrow_text(l, parent);
}

/* -- excludes: once all ids are known ---------------------------------------------- */

static uint32_t text_row(struct loader *l, const struct node *node)
{
	struct str name = load_text(l, node);
	uint32_t first = l->violation.texts.first, n = l->build.n_texts - first;
	struct str *names = arena_many(l->arena, struct str, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		names[i] = build_str(&l->build, l->build.texts[first + i].id);
		if (str_eq(names[i], name))
			return first + i;
	}
	struct str nearest = str_nearest(name, names, n);
	if (nearest.n)
		DIAG(l->diags, NO_SUCH_TEXT_NEAR, node->place, name, nearest);
	else if (node->kind == NODE_TEXT)
		DIAG(l->diags, NO_SUCH_TEXT, node->place, name);
	return NO_ROW;
}

static void load_excludes(struct loader *l, const struct node *list, struct str id)
{
	uint32_t n = 0, *rows = arena_many(l->arena, uint32_t, list->count + 1);
	for (const struct node *m = list->first; m; m = m->next) {
		uint32_t row = text_row(l, m);
		if (row != NO_ROW)
			rows[n++] = row;
	}
	struct range range = load_numbers(l, rows, n);
	for (uint32_t i = l->violation.texts.first; i < l->build.n_texts; i++)
		if (str_eq(build_str(&l->build, l->build.texts[i].id), id))
			l->build.texts[i].excludes = range;
}

void load_texts(struct loader *l, const struct member *paragraphs, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		load_paragraph(l, &paragraphs[i]);
	for (uint32_t i = 0; i < n; i++) {
		const struct node *excludes = GET(paragraphs[i].node, "excludes");
		if (excludes && excludes->kind == NODE_LIST)
			load_excludes(l, excludes, paragraphs[i].name);
	}
}

/* -- measures ------------------------------------------------------------------------ */

static struct ref measure_text_id(struct loader *l, uint32_t var, struct str state)
{
	struct buf name = {.arena = l->arena};
	buf_add(&name, build_str(&l->build, l->build.vars[var].name));
	buf_char(&name, '.');
	buf_add(&name, state);
	return build_ref(&l->build, buf_str(&name));
}

static uint32_t measure_cond(struct loader *l, uint32_t var, uint32_t state)
{
	return build_conds(&l->build, (struct cond){.op = COND_TEST, .var = var, .mask = 1u << state});
}

static void load_measure_short(struct loader *l, const struct node *node, struct str state, struct text *text)
{
	if (!node || !fields_check(l, MAP_measure_short, node) || !node_get(node, state))
		return;
	text->priority = load_priority(l, GET(node, "priority"));
	text->shorts = load_variants(l, node_get(node, state), BODY_MEASURE);
}

static uint32_t load_sentence(struct loader *l, const struct member *member, uint32_t var, uint32_t state)
{
	struct str word = state == MEASURE_DONE ? STR("done") : STR("planned");
	struct text text = {.parent = NO_ROW, .measure = var, .place = member->node->key_place};
	text.id = measure_text_id(l, var, word);
	text.slot = load_slot_name(l, node_get(l->measures, word));
	text.when = measure_cond(l, var, state);
	text.claims = text.when;
	text.bodies = load_bodies(l, node_get(member->node, word), BODY_MEASURE);
	text.advice = load_advice(l, GET(member->node, "advice"));
	text.origin = load_origin(l, GET(member->node, "source"), member->origin);
	load_measure_short(l, GET(member->node, "short"), word, &text);
	add_text(l, text);
	narrow_text(l, l->build.n_texts - 1);
	return l->build.n_texts - 1;
}

void load_measure(struct loader *l, const struct member *member, uint32_t var)
{
	struct measure row = l->build.measures[l->build.vars[var].row];
	if (!fields_check(l, MAP_measure, member->node))
		return;
	row.done = load_sentence(l, member, var, MEASURE_DONE);
	row.planned = load_sentence(l, member, var, MEASURE_PLANNED);
	l->build.measures[l->build.vars[var].row] = row;
}
