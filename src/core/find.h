/* Things in a text that are no words: numbers of people, addresses, marks. */
#ifndef SHENSU_CORE_FIND_H
#define SHENSU_CORE_FIND_H

#include "core/glyphs.h"

enum find_kind {
#define FIND(name, word, function, meaning) FIND_##name,
#include "core/find.def"
#undef FIND
	FIND_COUNT
};

struct spans {
	struct arena *arena;
	struct span *items;
	uint32_t n, room;
};

/* Appends all of the kind that the text holds. */
void find(struct spans *out, const struct glyphs *glyphs, enum find_kind kind);
/* "mobile" */
struct str find_name(enum find_kind kind);

/* -- for the files of this module alone: find_*.c ---------------------------- */

#define FIND(name, word, function, meaning) void function(struct spans *out, const struct glyphs *glyphs);
#include "core/find.def"
#undef FIND

/* Whether something begins at glyph `i`; where it ends, or where to look next. */
typedef bool find_test(const struct glyphs *glyphs, uint32_t i, uint32_t *end);
/* Appends whatever passes the test, one behind the other.  It is made only
 * where one of the characters of `heads` stands. */
void find_each(struct spans *out, const struct glyphs *glyphs, const char *heads, find_test *test);
/* Appends the glyphs [from, to). */
void find_add(struct spans *out, const struct glyphs *glyphs, uint32_t from, uint32_t to);

#endif
