/* See find.h. */
#include "core/find.h"

#include "base/utf8.h"

static const struct {
	const char *name;
	void (*function)(struct spans *, const struct glyphs *);
} finders[] = {
#define FIND(name, word, function, meaning) {word, function},
#include "core/find.def"
#undef FIND
};

void find(struct spans *out, const struct glyphs *g, enum find_kind kind)
{
	finders[kind].function(out, g);
}

struct str find_name(enum find_kind kind)
{
	return str_of(finders[kind].name);
}

void find_add(struct spans *out, const struct glyphs *g, uint32_t from, uint32_t to)
{
	out->items = arena_grow(out->arena, out->items, out->n, &out->room, sizeof *out->items);
	out->items[out->n++] = (struct span){g->at[from], g->at[to]};
}

/* -- what may begin ------------------------------------------------------------------ */

enum { WIDE_MAX = 40 };

struct heads {
	uint64_t ascii[2]; /* one bit each */
	uint32_t wide[WIDE_MAX], n;
};

static void read_heads(struct heads *heads, struct str characters)
{
	for (size_t at = 0; at < characters.n;) {
		uint32_t code = utf8_next(characters, &at);
		if (code < 128)
			heads->ascii[code / 64] |= (uint64_t)1 << code % 64;
		else if (heads->n < WIDE_MAX)
			heads->wide[heads->n++] = code;
	}
}

static bool is_head(const struct heads *heads, uint32_t code)
{
	if (code < 128)
		return heads->ascii[code / 64] >> code % 64 & 1;
	for (uint32_t i = 0; i < heads->n; i++)
		if (heads->wide[i] == code)
			return true;
	return false;
}

void find_each(struct spans *out, const struct glyphs *g, const char *characters, find_test *test)
{
	struct heads heads = {.n = 0};
	read_heads(&heads, str_of(characters));
	for (uint32_t i = 0, end; i < g->n; i = end) {
		end = i + 1;
		if (is_head(&heads, g->code[i]) && test(g, i, &end))
			find_add(out, g, i, end);
	}
}

/* -- what the finders share --------------------------------------------------------------- */

bool find_among(uint32_t code, const char *characters)
{
	struct str s = str_of(characters);
	for (size_t at = 0; at < s.n;)
		if (utf8_next(s, &at) == code)
			return true;
	return false;
}

bool find_one_of(const struct glyphs *g, uint32_t i, const char *const *words)
{
	for (int k = 0; words[k]; k++)
		if (glyphs_have(g, i, words[k]))
			return true;
	return false;
}

bool find_before(const struct glyphs *g, uint32_t i, uint32_t reach, const char *const *words)
{
	for (uint32_t back = 1; back <= reach && back <= i; back++) {
		if (glyph_is_end(g->code[i - back]))
			return false;
		if (find_one_of(g, i - back, words))
			return true;
	}
	return false;
}

bool find_begins_word(const struct glyphs *g, uint32_t i)
{
	uint32_t before = glyph(g, (int64_t)i - 1);
	return !glyph_is_word(before) && before != '*';
}
