/* The program: finds the command in a table, reads its options and runs it. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/nearest.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/show.h"
#include "shensu.h"

static const struct command *const commands[] = {
        &command_draft, &command_violations, &command_questions, &command_explain, &command_verify,
        &command_lint,  &command_test,       &command_diff,       &command_sheet,     &command_export,
};

enum { N_COMMANDS = sizeof(commands) / sizeof(*commands), NAME_WIDTH = 12 };

static const struct command *find(const char *name)
{
	for (int i = 0; i < N_COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static int unknown(const char *name)
{
	struct nearest nearest = {.word = name};

	for (int i = 0; i < N_COMMANDS; i++)
		nearest_offer(&nearest, commands[i]->name);
	nearest_offer(&nearest, "help");
	if (nearest.name)
		COMPLAIN(UNKNOWN_COMMAND_NEAR, name, nearest.name);
	else
		COMPLAIN(UNKNOWN_COMMAND, name);
	return EXIT_COULD_NOT;
}

static int unknown_option(const char *name)
{
	struct nearest nearest = {.word = name};

	nearest_offer(&nearest, "--help");
	nearest_offer(&nearest, "--version");
	if (nearest.name)
		COMPLAIN(UNKNOWN_OPTION_NEAR, name, nearest.name);
	else
		COMPLAIN(OPTION_FIRST, name);
	return EXIT_COULD_NOT;
}

static int print_text(struct text *text)
{
	bool ok = print(text->p, text->n);

	text_free(text);
	return ok ? EXIT_DONE : EXIT_COULD_NOT;
}

static void add_row(struct text *out, const char *name, enum word summary)
{
	text_put(out, "  ");
	text_put(out, name);
	text_repeat(out, ' ', NAME_WIDTH - strlen(name));
	text_put(out, word(summary));
	text_put(out, "\n");
}

static int help_all(void)
{
	struct text out = {0};

	text_put(&out, word(WORD_HELP_MAIN));
	for (int i = 0; i < N_COMMANDS; i++)
		add_row(&out, commands[i]->name, commands[i]->summary);
	add_row(&out, "help", WORD_SUM_HELP);
	text_put(&out, word(WORD_HELP_MORE));
	return print_text(&out);
}

static int help_one(const struct command *command)
{
	struct text out = {0};

	options_help(&out, command);
	return print_text(&out);
}

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help");
}

static int too_many(const char *word)
{
	COMPLAIN(EXTRA_OPERAND, word, "help");
	return EXIT_COULD_NOT;
}

static int help(char **words)
{
	if (!*words || is_help(*words))
		return help_all();
	if (words[1])
		return too_many(words[1]);
	const struct command *command = find(*words);
	return command ? help_one(command) : unknown(*words);
}

static int version(char **words)
{
	struct text out = {0};

	if (*words)
		return too_many(*words);
	shensu *session = session_bare();
	bool ok = shensu_use_builtin(session);
	report(session);
	text_put(&out, "shensu ");
	text_put(&out, shensu_version());
	text_put(&out, "\n");
	if (ok) {
		shensu_text pack = shensu_pack_version(session);
		show(&out, pack.bytes, pack.length, false);
		text_put(&out, "\n");
	}
	shensu_close(session);
	int status = print_text(&out);
	return ok ? status : EXIT_COULD_NOT;
}

static int run(const struct command *command, char **words)
{
	struct settings settings;

	if (!options_read(command, words, &settings))
		return EXIT_COULD_NOT;
	return settings.help ? help_one(command) : command->run(&settings);
}

static int dispatch(char **words)
{
	if (!*words) {
		COMPLAIN(NO_COMMAND, NULL);
		return EXIT_COULD_NOT;
	}
	if (is_help(*words))
		return help(words + 1);
	if (!strcmp(*words, "--version"))
		return version(words + 1);
	if (**words == '-')
		return unknown_option(*words);
	const struct command *command = find(*words);
	return command ? run(command, words + 1) : unknown(*words);
}

/* A standard descriptor that was closed would be given to the first file that
 * is opened, and take what was meant for the screen.  /dev/null in the wrong
 * direction keeps the number and still fails when it is used. */
static bool occupy_descriptors(void)
{
	struct pollfd fds[] = {{.fd = 0}, {.fd = 1}, {.fd = 2}};

	if (poll(fds, 3, 0) < 0)
		return true;
	for (int i = 0; i < 3; i++)
		if (fds[i].revents & POLLNVAL && open("/dev/null", i ? O_RDONLY : O_WRONLY) != i)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	words_choose();
	/* A reader that went away or a full quota is an error of a write, with a
	 * message, not a sudden end. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (!occupy_descriptors())
		return EXIT_COULD_NOT;
	return dispatch(argv + (argc > 0));
}
