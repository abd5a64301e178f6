/* Saving: all files of one run, or none of them.  Each is written whole, and
 * its bytes are on the disk, before the first gets its name; whoever looks, at
 * any moment, sees the old file whole or the new one. */
#ifndef SHENSU_CLI_SAVE_H
#define SHENSU_CLI_SAVE_H

#include <stdbool.h>
#include <stddef.h>

#include "shensu.h"

struct output {
	const char *name; /* "-" is standard output */
	shensu_text content;
};

struct saving {
	const struct output *outputs;
	size_t n;
	bool force;    /* files that exist may be replaced */
	unsigned mode; /* of new files, before the umask */
};

/* False, and reported, when two outputs, or an output and `input` (may be
 * NULL), are the same file: one would destroy the other. */
bool save_distinct(const struct output *outputs, size_t n, const char *input);
/* Nothing has been written or changed when it returns false; the failure has
 * been reported.  Pipes and devices are written directly, before any file gets
 * its name. */
bool save_all(const struct saving *saving);

#endif
