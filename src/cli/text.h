/* Text that grows, for what the program says about itself: messages and help.
 * Nothing here knows a language. */
#ifndef SHENSU_CLI_TEXT_H
#define SHENSU_CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Starts as {0}. */
struct text {
	char *p;
	size_t n, room;
};

void text_add(struct text *text, const char *bytes, size_t length);
void text_put(struct text *text, const char *words);
void text_repeat(struct text *text, char c, size_t n);
/* In decimal, right-aligned in `width` columns. */
void text_number(struct text *text, uint64_t value, size_t width);
/* Writes the text to standard error, in one piece, and frees it. */
void text_say(struct text *text);
void text_free(struct text *text);

#endif
