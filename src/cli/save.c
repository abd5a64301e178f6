/* See save.h.  How a file gets its name without a moment in which half of it
 * could be seen:
 *	new file	a nameless file (O_TMPFILE), then linkat(), which fails when the name is taken
 *	replacement	the same under a temporary name, then renameat(), or an exchange
 *			while later files may still fail, so that it can be taken back
 *	elsewhere	where nameless files do not exist: a temporary with a name */
#define _GNU_SOURCE
#include "cli/save.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/memory.h"
#include "cli/text.h"
#include "cli/words.h"

enum { MAX_HOPS = 40, MAX_TRIES = 100 };

/* What becomes of one output. */
struct target {
	const struct output *output;
	int stream;       /* descriptor to write into directly, or -1 */
	int dir;          /* open folder of the file, or -1 */
	const char *base; /* its name in that folder */
	bool exists;
	int file;      /* the new content */
	char temp[40]; /* a name in that folder that is ours to remove, or empty */
	bool placed, swapped;
};

static bool fail(const struct target *target, int number)
{
	return complain_errno(WORD_CANNOT_SAVE, target->output->name, number);
}

static int stream_of(const char *name)
{
	return strcmp(name, "-") ? descriptor_of(name) : STDOUT_FILENO;
}

/* -- paths --------------------------------------------------------------- */

static const char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : memory_copy(path, (size_t)(slash - path));
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static const char *follow(const char *path)
{
	char to[PATH_MAX];
	ssize_t n = readlink(path, to, sizeof(to) - 1);

	if (n < 0)
		return NULL;
	to[n] = 0;
	return to[0] == '/' ? memory_copy(to, (size_t)n) : memory_path(folder_of(path), to);
}

/* The path behind symbolic links, which need not exist; NULL with errno. */
static const char *resolve(const char *path)
{
	struct stat st;

	for (int hops = 0; path && !lstat(path, &st) && S_ISLNK(st.st_mode); hops++) {
		if (hops == MAX_HOPS) {
			errno = ELOOP;
			return NULL;
		}
		path = follow(path);
	}
	return path;
}

/* -- which outputs are the same file ------------------------------------- */

struct identity {
	bool exists, has_folder;
	struct stat file, folder;
	const char *base;
};

static struct identity identify(const char *name, int stream)
{
	struct identity id = {0};

	id.exists = !(stream >= 0 ? fstat(stream, &id.file) : stat(name, &id.file));
	const char *path = stream < 0 ? resolve(name) : NULL;
	if (!path)
		return id;
	id.base = base_of(path);
	id.has_folder = !stat(folder_of(path), &id.folder);
	return id;
}

static bool same_node(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* A terminal or /dev/null may serve several outputs under different names. */
static bool same_file(const struct identity *a, const struct identity *b)
{
	if (a->exists && b->exists)
		return !S_ISCHR(a->file.st_mode) && same_node(&a->file, &b->file);
	return a->has_folder && b->has_folder && same_node(&a->folder, &b->folder) &&
	       !strcmp(a->base, b->base);
}

static bool distinct(const char *a, const char *b)
{
	struct identity one = identify(a, stream_of(a)), other = identify(b, stream_of(b));

	if (strcmp(a, b) && !same_file(&one, &other))
		return true;
	return COMPLAIN(SAME_OUTPUT, a, b);
}

static bool keeps_input(const char *name, const char *input)
{
	int in = strcmp(input, "-") ? descriptor_of(input) : STDIN_FILENO;
	struct identity output = identify(name, stream_of(name)), read = identify(input, in);

	/* A pipe or socket that is both (as under inetd) loses nothing. */
	if (!read.exists || !S_ISREG(read.file.st_mode) || !same_file(&output, &read))
		return true;
	return COMPLAIN(OUTPUT_IS_INPUT, name);
}

bool save_distinct(const struct output *outputs, size_t n, const char *input)
{
	for (size_t i = 0; i < n; i++) {
		if (input && !keeps_input(outputs[i].name, input))
			return false;
		for (size_t k = 0; k < i; k++)
			if (!distinct(outputs[k].name, outputs[i].name))
				return false;
	}
	return true;
}

/* -- step 1: what is there ----------------------------------------------- */

static bool open_folder(struct target *target, const char *path)
{
	const char *folder = folder_of(path);

	target->base = base_of(path);
	if (!*target->base)
		return fail(target, EISDIR);
	target->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (target->dir >= 0)
		return true;
	if (errno == ENOENT)
		return COMPLAIN(NO_FOLDER, target->output->name, folder);
	return fail(target, errno);
}

static bool look(struct target *target, bool force)
{
	struct stat st;
	const char *name = target->output->name;

	target->stream = stream_of(name);
	if (target->stream >= 0)
		return true;
	if (!stat(name, &st) && !S_ISREG(st.st_mode))
		return !S_ISDIR(st.st_mode) || fail(target, EISDIR);
	/* Without --force a link is a name that is taken, wherever it points. */
	const char *path = force ? resolve(name) : name;
	if (!path)
		return fail(target, errno);
	if (!open_folder(target, path))
		return false;
	target->exists = !fstatat(target->dir, target->base, &st, AT_SYMLINK_NOFOLLOW);
	if (target->exists && !force)
		return COMPLAIN(FILE_EXISTS, name);
	return true;
}

/* -- step 2: the content, complete and on the disk ------------------------ */

/* Calls `try` with one temporary name after another until one is free. */
static int with_free_name(struct target *target, int (*try)(struct target *, unsigned), unsigned mode)
{
	static unsigned count;
	int result = -1;

	errno = EEXIST;
	for (int i = 0; i < MAX_TRIES && result < 0 && errno == EEXIST; i++) {
		snprintf(target->temp, sizeof(target->temp), ".shensu-%ld-%u.tmp", (long)getpid(), count++);
		result = try(target, mode);
	}
	if (result < 0)
		target->temp[0] = 0;
	return result;
}

static int create_named(struct target *target, unsigned mode)
{
	return openat(target->dir, target->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
}

static int create(struct target *target, unsigned mode)
{
	int file = -1;

	/* linkat() gives a nameless file its name by way of /proc. */
	if (!access("/proc/self/fd", X_OK))
		file = openat(target->dir, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, (mode_t)mode);
	return file >= 0 ? file : with_free_name(target, create_named, mode);
}

static bool prepare(struct target *target, unsigned mode)
{
	shensu_text content = target->output->content;

	if (target->dir < 0)
		return true;
	target->file = create(target, mode);
	if (target->file < 0 || !write_all(target->file, content.bytes, content.length) ||
	    fsync(target->file))
		return fail(target, errno);
	return true;
}

/* -- step 3: pipes and devices ------------------------------------------- */

static bool write_special(const struct target *target)
{
	shensu_text content = target->output->content;
	int fd = open(target->output->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return fail(target, errno);
	bool ok = write_stream(fd, content.bytes, content.length) || fail(target, errno);
	close(fd);
	return ok;
}

static bool pour(const struct target *target)
{
	shensu_text content = target->output->content;

	if (target->dir >= 0)
		return true;
	if (target->stream < 0)
		return write_special(target);
	if (target->stream == STDOUT_FILENO)
		return print(content.bytes, content.length);
	return write_stream(target->stream, content.bytes, content.length) || fail(target, errno);
}

/* -- step 4: the names --------------------------------------------------- */

static int link_as(const struct target *target, const char *name)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", target->file);
	return linkat(AT_FDCWD, path, target->dir, name, AT_SYMLINK_FOLLOW);
}

static int link_named(struct target *target, unsigned mode)
{
	(void)mode;
	return link_as(target, target->temp);
}

static int rename_temp(struct target *target)
{
	int result = renameat(target->dir, target->temp, target->dir, target->base);

	if (!result)
		target->temp[0] = 0;
	return result;
}

/* For file systems that cannot rename without replacing: takes the name with
 * an empty file first.  A kill right here leaves that file. */
static int claim(struct target *target)
{
	int fd = openat(target->dir, target->base, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return -1;
	close(fd);
	int result = rename_temp(target), number = errno;
	if (result)
		unlinkat(target->dir, target->base, 0);
	errno = number;
	return result;
}

static int place_new(struct target *target)
{
	if (!target->temp[0])
		return link_as(target, target->base);
	if (!renameat2(target->dir, target->temp, target->dir, target->base, RENAME_NOREPLACE)) {
		target->temp[0] = 0;
		return 0;
	}
	return errno == EEXIST ? -1 : claim(target);
}

static int place_over(struct target *target, bool last)
{
	if (!target->temp[0] && with_free_name(target, link_named, 0))
		return -1;
	target->swapped =
	        !last && !renameat2(target->dir, target->temp, target->dir, target->base, RENAME_EXCHANGE);
	return target->swapped ? 0 : rename_temp(target);
}

static bool place(struct target *target, bool last)
{
	if (target->exists ? place_over(target, last) : place_new(target))
		return errno == EEXIST ? COMPLAIN(FILE_EXISTS, target->output->name) : fail(target, errno);
	target->placed = true;
	return true;
}

/* New files first: they can always be taken back. */
static bool place_all(struct target *targets, size_t n)
{
	size_t left = 0;

	for (size_t i = 0; i < n; i++)
		left += targets[i].dir >= 0;
	for (int exists = 0; exists < 2; exists++)
		for (size_t i = 0; i < n; i++)
			if (targets[i].dir >= 0 && targets[i].exists == exists &&
			    !place(&targets[i], !--left))
				return false;
	return true;
}

static void take_back(struct target *target)
{
	struct stat ours, there;

	if (!target->placed)
		return;
	if (target->swapped)
		renameat2(target->dir, target->temp, target->dir, target->base, RENAME_EXCHANGE);
	else if (!target->exists && !fstat(target->file, &ours) &&
	         !fstatat(target->dir, target->base, &there, AT_SYMLINK_NOFOLLOW) && same_node(&ours, &there))
		unlinkat(target->dir, target->base, 0);
}

/* The names, too, must survive a power cut.  Some file systems cannot sync a
 * folder and say so with EINVAL. */
static bool sync_folder(const struct target *target)
{
	if (target->dir < 0 || !fsync(target->dir) || errno == EINVAL)
		return true;
	return complain_errno(WORD_NOT_DURABLE, target->output->name, errno);
}

/* -- all steps ----------------------------------------------------------- */

static bool run(const struct saving *saving, struct target *targets)
{
	bool durable = true;

	for (size_t i = 0; i < saving->n; i++)
		if (!look(&targets[i], saving->force))
			return false;
	for (size_t i = 0; i < saving->n; i++)
		if (!prepare(&targets[i], saving->mode))
			return false;
	for (size_t i = 0; i < saving->n; i++)
		if (!pour(&targets[i]))
			return false;
	if (!place_all(targets, saving->n)) {
		for (size_t i = saving->n; i-- > 0;)
			take_back(&targets[i]);
		return false;
	}
	for (size_t i = 0; i < saving->n; i++)
		durable = sync_folder(&targets[i]) && durable;
	return durable;
}

static void clean(struct target *target)
{
	if (target->temp[0])
		unlinkat(target->dir, target->temp, 0);
	if (target->file >= 0)
		close(target->file);
	if (target->dir >= 0)
		close(target->dir);
}

bool save_all(const struct saving *saving)
{
	struct target *targets = memory_get((saving->n + 1) * sizeof(*targets));

	for (size_t i = 0; i < saving->n; i++)
		targets[i] = (struct target){&saving->outputs[i], -1, -1, NULL, false, -1, "", false, false};
	bool ok = run(saving, targets);
	for (size_t i = 0; i < saving->n; i++)
		clean(&targets[i]);
	return ok;
}
