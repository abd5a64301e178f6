/* What every reader of text refuses: too much of it, bytes that are no UTF-8,
 * characters that nobody can see, and keys that stand twice. */
#ifndef SHENSU_DATA_CHECK_H
#define SHENSU_DATA_CHECK_H

#include "data/tree.h"

/* True when the source may be read; else its first fault was reported. */
bool check_source(struct diags *diags, uint32_t source, size_t bytes_max);
/* True for a code point that a value may hold (newline and tab included);
 * else it was reported. */
bool check_code(struct diags *diags, uint32_t code, struct place place);

/* The keys of a map that is being read; starts as {0}. */
struct key_set {
	struct str *slots;
	uint32_t room;
};

/* True when `map` has no member `key` yet; the caller appends it then.
 * The set is built only for maps that are too long to be searched. */
bool key_is_new(struct key_set *set, struct arena *arena, const struct node *map, struct str key);
/* Reports a key that `map` already has. */
void report_duplicate(struct diags *diags, const struct node *map, struct str key, struct place place);

#endif
