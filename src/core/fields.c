/* Which keys a mapping of the rules may have, from the table in fields.def. */
#include "core/load.h"

enum field_kind { KIND_TEXT, KIND_FLAG, KIND_LIST, KIND_MAP, KIND_WORDS, KIND_ANY };
enum field_need { NEED_OPTIONAL, NEED_NEEDED };

struct field {
	enum map_kind map;
	struct str key;
	enum field_kind kind;
	enum field_need need;
};

static const struct field FIELD_ROWS[] = {
#define FIELDS(map, en)
#define FIELD(map, key, kind, need, doc) {MAP_##map, {key, sizeof key - 1}, KIND_##kind, NEED_##need},
#include "core/fields.def"
#undef FIELDS
#undef FIELD
};

enum { FIELD_COUNT = sizeof FIELD_ROWS / sizeof *FIELD_ROWS, KEYS_MAX = 32 };

static const struct field *find_field(enum map_kind map, struct str key)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (FIELD_ROWS[i].map == map && str_eq(FIELD_ROWS[i].key, key))
			return &FIELD_ROWS[i];
	return NULL;
}

static struct str nearest_key(enum map_kind map, struct str key)
{
	struct str keys[KEYS_MAX];
	size_t n = 0;
	for (size_t i = 0; i < FIELD_COUNT && n < KEYS_MAX; i++)
		if (FIELD_ROWS[i].map == map)
			keys[n++] = FIELD_ROWS[i].key;
	return str_nearest(key, keys, n);
}

bool fields_named(enum map_kind map, const struct node *node, struct str key)
{
	if (node_get(node, key))
		return true;
	for (const struct node *m = node->kind == NODE_MAP ? node->first : NULL; m; m = m->next)
		if (!find_field(map, m->key) && str_eq(nearest_key(map, m->key), key))
			return true;
	return false;
}

static void report_unknown(struct loader *l, enum map_kind map, const struct node *member)
{
	struct str nearest = nearest_key(map, member->key);
	if (nearest.n)
		DIAG(l->diags, UNKNOWN_KEY_NEAR, member->key_place, member->key, nearest);
	else
		DIAG(l->diags, UNKNOWN_KEY, member->key_place, member->key);
}

static void check_kind(struct loader *l, const struct field *field, const struct node *member)
{
	switch (field->kind) {
	case KIND_TEXT:
	case KIND_FLAG:
		load_text(l, member);
		break;
	case KIND_LIST:
		load_items(l, member);
		break;
	case KIND_MAP:
	case KIND_WORDS:
		load_members(l, member);
		break;
	case KIND_ANY:
		break;
	}
}

/* A choice holds its words beside its keys. */
static bool is_language_key(struct loader *l, enum map_kind map, struct str key)
{
	if (map != MAP_choice)
		return false;
	struct pack view = build_view(&l->build);
	return pack_language(&view, key) != NO_ROW;
}

bool fields_check(struct loader *l, enum map_kind map, const struct node *node)
{
	load_members(l, node);
	if (node->kind != NODE_MAP)
		return false;
	for (const struct node *m = node->first; m; m = m->next) {
		const struct field *field = find_field(map, m->key);
		if (field)
			check_kind(l, field, m);
		else if (!is_language_key(l, map, m->key))
			report_unknown(l, map, m);
	}
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (FIELD_ROWS[i].map == map && FIELD_ROWS[i].need == NEED_NEEDED &&
		    !fields_named(map, node, FIELD_ROWS[i].key))
			DIAG(l->diags, MISSING_KEY, node->key.n ? node->key_place : node->place,
			     FIELD_ROWS[i].key);
	return true;
}
