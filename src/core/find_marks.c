/* Punctuation by GB/T 15834, as far as a program can tell, and what nobody
 * can see. */
#include "base/utf8.h"
#include "core/find.h"

enum {
	COMMA = 0xFF0C,
	STOP = 0x3002,
	LIST = 0x3001,
	COLON = 0xFF1A,
	SEMICOLON = 0xFF1B,
	QUESTION = 0xFF1F,
	EXCLAMATION = 0xFF01,
	ELLIPSIS = 0x2026,
	DASH = 0x2014,
	OPEN_QUOTE = 0x201C,
	CLOSE_QUOTE = 0x201D,
	OPEN_TITLE = 0x300A,
	CLOSE_TITLE = 0x300B,
	OPEN_ROUND = 0xFF08,
	CLOSE_ROUND = 0xFF09,
	WIDE_BLANK = 0x3000
};

/* Glyphs from `i` on that are all `code`. */
static uint32_t run(const struct glyphs *g, uint32_t i, uint32_t code)
{
	uint32_t n = 0;
	while (glyph(g, i + n) == code && code)
		n++;
	return n;
}

/* -- one mark too many ------------------------------------------------------------ */

static bool is_exclamation(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t code = glyph(g, i);
	if (code != EXCLAMATION && code != '!')
		return false;
	while (glyph(g, *end) == EXCLAMATION || glyph(g, *end) == '!')
		++*end;
	bool greeting = i > 1 && (glyphs_have(g, i - 2, "您好") || glyphs_have(g, i - 2, "敬礼") ||
	                          glyphs_have(g, i - 2, "你好"));
	return !greeting || *end > i + 1;
}

void find_exclamation(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "！!", is_exclamation);
}

static bool is_stop(uint32_t code)
{
	return code == COMMA || code == STOP || code == LIST || code == COLON || code == SEMICOLON ||
	       code == QUESTION;
}

/* 。。。 is a wrong ellipsis, ！！ has a rule of its own. */
static bool is_doubled(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	if (!is_stop(glyph(g, i)) || run(g, i, STOP) > 2)
		return false;
	while (is_stop(glyph(g, *end)))
		++*end;
	return *end > i + 1;
}

/* In Latin lines ,, and ;; and ?? */
static bool is_doubled_narrow(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t code = glyph(g, i);
	if (code != ',' && code != ';' && code != '?')
		return false;
	*end = i + run(g, i, code);
	return *end > i + 1;
}

void find_doubled(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "，。、：；？", is_doubled);
	find_each(out, g, ",;?", is_doubled_narrow);
}

static bool is_list_comma(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t before = glyph(g, (int64_t)i - 1), after = glyph(g, *end);
	return glyph(g, i) == LIST && ((before == CLOSE_TITLE && after == OPEN_TITLE) ||
	                               (before == CLOSE_QUOTE && after == OPEN_QUOTE));
}

void find_list_comma(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "、", is_list_comma);
}

/* -- the wrong mark ------------------------------------------------------------------ */

static bool is_narrow_mark(uint32_t code)
{
	return code == ',' || code == ';' || code == ':' || code == '?' || code == '(' || code == ')' ||
	       code == '"' || code == '.' || code == '!';
}

/* A dot within a name or number, and 1. in front of a sentence. */
static bool is_point(const struct glyphs *g, uint32_t i)
{
	return glyph(g, i) == '.' &&
	       (glyph_is_word(glyph(g, (int64_t)i - 1)) || glyph_is_word(glyph(g, i + 1)) ||
	        glyph(g, i + 1) == '.' || glyph(g, (int64_t)i - 1) == '.');
}

static bool is_half_width(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	bool beside = glyph_is_han(glyph(g, (int64_t)i - 1)) || glyph_is_han(glyph(g, *end));
	return is_narrow_mark(glyph(g, i)) && beside && !is_point(g, i) && g->writing[i] == WRITING_HAN;
}

void find_half_width(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, ",;:?().!\"", is_half_width);
}

static bool is_ellipsis(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t code = glyph(g, i), n = run(g, i, code);
	if (g->writing[i] != WRITING_HAN || (code != '.' && code != STOP && code != ELLIPSIS))
		return false;
	*end = i + n;
	if (code != ELLIPSIS)
		return n > 2;
	return n != 2 || glyph(g, (int64_t)i - 1) == 0x7B49; /* 等 */
}

void find_ellipsis(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, ".。…", is_ellipsis);
}

static bool is_dash(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t code = glyph(g, i), n = run(g, i, code);
	if (g->writing[i] != WRITING_HAN || (code != '-' && code != DASH))
		return false;
	*end = i + n;
	bool rule = code == '-' && !glyph_is_han(glyph(g, (int64_t)i - 1)) && !glyph_is_han(glyph(g, *end));
	return n > (code == '-' ? 1u : 2u) && !rule;
}

void find_dash(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "-—", is_dash);
}

/* 9月1日~9月3日, 20%~40% */
static bool is_range(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t before = glyph(g, (int64_t)i - 1), after = glyph(g, *end);
	return glyph(g, i) == '~' && g->writing[i] == WRITING_HAN && glyph_is_digit(after) &&
	       (glyph_is_digit(before) || glyph_is_han(before) || before == '%');
}

void find_range(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "~", is_range);
}

/* Many blanks are layout, such as a name and a date on one line. */
static bool is_blank(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t n = run(g, i, ' ');
	*end = i + (n ? n : 1);
	return n > 0 && n < 4 && glyph_is_han(glyph(g, (int64_t)i - 1)) && glyph_is_han(glyph(g, *end));
}

void find_blank(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, " ", is_blank);
}

/* -- numbers in front of paragraphs --------------------------------------------------- */

static bool is_numeral(uint32_t code)
{
	static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341}; /* 一 to 十 */
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (numerals[i] == code)
			return true;
	return false;
}

static bool begins_line(const struct glyphs *g, uint32_t i)
{
	while (i > 0 && (g->code[i - 1] == ' ' || g->code[i - 1] == WIDE_BLANK))
		i--;
	return i == 0 || g->code[i - 1] == '\n';
}

static uint32_t skip(const struct glyphs *g, uint32_t i, bool (*is)(uint32_t))
{
	while (is(glyph(g, i)))
		i++;
	return i;
}

/* 1、 and 一. and 一． */
static bool is_wrong_ordinal(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t digits = skip(g, i, glyph_is_digit), numerals = skip(g, i, is_numeral);
	*end = (digits > i ? digits : numerals) + 1;
	if (digits > i && digits < i + 3)
		return glyph(g, digits) == LIST && glyph_is_han(glyph(g, digits + 1));
	uint32_t mark = glyph(g, numerals);
	return numerals > i && (mark == '.' || mark == 0xFF0E || mark == ',');
}

/* （一）、 */
static bool is_overfull(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t inside = glyph(g, i) == OPEN_ROUND ? skip(g, i + 1, is_numeral) : i;
	*end = inside + 2;
	return inside > i + 1 && glyph(g, inside) == CLOSE_ROUND && glyph(g, inside + 1) == LIST;
}

static bool is_ordinal(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	bool found = begins_line(g, i) && (is_wrong_ordinal(g, i, end) || is_overfull(g, i, end));
	*end = found ? *end : i + 1;
	return found;
}

void find_ordinal(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0123456789一二三四五六七八九十（", is_ordinal);
}

/* -- pairs -------------------------------------------------------------------------------- */

enum { DEPTH_MAX = 100 };

static const uint32_t pairs[][2] = {
        {OPEN_ROUND, CLOSE_ROUND},
        {'(', ')'},
        {OPEN_QUOTE, CLOSE_QUOTE},
        {OPEN_TITLE, CLOSE_TITLE},
        {0x3010, 0x3011},
        {0xFF3B, 0xFF3D},
        {0x300C, 0x300D},
        {0x3008, 0x3009},
        {'[', ']'},
        {'{', '}'},
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

static int pair_of(uint32_t code, int side)
{
	for (int i = 0; i < PAIRS; i++)
		if (pairs[i][side] == code)
			return i;
	return -1;
}

/* Brackets that are open; within one paragraph. */
struct opened {
	uint32_t at[DEPTH_MAX];
	int kind[DEPTH_MAX], n;
};

static void close_all(struct spans *out, const struct glyphs *g, struct opened *opened)
{
	while (opened->n > 0) {
		uint32_t i = opened->at[--opened->n];
		find_add(out, g, i, i + 1);
	}
}

/* 1) and 2） in front of an item, and （1） closed by ). */
static bool is_item(const struct glyphs *g, uint32_t i)
{
	uint32_t from = i;
	while (from > 0 && (glyph_is_word(g->code[from - 1]) || is_numeral(g->code[from - 1])))
		from--;
	return i - from > 0 && i - from < 3 && begins_line(g, from);
}

/* A bracket of the other width closes as well: that it is wrong is found by is_half_width. */
static bool is_closed_by(int open, int close)
{
	return open == close || (open < 2 && close < 2);
}

static void close_one(struct spans *out, const struct glyphs *g, struct opened *opened, uint32_t i, int kind)
{
	if (opened->n && is_closed_by(opened->kind[opened->n - 1], kind))
		opened->n--;
	else if (kind > 1 || !is_item(g, i))
		find_add(out, g, i, i + 1);
}

void find_unpaired(struct spans *out, const struct glyphs *g)
{
	struct opened opened = {.n = 0};
	for (uint32_t i = 0; i < g->n; i++) {
		int open = pair_of(g->code[i], 0), close = pair_of(g->code[i], 1);
		if (g->code[i] == '\n' || opened.n == DEPTH_MAX)
			close_all(out, g, &opened);
		if (open >= 0) {
			opened.at[opened.n] = i;
			opened.kind[opened.n++] = open;
		} else if (close >= 0) {
			close_one(out, g, &opened, i, close);
		}
	}
	close_all(out, g, &opened);
}

/* -- what nobody can see --------------------------------------------------------------------- */

void find_invisible(struct spans *out, const struct glyphs *g)
{
	for (uint32_t i = 0; i < g->n_hidden; i++) {
		size_t end = g->hidden[i];
		utf8_next(g->text, &end);
		out->items = arena_grow(out->arena, out->items, out->n, &out->room, sizeof *out->items);
		out->items[out->n++] = (struct span){g->hidden[i], (uint32_t)end};
	}
}
