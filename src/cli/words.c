/* See words.h.  Reads the environment, but no locale: the program speaks
 * Chinese on a machine that has no Chinese locale installed. */
#include "cli/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/show.h"

struct entry {
	const char *id; /* NULL: a phrase, not an error */
	const char *words[2];
	const char *advice[2];
};

static const struct entry entries[] = {
#define ERROR(name, id, en, zh, advice_en, advice_zh) {id, {en, zh}, {advice_en, advice_zh}},
#define PHRASE(name, en, zh)                          {NULL, {en, zh}, {"", ""}},
#define REASON(number, en, zh, advice_en, advice_zh)
#include "cli/words.def"
#undef ERROR
#undef PHRASE
#undef REASON
};

static const struct reason {
	int number;
	const char *words[2];
	const char *advice[2];
} reasons[] = {
#define ERROR(name, id, en, zh, advice_en, advice_zh)
#define PHRASE(name, en, zh)
#define REASON(number, en, zh, advice_en, advice_zh) {number, {en, zh}, {advice_en, advice_zh}},
#include "cli/words.def"
#undef ERROR
#undef PHRASE
#undef REASON
};

/* The index of the language in the table. */
static int language;

void words_choose(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (!value || !*value)
			continue;
		language = !strncmp(value, "zh", 2);
		return;
	}
}

bool words_chinese(void)
{
	return language == 1;
}

const char *word(enum word word)
{
	return entries[word].words[language];
}

static void fill(struct text *out, const char *pattern, const char *const args[WORD_ARGS])
{
	for (const char *brace; (brace = strchr(pattern, '{')); pattern = brace + 3) {
		const char *arg = args[brace[1] - '0'];
		text_add(out, pattern, (size_t)(brace - pattern));
		if (arg)
			show(out, arg, strlen(arg), false);
	}
	text_put(out, pattern);
}

void words_add(struct text *out, enum word word, const char *const args[WORD_ARGS])
{
	fill(out, entries[word].words[language], args);
}

static void advise(struct text *out, const char *pattern, const char *const args[WORD_ARGS])
{
	if (!*pattern)
		return;
	text_put(out, "        ");
	fill(out, pattern, args);
	text_put(out, "\n");
}

static void begin(struct text *out, enum word error, const char *const args[WORD_ARGS])
{
	const struct entry *entry = &entries[error];

	text_put(out, "shensu: ");
	text_put(out, word(WORD_ERROR));
	text_put(out, ": ");
	fill(out, entry->words[language], args);
	text_put(out, " [");
	text_put(out, entry->id);
	text_put(out, "]\n");
	advise(out, entry->advice[language], args);
}

bool complain(enum word error, const char *const args[WORD_ARGS])
{
	struct text out = {0};

	begin(&out, error, args);
	text_say(&out);
	return false;
}

static const struct reason *reason_of(int number)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].number == number)
			return &reasons[i];
	return NULL;
}

bool complain_errno(enum word error, const char *about, int number)
{
	const struct reason *reason = reason_of(number);
	const char *words = reason ? reason->words[language] : strerror(number);
	const char *const args[WORD_ARGS] = {about, words};
	struct text out = {0};

	begin(&out, error, args);
	if (reason)
		advise(&out, reason->advice[language], args);
	text_say(&out);
	return false;
}
