/* A view of bytes: pointer and length, owning nothing.  Text is UTF-8 that
 * was checked when it came in; only the border to the system needs a NUL. */
#ifndef SHENSU_BASE_STR_H
#define SHENSU_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* The view of a NUL-terminated string; NULL gives the empty view. */
struct str str_of(const char *z);
bool str_eq(struct str a, struct str b);
/* Byte order, shorter first among equals: negative, 0 or positive. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first `part` in `s` at or after `from`, or s.n. */
size_t str_find(struct str s, struct str part, size_t from);
/* The bytes [from, to) of `s`; both are clamped to its length. */
struct str str_sub(struct str s, size_t from, size_t to);
/* Without blanks, tabs and newlines at both ends. */
struct str str_trim(struct str s);
/* Cuts what stands before `mark` off the front of `*rest` and returns it;
 * the mark is dropped.  Without a mark all of `*rest` is returned. */
struct str str_cut(struct str *rest, char mark);
/* Reads an unsigned decimal number that is the whole of `s`. */
bool str_uint(struct str s, uint64_t *value);
/* The candidate nearest to a misspelt `word` (at most a third of its letters
 * changed), or the empty view.  Used for "did you mean". */
struct str str_nearest(struct str word, const struct str *candidates, size_t n);

#endif
