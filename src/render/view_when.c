/* Conditions and checks in words, with labels where rules have names. */
#include "core/format.h"
#include "render/view.h"

enum phrase {
#define PHRASE(name, en, zh) PHRASE_##name,
#include "render/when.def"
#undef PHRASE
};

static const char *const PHRASES[][2] = {
#define PHRASE(name, en, zh) {en, zh},
#include "render/when.def"
#undef PHRASE
};

struct writer {
	struct arena *arena;
	const struct pack *pack;
	uint32_t language;
};

static struct str phrase(const struct writer *w, enum phrase which)
{
	struct str tag = pack_str(w->pack, w->pack->languages[w->language].tag);
	return str_of(PHRASES[which][str_starts(tag, STR("zh"))]);
}

static struct str filled(const struct writer *w, enum phrase which, struct str a, struct str b, struct str c)
{
	struct buf out = {.arena = w->arena};
	buf_format(&out, phrase(w, which), (const struct str[]){a, b, c});
	return buf_str(&out);
}

#define NOTHING ((struct str){"", 0})

/* -- checks ------------------------------------------------------------------------- */

/* A constant side is a number or a day, like the fact beside it. */
static struct str constant(const struct writer *w, const struct comparison *c, int64_t value)
{
	const struct side *fact = c->a.is_var ? &c->a : &c->b;
	const struct question *q = fact->is_var ? pack_question(w->pack, fact->var) : NULL;
	struct buf out = {.arena = w->arena};
	if (q && (q->type == TYPE_DATE || q->type == TYPE_TIME)) {
		format_date(&out, w->pack, value, w->language);
		return buf_str(&out);
	}
	if (value < 0)
		buf_char(&out, '-');
	buf_uint(&out, (uint64_t)(value < 0 ? -value : value) / (q && q->type == TYPE_MONEY ? 100 : 1));
	return buf_str(&out);
}

static struct str side_words(const struct writer *w, const struct comparison *c, const struct side *side)
{
	struct buf days = {.arena = w->arena};
	if (!side->is_var)
		return constant(w, c, side->value);
	struct str label = pack_label(w->pack, side->var, w->language);
	if (!side->value)
		return label;
	buf_add(&days, side->value < 0 ? STR("-") : NOTHING);
	buf_uint(&days, (uint64_t)(side->value < 0 ? -side->value : side->value));
	return filled(w, PHRASE_DAYS, label, buf_str(&days), NOTHING);
}

static struct str comparison_words(const struct writer *w, const struct comparison *c)
{
	static const struct str signs[] = {{"<", 1}, {"≤", 3}, {"=", 1}, {"≥", 3}, {">", 1}};
	struct str a = side_words(w, c, &c->a), b = side_words(w, c, &c->b);
	if (c->op == CMP_IN)
		return filled(w, PHRASE_IN, a, b, NOTHING);
	return filled(w, PHRASE_COMPARES, a, signs[c->op], b);
}

/* When an outcome comes, if none before it does. */
static struct str outcome_words(const struct writer *w, uint32_t var, uint32_t bit)
{
	const struct check *check = &w->pack->checks[w->pack->vars[var].row];
	struct range all = w->pack->outcomes[check->outcomes.first + bit].comparisons;
	struct buf out = {.arena = w->arena};
	for (uint32_t i = 0; i < all.n; i++) {
		buf_add(&out, i ? phrase(w, PHRASE_AND) : NOTHING);
		buf_add(&out, comparison_words(w, &w->pack->comparisons[all.first + i]));
	}
	return out.n ? buf_str(&out) : phrase(w, PHRASE_OTHERWISE);
}

/* -- labels --------------------------------------------------------------------- */

/* The sentence of a measure, with … for its day. */
static struct str sentence(const struct writer *w, const struct measure *measure)
{
	struct buf out = {.arena = w->arena};
	struct range body = w->pack->bodies[w->pack->texts[measure->done].bodies + w->language];
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &w->pack->pieces[body.first + i];
		buf_add(&out, piece->kind == PIECE_WORDS ? pack_str(w->pack, piece->words) : STR("…"));
	}
	return filled(w, PHRASE_QUOTED, buf_str(&out), NOTHING, NOTHING);
}

/* Its name, else what it compares; else, with outcomes of its own, its key. */
static struct str check_label(const struct writer *w, uint32_t var)
{
	const struct var *v = &w->pack->vars[var];
	struct str key = pack_str(w->pack, v->name);
	if (w->pack->checks[v->row].name)
		return pack_label(w->pack, var, w->language);
	if (str_eq(pack_option(w->pack, var, 0), STR("pass")))
		return filled(w, PHRASE_QUOTED, outcome_words(w, var, 0), NOTHING, NOTHING);
	return filled(w, PHRASE_CHECK, str_sub(key, STR("checks.").n, key.n), NOTHING, NOTHING);
}

static struct str label_of(const struct writer *w, uint32_t var)
{
	const struct var *v = &w->pack->vars[var];
	switch ((enum var_kind)v->kind) {
	case VAR_MEASURE:
		return sentence(w, &w->pack->measures[v->row]);
	case VAR_REASON:
		return phrase(w, PHRASE_REASON);
	case VAR_CHECK:
		return check_label(w, var);
	case VAR_QUESTION:
	case VAR_EVIDENCE:
		break;
	}
	return pack_label(w->pack, var, w->language);
}

static struct str quoted(const struct writer *w, words_id words)
{
	return filled(w, PHRASE_QUOTED, pack_words(w->pack, words, w->language), NOTHING, NOTHING);
}

static struct str answer_of(const struct writer *w, const struct question *q, uint32_t bit)
{
	if (q->choices.n)
		return quoted(w, w->pack->choices[q->choices.first + bit].label);
	if (q->type == TYPE_YES_NO)
		return phrase(w, bit ? PHRASE_YES : PHRASE_NO);
	return phrase(w, PHRASE_ANSWERED);
}

static struct str outcome_of(const struct writer *w, uint32_t var, uint32_t bit)
{
	struct str id = pack_option(w->pack, var, bit);
	if (str_eq(id, STR("pass")))
		return phrase(w, PHRASE_PASS);
	return str_eq(id, STR("fail")) ? phrase(w, PHRASE_FAIL)
	                               : filled(w, PHRASE_QUOTED, id, NOTHING, NOTHING);
}

static struct str option_of(const struct writer *w, uint32_t var, uint32_t bit)
{
	static const enum phrase papers[] = {PHRASE_PAPER_NO, PHRASE_PAPER_YES, PHRASE_PAPER_PENDING};
	static const enum phrase measures[] = {PHRASE_NEITHER, PHRASE_DONE, PHRASE_PLANNED};
	const struct var *v = &w->pack->vars[var];
	switch ((enum var_kind)v->kind) {
	case VAR_QUESTION:
		return answer_of(w, &w->pack->questions[v->row], bit);
	case VAR_EVIDENCE:
		return phrase(w, papers[bit]);
	case VAR_MEASURE:
		return phrase(w, measures[bit]);
	case VAR_CHECK:
		return outcome_of(w, var, bit);
	case VAR_REASON:
		break;
	}
	if (bit + 1 == v->options)
		return phrase(w, PHRASE_NO_REASON);
	return quoted(w, w->pack->reasons[v->row + bit].name);
}

/* -- conditions ------------------------------------------------------------------- */

/* What is asked about is something; a paper or measure is in a state. */
static enum phrase pattern_of(const struct writer *w, uint32_t var, bool negated)
{
	const struct question *q = pack_question(w->pack, var);
	bool choice = q && (q->choices.n || q->type == TYPE_YES_NO);
	if (q && q->type == TYPE_MULTI)
		return negated ? PHRASE_HOLDS_NOT : PHRASE_HOLDS;
	if (choice || w->pack->vars[var].kind == VAR_REASON)
		return negated ? PHRASE_IS_NOT : PHRASE_IS;
	return negated ? PHRASE_STATE_NOT : PHRASE_STATE;
}

/* An outcome with a name of its own says when it comes. */
static struct str value_of(const struct writer *w, uint32_t var, uint32_t bit)
{
	struct str value = option_of(w, var, bit), first = pack_option(w->pack, var, 0);
	if (w->pack->vars[var].kind != VAR_CHECK || str_eq(first, STR("pass")))
		return value;
	return filled(w, PHRASE_OUTCOME, value, outcome_words(w, var, bit), NOTHING);
}

static struct str test_words(const struct writer *w, const struct cond *c, bool negated)
{
	struct buf values = {.arena = w->arena};
	for (uint32_t i = 0; i < w->pack->vars[c->var].options; i++)
		if (c->mask & 1u << i) {
			buf_add(&values, values.n ? phrase(w, PHRASE_OR) : NOTHING);
			buf_add(&values, value_of(w, c->var, i));
		}
	return filled(w, pattern_of(w, c->var, negated), label_of(w, c->var), buf_str(&values), NOTHING);
}

static struct str cond_words(const struct writer *w, uint32_t row, bool inside);

static struct str parts_words(const struct writer *w, const struct cond *c, bool inside)
{
	struct buf out = {.arena = w->arena};
	bool group = inside && c->parts.n > 1;
	for (uint32_t i = 0; i < c->parts.n; i++) {
		buf_add(&out, !i ? NOTHING : phrase(w, c->op == COND_ALL ? PHRASE_AND : PHRASE_OR));
		buf_add(&out, cond_words(w, c->parts.first + i, c->parts.n > 1));
	}
	return group ? filled(w, PHRASE_GROUP, buf_str(&out), NOTHING, NOTHING) : buf_str(&out);
}

static struct str cond_words(const struct writer *w, uint32_t row, bool inside)
{
	const struct cond *c = &w->pack->conds[row];
	const struct cond *part = &w->pack->conds[c->parts.first];
	if (c->op == COND_TEST)
		return test_words(w, c, false);
	if (c->op != COND_NOT)
		return parts_words(w, c, inside);
	while (part->op != COND_TEST && part->op != COND_NOT && part->parts.n == 1)
		part = &w->pack->conds[part->parts.first];
	if (part->op == COND_TEST)
		return test_words(w, part, true);
	return filled(w, PHRASE_NOT, cond_words(w, c->parts.first, false), NOTHING, NOTHING);
}

struct str view_when(struct arena *arena, const struct pack *pack, uint32_t cond, uint32_t language)
{
	struct writer w = {arena, pack, language};
	return cond_words(&w, cond, false);
}

struct str view_place(struct arena *arena, const struct pack *pack, const struct violation *violation,
                      const struct piece *piece, uint32_t language)
{
	struct writer w = {arena, pack, language};
	if (piece->kind == PIECE_DATE)
		return phrase(&w, PHRASE_DAY);
	if (piece->kind == PIECE_VIOLATION)
		return pack_words(pack, violation->name, language);
	return label_of(&w, piece->var);
}

struct str view_option(struct arena *arena, const struct pack *pack, uint32_t var, uint32_t bit,
                       uint32_t language)
{
	struct writer w = {arena, pack, language};
	return option_of(&w, var, bit);
}

struct str view_outcome(struct arena *arena, const struct pack *pack, uint32_t var, uint32_t bit,
                        uint32_t language)
{
	struct writer w = {arena, pack, language};
	return outcome_words(&w, var, bit);
}

struct str view_type(struct arena *arena, const struct pack *pack, enum type type, uint32_t language)
{
	struct writer w = {arena, pack, language};
	return phrase(&w, (enum phrase)(PHRASE_TYPE_CHOICE + type));
}
