/* Tables that grow, and the block that they become.
 * Input: rows, in any order of tables.  Output: the sealed block. */
#include "core/build.h"

#include <string.h>

#define TABLE(type, name)                                                                                    \
	uint32_t build_##name(struct builder *b, type row)                                                   \
	{                                                                                                    \
		b->name = arena_grow(b->arena, b->name, b->n_##name, &b->room_##name, sizeof(type));         \
		b->name[b->n_##name] = row;                                                                  \
		return b->n_##name++;                                                                        \
	}
PACK_TABLES(TABLE)
#undef TABLE

void build_init(struct builder *b, struct arena *arena, uint32_t n_languages)
{
	*b = (struct builder){.arena = arena};
	build_conds(b, (struct cond){.op = COND_ALL});
	for (uint32_t i = 0; i < n_languages; i++)
		build_strings(b, (struct ref){0, 0});
}

struct str build_str(const struct builder *b, struct ref ref)
{
	return ref.n ? (struct str){b->chars + ref.at, ref.n} : STR("");
}

/* -- strings, each once ---------------------------------------------------- */

/* FNV-1a. */
static uint32_t hash_of(struct str s)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 16777619u;
	return hash;
}

/* The place of `s` among the known strings, or the free one where it belongs. */
static struct ref *place_of(const struct builder *b, struct str s)
{
	uint32_t at = hash_of(s) % b->known_room;
	while (b->known[at].n && !str_eq(build_str(b, b->known[at]), s))
		at = (at + 1) % b->known_room;
	return &b->known[at];
}

enum { KNOWN_LEAST = 1024 };

static void widen_known(struct builder *b)
{
	struct builder old = *b;
	b->known_room = old.known_room ? old.known_room * 2 : KNOWN_LEAST;
	b->known = arena_many(b->arena, struct ref, b->known_room);
	for (uint32_t i = 0; i < old.known_room; i++)
		if (old.known[i].n)
			*place_of(b, build_str(b, old.known[i])) = old.known[i];
}

struct ref build_ref(struct builder *b, struct str s)
{
	struct ref ref = {b->n_chars, (uint32_t)s.n};
	if (s.n == 0)
		return (struct ref){0, 0};
	if (b->n_known * 2 >= b->known_room)
		widen_known(b);
	struct ref *known = place_of(b, s);
	if (known->n)
		return *known;
	for (size_t i = 0; i < s.n; i++)
		build_chars(b, s.p[i]);
	*known = ref;
	b->n_known++;
	return ref;
}

struct pack build_view(const struct builder *b)
{
	return (struct pack){
#define TABLE(type, name) .name = b->name, .n_##name = b->n_##name,
	        PACK_TABLES(TABLE)
#undef TABLE
	};
}

/* -- the sealed block ------------------------------------------------------ */

enum { BLOCK_MAGIC = 0x31755353, BLOCK_ALIGN = 8 };

struct block_head {
	uint32_t magic, rows_bytes; /* the sum of all row sizes: another layout differs */
#define TABLE(type, name) uint32_t at_##name, n_##name;
	PACK_TABLES(TABLE)
#undef TABLE
};

static uint32_t rows_bytes(void)
{
	size_t sum = 0;
#define TABLE(type, name) sum = sum * 3 + sizeof(type);
	PACK_TABLES(TABLE)
#undef TABLE
	return (uint32_t)sum;
}

static uint32_t aligned(size_t n)
{
	return (uint32_t)((n + BLOCK_ALIGN - 1) / BLOCK_ALIGN * BLOCK_ALIGN);
}

struct str pack_seal(const struct builder *b, struct arena *arena)
{
	struct block_head head = {.magic = BLOCK_MAGIC, .rows_bytes = rows_bytes()};
	uint32_t at = aligned(sizeof head);
#define TABLE(type, name)                                                                                    \
	head.at_##name = at;                                                                                 \
	head.n_##name = b->n_##name;                                                                         \
	at += aligned(b->n_##name * sizeof(type));
	PACK_TABLES(TABLE)
#undef TABLE
	char *block = arena_alloc(arena, at);
	memcpy(block, &head, sizeof head);
#define TABLE(type, name)                                                                                    \
	if (b->n_##name)                                                                                     \
		memcpy(block + head.at_##name, b->name, b->n_##name * sizeof(type));
	PACK_TABLES(TABLE)
#undef TABLE
	return (struct str){block, at};
}

bool pack_open(struct pack *pack, struct str block)
{
	const struct block_head *head = (const void *)block.p;
	if (block.n < sizeof *head || head->magic != BLOCK_MAGIC || head->rows_bytes != rows_bytes())
		return false;
#define TABLE(type, name)                                                                                    \
	pack->name = (const void *)(block.p + head->at_##name);                                              \
	pack->n_##name = head->n_##name;
	PACK_TABLES(TABLE)
#undef TABLE
	return true;
}
