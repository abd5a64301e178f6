/* Loading a pack: from trees with places to resolved tables.  Each file of
 * this module (load_*.c) takes one part of the rules; what an author got
 * wrong is a diagnostic, and loading goes on to find the rest.
 * This header is for the module alone; others see pack_load.h. */
#ifndef SHENSU_CORE_LOAD_H
#define SHENSU_CORE_LOAD_H

#include "core/build.h"
#include "data/tree.h"

struct loader {
	struct arena *arena;
	struct diags *diags;
	struct builder build;
	struct violation violation; /* the one that is being loaded */
	const struct node *profile;
	const struct node *measures; /* of the profile: slots and condition */
	struct str stances[STANCES_MAX];
	uint32_t n_stances;
};

/* -- fields.c: which keys a mapping may have ------------------------------- */

enum map_kind {
#define FIELDS(map, en) MAP_##map,
#define FIELD(map, key, kind, need, doc)
#include "core/fields.def"
#undef FIELDS
#undef FIELD
	MAP_COUNT
};

/* Reports unknown keys, values of the wrong kind and missing required keys.
 * False when `node` is no mapping (reported, too). */
bool fields_check(struct loader *loader, enum map_kind map, const struct node *node);
/* Whether `key` stands there, even if misspelt: then it is not missing. */
bool fields_named(enum map_kind map, const struct node *node, struct str key);

/* -- load_words.c: small values -------------------------------------------- */

/* Reports `node` unless it is a text; then its text, else the empty view. */
struct str load_text(struct loader *loader, const struct node *node);
/* The first item of a list, the first member of a mapping; NULL for NULL, and
 * for what is none, which is reported. */
const struct node *load_items(struct loader *loader, const struct node *node);
const struct node *load_members(struct loader *loader, const struct node *node);
bool load_flag(struct loader *loader, const struct node *node); /* NULL: no */
/* Words in every language of the pack; 0 when `node` is NULL. */
words_id load_words(struct loader *loader, const struct node *node);
/* The lines of a text as one, joined as the language joins them. */
struct str load_lines(struct loader *loader, struct str text, uint32_t language);
/* Reports missing, empty and unknown languages. */
void load_words_check(struct loader *loader, const struct node *map);
/* The same, where a mapping holds other keys beside the languages. */
words_id load_words_among(struct loader *loader, const struct node *map);
/* "a, b, c" */
struct str load_listed(struct loader *loader, const struct str *words, uint32_t n);
/* A slug: lower-case letters, digits, and - _ . inside. */
struct ref load_name(struct loader *loader, struct str name, struct place place);
struct ref load_ref(struct loader *loader, const struct node *node);
/* Texts of a list, as rows of `strings`. */
struct range load_strings(struct loader *loader, const struct node *list);
/* A source or point of advice by name; reports what is not in the profile. */
uint32_t load_origin(struct loader *loader, const struct node *node, uint32_t otherwise);
struct range load_advice(struct loader *loader, const struct node *list);
/* Numbers as rows of `numbers`. */
struct range load_numbers(struct loader *loader, const uint32_t *numbers, uint32_t n);
int64_t load_integer(struct loader *loader, const struct node *node, int64_t min, int64_t max);
/* Row of `name` among `n` words; reports it with a suggestion when absent. */
uint32_t load_word_of(struct loader *loader, const struct node *node, const struct str *words, uint32_t n);

/* -- load_cond.c, load_check.c, load_body.c -------------------------------- */

/* The condition of a mapping; NULL gives 0, "always". */
uint32_t load_cond(struct loader *loader, const struct node *node);
/* A list of names (checks.x: pass; question: answered) and mappings. */
uint32_t load_claims(struct loader *loader, const struct node *list);
/* Tests on checks, a row each: `name` (its first outcome), {name: outcomes}. */
struct range load_check_tests(struct loader *loader, const struct node *list);
/* A variable by name; NO_ROW and a diagnostic with suggestion when unknown. */
uint32_t load_var(struct loader *loader, struct str name, struct place place);
/* A variable of one kind, whose prefix ("evidence.") may be left out. */
uint32_t load_var_of(struct loader *loader, struct str name, struct place place, enum var_kind kind);

void load_check(struct loader *loader, const struct node *node, struct check *check);

enum body_kind { BODY_TEXT, BODY_MEASURE };
/* The pieces of one text in one language. */
struct range load_body(struct loader *loader, const struct node *node, enum body_kind kind,
                       uint32_t language);
/* The pieces of a pattern, of which `places` (bits of enum piece_kind) may be used. */
struct range load_pattern(struct loader *loader, const struct node *node, uint32_t places);
/* Texts in every language: row of `bodies` for the first one. */
uint32_t load_bodies(struct loader *loader, const struct node *words, enum body_kind kind);

/* -- load_profile.c, load_violation.c, load_texts.c ------------------------- */

/* -- load_wording.c, load_saying.c ------------------------------------------- */

/* What a letter should not say; NULL: nothing is told. */
void load_wording(struct loader *loader, const struct node *file);
/* The words of each language as sayings like `saying`. */
void load_sayings(struct loader *loader, const struct node *by_language, struct saying saying);
/* The words that the profile bans for some of these stances, and not for all
 * of them: those are a matter of how rules are written. */
void load_banned_sayings(struct loader *loader, uint32_t rule, uint32_t stances);

/* A member of a section, from the common file or the violation's own. */
struct member {
	const struct node *node;
	struct str name;
	uint32_t origin;
};

/* The common file's members, then the violation's own. */
struct section {
	struct member *items;
	uint32_t n, n_common;
};

/* The row of the slot that a rule names; reports one that does not exist. */
uint32_t load_slot_name(struct loader *loader, const struct node *node);
bool load_profile(struct loader *loader, const struct node *profile, const struct node *common);
/* The names of all variables of a violation, before anything refers to them. */
struct sections {
	struct section questions, evidence, checks, reasons, refusals, measures, paragraphs;
};
/* A question that is named where one of this type is wanted; reports another
 * type.  NO_ROW when there is no such question. */
uint32_t load_var_of_type(struct loader *loader, const struct node *node, enum type type);
/* load_deadline.c: those of the violation `own`, before the profile's. */
void load_deadlines(struct loader *loader, const struct node *own);
/* Which days are worked; NULL: no calendar. */
void load_calendar(struct loader *loader, const struct node *calendar);
void load_declare(struct loader *loader, const struct sections *sections);
void load_question(struct loader *loader, const struct node *node, uint32_t var);
void load_violation(struct loader *loader, const struct node *common, const struct node *own,
                    struct str slug);
void load_texts(struct loader *loader, const struct member *paragraphs, uint32_t n);
/* Notes where banned words stand in the violation's texts. */
void load_hits(struct loader *loader);
/* Reports a circle in what the violation's variables depend on. */
void load_check_cycles(struct loader *loader);
/* The two sentences of a measure as texts of the profile's slots. */
void load_measure(struct loader *loader, const struct member *member, uint32_t var);

#endif
