/* What an edit of the rules changes: for each text the answers with which it
 * shows in one pack only, or in both with other words.
 * Input: two packs.  Output: changes, smallest sets first, and notes. */
#ifndef SHENSU_PROOF_DIFF_H
#define SHENSU_PROOF_DIFF_H

#include "core/pack.h"

enum { DIFF_OLD, DIFF_NEW, DIFF_SIDES };

/* Something that a case has a value of: a variable, or one option of a
 * question that takes several. */
struct diff_level {
	struct str name, option; /* option: empty for a variable */
	bool in[DIFF_SIDES];     /* which packs have it */
	uint32_t n;
	struct str values[32]; /* by value; "unanswered", "answered", "today", "proposed" are our words */
};

/* The level's value is one of the mask. */
struct diff_cond {
	const struct diff_level *level;
	uint32_t mask;
};

/* All of its conditions hold; none: every case. */
struct diff_line {
	struct diff_cond *conds;
	uint32_t n;
};

enum diff_kind { DIFF_SHOWS, DIFF_HIDES, DIFF_WORDS /* or the same in another slot */ };

struct diff_change {
	enum diff_kind kind;
	struct str violation, id;
	struct place place;
	struct str before, after; /* words of all languages, a line each; may be empty */
	struct str cases;         /* exact, or as "4.31e38" */
	struct diff_line *lines;  /* fewest conditions first; together exactly those cases */
	uint32_t n_lines;
	bool cut; /* there would be more lines */
};

enum diff_note_kind {
	NOTE_VIOLATION_OLD,
	NOTE_VIOLATION_NEW,
	NOTE_VAR_OLD,
	NOTE_VAR_NEW,
	NOTE_OPTION_OLD,
	NOTE_OPTION_NEW,
	NOTE_REDEFINED, /* both packs have it, but its values are not the same thing */
	NOTE_BOUNDS,    /* other limits of what may be typed */
	NOTE_QUOTED,    /* other words of what texts quote */
	NOTE_FRAME,     /* other headings, slots, addressee: every letter */
	NOTE_ORDER,     /* a text stands elsewhere among the others */
	NOTE_FORM,      /* another priority in the form text */
	NOTE_UNSEEN,    /* words changed, never shown */
	NOTE_CASES_OLD, /* cases that only the old pack has a whole letter for */
	NOTE_CASES_NEW,
	NOTE_NOT_COMPARED,
	NOTE_COUNT
};

struct diff_note {
	enum diff_note_kind kind;
	struct str violation, name;
	struct place place;
	struct str before, after;
};

struct diff {
	struct arena *arena;
	struct diff_change *changes;
	uint32_t n_changes, changes_room;
	struct diff_note *notes;
	uint32_t n_notes, notes_room;
};

/* Compares; what it hands out lives in `arena` and in the packs. */
void diff_packs(struct diff *out, struct arena *arena, const struct pack *old, const struct pack *new);
/* The result for people. */
struct str diff_report(const struct diff *diff, const struct diags *diags, enum message_language language);

#endif
