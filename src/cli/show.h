/* Text of unknown origin on its way to a terminal: how wide each character is
 * and what stands in for one that could steer the terminal. */
#ifndef SHENSU_CLI_SHOW_H
#define SHENSU_CLI_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/text.h"

/* One character as it is shown. */
struct glyph {
	size_t bytes;      /* that it takes in the text, at least 1 */
	size_t width;      /* columns that it takes on the screen */
	char stand_in[16]; /* what to print for it; empty: the bytes themselves */
};

/* The character at the start of bytes[0..length), length > 0. */
struct glyph glyph_at(const char *bytes, size_t length);
void glyph_add(struct text *out, const char *bytes, const struct glyph *glyph);
/* Appends a text; with `lines`, line breaks and tabs in it stay what they are. */
void show(struct text *out, const char *bytes, size_t length, bool lines);

#endif
