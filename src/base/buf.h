/* Text that grows.  It lives in an arena and is never freed on its own. */
#ifndef SHENSU_BASE_BUF_H
#define SHENSU_BASE_BUF_H

#include "base/arena.h"

struct buf {
	struct arena *arena;
	char *p;
	size_t n, room;
};

void buf_add(struct buf *buf, struct str s);
void buf_char(struct buf *buf, char c);
void buf_uint(struct buf *buf, uint64_t value);
/* Copies `pattern`, with {0} … {9} replaced by the arguments. */
void buf_format(struct buf *buf, struct str pattern, const struct str *args);
struct str buf_str(const struct buf *buf);

#endif
