/* The program's own words, in the user's language.  They all stand in
 * words.def: errors with their advice, phrases of the help, reasons of the
 * operating system. */
#ifndef SHENSU_CLI_WORDS_H
#define SHENSU_CLI_WORDS_H

#include <stdbool.h>

#include "cli/text.h"

enum word {
#define ERROR(name, id, en, zh, advice_en, advice_zh) WORD_##name,
#define PHRASE(name, en, zh)                          WORD_##name,
#define REASON(number, en, zh, advice_en, advice_zh)
#include "cli/words.def"
#undef ERROR
#undef PHRASE
#undef REASON
	WORD_COUNT
};

enum { WORD_ARGS = 3 };

/* Chinese when the first of LC_ALL, LC_MESSAGES and LANG that is not empty
 * begins with "zh", else English. */
void words_choose(void);
bool words_chinese(void);
/* As it stands in the table, places not filled. */
const char *word(enum word word);
/* Appends a phrase with {0} … {2} filled; what goes in is made safe to show. */
void words_add(struct text *out, enum word word, const char *const args[WORD_ARGS]);

/* Prints an error and its advice to standard error; always false. */
bool complain(enum word error, const char *const args[WORD_ARGS]);
/* COMPLAIN(NAME, "argument 0", …): at least one argument; NULL is empty. */
#define COMPLAIN(name, ...) complain(WORD_##name, (const char *const[WORD_ARGS]){__VA_ARGS__})
/* The same for an error of the operating system: {1} is the reason, and the
 * reason's own advice is given, too. */
bool complain_errno(enum word error, const char *about, int number);

#endif
