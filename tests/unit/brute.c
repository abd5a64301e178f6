/* See brute.h. */
#include "brute.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "core/format.h"
#include "core/value.h"
#include "render/view.h"

enum { CASES_BETWEEN = 16, FORM_LIMIT = 200 };

/* -- what to look for -------------------------------------------------------------------- */

enum kind {
	GAP,
	GAP_REASON,
	OVERLAP,
	MISPLACED,
	BLANK_IN,
	CLAIM,
	CITED,
	CONFLICT,
	SHOWS,
	HIDDEN,
	ROOM,
	WORD,
	TWICE,
	UNPAIRED
};

struct watch {
	enum kind kind;
	uint32_t a, b; /* texts, a slot, a variable, a condition; of a word: its language */
	struct str key;
	struct str word;
	bool seen;                        /* in a complete case */
	uint32_t certain, complete;       /* fewest answers */
	uint32_t stances[STANCES_MAX][2]; /* of a missing reason: the same, by stance */
};

static struct watch *watch(struct brute *b, enum kind kind, uint32_t x, uint32_t y, const char *id,
                           struct str p, struct str q)
{
	struct buf key = {.arena = b->arena};
	b->watches = arena_grow(b->arena, b->watches, b->n_watches, &b->watches_room, sizeof *b->watches);
	struct watch *item = &b->watches[b->n_watches++];
	buf_add(&key, str_of(id));
	buf_char(&key, ' ');
	buf_add(&key, p);
	buf_char(&key, ' ');
	buf_add(&key, q);
	*item = (struct watch){.kind = kind, .a = x, .b = y, .certain = UINT32_MAX, .complete = UINT32_MAX};
	item->key = arena_copy(b->arena, buf_str(&key));
	memset(item->stances, 0xFF, sizeof item->stances);
	return item;
}

static struct str text_id(const struct brute *b, uint32_t text)
{
	return pack_str(b->pack, b->pack->texts[text].id);
}

static struct str var_name(const struct brute *b, uint32_t var)
{
	return pack_str(b->pack, b->pack->vars[var].name);
}

static bool is_watched(const struct brute *b, enum kind kind, uint32_t x, uint32_t y)
{
	for (uint32_t i = 0; i < b->n_watches; i++)
		if (b->watches[i].kind == kind && b->watches[i].a == x && b->watches[i].b == y)
			return true;
	return false;
}

static void watch_body(struct brute *b, uint32_t text, struct range body)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++) {
		const struct piece *piece = &b->pack->pieces[i];
		bool paper = piece->kind == PIECE_VAR && b->pack->vars[piece->var].kind == VAR_EVIDENCE;
		enum kind kind = paper ? CITED : BLANK_IN;
		if (piece->kind == PIECE_VAR && !is_watched(b, kind, text, piece->var))
			watch(b, kind, text, piece->var, paper ? "cited" : "blank", text_id(b, text),
			      var_name(b, piece->var));
	}
}

static void watch_bodies(struct brute *b, uint32_t i)
{
	const struct text *t = &b->pack->texts[i];
	for (uint32_t k = 0; k < b->pack->n_languages; k++)
		watch_body(b, i, b->pack->bodies[t->bodies + k]);
	if (t->priority == PRIORITY_MUST)
		watch_body(b, i, b->pack->bodies[t->shorts.first + t->shorts.n - 1]);
}

static bool ever_takes(const struct brute *b, uint32_t slot, enum take one, enum take other)
{
	for (uint32_t i = 0; i < b->pack->vars[b->v->stance].options; i++)
		if (b->pack->slots[slot].take[i] == one || b->pack->slots[slot].take[i] == other)
			return true;
	return false;
}

static void watch_rivals(struct brute *b, uint32_t i)
{
	const struct text *t = &b->pack->texts[i];
	for (uint32_t k = 0; k < t->excludes.n; k++) {
		uint32_t other = b->pack->numbers[t->excludes.first + k];
		watch(b, CONFLICT, i, other, "conflict", text_id(b, i), text_id(b, other));
	}
	if (t->parent != NO_ROW || !ever_takes(b, t->slot, TAKE_ONE, TAKE_OPTIONAL))
		return;
	for (uint32_t k = i + 1; k < b->v->texts.first + b->v->texts.n; k++)
		if (b->pack->texts[k].slot == t->slot && b->pack->texts[k].parent == NO_ROW)
			watch(b, OVERLAP, i, k, "overlap", text_id(b, i), text_id(b, k));
}

/* The variable that a claim begins with. */
static uint32_t claimed(const struct brute *b, uint32_t cond)
{
	while (b->pack->conds[cond].op != COND_TEST)
		cond = b->pack->conds[cond].parts.first;
	return b->pack->conds[cond].var;
}

static void watch_text(struct brute *b, uint32_t i)
{
	const struct text *t = &b->pack->texts[i];
	const struct cond *claims = &b->pack->conds[t->claims];
	struct str id = text_id(b, i);
	watch(b, SHOWS, i, 0, "never-shown", id, STR(""));
	if (t->when && t->measure == NO_ROW) {
		watch(b, HIDDEN, i, 0, "always-shown", id, STR(""));
		watch(b, ROOM, i, 0, "room", id, STR(""));
	}
	if (t->parent == NO_ROW && !t->otherwise && ever_takes(b, t->slot, TAKE_NONE, TAKE_NONE))
		watch(b, MISPLACED, i, 0, "misplaced", id, pack_str(b->pack, b->pack->slots[t->slot].id));
	watch_bodies(b, i);
	for (uint32_t k = 0; t->measure == NO_ROW && k < claims->parts.n; k++) {
		uint32_t cond = claims->parts.first + k;
		watch(b, CLAIM, i, cond, "unfounded-claim", id, var_name(b, claimed(b, cond)));
	}
	watch_rivals(b, i);
}

/* A choice of a question that measures name as their cause, and none names it. */
static uint32_t options_in(const struct pack *pack, uint32_t cond, uint32_t var)
{
	const struct cond *c = &pack->conds[cond];
	uint32_t mask = c->op == COND_TEST && c->var == var ? c->mask : 0;
	for (uint32_t i = 0; c->op != COND_NOT && i < c->parts.n; i++)
		mask |= options_in(pack, c->parts.first + i, var);
	return mask;
}

static void watch_causes(struct brute *b, uint32_t var)
{
	struct range vars = b->v->vars;
	const struct question *q = pack_question(b->pack, var);
	uint32_t answered = 0;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (b->pack->vars[i].kind == VAR_MEASURE)
			answered |= options_in(b->pack, b->pack->measures[b->pack->vars[i].row].cause, var);
	for (uint32_t i = 0; q && answered && var != b->v->stance && i < q->choices.n; i++)
		if (!(answered & 1u << i))
			watch(b, UNPAIRED, var, i, "unpaired", var_name(b, var),
			      pack_option(b->pack, var, i));
}

static void watch_all(struct brute *b)
{
	for (uint32_t i = 0; i < b->pack->n_slots; i++)
		watch(b, GAP, i, 0, "gap", pack_str(b->pack, b->pack->slots[i].id), STR(""));
	if (b->v->reasons.n)
		watch(b, GAP_REASON, 0, 0, "gap", STR(""), STR(""));
	for (uint32_t i = 0; i < b->v->texts.n; i++)
		watch_text(b, b->v->texts.first + i);
	for (uint32_t i = 0; i < b->v->vars.n; i++)
		watch_causes(b, b->v->vars.first + i);
}

/* -- one case -------------------------------------------------------------------------------- */

struct trial {
	struct kase kase;
	struct decisions decisions;
	struct draft drafts[LANGUAGES_MAX];
	bool has_letter, complete;
	bool *shown; /* by text, minus the first */
};

static void make_drafts(struct brute *b, struct trial *t)
{
	for (uint32_t i = 0; i < b->pack->n_languages; i++) {
		struct draft_options options = {i, FORM_LIMIT, b->today * DAY_SECONDS};
		draft_make(&t->drafts[i], &b->scratch, &t->decisions, &options);
	}
	for (uint32_t i = 0; i < t->drafts[0].n_shown; i++)
		t->shown[t->drafts[0].shown[i].text - b->v->texts.first] = true;
}

static void try_case(struct brute *b, struct trial *t, const struct pair *pairs, uint32_t n)
{
	struct diags diags;
	*t = (struct trial){.kase = {.pack = b->pack, .violation = b->v}};
	diags_init(&diags, &b->scratch);
	if (!case_read(&t->kase, &b->scratch, &diags, NULL, pairs, n, b->today))
		return;
	decide(&t->decisions, &b->scratch, &t->kase);
	if (!decide_consistent(&t->decisions, &b->scratch, &diags) ||
	    !decide_needed(&t->decisions, &b->scratch, &diags, 0))
		return;
	for (uint32_t i = 0; i < b->v->refusals.n; i++)
		if (decide_cond(&t->decisions, b->pack->refusals[b->v->refusals.first + i].when) != FALSE)
			return;
	t->has_letter = t->complete = true;
	for (uint32_t i = 0; i < b->v->vars.n; i++)
		if (decide_open(&t->decisions, b->v->vars.first + i))
			t->complete = false;
	t->shown = arena_many(&b->scratch, bool, b->v->texts.n + 1);
	make_drafts(b, t);
}

static bool shown(const struct brute *b, const struct trial *t, uint32_t text)
{
	return t->shown[text - b->v->texts.first];
}

static enum take taken(const struct brute *b, const struct trial *t, uint32_t slot)
{
	return (enum take)b->pack->slots[slot].take[t->decisions.stance];
}

static bool holds(struct str s, struct str part)
{
	return part.n && str_find(s, part, 0) < s.n;
}

static struct str blank_of(struct brute *b, struct str label, uint32_t language)
{
	struct buf blank = {.arena = &b->scratch};
	format_blank(&blank, b->pack, label, language);
	return buf_str(&blank);
}

/* The words that show in the letter, or stand in the form's shortest text,
 * hold the blank of the variable. */
static bool has_blank(struct brute *b, struct trial *t, uint32_t text, uint32_t var)
{
	const struct text *row = &b->pack->texts[text];
	uint32_t form = b->pack->profile->form_language;
	for (uint32_t k = 0; k < b->pack->n_languages; k++) {
		struct str blank = blank_of(b, pack_label(b->pack, var, k), k);
		for (uint32_t i = 0; i < t->drafts[k].n_shown; i++)
			if (t->drafts[k].shown[i].text == text && holds(t->drafts[k].shown[i].words, blank))
				return true;
	}
	if (row->priority != PRIORITY_MUST)
		return false;
	struct range body = b->pack->bodies[row->shorts.first + row->shorts.n - 1];
	struct str brief = draft_words(&t->drafts[form], body, row->measure, form);
	return holds(brief, blank_of(b, pack_label(b->pack, var, form), form));
}

static bool must_fill(const struct brute *b, struct trial *t, uint32_t slot)
{
	bool must = taken(b, t, slot) == TAKE_ONE || taken(b, t, slot) == TAKE_SOME;
	return must && (b->pack->slots[slot].supplement != SUPPLEMENT_HIDES ||
	                decide_supplement(&t->decisions) == FALSE);
}

/* No paragraph of the slot shows; or, for sure, none can. */
static bool is_empty(struct brute *b, struct trial *t, uint32_t slot, bool for_sure)
{
	for (uint32_t i = b->v->texts.first; i < b->v->texts.first + b->v->texts.n; i++) {
		const struct text *text = &b->pack->texts[i];
		if (text->slot == slot && text->parent == NO_ROW &&
		    (for_sure ? decide_text(&t->decisions, i) != FALSE : shown(b, t, i)))
			return false;
	}
	return true;
}

static bool has_no_reason(struct brute *b, struct trial *t, bool for_sure)
{
	struct state s = decide_var(&t->decisions, b->v->reason);
	if (!s.known || s.options != 1u << b->v->reasons.n)
		return false;
	for (uint32_t i = b->v->texts.first; i < b->v->texts.first + b->v->texts.n; i++)
		if (b->pack->texts[i].blocks &&
		    (for_sure ? decide_text(&t->decisions, i) != FALSE : shown(b, t, i)))
			return false;
	return true;
}

static bool is_missing_for_sure(struct brute *b, struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	const struct question *q = pack_question(b->pack, var);
	if (!q)
		return s.known && s.options == 1u << b->v->reasons.n;
	return s.relevant == FALSE || (q->optional && s.relevant == TRUE && !s.known);
}

static bool is_out(struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	return s.relevant == FALSE || s.options != 1u << EVIDENCE_YES;
}

static bool is_measured(struct brute *b, struct trial *t)
{
	for (uint32_t i = b->v->vars.first; i < b->v->vars.first + b->v->vars.n; i++)
		if (b->pack->vars[i].kind == VAR_MEASURE && decide_var(&t->decisions, i).relevant == TRUE)
			return true;
	return false;
}

static bool is_chosen(struct trial *t, uint32_t var, uint32_t bit)
{
	struct state s = decide_var(&t->decisions, var);
	return s.relevant == TRUE && s.known && s.options & 1u << bit;
}

static bool happens(struct brute *b, struct trial *t, const struct watch *x, bool for_sure)
{
	const struct text *text = &b->pack->texts[x->a];
	enum truth truth;
	switch (x->kind) {
	case GAP:
		return must_fill(b, t, x->a) && is_empty(b, t, x->a, for_sure);
	case GAP_REASON:
		return has_no_reason(b, t, for_sure);
	case OVERLAP:
		return shown(b, t, x->a) && shown(b, t, x->b) &&
		       (taken(b, t, text->slot) == TAKE_ONE || taken(b, t, text->slot) == TAKE_OPTIONAL);
	case MISPLACED:
		return taken(b, t, text->slot) == TAKE_NONE && decide_cond(&t->decisions, text->when) == TRUE;
	case BLANK_IN:
		if (!shown(b, t, x->a))
			return false;
		return for_sure ? is_missing_for_sure(b, t, x->b) : has_blank(b, t, x->a, x->b);
	case CITED:
		if (!shown(b, t, x->a))
			return false;
		return for_sure ? is_out(t, x->b) : has_blank(b, t, x->a, x->b);
	case CLAIM:
		if (!shown(b, t, x->a))
			return false;
		truth = decide_cond(&t->decisions, x->b);
		return for_sure ? truth == FALSE : truth != TRUE;
	case CONFLICT:
		return shown(b, t, x->a) && shown(b, t, x->b);
	case SHOWS:
		return shown(b, t, x->a);
	case HIDDEN:
	case ROOM:
		if (taken(b, t, text->slot) == TAKE_NONE ||
		    (text->parent != NO_ROW && !shown(b, t, text->parent)))
			return false;
		return x->kind == ROOM || decide_cond(&t->decisions, text->when) != TRUE;
	case UNPAIRED:
		return is_chosen(t, x->a, x->b) && is_measured(b, t);
	case WORD:
	case TWICE:
		break;
	}
	return false;
}

/* -- the finished letter ---------------------------------------------------------------------------- */

static struct watch *find_watch(struct brute *b, enum kind kind, uint32_t x, uint32_t y, struct str word)
{
	for (uint32_t i = 0; i < b->n_watches; i++) {
		struct watch *item = &b->watches[i];
		if (item->kind == kind && item->a == x && item->b == y && str_eq(item->word, word))
			return item;
	}
	return NULL;
}

static void note(struct brute *b, struct watch *x, bool certain, bool complete)
{
	if (certain && b->n_pairs < x->certain)
		x->certain = b->n_pairs;
	x->seen = x->seen || complete;
	if (complete && b->n_pairs < x->complete)
		x->complete = b->n_pairs;
}

/* By language: the proof names a phrase once, for the letter or for the form. */
static void note_word(struct brute *b, struct trial *t, uint32_t language, struct str word)
{
	struct str tag = pack_str(b->pack, b->pack->languages[language].tag);
	struct watch *x = find_watch(b, WORD, language, 0, word);
	if (!x) {
		x = watch(b, WORD, language, 0, "banned", word, tag);
		x->word = word;
	}
	note(b, x, true, t->complete);
}

static void look_for_words(struct brute *b, struct trial *t, const struct finished *f, struct str text,
                           uint32_t language)
{
	uint64_t start = f->stance * LANGUAGES_MAX + language;
	while (text.n) {
		struct str line = str_cut(&text, '\n'), word;
		uint64_t hash = seen_text(start, line);
		size_t at = 0;
		if (seen_has(&b->clean, hash))
			continue;
		for (word = inspect_word(b->inspector, f, line, language, &at); word.n;
		     word = inspect_word(b->inspector, f, line, language, &at))
			note_word(b, t, language, word), hash = 0;
		if (hash)
			seen_add(&b->clean, hash);
	}
}

/* What the form could say: each short text of what shows, chosen or not. */
static void look_at_shorts(struct brute *b, struct trial *t, const struct finished *f)
{
	uint32_t language = b->pack->profile->form_language;
	struct draft *draft = &t->drafts[language];
	for (uint32_t i = 0; i < draft->n_shown; i++) {
		const struct text *text = &b->pack->texts[draft->shown[i].text];
		for (uint32_t k = 0; k < text->shorts.n; k++) {
			struct range body = b->pack->bodies[text->shorts.first + k];
			struct str words = draft_words(draft, body, text->measure, language);
			look_for_words(b, t, f, words, language);
		}
	}
}

static bool is_note(const struct brute *b, uint32_t text)
{
	return b->pack->slots[b->pack->texts[text].slot].as == AS_NOTES;
}

/* Texts of letter, or both of the notes, with a finished sentence in common. */
static void look_for_twins(struct brute *b, struct trial *t, uint32_t language)
{
	const struct draft *d = &t->drafts[language];
	struct {
		struct str words;
		uint32_t text;
	} seen[512];
	uint32_t n = 0;
	for (uint32_t i = 0; i < d->n_shown; i++) {
		size_t at = 0;
		for (struct str next;
		     (next = inspect_sentence(d->shown[i].words, language, &at)).n && n < 512;) {
			for (uint32_t k = 0; k < n; k++) {
				uint32_t x = seen[k].text, y = d->shown[i].text;
				if (x == y || seen[k].words.n != next.n || is_note(b, x) != is_note(b, y) ||
				    !str_eq(seen[k].words, next))
					continue;
				struct watch *w = find_watch(b, TWICE, x, y, STR(""));
				if (!w)
					w = watch(b, TWICE, x, y, "said-twice", text_id(b, y), text_id(b, x));
				note(b, w, true, t->complete);
			}
			seen[n].words = next;
			seen[n++].text = d->shown[i].text;
		}
	}
}

static bool names_slot(const struct brute *b, struct str label, uint32_t *slot)
{
	for (*slot = 0; *slot < b->pack->n_slots; ++*slot)
		if (str_eq(pack_str(b->pack, b->pack->slots[*slot].id), label))
			return true;
	return false;
}

/* A slot has the blank that bears its name if and only if nothing can fill it. */
static void look_for_gaps(struct brute *b, struct trial *t, const struct finished *f)
{
	uint32_t says = 0, gaps = 0, slot;
	size_t at = 0;
	for (struct str label; (label = inspect_blank(f->letter, f->language, at)).n;) {
		says |= names_slot(b, label, &slot) ? 1u << slot : 0;
		at = (size_t)(label.p - f->letter.p) + label.n + 1;
	}
	for (uint32_t i = 0; i < b->pack->n_slots; i++)
		gaps |= must_fill(b, t, i) && is_empty(b, t, i, true) ? 1u << i : 0;
	if (gaps != says)
		b->disagree("blanks", "slots", gaps, says);
}

static struct str render(struct brute *b, const struct template *layout, const struct node *view)
{
	struct buf out = {.arena = &b->scratch};
	template_render(&out, layout, view, ESCAPE_NONE);
	return buf_str(&out);
}

static bool is_blocked(const struct brute *b, const struct draft *draft)
{
	for (uint32_t i = 0; i < draft->n_shown; i++)
		if (b->pack->texts[draft->shown[i].text].blocks)
			return true;
	return false;
}

static void look_at_letter(struct brute *b, struct trial *t, uint32_t language)
{
	struct draft *draft = &t->drafts[language];
	struct node *view = view_draft(&b->scratch, draft);
	struct finished f = {
	        .letter = render(b, b->inspector->book->letters[language], view),
	        .language = language,
	        .stance = t->decisions.stance,
	        .complete = t->complete,
	        .ready = draft->ready,
	        .supplement = decide_supplement(&t->decisions) != FALSE,
	        .blocked = is_blocked(b, draft),
	        .typed = b->pairs,
	        .n_typed = b->n_pairs,
	};
	look_for_words(b, t, &f, f.letter, language);
	look_for_gaps(b, t, &f);
	look_for_twins(b, t, language);
	if (language == b->pack->profile->form_language)
		look_at_shorts(b, t, &f);
	if (!t->complete || b->wrong[0])
		return;
	f.notes = render(b, b->inspector->book->notes[language], view);
	f.form = draft->form.words;
	if (!inspect(b->inspector, &f))
		memcpy(b->wrong, f.wrong, sizeof b->wrong);
}

/* -- counting cases ------------------------------------------------------------------------------ */

/* The reason that would be proposed if none were chosen. */
static struct state proposed_reason(struct brute *b)
{
	struct trial *other = arena_new(&b->scratch, struct trial);
	struct pair *pairs = arena_many(&b->scratch, struct pair, b->n_pairs + 1);
	uint32_t n = 0;
	for (uint32_t i = 0; i < b->n_pairs; i++)
		if (!str_eq(b->pairs[i].key, STR("reason")))
			pairs[n++] = b->pairs[i];
	try_case(b, other, pairs, n);
	return decide_var(&other->decisions, b->v->reason);
}

/* A chosen reason makes another case only when it makes another reason. */
static uint64_t reason_value(struct brute *b, struct trial *t)
{
	struct state is = decide_var(&t->decisions, b->v->reason);
	if (is.known)
		return is.options;
	bool other = proposed_reason(b).known;
	return other ? 1u << 31 | case_answer(&t->kase, b->v->reason)->options : UINT32_MAX;
}

static uint64_t value_of(struct brute *b, struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	const struct question *q = pack_question(b->pack, var);
	if (b->pack->vars[var].kind == VAR_REASON)
		return reason_value(b, t);
	if (s.relevant == FALSE || !s.known || (q && pack_is_today(q)))
		return 0;
	return s.options;
}

static void count_case(struct brute *b, struct trial *t)
{
	uint64_t hash = 1;
	for (uint32_t i = 0; i < b->v->vars.n; i++)
		hash = seen_blend(hash, value_of(b, t, b->v->vars.first + i));
	seen_add(&b->cases, hash);
}

static void measure_form(struct brute *b, struct trial *t)
{
	uint32_t language = b->pack->profile->form_language;
	struct draft *draft = &t->drafts[language];
	size_t joint = utf8_form_length(pack_str(b->pack, b->pack->languages[language].sentence));
	int64_t length = 0;
	for (uint32_t i = 0; i < draft->n_shown; i++) {
		const struct text *text = &b->pack->texts[draft->shown[i].text];
		if (text->priority != PRIORITY_MUST)
			continue;
		struct range body = b->pack->bodies[text->shorts.first + text->shorts.n - 1];
		length += (int64_t)(utf8_form_length(draft_words(draft, body, text->measure, language)) +
		                    joint);
	}
	b->longest = length > b->longest ? length : b->longest;
}

static void note_advice(struct brute *b, struct range advice)
{
	for (uint32_t i = 0; i < advice.n; i++)
		b->advice[b->pack->numbers[advice.first + i]] = true;
}

/* -- all cases -------------------------------------------------------------------------------------- */

static void note_reason(struct brute *b, struct trial *t, struct watch *x)
{
	uint32_t *fewest = x->stances[t->decisions.stance], n = b->n_pairs;
	if (happens(b, t, x, true) && n < fewest[0])
		fewest[0] = n;
	if (t->complete && happens(b, t, x, false) && n < fewest[1])
		fewest[1] = n;
}

static void look_at_watches(struct brute *b, struct trial *t)
{
	for (uint32_t i = 0; i < b->n_watches; i++) {
		struct watch *x = &b->watches[i];
		if (x->kind == GAP_REASON)
			note_reason(b, t, x);
		else if (x->kind != WORD && x->kind != TWICE)
			note(b, x, happens(b, t, x, true), t->complete && happens(b, t, x, false));
	}
}

static void look_at_complete(struct brute *b, struct trial *t)
{
	struct state s = decide_var(&t->decisions, b->v->reason);
	if (b->v->reasons.n && s.known && s.options != 1u << b->v->reasons.n)
		b->reasoned |= 1u << t->decisions.stance;
	count_case(b, t);
	measure_form(b, t);
	for (uint32_t i = 0; i < b->v->texts.n; i++)
		if (t->shown[i])
			note_advice(b, b->pack->texts[b->v->texts.first + i].advice);
}

bool brute_look(struct brute *b)
{
	if (++b->looked_at % CASES_BETWEEN == 0)
		arena_free(&b->scratch);
	struct trial *t = arena_new(&b->scratch, struct trial);
	try_case(b, t, b->pairs, b->n_pairs);
	if (!t->has_letter)
		return false;
	look_at_watches(b, t);
	for (uint32_t i = 0; b->inspector && i < b->pack->n_languages; i++)
		look_at_letter(b, t, i);
	if (t->complete)
		look_at_complete(b, t);
	return t->complete;
}

/* -- agreement ---------------------------------------------------------------------------------- */

static bool is_compared(enum message message)
{
	static const enum message messages[] = {
	        MSG_GAP,         MSG_GAP_REASON,         MSG_OVERLAP,      MSG_MISPLACED,
	        MSG_NEVER_SHOWN, MSG_UNPAIRED,           MSG_ALWAYS_SHOWN, MSG_UNFOUNDED_CLAIM,
	        MSG_CONFLICT,    MSG_UNFOUNDED_EVIDENCE, MSG_BLANK,        MSG_SAID_TWICE};
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		if (messages[i] == message)
			return true;
	return false;
}

static struct str key_of(struct brute *b, const struct finding *f)
{
	struct buf line = {.arena = &b->scratch};
	buf_add(&line, f->message == MSG_UNFOUNDED_EVIDENCE ? STR("cited") : str_of(message_id(f->message)));
	buf_char(&line, ' ');
	buf_add(&line, f->args[0]);
	buf_char(&line, ' ');
	buf_add(&line, f->args[1]);
	return buf_str(&line);
}

static const struct finding *find(struct brute *b, const struct proof *proof, struct str key)
{
	for (uint32_t i = 0; i < proof->n; i++)
		if (is_compared(proof->findings[i].message) && str_eq(key_of(b, &proof->findings[i]), key))
			return &proof->findings[i];
	return NULL;
}

static struct trial *try_finding(struct brute *b, const struct finding *f)
{
	struct trial *t = arena_new(&b->scratch, struct trial);
	b->n_pairs = f->n_answers;
	for (uint32_t i = 0; i < f->n_answers; i++)
		b->pairs[i] = (struct pair){.key = f->answers[i].key, .value = f->answers[i].value};
	try_case(b, t, b->pairs, b->n_pairs);
	return t;
}

/* The case of a finding, typed in, shows it. */
static void assert_shows(struct brute *b, const struct watch *x, const struct finding *f)
{
	struct trial *t = try_finding(b, f);
	bool is = t->has_letter && (happens(b, t, x, true) || (t->complete && happens(b, t, x, false)));
	if (x->kind == TWICE)
		is = t->has_letter && shown(b, t, x->a) && shown(b, t, x->b);
	if (!is)
		b->disagree("what its case shows", x->key.p, 1, 0);
}

static bool expects(const struct watch *x)
{
	if (x->kind == SHOWS)
		return !x->seen;
	if (x->kind == HIDDEN)
		return !x->seen && x[1].seen;
	return x->kind != ROOM && x->seen;
}

/* Of the stances for which the form has a reason at all. */
static void end_reasons(const struct brute *b, struct watch *x)
{
	for (uint32_t i = 0; i < STANCES_MAX; i++) {
		if (!(b->reasoned & 1u << i))
			continue;
		x->certain = x->stances[i][0] < x->certain ? x->stances[i][0] : x->certain;
		x->complete = x->stances[i][1] < x->complete ? x->stances[i][1] : x->complete;
	}
	x->seen = x->complete != UINT32_MAX;
}

static void compare_watch(struct brute *b, const struct watch *x, const struct finding *f)
{
	uint32_t fewest = x->certain != UINT32_MAX ? x->certain : x->complete;
	if (expects(x) != (f != NULL))
		b->disagree("finding", x->key.p, f != NULL, expects(x));
	if (!f || x->kind == SHOWS || x->kind == HIDDEN)
		return;
	if (!f->has_case || f->n_answers != fewest)
		b->disagree("answers", x->key.p, f->n_answers, fewest);
	assert_shows(b, x, f);
}

static void compare_watches(struct brute *b, const struct proof *proof, struct agreement *out)
{
	uint32_t expected = 0;
	for (uint32_t i = 0; i < proof->n; i++)
		out->findings += is_compared(proof->findings[i].message);
	for (uint32_t i = 0; i < b->n_watches; i++) {
		struct watch *x = &b->watches[i];
		if (x->kind == WORD)
			continue;
		if (x->kind == GAP_REASON)
			end_reasons(b, x);
		expected += expects(x);
		out->compared++;
		compare_watch(b, x, find(b, proof, x->key));
	}
	if (out->findings != expected)
		b->disagree("findings", "all", out->findings, expected);
}

/* -- banned words: by language ---------------------------------------------------- */

static bool holds_word(struct brute *b, const struct finding *f)
{
	struct trial *t = try_finding(b, f);
	struct watch *x = find_watch(b, WORD, f->language, 0, f->args[1]);
	uint32_t certain = x->certain;
	x->certain = UINT32_MAX;
	for (uint32_t i = 0; t->has_letter && i < b->pack->n_languages; i++)
		look_at_letter(b, t, i);
	bool holds_it = x->certain != UINT32_MAX;
	x->certain = certain;
	return holds_it;
}

/* The smallest case of all that the proof has of a word. */
static const struct finding *smallest(const struct proof *proof, const struct watch *x)
{
	const struct finding *best = NULL;
	for (uint32_t i = 0; i < proof->n; i++) {
		const struct finding *f = &proof->findings[i];
		if (f->message == MSG_FORBIDDEN_WORD && f->language == x->a && str_eq(f->args[1], x->word) &&
		    (!best || f->n_answers < best->n_answers))
			best = f;
	}
	return best;
}

static void compare_words(struct brute *b, const struct proof *proof, struct agreement *out)
{
	for (uint32_t i = 0; i < proof->n; i++) {
		const struct finding *f = &proof->findings[i];
		if (f->message != MSG_FORBIDDEN_WORD)
			continue;
		out->findings++;
		if (!find_watch(b, WORD, f->language, 0, f->args[1]) || !holds_word(b, f))
			b->disagree("banned word", arena_copy(b->arena, f->args[1]).p, 1, 0);
	}
	for (uint32_t i = 0; i < b->n_watches; i++) {
		const struct watch *x = &b->watches[i];
		const struct finding *f = x->kind == WORD && x->seen ? smallest(proof, x) : NULL;
		out->compared += x->kind == WORD;
		if (x->kind == WORD && x->seen && (!f || f->n_answers != x->certain))
			b->disagree("banned word", x->key.p, f ? f->n_answers : 0, x->certain);
	}
}

/* -- the whole of a violation ------------------------------------------------------------------------ */

static void compare_numbers(struct brute *b, const struct proof *proof)
{
	uint64_t cases = strtoull(arena_copy(b->arena, proof->violations[0].cases).p, NULL, 10);
	if (cases != b->cases.n)
		b->disagree("number", "cases", cases, b->cases.n);
	if (b->cases.n && proof->violations[0].fits_from != (uint64_t)b->longest)
		b->disagree("length", "form", proof->violations[0].fits_from, (uint64_t)b->longest);
	bool over = false, should = b->cases.n && b->longest > b->pack->profile->form_smallest;
	for (uint32_t i = 0; i < proof->n; i++)
		over = over || proof->findings[i].message == MSG_OVER_LENGTH;
	if (over != should)
		b->disagree("over-length", "form", over, should);
}

static void compare_advice(struct brute *b, const struct proof *proof, struct agreement *out)
{
	struct range refusals = b->v->refusals;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++)
		note_advice(b, b->pack->refusals[i].advice);
	for (uint32_t i = 0; i < b->pack->n_points; i++) {
		struct str point = pack_str(b->pack, b->pack->points[i].id);
		bool uncovered = false;
		for (uint32_t k = 0; k < proof->n; k++)
			if (proof->findings[k].message == MSG_UNCOVERED_ADVICE)
				uncovered = uncovered || str_eq(proof->findings[k].args[0], point);
		out->compared++;
		if (uncovered == b->advice[i])
			b->disagree("advice", arena_copy(b->arena, point).p, uncovered, !b->advice[i]);
	}
}

/* What is wrong with a letter for its readers is wrong for the proof. */
static void compare_faults(struct brute *b, const struct proof *proof)
{
	for (uint32_t i = 0; i < proof->n; i++)
		if (message_level(proof->findings[i].message) == LEVEL_ERROR ||
		    proof->findings[i].message == MSG_SAID_TWICE)
			return;
	if (b->wrong[0])
		b->disagree("letter", b->wrong, 0, 1);
}

struct agreement brute_compare(struct brute *b, const struct proof *proof)
{
	struct agreement out = {0};
	compare_watches(b, proof, &out);
	if (b->inspector)
		compare_words(b, proof, &out);
	compare_faults(b, proof);
	compare_numbers(b, proof);
	compare_advice(b, proof, &out);
	return out;
}

bool brute_is_among(const struct proof *proof, const struct finding *f)
{
	for (uint32_t i = 0; i < proof->n; i++) {
		const struct finding *other = &proof->findings[i];
		if (other->message == f->message && str_eq(other->args[0], f->args[0]) &&
		    str_eq(other->args[1], f->args[1]))
			return true;
	}
	return false;
}

void brute_begin(struct brute *b, struct arena *arena, const struct pack *pack,
                 const struct violation *violation, int64_t today)
{
	*b = (struct brute){.arena = arena, .pack = pack, .v = violation, .today = today};
	b->scratch.memory = arena->memory;
	b->advice = arena_many(arena, bool, pack->n_points + 1);
	watch_all(b);
}

void brute_end(struct brute *b)
{
	arena_free(&b->scratch);
	seen_clear(&b->cases);
	seen_clear(&b->clean);
}
