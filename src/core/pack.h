/* A pack: the rules of one platform, checked and resolved, read-only.
 *
 * It is one block of bytes: tables of rows that refer to each other by row
 * number, never by address.  So a pack that was built with the program needs
 * no loading: the block is a constant of the program. */
#ifndef SHENSU_CORE_PACK_H
#define SHENSU_CORE_PACK_H

#include "base/diag.h"

/* Bytes in the table `chars`. */
struct ref {
	uint32_t at, n;
};

/* Rows [first, first + n) of a table that the field's comment names. */
struct range {
	uint32_t first, n;
};

/* Words for people: row of `strings` for the first language; those of the
 * others follow it.  0: none. */
typedef uint32_t words_id;

enum { STANCES_MAX = 8, OPTIONS_MAX = 31 };

#define NO_ROW UINT32_MAX

/* -- the profile ---------------------------------------------------------- */

enum take { TAKE_ONE, TAKE_OPTIONAL, TAKE_SOME, TAKE_ANY, TAKE_NONE };
enum slot_as { AS_RUN, AS_LIST, AS_TITLE, AS_NOTES };
/* In a letter that adds to an earlier one: as ever, not at all, or only texts
 * with a paper that is enclosed now. */
enum supplement { SUPPLEMENT_KEEPS, SUPPLEMENT_HIDES, SUPPLEMENT_PAPERS };

struct slot {
	struct ref id;
	uint8_t as;                /* enum slot_as */
	uint8_t joins;             /* goes on in the section of the slot before */
	uint8_t supplement;        /* enum supplement */
	uint8_t take[STANCES_MAX]; /* enum take, by option of the stance */
	words_id heading[STANCES_MAX];
	struct place place;
};

enum { PERIOD_MONTH, PERIOD_YEAR, PERIOD_OTHER, PERIOD_PATTERNS };

/* How a language writes; the ranges are patterns in `pieces`. */
struct language {
	struct ref tag, name;
	struct range months;   /* strings; empty: months are numbers */
	struct range numerals; /* strings; empty: headings get Arabic numbers */
	struct range date, time, period[PERIOD_PATTERNS], money, quantity, exhibit, blank;
	struct ref list[2]; /* between items; before the last one */
	struct ref line, sentence, clause, stop, final;
};

/* Where a fact was read. */
struct origin {
	struct ref name, title, url, version, checked;
	uint32_t confirmed;
	struct place place;
};

struct point {
	struct ref id;
	words_id words;
	struct place place;
};

/* A word that texts must not hold for the stances of the mask; or, with
 * `except`, a longer word in which it is harmless. */
struct banned {
	struct ref word;
	uint32_t stances, language, except;
};

/* A word by which a text states more than its places show, so that it must
 * declare what it claims; or, with `except`, a longer word in which it does not. */
struct claim_word {
	struct ref word;
	uint32_t language, except;
};

/* Where a banned word stands in the rules' own words: found when the rules
 * are loaded, looked up when a letter is written. */
struct hit {
	uint32_t text, body; /* row of `bodies` */
	uint32_t stances;
	struct ref word;
};

enum unit { UNIT_DAY, UNIT_WORKING_DAY, UNIT_HOUR };

enum span_kind { SPAN_COVERED, SPAN_HOLIDAY, SPAN_WORKDAY };

/* Days from one to another, both counted, that the calendar knows. */
struct day_span {
	int64_t from, to;
	uint32_t kind; /* enum span_kind */
};

struct profile {
	struct ref platform, version, checked;
	words_id name, addressee, channel;
	struct ref stance, signature, date; /* names of questions */
	int32_t zone;                       /* seconds east of UTC */
	uint32_t form_language, form_limit, form_smallest, form_origin;
	uint32_t advice_origin, n_languages;
	uint32_t stale_after; /* days until a source must be read again */
	uint32_t han, latin;  /* languages: of lines in Han characters, of the others */
};

/* -- wording ---------------------------------------------------------------- */

/* What a letter should not say: words, and kinds of things. */
struct wording {
	struct ref id;
	uint8_t level; /* enum level */
	uint8_t outside_quotes, answers;
	uint32_t stances; /* bits; all of them when it does not depend on the stance */
	uint32_t kinds;   /* bits of enum find_kind */
	words_id why, better;
	struct place place;
};

/* A word to find, or, with `except`, one with which others may overlap.  It
 * has a row for each code with which it can begin; rows are sorted by it. */
struct saying {
	uint32_t head, next; /* next: the code that must follow; 0 where several can */
	struct range codes;  /* folded code points and enum saying_code, in `numbers` */
	uint32_t rule;       /* row of `wordings`; NO_ROW: an exception to all */
	uint16_t language;
	uint8_t except;
};

/* A number; a few characters of the same sentence; (a|b). */
enum saying_code { CODE_DIGIT = 0x110000, CODE_GAP, CODE_OPEN, CODE_OR, CODE_CLOSE };

/* Of wording rules without `stances`. */
#define ANY_STANCE UINT32_MAX

/* -- a violation ---------------------------------------------------------- */

enum var_kind { VAR_QUESTION, VAR_EVIDENCE, VAR_MEASURE, VAR_CHECK, VAR_REASON };

/* What a condition can look at.  Its value is a set of options (bits). */
struct var {
	struct ref name; /* as in rules: "evidence.purchase-invoice" */
	uint8_t kind;    /* enum var_kind */
	uint8_t options; /* how many bits; a plain fact has one: answered; 0: refused by the loader */
	uint32_t row;    /* in the table of its kind */
	uint32_t when;   /* cond: relevant only if it holds */
	struct place place;
};

enum { EVIDENCE_NO, EVIDENCE_YES, EVIDENCE_PENDING };
enum { MEASURE_NO, MEASURE_DONE, MEASURE_PLANNED };

enum type {
	TYPE_CHOICE,
	TYPE_MULTI,
	TYPE_YES_NO,
	TYPE_INTEGER,
	TYPE_MONEY,
	TYPE_DATE,
	TYPE_TIME,
	TYPE_PERIOD,
	TYPE_NAME,
	TYPE_CODE,
	TYPE_PROSE
};

enum { TYPE_COUNT = TYPE_PROSE + 1 };

struct question {
	uint8_t type; /* enum type */
	uint8_t optional, needed;
	uint8_t has_default, usual; /* unanswered means: today, or this option of a choice */
	words_id ask, label, help, unit, units;
	words_id join[2];
	int64_t min, max; /* of a number (money in cents), or max length */
	struct range choices;
};

struct choice {
	struct ref id;
	words_id label, say;
	uint32_t when;
	struct place place;
};

struct evidence {
	words_id name, help;
};

struct measure {
	uint32_t done, planned; /* texts */
	uint32_t cause;         /* cond: what it answers; part of its relevance */
};

enum compare { CMP_LT, CMP_LE, CMP_EQ, CMP_GE, CMP_GT, CMP_IN };

/* A fact plus days, or a constant. */
struct side {
	uint32_t is_var, var;
	int64_t value; /* the constant, or the days to add */
};

struct comparison {
	uint32_t op; /* enum compare */
	struct side a, b;
};

/* An outcome of a check: holds when all its comparisons do. */
struct outcome {
	struct ref id;
	struct range comparisons;
};

struct check {
	words_id name; /* 0: only chooses words */
	struct range outcomes;
	struct range facts; /* vars, in `numbers` */
};

struct reason {
	struct ref id;
	words_id name;
	uint32_t when;
	struct range papers; /* papers */
	struct range checks; /* conds, a test each: the outcomes that the papers need */
};

/* Papers of one reason with the same group stand for each other. */
struct paper {
	uint32_t var, group;
};

struct refusal {
	struct ref id;
	uint32_t when, origin;
	words_id say;
	struct range advice; /* points, in `numbers` */
	struct place place;
};

enum cond_op { COND_TEST, COND_ALL, COND_ANY, COND_NOT };

/* Row 0 is "always". */
struct cond {
	uint8_t op;         /* enum cond_op */
	uint32_t var, mask; /* of a test */
	struct range parts; /* conds */
	struct place place;
};

enum piece_kind {
	PIECE_WORDS,
	PIECE_VAR,
	PIECE_DATE,
	PIECE_VIOLATION,
	/* in patterns of a language */
	PIECE_YEAR,
	PIECE_MONTH,
	PIECE_DAY,
	PIECE_TO_YEAR,
	PIECE_TO_MONTH,
	PIECE_TO_DAY,
	PIECE_DAY_OF,
	PIECE_CLOCK,
	PIECE_AMOUNT,
	PIECE_NUMBER,
	PIECE_UNIT,
	PIECE_LABEL
};

struct piece {
	uint8_t kind; /* enum piece_kind */
	uint32_t var;
	struct ref words;
	struct place place;
};

enum { PRIORITY_NONE = 0, PRIORITY_MUST = 255 };
/* A paragraph, a clause, or one of a measure's two sentences. */
struct text {
	struct ref id;         /* of a clause: PARAGRAPH.CLAUSE */
	uint32_t slot;         /* row of slots */
	uint32_t when, claims; /* conds */
	uint32_t parent;       /* the paragraph of a clause, or NO_ROW */
	uint32_t measure;      /* its var, or NO_ROW */
	uint8_t otherwise, blocks, priority;
	uint32_t bodies;       /* row of `bodies` for the first language */
	struct range shorts;   /* bodies, longest first */
	struct range advice;   /* points, in `numbers` */
	struct range excludes; /* texts, in `numbers` */
	uint32_t origin;
	struct place place;
};

/* How long one has; counts from the answer of a question, to the second. */
struct deadline {
	uint32_t when; /* cond */
	uint32_t from; /* var */
	uint32_t value, unit, origin;
};

struct violation {
	struct ref slug;
	words_id name;
	struct range aliases; /* strings */
	uint32_t origin;
	struct range vars, reasons, refusals, texts, hits;
	uint32_t reason;                         /* var */
	uint32_t stance;                         /* var */
	uint32_t signature, date;                /* vars */
	struct range deadlines;                  /* the first that applies counts */
	uint32_t supplement;                     /* cond; NO_ROW: never */
	struct place place;
};

#define PACK_TABLES(TABLE)                                                                                   \
	TABLE(struct profile, profile)                                                                       \
	TABLE(struct language, languages)                                                                    \
	TABLE(struct slot, slots)                                                                            \
	TABLE(struct origin, origins)                                                                        \
	TABLE(struct point, points)                                                                          \
	TABLE(struct banned, banned)                                                                         \
	TABLE(struct claim_word, claim_words)                                                                \
	TABLE(struct hit, hits)                                                                              \
	TABLE(struct day_span, spans)                                                                        \
	TABLE(struct deadline, deadlines)                                                                    \
	TABLE(struct wording, wordings)                                                                      \
	TABLE(struct saying, sayings)                                                                        \
	TABLE(struct violation, violations)                                                                  \
	TABLE(struct var, vars)                                                                              \
	TABLE(struct question, questions)                                                                    \
	TABLE(struct choice, choices)                                                                        \
	TABLE(struct evidence, evidence)                                                                     \
	TABLE(struct measure, measures)                                                                      \
	TABLE(struct check, checks)                                                                          \
	TABLE(struct outcome, outcomes)                                                                      \
	TABLE(struct comparison, comparisons)                                                                \
	TABLE(struct reason, reasons)                                                                        \
	TABLE(struct paper, papers)                                                                          \
	TABLE(struct refusal, refusals)                                                                      \
	TABLE(struct text, texts)                                                                            \
	TABLE(struct cond, conds)                                                                            \
	TABLE(struct range, bodies)                                                                          \
	TABLE(struct piece, pieces)                                                                          \
	TABLE(uint32_t, numbers)                                                                             \
	TABLE(struct ref, strings)                                                                           \
	TABLE(char, chars)

struct pack {
#define TABLE(type, name)                                                                                    \
	const type *name;                                                                                    \
	uint32_t n_##name;
	PACK_TABLES(TABLE)
#undef TABLE
};

/* Makes a pack of a block that pack_seal() wrote; nothing is copied.  False
 * when the block does not fit this program. */
bool pack_open(struct pack *pack, struct str block);

struct str pack_str(const struct pack *pack, struct ref ref);
/* Words in a language; empty for 0. */
struct str pack_words(const struct pack *pack, words_id words, uint32_t language);
/* The row of the language with this tag, or NO_ROW. */
uint32_t pack_language(const struct pack *pack, struct str tag);
/* The first violation from row `from` on that goes by this slug, official name
 * or alias, or NO_ROW. */
uint32_t pack_violation(const struct pack *pack, struct str name, uint32_t from);
/* A variable of a violation by its name, or NO_ROW. */
uint32_t pack_var(const struct pack *pack, const struct violation *violation, struct str name);
/* A type as rules name it: "yes-no". */
struct str pack_type_name(enum type type);
/* A date that is today unless it is answered. */
bool pack_is_today(const struct question *question);
/* The question behind a variable, or NULL. */
const struct question *pack_question(const struct pack *pack, uint32_t var);
/* What people call a variable: label, else question, name of evidence. */
struct str pack_label(const struct pack *pack, uint32_t var, uint32_t language);
/* The slug of option `bit` of a variable: "deny", "yes", "pass". */
struct str pack_option(const struct pack *pack, uint32_t var, uint32_t bit);

#endif
