/* See typed.h. */
#include "typed.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "core/format.h"
#include "core/value.h"

/* -- order --------------------------------------------------------------------------- */

struct sorter {
	struct typing *t;
	bool *seen; /* by variable, minus the first */
};

static void visit(struct sorter *s, uint32_t var);

static void visit_cond(struct sorter *s, uint32_t cond)
{
	const struct cond *c = &s->t->pack->conds[cond];
	if (c->op == COND_TEST)
		visit(s, c->var);
	for (uint32_t i = 0; i < c->parts.n; i++)
		visit_cond(s, c->parts.first + i);
}

/* What a variable rests on: its relevance, that of its options, the facts of a
 * check, the conditions of the reasons, the day of the letter. */
static void visit_parts(struct sorter *s, uint32_t var)
{
	const struct pack *pack = s->t->pack;
	const struct var *v = &pack->vars[var];
	const struct question *q = pack_question(pack, var);
	visit_cond(s, v->when);
	for (uint32_t i = 0; q && i < q->choices.n; i++)
		visit_cond(s, pack->choices[q->choices.first + i].when);
	for (uint32_t i = 0; v->kind == VAR_CHECK && i < pack->checks[v->row].facts.n; i++)
		visit(s, pack->numbers[pack->checks[v->row].facts.first + i]);
	for (uint32_t i = 0; v->kind == VAR_REASON && i + 1 < v->options; i++)
		visit_cond(s, pack->reasons[v->row + i].when);
	if (v->kind == VAR_MEASURE)
		visit(s, s->t->violation->date);
}

static void visit(struct sorter *s, uint32_t var)
{
	uint32_t i = var - s->t->violation->vars.first;
	if (s->seen[i])
		return;
	s->seen[i] = true;
	visit_parts(s, var);
	if (s->t->pack->vars[var].kind != VAR_CHECK)
		s->t->order[s->t->n++] = var;
}

/* What is today unless it is answered comes late: its other days lie around the
 * facts that it is compared with. */
static void visit_all(struct sorter *s, bool days)
{
	struct range vars = s->t->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(s->t->pack, i);
		if (s->t->pack->vars[i].kind != VAR_CHECK && (days || !q || !pack_is_today(q)))
			visit(s, i);
	}
}

/* -- which facts are looked at ------------------------------------------------------------- */

bool typed_is_fact(const struct typing *t, uint32_t var)
{
	const struct question *q = pack_question(t->pack, var);
	return q && !q->choices.n && q->type != TYPE_YES_NO;
}

static void note_tests(struct typing *t)
{
	struct range vars = t->violation->vars;
	for (uint32_t i = 0; i < t->pack->n_conds; i++) {
		uint32_t var = t->pack->conds[i].var - vars.first;
		if (t->pack->conds[i].op == COND_TEST && var < vars.n)
			t->read[var] = true;
	}
	for (uint32_t i = 0; i < vars.n; i++) {
		const struct var *v = &t->pack->vars[vars.first + i];
		struct range facts =
		        v->kind == VAR_CHECK ? t->pack->checks[v->row].facts : (struct range){0, 0};
		for (uint32_t k = 0; k < facts.n; k++)
			t->read[t->pack->numbers[facts.first + k] - vars.first] = true;
	}
}

void typing_begin(struct typing *t, struct arena *arena, const struct pack *pack,
                  const struct violation *violation, int64_t today)
{
	uint32_t n = violation->vars.n + 1;
	*t = (struct typing){.pack = pack, .violation = violation, .arena = arena, .today = today};
	struct sorter s = {t, arena_many(arena, bool, n)};
	t->order = arena_many(arena, uint32_t, n);
	t->read = arena_many(arena, bool, n);
	visit_all(&s, false);
	visit_all(&s, true);
	note_tests(t);
	struct kase nothing = {.pack = pack, .violation = violation};
	struct diags diags;
	diags_init(&diags, arena);
	case_read(&nothing, arena, &diags, NULL, NULL, 0, today);
	t->usual = nothing.answers;
}

static bool reads(const struct typing *t, uint32_t check, uint32_t fact)
{
	const struct var *v = &t->pack->vars[check];
	struct range facts = v->kind == VAR_CHECK ? t->pack->checks[v->row].facts : (struct range){0, 0};
	for (uint32_t i = 0; i < facts.n; i++)
		if (t->pack->numbers[facts.first + i] == fact)
			return true;
	return false;
}

bool typed_compared(const struct typing *t, uint32_t a, uint32_t b)
{
	struct range vars = t->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (reads(t, i, a) && reads(t, i, b))
			return true;
	return false;
}

/* -- reading ------------------------------------------------------------------------------ */

static struct typed read_in(const struct typing *t, struct diags *diags, const struct pair *pair,
                            struct kase *kase)
{
	struct typed typed = {.var = NO_ROW, .pair = *pair};
	struct range vars = t->violation->vars;
	if (!case_read(kase, t->arena, diags, NULL, pair, 1, t->today))
		return typed;
	for (uint32_t i = 0; i < vars.n; i++)
		if (kase->answers[i].given && !kase->answers[i].by_default) {
			typed.var = vars.first + i;
			typed.answer = kase->answers[i];
		}
	return typed;
}

struct typed typed_read(const struct typing *t, struct str key, struct str value)
{
	struct kase kase = {.pack = t->pack, .violation = t->violation};
	struct pair pair = {.key = arena_copy(t->arena, key), .value = arena_copy(t->arena, value)};
	struct diags diags;
	diags_init(&diags, t->arena);
	return read_in(t, &diags, &pair, &kase);
}

static struct str joined(const struct typing *t, const struct node *node)
{
	struct buf out = {.arena = t->arena};
	buf_add(&out, node->text);
	for (const struct node *m = node->first; m; m = m->next) {
		buf_add(&out, m == node->first ? STR("") : STR(", "));
		buf_add(&out, m->text);
	}
	return buf_str(&out);
}

uint32_t typed_tree(const struct typing *t, const struct node *answers, struct typed *out, uint32_t room)
{
	uint32_t n = 0;
	for (const struct node *m = answers ? answers->first : NULL; m && n < room; m = m->next) {
		out[n] = typed_read(t, m->key, joined(t, m));
		n += out[n].var != NO_ROW;
	}
	return n;
}

/* -- options ------------------------------------------------------------------------------- */

static struct str name_of(const struct typing *t, uint32_t var)
{
	return pack_str(t->pack, t->pack->vars[var].name);
}

static void add(const struct typing *t, uint32_t var, struct str value, struct typed *out, uint32_t *n)
{
	if (*n < TYPED_MAX)
		out[*n] = typed_read(t, name_of(t, var), value);
	*n += *n < TYPED_MAX && out[*n].var == var;
}

static struct str several(const struct typing *t, uint32_t var, uint32_t options)
{
	struct buf out = {.arena = t->arena};
	for (uint32_t i = 0; i < t->pack->vars[var].options; i++)
		if (options & 1u << i) {
			buf_add(&out, out.n ? STR(", ") : STR(""));
			buf_add(&out, pack_option(t->pack, var, i));
		}
	return buf_str(&out);
}

/* Each option alone, put in or taken out, and all of them. */
static void add_several(const struct typing *t, const struct kase *kase, uint32_t var, struct typed *out,
                        uint32_t *n)
{
	const struct answer *now = case_answer(kase, var);
	uint32_t all = (1u << t->pack->vars[var].options) - 1, has = now->given ? now->options : 0;
	for (uint32_t i = 0; i < t->pack->vars[var].options; i++)
		if ((has ^ 1u << i) != 0)
			add(t, var, several(t, var, has ^ 1u << i), out, n);
	for (uint32_t i = 0; has && i < t->pack->vars[var].options; i++)
		add(t, var, several(t, var, 1u << i), out, n);
	add(t, var, several(t, var, all), out, n);
}

static void add_options(const struct typing *t, uint32_t var, struct typed *out, uint32_t *n)
{
	const struct var *v = &t->pack->vars[var];
	uint32_t options = v->kind == VAR_REASON ? v->options - 1u : v->options;
	for (uint32_t i = v->kind == VAR_EVIDENCE; i < options; i++)
		add(t, var, pack_option(t->pack, var, i), out, n);
}

/* Done or planned for the day of the letter: neither too late nor too early. */
static void add_measure(const struct typing *t, const struct kase *kase, uint32_t var, struct typed *out,
                        uint32_t *n)
{
	const struct answer *letter = case_answer(kase, t->violation->date);
	for (uint32_t i = MEASURE_DONE; i <= MEASURE_PLANNED; i++) {
		struct buf key = {.arena = t->arena}, day = {.arena = t->arena};
		buf_add(&key, name_of(t, var));
		buf_char(&key, '.');
		buf_add(&key, pack_option(t->pack, var, i));
		format_iso_day(&day, letter->given ? letter->a : t->today);
		out[(*n)++] = typed_read(t, buf_str(&key), buf_str(&day));
	}
}

/* -- facts ----------------------------------------------------------------------------------- */

/* A fact's value; b: the end of a period. */
struct fact_value {
	int64_t a, b;
};

struct fact_values {
	struct fact_value items[TYPED_MAX];
	uint32_t n;
};

static void offer(struct fact_values *values, int64_t a, int64_t b)
{
	if (values->n < TYPED_MAX && a <= b)
		values->items[values->n++] = (struct fact_value){a, b};
}

static uint32_t number_of(const struct typing *t, uint32_t var)
{
	return var - t->violation->vars.first;
}

/* What a fact is when nothing is compared with it; different facts differ. */
static int64_t usual(const struct typing *t, uint32_t var, const struct question *q)
{
	int64_t i = number_of(t, var), value = q->type == TYPE_MONEY ? 4200 + 100 * i : 20 + i;
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
	case TYPE_MONEY:
		return value > q->max ? q->max : value < q->min ? q->min : value;
	case TYPE_DATE:
	case TYPE_TIME:
	case TYPE_PERIOD:
		return t->today - 3 - i % 20;
	case TYPE_NAME:
	case TYPE_CODE:
	case TYPE_PROSE:
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		break;
	}
	return i;
}

static void add_money(struct buf *out, int64_t cents)
{
	buf_uint(out, (uint64_t)cents / 100);
	buf_char(out, '.');
	buf_char(out, (char)('0' + cents % 100 / 10));
	buf_char(out, (char)('0' + cents % 10));
}

/* A name of its own for each number: no words of a letter begin or end with it. */
static void add_name(struct buf *out, int64_t number)
{
	static const char stems[] = "甲乙丙丁戊己庚辛壬癸";
	int64_t i = number % 100;
	buf_add(out, (struct str){stems + i / 10 * 3, 3});
	buf_add(out, (struct str){stems + i % 10 * 3, 3});
	if (number >= 100)
		buf_add(out, STR("丑"));
}

static bool is_line(const struct question *q)
{
	return q->type == TYPE_NAME || q->type == TYPE_CODE || q->type == TYPE_PROSE;
}

static struct str write_fact(const struct typing *t, const struct question *q, struct fact_value value)
{
	struct buf out = {.arena = t->arena};
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
		buf_add(&out, value.a < 0 ? STR("-") : STR(""));
		buf_uint(&out, (uint64_t)(value.a < 0 ? -value.a : value.a));
		break;
	case TYPE_MONEY:
		add_money(&out, value.a);
		break;
	case TYPE_DATE:
		format_iso_day(&out, value.a);
		break;
	case TYPE_TIME:
		format_iso_day(&out, value.a);
		buf_add(&out, STR("T10:30"));
		break;
	case TYPE_PERIOD:
		format_iso_day(&out, value.a);
		buf_char(&out, '/');
		format_iso_day(&out, value.b);
		break;
	case TYPE_NAME:
	case TYPE_PROSE:
		add_name(&out, value.a);
		break;
	case TYPE_CODE:
		buf_uint(&out, (uint64_t)value.a + 1000000);
		break;
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		break;
	}
	return is_line(q) ? str_sub(buf_str(&out), 0, (size_t)q->max * 3) : buf_str(&out);
}

/* -- what checks compare a fact with ------------------------------------------------------------ */

static bool is_of(const struct side *side, uint32_t var)
{
	return side->is_var && side->var == var;
}

/* The value of the other side; false while it is not answered. */
static bool other_value(const struct typing *t, const struct kase *kase, const struct side *side,
                        struct fact_value *out)
{
	*out = (struct fact_value){side->value, side->value};
	if (!side->is_var)
		return true;
	const struct answer *answer = case_answer(kase, side->var);
	bool time = pack_question(t->pack, side->var)->type == TYPE_TIME;
	int64_t a = time ? answer->a / DAY_SECONDS : answer->a;
	*out = (struct fact_value){a + side->value, answer->b};
	return answer->given;
}

static bool is_period(const struct typing *t, uint32_t var)
{
	return pack_question(t->pack, var)->type == TYPE_PERIOD;
}

/* Inside, at the edges and beyond of what lies on the other side of `in`. */
static void offer_in(const struct typing *t, const struct comparison *c, uint32_t var,
                     struct fact_value other, struct fact_values *values)
{
	bool outer = is_of(&c->b, var), inner_period = c->a.is_var && is_period(t, c->a.var);
	int64_t from = other.a, to = outer && !inner_period ? other.a : other.b;
	if (!outer && !inner_period) {
		int64_t edges[] = {from - 1, from, to, to + 1};
		for (int i = 0; i < 4; i++)
			offer(values, edges[i] - c->a.value, edges[i] - c->a.value);
		return;
	}
	offer(values, from, to);
	offer(values, from - 1, to + 1);
	offer(values, to + 1, to + 2);
	offer(values, from - 2, from - 1);
	offer(values, from + 1, to);
}

static void offer_sides(const struct typing *t, const struct kase *kase, const struct comparison *c,
                        uint32_t var, struct fact_values *values)
{
	const struct side *own = is_of(&c->a, var) ? &c->a : &c->b, *side = is_of(&c->a, var) ? &c->b : &c->a;
	struct fact_value other;
	if ((!is_of(&c->a, var) && !is_of(&c->b, var)) || !other_value(t, kase, side, &other))
		return;
	if (c->op == CMP_IN) {
		offer_in(t, c, var, other, values);
		return;
	}
	for (int64_t i = -1; i <= 1; i++)
		offer(values, other.a - own->value + i, other.a - own->value + i);
}

static void offer_all(const struct typing *t, const struct kase *kase, uint32_t var,
                      struct fact_values *values)
{
	struct range vars = t->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		if (!reads(t, i, var))
			continue;
		const struct check *check = &t->pack->checks[t->pack->vars[i].row];
		for (uint32_t k = 0; k < check->outcomes.n; k++) {
			struct range parts = t->pack->outcomes[check->outcomes.first + k].comparisons;
			for (uint32_t m = 0; m < parts.n; m++)
				offer_sides(t, kase, &t->pack->comparisons[parts.first + m], var, values);
		}
	}
}

/* How the checks that read the fact come out with the answer, as one number. */
static uint64_t outcomes(const struct typing *t, const struct kase *kase, const struct typed *typed)
{
	struct kase with = *kase;
	struct range vars = t->violation->vars;
	struct decisions d;
	uint64_t all = 1;
	with.answers = arena_many(t->arena, struct answer, vars.n + 1);
	memcpy(with.answers, kase->answers, vars.n * sizeof *with.answers);
	with.answers[number_of(t, typed->var)] = typed->answer;
	decide(&d, t->arena, &with);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (reads(t, i, typed->var)) {
			struct state s = decide_var(&d, i);
			all = all * 33 + (s.known ? s.options : 0);
		}
	return all;
}

/* A line is compared for being the same: another's, or its own. */
static struct str line_beside(const struct typing *t, const struct kase *kase, uint32_t var)
{
	struct range vars = t->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (i != var && typed_is_fact(t, i) && typed_compared(t, i, var) &&
		    case_answer(kase, i)->given)
			return case_answer(kase, i)->text;
	return STR("");
}

static void add_facts(const struct typing *t, const struct kase *kase, uint32_t var, struct typed *out,
                      uint32_t *n)
{
	const struct question *q = pack_question(t->pack, var);
	struct fact_values values = {.n = 0};
	uint64_t seen[TYPED_MAX];
	int64_t own = usual(t, var, q);
	bool line = is_line(q);
	uint32_t first = pack_is_today(q) ? 0 : *n;
	seen[0] = outcomes(t, kase, &out[0]);
	if (line && line_beside(t, kase, var).n)
		add(t, var, line_beside(t, kase, var), out, n);
	/* The usual value first: it leaves room on both sides for facts that come later. */
	offer(&values, own, own + 2);
	if (!line)
		offer_all(t, kase, var, &values);
	for (uint32_t i = 0; i < values.n; i++) {
		uint32_t before = *n, k = first;
		add(t, var, write_fact(t, q, values.items[i]), out, n);
		if (*n == before)
			continue;
		seen[before] = outcomes(t, kase, &out[before]);
		while (k < before && (line || seen[k] != seen[before]))
			k++;
		*n = k < before ? before : *n;
	}
}

uint32_t typed_values(const struct typing *t, const struct kase *kase, uint32_t var, struct typed *out)
{
	const struct question *q = pack_question(t->pack, var);
	uint32_t n = 1;
	out[0] = (struct typed){.var = var, .answer = t->usual[number_of(t, var)]};
	if (t->pack->vars[var].kind == VAR_MEASURE)
		add_measure(t, kase, var, out, &n);
	else if (!q || (q->type != TYPE_MULTI && !typed_is_fact(t, var)))
		add_options(t, var, out, &n);
	else if (q->type == TYPE_MULTI)
		add_several(t, kase, var, out, &n);
	else
		add_facts(t, kase, var, out, &n);
	return n;
}

/* -- as long as can be --------------------------------------------------------------------------- */

static struct str longest_line(const struct typing *t, const struct question *q)
{
	struct buf out = {.arena = t->arena};
	while ((int64_t)utf8_form_length(buf_str(&out)) < q->max)
		buf_add(&out, q->type == TYPE_CODE ? STR("8") : STR("庚"));
	return buf_str(&out);
}

/* Days and months of two figures, the largest number, all characters of a line. */
struct typed typed_longest(const struct typing *t, uint32_t var)
{
	const struct question *q = pack_question(t->pack, var);
	int64_t year = days_civil(t->today).year;
	int64_t day = civil_days((struct civil){year - 1, 12, 28}),
	        next = civil_days((struct civil){year, 12, 28});
	bool line = is_line(q);
	bool number = q->type == TYPE_INTEGER || q->type == TYPE_MONEY;
	struct fact_value value = {number ? q->max : day, number ? q->max : next};
	return typed_read(t, name_of(t, var), line ? longest_line(t, q) : write_fact(t, q, value));
}
