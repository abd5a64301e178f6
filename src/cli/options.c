/* See options.h. */
#include "cli/options.h"

#include <string.h>

#include "cli/memory.h"
#include "cli/moment.h"
#include "cli/nearest.h"

/* So many can be looked at, given or not: those that are not are NULL. */
enum { USAGE_WIDTH = 78, LEAST_OPERANDS = 3 };

/* -- storing ------------------------------------------------------------- */

static void *slot(struct settings *settings, const struct option *option)
{
	return (char *)settings + option->where;
}

bool option_flag(struct settings *settings, const struct option *option, const char *value)
{
	bool *flag = slot(settings, option);

	(void)value;
	*flag = true;
	return true;
}

bool option_text(struct settings *settings, const struct option *option, const char *value)
{
	const char **text = slot(settings, option);

	if (*text)
		return COMPLAIN(OPTION_TWICE, option->name);
	if (!*value)
		return COMPLAIN(EMPTY_VALUE, option->name, option->value);
	*text = value;
	return true;
}

bool option_pair(struct settings *settings, const struct option *option, const char *value)
{
	(void)option;
	settings->pairs[settings->n_pairs++] = value;
	return true;
}

bool option_limit(struct settings *settings, const struct option *option, const char *value)
{
	uint32_t limit = 0;
	const char *at = value;

	for (; *at >= '0' && *at <= '9' && limit < UINT32_MAX / 10; at++)
		limit = 10 * limit + (uint32_t)(*at - '0');
	if (*at || !limit)
		return COMPLAIN(BAD_LIMIT, value);
	if (settings->limit)
		return COMPLAIN(OPTION_TWICE, option->name);
	settings->limit = limit;
	return true;
}

bool option_now(struct settings *settings, const struct option *option, const char *value)
{
	if (settings->has_now)
		return COMPLAIN(OPTION_TWICE, option->name);
	settings->has_now = moment_read(value, &settings->now);
	return settings->has_now || COMPLAIN(BAD_TIME, value);
}

/* -- reading ------------------------------------------------------------- */

struct reader {
	const struct command *command;
	struct settings *settings;
	char **next;
};

/* The option with this name, `n` bytes long. */
static const struct option *find(const struct command *command, const char *name, size_t n)
{
	for (size_t i = 0; i < command->n_options; i++)
		if (!strncmp(command->options[i].name, name, n) && !command->options[i].name[n])
			return &command->options[i];
	return NULL;
}

static bool unknown(const struct reader *reader, const char *word, size_t n)
{
	struct nearest nearest = {.word = memory_copy(word, n)};

	for (size_t i = 0; i < reader->command->n_options; i++)
		if (reader->command->options[i].name[1] == '-')
			nearest_offer(&nearest, reader->command->options[i].name);
	if (nearest.name)
		return COMPLAIN(UNKNOWN_OPTION_NEAR, nearest.word, nearest.name);
	return COMPLAIN(UNKNOWN_OPTION, nearest.word, reader->command->name);
}

/* The value is the next word, unless that is an option itself: then the value
 * was forgotten. */
static bool store_next(struct reader *reader, const struct option *option)
{
	const char *value = *reader->next;

	if (!value || !strcmp(value, "--") || find(reader->command, value, strlen(value)))
		return COMPLAIN(MISSING_VALUE, option->name, option->value);
	reader->next++;
	return option->store(reader->settings, option, value);
}

static bool long_option(struct reader *reader, const char *word)
{
	size_t n = strcspn(word, "=");
	const struct option *option = find(reader->command, word, n);

	if (!option)
		return unknown(reader, word, n);
	if (option->value && !word[n])
		return store_next(reader, option);
	if (!option->value && word[n])
		return COMPLAIN(NO_VALUE, option->name);
	return option->store(reader->settings, option, word[n] ? word + n + 1 : "");
}

static bool short_option(struct reader *reader, const char *word)
{
	const struct option *option = find(reader->command, word, 2);

	if (!strcmp(word, "-h"))
		return reader->settings->help = true;
	if (!option)
		return unknown(reader, word, strlen(word));
	return word[2] ? option->store(reader->settings, option, word + 2) : store_next(reader, option);
}

static bool operand(struct reader *reader, const char *word)
{
	struct settings *settings = reader->settings;

	if (settings->n_operands == reader->command->most)
		return COMPLAIN(EXTRA_OPERAND, word, reader->command->name);
	settings->operands[settings->n_operands++] = word;
	return true;
}

static bool read_word(struct reader *reader, const char *word)
{
	if (word[0] != '-' || !word[1])
		return operand(reader, word);
	return word[1] == '-' ? long_option(reader, word) : short_option(reader, word);
}

static size_t count(char **words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

bool options_read(const struct command *command, char **words, struct settings *settings)
{
	struct reader reader = {command, settings, words};
	bool only_operands = false, ok = true;

	size_t most = count(words) + LEAST_OPERANDS;

	*settings = (struct settings){.pairs = memory_get(most * sizeof(*settings->pairs)),
	                              .operands = memory_get(most * sizeof(*settings->operands))};
	while (ok && *reader.next) {
		const char *arg = *reader.next++;
		if (only_operands)
			ok = operand(&reader, arg);
		else if (!strcmp(arg, "--"))
			only_operands = true;
		else
			ok = read_word(&reader, arg);
	}
	if (!ok || settings->help || settings->n_operands >= command->least)
		return ok;
	return COMPLAIN(MISSING_OPERAND, command->operands, command->name);
}

/* -- help ---------------------------------------------------------------- */

static size_t label_width(const struct option *option)
{
	return strlen(option->name) + (option->value ? 1 + strlen(option->value) : 0);
}

static void add_label(struct text *out, const struct option *option)
{
	text_put(out, option->name);
	if (!option->value)
		return;
	text_put(out, " ");
	text_put(out, option->value);
}

static void usage(struct text *out, const struct command *command)
{
	size_t start = out->n;

	text_put(out, "  shensu ");
	text_put(out, command->name);
	size_t indent = out->n - start;
	if (*command->operands)
		text_put(out, " ");
	text_put(out, command->operands);
	for (size_t i = 0; i < command->n_options; i++) {
		const struct option *option = &command->options[i];
		if (out->n - start + label_width(option) + 6 > USAGE_WIDTH) {
			text_put(out, "\n");
			start = out->n;
			text_repeat(out, ' ', indent);
		}
		text_put(out, " [");
		add_label(out, option);
		text_put(out, option->store == option_pair ? "]..." : "]");
	}
	text_put(out, "\n");
}

/* Lines after the first stand below it. */
static void add_indented(struct text *out, const char *words, size_t indent)
{
	for (; *words; words++) {
		text_add(out, words, 1);
		if (*words == '\n')
			text_repeat(out, ' ', indent);
	}
	text_put(out, "\n");
}

static void add_rows(struct text *out, const struct command *command)
{
	size_t widest = 0;

	for (size_t i = 0; i < command->n_options; i++)
		if (label_width(&command->options[i]) > widest)
			widest = label_width(&command->options[i]);
	for (size_t i = 0; i < command->n_options; i++) {
		const struct option *option = &command->options[i];
		text_put(out, "  ");
		add_label(out, option);
		text_repeat(out, ' ', widest + 2 - label_width(option));
		add_indented(out, word(option->help), widest + 4);
	}
}

void options_help(struct text *out, const struct command *command)
{
	text_put(out, word(command->help));
	text_put(out, "\n");
	text_put(out, word(WORD_HELP_USAGE));
	usage(out, command);
	text_put(out, "\n");
	text_put(out, word(WORD_HELP_OPTIONS));
	add_rows(out, command);
}
