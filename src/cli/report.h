/* The library's diagnostics on standard error: the place, the line, a caret
 * below the spot and the advice. */
#ifndef SHENSU_CLI_REPORT_H
#define SHENSU_CLI_REPORT_H

#include "shensu.h"

void report(shensu *session);

#endif
