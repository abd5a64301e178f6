/* Growing text: adding bytes, numbers, and patterns with arguments.
 * The old bytes of a text that moved stay in the arena until it is freed. */
#include "base/buf.h"

#include <string.h>

static void reserve(struct buf *buf, size_t more)
{
	if (buf->room - buf->n >= more)
		return;
	size_t room = buf->room < 32 ? 64 : buf->room * 2;
	if (room - buf->n < more)
		room = buf->n + more;
	char *moved = arena_alloc(buf->arena, room);
	if (buf->n > 0)
		memcpy(moved, buf->p, buf->n);
	buf->p = moved;
	buf->room = room;
}

void buf_add(struct buf *buf, struct str s)
{
	if (s.n == 0)
		return;
	reserve(buf, s.n);
	memcpy(buf->p + buf->n, s.p, s.n);
	buf->n += s.n;
}

void buf_char(struct buf *buf, char c)
{
	reserve(buf, 1);
	buf->p[buf->n++] = c;
}

void buf_uint(struct buf *buf, uint64_t value)
{
	char digits[20];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	buf_add(buf, (struct str){digits + at, sizeof digits - at});
}

void buf_format(struct buf *buf, struct str pattern, const struct str *args)
{
	for (size_t i = 0; i < pattern.n; i++) {
		bool arg = pattern.n - i >= 3 && pattern.p[i] == '{' && pattern.p[i + 2] == '}';
		char digit = arg ? pattern.p[i + 1] : '\0';
		if (digit >= '0' && digit <= '9') {
			buf_add(buf, args[digit - '0']);
			i += 2;
		} else {
			buf_char(buf, pattern.p[i]);
		}
	}
}

struct str buf_str(const struct buf *buf)
{
	if (buf->n == 0)
		return STR("");
	return (struct str){buf->p, buf->n};
}
