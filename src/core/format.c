/* Patterns filled in.  A value goes in as typed and is not looked at again. */
#include "core/format.h"

#include "base/utf8.h"
#include "core/value.h"

/* What the places of a pattern stand for. */
struct values {
	const struct pack *pack;
	const struct language *language;
	uint32_t row; /* of the language */
	struct civil from, to;
	int64_t day, second; /* second of the day, for the clock */
	bool has_seconds;
	struct str amount, unit, label;
};

static void two_digits(struct buf *out, int64_t value)
{
	if (value < 10)
		buf_char(out, '0');
	buf_uint(out, (uint64_t)value);
}

static void clock_words(struct buf *out, const struct values *v)
{
	two_digits(out, v->second / 3600);
	buf_char(out, ':');
	two_digits(out, v->second / 60 % 60);
	if (!v->has_seconds)
		return;
	buf_char(out, ':');
	two_digits(out, v->second % 60);
}

static void month_words(struct buf *out, const struct values *v, uint32_t month)
{
	struct range months = v->language->months;
	if (months.n)
		buf_add(out, pack_str(v->pack, v->pack->strings[months.first + month - 1]));
	else
		buf_uint(out, month);
}

/* What stands in a pattern as it is. */
static struct str plain_words(const struct values *v, const struct piece *piece)
{
	if (piece->kind == PIECE_WORDS)
		return pack_str(v->pack, piece->words);
	if (piece->kind == PIECE_UNIT)
		return v->unit;
	return piece->kind == PIECE_LABEL ? v->label : v->amount;
}

static void piece_words(struct buf *out, const struct values *v, const struct piece *piece)
{
	switch ((enum piece_kind)piece->kind) {
	case PIECE_WORDS:
	case PIECE_AMOUNT:
	case PIECE_NUMBER:
	case PIECE_UNIT:
	case PIECE_LABEL:
		buf_add(out, plain_words(v, piece));
		break;
	case PIECE_YEAR:
	case PIECE_TO_YEAR:
		buf_uint(out, (uint64_t)(piece->kind == PIECE_YEAR ? v->from : v->to).year);
		break;
	case PIECE_MONTH:
	case PIECE_TO_MONTH:
		month_words(out, v, (piece->kind == PIECE_MONTH ? v->from : v->to).month);
		break;
	case PIECE_DAY:
	case PIECE_TO_DAY:
		buf_uint(out, (piece->kind == PIECE_DAY ? v->from : v->to).day);
		break;
	case PIECE_DAY_OF:
		format_date(out, v->pack, v->day, v->row);
		break;
	case PIECE_CLOCK:
		clock_words(out, v);
		break;
	case PIECE_VAR:
	case PIECE_DATE:
	case PIECE_VIOLATION:
		break;
	}
}

static void pattern_words(struct buf *out, const struct values *v, struct range pattern)
{
	for (uint32_t i = 0; i < pattern.n; i++)
		piece_words(out, v, &v->pack->pieces[pattern.first + i]);
}

static struct values values_for(const struct pack *pack, uint32_t language)
{
	return (struct values){.pack = pack, .language = &pack->languages[language], .row = language};
}

void format_date(struct buf *out, const struct pack *pack, int64_t day, uint32_t language)
{
	struct values v = values_for(pack, language);
	v.from = days_civil(day);
	pattern_words(out, &v, v.language->date);
}

void format_exhibit(struct buf *out, const struct pack *pack, uint32_t number, uint32_t language)
{
	struct values v = values_for(pack, language);
	struct buf figure = {.arena = out->arena};
	buf_uint(&figure, number);
	v.amount = buf_str(&figure);
	pattern_words(out, &v, v.language->exhibit);
}

/* A label that is a question goes without its mark: another one stands behind it. */
static struct str without_mark(const struct pack *pack, struct str label, const struct language *language)
{
	struct str marks = pack_str(pack, language->final);
	for (size_t at = 0; at < marks.n;) {
		size_t start = at;
		utf8_next(marks, &at);
		if (str_ends(label, str_sub(marks, start, at)))
			return str_sub(label, 0, label.n - (at - start));
	}
	return label;
}

void format_blank(struct buf *out, const struct pack *pack, struct str label, uint32_t language)
{
	struct values v = values_for(pack, language);
	v.label = without_mark(pack, label, v.language);
	pattern_words(out, &v, v.language->blank);
}

void format_iso_day(struct buf *out, int64_t day)
{
	struct civil c = days_civil(day);
	buf_uint(out, (uint64_t)c.year);
	buf_char(out, '-');
	two_digits(out, c.month);
	buf_char(out, '-');
	two_digits(out, c.day);
}

void format_iso_time(struct buf *out, int64_t seconds)
{
	struct values v = {.second = seconds % DAY_SECONDS, .has_seconds = true};
	format_iso_day(out, seconds / DAY_SECONDS);
	buf_char(out, ' ');
	clock_words(out, &v);
}

/* -- answers ---------------------------------------------------------------------- */

static void format_period(struct buf *out, const struct answer *a, struct values *v)
{
	v->from = days_civil(a->a);
	v->to = days_civil(a->b);
	bool year = v->from.year == v->to.year, month = year && v->from.month == v->to.month;
	if (a->a == a->b)
		format_date(out, v->pack, a->a, v->row);
	else
		pattern_words(out, v,
		              v->language->period[month  ? PERIOD_MONTH
		                                  : year ? PERIOD_YEAR
		                                         : PERIOD_OTHER]);
}

static void format_time(struct buf *out, const struct answer *a, struct values *v)
{
	v->day = a->a / DAY_SECONDS;
	v->second = a->a % DAY_SECONDS;
	v->has_seconds = a->text.n > STR("2026-11-18T13:00").n;
	pattern_words(out, v, v->language->time);
}

static void format_integer(struct buf *out, const struct answer *a, const struct question *q,
                           struct values *v)
{
	v->amount = a->text;
	v->unit = pack_words(v->pack, a->a == 1 ? q->unit : q->units, v->row);
	if (q->unit)
		pattern_words(out, v, v->language->quantity);
	else
		buf_add(out, a->text);
}

static struct str choice_words(const struct pack *pack, const struct choice *choice, uint32_t language)
{
	return pack_words(pack, choice->say ? choice->say : choice->label, language);
}

static struct str joint(const struct pack *pack, const struct question *q, bool last, uint32_t language)
{
	if (q->join[last])
		return pack_words(pack, q->join[last], language);
	return pack_str(pack, pack->languages[language].list[last]);
}

static uint32_t count_bits(uint32_t bits)
{
	uint32_t n = 0;
	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

static void format_options(struct buf *out, const struct pack *pack, const struct question *q,
                           uint32_t options, uint32_t language)
{
	uint32_t done = 0, all = count_bits(options);
	for (uint32_t i = 0; i < q->choices.n; i++) {
		if (!(options & 1u << i))
			continue;
		if (done)
			buf_add(out, joint(pack, q, done + 1 == all, language));
		buf_add(out, choice_words(pack, &pack->choices[q->choices.first + i], language));
		done++;
	}
}

/* The text around a paragraph of the merchant's ends it in its own way. */
static struct str without_stop(const struct pack *pack, struct str prose)
{
	for (uint32_t i = 0; i < pack->n_languages; i++) {
		struct str stop = pack_str(pack, pack->languages[i].stop);
		if (prose.n > stop.n && str_ends(prose, stop))
			return str_sub(prose, 0, prose.n - stop.n);
	}
	return prose;
}

void format_answer(struct buf *out, const struct kase *kase, uint32_t var, uint32_t language)
{
	const struct question *q = pack_question(kase->pack, var);
	const struct answer *a = case_answer(kase, var);
	struct values v = values_for(kase->pack, language);
	switch ((enum type)q->type) {
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		format_options(out, kase->pack, q, a->options, language);
		break;
	case TYPE_INTEGER:
		format_integer(out, a, q, &v);
		break;
	case TYPE_MONEY:
		v.amount = a->text;
		pattern_words(out, &v, v.language->money);
		break;
	case TYPE_DATE:
		format_date(out, kase->pack, a->a, language);
		break;
	case TYPE_TIME:
		format_time(out, a, &v);
		break;
	case TYPE_PERIOD:
		format_period(out, a, &v);
		break;
	case TYPE_NAME:
	case TYPE_CODE:
		buf_add(out, a->text);
		break;
	case TYPE_PROSE:
		buf_add(out, without_stop(kase->pack, a->text));
		break;
	}
}

static bool has_options(const struct pack *pack, uint32_t var)
{
	const struct question *q = pack_question(pack, var);
	return !q || q->type == TYPE_CHOICE || q->type == TYPE_MULTI || q->type == TYPE_YES_NO;
}

static void typed_options(struct buf *out, const struct pack *pack, uint32_t var, uint32_t options)
{
	for (uint32_t i = 0, n = 0; i < pack->vars[var].options; i++)
		if (options & 1u << i) {
			buf_add(out, n++ ? STR(", ") : STR(""));
			buf_add(out, pack_option(pack, var, i));
		}
}

void format_typed(struct buf *out, const struct kase *kase, uint32_t var)
{
	const struct answer *a = case_answer(kase, var);
	bool measure = kase->pack->vars[var].kind == VAR_MEASURE;
	if (has_options(kase->pack, var))
		typed_options(out, kase->pack, var, a->options);
	else if (a->text.n)
		buf_add(out, a->text);
	else
		format_iso_day(out, a->a);
	if (measure && a->text.n && a->options != 1u << MEASURE_NO) {
		buf_char(out, ' ');
		buf_add(out, a->text);
	}
}
