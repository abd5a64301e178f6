/* See text.h. */
#include "cli/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/memory.h"

void text_add(struct text *text, const char *bytes, size_t length)
{
	if (length > text->room - text->n || !text->p) {
		text->room = 2 * text->room + length + 256;
		text->p = realloc(text->p, text->room);
	}
	if (!text->p)
		memory_out(NULL);
	if (length)
		memcpy(text->p + text->n, bytes, length);
	text->n += length;
}

void text_put(struct text *text, const char *words)
{
	text_add(text, words, strlen(words));
}

void text_repeat(struct text *text, char c, size_t n)
{
	while (n--)
		text_add(text, &c, 1);
}

void text_number(struct text *text, uint64_t value, size_t width)
{
	char digits[20];
	size_t n = 0;

	do
		digits[sizeof(digits) - ++n] = (char)('0' + value % 10);
	while (value /= 10);
	if (width > n)
		text_repeat(text, ' ', width - n);
	text_add(text, digits + sizeof(digits) - n, n);
}

void text_say(struct text *text)
{
	/* When standard error cannot be written there is no place left to say so. */
	if (!write_all(STDERR_FILENO, text->p, text->n))
		text->n = 0;
	text_free(text);
}

void text_free(struct text *text)
{
	free(text->p);
	*text = (struct text){0};
}
