/* One tree for everything that is read or shown: rules and answers come in
 * as such a tree, with the place of each node; a draft goes to the templates
 * and to JSON as one. */
#ifndef SHENSU_DATA_TREE_H
#define SHENSU_DATA_TREE_H

#include "base/diag.h"

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

/* How a text was written: where a place inside it is, and whether JSON shows
 * it quoted, depend on it. */
enum node_style {
	STYLE_PLAIN,   /* YAML without quotes */
	STYLE_QUOTED,  /* '…' or "…", in YAML or JSON */
	STYLE_LITERAL, /* YAML block | */
	STYLE_FOLDED,  /* YAML block > */
	STYLE_NUMBER,  /* JSON number, as typed */
	STYLE_TRUE, STYLE_FALSE, STYLE_NULL /* JSON words; text is "true", "false", "" */
};

struct node {
	enum node_kind kind;
	enum node_style style; /* of a text; of a list or map: STYLE_PLAIN block, STYLE_QUOTED flow */
	struct place place;    /* the value in its source */
	struct str text;       /* of a text: unescaped */
	struct str key;        /* of a map's member */
	struct place key_place;
	struct node *first, *next; /* members of a list or map; the next sibling */
	struct node *last;
	uint32_t count;
};

/* The member of a map, or NULL; `map` may be NULL. */
struct node *node_get(const struct node *map, struct str key);
/* The place of bytes [from, to) of a text node's value in its source.  Exact
 * for plain and quoted texts without escapes and for blocks |; else the whole
 * node's place. */
struct place node_place(const struct diags *diags, const struct node *node, size_t from, size_t to);

/* Building: each returns the new node, already appended to `parent` (which
 * may be NULL).  `key` is used in maps only.  Views are not copied. */
struct node *node_map(struct arena *arena, struct node *parent, struct str key);
struct node *node_list(struct arena *arena, struct node *parent, struct str key);
struct node *node_text(struct arena *arena, struct node *parent, struct str key, struct str text);
struct node *node_number(struct arena *arena, struct node *parent, struct str key, uint64_t value);
struct node *node_bool(struct arena *arena, struct node *parent, struct str key, bool value);
/* Appends an existing, unowned node. */
void node_append(struct node *parent, struct node *child);

#endif
