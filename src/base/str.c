/* Views of bytes: comparing, finding, cutting, and the "did you mean" search.
 * Nothing here allocates or depends on a locale. */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *z)
{
	if (z == NULL)
		return STR("");
	return (struct str){z, strlen(z)};
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);
	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find(struct str s, struct str part, size_t from)
{
	for (size_t i = from; i <= s.n && part.n <= s.n - i; i++)
		if (str_eq(str_sub(s, i, i + part.n), part))
			return i;
	return s.n;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	if (s.n == 0)
		return STR("");
	return (struct str){s.p + from, to - from};
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	size_t from = 0, to = s.n;
	while (from < to && is_space(s.p[from]))
		from++;
	while (to > from && is_space(s.p[to - 1]))
		to--;
	return str_sub(s, from, to);
}

struct str str_cut(struct str *rest, char mark)
{
	struct str all = *rest;
	const char *found = all.n > 0 ? memchr(all.p, mark, all.n) : NULL;
	size_t at = found != NULL ? (size_t)(found - all.p) : all.n;
	*rest = str_sub(all, at + 1, all.n);
	return str_sub(all, 0, at);
}

bool str_uint(struct str s, uint64_t *value)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		uint64_t digit = (uint64_t)(s.p[i] - '0');
		if (sum > (UINT64_MAX - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = sum;
	return s.n > 0;
}

/* Longer words are never compared, so that three rows fit on the stack. */
enum { WORD_MAX = 64 };

static uint8_t least(uint8_t a, uint8_t b, uint8_t c)
{
	uint8_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Fills row `i` of the distance table from the rows of the two letters before. */
static void distance_row(struct str a, struct str b, size_t i, uint8_t rows[3][WORD_MAX + 1])
{
	uint8_t *row = rows[i % 3];
	const uint8_t *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
	row[0] = (uint8_t)i;
	for (size_t j = 1; j <= b.n; j++) {
		bool same = a.p[i - 1] == b.p[j - 1];
		row[j] = least((uint8_t)(row[j - 1] + 1), (uint8_t)(above[j] + 1),
		               (uint8_t)(above[j - 1] + !same));
		bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
		if (swapped && above2[j - 2] + 1 < row[j])
			row[j] = (uint8_t)(above2[j - 2] + 1);
	}
}

/* How many letters must be added, dropped, changed or swapped with the next. */
static size_t distance(struct str a, struct str b)
{
	uint8_t rows[3][WORD_MAX + 1];
	if (a.n > WORD_MAX || b.n > WORD_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= b.n; j++)
		rows[0][j] = (uint8_t)j;
	for (size_t i = 1; i <= a.n; i++)
		distance_row(a, b, i, rows);
	return rows[a.n % 3][b.n];
}

struct str str_nearest(struct str word, const struct str *candidates, size_t n)
{
	size_t allowed = word.n / 3 > 1 ? word.n / 3 : 1;
	struct str best = STR("");
	for (size_t i = 0; i < n; i++) {
		size_t d = distance(word, candidates[i]);
		if (d > allowed)
			continue;
		best = candidates[i];
		if (d == 0)
			return best;
		allowed = d - 1;
	}
	return best;
}
