/* See seen.h.  Open addressing; 0 is a free place. */
#include "seen.h"

#include <stdlib.h>
#include <string.h>

static void grow(struct seen *seen)
{
	struct seen old = *seen;
	*seen = (struct seen){.room = old.room ? old.room * 2 : 1 << 12};
	seen->items = calloc(seen->room, sizeof *seen->items);
	if (!seen->items)
		abort();
	for (uint32_t i = 0; i < old.room; i++)
		if (old.items[i])
			seen_add(seen, old.items[i]);
	free(old.items);
}

/* Its place, or the free one where it would be. */
static uint32_t place_of(const struct seen *seen, uint64_t hash)
{
	uint32_t at = (uint32_t)(hash ^ hash >> 32) & (seen->room - 1);
	while (seen->items[at] && seen->items[at] != hash)
		at = (at + 1) & (seen->room - 1);
	return at;
}

bool seen_add(struct seen *seen, uint64_t hash)
{
	if (seen->n * 2 >= seen->room)
		grow(seen);
	hash = hash ? hash : 1;
	uint32_t at = place_of(seen, hash);
	if (seen->items[at])
		return false;
	seen->items[at] = hash;
	seen->n++;
	return true;
}

bool seen_has(const struct seen *seen, uint64_t hash)
{
	hash = hash ? hash : 1;
	return seen->room && seen->items[place_of(seen, hash)] == hash;
}

void seen_clear(struct seen *seen)
{
	free(seen->items);
	*seen = (struct seen){0};
}

uint64_t seen_blend(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

uint64_t seen_text(uint64_t hash, struct str text)
{
	size_t at = 0;
	for (uint64_t word; at + sizeof word <= text.n; at += sizeof word) {
		memcpy(&word, text.p + at, sizeof word);
		hash = seen_blend(hash, word);
	}
	for (; at < text.n; at++)
		hash = seen_blend(hash, (unsigned char)text.p[at]);
	return seen_blend(hash, text.n);
}
