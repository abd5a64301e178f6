/* The command line: a table of options for each command, and the words of a
 * user turned into settings by it.  Usage and help are printed from the same
 * rows, so they cannot differ. */
#ifndef SHENSU_CLI_OPTIONS_H
#define SHENSU_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/text.h"
#include "cli/words.h"

/* What the user wants; NULL, 0 and false where he did not say. */
struct settings {
	const char **operands; /* NULL behind the last */
	size_t n_operands;
	const char **pairs; /* of -a, or of --allow */
	size_t n_pairs;
	const char *answers; /* of -f */
	const char *letter;  /* of -o */
	const char *form, *notes, *language, *rules, *templates, *stance;
	uint32_t limit;
	int64_t now;
	const char *explain; /* of verify and lint: the id of a finding */
	bool has_now, force, no_input, json, sarif, yaml, accept, help;
};

struct option {
	const char *name;  /* "-o" or "--form" */
	const char *value; /* "FILE"; NULL when it takes none */
	/* Stores the value in the settings; reports what is wrong with it. */
	bool (*store)(struct settings *settings, const struct option *option, const char *value);
	size_t where; /* offset in the settings, for those that need it */
	enum word help;
};

bool option_flag(struct settings *settings, const struct option *option, const char *value);
bool option_text(struct settings *settings, const struct option *option, const char *value);
bool option_pair(struct settings *settings, const struct option *option, const char *value);
bool option_limit(struct settings *settings, const struct option *option, const char *value);
bool option_now(struct settings *settings, const struct option *option, const char *value);

/* The rows.  Each table ends with OPTION_HELP. */
#define OPTION_FLAG(name, field, help)                                                                       \
	{                                                                                                    \
		name, NULL, option_flag, offsetof(struct settings, field), help                              \
	}
#define OPTION_TEXT(name, value, field, help)                                                                \
	{                                                                                                    \
		name, value, option_text, offsetof(struct settings, field), help                             \
	}
#define OPTION_PAIRS                                                                                         \
	{                                                                                                    \
		"-a", "KEY=VALUE", option_pair, 0, WORD_HELP_PAIR                                            \
	}
#define OPTION_LIMIT                                                                                         \
	{                                                                                                    \
		"--limit", "N", option_limit, 0, WORD_HELP_LIMIT                                             \
	}
#define OPTION_NOW                                                                                           \
	{                                                                                                    \
		"--now", "TIME", option_now, 0, WORD_HELP_NOW                                                \
	}
#define OPTION_LANG  OPTION_TEXT("--lang", "zh-CN|en", language, WORD_HELP_LANG)
#define OPTION_RULES OPTION_TEXT("--rules", "DIR", rules, WORD_HELP_RULES)
#define OPTION_HELP  OPTION_FLAG("--help", help, WORD_HELP_HELP)

struct command {
	const char *name;
	int (*run)(const struct settings *settings); /* returns the exit status */
	const char *operands;                        /* as in the usage: "VIOLATION [TEXT-ID]" */
	size_t least, most;                          /* number of operands */
	const struct option *options;
	size_t n_options;
	enum word summary, help;
};

/* Reads the words behind the command, up to the NULL.  False after having
 * reported a mistake. */
bool options_read(const struct command *command, char **words, struct settings *settings);
/* Usage, options and what they do. */
void options_help(struct text *out, const struct command *command);

#endif
