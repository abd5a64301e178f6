/* See lint.h.  One walk over the text: at each character the sayings that
 * begin with it are tried.  What overlaps an exception, or stands between
 * quotation marks as the name of a violation or reason, is then dropped. */
#include "core/lint.h"

#include <stdlib.h>

struct search {
	const struct pack *pack;
	const struct lint_options *options;
	struct arena *arena;
	struct glyphs glyphs;
	struct remarks found, excepted;
};

static void push(struct search *s, struct remarks *list, uint32_t rule, struct span span)
{
	list->items = arena_grow(s->arena, list->items, list->n, &list->room, sizeof *list->items);
	list->items[list->n++] = (struct remark){rule, span};
}

static bool is_active(const struct search *s, uint32_t rule)
{
	const struct wording *w = &s->pack->wordings[rule];
	if (s->options->answers && !w->answers)
		return false;
	return w->stances == ANY_STANCE ||
	       (s->options->stance != NO_ROW && w->stances & 1u << s->options->stance);
}

/* -- sayings ----------------------------------------------------------------------- */

static uint32_t code_of(const struct search *s, const struct saying *p, uint32_t i)
{
	return s->pack->numbers[p->codes.first + i];
}

/* The first saying that begins with `code`. */
static uint32_t first_with(const struct search *s, uint32_t code)
{
	uint32_t low = 0, high = s->pack->n_sayings;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (s->pack->sayings[middle].head < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum { GAP_WORDS = 10, WORD_MAX = 40 };

/* The place behind the next character, or Latin word, of the sentence. */
static uint32_t step(const struct glyphs *g, uint32_t at)
{
	uint32_t end = at;
	while (end < at + WORD_MAX && glyph_is_word(glyph(g, end)))
		end++;
	return end > at ? end : at + 1;
}

/* Where the code that fits at `at` ends, or 0: a number is all its digits,
 * and a blank any number of them, none where one stands before. */
static uint32_t behind(const struct glyphs *g, uint32_t code, uint32_t at)
{
	uint32_t end = at;
	if (code != CODE_DIGIT && code != ' ')
		return glyph(g, at) == code ? at + 1 : 0;
	while (code == ' ' ? glyph(g, end) == ' ' : glyph_is_digit(glyph(g, end)))
		end++;
	return end > at || (code == ' ' && glyph(g, (int64_t)at - 1) == ' ') ? end : 0;
}

static uint32_t match(const struct search *s, const struct saying *p, uint32_t i, uint32_t at);

/* The longest match of the branches of the group that opens at `i`.  Most
 * are ruled out by their first character. */
static uint32_t match_group(const struct search *s, const struct saying *p, uint32_t i, uint32_t at)
{
	const uint32_t *codes = s->pack->numbers + p->codes.first;
	uint32_t longest = 0, here = glyph(&s->glyphs, at);
	for (; codes[i] != CODE_CLOSE; i++) {
		bool begins = codes[i] == CODE_OPEN || codes[i] == CODE_OR;
		if (!begins || (codes[i + 1] < CODE_DIGIT && codes[i + 1] != ' ' && codes[i + 1] != here))
			continue;
		uint32_t end = match(s, p, i + 1, at);
		longest = end > longest ? end : longest;
	}
	return longest;
}

/* The nearest match behind a gap, of which `i` is the next code. */
static uint32_t match_gap(const struct search *s, const struct saying *p, uint32_t i, uint32_t at)
{
	for (int words = 0; words <= GAP_WORDS && !glyph_is_end(glyph(&s->glyphs, at)); words++) {
		uint32_t end = match(s, p, i, at);
		if (end)
			return end;
		at = step(&s->glyphs, at);
	}
	return 0;
}

static uint32_t skip_group(const struct search *s, const struct saying *p, uint32_t i)
{
	while (code_of(s, p, i) != CODE_CLOSE)
		i++;
	return i + 1;
}

/* Where the rest of the saying, from its code `i` on, ends at `at`; or 0.
 * Latin words and numbers match whole. */
static uint32_t match(const struct search *s, const struct saying *p, uint32_t i, uint32_t at)
{
	const struct glyphs *g = &s->glyphs;
	while (i < p->codes.n) {
		uint32_t code = code_of(s, p, i);
		if (code == CODE_OPEN)
			return match_group(s, p, i, at);
		if (code == CODE_GAP)
			return match_gap(s, p, i + 1, at);
		if (code == CODE_OR || code == CODE_CLOSE) {
			i = skip_group(s, p, i);
			continue;
		}
		at = behind(g, code, at);
		if (!at)
			return 0;
		i++;
	}
	return glyph_is_word(glyph(g, at)) && glyph_is_word(glyph(g, (int64_t)at - 1)) ? 0 : at;
}

static uint32_t language_at(const struct search *s, uint32_t i)
{
	const struct profile *p = s->pack->profile;
	if (s->options->language != NO_ROW)
		return s->options->language;
	return s->glyphs.writing[i] == WRITING_HAN ? p->han : p->latin;
}

static void try_saying(struct search *s, const struct saying *p, uint32_t i)
{
	const struct glyphs *g = &s->glyphs;
	if (p->language != language_at(s, i) || (p->rule != NO_ROW && !is_active(s, p->rule)))
		return;
	uint32_t end = match(s, p, 0, i);
	if (end)
		push(s, p->except ? &s->excepted : &s->found, p->rule, (struct span){g->at[i], g->at[end]});
}

/* The sayings that can begin with `head` at `i`. */
static void try_head(struct search *s, uint32_t head, uint32_t i)
{
	uint32_t next = glyph(&s->glyphs, i + 1);
	for (uint32_t row = first_with(s, head); row < s->pack->n_sayings; row++) {
		const struct saying *p = &s->pack->sayings[row];
		if (p->head != head)
			return;
		if (!p->next || head == CODE_DIGIT || p->next == next)
			try_saying(s, p, i);
	}
}

static void find_sayings(struct search *s)
{
	const struct glyphs *g = &s->glyphs;
	for (uint32_t i = 0; i < g->n; i++) {
		if (glyph_is_word(g->code[i]) && glyph_is_word(glyph(g, (int64_t)i - 1)))
			continue;
		try_head(s, g->code[i], i);
		if (glyph_is_digit(g->code[i]))
			try_head(s, CODE_DIGIT, i);
	}
}

static void find_kinds(struct search *s, uint32_t rule)
{
	for (int kind = 0; kind < FIND_COUNT; kind++) {
		struct spans spans = {.arena = s->arena};
		if (!(s->pack->wordings[rule].kinds & 1u << kind))
			continue;
		find(&spans, &s->glyphs, (enum find_kind)kind);
		for (uint32_t i = 0; i < spans.n; i++)
			push(s, &s->found, rule, spans.items[i]);
	}
}

/* -- what is harmless ----------------------------------------------------------------- */

static int compare(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* By place; of those that begin together the longest first, then the first rule. */
static int by_place(const void *a, const void *b)
{
	const struct remark *x = a, *y = b;
	int from = compare(x->span.from, y->span.from), to = compare(y->span.to, x->span.to);
	return from ? from : to ? to : compare(x->rule, y->rule);
}

static void sort(struct remarks *list)
{
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, by_place);
}

/* No saying is longer, so no earlier exception can reach this far. */
enum { SAYING_BYTES_MAX = 1200 };

/* `*row` is where to begin: exceptions before it end too early for all that follows. */
static bool is_excepted(const struct search *s, const struct remark *r, uint32_t *row)
{
	const struct remarks *list = &s->excepted;
	while (*row < list->n && list->items[*row].span.from + SAYING_BYTES_MAX < r->span.from)
		++*row;
	for (uint32_t i = *row; i < list->n && list->items[i].span.from < r->span.to; i++)
		if (list->items[i].span.to > r->span.from &&
		    (list->items[i].rule == NO_ROW || list->items[i].rule == r->rule))
			return true;
	return false;
}

enum { QUOTE_BYTES_MAX = 200 };

static bool is_at(struct str text, size_t at, struct str mark)
{
	return str_starts(str_sub(text, at, text.n), mark);
}

/* What stands between the quotation marks around a span; nothing without them. */
static struct str quoted(const struct search *s, struct span span)
{
	struct str text = s->glyphs.text, open = STR("“"), close = STR("”");
	size_t least = span.from > QUOTE_BYTES_MAX ? span.from - QUOTE_BYTES_MAX : 0, from = span.from;
	while (from > least && !is_at(text, from, open) && text.p[from] != '\n')
		if (is_at(text, --from, close))
			return STR("");
	struct str rest = str_sub(text, span.to, span.to + (size_t)QUOTE_BYTES_MAX);
	size_t to = str_find(rest, close, 0);
	if (!is_at(text, from, open) || to == rest.n)
		return STR("");
	return str_sub(text, from + open.n, span.to + to);
}

static bool is_named(const struct pack *pack, words_id words, struct str name)
{
	for (uint32_t i = 0; i < pack->n_languages; i++)
		if (str_eq(pack_words(pack, words, i), name))
			return true;
	return false;
}

/* The official name of a violation, a reason or an answer. */
static bool is_official(const struct pack *pack, struct str name)
{
	bool found = false;
	for (uint32_t i = 0; i < pack->n_violations && !found; i++)
		found = is_named(pack, pack->violations[i].name, name);
	for (uint32_t i = 0; i < pack->n_reasons && !found; i++)
		found = is_named(pack, pack->reasons[i].name, name);
	for (uint32_t i = 0; i < pack->n_choices && !found; i++)
		found = is_named(pack, pack->choices[i].label, name);
	return found;
}

static bool is_harmless_quote(const struct search *s, const struct remark *r)
{
	struct str inside = quoted(s, r->span);
	return inside.n && (s->pack->wordings[r->rule].outside_quotes || is_official(s->pack, inside));
}

/* Of one rule no two remarks overlap, and none repeats another's place. */
static void keep(struct search *s, struct remarks *out)
{
	uint32_t *ends = arena_many(s->arena, uint32_t, s->pack->n_wordings + 1), row = 0;
	struct span last = {0, 0};
	for (uint32_t i = 0; i < s->found.n && !out->more; i++) {
		const struct remark *r = &s->found.items[i];
		bool again =
		        r->span.from < ends[r->rule] || (r->span.from == last.from && r->span.to == last.to);
		if (again || is_excepted(s, r, &row) || is_harmless_quote(s, r))
			continue;
		ends[r->rule] = r->span.to;
		last = r->span;
		out->more = out->n == REMARKS_MAX;
		if (!out->more)
			push(s, out, r->rule, r->span);
	}
}

void lint(struct remarks *out, struct arena *arena, const struct pack *pack, struct str text,
          const struct lint_options *options)
{
	struct search s = {.pack = pack, .options = options, .arena = arena};
	*out = (struct remarks){0};
	glyphs_make(&s.glyphs, arena, text);
	if (!options->answers)
		find_sayings(&s);
	for (uint32_t rule = 0; rule < pack->n_wordings; rule++)
		if (is_active(&s, rule))
			find_kinds(&s, rule);
	sort(&s.found);
	sort(&s.excepted);
	keep(&s, out);
}

/* -- by name ------------------------------------------------------------------------------ */

uint32_t lint_stance(struct arena *arena, const struct pack *pack, struct str name, struct str *all)
{
	uint32_t var = pack->violations[0].stance;
	struct buf list = {.arena = arena};
	for (uint32_t i = 0; i < pack->vars[var].options; i++) {
		struct str stance = pack_option(pack, var, i);
		if (str_eq(stance, name))
			return i;
		buf_add(&list, i ? STR(", ") : STR(""));
		buf_add(&list, stance);
	}
	*all = buf_str(&list);
	return NO_ROW;
}

uint32_t lint_rule(const struct pack *pack, struct str id)
{
	for (uint32_t i = 0; i < pack->n_wordings; i++)
		if (str_eq(pack_str(pack, pack->wordings[i].id), id))
			return i;
	return NO_ROW;
}
