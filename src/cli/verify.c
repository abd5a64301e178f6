/* shensu verify: proves a pack and prints what it found. */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/show.h"

static void add(struct text *out, shensu_text text)
{
	show(out, text.bytes, text.length, true);
}

static void add_case(struct text *out, const shensu_finding_info *info)
{
	words_add(out, WORD_FINDING_CASE, (const char *const[WORD_ARGS]){info->violation.bytes});
	add(out, info->answers);
	text_put(out, "\n");
	text_put(out, word(WORD_FINDING_COMMAND));
	add(out, info->command);
	text_put(out, "\n");
	if (info->test.length)
		text_put(out, word(WORD_FINDING_TEST));
	add(out, info->test);
}

static void add_finding(struct text *out, shensu_proof *proof, size_t i)
{
	shensu_finding_info info;

	shensu_proof_finding(proof, i, &info);
	report_one(out, &info.diagnostic);
	if (info.has_case)
		add_case(out, &info);
	text_put(out, "\n");
}

static void add_total(struct text *out, size_t n)
{
	struct text number = {0};

	text_number(&number, n, 0);
	text_add(&number, "", 1);
	words_add(out, n == 1 ? WORD_FINDING_ONE : WORD_FINDINGS, (const char *const[WORD_ARGS]){number.p});
	text_free(&number);
}

static bool print_findings(shensu_proof *proof)
{
	struct text out = {0};
	shensu_text coverage;
	size_t n = shensu_proof_findings(proof);

	for (size_t i = 0; i < n; i++)
		add_finding(&out, proof, i);
	if (shensu_proof_write(proof, SHENSU_PROOF_COVERAGE, &coverage))
		add(&out, coverage);
	add_total(&out, n);
	bool ok = print(out.p, out.n);
	text_free(&out);
	return ok;
}

static bool print_proof(shensu_proof *proof, const struct settings *settings)
{
	shensu_proof_document document = settings->sarif ? SHENSU_PROOF_SARIF : SHENSU_PROOF_JSON;
	shensu_text text;

	if (!settings->json && !settings->sarif)
		return print_findings(proof);
	return shensu_proof_write(proof, document, &text) && print(text.bytes, text.length);
}

static int explain(const char *id)
{
	struct text out = {0};
	shensu *session = session_bare();
	shensu_text text;
	bool ok = shensu_explain_finding(session, id, &text);

	report(session);
	if (ok) {
		add(&out, text);
		ok = print(out.p, out.n);
		text_free(&out);
	}
	shensu_close(session);
	return ok ? EXIT_DONE : EXIT_COULD_NOT;
}

static int prove(shensu *session, const struct settings *settings)
{
	const char *rules = session_rules(settings);
	shensu_folder folder;
	shensu_verify_request request = {rules ? &folder : NULL, rules, settings->has_now, settings->now};

	if (rules && !session_list_rules(rules, &folder))
		return EXIT_COULD_NOT;
	shensu_proof *proof = shensu_verify(session, &request);
	report(session);
	if (!proof || !print_proof(proof, settings))
		return EXIT_COULD_NOT;
	return shensu_proof_findings(proof) ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const struct settings *settings)
{
	struct settings with_rules = *settings;

	if (settings->json && settings->sarif) {
		COMPLAIN(OPTIONS_EXCLUDE, "--json", "--sarif");
		return EXIT_COULD_NOT;
	}
	if (settings->explain)
		return explain(settings->explain);
	with_rules.rules = settings->operands[0];
	shensu *session = session_bare();
	int status = prove(session, &with_rules);
	shensu_close(session);
	return status;
}

static const struct option options[] = {
        OPTION_FLAG("--json", json, WORD_HELP_JSON),
        OPTION_FLAG("--sarif", sarif, WORD_HELP_SARIF),
        OPTION_TEXT("--explain", "ID", explain, WORD_HELP_EXPLAIN_ID),
        OPTION_NOW,
        OPTION_HELP,
};

const struct command command_verify = {
        .name = "verify",
        .run = run,
        .operands = "[DIR]",
        .least = 0,
        .most = 1,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_VERIFY,
        .help = WORD_HELP_VERIFY,
};
