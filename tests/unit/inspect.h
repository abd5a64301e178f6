/* A finished letter, its form text and its notes, looked at as their readers
 * see them: by plain text and the plain trees of the rules, not by what the
 * program or the proof knows of them.  Used by the brute force over the
 * shipped rules (test_shipped.c, test_cuts.c). */
#ifndef SHENSU_TESTS_INSPECT_H
#define SHENSU_TESTS_INSPECT_H

#include "core/draft.h"
#include "rulebook.h"
#include "seen.h"

/* Words that must not stand in a text of a stance, by their first letter. */
struct word_list;
struct numbers;

struct inspector {
	const struct rulebook *book;
	const struct violation *violation;
	struct arena *arena;
	const struct node *profile;
	const struct word_list *words[STANCES_MAX][LANGUAGES_MAX];
	const struct numbers *of_answers; /* in the words of questions, choices, measures */
	struct seen lines;                /* without a fault of their own; most lines stand in many letters */
	int64_t now;                      /* seconds, local to the platform */
	uint32_t met[8]; /* so that nothing holds only because it never met its subject: enum met */
};

enum met {
	MET_BLANKS,
	MET_WORDS,
	MET_EXHIBITS,
	MET_NUMBERS,
	MET_HEADINGS,
	MET_READY,
	MET_SENTENCES,
	MET_COUNT
};

struct finished {
	struct str letter, form, notes;
	uint32_t language, stance;
	bool complete; /* everything that is asked is answered */
	bool ready;
	bool supplement; /* to an earlier letter: it holds what is new only */
	bool blocked;    /* a note with `blocks: yes` shows */
	const struct pair *typed;
	uint32_t n_typed;
	char wrong[400]; /* what is wrong with it */
};

void inspector_begin(struct inspector *x, struct rulebook *book, const struct violation *violation,
                     int64_t now);
void inspector_end(struct inspector *x);
/* False with `wrong` filled. */
bool inspect(struct inspector *x, struct finished *f);

/* -- parts of it, also for those who look for faults ----------------------------------- */

/* A visible blank of the language at or behind `from`; its label.  Empty: none. */
struct str inspect_blank(struct str text, uint32_t language, size_t from);
/* The first banned word of the stance in the text from `*at` on, which is moved
 * behind it; empty: none.  What was typed and official names are passed over. */
struct str inspect_word(const struct inspector *x, const struct finished *f, struct str text,
                        uint32_t language, size_t *at);
/* Sentences of a text; `*at` moves on.  Short ones are passed over; empty: the end. */
struct str inspect_sentence(struct str text, uint32_t language, size_t *at);

#endif
