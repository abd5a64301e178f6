/* The checks that the readers of YAML, JSON and templates share.
 * A source is checked as a whole before a reader looks at it. */
#include "data/check.h"

#include "base/utf8.h"

/* U+200B and the like: the usual four digits, or more when they are needed. */
static struct str code_name(struct arena *arena, uint32_t code)
{
	struct buf out = {.arena = arena};
	buf_add(&out, STR("U+"));
	for (int shift = code > 0xFFFFF ? 20 : code > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
		buf_char(&out, "0123456789ABCDEF"[code >> shift & 0xF]);
	return buf_str(&out);
}

bool check_code(struct diags *diags, uint32_t code, struct place place)
{
	if (code == '\n' || code == '\t' || !utf8_forbidden(code))
		return true;
	DIAG(diags, FORBIDDEN_CHARACTER, place, code_name(diags->arena, code));
	return false;
}

static bool check_size(struct diags *diags, uint32_t source, size_t bytes_max)
{
	struct buf limit = {.arena = diags->arena};
	if (diags->sources[source].text.n <= bytes_max)
		return true;
	buf_uint(&limit, bytes_max);
	DIAG(diags, SOURCE_TOO_BIG, ((struct place){source, 0, 0}), buf_str(&limit));
	return false;
}

/* Most characters of most files; the others are looked at one by one. */
static bool is_plain(char c)
{
	return (c >= ' ' && c <= '~') || c == '\n';
}

bool check_source(struct diags *diags, uint32_t source, size_t bytes_max)
{
	struct str text = diags->sources[source].text;
	if (!check_size(diags, source, bytes_max))
		return false;
	for (size_t at = 0; at < text.n;) {
		uint32_t start = (uint32_t)at;
		if (is_plain(text.p[at])) {
			at++;
			continue;
		}
		uint32_t code = utf8_next(text, &at);
		struct place place = {source, start, (uint32_t)at};
		if (code == UTF8_BAD) {
			DIAG0(diags, BAD_UTF8, place);
			return false;
		}
		if (code != '\r' && !check_code(diags, code, place))
			return false;
	}
	return true;
}

/* Up to here a walk along the map is quicker than a table. */
enum { SEARCHED_KEYS = 16 };

/* The slot that holds `key`, or the free one where it belongs (FNV-1a). */
static struct str *slot_of(const struct key_set *set, struct str key)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < key.n; i++)
		hash = (hash ^ (unsigned char)key.p[i]) * 16777619u;
	uint32_t at = hash & (set->room - 1);
	while (set->slots[at].p != NULL && !str_eq(set->slots[at], key))
		at = (at + 1) & (set->room - 1);
	return &set->slots[at];
}

/* Room is always a power of two and at least twice the number of keys. */
static void rebuild(struct key_set *set, struct arena *arena, const struct node *map)
{
	set->room = set->room == 0 ? 4 * SEARCHED_KEYS : set->room * 2;
	set->slots = arena_many(arena, struct str, set->room);
	for (const struct node *node = map->first; node != NULL; node = node->next)
		*slot_of(set, node->key) = node->key;
}

bool key_is_new(struct key_set *set, struct arena *arena, const struct node *map, struct str key)
{
	if (map->count < SEARCHED_KEYS)
		return node_get(map, key) == NULL;
	if (set->room <= 2 * map->count)
		rebuild(set, arena, map);
	struct str *slot = slot_of(set, key);
	if (slot->p != NULL)
		return false;
	*slot = key;
	return true;
}

void report_duplicate(struct diags *diags, const struct node *map, struct str key, struct place place)
{
	uint32_t line, column;
	struct place first = node_get(map, key)->key_place;
	struct buf number = {.arena = diags->arena};
	source_position(&diags->sources[first.source], first.start, &line, &column);
	buf_uint(&number, line);
	DIAG(diags, DUPLICATE_KEY, place, key, buf_str(&number));
}
