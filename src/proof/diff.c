/* Violation by violation: what the packs do not share is noted, then each text
 * is looked at in the cases for which both have a whole letter. */
#include "proof/diff.h"

#include "core/value.h"
#include "proof/cover.h"
#include "proof/diff_join.h"

struct differ {
	struct diff *out;
	struct arena *arena;
	struct join *join;
	struct str slug;
	mdd_id both; /* cases of whole letters by either pack */
	uint32_t mark;
};

static void note(struct differ *d, const struct diff_note *note)
{
	struct diff *out = d->out;
	out->notes = arena_grow(d->arena, out->notes, out->n_notes, &out->notes_room, sizeof *out->notes);
	out->notes[out->n_notes] = *note;
	out->notes[out->n_notes++].violation = d->slug;
}

/* -- words ------------------------------------------------------------------------------ */

static void add_body(struct buf *out, const struct pack *pack, struct range body)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++) {
		const struct piece *piece = &pack->pieces[i];
		if (piece->kind == PIECE_WORDS) {
			buf_add(out, pack_str(pack, piece->words));
			continue;
		}
		buf_char(out, '{');
		if (piece->kind == PIECE_VAR)
			buf_add(out, pack_str(pack, pack->vars[piece->var].name));
		else
			buf_add(out, piece->kind == PIECE_DATE ? STR("date") : STR("violation"));
		buf_char(out, '}');
	}
	buf_char(out, '\n');
}

/* All that a letter or form can take from a text. */
static struct str text_words(struct differ *d, const struct pack *pack, const struct text *text)
{
	struct buf out = {.arena = d->arena};
	for (uint32_t i = 0; i < pack->n_languages; i++)
		add_body(&out, pack, pack->bodies[text->bodies + i]);
	for (uint32_t i = 0; i < text->shorts.n; i++)
		add_body(&out, pack, pack->bodies[text->shorts.first + i]);
	return buf_str(&out);
}

static struct str all_words(struct differ *d, const struct pack *pack, words_id words)
{
	struct buf out = {.arena = d->arena};
	for (uint32_t i = 0; words && i < pack->n_languages; i++) {
		buf_add(&out, pack_words(pack, words, i));
		buf_char(&out, '\n');
	}
	return buf_str(&out);
}

/* -- changes ---------------------------------------------------------------------------- */

static void keep_line(struct differ *d, struct diff_line *out, const uint32_t *masks)
{
	const struct mdd *m = &d->join->mdd;
	out->conds = arena_many(d->arena, struct diff_cond, cover_conditions(m, masks) + 1);
	for (uint32_t i = 0; i < m->n_levels; i++)
		if (masks[i] != (uint32_t)((UINT64_C(1) << m->domains[i]) - 1))
			out->conds[out->n++] = (struct diff_cond){&d->join->levels[i], masks[i]};
}

static struct str count_cases(struct differ *d, mdd_id set)
{
	struct arena scratch = {.memory = d->arena->memory};
	struct join *j = d->join;
	mdd_id cases = mdd_and(&j->mdd, set, j->canonical);
	struct str count = mdd_count(&j->mdd, &scratch, d->arena, cases);
	arena_free(&scratch);
	return count;
}

static void add_change(struct differ *d, mdd_id set, const struct diff_change *change)
{
	struct arena scratch = {.memory = d->arena->memory};
	struct diff *out = d->out;
	struct cover cover;
	cover_make(&cover, &scratch, &d->join->mdd, set, d->both);
	out->changes =
	        arena_grow(d->arena, out->changes, out->n_changes, &out->changes_room, sizeof *out->changes);
	struct diff_change *c = &out->changes[out->n_changes++];
	*c = *change;
	c->violation = d->slug;
	c->cases = count_cases(d, set);
	c->cut = cover.cut;
	c->lines = arena_many(d->arena, struct diff_line, cover.n + 1);
	for (c->n_lines = 0; c->n_lines < cover.n; c->n_lines++)
		keep_line(d, &c->lines[c->n_lines], cover.lines[c->n_lines]);
	arena_free(&scratch);
}

/* -- texts ------------------------------------------------------------------------------ */

static uint32_t find_text(const struct joined *side, struct str id)
{
	struct range texts = side->violation->texts;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (str_eq(pack_str(side->pack, side->pack->texts[i].id), id))
			return i;
	return NO_ROW;
}

static mdd_id shows(struct differ *d, int side, uint32_t text)
{
	if (text == NO_ROW)
		return MDD_NONE;
	return join_set(d->join, side, model_text(&d->join->sides[side].model, text)->shows.yes);
}

static void note_not_compared(struct differ *d, struct str name, struct place place)
{
	note(d, &(struct diff_note){.kind = NOTE_NOT_COMPARED, .name = name, .place = place});
}

static struct str slot_of(const struct pack *pack, const struct text *text)
{
	return pack_str(pack, pack->slots[text->slot].id);
}

/* The two versions of one text; either may be NO_ROW. */
static void compare_text(struct differ *d, uint32_t old, uint32_t new)
{
	const struct pack *a = d->join->sides[DIFF_OLD].pack, *b = d->join->sides[DIFF_NEW].pack;
	const struct text *s = old == NO_ROW ? NULL : &a->texts[old],
	                  *t = new == NO_ROW ? NULL : &b->texts[new];
	struct mdd *m = &d->join->mdd;
	mdd_id was = mdd_and(m, shows(d, DIFF_OLD, old), d->both);
	mdd_id is = mdd_and(m, shows(d, DIFF_NEW, new), d->both);
	struct diff_change c = {.id = t ? pack_str(b, t->id) : pack_str(a, s->id),
	                        .place = t ? t->place : s->place,
	                        .before = s ? text_words(d, a, s) : STR(""),
	                        .after = t ? text_words(d, b, t) : STR("")};
	bool reworded = !str_eq(c.before, c.after), moved = s && t && !str_eq(slot_of(a, s), slot_of(b, t));
	mdd_id sets[] = {mdd_and(m, is, mdd_not(m, was)), mdd_and(m, was, mdd_not(m, is)),
	                 reworded || moved ? mdd_and(m, was, is) : MDD_NONE};
	if (m->full) {
		note_not_compared(d, c.id, c.place);
		mdd_forget(m, d->mark);
		return;
	}
	for (c.kind = DIFF_SHOWS; c.kind <= DIFF_WORDS; c.kind++)
		if (sets[c.kind] != MDD_NONE)
			add_change(d, sets[c.kind], &c);
	if (reworded && was == MDD_NONE && is == MDD_NONE)
		note(d, &(struct diff_note){.kind = NOTE_UNSEEN,
		                            .name = c.id,
		                            .place = c.place,
		                            .before = c.before,
		                            .after = c.after});
}

/* The order and the form's priority of texts that both packs have. */
static void compare_places(struct differ *d)
{
	const struct joined *a = &d->join->sides[DIFF_OLD], *b = &d->join->sides[DIFF_NEW];
	struct range texts = b->violation->texts;
	uint32_t last = 0;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		const struct text *t = &b->pack->texts[i];
		uint32_t old = find_text(a, pack_str(b->pack, t->id));
		struct diff_note n = {
		        .kind = NOTE_ORDER, .name = pack_str(b->pack, t->id), .place = t->place};
		if (old == NO_ROW)
			continue;
		if (old < last)
			note(d, &n);
		last = old > last ? old : last;
		n.kind = NOTE_FORM;
		if (a->pack->texts[old].priority != t->priority)
			note(d, &n);
	}
}

static void compare_texts(struct differ *d)
{
	const struct joined *a = &d->join->sides[DIFF_OLD], *b = &d->join->sides[DIFF_NEW];
	struct range new = b->violation->texts, old = a->violation->texts;
	for (uint32_t i = new.first; i < new.first + new.n; i++)
		compare_text(d, find_text(a, pack_str(b->pack, b->pack->texts[i].id)), i);
	for (uint32_t i = old.first; i < old.first + old.n; i++)
		if (find_text(b, pack_str(a->pack, a->pack->texts[i].id)) == NO_ROW)
			compare_text(d, i, NO_ROW);
}

/* -- variables --------------------------------------------------------------------------- */

static struct str name_of(const struct pack *pack, uint32_t var, struct str option, struct arena *arena)
{
	struct buf out = {.arena = arena};
	buf_add(&out, pack_str(pack, pack->vars[var].name));
	buf_add(&out, option.n ? STR("=") : STR(""));
	buf_add(&out, option);
	return buf_str(&out);
}

static bool has_option(const struct pack *pack, uint32_t var, struct str name)
{
	for (uint32_t i = 0; i < pack->vars[var].options; i++)
		if (str_eq(pack_option(pack, var, i), name))
			return true;
	return false;
}

/* Options of the one pack's variable that the other's has not. */
static void note_options(struct differ *d, const struct pack *pack, uint32_t var, const struct pack *other,
                         uint32_t partner, enum diff_note_kind kind)
{
	for (uint32_t i = 0; i < pack->vars[var].options; i++) {
		struct str option = pack_option(pack, var, i);
		if (!has_option(other, partner, option))
			note(d, &(struct diff_note){.kind = kind,
			                            .name = name_of(pack, var, option, d->arena),
			                            .place = pack->vars[var].place});
	}
}

static void note_words(struct differ *d, uint32_t var, struct str option, words_id old, words_id new)
{
	const struct pack *a = d->join->sides[DIFF_OLD].pack, *b = d->join->sides[DIFF_NEW].pack;
	struct diff_note n = {.kind = NOTE_QUOTED,
	                      .name = name_of(b, var, option, d->arena),
	                      .place = b->vars[var].place,
	                      .before = all_words(d, a, old),
	                      .after = all_words(d, b, new)};
	if (!str_eq(n.before, n.after))
		note(d, &n);
}

static void note_choices(struct differ *d, uint32_t new, const struct question *p, const struct question *q)
{
	const struct pack *a = d->join->sides[DIFF_OLD].pack, *b = d->join->sides[DIFF_NEW].pack;
	for (uint32_t i = 0; i < p->choices.n; i++)
		for (uint32_t k = 0; k < q->choices.n; k++) {
			const struct choice *x = &a->choices[p->choices.first + i];
			const struct choice *y = &b->choices[q->choices.first + k];
			struct str id = pack_str(b, y->id);
			if (str_eq(pack_str(a, x->id), id))
				note_words(d, new, id, x->say ? x->say : x->label,
				           y->say ? y->say : y->label);
		}
}

static void compare_question(struct differ *d, uint32_t new, const struct question *p,
                             const struct question *q)
{
	const struct pack *b = d->join->sides[DIFF_NEW].pack;
	note_words(d, new, STR(""), p->unit, q->unit);
	note_words(d, new, STR(""), p->units, q->units);
	note_words(d, new, STR(""), p->join[0], q->join[0]);
	note_words(d, new, STR(""), p->join[1], q->join[1]);
	note_choices(d, new, p, q);
	if (p->min != q->min || p->max != q->max)
		note(d, &(struct diff_note){.kind = NOTE_BOUNDS,
		                            .name = name_of(b, new, STR(""), d->arena),
		                            .place = b->vars[new].place});
}

static void compare_var(struct differ *d, uint32_t old, uint32_t new)
{
	const struct pack *a = d->join->sides[DIFF_OLD].pack, *b = d->join->sides[DIFF_NEW].pack;
	const struct var *v = &a->vars[old], *w = &b->vars[new];
	if (!join_same_shape(d->join, old, new)) {
		note(d, &(struct diff_note){
		                .kind = NOTE_REDEFINED, .name = pack_str(b, w->name), .place = w->place});
		return;
	}
	note_options(d, a, old, b, new, NOTE_OPTION_OLD);
	note_options(d, b, new, a, old, NOTE_OPTION_NEW);
	if (w->kind == VAR_EVIDENCE)
		note_words(d, new, STR(""), a->evidence[v->row].name, b->evidence[w->row].name);
	if (w->kind == VAR_QUESTION)
		compare_question(d, new, pack_question(a, old), pack_question(b, new));
}

static void note_lone_vars(struct differ *d, const struct joined *side, const struct joined *other,
                           enum diff_note_kind kind)
{
	struct range vars = side->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		struct str name = pack_str(side->pack, side->pack->vars[i].name);
		if (pack_var(other->pack, other->violation, name) == NO_ROW)
			note(d, &(struct diff_note){
			                .kind = kind, .name = name, .place = side->pack->vars[i].place});
	}
}

static void compare_vars(struct differ *d)
{
	const struct joined *a = &d->join->sides[DIFF_OLD], *b = &d->join->sides[DIFF_NEW];
	struct range vars = b->violation->vars;
	note_lone_vars(d, a, b, NOTE_VAR_OLD);
	note_lone_vars(d, b, a, NOTE_VAR_NEW);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		uint32_t old = pack_var(a->pack, a->violation, pack_str(b->pack, b->pack->vars[i].name));
		if (old != NO_ROW)
			compare_var(d, old, i);
	}
}

/* -- a violation --------------------------------------------------------------------------- */

/* Cases that one pack has a whole letter for, and the other has not. */
static void note_cases(struct differ *d, int side, enum diff_note_kind kind)
{
	struct mdd *m = &d->join->mdd;
	mdd_id lone = mdd_and(m, d->join->complete[side], mdd_not(m, d->join->complete[!side]));
	if (lone != MDD_NONE)
		note(d, &(struct diff_note){.kind = kind, .name = count_cases(d, lone)});
}

static void compare_cases(struct differ *d)
{
	struct mdd *m = &d->join->mdd;
	d->both = mdd_and(m, d->join->complete[DIFF_OLD], d->join->complete[DIFF_NEW]);
	d->mark = m->n;
	note_cases(d, DIFF_OLD, NOTE_CASES_OLD);
	note_cases(d, DIFF_NEW, NOTE_CASES_NEW);
	compare_texts(d);
}

static void compare_violation(struct differ *d, const struct pack *old, uint32_t was, const struct pack *new,
                              uint32_t is)
{
	struct arena own = {.memory = d->arena->memory};
	int64_t today = 0;
	value_date(pack_str(new, new->profile->checked), &today);
	d->join = arena_new(&own, struct join);
	d->join->arena = &own;
	d->join->keep = d->arena;
	d->join->sides[DIFF_OLD] = (struct joined){.pack = old, .violation = &old->violations[was]};
	d->join->sides[DIFF_NEW] = (struct joined){.pack = new, .violation = &new->violations[is]};
	bool fits = join_make(d->join, today);
	compare_vars(d);
	compare_places(d);
	if (fits)
		compare_cases(d);
	else
		note_not_compared(d, STR("*"), new->violations[is].place);
	arena_free(&own);
}

/* -- the whole ------------------------------------------------------------------------------ */

static uint32_t find_violation(const struct pack *pack, struct str slug)
{
	for (uint32_t i = 0; i < pack->n_violations; i++)
		if (str_eq(pack_str(pack, pack->violations[i].slug), slug))
			return i;
	return NO_ROW;
}

static void add_pattern(struct buf *out, const struct pack *pack, struct range pattern)
{
	for (uint32_t i = pattern.first; i < pattern.first + pattern.n; i++) {
		buf_uint(out, pack->pieces[i].kind);
		buf_add(out, pack_str(pack, pack->pieces[i].words));
	}
	buf_char(out, '\n');
}

/* How dates, amounts and lists are written. */
static void add_language(struct buf *out, const struct pack *pack, const struct language *l)
{
	const struct range patterns[] = {l->date,  l->time,     l->period[0], l->period[1], l->period[2],
	                                 l->money, l->quantity, l->exhibit,   l->blank};
	const struct ref marks[] = {l->tag,      l->list[0], l->list[1], l->line,
	                            l->sentence, l->clause,  l->stop,    l->final};
	const struct range words[] = {l->months, l->numerals};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		add_pattern(out, pack, patterns[i]);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		buf_add(out, pack_str(pack, marks[i]));
		buf_char(out, '\n');
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (uint32_t k = 0; k < words[i].n; k++) {
			buf_add(out, pack_str(pack, pack->strings[words[i].first + k]));
			buf_char(out, '\n');
		}
}

/* What stands in every letter. */
static struct str frame_words(struct differ *d, const struct pack *pack)
{
	struct buf out = {.arena = d->arena};
	buf_add(&out, all_words(d, pack, pack->profile->name));
	buf_add(&out, all_words(d, pack, pack->profile->addressee));
	for (uint32_t i = 0; i < pack->n_languages; i++)
		add_language(&out, pack, &pack->languages[i]);
	for (uint32_t i = 0; i < pack->n_slots; i++) {
		const struct slot *slot = &pack->slots[i];
		buf_add(&out, pack_str(pack, slot->id));
		buf_add(&out, slot->joins ? STR(" +") : STR(""));
		buf_char(&out, ' ');
		buf_uint(&out, slot->as);
		buf_char(&out, '\n');
		for (int k = 0; k < STANCES_MAX; k++)
			buf_add(&out, all_words(d, pack, slot->heading[k]));
	}
	return buf_str(&out);
}

static bool is_less(const struct diff_change *a, const struct diff_change *b)
{
	bool x = str_find(a->cases, STR("e"), 0) < a->cases.n,
	     y = str_find(b->cases, STR("e"), 0) < b->cases.n;
	if (x != y)
		return y;
	if (x || a->cases.n == b->cases.n)
		return str_compare(a->cases, b->cases) < 0;
	return a->cases.n < b->cases.n;
}

static void sort_changes(struct diff *out)
{
	for (uint32_t i = 1; i < out->n_changes; i++) {
		struct diff_change moved = out->changes[i];
		uint32_t k = i;
		for (; k > 0 && is_less(&moved, &out->changes[k - 1]); k--)
			out->changes[k] = out->changes[k - 1];
		out->changes[k] = moved;
	}
}

void diff_packs(struct diff *out, struct arena *arena, const struct pack *old, const struct pack *new)
{
	struct differ d = {.out = out, .arena = arena};
	*out = (struct diff){.arena = arena};
	if (!str_eq(frame_words(&d, old), frame_words(&d, new)))
		note(&d, &(struct diff_note){.kind = NOTE_FRAME, .name = STR("profile.yaml")});
	for (uint32_t i = 0; i < old->n_violations; i++) {
		d.slug = pack_str(old, old->violations[i].slug);
		if (find_violation(new, d.slug) == NO_ROW)
			note(&d, &(struct diff_note){.kind = NOTE_VIOLATION_OLD, .name = d.slug});
	}
	for (uint32_t i = 0; i < new->n_violations; i++) {
		d.slug = pack_str(new, new->violations[i].slug);
		uint32_t was = find_violation(old, d.slug);
		if (was == NO_ROW)
			note(&d, &(struct diff_note){.kind = NOTE_VIOLATION_NEW, .name = d.slug});
		else
			compare_violation(&d, old, was, new, i);
	}
	sort_changes(out);
}
