/* Reading files, and writing to descriptors.  Only the caller's words get out:
 * every failure is reported here, with the file's name, the reason and a way
 * to mend it. */
#ifndef SHENSU_CLI_FILES_H
#define SHENSU_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "shensu.h"

/* Of a file that is read: nothing beyond this is ever looked at. */
enum { FILE_LIMIT = 1 << 20 };
/* Of a folder of rules or templates. */
enum { FOLDER_LIMIT = 10000 };

/* Reads a regular file, or a descriptor: "-" is standard input. */
bool file_read(const char *name, shensu_file *out);
/* The same for a look: the content is overwritten by the next file that is read. */
bool file_look(const char *name, shensu_file *out);
/* The paths of the files of a folder whose names end in `ending`, sorted by
 * name in byte order; hidden ones are left out. */
bool folder_list(const char *folder, const char *ending, const char *const **names, size_t *n);
/* Reads all of them. */
bool folder_read(const char *folder, const char *ending, shensu_file **files, size_t *n);
/* The folder of the pack: `folder` itself when it holds profile.yaml, or its
 * only sub-folder that does.  NULL when there is no such folder. */
const char *folder_of_pack(const char *folder);

/* The descriptor that a name stands for: /dev/stdin, /dev/stdout,
 * /dev/stderr, /dev/fd/N, /proc/self/fd/N.  -1 for other names. */
int descriptor_of(const char *name);
/* Writes all of it, whatever it takes; false with errno. */
bool write_all(int fd, const char *bytes, size_t length);
/* Writes to standard output and makes sure that it has arrived. */
bool print(const char *bytes, size_t length);
/* The same for any descriptor; false with errno, nothing is reported. */
bool write_stream(int fd, const char *bytes, size_t length);

#endif
