/* shensu test: runs the tests that stand in the rules. */
#define _POSIX_C_SOURCE 200809L
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/folders.h"
#include "cli/memory.h"
#include "cli/report.h"
#include "cli/session.h"

/* -- letters that were kept --------------------------------------------------- */

/* Where the pack lies; and whether a file there could not be read. */
struct pack_folder {
	const char *path;
	bool broken;
};

static bool read_below(void *user, const char *name, shensu_text *content)
{
	struct pack_folder *folder = user;
	const char *path = memory_path(folder->path, name);
	struct stat st;
	shensu_file file;

	if (stat(path, &st))
		return false;
	if (!file_read(path, &file)) {
		folder->broken = true;
		return false;
	}
	*content = file.content;
	return true;
}

static const char *number(uint64_t value)
{
	struct text text = {0};

	text_number(&text, value, 0);
	const char *digits = memory_copy(text.p, text.n);
	text_free(&text);
	return digits;
}

static bool keep(const struct pack_folder *folder, const shensu_test_result *result)
{
	struct saving saving = {.n = result->n_snapshots, .force = true, .mode = 0666};
	struct output *outputs = memory_get((saving.n + 1) * sizeof(*outputs));
	const char *const args[WORD_ARGS] = {number(saving.n), folder->path};
	struct text out = {0};

	for (size_t i = 0; i < saving.n; i++)
		outputs[i] = (struct output){memory_path(folder->path, result->snapshots[i].name),
		                             result->snapshots[i].content};
	saving.outputs = outputs;
	if (!save_with_folders(&saving))
		return false;
	text_put(&out, "shensu: ");
	words_add(&out, WORD_ACCEPTED, args);
	text_put(&out, "\n");
	text_say(&out);
	return true;
}

/* -- the summary ----------------------------------------------------------------- */

/* "57/60" */
static const char *share(shensu_share share)
{
	struct text out = {0};

	text_number(&out, share.reached, 0);
	text_put(&out, "/");
	text_number(&out, share.all, 0);
	const char *words = memory_copy(out.p, out.n);
	text_free(&out);
	return words;
}

static bool summarize(const shensu_test_result *result)
{
	struct text out = {0};
	const char *const most[WORD_ARGS] = {share(result->texts), share(result->choices),
	                                     share(result->outcomes)};
	const char *const rest[WORD_ARGS] = {share(result->evidence), share(result->refusals),
	                                     share(result->wordings)};
	const char *const tests[WORD_ARGS] = {number(result->passed), number(result->failed)};

	words_add(&out, WORD_REACHED, most);
	words_add(&out, WORD_REACHED_MORE, rest);
	words_add(&out, WORD_TESTED, tests);
	bool ok = print(out.p, out.n);
	text_free(&out);
	return ok;
}

static bool is_whole(const shensu_test_result *result)
{
	const shensu_share shares[] = {result->texts, result->choices, result->outcomes, result->evidence,
	                               result->refusals, result->wordings};

	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		if (shares[i].reached < shares[i].all)
			return false;
	return !result->failed;
}

/* -- the command ------------------------------------------------------------------- */

static int run_tests(shensu *session, const struct settings *settings, struct pack_folder *folder)
{
	shensu_test_request request = {
	        .rules = folder->path,
	        .has_now = settings->has_now,
	        .now = settings->now,
	        .accept = settings->accept,
	        .read = folder->path ? read_below : NULL,
	        .user = folder,
	};
	shensu_test_result result;

	bool ran = shensu_test(session, &request, &result);
	report(session);
	if (!ran || folder->broken || (settings->accept && !keep(folder, &result)) || !summarize(&result))
		return EXIT_COULD_NOT;
	return is_whole(&result) ? EXIT_DONE : EXIT_FINDINGS;
}

static int run(const struct settings *settings)
{
	struct settings own = *settings;
	struct pack_folder folder = {0};

	if (settings->n_operands)
		own.rules = settings->operands[0];
	const char *rules = session_rules(&own);
	if (settings->accept && !rules) {
		COMPLAIN(ACCEPT_WITHOUT_FOLDER, NULL);
		return EXIT_COULD_NOT;
	}
	shensu *session = session_open(&own);
	if (!session)
		return EXIT_COULD_NOT;
	folder.path = rules ? folder_of_pack(rules) : NULL;
	int status = run_tests(session, settings, &folder);
	shensu_close(session);
	return status;
}

static const struct option options[] = {
        OPTION_FLAG("--accept", accept, WORD_HELP_ACCEPT),
        OPTION_NOW,
        OPTION_HELP,
};

const struct command command_test = {
        .name = "test",
        .run = run,
        .operands = "[DIR]",
        .least = 0,
        .most = 1,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_TEST,
        .help = WORD_HELP_TEST,
};
