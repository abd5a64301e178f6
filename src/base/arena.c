/* Arenas: chunks from malloc, counted against the host's budget.
 * When the budget or the machine has no more, the host's call-back takes over
 * and never comes back. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

struct arena_chunk {
	struct arena_chunk *previous;
	size_t used, room;
	max_align_t bytes[];
};

struct arena_cleanup {
	struct arena_cleanup *next;
	void (*fn)(void *);
	void *arg;
};

static _Noreturn void exhausted(struct memory *memory)
{
	for (;;)
		memory->exhausted(memory->host);
}

static void take(struct memory *memory, size_t n)
{
	bool over = memory->limit > 0 && (n > memory->limit || memory->used > memory->limit - n);
	if (over)
		exhausted(memory);
	memory->used += n;
}

static void add_chunk(struct arena *arena, size_t n)
{
	size_t room = n > CHUNK_BYTES ? n : CHUNK_BYTES;
	take(arena->memory, sizeof(struct arena_chunk) + room);
	struct arena_chunk *chunk = calloc(1, sizeof *chunk + room);
	if (chunk == NULL) {
		arena->memory->used -= sizeof *chunk + room;
		exhausted(arena->memory);
	}
	chunk->previous = arena->last;
	chunk->room = room;
	arena->last = chunk;
}

void *arena_alloc(struct arena *arena, size_t n)
{
	const size_t unit = _Alignof(max_align_t);
	if (n > SIZE_MAX / 2)
		exhausted(arena->memory);
	n = (n + unit - 1) / unit * unit;
	if (arena->last == NULL || arena->last->room - arena->last->used < n)
		add_chunk(arena, n);
	void *p = (char *)arena->last->bytes + arena->last->used;
	arena->last->used += n;
	return p;
}

struct str arena_copy(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n + 1);
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

void *arena_grow(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	if (count > UINT32_MAX / 2)
		exhausted(arena->memory);
	uint32_t room = count < 4 ? 8 : count * 2;
	void *moved = arena_alloc(arena, room * size);
	if (count > 0)
		memcpy(moved, items, count * size);
	*capacity = room;
	return moved;
}

void arena_defer(struct arena *arena, void (*fn)(void *), void *arg)
{
	struct arena_cleanup *cleanup = arena_new(arena, struct arena_cleanup);
	*cleanup = (struct arena_cleanup){arena->cleanups, fn, arg};
	arena->cleanups = cleanup;
}

void arena_free(struct arena *arena)
{
	for (struct arena_cleanup *c = arena->cleanups; c != NULL; c = c->next)
		c->fn(c->arg);
	while (arena->last != NULL) {
		struct arena_chunk *chunk = arena->last;
		arena->last = chunk->previous;
		arena->memory->used -= sizeof *chunk + chunk->room;
		free(chunk);
	}
	arena->cleanups = NULL;
}

static void free_within(void *arena)
{
	arena_free(arena);
}

struct arena *arena_within(struct arena *arena)
{
	struct arena *within = arena_new(arena, struct arena);
	within->memory = arena->memory;
	arena_defer(arena, free_within, within);
	return within;
}
