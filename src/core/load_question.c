/* Questions: their words, bounds, units and choices. */
#include "core/load.h"
#include "core/value.h"

#define GET(node, key) node_get((node), STR(key))

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
			const struct node *m =
			        node_get(node, build_str(&l->build, l->build.languages[i].tag));
			bool pair = m && m->kind == NODE_LIST && m->count == 2;
			if (m && !pair && k == 0)
				DIAG(l->diags, WANTS_PAIR, m->place, m->key);
			build_strings(&l->build, load_ref(l, pair ? (k ? m->last : m->first) : NULL));
		}
	}
}

static int64_t load_bound(struct loader *l, const struct node *node, const struct question *q,
                          int64_t otherwise)
{
	int64_t value = 0;
	if (!node || node->kind != NODE_TEXT)
		return otherwise;
	if (q->type == TYPE_MONEY ? value_money(node->text, &value) : value_integer(node->text, &value))
		return value;
	DIAG(l->diags, BAD_NUMBER, node->place, node->text);
	return otherwise;
}

enum { NAME_MAX_DEFAULT = 60, CODE_MAX_DEFAULT = 30, PROSE_MAX_DEFAULT = 200 };

static void load_bounds(struct loader *l, const struct node *node, struct question *q)
{
	int64_t max = 999999999;
	if (q->type == TYPE_NAME || q->type == TYPE_CODE)
		max = q->type == TYPE_NAME ? NAME_MAX_DEFAULT : CODE_MAX_DEFAULT;
	if (q->type == TYPE_PROSE)
		max = PROSE_MAX_DEFAULT;
	q->min = load_bound(l, GET(node, "min"), q, 0);
	q->max = load_bound(l, GET(node, "max"), q, max);
	if (q->min > q->max)
		DIAG(l->diags, BAD_BOUNDS, GET(node, "min") ? GET(node, "min")->place : node->key_place,
		     node->key);
}

/* Whether the text is one of the choices; that is then the usual one. */
static bool is_choice(struct loader *l, const struct node *node, struct question *q)
{
	for (uint8_t i = 0; i < q->choices.n; i++) {
		q->usual = i;
		if (str_eq(build_str(&l->build, l->build.choices[q->choices.first + i].id), node->text))
			return true;
	}
	return false;
}

static void load_default(struct loader *l, const struct node *node, struct question *q)
{
	if (!node)
		return;
	bool today = q->type == TYPE_DATE && str_eq(load_text(l, node), STR("today"));
	q->has_default = today || (q->type == TYPE_CHOICE && is_choice(l, node, q));
	if (!q->has_default && node->kind == NODE_TEXT)
		DIAG0(l->diags, BAD_DEFAULT, node->place);
}

/* What makes sense only once the type is known. */
/* Keys that mean something for some types only. */
static void check_keys(struct loader *l, const struct node *node, const struct question *q)
{
	static const struct {
		struct str key;
		uint32_t types;
	} rows[] = {
	        {{"unit", 4}, 1u << TYPE_INTEGER},
	        {{"join", 4}, 1u << TYPE_MULTI},
	        {{"min", 3}, 1u << TYPE_INTEGER | 1u << TYPE_MONEY},
	        {{"max", 3}, 1u << TYPE_INTEGER | 1u << TYPE_MONEY | 1u << TYPE_NAME | 1u << TYPE_CODE |
	                             1u << TYPE_PROSE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct node *m = node_get(node, rows[i].key);
		if (m && !(rows[i].types & 1u << q->type))
			DIAG(l->diags, KEY_OF_OTHER_TYPE, m->key_place, m->key,
			     pack_type_name((enum type)q->type));
	}
}

static void load_typed(struct loader *l, const struct node *node, struct question *q)
{
	uint32_t row = q->choices.first;
	bool labelled = fields_named(MAP_question, node, STR("label"));
	if (!labelled && q->type != TYPE_CHOICE && q->type != TYPE_MULTI && q->type != TYPE_YES_NO)
		DIAG(l->diags, MISSING_KEY, node->key_place, STR("label"));
	check_keys(l, node, q);
	/* What is found in it may keep it out of the letter. */
	if (q->type == TYPE_PROSE && !q->optional)
		DIAG(l->diags, PROSE_NOT_OPTIONAL, node->key_place, node->key);
	load_default(l, GET(node, "default"), q);
	load_bounds(l, node, q);
	for (const struct node *m = q->choices.n ? GET(node, "choices")->first : NULL; m; m = m->next)
		load_choice(l, m, row++);
}

void load_question(struct loader *l, const struct node *node, uint32_t var)
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
