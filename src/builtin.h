/* What the build puts into the program: the sealed pack and the files behind
 * it.  Written by the build tool, read by shensu.c alone. */
#ifndef SHENSU_BUILTIN_H
#define SHENSU_BUILTIN_H

#include "shensu.h"

extern const unsigned char builtin_pack[]; /* aligned for any row */
extern const size_t builtin_pack_size;
extern const shensu_file builtin_files[];
extern const size_t builtin_files_count;

#endif
