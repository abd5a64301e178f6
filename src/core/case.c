/* Answers by key, each read by the type of its question.  Every mistake is
 * reported with its key; nothing is guessed and nothing is dropped. */
#include "core/case.h"

#include "base/utf8.h"
#include "core/value.h"

struct reader {
	struct kase *kase;
	struct arena *arena;
	struct diags *diags;
	bool ok;
};

#define REJECT(r, name, place, ...) ((r)->ok = false, DIAG((r)->diags, name, (place), __VA_ARGS__))

const struct answer *case_answer(const struct kase *kase, uint32_t var)
{
	return &kase->answers[var - kase->violation->vars.first];
}

/* -- values by type ------------------------------------------------------------ */

/* The options that a person may choose, as "a, b, c". */
static struct str option_list(struct reader *r, uint32_t var, uint32_t n)
{
	struct buf list = {.arena = r->arena};
	for (uint32_t i = 0; i < n; i++) {
		buf_add(&list, i ? STR(", ") : STR(""));
		buf_add(&list, pack_option(r->kase->pack, var, i));
	}
	return buf_str(&list);
}

static uint32_t option_count(const struct pack *pack, uint32_t var)
{
	const struct var *v = &pack->vars[var];
	/* "none" is what is left when no reason fits: not an answer. */
	return v->kind == VAR_REASON ? v->options - 1u : v->options;
}

static bool read_option(struct reader *r, uint32_t var, struct str word, struct place place, uint32_t *bit)
{
	const struct pack *pack = r->kase->pack;
	uint32_t n = option_count(pack, var);
	struct str options[OPTIONS_MAX + 1];
	for (*bit = 0; *bit < n; ++*bit) {
		options[*bit] = pack_option(pack, var, *bit);
		if (str_eq(options[*bit], word))
			return true;
	}
	struct str key = pack_str(pack, pack->vars[var].name), nearest = str_nearest(word, options, n);
	if (nearest.n)
		REJECT(r, NOT_AN_OPTION_NEAR, place, word, key, nearest, option_list(r, var, n));
	else
		REJECT(r, NOT_AN_OPTION, place, word, key, option_list(r, var, n));
	return false;
}

static void add_option(struct reader *r, uint32_t var, struct str word, struct place place,
                       struct answer *out)
{
	uint32_t bit;
	if (read_option(r, var, word, place, &bit))
		out->options |= 1u << bit;
}

/* JSON's true and false, and YAML's, are yes and no. */
static struct str yes_no(struct str word)
{
	if (str_eq(word, STR("true")))
		return STR("yes");
	return str_eq(word, STR("false")) ? STR("no") : word;
}

/* "a, b" is as good as [a, b], so that one -a can give several. */
static void read_multi(struct reader *r, uint32_t var, const struct node *node, struct answer *out)
{
	if (node->kind == NODE_LIST) {
		for (const struct node *m = node->first; m; m = m->next)
			if (m->kind == NODE_TEXT)
				add_option(r, var, m->text, m->place, out);
			else
				REJECT(r, WANTS_ONE_VALUE, m->place, node->key);
		return;
	}
	struct str rest = node->text;
	while (rest.n)
		add_option(r, var, str_trim(str_cut(&rest, ',')), node->place, out);
}

static bool in_bounds(const struct question *q, int64_t value)
{
	return value >= q->min && value <= q->max;
}

static struct str bound_words(struct reader *r, const struct question *q, int64_t value)
{
	struct buf out = {.arena = r->arena};
	if (value < 0)
		buf_char(&out, '-');
	uint64_t magnitude = (uint64_t)(value < 0 ? -value : value);
	buf_uint(&out, q->type == TYPE_MONEY ? magnitude / 100 : magnitude);
	return buf_str(&out);
}

static void read_number(struct reader *r, struct str key, const struct question *q, struct answer *out)
{
	bool money = q->type == TYPE_MONEY;
	if (money ? !value_money(out->text, &out->a) : !value_integer(out->text, &out->a)) {
		if (money)
			REJECT(r, NOT_MONEY, out->place, out->text, key);
		else
			REJECT(r, NOT_AN_INTEGER, out->place, out->text, key);
	} else if (!in_bounds(q, out->a)) {
		REJECT(r, OUT_OF_BOUNDS, out->place, key, bound_words(r, q, q->min),
		       bound_words(r, q, q->max));
	}
}

static bool has_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ' ' || s.p[i] == '\t')
			return true;
	return false;
}

static void read_line(struct reader *r, struct str key, const struct question *q, struct answer *out)
{
	struct buf max = {.arena = r->arena}, has = {.arena = r->arena};
	buf_uint(&max, (uint64_t)q->max);
	buf_uint(&has, utf8_form_length(out->text));
	if (str_find(out->text, STR("\n"), 0) < out->text.n ||
	    str_find(out->text, STR("\t"), 0) < out->text.n)
		REJECT(r, NOT_ONE_LINE, out->place, key);
	else if (utf8_form_length(out->text) > (size_t)q->max)
		REJECT(r, TOO_LONG, out->place, key, buf_str(&max), buf_str(&has));
	else if (q->type == TYPE_CODE && has_blank(out->text))
		REJECT(r, BLANK_IN_CODE, out->place, out->text, key);
}

static void read_moment(struct reader *r, struct str key, const struct question *q, struct answer *out)
{
	if (q->type == TYPE_DATE && !value_date(out->text, &out->a))
		REJECT(r, NOT_A_DATE, out->place, out->text, key);
	if (q->type == TYPE_TIME && !value_time(out->text, &out->a))
		REJECT(r, NOT_A_TIME, out->place, out->text, key);
	if (q->type == TYPE_PERIOD && !value_period(out->text, &out->a, &out->b))
		REJECT(r, NOT_A_PERIOD, out->place, out->text, key);
}

static void read_question(struct reader *r, uint32_t var, const struct node *node, struct answer *out)
{
	const struct question *q = pack_question(r->kase->pack, var);
	struct str key = pack_str(r->kase->pack, r->kase->pack->vars[var].name);
	switch ((enum type)q->type) {
	case TYPE_CHOICE:
		add_option(r, var, out->text, out->place, out);
		break;
	case TYPE_YES_NO:
		add_option(r, var, yes_no(out->text), out->place, out);
		break;
	case TYPE_MULTI:
		read_multi(r, var, node, out);
		break;
	case TYPE_INTEGER:
	case TYPE_MONEY:
		out->options = 1;
		read_number(r, key, q, out);
		break;
	case TYPE_DATE:
	case TYPE_TIME:
	case TYPE_PERIOD:
		out->options = 1;
		read_moment(r, key, q, out);
		break;
	case TYPE_NAME:
	case TYPE_CODE:
		out->options = 1;
		read_line(r, key, q, out);
		break;
	case TYPE_PROSE:
		out->options = 1;
		out->text = prose_line(r->arena, out->text);
		read_line(r, key, q, out);
		break;
	}
}

/* -- keys ------------------------------------------------------------------------ */

static bool is_multi(const struct pack *pack, uint32_t var)
{
	const struct question *q = pack_question(pack, var);
	return q && q->type == TYPE_MULTI;
}

/* An empty value is an answer not given: a case file to fill in has many. */
static bool is_empty(const struct node *node)
{
	return node->kind == NODE_LIST ? !node->count : node->kind == NODE_TEXT && !str_trim(node->text).n;
}

static void read_value(struct reader *r, uint32_t var, const struct node *node)
{
	const struct pack *pack = r->kase->pack;
	struct answer *out = &r->kase->answers[var - r->kase->violation->vars.first];
	*out = (struct answer){.place = node->place};
	if (is_empty(node))
		return;
	if (node->kind == NODE_LIST && !is_multi(pack, var)) {
		REJECT(r, WANTS_ONE_VALUE, node->place, node->key);
		return;
	}
	out->given = true;
	out->text = str_trim(node->text);
	if (pack->vars[var].kind == VAR_QUESTION)
		read_question(r, var, node, out);
	else if (pack->vars[var].kind == VAR_CHECK)
		REJECT(r, CHECK_IS_NO_ANSWER, node->key_place, node->key);
	else
		add_option(r, var, yes_no(out->text), node->place, out);
}

/* measures.NAME.done: DAY and measures.NAME.planned: DAY. */
static void read_measure_date(struct reader *r, uint32_t var, uint32_t state, const struct node *node)
{
	struct answer *out = &r->kase->answers[var - r->kase->violation->vars.first];
	if (is_empty(node))
		return;
	if (out->given && out->options != 1u << MEASURE_NO && out->options != 1u << state) {
		REJECT(r, DONE_AND_PLANNED, node->key_place,
		       pack_str(r->kase->pack, r->kase->pack->vars[var].name));
		return;
	}
	*out = (struct answer){
	        .given = true, .options = 1u << state, .text = str_trim(node->text), .place = node->place};
	if (node->kind != NODE_TEXT || !value_date(out->text, &out->a))
		REJECT(r, NOT_A_DATE, node->place, out->text, node->key);
}

static bool read_measure(struct reader *r, const struct node *node)
{
	bool done = str_ends(node->key, STR(".done")), planned = str_ends(node->key, STR(".planned"));
	if (!done && !planned)
		return false;
	struct str name = str_sub(node->key, 0, node->key.n - (done ? STR(".done").n : STR(".planned").n));
	uint32_t var = pack_var(r->kase->pack, r->kase->violation, name);
	if (var == NO_ROW || r->kase->pack->vars[var].kind != VAR_MEASURE)
		return false;
	read_measure_date(r, var, done ? MEASURE_DONE : MEASURE_PLANNED, node);
	return true;
}

static void report_unknown(struct reader *r, const struct node *node)
{
	const struct pack *pack = r->kase->pack;
	struct range vars = r->kase->violation->vars;
	struct str *names = arena_many(r->arena, struct str, vars.n + 1);
	for (uint32_t i = 0; i < vars.n; i++)
		names[i] = pack_str(pack, pack->vars[vars.first + i].name);
	struct str nearest = str_nearest(node->key, names, vars.n);
	struct str slug = pack_str(pack, r->kase->violation->slug);
	if (nearest.n)
		REJECT(r, UNKNOWN_ANSWER_NEAR, node->key_place, node->key, nearest, slug);
	else
		REJECT(r, UNKNOWN_ANSWER, node->key_place, node->key, slug);
}

/* {invoice: {date: …}} is told as invoice.date: … */
static void report_nested(struct reader *r, const struct node *node)
{
	struct buf flat = {.arena = r->arena};
	buf_add(&flat, node->key);
	if (node->first) {
		buf_char(&flat, '.');
		buf_add(&flat, node->first->key);
	}
	REJECT(r, NESTED_ANSWER, node->key_place, node->key, buf_str(&flat));
}

/* `measures.x: done` says no day. */
static bool is_dateless_measure(const struct pack *pack, uint32_t var, const struct node *node)
{
	return pack->vars[var].kind == VAR_MEASURE && node->kind == NODE_TEXT && !is_empty(node) &&
	       !str_eq(node->text, STR("no"));
}

static void read_answer(struct reader *r, const struct node *node)
{
	if (str_eq(node->key, STR("violation")))
		return;
	if (node->kind == NODE_MAP) {
		report_nested(r, node);
		return;
	}
	if (read_measure(r, node))
		return;
	uint32_t var = pack_var(r->kase->pack, r->kase->violation, node->key);
	if (var == NO_ROW)
		report_unknown(r, node);
	else if (is_dateless_measure(r->kase->pack, var, node))
		REJECT(r, MEASURE_WANTS_DAY, node->key_place, node->key);
	else
		read_value(r, var, node);
}

/* -- the whole -------------------------------------------------------------------- */

static void fill_defaults(struct reader *r, int64_t today)
{
	struct range vars = r->kase->violation->vars;
	for (uint32_t i = 0; i < vars.n; i++) {
		const struct question *q = pack_question(r->kase->pack, vars.first + i);
		struct answer usual = {.given = true, .by_default = true, .options = 1, .a = today};
		if (!q || !q->has_default || r->kase->answers[i].given)
			continue;
		if (q->type == TYPE_CHOICE)
			usual.options = 1u << q->usual;
		r->kase->answers[i] = usual;
	}
}

bool case_read(struct kase *kase, struct arena *arena, struct diags *diags, const struct node *tree,
               const struct pair *pairs, size_t n_pairs, int64_t today)
{
	struct reader r = {kase, arena, diags, true};
	kase->answers = arena_many(arena, struct answer, kase->violation->vars.n + 1);
	for (const struct node *m = tree ? tree->first : NULL; m; m = m->next)
		read_answer(&r, m);
	for (size_t i = 0; i < n_pairs; i++) {
		struct node node = {.kind = NODE_TEXT, .text = pairs[i].value, .key = pairs[i].key};
		node.place = pairs[i].place;
		node.key_place = pairs[i].key_place;
		read_answer(&r, &node);
	}
	fill_defaults(&r, today);
	bool worded = case_wording(kase, arena, diags);
	return r.ok && worded;
}
