/* All words of violations for somebody who reads them through: each text in
 * every language, with its condition in words. */
#include "render/view.h"

#define K(literal) STR(literal)

struct page {
	struct arena *a;
	const struct pack *pack;
	const struct violation *v;
	uint32_t language; /* of the reader */
};

static struct node *item(struct page *p, struct node *list)
{
	return node_map(p->a, list, K(""));
}

static void add_when(struct page *p, struct node *node, uint32_t cond)
{
	node_text(p->a, node, K("when"), view_when(p->a, p->pack, cond, p->language));
}

static struct str here(struct page *p, words_id words)
{
	return pack_words(p->pack, words, p->language);
}

/* Words for people, in every language. */
static void add_versions(struct page *p, struct node *node, struct str key, words_id words)
{
	struct node *list = node_list(p->a, node, key);
	for (uint32_t i = 0; words && i < p->pack->n_languages; i++) {
		struct node *version = item(p, list);
		node_text(p->a, version, K("language"), pack_str(p->pack, p->pack->languages[i].tag));
		node_text(p->a, version, K("words"), pack_words(p->pack, words, i));
	}
}

/* -- texts ------------------------------------------------------------------------------ */

static void add_pieces(struct page *p, struct node *node, struct range body, uint32_t language)
{
	struct node *list = node_list(p->a, node, K("pieces"));
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &p->pack->pieces[body.first + i];
		bool words = piece->kind == PIECE_WORDS;
		struct node *part = item(p, list);
		node_text(p->a, part, K("words"), words ? pack_str(p->pack, piece->words) : K(""));
		node_text(p->a, part, K("place"),
		          words ? K("") : view_place(p->a, p->pack, p->v, piece, language));
	}
}

static void add_bodies(struct page *p, struct node *node, const struct text *text)
{
	struct node *list = node_list(p->a, node, K("versions"));
	for (uint32_t i = 0; i < p->pack->n_languages; i++) {
		struct node *version = item(p, list);
		node_text(p->a, version, K("language"), pack_str(p->pack, p->pack->languages[i].tag));
		add_pieces(p, version, p->pack->bodies[text->bodies + i], i);
	}
}

static void add_shorts(struct page *p, struct node *node, const struct text *text)
{
	struct node *list = node_list(p->a, node, K("shorts"));
	bool must = text->priority == PRIORITY_MUST;
	for (uint32_t i = 0; i < text->shorts.n; i++)
		add_pieces(p, item(p, list), p->pack->bodies[text->shorts.first + i],
		           p->pack->profile[0].form_language);
	node_bool(p->a, node, K("has_shorts"), text->shorts.n > 0);
	node_bool(p->a, node, K("must"), must);
	node_number(p->a, node, K("priority"), must ? 0 : text->priority);
	node_text(p->a, node, K("form_language"),
	          pack_str(p->pack, p->pack->languages[p->pack->profile[0].form_language].tag));
}

/* The sentence of a measure stands below its condition: here only its state. */
static void add_state(struct page *p, struct node *node, const struct text *text)
{
	uint32_t state =
	        p->pack->conds[text->when].mask == 1u << MEASURE_DONE ? MEASURE_DONE : MEASURE_PLANNED;
	node_text(p->a, node, K("when"), view_option(p->a, p->pack, text->measure, state, p->language));
}

static void add_text(struct page *p, struct node *list, uint32_t row)
{
	const struct text *text = &p->pack->texts[row];
	struct node *node = item(p, list);
	node_text(p->a, node, K("id"), pack_str(p->pack, text->id));
	node_bool(p->a, node, K("clause"), text->parent != NO_ROW);
	node_bool(p->a, node, K("otherwise"), text->otherwise);
	node_bool(p->a, node, K("blocks"), text->blocks);
	if (text->measure == NO_ROW)
		add_when(p, node, text->when);
	else
		add_state(p, node, text);
	add_bodies(p, node, text);
	add_shorts(p, node, text);
	view_advice(p->a, node, p->pack, text->advice, p->language);
	view_origin(p->a, node, p->pack, text->origin);
}

static struct str heading(struct page *p, const struct slot *slot)
{
	for (uint32_t i = 0; i < STANCES_MAX; i++)
		if (slot->heading[i])
			return here(p, slot->heading[i]);
	return K("");
}

static void add_slots(struct page *p, struct node *tree)
{
	struct node *slots = node_list(p->a, tree, K("slots"));
	for (uint32_t i = 0; i < p->pack->n_slots; i++) {
		struct node *node = node_map(p->a, NULL, K(""));
		node_text(p->a, node, K("id"), pack_str(p->pack, p->pack->slots[i].id));
		node_text(p->a, node, K("heading"), heading(p, &p->pack->slots[i]));
		struct node *texts = node_list(p->a, node, K("texts"));
		for (uint32_t k = p->v->texts.first; k < p->v->texts.first + p->v->texts.n; k++)
			if (p->pack->texts[k].slot == i && p->pack->texts[k].measure == NO_ROW)
				add_text(p, texts, k);
		if (texts->count)
			node_append(slots, node);
	}
}

/* -- what is asked --------------------------------------------------------------------------- */

static void add_choices(struct page *p, struct node *node, struct range choices)
{
	struct node *list = node_list(p->a, node, K("choices"));
	for (uint32_t i = choices.first; i < choices.first + choices.n; i++) {
		const struct choice *choice = &p->pack->choices[i];
		struct node *one = item(p, list);
		add_versions(p, one, K("labels"), choice->label);
		add_versions(p, one, K("says"), choice->say == choice->label ? 0 : choice->say);
		add_when(p, one, choice->when);
	}
}

static void add_question(struct page *p, struct node *list, const struct var *var)
{
	const struct question *q = &p->pack->questions[var->row];
	struct node *node = item(p, list);
	node_text(p->a, node, K("key"), pack_str(p->pack, var->name));
	node_text(p->a, node, K("type"), view_type(p->a, p->pack, (enum type)q->type, p->language));
	add_versions(p, node, K("asks"), q->ask);
	add_versions(p, node, K("helps"), q->help);
	add_versions(p, node, K("units"), q->unit);
	node_bool(p->a, node, K("needed"), q->needed);
	node_bool(p->a, node, K("optional"), q->optional);
	add_when(p, node, var->when);
	add_choices(p, node, q->choices);
}

static void add_paper(struct page *p, struct node *list, const struct var *var)
{
	struct node *node = item(p, list);
	node_text(p->a, node, K("key"), pack_str(p->pack, var->name));
	add_versions(p, node, K("labels"), p->pack->evidence[var->row].name);
	add_versions(p, node, K("helps"), p->pack->evidence[var->row].help);
	add_when(p, node, var->when);
}

static void add_check(struct page *p, struct node *list, uint32_t row)
{
	const struct var *var = &p->pack->vars[row];
	const struct check *check = &p->pack->checks[var->row];
	struct node *node = item(p, list);
	node_text(p->a, node, K("key"), pack_str(p->pack, var->name));
	add_versions(p, node, K("labels"), check->name);
	struct node *outcomes = node_list(p->a, node, K("outcomes"));
	for (uint32_t i = 0; i < check->outcomes.n; i++) {
		struct node *one = item(p, outcomes);
		node_text(p->a, one, K("name"), view_option(p->a, p->pack, row, i, p->language));
		node_text(p->a, one, K("test"), view_outcome(p->a, p->pack, row, i, p->language));
	}
}

static void add_measure(struct page *p, struct node *list, const struct var *var)
{
	const struct measure *measure = &p->pack->measures[var->row];
	struct node *node = item(p, list);
	node_text(p->a, node, K("key"), pack_str(p->pack, var->name));
	add_when(p, node, var->when);
	struct node *texts = node_list(p->a, node, K("texts"));
	add_text(p, texts, measure->done);
	add_text(p, texts, measure->planned);
}

static void add_vars(struct page *p, struct node *tree)
{
	struct node *questions = node_list(p->a, tree, K("questions"));
	struct node *papers = node_list(p->a, tree, K("papers"));
	struct node *checks = node_list(p->a, tree, K("checks"));
	struct node *measures = node_list(p->a, tree, K("measures"));
	for (uint32_t i = p->v->vars.first; i < p->v->vars.first + p->v->vars.n; i++) {
		const struct var *var = &p->pack->vars[i];
		if (var->kind == VAR_QUESTION)
			add_question(p, questions, var);
		else if (var->kind == VAR_EVIDENCE)
			add_paper(p, papers, var);
		else if (var->kind == VAR_CHECK)
			add_check(p, checks, i);
		else if (var->kind == VAR_MEASURE)
			add_measure(p, measures, var);
	}
}

/* -- refusals and reasons ---------------------------------------------------------------------- */

static void add_refusals(struct page *p, struct node *tree)
{
	struct node *list = node_list(p->a, tree, K("refusals"));
	for (uint32_t i = p->v->refusals.first; i < p->v->refusals.first + p->v->refusals.n; i++) {
		const struct refusal *refusal = &p->pack->refusals[i];
		struct node *node = item(p, list);
		node_text(p->a, node, K("id"), pack_str(p->pack, refusal->id));
		add_when(p, node, refusal->when);
		add_versions(p, node, K("says"), refusal->say);
		view_advice(p->a, node, p->pack, refusal->advice, p->language);
		view_origin(p->a, node, p->pack, refusal->origin);
	}
}

/* Papers of one group stand for each other. */
static void add_reason_papers(struct page *p, struct node *node, struct range papers)
{
	struct node *list = node_list(p->a, node, K("papers"));
	for (uint32_t i = papers.first; i < papers.first + papers.n; i++) {
		const struct paper *paper = &p->pack->papers[i];
		struct node *one = item(p, list);
		node_text(p->a, one, K("name"), pack_label(p->pack, paper->var, p->language));
		node_bool(p->a, one, K("or"), i > papers.first && paper[-1].group == paper->group);
	}
	node_bool(p->a, node, K("has_papers"), papers.n > 0);
}

static void add_reasons(struct page *p, struct node *tree)
{
	struct node *list = node_list(p->a, tree, K("reasons"));
	for (uint32_t i = p->v->reasons.first; i < p->v->reasons.first + p->v->reasons.n; i++) {
		const struct reason *reason = &p->pack->reasons[i];
		struct node *node = item(p, list);
		node_text(p->a, node, K("id"), pack_str(p->pack, reason->id));
		add_versions(p, node, K("labels"), reason->name);
		add_when(p, node, reason->when);
		add_reason_papers(p, node, reason->papers);
		struct node *checks = node_list(p->a, node, K("checks"));
		for (uint32_t k = reason->checks.first; k < reason->checks.first + reason->checks.n; k++)
			add_when(p, item(p, checks), k);
		node_bool(p->a, node, K("has_checks"), reason->checks.n > 0);
	}
}

/* -- the page ----------------------------------------------------------------------------------- */

static void add_violation(struct page *p, struct node *list)
{
	struct node *node = item(p, list);
	node_text(p->a, node, K("violation"), pack_str(p->pack, p->v->slug));
	add_versions(p, node, K("labels"), p->v->name);
	struct node *aliases = node_list(p->a, node, K("aliases"));
	for (uint32_t i = 0; i < p->v->aliases.n; i++)
		node_text(p->a, aliases, K(""), pack_str(p->pack, p->pack->strings[p->v->aliases.first + i]));
	view_origin(p->a, node, p->pack, p->v->origin);
	add_vars(p, node);
	add_reasons(p, node);
	add_refusals(p, node);
	add_slots(p, node);
}

struct node *view_sheet(struct arena *a, const struct pack *pack, const struct violation *only,
                        uint32_t language)
{
	struct page page = {a, pack, only, language};
	struct node *tree = node_map(a, NULL, K(""));
	view_head(a, tree, pack, language);
	struct node *list = node_list(a, tree, K("sheet"));
	for (uint32_t i = 0; i < pack->n_violations; i++) {
		page.v = &pack->violations[i];
		if (!only || only == page.v)
			add_violation(&page, list);
	}
	return tree;
}
