/* From settings to the library: a session with its rules, and a draft made
 * from the answers.  What goes wrong is reported here. */
#ifndef SHENSU_CLI_SESSION_H
#define SHENSU_CLI_SESSION_H

#include "cli/options.h"
#include "shensu.h"

enum { EXIT_DONE, EXIT_FINDINGS, EXIT_COULD_NOT, EXIT_REFUSED };

/* A session without rules. */
shensu *session_bare(void);
/* With the rules and templates that the settings, or SHENSU_RULES, ask for;
 * NULL when they are unusable. */
shensu *session_open(const struct settings *settings);
/* The folder of the rules that the settings, or SHENSU_RULES, ask for; NULL
 * for the built-in ones. */
const char *session_rules(const struct settings *settings);
/* Names the rule files of a pack's folder, to be read one by one. */
bool session_list_rules(const char *folder, shensu_folder *out);
/* Reads all of them. */
bool session_read_rules(const char *folder, shensu_file **files, size_t *n);
/* The draft for the first operand (none: the answers name the violation).
 * NULL when there can be none.  The session's diagnostics are the caller's to
 * report. */
shensu_draft *session_draft(shensu *session, const struct settings *settings);

#endif
