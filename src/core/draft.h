/* A draft: the letter's words in their places, the form text, and what the
 * merchant must know.
 * Input: decisions and a language.  Output: this struct, read by render/. */
#ifndef SHENSU_CORE_DRAFT_H
#define SHENSU_CORE_DRAFT_H

#include "core/deadline.h"

/* A text that shows, with its finished words (values in place, not joined). */
struct shown {
	uint32_t text;
	struct str words;
};

struct block {
	struct str words;
};

struct section {
	struct str heading; /* may be empty */
	uint32_t number;    /* among the sections with a heading, from 1; else 0 */
	bool listed;        /* blocks are numbered: there are two or more */
	struct block *blocks;
	uint32_t n_blocks, room;
};

struct form {
	struct str words;
	size_t length; /* in the form's counting unit */
	uint32_t limit;
	bool fits; /* false: the must-pieces alone are too long */
};

struct draft {
	const struct pack *pack;
	const struct violation *violation;
	const struct kase *kase;
	struct decisions *decisions;
	struct arena *arena;
	uint32_t language;

	bool ready;
	uint32_t refusal; /* row, or NO_ROW */
	struct str title;
	struct section *sections;
	uint32_t n_sections, sections_room;
	struct shown *shown; /* letter and notes, in order */
	uint32_t n_shown, shown_room;
	uint32_t *exhibits; /* evidence in the order of citation */
	uint32_t n_exhibits, exhibits_room;
	uint32_t *blanks; /* variables behind visible blanks */
	uint32_t n_blanks, blanks_room;
	uint32_t *hits; /* banned words in texts that show: the rules are wrong */
	uint32_t n_hits, hits_room;
	struct form form;
	struct until until;
	int64_t now; /* seconds, local to the platform */
	bool late;
};

struct draft_options {
	uint32_t language;
	uint32_t limit; /* of the form text */
	int64_t now;    /* seconds, local to the platform */
};

/* Writes the draft.  The decisions must be consistent.  A refused case has
 * no letter and no form text. */
void draft_make(struct draft *draft, struct arena *arena, struct decisions *decisions,
                const struct draft_options *options);

/* The words of a text, in a language; missing answers become blanks, which
 * are noted.  For evidence see draft_exhibit(). */
struct str draft_words(struct draft *draft, struct range body, uint32_t measure, uint32_t language);
/* Whether every place of a body has its answer, and its evidence a number. */
bool draft_complete(const struct draft *draft, struct range body);
/* The number of a piece of evidence, from 1; 0 when nothing cites it. */
uint32_t draft_exhibit(const struct draft *draft, uint32_t var);

/* form.c */
void draft_form(struct draft *draft, uint32_t limit);

/* Papers of the proposed reason that are not enclosed, and other things that
 * keep a draft from being ready. */
bool draft_lacks_papers(const struct draft *draft);
/* Whether the group of papers that starts at `row` has one enclosed; moves
 * `*row` behind the group. */
bool draft_has_paper(const struct draft *draft, const struct reason *reason, uint32_t *row);
/* The proposed reason's row, or NO_ROW. */
uint32_t draft_reason(const struct draft *draft);

#endif
