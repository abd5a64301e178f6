/* A point in time, as it is written after --now. */
#ifndef SHENSU_CLI_MOMENT_H
#define SHENSU_CLI_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

/* Reads 2026-11-20, 2026-11-20T13:00 or 2026-11-20T13:00:00 (a blank does for
 * the T); behind a time may stand Z or an offset such as +08:00.  Without one
 * it is the platform's time, +08:00.  False when it is anything else. */
bool moment_read(const char *words, int64_t *seconds);

#endif
