/* shensu lint: reads letters for their wording and prints what it found. */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/memory.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/show.h"

/* -- as text ------------------------------------------------------------------- */

static const char *number(size_t value)
{
	struct text text = {0};

	text_number(&text, value, 0);
	const char *digits = memory_copy(text.p, text.n);
	text_free(&text);
	return digits;
}

static void add_total(struct text *out, const shensu_reading *reading)
{
	size_t n = shensu_reading_findings(reading), allowed = shensu_reading_allowed(reading);

	words_add(out, n == 1 ? WORD_FINDING_ONE : WORD_FINDINGS, (const char *const[WORD_ARGS]){number(n)});
	if (allowed)
		words_add(out, WORD_FINDINGS_ALLOWED, (const char *const[WORD_ARGS]){number(allowed)});
}

static bool print_findings(shensu_reading *reading)
{
	struct text out = {0};
	shensu_diagnostic_info info;

	for (size_t i = 0; i < shensu_reading_findings(reading); i++) {
		shensu_reading_finding(reading, i, &info);
		report_one(&out, &info);
	}
	add_total(&out, reading);
	bool ok = print(out.p, out.n);
	text_free(&out);
	return ok;
}

static bool print_reading(shensu_reading *reading, const struct settings *settings)
{
	shensu_reading_document document = settings->sarif ? SHENSU_READING_SARIF : SHENSU_READING_JSON;
	shensu_text text;

	if (!settings->json && !settings->sarif)
		return print_findings(reading);
	return shensu_reading_write(reading, document, &text) && print(text.bytes, text.length);
}

/* -- the command ----------------------------------------------------------------- */

static int explain(shensu *session, const char *id)
{
	struct text out = {0};
	shensu_text text;
	bool ok = shensu_explain_wording(session, id, &text);

	report(session);
	if (!ok)
		return EXIT_COULD_NOT;
	show(&out, text.bytes, text.length, true);
	ok = print(out.p, out.n);
	text_free(&out);
	return ok ? EXIT_DONE : EXIT_COULD_NOT;
}

/* All of them are tried, so that one run tells of each that cannot be read. */
static bool read_files(const struct settings *settings, shensu_file *files)
{
	bool ok = true;

	for (size_t i = 0; i < settings->n_operands; i++)
		ok = file_read(settings->operands[i], &files[i]) && ok;
	return ok;
}

static int lint(shensu *session, const struct settings *settings)
{
	shensu_file *files = memory_get((settings->n_operands + 1) * sizeof(*files));
	shensu_lint_request request = {
	        .files = files,
	        .n_files = settings->n_operands,
	        .stance = settings->stance,
	        .language = settings->language,
	        .allowed = settings->pairs,
	        .n_allowed = settings->n_pairs,
	};

	if (!read_files(settings, files))
		return EXIT_COULD_NOT;
	shensu_reading *reading = shensu_lint(session, &request);
	report(session);
	if (!reading || !print_reading(reading, settings))
		return EXIT_COULD_NOT;
	return shensu_reading_findings(reading) ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const struct settings *settings)
{
	if (settings->json && settings->sarif) {
		COMPLAIN(OPTIONS_EXCLUDE, "--json", "--sarif");
		return EXIT_COULD_NOT;
	}
	if (!settings->n_operands && !settings->explain) {
		COMPLAIN(MISSING_OPERAND, command_lint.operands, command_lint.name);
		return EXIT_COULD_NOT;
	}
	shensu *session = session_open(settings);
	if (!session)
		return EXIT_COULD_NOT;
	int status = settings->explain ? explain(session, settings->explain) : lint(session, settings);
	shensu_close(session);
	return status;
}

static const struct option options[] = {
        OPTION_TEXT("--stance", "STANCE", stance, WORD_HELP_STANCE),
        OPTION_TEXT("--lang", "zh-CN|en", language, WORD_HELP_LANG_LINT),
        {"--allow", "ID=REASON", option_pair, 0, WORD_HELP_ALLOW},
        OPTION_FLAG("--json", json, WORD_HELP_JSON),
        OPTION_FLAG("--sarif", sarif, WORD_HELP_SARIF),
        OPTION_TEXT("--explain", "ID", explain, WORD_HELP_EXPLAIN_WORDING),
        OPTION_RULES,
        OPTION_HELP,
};

const struct command command_lint = {
        .name = "lint",
        .run = run,
        .operands = "FILE...",
        .least = 0,
        .most = SIZE_MAX,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_LINT,
        .help = WORD_HELP_LINT,
};
