/* Strict JSON (RFC 8259) to the same tree, and a tree to JSON.  Numbers stay
 * as they were typed: 31.50 is 31.50 and a 21-digit number keeps its digits. */
#ifndef SHENSU_DATA_JSON_H
#define SHENSU_DATA_JSON_H

#include "data/tree.h"

enum { JSON_BYTES_MAX = 1 << 20, JSON_DEPTH_MAX = 32 };

/* Reads a registered source; NULL and at least one error when it is no JSON.
 * A key that stands twice is an error. */
struct node *json_read(struct arena *arena, struct diags *diags, uint32_t source);
/* Writes the tree, indented by two blanks, with a final newline. */
void json_write(struct buf *out, const struct node *tree);

#endif
