/* Checks: `invoice.date < first_sale_at`, from text to comparisons. */
#include "core/load.h"
#include "core/value.h"

enum { TOKENS_MAX = 9 };

/* What may be compared with what. */
enum family { FAMILY_NONE, FAMILY_DATE, FAMILY_PERIOD, FAMILY_INTEGER, FAMILY_MONEY, FAMILY_NAME };

static enum family family_of(enum type type)
{
	switch (type) {
	case TYPE_DATE:
	case TYPE_TIME:
		return FAMILY_DATE;
	case TYPE_PERIOD:
		return FAMILY_PERIOD;
	case TYPE_INTEGER:
		return FAMILY_INTEGER;
	case TYPE_MONEY:
		return FAMILY_MONEY;
	case TYPE_NAME:
	case TYPE_CODE:
		return FAMILY_NAME;
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
	case TYPE_PROSE:
		break;
	}
	return FAMILY_NONE;
}

struct tokens {
	struct str word[TOKENS_MAX];
	size_t at[TOKENS_MAX];
	uint32_t n;
};

/* False when there are too many words for a comparison. */
static bool split(struct str text, struct tokens *tokens)
{
	size_t i = 0;
	tokens->n = 0;
	while (i < text.n) {
		size_t start = i;
		while (i < text.n && text.p[i] != ' ')
			i++;
		if (i > start && tokens->n == TOKENS_MAX)
			return false;
		if (i > start) {
			tokens->at[tokens->n] = start;
			tokens->word[tokens->n++] = str_sub(text, start, i);
		}
		while (i < text.n && text.p[i] == ' ')
			i++;
	}
	return true;
}

static bool read_op(struct str word, uint32_t *op)
{
	static const struct str ops[] = {{"<", 1}, {"<=", 2}, {"=", 1}, {">=", 2}, {">", 1}, {"in", 2}};
	for (*op = 0; *op < sizeof ops / sizeof *ops; ++*op)
		if (str_eq(ops[*op], word))
			return true;
	return false;
}

static bool has_op(const struct tokens *tokens)
{
	uint32_t op;
	for (uint32_t i = 0; i < tokens->n; i++)
		if (read_op(tokens->word[i], &op))
			return true;
	return false;
}

/* One side while it is read: constants wait for the other side's family. */
struct operand {
	struct str word;
	struct place place;
	enum family family; /* of a fact; FAMILY_NONE of a constant */
	struct side side;
	bool broken; /* no fact to compare: explained already */
};

static bool is_constant(struct str word)
{
	return word.n && ((word.p[0] >= '0' && word.p[0] <= '9') || word.p[0] == '-');
}

static bool read_fact(struct loader *l, struct operand *o)
{
	o->side.is_var = 1;
	o->side.var = load_var(l, o->word, o->place);
	o->broken = o->side.var == NO_ROW || !l->build.vars[o->side.var].options;
	if (o->broken)
		return false;
	struct pack view = build_view(&l->build);
	const struct question *q = pack_question(&view, o->side.var);
	o->family = q ? family_of((enum type)q->type) : FAMILY_NONE;
	o->broken = o->family == FAMILY_NONE;
	if (o->broken)
		DIAG(l->diags, NOT_COMPARABLE, o->place, o->word);
	return !o->broken;
}

/* `name`, or `name + 7 days`; returns how many words that took, or 0. */
static uint32_t read_operand(struct loader *l, const struct node *node, const struct tokens *t, uint32_t i,
                             struct operand *o)
{
	if (i >= t->n)
		return 0;
	o->word = t->word[i];
	o->place = node_place(l->diags, node, t->at[i], t->at[i] + o->word.n);
	if (is_constant(o->word))
		return 1;
	if (!read_fact(l, o))
		return 0;
	if (i + 3 >= t->n || !str_eq(t->word[i + 1], STR("+")))
		return 1;
	bool days = str_eq(t->word[i + 3], STR("days")) && o->family == FAMILY_DATE;
	return days && value_integer(t->word[i + 2], &o->side.value) ? 4 : 0;
}

static bool constant_value(struct str word, enum family family, int64_t *value)
{
	switch (family) {
	case FAMILY_DATE:
		return value_date(word, value);
	case FAMILY_INTEGER:
		return value_integer(word, value);
	case FAMILY_MONEY:
		return value_money(word, value);
	case FAMILY_NONE:
	case FAMILY_PERIOD:
	case FAMILY_NAME:
		break;
	}
	return false;
}

static bool settle(struct operand *o, enum family other)
{
	if (o->side.is_var)
		return true;
	o->family = other;
	return constant_value(o->word, other, &o->side.value);
}

static bool families_fit(enum family a, enum family b, uint32_t op)
{
	if (op == CMP_IN)
		return b == FAMILY_PERIOD && (a == FAMILY_DATE || a == FAMILY_PERIOD);
	return a == b && a != FAMILY_PERIOD && (a != FAMILY_NAME || op == CMP_EQ);
}

static bool load_comparison(struct loader *l, const struct node *node, struct comparison *out)
{
	struct tokens t;
	struct operand a = {0}, b = {0};
	bool compares = split(node->text, &t) && has_op(&t);
	uint32_t used = compares ? read_operand(l, node, &t, 0, &a) : 0;
	bool op = used && used < t.n && read_op(t.word[used], &out->op);
	uint32_t more = op ? read_operand(l, node, &t, used + 1, &b) : 0;
	bool whole = more && used + 1 + more == t.n;
	if (whole && settle(&a, b.family) && settle(&b, a.family) &&
	    families_fit(a.family, b.family, out->op)) {
		out->a = a.side;
		out->b = b.side;
		return true;
	}
	if (a.broken || b.broken)
		return false;
	if (whole)
		DIAG(l->diags, MIXED_TYPES, node->place, node->text);
	else
		DIAG(l->diags, BAD_COMPARISON, node->place, node->text);
	return false;
}

/* A text, or a list of texts of which all must hold. */
static struct range load_comparisons(struct loader *l, const struct node *node)
{
	struct range range = {l->build.n_comparisons, 0};
	struct comparison row = {0};
	const struct node *m = node->kind == NODE_LIST ? node->first : node;
	if (node->kind == NODE_MAP || (node->kind == NODE_LIST && !node->count)) {
		DIAG(l->diags, WANTS_COMPARISON, node->place, node->key);
		return range;
	}
	for (; m; m = node->kind == NODE_LIST ? m->next : NULL) {
		load_text(l, m);
		if (m->kind == NODE_TEXT && load_comparison(l, m, &row)) {
			build_comparisons(&l->build, row);
			range.n++;
		}
	}
	return range;
}

static void note_fact(struct loader *l, uint32_t *facts, uint32_t *n, struct side side)
{
	if (!side.is_var)
		return;
	for (uint32_t i = 0; i < *n; i++)
		if (facts[i] == side.var)
			return;
	if (*n < l->violation.vars.n)
		facts[(*n)++] = side.var;
}

static struct range load_facts(struct loader *l, const struct check *check)
{
	uint32_t n = 0, *facts = arena_many(l->arena, uint32_t, l->violation.vars.n + 1);
	for (uint32_t i = 0; i < check->outcomes.n; i++) {
		struct range tests = l->build.outcomes[check->outcomes.first + i].comparisons;
		for (uint32_t k = tests.first; k < tests.first + tests.n; k++) {
			note_fact(l, facts, &n, l->build.comparisons[k].a);
			note_fact(l, facts, &n, l->build.comparisons[k].b);
		}
	}
	return load_numbers(l, facts, n);
}

static bool is_otherwise(const struct node *node)
{
	return node->kind == NODE_TEXT && str_eq(node->text, STR("otherwise"));
}

/* The outcomes themselves were declared before; here their tests are read.
 * An outcome without test, "fail" or "otherwise", is the last one. */
void load_check(struct loader *l, const struct node *node, struct check *check)
{
	const struct node *test = node_get(node, STR("test"));
	const struct node *cases = node_get(node, STR("cases"));
	uint32_t i = check->outcomes.first;
	if (test) {
		struct range range = load_comparisons(l, test);
		l->build.outcomes[i].comparisons = range;
	} else if (cases) {
		for (const struct node *m = cases->first; m; m = m->next, i++) {
			if (is_otherwise(m) != !m->next)
				DIAG(l->diags, OTHERWISE_LAST, m->place, m->key);
			if (is_otherwise(m))
				continue;
			struct range range = load_comparisons(l, m);
			l->build.outcomes[i].comparisons = range;
		}
	}
	check->facts = load_facts(l, check);
}
