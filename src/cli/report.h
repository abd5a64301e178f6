/* The library's diagnostics on standard error: the place, the line, a caret
 * below the spot and the advice. */
#ifndef SHENSU_CLI_REPORT_H
#define SHENSU_CLI_REPORT_H

#include "cli/text.h"
#include "shensu.h"

void report(shensu *session);
/* Appends one diagnostic, for what is printed elsewhere. */
void report_one(struct text *out, const shensu_diagnostic_info *info);

#endif
