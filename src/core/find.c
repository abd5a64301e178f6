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

enum { CODES = 0x10000 };

/* One bit a code point of the basic plane. */
struct set {
	uint8_t bits[CODES / 8];
};

static bool holds(const struct set *set, uint32_t code)
{
	return code < CODES && set->bits[code / 8] >> code % 8 & 1;
}

static void add_all(struct set *set, struct str characters)
{
	for (size_t at = 0; at < characters.n;) {
		uint32_t code = utf8_next(characters, &at);
		set->bits[code / 8] |= (uint8_t)(1 << code % 8);
	}
}

void find_each(struct spans *out, const struct glyphs *g, const char *heads, find_test *test)
{
	struct set set = {{0}};
	add_all(&set, str_of(heads));
	for (uint32_t i = 0, end; i < g->n; i = end) {
		end = i + 1;
		if (holds(&set, g->code[i]) && test(g, i, &end))
			find_add(out, g, i, end);
	}
}
