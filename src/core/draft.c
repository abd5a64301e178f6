/* The letter: slot by slot, the texts that show, joined into blocks. */
#include "core/draft.h"

#include "base/utf8.h"
#include "core/format.h"
#include "core/value.h"

#define PUSH(draft, list, value)                                                                             \
	((draft)->list = arena_grow((draft)->arena, (draft)->list, (draft)->n_##list, &(draft)->list##_room, \
	                            sizeof *(draft)->list),                                                  \
	 (draft)->list[(draft)->n_##list++] = (value))

/* -- places ----------------------------------------------------------------------- */

uint32_t draft_exhibit(const struct draft *d, uint32_t var)
{
	for (uint32_t i = 0; i < d->n_exhibits; i++)
		if (d->exhibits[i] == var)
			return i + 1;
	return 0;
}

static void add_blank(struct draft *d, struct buf *out, uint32_t var, uint32_t language)
{
	bool noted = false;
	for (uint32_t i = 0; i < d->n_blanks; i++)
		noted = noted || d->blanks[i] == var;
	if (!noted)
		PUSH(d, blanks, var);
	format_blank(out, d->pack, pack_label(d->pack, var, language), language);
}

/* What is not enclosed is never cited, whatever the rules say. */
static void add_exhibit(struct draft *d, struct buf *out, uint32_t var, uint32_t language)
{
	if (!decide_enclosed(d->decisions, var)) {
		add_blank(d, out, var, language);
		return;
	}
	if (!draft_exhibit(d, var))
		PUSH(d, exhibits, var);
	format_exhibit(out, d->pack, draft_exhibit(d, var), language);
}

static void add_reason(struct draft *d, struct buf *out, uint32_t language)
{
	uint32_t row = draft_reason(d);
	if (row == NO_ROW)
		add_blank(d, out, d->violation->reason, language);
	else
		buf_add(out, pack_words(d->pack, d->pack->reasons[row].name, language));
}

static void add_var(struct draft *d, struct buf *out, uint32_t var, uint32_t language)
{
	const struct var *v = &d->pack->vars[var];
	struct state s = decide_var(d->decisions, var);
	if (v->kind == VAR_EVIDENCE)
		add_exhibit(d, out, var, language);
	else if (v->kind == VAR_REASON)
		add_reason(d, out, language);
	else if (s.known && s.relevant == TRUE && s.options)
		format_answer(out, d->kase, var, language);
	else
		add_blank(d, out, var, language);
}

struct str draft_words(struct draft *d, struct range body, uint32_t measure, uint32_t language)
{
	struct buf out = {.arena = d->arena};
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &d->pack->pieces[body.first + i];
		if (piece->kind == PIECE_WORDS)
			buf_add(&out, pack_str(d->pack, piece->words));
		else if (piece->kind == PIECE_DATE)
			format_date(&out, d->pack, case_answer(d->kase, measure)->a, language);
		else if (piece->kind == PIECE_VIOLATION)
			buf_add(&out, pack_words(d->pack, d->violation->name, language));
		else
			add_var(d, &out, piece->var, language);
	}
	return buf_str(&out);
}

static bool is_filled(const struct draft *d, uint32_t var)
{
	struct state s = decide_var(d->decisions, var);
	if (d->pack->vars[var].kind == VAR_EVIDENCE)
		return draft_exhibit(d, var) > 0;
	if (d->pack->vars[var].kind == VAR_REASON)
		return draft_reason(d) != NO_ROW;
	return s.known && s.relevant == TRUE && s.options;
}

bool draft_complete(const struct draft *d, struct range body)
{
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &d->pack->pieces[body.first + i];
		if (piece->kind == PIECE_VAR && !is_filled(d, piece->var))
			return false;
	}
	return true;
}

/* -- joining ------------------------------------------------------------------------ */

/* Whether the words so far end a sentence. */
static bool is_final(const struct language *language, const struct pack *pack, struct str words)
{
	struct str marks = pack_str(pack, language->final);
	for (size_t at = 0; at < marks.n;) {
		size_t start = at;
		utf8_next(marks, &at);
		if (str_ends(words, str_sub(marks, start, at)))
			return true;
	}
	return false;
}

/* Whether a text begins with words of the rules: what the merchant typed is
 * never changed. */
static bool begins_with_rules(const struct draft *d, struct range body)
{
	const struct piece *first = &d->pack->pieces[body.first];
	if (!body.n || first->kind != PIECE_VAR)
		return body.n > 0;
	const struct question *q = pack_question(d->pack, first->var);
	return !q || q->choices.n > 0;
}

/* Starts a sentence: with a capital where the words are the rules' own. */
static void add_first(struct buf *out, struct str words, bool own)
{
	size_t at = out->n;
	buf_add(out, words);
	if (own && words.n && out->p[at] >= 'a' && out->p[at] <= 'z')
		out->p[at] = (char)(out->p[at] - 'a' + 'A');
}

static void join(struct draft *d, struct buf *out, struct str words, bool own)
{
	const struct language *language = &d->pack->languages[d->language];
	bool starts = !out->n || is_final(language, d->pack, buf_str(out));
	if (out->n)
		buf_add(out, pack_str(d->pack, starts ? language->sentence : language->clause));
	if (starts)
		add_first(out, words, own);
	else
		buf_add(out, words);
}

static void stop(struct draft *d, struct buf *out)
{
	const struct language *language = &d->pack->languages[d->language];
	if (out->n && !is_final(language, d->pack, buf_str(out)))
		buf_add(out, pack_str(d->pack, language->stop));
}

/* -- slots ---------------------------------------------------------------------------- */

static struct range body_of(const struct draft *d, uint32_t row)
{
	return d->pack->bodies[d->pack->texts[row].bodies + d->language];
}

static struct str show(struct draft *d, uint32_t row)
{
	struct shown shown = {row, draft_words(d, body_of(d, row), d->pack->texts[row].measure, d->language)};
	PUSH(d, shown, shown);
	return shown.words;
}

static void add_text(struct draft *d, struct buf *out, uint32_t row)
{
	bool own = begins_with_rules(d, body_of(d, row));
	join(d, out, show(d, row), own);
}

static bool is_title(const struct draft *d, uint32_t slot)
{
	return d->pack->slots[slot].as == AS_TITLE;
}

/* A paragraph and those of its clauses that show: one sentence at least. */
static void add_paragraph(struct draft *d, struct buf *out, uint32_t row)
{
	uint32_t end = d->violation->texts.first + d->violation->texts.n;
	add_text(d, out, row);
	for (uint32_t i = row + 1; i < end && d->pack->texts[i].parent == row; i++)
		if (decide_text(d->decisions, i) == TRUE)
			add_text(d, out, i);
	if (!is_title(d, d->pack->texts[row].slot))
		stop(d, out);
}

static void add_block(struct draft *d, struct section *section, struct str words)
{
	section->blocks = arena_grow(d->arena, section->blocks, section->n_blocks, &section->room,
	                             sizeof *section->blocks);
	section->blocks[section->n_blocks++] = (struct block){words};
}

/* Paragraphs of a slot that are in a state; returns the first one from `from`. */
static uint32_t next_paragraph(struct draft *d, uint32_t slot, uint32_t from, enum truth truth)
{
	uint32_t end = d->violation->texts.first + d->violation->texts.n;
	for (; from < end; from++) {
		const struct text *text = &d->pack->texts[from];
		if (text->slot == slot && text->parent == NO_ROW && decide_text(d->decisions, from) == truth)
			return from;
	}
	return NO_ROW;
}

/* The question that would tell what fills the slot.  A text that shows
 * `otherwise` waits for the conditions of the others. */
static uint32_t open_behind(struct draft *d, uint32_t slot)
{
	uint32_t row = next_paragraph(d, slot, d->violation->texts.first, UNKNOWN), var = NO_ROW;
	for (; row != NO_ROW && var == NO_ROW; row = next_paragraph(d, slot, row + 1, UNKNOWN))
		var = why_unknown(d->decisions, d->pack->texts[row].when);
	return var;
}

/* A slot that must be filled and is not. */
static void add_gap(struct draft *d, struct buf *out, uint32_t slot)
{
	struct buf blank = {.arena = d->arena};
	uint32_t var = open_behind(d, slot);
	if (var != NO_ROW)
		add_blank(d, &blank, var, d->language);
	else
		format_blank(&blank, d->pack, pack_str(d->pack, d->pack->slots[slot].id), d->language);
	join(d, out, buf_str(&blank), false);
	if (!is_title(d, slot))
		stop(d, out);
}

static bool must_fill(const struct draft *d, uint32_t slot)
{
	if (decide_hidden(d->decisions, slot))
		return false;
	enum take take = (enum take)d->pack->slots[slot].take[d->decisions->stance];
	return take == TAKE_ONE || take == TAKE_SOME;
}

static void fill_run(struct draft *d, struct buf *out, uint32_t slot)
{
	uint32_t row = next_paragraph(d, slot, d->violation->texts.first, TRUE);
	if (row == NO_ROW && must_fill(d, slot))
		add_gap(d, out, slot);
	for (; row != NO_ROW; row = next_paragraph(d, slot, row + 1, TRUE))
		add_paragraph(d, out, row);
}

static void fill_list(struct draft *d, struct section *section, uint32_t slot)
{
	uint32_t row = next_paragraph(d, slot, d->violation->texts.first, TRUE);
	if (row == NO_ROW && must_fill(d, slot)) {
		struct buf out = {.arena = d->arena};
		add_gap(d, &out, slot);
		add_block(d, section, buf_str(&out));
	}
	for (; row != NO_ROW; row = next_paragraph(d, slot, row + 1, TRUE)) {
		struct buf out = {.arena = d->arena};
		add_paragraph(d, &out, row);
		add_block(d, section, buf_str(&out));
	}
	section->listed = section->n_blocks > 1;
}

/* -- sections --------------------------------------------------------------------------- */

/* Runs of slots that join each other grow in `run` until a list or the next
 * section ends them. */
static void end_run(struct draft *d, struct section *section, struct buf *run)
{
	stop(d, run);
	if (run->n)
		add_block(d, section, buf_str(run));
	*run = (struct buf){.arena = d->arena};
}

static uint32_t add_section(struct draft *d, uint32_t from, uint32_t *number)
{
	struct section section = {0};
	struct buf run = {.arena = d->arena};
	uint32_t slot = from;
	section.heading =
	        pack_words(d->pack, d->pack->slots[from].heading[d->decisions->stance], d->language);
	do {
		if (d->pack->slots[slot].as == AS_RUN) {
			fill_run(d, &run, slot);
		} else {
			end_run(d, &section, &run);
			fill_list(d, &section, slot);
		}
		slot++;
	} while (slot < d->pack->n_slots && d->pack->slots[slot].joins);
	end_run(d, &section, &run);
	if (section.n_blocks) {
		section.number = section.heading.n ? ++*number : 0;
		PUSH(d, sections, section);
	}
	return slot;
}

static void fill_title(struct draft *d, uint32_t slot)
{
	struct buf out = {.arena = d->arena};
	fill_run(d, &out, slot);
	d->title = buf_str(&out);
}

static void fill_letter(struct draft *d)
{
	uint32_t number = 0;
	for (uint32_t slot = 0; slot < d->pack->n_slots;) {
		enum slot_as as = (enum slot_as)d->pack->slots[slot].as;
		if (as == AS_TITLE)
			fill_title(d, slot++);
		else if (as == AS_NOTES)
			slot++;
		else
			slot = add_section(d, slot, &number);
	}
}

static void fill_notes(struct draft *d)
{
	uint32_t slot = d->pack->n_slots - 1; /* the loader puts it last */
	uint32_t row = next_paragraph(d, slot, d->violation->texts.first, TRUE);
	for (; row != NO_ROW; row = next_paragraph(d, slot, row + 1, TRUE))
		show(d, row);
}

/* -- ready or not ------------------------------------------------------------------------- */

uint32_t draft_reason(const struct draft *d)
{
	struct state s = decide_var(d->decisions, d->violation->reason);
	for (uint32_t i = 0; s.known && i < d->violation->reasons.n; i++)
		if (s.options & 1u << i)
			return d->violation->reasons.first + i;
	return NO_ROW;
}

/* A group of which no paper is relevant asks for nothing. */
bool draft_has_paper(const struct draft *d, const struct reason *reason, uint32_t *row)
{
	uint32_t group = d->pack->papers[*row].group, end = reason->papers.first + reason->papers.n;
	bool wanted = false, has = false;
	for (; *row < end && d->pack->papers[*row].group == group; ++*row) {
		uint32_t var = d->pack->papers[*row].var;
		wanted = wanted || decide_var(d->decisions, var).relevant != FALSE;
		has = has || decide_enclosed(d->decisions, var);
	}
	return has || !wanted;
}

bool draft_lacks_papers(const struct draft *d)
{
	uint32_t row = draft_reason(d);
	/* What an earlier letter enclosed is not asked for again. */
	if (row == NO_ROW || decide_supplement(d->decisions) == TRUE)
		return false;
	const struct reason *reason = &d->pack->reasons[row];
	for (uint32_t i = reason->papers.first; i < reason->papers.first + reason->papers.n;)
		if (!draft_has_paper(d, reason, &i))
			return true;
	return false;
}

static bool has_open_question(struct draft *d)
{
	for (uint32_t i = 0; i < d->violation->vars.n; i++)
		if (decide_open(d->decisions, d->violation->vars.first + i))
			return true;
	return false;
}

static bool is_blocked(const struct draft *d)
{
	for (uint32_t i = 0; i < d->kase->n_worded; i++)
		if (d->kase->worded[i].blocks)
			return true;
	for (uint32_t i = 0; i < d->n_shown; i++)
		if (d->pack->texts[d->shown[i].text].blocks)
			return true;
	return false;
}

static bool is_shown(const struct draft *d, uint32_t text)
{
	for (uint32_t i = 0; i < d->n_shown; i++)
		if (d->shown[i].text == text)
			return true;
	return false;
}

/* A last look at the letter: no banned word of its stance. */
static void find_hits(struct draft *d)
{
	struct range hits = d->violation->hits;
	for (uint32_t i = hits.first; i < hits.first + hits.n; i++) {
		const struct hit *hit = &d->pack->hits[i];
		uint32_t first = d->pack->texts[hit->text].bodies;
		bool other_language = hit->body >= first && hit->body < first + d->pack->n_languages &&
		                      hit->body != first + d->language;
		if (hit->stances & 1u << d->decisions->stance && !other_language && is_shown(d, hit->text))
			PUSH(d, hits, i);
	}
}

static uint32_t find_refusal(struct decisions *decisions)
{
	struct range refusals = decisions->violation->refusals;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++)
		if (decide_cond(decisions, decisions->pack->refusals[i].when) == TRUE)
			return i;
	return NO_ROW;
}

void draft_make(struct draft *d, struct arena *arena, struct decisions *decisions,
                const struct draft_options *options)
{
	*d = (struct draft){
	        .pack = decisions->pack,
	        .violation = decisions->violation,
	        .kase = decisions->kase,
	        .decisions = decisions,
	        .arena = arena,
	        .language = options->language,
	        .refusal = find_refusal(decisions),
	};
	d->until = deadline_of(decisions);
	d->now = options->now;
	d->late = d->until.known && options->now > d->until.last;
	if (d->refusal != NO_ROW)
		return;
	fill_letter(d);
	draft_form(d, options->limit);
	fill_notes(d);
	find_hits(d);
	d->ready = !d->n_blanks && !d->n_hits && !d->late && d->form.fits && !draft_lacks_papers(d) &&
	           !has_open_question(d) && !is_blocked(d);
}
