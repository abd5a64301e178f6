/* The least that saving can cost: 3 KB, complete and on the disk before they
 * get their name, in the steps of src/cli/save.c.  save FOLDER NAME */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static char letter[3000];

/* Where nameless files do not exist, a temporary with a name. */
static int save_named(int folder, const char *name)
{
	int file = openat(folder, ".bench.tmp", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (file < 0 || write(file, letter, sizeof letter) != sizeof letter || fsync(file))
		return -1;
	return renameat2(folder, ".bench.tmp", folder, name, RENAME_NOREPLACE);
}

static int save_nameless(int folder, int file, const char *name)
{
	char path[40];

	if (write(file, letter, sizeof letter) != sizeof letter || fsync(file))
		return -1;
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	int folder = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int file = folder < 0 ? -1 : openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	int failed = folder < 0;

	if (!failed)
		failed = file >= 0 ? save_nameless(folder, file, argv[2]) : save_named(folder, argv[2]);
	if (failed || fsync(folder)) {
		perror(argv[2]);
		return 2;
	}
	return 0;
}
