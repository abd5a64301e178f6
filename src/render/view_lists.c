/* The list of violations, and what is asked for one of them. */
#include "render/view.h"

#define K(literal) STR(literal)

struct node *view_violations(struct arena *a, const struct pack *pack, uint32_t language)
{
	struct node *tree = node_map(a, NULL, K(""));
	node_text(a, tree, K("format"), K("shensu.violations/1"));
	view_head(a, tree, pack, language);
	struct node *list = node_list(a, tree, K("violations"));
	for (uint32_t i = 0; i < pack->n_violations; i++) {
		const struct violation *v = &pack->violations[i];
		struct node *node = node_map(a, list, K(""));
		node_text(a, node, K("violation"), pack_str(pack, v->slug));
		node_text(a, node, K("name"), pack_words(pack, v->name, 0));
		node_text(a, node, K("name_here"), pack_words(pack, v->name, language));
		struct node *aliases = node_list(a, node, K("aliases"));
		for (uint32_t k = 0; k < v->aliases.n; k++)
			node_text(a, aliases, K(""), pack_str(pack, pack->strings[v->aliases.first + k]));
		view_origin(a, node, pack, v->origin);
	}
	return tree;
}

/* -- conditions as people write them -------------------------------------------------- */

static void cond_words(struct buf *out, const struct pack *pack, uint32_t row);

static void test_words(struct buf *out, const struct pack *pack, const struct cond *c)
{
	const struct var *v = &pack->vars[c->var];
	buf_add(out, pack_str(pack, v->name));
	buf_char(out, '=');
	bool first = true;
	for (uint32_t i = 0; i < v->options; i++)
		if (c->mask & 1u << i) {
			buf_add(out, first ? K("") : K("|"));
			buf_add(out, pack_option(pack, c->var, i));
			first = false;
		}
}

static void parts_words(struct buf *out, const struct pack *pack, const struct cond *c, struct str joint)
{
	for (uint32_t i = 0; i < c->parts.n; i++) {
		buf_add(out, i ? joint : K(""));
		cond_words(out, pack, c->parts.first + i);
	}
}

static void cond_words(struct buf *out, const struct pack *pack, uint32_t row)
{
	const struct cond *c = &pack->conds[row];
	switch ((enum cond_op)c->op) {
	case COND_TEST:
		test_words(out, pack, c);
		break;
	case COND_ALL:
		parts_words(out, pack, c, K(", "));
		break;
	case COND_ANY:
		buf_char(out, '(');
		parts_words(out, pack, c, K("; "));
		buf_char(out, ')');
		break;
	case COND_NOT:
		buf_add(out, K("not ("));
		parts_words(out, pack, c, K(""));
		buf_char(out, ')');
		break;
	}
}

static void add_when(struct arena *a, struct node *node, const struct pack *pack, uint32_t cond)
{
	struct buf words = {.arena = a};
	cond_words(&words, pack, cond);
	node_text(a, node, K("when"), buf_str(&words));
}

/* -- questions --------------------------------------------------------------------------- */

/* How an answer looks: what a person copies. */
static struct str type_example(const struct question *q)
{
	static const struct str examples[] = {
	        {"", 0},
	        {"", 0},
	        {"yes / no", 8},
	        {"120", 3},
	        {"42.00", 5},
	        {"2026-09-03", 10},
	        {"2026-11-18T13:00", 16},
	        {"2026-11-01/2026-11-03", 21},
	        {"", 0},
	        {"", 0},
	        {"", 0},
	};
	return examples[q->type];
}

static void add_choices(struct arena *a, struct node *node, const struct pack *pack, const struct question *q,
                        uint32_t language)
{
	struct node *list = node_list(a, node, K("choices"));
	for (uint32_t i = 0; i < q->choices.n; i++) {
		const struct choice *choice = &pack->choices[q->choices.first + i];
		struct node *item = node_map(a, list, K(""));
		node_text(a, item, K("id"), pack_str(pack, choice->id));
		node_text(a, item, K("label"), pack_words(pack, choice->label, language));
		add_when(a, item, pack, choice->when);
	}
}

static struct str default_words(const struct pack *pack, const struct question *q)
{
	if (!q->has_default)
		return K("");
	return q->type == TYPE_DATE ? K("today")
	                            : pack_str(pack, pack->choices[q->choices.first + q->usual].id);
}

static void add_question(struct arena *a, struct node *list, const struct pack *pack, const struct var *v,
                         uint32_t language)
{
	const struct question *q = &pack->questions[v->row];
	struct node *node = node_map(a, list, K(""));
	node_text(a, node, K("key"), pack_str(pack, v->name));
	node_text(a, node, K("type"), pack_type_name((enum type)q->type));
	node_text(a, node, K("ask"), pack_words(pack, q->ask, language));
	node_text(a, node, K("help"), pack_words(pack, q->help, language));
	node_text(a, node, K("example"), type_example(q));
	node_text(a, node, K("unit"), pack_words(pack, q->units, language));
	node_bool(a, node, K("needed"), q->needed);
	node_bool(a, node, K("optional"), q->optional);
	node_text(a, node, K("default"), default_words(pack, q));
	node_bool(a, node, K("several"), q->type == TYPE_MULTI);
	add_when(a, node, pack, v->when);
	add_choices(a, node, pack, q, language);
}

static void add_paper(struct arena *a, struct node *list, const struct pack *pack, const struct var *v,
                      uint32_t language)
{
	struct node *node = node_map(a, list, K(""));
	node_text(a, node, K("key"), pack_str(pack, v->name));
	node_text(a, node, K("name"), pack_words(pack, pack->evidence[v->row].name, language));
	node_text(a, node, K("help"), pack_words(pack, pack->evidence[v->row].help, language));
	add_when(a, node, pack, v->when);
}

/* The sentence of a measure, with … for its day. */
static struct str measure_words(struct arena *a, const struct pack *pack, const struct measure *m,
                                uint32_t language)
{
	struct buf out = {.arena = a};
	struct range body = pack->bodies[pack->texts[m->planned].bodies + language];
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &pack->pieces[body.first + i];
		buf_add(&out, piece->kind == PIECE_WORDS ? pack_str(pack, piece->words) : K("…"));
	}
	return buf_str(&out);
}

static void add_measure(struct arena *a, struct node *list, const struct pack *pack, const struct var *v,
                        uint32_t language)
{
	struct node *node = node_map(a, list, K(""));
	node_text(a, node, K("key"), pack_str(pack, v->name));
	node_text(a, node, K("words"), measure_words(a, pack, &pack->measures[v->row], language));
	add_when(a, node, pack, v->when);
}

static void add_reasons(struct arena *a, struct node *tree, const struct pack *pack,
                        const struct violation *v)
{
	struct node *list = node_list(a, tree, K("reasons"));
	for (uint32_t i = v->reasons.first; i < v->reasons.first + v->reasons.n; i++) {
		struct node *node = node_map(a, list, K(""));
		node_text(a, node, K("id"), pack_str(pack, pack->reasons[i].id));
		node_text(a, node, K("name"), pack_words(pack, pack->reasons[i].name, 0));
		add_when(a, node, pack, pack->reasons[i].when);
	}
}

struct node *view_questions(struct arena *a, const struct pack *pack, const struct violation *v,
                            uint32_t language)
{
	struct node *tree = node_map(a, NULL, K(""));
	node_text(a, tree, K("format"), K("shensu.questions/1"));
	view_head(a, tree, pack, language);
	node_text(a, tree, K("violation"), pack_str(pack, v->slug));
	node_text(a, tree, K("violation_name"), pack_words(pack, v->name, language));
	struct node *questions = node_list(a, tree, K("questions"));
	struct node *evidence = node_list(a, tree, K("evidence"));
	struct node *measures = node_list(a, tree, K("measures"));
	for (uint32_t i = v->vars.first; i < v->vars.first + v->vars.n; i++) {
		const struct var *var = &pack->vars[i];
		if (var->kind == VAR_QUESTION)
			add_question(a, questions, pack, var, language);
		else if (var->kind == VAR_EVIDENCE)
			add_paper(a, evidence, pack, var, language);
		else if (var->kind == VAR_MEASURE)
			add_measure(a, measures, pack, var, language);
	}
	add_reasons(a, tree, pack, v);
	return tree;
}
