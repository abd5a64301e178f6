/* See nearest.h. */
#include "cli/nearest.h"

#include <string.h>

enum { LONGEST = 32, ROW = LONGEST + 1 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One row of the table of distances: `at` letters of `a` against all of `b`. */
static void fill_row(size_t row[3][ROW], const char *a, const char *b, size_t at)
{
	memmove(row[0], row[1], 2 * sizeof(row[0]));
	row[2][0] = at;
	for (size_t i = 1; b[i - 1]; i++) {
		size_t best = row[1][i - 1] + (a[at - 1] != b[i - 1]);
		best = least(best, least(row[1][i], row[2][i - 1]) + 1);
		if (at > 1 && i > 1 && a[at - 1] == b[i - 2] && a[at - 2] == b[i - 1])
			best = least(best, row[0][i - 2] + 1);
		row[2][i] = best;
	}
}

static size_t distance(const char *a, const char *b)
{
	size_t row[3][ROW] = {0}, n = strlen(a), m = strlen(b);

	for (size_t i = 0; i <= m; i++)
		row[2][i] = i;
	for (size_t at = 1; at <= n; at++)
		fill_row(row, a, b, at);
	return row[2][m];
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t n = strlen(nearest->word), most = n < 6 ? 2 : n / 3, d = 0;

	if (n < 2 || n > LONGEST || strlen(name) > LONGEST)
		return;
	/* A word that was not finished is no misspelling. */
	if (strncmp(name, nearest->word, n))
		d = distance(nearest->word, name);
	if (d > most || d >= n || (nearest->name && d >= nearest->distance))
		return;
	nearest->name = name;
	nearest->distance = d;
}
