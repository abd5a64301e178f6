/* From levels to keys and values. */
#include "proof/answers.h"

#include "base/utf8.h"
#include "core/format.h"
#include "core/value.h"

struct writer {
	struct model *m;
	struct arena *arena;
	const uint8_t *values;
	struct fact *facts; /* that checks read */
	uint32_t n_facts;
	struct pair_text *pairs;
	uint32_t n, room;
};

static uint8_t value_of(const struct writer *w, uint32_t var)
{
	return w->values[w->m->levels[var - w->m->violation->vars.first].first];
}

/* -- facts ------------------------------------------------------------------------- */

static bool is_known(const struct writer *w, uint32_t var)
{
	const struct question *q = pack_question(w->m->pack, var);
	return pack_is_today(q) || value_of(w, var);
}

/* A check of which every fact is there, and none irrelevant. */
static bool is_live(const struct writer *w, uint32_t var)
{
	const struct pack *pack = w->m->pack;
	struct range facts = pack->checks[pack->vars[var].row].facts;
	for (uint32_t i = 0; i < facts.n; i++)
		if (!is_known(w, pack->numbers[facts.first + i]))
			return false;
	return !mdd_holds(&w->m->mdd, model_relevant(w->m, var).no, w->values);
}

static bool find_facts(struct writer *w)
{
	struct range vars = w->m->violation->vars;
	struct goal *goals = arena_many(w->arena, struct goal, vars.n + 1);
	uint32_t n = 0;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(w->m->pack, i);
		bool check = w->m->pack->vars[i].kind == VAR_CHECK;
		if ((q && pack_is_today(q)) || (check && is_live(w, i)))
			goals[n++] = (struct goal){i, value_of(w, i)};
	}
	return joint_solve(&w->m->joint, w->arena, goals, n, &w->facts, &w->n_facts);
}

static struct fact fact_of(const struct writer *w, uint32_t var)
{
	for (uint32_t i = 0; i < w->n_facts; i++)
		if (w->facts[i].var == var)
			return w->facts[i];
	return joint_any(&w->m->joint, var);
}

/* -- values as typed ------------------------------------------------------------------ */

static void add_integer(struct buf *out, int64_t value)
{
	if (value < 0)
		buf_char(out, '-');
	buf_uint(out, (uint64_t)(value < 0 ? -value : value));
}

static void add_money(struct buf *out, int64_t cents, bool longest)
{
	uint64_t part = (uint64_t)(cents % 100);
	buf_uint(out, (uint64_t)(cents / 100));
	if (!part && !longest)
		return;
	buf_char(out, '.');
	buf_char(out, (char)('0' + part / 10));
	buf_char(out, (char)('0' + part % 10));
}

static void fill(struct buf *out, struct str with, int64_t max)
{
	while ((int64_t)(utf8_form_length(buf_str(out)) + utf8_form_length(with)) <= max)
		buf_add(out, with);
}

/* Different numbers give different names: 甲公司, 乙公司, …, 甲1公司. */
static void add_name(struct buf *out, int64_t number, int64_t max, bool longest)
{
	static const char stems[] = "甲乙丙丁戊己庚辛壬癸";
	size_t stem = (size_t)(number % 10) * 3;
	buf_add(out, (struct str){stems + stem, 3});
	if (number >= 10)
		buf_uint(out, (uint64_t)number / 10);
	if (max >= (int64_t)utf8_form_length(buf_str(out)) + 2)
		buf_add(out, STR("公司"));
	if (longest)
		fill(out, STR("司"), max);
}

static void add_code(struct buf *out, int64_t number, int64_t max, bool longest)
{
	buf_char(out, (char)('A' + number % 26));
	if (number >= 26 || max >= 2)
		buf_uint(out, (uint64_t)number / 26 + 1);
	if (longest)
		fill(out, STR("X"), max);
}

static void add_fact(struct buf *out, const struct writer *w, uint32_t var, const struct question *q)
{
	struct fact fact = fact_of(w, var);
	bool longest = w->m->joint.longest;
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
		add_integer(out, fact.a);
		break;
	case TYPE_MONEY:
		add_money(out, fact.a, longest);
		break;
	case TYPE_DATE:
		format_iso_day(out, fact.a);
		break;
	case TYPE_TIME:
		format_iso_day(out, fact.a);
		buf_add(out, longest ? STR("T12:00:00") : STR("T12:00"));
		break;
	case TYPE_PERIOD:
		format_iso_day(out, fact.a);
		buf_char(out, '/');
		format_iso_day(out, fact.b);
		break;
	case TYPE_NAME:
	case TYPE_PROSE:
		add_name(out, fact.a, q->max, longest);
		break;
	case TYPE_CODE:
		add_code(out, fact.a, q->max, longest);
		break;
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		break;
	}
}

/* -- keys ------------------------------------------------------------------------------ */

static void add_pair(struct writer *w, const struct buf *key, const struct buf *value)
{
	struct pair_text pair = {buf_str(key), buf_str(value)};
	w->pairs = arena_grow(w->arena, w->pairs, w->n, &w->room, sizeof pair);
	w->pairs[w->n++] = pair;
}

static void add_options(struct buf *out, const struct writer *w, uint32_t var)
{
	uint32_t level = w->m->levels[var - w->m->violation->vars.first].first;
	for (uint32_t i = 0; i < w->m->pack->vars[var].options; i++)
		if (w->values[level + 1 + i]) {
			buf_add(out, out->n ? STR(",") : STR(""));
			buf_add(out, pack_option(w->m->pack, var, i));
		}
}

static void write_question(struct writer *w, uint32_t var, struct buf *value)
{
	const struct question *q = pack_question(w->m->pack, var);
	if (q->type == TYPE_MULTI)
		add_options(value, w, var);
	else if (q->type == TYPE_CHOICE || q->type == TYPE_YES_NO)
		buf_add(value, pack_option(w->m->pack, var, value_of(w, var) - 1u));
	else
		add_fact(value, w, var, q);
}

/* Done, or planned for, the day of the letter: neither too late nor too early. */
static void write_measure(struct writer *w, uint32_t var, struct buf *key, struct buf *value)
{
	uint32_t date = w->m->violation->date;
	bool dated = date != NO_ROW && is_known(w, date);
	buf_char(key, '.');
	buf_add(key, pack_option(w->m->pack, var, value_of(w, var)));
	format_iso_day(value, dated ? fact_of(w, date).a : w->m->joint.today);
}

/* What counts without an answer need not be typed. */
static uint8_t usual_of(const struct writer *w, uint32_t var)
{
	return w->m->free[w->m->levels[var - w->m->violation->vars.first].first];
}

static void write_var(struct writer *w, uint32_t var)
{
	struct buf key = {.arena = w->arena}, value = {.arena = w->arena};
	const struct var *v = &w->m->pack->vars[var];
	if (!value_of(w, var) || value_of(w, var) == usual_of(w, var))
		return;
	buf_add(&key, pack_str(w->m->pack, v->name));
	switch ((enum var_kind)v->kind) {
	case VAR_QUESTION:
		write_question(w, var, &value);
		break;
	case VAR_EVIDENCE:
		buf_add(&value, pack_option(w->m->pack, var, value_of(w, var)));
		break;
	case VAR_MEASURE:
		write_measure(w, var, &key, &value);
		break;
	case VAR_REASON:
		buf_add(&value, pack_option(w->m->pack, var, value_of(w, var) - 1u));
		break;
	case VAR_CHECK:
		return;
	}
	add_pair(w, &key, &value);
}

bool answers_write(struct model *m, struct arena *arena, const uint8_t *values, bool longest,
                   struct finding *out)
{
	struct writer w = {.m = m, .arena = arena, .values = values};
	struct range vars = m->violation->vars;
	m->joint.longest = longest;
	bool found = find_facts(&w);
	for (uint32_t i = vars.first; found && i < vars.first + vars.n; i++)
		write_var(&w, i);
	m->joint.longest = false;
	out->has_case = found;
	out->answers = w.pairs;
	out->n_answers = w.n;
	return found;
}
