/* A set of hashes, for what need not be looked at twice. */
#ifndef SHENSU_TESTS_SEEN_H
#define SHENSU_TESTS_SEEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct seen {
	uint64_t *items;
	uint32_t n, room;
};

/* False when it is there already. */
bool seen_add(struct seen *seen, uint64_t hash);
bool seen_has(const struct seen *seen, uint64_t hash);
void seen_clear(struct seen *seen);

uint64_t seen_blend(uint64_t hash, uint64_t value);
uint64_t seen_text(uint64_t hash, struct str text);

#endif
