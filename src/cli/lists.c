/* shensu violations, questions and explain: they print, and save nothing. */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/show.h"

/* Text for people is made safe for their terminal; formats go out as they are. */
static bool print_list(shensu_text list, shensu_list_format format)
{
	struct text out = {0};

	if (format != SHENSU_LIST_TEXT)
		return print(list.bytes, list.length);
	show(&out, list.bytes, list.length, true);
	bool ok = print(out.p, out.n);
	text_free(&out);
	return ok;
}

static shensu_list_format format_of(const struct settings *settings)
{
	if (settings->yaml)
		return SHENSU_LIST_YAML;
	return settings->json ? SHENSU_LIST_JSON : SHENSU_LIST_TEXT;
}

/* Reports, prints the list when there is one, and closes the session. */
static int finish(shensu *session, bool made, shensu_text list, shensu_list_format format)
{
	report(session);
	bool ok = made && print_list(list, format);
	shensu_close(session);
	return ok ? EXIT_DONE : EXIT_COULD_NOT;
}

static int violations(const struct settings *settings)
{
	shensu *session = session_open(settings);
	shensu_list_format format = format_of(settings);
	shensu_text list = {0};

	if (!session)
		return EXIT_COULD_NOT;
	bool made = shensu_violations(session, format, &list);
	return finish(session, made, list, format);
}

static int questions(const struct settings *settings)
{
	shensu_list_format format = format_of(settings);
	shensu_text list = {0};

	if (settings->yaml && settings->json) {
		COMPLAIN(OPTIONS_EXCLUDE, "--yaml", "--json");
		return EXIT_COULD_NOT;
	}
	shensu *session = session_open(settings);
	if (!session)
		return EXIT_COULD_NOT;
	bool made = shensu_questions(session, settings->operands[0], format, &list);
	return finish(session, made, list, format);
}

static int explain(const struct settings *settings)
{
	shensu *session = session_open(settings);
	shensu_text list = {0};

	if (!session)
		return EXIT_COULD_NOT;
	shensu_draft *draft = session_draft(session, settings);
	bool made = draft && shensu_draft_explain(draft, settings->operands[1], &list);
	return finish(session, made, list, SHENSU_LIST_TEXT);
}

static const struct option violations_options[] = {
        OPTION_FLAG("--json", json, WORD_HELP_JSON),
        OPTION_RULES,
        OPTION_HELP,
};

const struct command command_violations = {
        .name = "violations",
        .run = violations,
        .operands = "",
        .options = violations_options,
        .n_options = sizeof(violations_options) / sizeof(*violations_options),
        .summary = WORD_SUM_VIOLATIONS,
        .help = WORD_HELP_VIOLATIONS,
};

static const struct option questions_options[] = {
        OPTION_FLAG("--yaml", yaml, WORD_HELP_YAML),
        OPTION_FLAG("--json", json, WORD_HELP_JSON),
        OPTION_RULES,
        OPTION_HELP,
};

const struct command command_questions = {
        .name = "questions",
        .run = questions,
        .operands = "VIOLATION",
        .least = 1,
        .most = 1,
        .options = questions_options,
        .n_options = sizeof(questions_options) / sizeof(*questions_options),
        .summary = WORD_SUM_QUESTIONS,
        .help = WORD_HELP_QUESTIONS,
};

static const struct option explain_options[] = {
        OPTION_PAIRS, OPTION_TEXT("-f", "FILE", answers, WORD_HELP_ANSWERS),
        OPTION_LANG,  OPTION_NOW,
        OPTION_RULES, OPTION_HELP,
};

const struct command command_explain = {
        .name = "explain",
        .run = explain,
        .operands = "VIOLATION [TEXT-ID]",
        .least = 1,
        .most = 2,
        .options = explain_options,
        .n_options = sizeof(explain_options) / sizeof(*explain_options),
        .summary = WORD_SUM_EXPLAIN,
        .help = WORD_HELP_EXPLAIN,
};
