/* YAML text to a tree.  The subset that rule files and answers need: no
 * anchors, aliases, tags, merge keys, second documents.  The only file that
 * knows the YAML library is yaml.c. */
#ifndef SHENSU_DATA_YAML_H
#define SHENSU_DATA_YAML_H

#include "data/tree.h"

enum {
	YAML_BYTES_MAX = 1 << 20,
	YAML_DEPTH_MAX = 32,
	YAML_EVENTS_MAX = 100000
};

/* Reads a registered source.  NULL when the text is unreadable; then at least
 * one error was added.  Mistakes that leave the tree whole (a key that stands
 * twice, a comment that ate words) are added as errors too, but do not keep
 * the rest from being checked: the tree is returned, without what was refused.
 * The tree's texts live in `arena`.  An empty file is an empty map. */
struct node *yaml_read(struct arena *arena, struct diags *diags, uint32_t source);

#endif
