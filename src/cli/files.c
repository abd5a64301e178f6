/* See files.h. */
#define _POSIX_C_SOURCE 200809L
#include "cli/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/words.h"

/* -- descriptors --------------------------------------------------------- */

static int number_of(const char *digits)
{
	int number = 0;

	if (!*digits || strlen(digits) > 4)
		return -1;
	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9')
			return -1;
		number = 10 * number + *digits - '0';
	}
	return number;
}

int descriptor_of(const char *name)
{
	static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};

	for (int i = 0; i < 3; i++)
		if (!strcmp(name, names[i]))
			return i;
	for (int i = 0; i < 2; i++)
		if (!strncmp(name, folders[i], strlen(folders[i])))
			return number_of(name + strlen(folders[i]));
	return -1;
}

/* The other end of a pipe may have made it non-blocking. */
static bool wait_until_writable(int fd)
{
	struct pollfd wait = {.fd = fd, .events = POLLOUT};

	return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

bool write_all(int fd, const char *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t n = write(fd, bytes + done, length - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno == EAGAIN ? !wait_until_writable(fd) : errno != EINTR)
			return false;
	}
	return true;
}

bool write_stream(int fd, const char *bytes, size_t length)
{
	if (!write_all(fd, bytes, length))
		return false;
	/* Network file systems report a full disk only on closing. */
	int copy = dup(fd);
	return copy >= 0 && !close(copy);
}

bool print(const char *bytes, size_t length)
{
	return write_stream(STDOUT_FILENO, bytes, length) || complain_errno(WORD_CANNOT_PRINT, NULL, errno);
}

/* -- one file ------------------------------------------------------------ */

static bool read_descriptor(int fd, const char *name, shensu_text *out)
{
	static char bytes[FILE_LIMIT + 1];
	size_t n = 0;

	while (n < sizeof(bytes)) {
		ssize_t got = read(fd, bytes + n, sizeof(bytes) - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return complain_errno(WORD_CANNOT_READ, name, errno);
		if (!got)
			break;
		n += (size_t)got;
	}
	if (n > FILE_LIMIT)
		return COMPLAIN(FILE_TOO_LARGE, name);
	*out = (shensu_text){bytes, n};
	return true;
}

static bool read_regular(int fd, const char *name, shensu_text *out)
{
	struct stat st;

	if (fstat(fd, &st))
		return complain_errno(WORD_CANNOT_READ, name, errno);
	if (S_ISDIR(st.st_mode))
		return COMPLAIN(READ_FOLDER, name);
	if (!S_ISREG(st.st_mode))
		return COMPLAIN(READ_SPECIAL, name);
	if (st.st_size > FILE_LIMIT)
		return COMPLAIN(FILE_TOO_LARGE, name);
	return read_descriptor(fd, name, out);
}

bool file_look(const char *name, shensu_file *out)
{
	int fd = strcmp(name, "-") ? descriptor_of(name) : STDIN_FILENO;

	if (fd >= 0) {
		out->name = fd == STDIN_FILENO ? "<stdin>" : name;
		return read_descriptor(fd, out->name, &out->content);
	}
	out->name = name;
	/* Non-blocking, because opening a pipe that nobody writes would wait for ever. */
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return complain_errno(WORD_CANNOT_READ, name, errno);
	bool ok = read_regular(fd, name, &out->content);
	close(fd);
	return ok;
}

bool file_read(const char *name, shensu_file *out)
{
	if (!file_look(name, out))
		return false;
	out->content.bytes = memory_copy(out->content.bytes, out->content.length);
	return true;
}

/* -- folders ------------------------------------------------------------- */

struct names {
	const char **items;
	size_t n, room;
};

static void add_name(struct names *names, const char *name)
{
	if (names->n == names->room) {
		size_t room = 2 * names->room + 32;
		const char **items = memory_get(room * sizeof(*items));
		if (names->n)
			memcpy(items, names->items, names->n * sizeof(*items));
		names->items = items;
		names->room = room;
	}
	names->items[names->n++] = name;
}

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n >= m && !strcmp(name + n - m, ending);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_kind(const char *path, mode_t kind)
{
	struct stat st;

	return !stat(path, &st) && (st.st_mode & S_IFMT) == kind;
}

/* The paths of what is in an open folder and of the right kind. */
static bool collect(DIR *dir, const char *folder, const char *ending, mode_t kind, struct names *names)
{
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(dir);
		if (!entry)
			return !errno || complain_errno(WORD_CANNOT_READ, folder, errno);
		if (entry->d_name[0] == '.' || !ends_in(entry->d_name, ending))
			continue;
		const char *path = memory_path(folder, entry->d_name);
		if (!is_kind(path, kind))
			continue;
		if (names->n == FOLDER_LIMIT)
			return COMPLAIN(FOLDER_TOO_LARGE, folder);
		add_name(names, path);
	}
}

static bool list_folder(const char *folder, const char *ending, mode_t kind, struct names *names)
{
	DIR *dir = opendir(folder);

	*names = (struct names){0};
	if (!dir)
		return complain_errno(WORD_CANNOT_READ, folder, errno);
	bool ok = collect(dir, folder, ending, kind, names);
	closedir(dir);
	if (names->n)
		qsort(names->items, names->n, sizeof(*names->items), compare_names);
	return ok;
}

bool folder_list(const char *folder, const char *ending, const char *const **names, size_t *n)
{
	struct names found;

	if (!list_folder(folder, ending, S_IFREG, &found))
		return false;
	*names = found.items;
	*n = found.n;
	return true;
}

bool folder_read(const char *folder, const char *ending, shensu_file **files, size_t *n)
{
	const char *const *names;

	if (!folder_list(folder, ending, &names, n))
		return false;
	*files = memory_get((*n + 1) * sizeof(**files));
	for (size_t i = 0; i < *n; i++)
		if (!file_read(names[i], *files + i))
			return false;
	return true;
}

static bool is_pack(const char *folder)
{
	struct stat st;

	return !stat(memory_path(folder, "profile.yaml"), &st);
}

const char *folder_of_pack(const char *folder)
{
	const char *found = NULL;
	struct names names;

	if (is_pack(folder))
		return folder;
	if (!list_folder(folder, "", S_IFDIR, &names))
		return NULL;
	for (size_t i = 0; i < names.n; i++) {
		if (!is_pack(names.items[i]))
			continue;
		if (found) {
			COMPLAIN(MANY_PACKS, folder, found, names.items[i]);
			return NULL;
		}
		found = names.items[i];
	}
	if (!found)
		COMPLAIN(NO_PACK, folder);
	return found;
}
