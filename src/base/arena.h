/* Memory by lifetime: an arena hands out bytes and gives all back at once.
 * All arenas of a host draw on one budget, so that a hostile input ends in
 * the host's own call-back and never in an exhausted machine. */
#ifndef SHENSU_BASE_ARENA_H
#define SHENSU_BASE_ARENA_H

#include "base/str.h"

struct memory {
	size_t used, limit;             /* bytes */
	void (*exhausted)(void *host);  /* must not return */
	void *host;
};

struct arena {
	struct memory *memory;
	struct arena_chunk *last;
	struct arena_cleanup *cleanups;
};

/* Zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *arena, size_t n);
#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_many(arena, type, n) ((type *)arena_alloc((arena), (n) * sizeof(type)))
/* A copy with a NUL behind it, so that `.p` also serves as a C string. */
struct str arena_copy(struct arena *arena, struct str s);
/* The array `items` of `count` elements, with room for one more: moved to
 * twice the room when `*capacity` is used up. */
void *arena_grow(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t size);
/* Runs `fn(arg)` when the arena is freed, last one first. */
void arena_defer(struct arena *arena, void (*fn)(void *), void *arg);
void arena_free(struct arena *arena);
/* An arena that can be emptied before the other and goes with it at the latest:
 * memory may run out in the middle of its use. */
struct arena *arena_within(struct arena *arena);

#endif
