/* A pack in the making: the same tables, growing.  Rows may move while they
 * grow, so code that builds holds row numbers only. */
#ifndef SHENSU_CORE_BUILD_H
#define SHENSU_CORE_BUILD_H

#include "core/pack.h"

struct builder {
	struct arena *arena;
#define TABLE(type, name)                                                                                    \
	type *name;                                                                                          \
	uint32_t n_##name, room_##name;
	PACK_TABLES(TABLE)
#undef TABLE
	/* Where each string that was built stands, by hash; n of 0 is free. */
	struct ref *known;
	uint32_t n_known, known_room;
};

/* With the rows that stand for "none": cond 0, words 0. */
void build_init(struct builder *builder, struct arena *arena, uint32_t n_languages);

/* Appends one row; returns its number. */
#define TABLE(type, name) uint32_t build_##name(struct builder *builder, type row);
PACK_TABLES(TABLE)
#undef TABLE

/* The bytes of a string; equal strings share them. */
struct ref build_ref(struct builder *builder, struct str s);
struct str build_str(const struct builder *builder, struct ref ref);
/* The tables so far as a pack to read from; valid until the next row. */
struct pack build_view(const struct builder *builder);
/* All tables as one block, for pack_open(). */
struct str pack_seal(const struct builder *builder, struct arena *arena);

#endif
