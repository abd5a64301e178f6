/* shensu diff: which answers get another letter after an edit of the rules. */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/show.h"

/* Names and words come from files: they are made safe to show. */
static bool print_safely(shensu_text difference)
{
	struct text out = {0};

	show(&out, difference.bytes, difference.length, true);
	bool ok = print(out.p, out.n);
	text_free(&out);
	return ok;
}

static int run(const struct settings *settings)
{
	shensu_file *files[2];
	size_t n[2];
	shensu_text difference;
	bool differs;

	for (int i = 0; i < 2; i++)
		if (!session_read_rules(settings->operands[i], &files[i], &n[i]))
			return EXIT_COULD_NOT;
	shensu *session = session_bare();
	bool ok = shensu_diff(session, files[0], n[0], files[1], n[1], &difference, &differs);
	report(session);
	ok = ok && print_safely(difference);
	shensu_close(session);
	if (!ok)
		return EXIT_COULD_NOT;
	return differs ? EXIT_FINDINGS : EXIT_DONE;
}

static const struct option options[] = {
        OPTION_HELP,
};

const struct command command_diff = {
        .name = "diff",
        .run = run,
        .operands = "OLD NEW",
        .least = 2,
        .most = 2,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_DIFF,
        .help = WORD_HELP_DIFF,
};
