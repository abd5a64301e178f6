/* See folders.h. */
#define _POSIX_C_SOURCE 200809L
#include "cli/folders.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/words.h"

/* A folder that was made by this run; the latest first. */
struct made {
	struct made *before;
	const char *path;
};

static bool make_folder(const char *path, struct made **made)
{
	if (mkdir(path, 0777))
		return errno == EEXIST || complain_errno(WORD_CANNOT_MAKE_FOLDER, path, errno);
	struct made *one = memory_get(sizeof(*one));
	*one = (struct made){*made, path};
	*made = one;
	return true;
}

static bool make_parents(const char *path, struct made **made)
{
	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
		if (!make_folder(memory_copy(path, (size_t)(slash - path)), made))
			return false;
	return true;
}

static void remove_made(const struct made *made)
{
	for (; made; made = made->before)
		rmdir(made->path);
}

bool save_with_folders(const struct saving *saving)
{
	struct made *made = NULL;
	bool ok = true;

	for (size_t i = 0; ok && i < saving->n; i++)
		ok = make_parents(saving->outputs[i].name, &made);
	if (ok && save_all(saving))
		return true;
	remove_made(made);
	return false;
}
