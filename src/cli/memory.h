/* Memory of the command line.  It is small, lives until the process ends and
 * is never freed piece by piece, so nobody has to track who owns what. */
#ifndef SHENSU_CLI_MEMORY_H
#define SHENSU_CLI_MEMORY_H

#include <stddef.h>

/* Zeroed; never NULL: without memory the process ends here with status 2. */
void *memory_get(size_t size);
/* A copy with a NUL behind it. */
char *memory_copy(const char *bytes, size_t length);
/* "folder/name", with a single slash between them. */
char *memory_path(const char *folder, const char *name);
/* Says that there is no memory and ends the process with status 2.  The
 * argument fits the library's call-back and is not used. */
_Noreturn void memory_out(void *unused);

#endif
