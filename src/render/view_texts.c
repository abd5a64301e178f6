/* The trace: for each text the answers that made it true, or what keeps it
 * out. */
#include "render/view.h"

#include "core/format.h"

#define K(literal) STR(literal)

enum { WHY_MAX = 64 };

/* The variables on which a text rests: those of its condition, the facts
 * behind its checks, and those in its places; each once. */
struct support {
	struct draft *d;
	uint32_t vars[WHY_MAX];
	uint32_t n;
};

static void add_support(struct support *s, uint32_t var)
{
	const struct var *v = &s->d->pack->vars[var];
	for (uint32_t i = 0; i < s->n; i++)
		if (s->vars[i] == var)
			return;
	if (s->n < WHY_MAX)
		s->vars[s->n++] = var;
	struct range facts = {0, 0};
	if (v->kind == VAR_CHECK)
		facts = s->d->pack->checks[v->row].facts;
	for (uint32_t i = 0; i < facts.n; i++)
		add_support(s, s->d->pack->numbers[facts.first + i]);
}

static void support_cond(struct support *s, uint32_t cond)
{
	struct why why[WHY_MAX];
	uint32_t n = why_true(s->d->decisions, cond, why, WHY_MAX);
	for (uint32_t i = 0; i < n; i++)
		add_support(s, why[i].var);
}

static void support_text(struct support *s, uint32_t row)
{
	const struct text *text = &s->d->pack->texts[row];
	struct range body = s->d->pack->bodies[text->bodies + s->d->language];
	if (text->parent != NO_ROW)
		support_cond(s, s->d->pack->texts[text->parent].when);
	support_cond(s, text->when);
	for (uint32_t i = 0; i < body.n; i++)
		if (s->d->pack->pieces[body.first + i].kind == PIECE_VAR)
			add_support(s, s->d->pack->pieces[body.first + i].var);
}

/* "deny", "2026-09-03", "pass"; empty while it is not answered. */
static struct str value_words(struct arena *a, struct draft *d, uint32_t var)
{
	const struct var *v = &d->pack->vars[var];
	struct state s = decide_var(d->decisions, var);
	struct buf out = {.arena = a};
	if (v->kind != VAR_CHECK && v->kind != VAR_REASON && case_answer(d->kase, var)->given)
		format_typed(&out, d->kase, var);
	else
		for (uint32_t i = 0; s.known && i < v->options; i++)
			if (s.options & 1u << i)
				buf_add(&out, pack_option(d->pack, var, i));
	return buf_str(&out);
}

static void add_because(struct arena *a, struct node *node, struct draft *d, uint32_t row)
{
	struct support s = {.d = d};
	struct node *list = node_list(a, node, K("because"));
	support_text(&s, row);
	for (uint32_t i = 0; i < s.n; i++) {
		struct node *item = node_map(a, list, K(""));
		node_text(a, item, K("key"), pack_str(d->pack, d->pack->vars[s.vars[i]].name));
		node_text(a, item, K("value"), value_words(a, d, s.vars[i]));
	}
}

void view_texts(struct arena *a, struct node *tree, struct draft *d)
{
	struct node *list = node_list(a, tree, K("texts"));
	for (uint32_t i = 0; i < d->n_shown; i++) {
		const struct text *text = &d->pack->texts[d->shown[i].text];
		struct node *node = node_map(a, list, K(""));
		node_text(a, node, K("id"), pack_str(d->pack, text->id));
		node_text(a, node, K("slot"), pack_str(d->pack, d->pack->slots[text->slot].id));
		node_text(a, node, K("words"), d->shown[i].words);
		add_because(a, node, d, d->shown[i].text);
		view_advice(a, node, d->pack, text->advice, d->language);
		view_origin(a, node, d->pack, text->origin);
	}
}

/* -- explain ------------------------------------------------------------------------- */

static struct str wanted_words(struct arena *a, const struct pack *pack, const struct why *why)
{
	struct buf out = {.arena = a};
	for (uint32_t i = 0; i < pack->vars[why->var].options; i++)
		if (why->mask & 1u << i) {
			buf_add(&out, out.n ? K(" | ") : K(""));
			buf_add(&out, pack_option(pack, why->var, i));
		}
	return buf_str(&out);
}

/* The test that fails: of the paragraph's condition first, then of its own. */
static bool failing(struct draft *d, uint32_t row, struct why *why)
{
	const struct text *text = &d->pack->texts[row];
	if (text->parent != NO_ROW && why_not(d->decisions, d->pack->texts[text->parent].when, why))
		return true;
	return why_not(d->decisions, text->when, why);
}

static uint32_t undecided(struct draft *d, uint32_t row)
{
	const struct text *text = &d->pack->texts[row];
	uint32_t var = text->parent == NO_ROW ? NO_ROW
	                                      : why_unknown(d->decisions, d->pack->texts[text->parent].when);
	return var == NO_ROW ? why_unknown(d->decisions, text->when) : var;
}

/* A check's outcome with the facts behind it: "fail (a=1, b=2)". */
static struct str outcome_words(struct arena *a, struct draft *d, uint32_t var)
{
	const struct var *v = &d->pack->vars[var];
	struct range facts = v->kind == VAR_CHECK ? d->pack->checks[v->row].facts : (struct range){0, 0};
	struct buf out = {.arena = a};
	buf_add(&out, value_words(a, d, var));
	for (uint32_t i = 0; i < facts.n; i++) {
		uint32_t fact = d->pack->numbers[facts.first + i];
		buf_add(&out, i ? K(", ") : K(" ("));
		buf_add(&out, pack_str(d->pack, d->pack->vars[fact].name));
		buf_char(&out, '=');
		buf_add(&out, value_words(a, d, fact));
	}
	buf_add(&out, facts.n ? K(")") : K(""));
	return buf_str(&out);
}

static void add_why_not(struct arena *a, struct node *node, struct draft *d, uint32_t row)
{
	struct why why = {0};
	struct node *fails = node_list(a, node, K("fails"));
	struct node *open = node_list(a, node, K("waits"));
	uint32_t var = undecided(d, row);
	bool shown = decide_text(d->decisions, row) == TRUE;
	if (!shown && failing(d, row, &why)) {
		struct node *item = node_map(a, fails, K(""));
		node_text(a, item, K("key"), pack_str(d->pack, d->pack->vars[why.var].name));
		node_text(a, item, K("wanted"), wanted_words(a, d->pack, &why));
		node_bool(a, item, K("negated"), why.negated);
		node_text(a, item, K("value"), outcome_words(a, d, why.var));
	} else if (!shown && var != NO_ROW) {
		struct node *item = node_map(a, open, K(""));
		node_text(a, item, K("key"), pack_str(d->pack, d->pack->vars[var].name));
	}
	node_bool(a, node, K("other"), !shown && !fails->count && !open->count);
}

static struct str shown_words(const struct draft *d, uint32_t row)
{
	for (uint32_t i = 0; i < d->n_shown; i++)
		if (d->shown[i].text == row)
			return d->shown[i].words;
	return K("");
}

static void explain_text(struct arena *a, struct node *list, struct draft *d, uint32_t row)
{
	const struct text *text = &d->pack->texts[row];
	struct node *node = node_map(a, list, K(""));
	bool shown = decide_text(d->decisions, row) == TRUE;
	node_text(a, node, K("id"), pack_str(d->pack, text->id));
	node_text(a, node, K("slot"), pack_str(d->pack, d->pack->slots[text->slot].id));
	node_bool(a, node, K("shown"), shown);
	node_text(a, node, K("words"), shown_words(d, row));
	if (shown)
		add_because(a, node, d, row);
	else
		node_list(a, node, K("because"));
	add_why_not(a, node, d, row);
	view_advice(a, node, d->pack, text->advice, d->language);
	view_origin(a, node, d->pack, text->origin);
}

struct node *view_explain(struct arena *a, struct draft *d, uint32_t only)
{
	struct node *tree = node_map(a, NULL, K(""));
	struct range texts = d->violation->texts;
	node_text(a, tree, K("violation"), pack_str(d->pack, d->violation->slug));
	struct node *list = node_list(a, tree, K("explained"));
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (only == NO_ROW || only == i)
			explain_text(a, list, d, i);
	return tree;
}
