/* shensu export: the built-in rules and templates as files.  All or none: what
 * exists is looked for first. */
#define _POSIX_C_SOURCE 200809L
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/memory.h"
#include "cli/save.h"
#include "cli/session.h"

static bool is_free(const char *path)
{
	struct stat st;

	return lstat(path, &st) || COMPLAIN(FILE_EXISTS, path);
}

static struct output *plan(const char *folder, size_t *n)
{
	const shensu_file *files = shensu_builtin_files(n);
	struct output *outputs = memory_get((*n + 1) * sizeof(*outputs));

	for (size_t i = 0; i < *n; i++)
		outputs[i] = (struct output){memory_path(folder, files[i].name), files[i].content};
	return outputs;
}

static bool write_out(const struct saving *saving)
{
	for (size_t i = 0; i < saving->n; i++)
		if (!saving->force && !is_free(saving->outputs[i].name))
			return false;
	return save_with_folders(saving);
}

static void say_done(const char *folder, size_t n)
{
	struct text number = {0}, out = {0};

	text_number(&number, n, 0);
	const char *const args[WORD_ARGS] = {memory_copy(number.p, number.n), folder};
	text_put(&out, "shensu: ");
	words_add(&out, WORD_EXPORTED, args);
	text_put(&out, "\n");
	text_say(&out);
	text_free(&number);
}

static int run(const struct settings *settings)
{
	struct saving saving = {.force = settings->force, .mode = 0666};
	const char *folder = settings->operands[0];

	if (!*folder) {
		COMPLAIN(MISSING_OPERAND, "DIR", "export");
		return EXIT_COULD_NOT;
	}
	saving.outputs = plan(folder, &saving.n);
	if (!write_out(&saving))
		return EXIT_COULD_NOT;
	say_done(folder, saving.n);
	return EXIT_DONE;
}

static const struct option options[] = {
        OPTION_FLAG("--force", force, WORD_HELP_FORCE),
        OPTION_HELP,
};

const struct command command_export = {
        .name = "export",
        .run = run,
        .operands = "DIR",
        .least = 1,
        .most = 1,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_EXPORT,
        .help = WORD_HELP_EXPORT,
};
