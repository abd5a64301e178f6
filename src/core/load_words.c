/* The small values of rules: texts, flags, words in every language, names,
 * references to the profile. */
#include "core/load.h"
#include "core/value.h"

struct str load_text(struct loader *l, const struct node *node)
{
	if (node && node->kind == NODE_TEXT)
		return node->text;
	if (node && node->key.n)
		DIAG(l->diags, WANTS_TEXT, node->place, node->key);
	else if (node)
		DIAG0(l->diags, ITEM_WANTS_TEXT, node->place);
	return STR("");
}

const struct node *load_items(struct loader *l, const struct node *node)
{
	if (node && node->kind != NODE_LIST)
		DIAG(l->diags, WANTS_LIST, node->place, node->key);
	return node && node->kind == NODE_LIST ? node->first : NULL;
}

const struct node *load_members(struct loader *l, const struct node *node)
{
	if (node && node->kind == NODE_MAP)
		return node->first;
	if (node && node->key.n)
		DIAG(l->diags, WANTS_MAP, node->place, node->key);
	else if (node)
		DIAG0(l->diags, ITEM_WANTS_MAP, node->place);
	return NULL;
}

bool load_flag(struct loader *l, const struct node *node)
{
	if (!node || node->kind != NODE_TEXT)
		return false;
	if (!str_eq(node->text, STR("yes")) && !str_eq(node->text, STR("no")))
		DIAG(l->diags, WANTS_FLAG, node->place, node->key);
	return str_eq(node->text, STR("yes"));
}

struct ref load_ref(struct loader *l, const struct node *node)
{
	return build_ref(&l->build, load_text(l, node));
}

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (!word && (i == 0 || i + 1 == s.n || (c != '-' && c != '_' && c != '.')))
			return false;
	}
	return s.n > 0;
}

struct ref load_name(struct loader *l, struct str name, struct place place)
{
	if (!is_name(name))
		DIAG(l->diags, BAD_NAME, place, name);
	return build_ref(&l->build, name);
}

/* -- words in every language ----------------------------------------------- */

static struct str language_tag(struct loader *l, uint32_t i)
{
	return build_str(&l->build, l->build.languages[i].tag);
}

/* A text must be there, and not empty, in each language.  Beside a language
 * that nobody knows, none is called missing: it is the same mistake. */
static void check_languages(struct loader *l, const struct node *map, bool all_known)
{
	for (uint32_t i = 0; i < l->build.n_languages; i++) {
		struct str tag = language_tag(l, i);
		const struct node *node = node_get(map, tag);
		if (!node && all_known)
			DIAG(l->diags, MISSING_LANGUAGE, map->key.n ? map->key_place : map->place, tag);
		else if (node && node->kind == NODE_TEXT && !str_trim(node->text).n)
			DIAG(l->diags, EMPTY_TEXT, node->key_place, tag);
	}
}

void load_words_check(struct loader *l, const struct node *map)
{
	struct pack view = build_view(&l->build);
	bool all_known = true;
	for (const struct node *m = map->first; m; m = m->next)
		if (pack_language(&view, m->key) == NO_ROW) {
			DIAG(l->diags, UNKNOWN_LANGUAGE, m->key_place, m->key);
			all_known = false;
		}
	check_languages(l, map, all_known);
}

struct str load_lines(struct loader *l, struct str text, uint32_t language)
{
	struct buf out = {.arena = l->arena};
	struct str joint = arena_copy(l->arena, build_str(&l->build, l->build.languages[language].line));
	while (text.n) {
		struct str before = text;
		struct str line = str_cut(&text, '\n');
		buf_add(&out, line);
		if (line.n < before.n)
			buf_add(&out, joint);
	}
	return buf_str(&out);
}

static words_id add_words(struct loader *l, const struct node *map)
{
	words_id first = 0;
	for (uint32_t i = 0; i < l->build.n_languages; i++) {
		struct str text = str_trim(load_text(l, node_get(map, language_tag(l, i))));
		uint32_t row = build_strings(&l->build, build_ref(&l->build, load_lines(l, text, i)));
		first = i ? first : row;
	}
	return first;
}

words_id load_words_among(struct loader *l, const struct node *map)
{
	check_languages(l, map, true);
	return add_words(l, map);
}

words_id load_words(struct loader *l, const struct node *node)
{
	load_members(l, node);
	if (!node || node->kind != NODE_MAP)
		return 0;
	load_words_check(l, node);
	return add_words(l, node);
}

/* -- lists and references -------------------------------------------------- */

struct range load_strings(struct loader *l, const struct node *list)
{
	uint32_t n = 0, first;
	if (!list || list->kind != NODE_LIST)
		return (struct range){0, 0};
	struct ref *refs = arena_many(l->arena, struct ref, list->count + 1);
	for (const struct node *m = list->first; m; m = m->next)
		refs[n++] = load_ref(l, m);
	first = l->build.n_strings;
	for (uint32_t i = 0; i < n; i++)
		build_strings(&l->build, refs[i]);
	return (struct range){first, n};
}

struct range load_numbers(struct loader *l, const uint32_t *numbers, uint32_t n)
{
	struct range range = {l->build.n_numbers, n};
	for (uint32_t i = 0; i < n; i++)
		build_numbers(&l->build, numbers[i]);
	return range;
}

struct str load_listed(struct loader *l, const struct str *words, uint32_t n)
{
	struct buf out = {.arena = l->arena};
	for (uint32_t i = 0; i < n; i++) {
		buf_add(&out, i ? STR(", ") : STR(""));
		buf_add(&out, words[i]);
	}
	return buf_str(&out);
}

uint32_t load_word_of(struct loader *l, const struct node *node, const struct str *words, uint32_t n)
{
	struct str text = load_text(l, node);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(words[i], text))
			return i;
	if (node && node->kind == NODE_TEXT)
		DIAG(l->diags, NOT_AMONG, node->place, text, load_listed(l, words, n));
	return 0;
}

uint32_t load_origin(struct loader *l, const struct node *node, uint32_t otherwise)
{
	if (!node || node->kind != NODE_TEXT)
		return otherwise;
	struct str *names = arena_many(l->arena, struct str, l->build.n_origins + 1);
	for (uint32_t i = 0; i < l->build.n_origins; i++) {
		names[i] = build_str(&l->build, l->build.origins[i].name);
		if (str_eq(names[i], node->text))
			return i;
	}
	struct str nearest = str_nearest(node->text, names, l->build.n_origins);
	if (nearest.n)
		DIAG(l->diags, UNKNOWN_SOURCE_NEAR, node->place, node->text, nearest);
	else
		DIAG(l->diags, UNKNOWN_SOURCE, node->place, node->text);
	return otherwise;
}

static uint32_t point_row(struct loader *l, const struct node *node)
{
	struct str id = load_text(l, node);
	for (uint32_t i = 0; i < l->build.n_points; i++)
		if (str_eq(build_str(&l->build, l->build.points[i].id), id))
			return i;
	if (node->kind == NODE_TEXT)
		DIAG(l->diags, UNKNOWN_ADVICE, node->place, id);
	return 0;
}

struct range load_advice(struct loader *l, const struct node *list)
{
	uint32_t n = 0;
	if (!list || list->kind != NODE_LIST)
		return (struct range){0, 0};
	if (!list->count)
		DIAG(l->diags, EMPTY_LIST, list->place, list->key);
	uint32_t *rows = arena_many(l->arena, uint32_t, list->count + 1);
	for (const struct node *m = list->first; m; m = m->next)
		rows[n++] = point_row(l, m);
	return load_numbers(l, rows, n);
}

int64_t load_integer(struct loader *l, const struct node *node, int64_t min, int64_t max)
{
	int64_t value = min;
	if (!node || node->kind != NODE_TEXT)
		return min;
	if (!value_integer(node->text, &value) || value < min || value > max) {
		DIAG(l->diags, BAD_NUMBER, node->place, node->text);
		return min;
	}
	return value;
}
