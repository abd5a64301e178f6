/* See memory.h.  Every block hangs on one static chain, so that leak checkers
 * see that it is kept on purpose. */
#include "cli/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/words.h"

struct block {
	struct block *next;
	max_align_t bytes[];
};

static struct block *blocks;

_Noreturn void memory_out(void *unused)
{
	(void)unused;
	const char *words = word(WORD_OUT_OF_MEMORY);

	/* Nothing that could ask for memory again may run here. */
	if (write(STDERR_FILENO, words, strlen(words)) < 0)
		_exit(2);
	_exit(2);
}

void *memory_get(size_t size)
{
	struct block *block = size <= SIZE_MAX - sizeof(*block) ? calloc(1, sizeof(*block) + size) : NULL;

	if (!block)
		memory_out(NULL);
	block->next = blocks;
	blocks = block;
	return block->bytes;
}

char *memory_copy(const char *bytes, size_t length)
{
	char *copy = memory_get(length + 1);

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

char *memory_path(const char *folder, const char *name)
{
	size_t n = strlen(folder), m = strlen(name);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	bool slash = n && folder[n - 1] != '/';
	char *path = memory_get(n + slash + m + 1);
	memcpy(path, folder, n);
	if (slash)
		path[n] = '/';
	memcpy(path + n + slash, name, m);
	return path;
}
