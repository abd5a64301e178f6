/* The commands.  A new one is a table of options and a function that returns
 * the exit status, and a row in main.c. */
#ifndef SHENSU_CLI_COMMANDS_H
#define SHENSU_CLI_COMMANDS_H

#include "cli/options.h"

extern const struct command command_draft;
extern const struct command command_violations;
extern const struct command command_questions;
extern const struct command command_explain;
extern const struct command command_verify;
extern const struct command command_lint;
extern const struct command command_test;
extern const struct command command_diff;
extern const struct command command_sheet;
extern const struct command command_export;

#endif
