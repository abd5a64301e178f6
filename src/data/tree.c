/* The tree: building it, looking keys up, and finding the place of a piece of
 * a text in its source. */
#include "data/tree.h"

struct node *node_get(const struct node *map, struct str key)
{
	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (struct node *node = map->first; node != NULL; node = node->next)
		if (str_eq(node->key, key))
			return node;
	return NULL;
}

/* Line k of a block | is the k-th source line from where the block begins,
 * behind its indentation. */
static uint32_t literal_offset(const struct source *source, const struct node *node, size_t at)
{
	struct str text = node->text;
	uint32_t line, column;
	size_t line_start = 0;
	source_position(source, node->place.start, &line, &column);
	for (size_t i = 0; i < at; i++) {
		if (text.p[i] == '\n') {
			line_start = i + 1;
			line++;
		}
	}
	size_t line_end = str_find(text, STR("\n"), line_start);
	struct str shown = source_line(source, line);
	size_t indent = shown.n > line_end - line_start ? shown.n - (line_end - line_start) : 0;
	return source_offset(source, line - 1, 0) + (uint32_t)(indent + at - line_start);
}

struct place node_place(const struct diags *diags, const struct node *node, size_t from, size_t to)
{
	const struct source *source = &diags->sources[node->place.source];
	struct place place = node->place;
	if (node->kind != NODE_TEXT || from > to || to > node->text.n || node->text.n == 0)
		return place;
	if (node->style == STYLE_LITERAL) {
		place.start = literal_offset(source, node, from);
		place.end = literal_offset(source, node, to);
		return place;
	}
	uint32_t start = place.start + (node->style == STYLE_QUOTED);
	if (!str_eq(str_sub(source->text, start, start + node->text.n), node->text))
		return place;
	place.start = start + (uint32_t)from;
	place.end = start + (uint32_t)to;
	return place;
}

static struct node *new_node(struct arena *arena, struct node *parent, struct str key, enum node_kind kind)
{
	struct node *node = arena_new(arena, struct node);
	node->kind = kind;
	node->key = key;
	if (parent != NULL)
		node_append(parent, node);
	return node;
}

struct node *node_map(struct arena *arena, struct node *parent, struct str key)
{
	return new_node(arena, parent, key, NODE_MAP);
}

struct node *node_list(struct arena *arena, struct node *parent, struct str key)
{
	return new_node(arena, parent, key, NODE_LIST);
}

static struct node *new_text(struct arena *arena, struct node *parent, struct str key, struct str text,
                             enum node_style style)
{
	struct node *node = new_node(arena, parent, key, NODE_TEXT);
	node->text = text;
	node->style = style;
	return node;
}

struct node *node_text(struct arena *arena, struct node *parent, struct str key, struct str text)
{
	return new_text(arena, parent, key, text, STYLE_QUOTED);
}

struct node *node_number(struct arena *arena, struct node *parent, struct str key, uint64_t value)
{
	struct buf digits = {.arena = arena};
	buf_uint(&digits, value);
	return new_text(arena, parent, key, buf_str(&digits), STYLE_NUMBER);
}

struct node *node_bool(struct arena *arena, struct node *parent, struct str key, bool value)
{
	struct str text = value ? STR("true") : STR("false");
	return new_text(arena, parent, key, text, value ? STYLE_TRUE : STYLE_FALSE);
}

void node_append(struct node *parent, struct node *child)
{
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
	parent->count++;
}
