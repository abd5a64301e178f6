/* shensu sheet: all words of the rules on one page. */
#include <string.h>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/save.h"
#include "cli/session.h"

static bool save(const struct settings *settings, shensu_text page)
{
	const char *name = settings->letter ? settings->letter : "-";
	struct output output = {name, page};
	struct saving saving = {&output, 1, settings->force, 0666};
	const char *const args[WORD_ARGS] = {name};
	struct text out = {0};

	if (!save_all(&saving))
		return false;
	if (!strcmp(name, "-"))
		return true;
	words_add(&out, WORD_SAVED_PAGE, args);
	text_say(&out);
	return true;
}

static int run(const struct settings *settings)
{
	shensu *session = session_open(settings);
	shensu_text page;

	if (!session)
		return EXIT_COULD_NOT;
	bool ok = shensu_sheet(session, settings->operands[0], &page);
	report(session);
	ok = ok && save(settings, page);
	shensu_close(session);
	return ok ? EXIT_DONE : EXIT_COULD_NOT;
}

static const struct option options[] = {
        OPTION_TEXT("-o", "FILE", letter, WORD_HELP_PAGE),
        OPTION_RULES,
        OPTION_TEXT("--templates", "DIR", templates, WORD_HELP_TEMPLATES),
        OPTION_FLAG("--force", force, WORD_HELP_FORCE),
        OPTION_HELP,
};

const struct command command_sheet = {
        .name = "sheet",
        .run = run,
        .operands = "[VIOLATION]",
        .least = 0,
        .most = 1,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_SHEET,
        .help = WORD_HELP_SHEET,
};
