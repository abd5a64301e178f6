/* "Did you mean": the nearest of a few names. */
#ifndef SHENSU_CLI_NEAREST_H
#define SHENSU_CLI_NEAREST_H

#include <stddef.h>

/* A search: start with {word}, offer the names, look at `name` (NULL: none is
 * near).  Swapped neighbours count as one mistake. */
struct nearest {
	const char *word;
	const char *name;
	size_t distance;
};

void nearest_offer(struct nearest *nearest, const char *name);

#endif
