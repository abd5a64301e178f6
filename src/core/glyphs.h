/* A text as code points that can be compared: one case, one width of letters
 * and digits, no invisible characters, so that a word is found however it was
 * typed. */
#ifndef SHENSU_CORE_GLYPHS_H
#define SHENSU_CORE_GLYPHS_H

#include "base/arena.h"

struct glyphs {
	struct str text;
	const uint32_t *code;   /* folded; 0 behind the last one */
	const uint32_t *at;     /* offset of each in the text; at[n] is its end */
	const uint8_t *writing; /* enum writing of the line in which each stands */
	uint32_t n;
	const uint32_t *hidden; /* offsets of the invisible characters, which are left out */
	uint32_t n_hidden;
};

enum writing { WRITING_LATIN, WRITING_HAN };

/* Bytes [from, to) of the text. */
struct span {
	uint32_t from, to;
};

/* `text` is valid UTF-8.  A line that only wraps Latin words ends in a blank
 * instead of a newline. */
void glyphs_make(struct glyphs *glyphs, struct arena *arena, struct str text);
/* The same for one code point, as sayings hold it. */
uint32_t glyph_fold(uint32_t code);

/* The code at `i`; 0 before the first and behind the last. */
static inline uint32_t glyph(const struct glyphs *glyphs, int64_t i)
{
	return i < 0 || i >= glyphs->n ? 0 : glyphs->code[i];
}

bool glyph_is_han(uint32_t code);
bool glyph_is_digit(uint32_t code);
bool glyph_is_letter(uint32_t code); /* of the Latin alphabet, folded */
bool glyph_is_word(uint32_t code);   /* a digit or letter */
bool glyph_is_end(uint32_t code);    /* ends a sentence or a line */
/* Whether the words of the literal stand at `i`. */
bool glyphs_have(const struct glyphs *glyphs, uint32_t i, const char *words);

#endif
