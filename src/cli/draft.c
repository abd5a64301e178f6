/* shensu draft: answers in, letter, form text and notes out. */
#include <string.h>

#include "cli/commands.h"
#include "cli/memory.h"
#include "cli/report.h"
#include "cli/save.h"
#include "cli/session.h"
#include "cli/show.h"

/* The files of one run: at most the letter, the form text and the notes. */
struct outputs {
	struct output items[3];
	enum word saved[3]; /* what to say about each */
	size_t n;
};

static void plan(struct outputs *outputs, const char *name, enum word saved)
{
	if (!name)
		return;
	outputs->items[outputs->n].name = name;
	outputs->saved[outputs->n++] = saved;
}

/* What can be known to be wrong before anything is read. */
static bool check(const struct settings *settings)
{
	struct outputs outputs = {.n = 0};
	shensu_document document;

	if (!settings->n_operands && !settings->answers)
		return COMPLAIN(NO_VIOLATION, NULL);
	if (settings->letter && !shensu_document_of(settings->letter, &document))
		return COMPLAIN(UNKNOWN_ENDING, settings->letter);
	plan(&outputs, settings->letter, WORD_SAVED_LETTER);
	plan(&outputs, settings->form, WORD_SAVED_FORM);
	plan(&outputs, settings->notes, WORD_SAVED_NOTES);
	return save_distinct(outputs.items, outputs.n, settings->answers);
}

static void summarize(shensu_draft *draft)
{
	struct text out = {0};
	shensu_text summary;

	if (!shensu_draft_write(draft, SHENSU_SUMMARY, &summary))
		return;
	show(&out, summary.bytes, summary.length, true);
	text_say(&out);
}

static const char *letter_name(const shensu_draft *draft, const struct settings *settings)
{
	struct text name = {0};
	shensu_text violation = shensu_draft_violation(draft);

	if (settings->letter)
		return settings->letter;
	text_put(&name, "appeal-");
	text_add(&name, violation.bytes, violation.length);
	text_put(&name, ".txt");
	const char *copy = memory_copy(name.p, name.n);
	text_free(&name);
	return copy;
}

static bool add(struct outputs *outputs, shensu_draft *draft, const char *name, shensu_document document,
                enum word saved)
{
	if (!name)
		return true;
	plan(outputs, name, saved);
	return shensu_draft_write(draft, document, &outputs->items[outputs->n - 1].content) ||
	       COMPLAIN(NO_DOCUMENT, name);
}

static bool add_letter(struct outputs *outputs, shensu_draft *draft, const struct settings *settings)
{
	const char *name = letter_name(draft, settings);
	shensu_document document;

	if (!shensu_document_of(name, &document))
		return COMPLAIN(UNKNOWN_ENDING, name);
	return add(outputs, draft, name, document, WORD_SAVED_LETTER) &&
	       add(outputs, draft, settings->form, SHENSU_FORM, WORD_SAVED_FORM);
}

static void say_saved(const struct outputs *outputs)
{
	struct text out = {0};

	for (size_t i = 0; i < outputs->n; i++) {
		const char *const args[WORD_ARGS] = {outputs->items[i].name};
		if (!strcmp(args[0], "-"))
			continue;
		text_put(&out, out.n ? word(WORD_SAVED_BETWEEN) : "shensu: ");
		words_add(&out, outputs->saved[i], args);
	}
	if (!out.n)
		return;
	text_put(&out, "\n");
	text_say(&out);
}

static bool save(shensu_draft *draft, const struct settings *settings)
{
	struct outputs outputs = {.n = 0};
	bool refused = shensu_draft_outcome(draft) == SHENSU_REFUSED;

	if (!refused && !add_letter(&outputs, draft, settings))
		return false;
	if (!add(&outputs, draft, settings->notes, SHENSU_NOTES, WORD_SAVED_NOTES))
		return false;
	struct saving saving = {outputs.items, outputs.n, settings->force, 0600};
	if (!save_distinct(outputs.items, outputs.n, settings->answers) || !save_all(&saving))
		return false;
	say_saved(&outputs);
	return true;
}

static int status_of(shensu_outcome outcome)
{
	switch (outcome) {
	case SHENSU_READY:
		return EXIT_DONE;
	case SHENSU_NOT_READY:
		return EXIT_FINDINGS;
	case SHENSU_REFUSED:
		return EXIT_REFUSED;
	}
	return EXIT_COULD_NOT;
}

static int run(const struct settings *settings)
{
	int status = EXIT_COULD_NOT;
	shensu *session = check(settings) ? session_open(settings) : NULL;

	if (!session)
		return status;
	shensu_draft *draft = session_draft(session, settings);
	report(session);
	if (draft) {
		summarize(draft);
		if (save(draft, settings))
			status = status_of(shensu_draft_outcome(draft));
	}
	shensu_close(session);
	return status;
}

static const struct option options[] = {
        OPTION_PAIRS,
        OPTION_TEXT("-f", "FILE", answers, WORD_HELP_ANSWERS),
        OPTION_TEXT("-o", "FILE", letter, WORD_HELP_LETTER),
        OPTION_TEXT("--form", "FILE", form, WORD_HELP_FORM),
        OPTION_TEXT("--notes", "FILE", notes, WORD_HELP_NOTES),
        OPTION_LANG,
        OPTION_LIMIT,
        OPTION_NOW,
        OPTION_RULES,
        OPTION_TEXT("--templates", "DIR", templates, WORD_HELP_TEMPLATES),
        OPTION_FLAG("--force", force, WORD_HELP_FORCE),
        OPTION_FLAG("--no-input", no_input, WORD_HELP_NO_INPUT),
        OPTION_HELP,
};

const struct command command_draft = {
        .name = "draft",
        .run = run,
        .operands = "[VIOLATION]",
        .least = 0,
        .most = 1,
        .options = options,
        .n_options = sizeof(options) / sizeof(*options),
        .summary = WORD_SUM_DRAFT,
        .help = WORD_HELP_DRAFT,
};
