/* UTF-8, checked once at the border and walked afterwards. */
#ifndef SHENSU_BASE_UTF8_H
#define SHENSU_BASE_UTF8_H

#include "base/str.h"

/* Decodes the code point at `*at` and moves `*at` behind it.
 * At a malformed byte it returns UTF8_BAD and moves one byte on. */
#define UTF8_BAD 0xFFFFFFFFu
uint32_t utf8_next(struct str s, size_t *at);
/* Offset of the first malformed byte (overlong forms, surrogates and what is
 * above U+10FFFF are malformed), or s.n. */
size_t utf8_check(struct str s);
/* Writes `code` to `out` (4 bytes at most); returns the number of bytes. */
size_t utf8_encode(uint32_t code, char *out);
size_t utf8_count(struct str s);
/* Length in UTF-16 units, a newline counted as 2: what the strictest text
 * box counts. */
size_t utf8_form_length(struct str s);
/* A code point that no value and no rule may hold: C0 and C1 controls
 * (newline and tab are the caller's affair), bidirectional controls, line
 * separators, the zero-width blank and byte-order marks, non-characters. */
bool utf8_forbidden(uint32_t code);

#endif
