/* Banned words of a stance in the rules' own words that a letter of that
 * stance can print: texts, headings, the words of choices, names of papers. */
#include "core/banned.h"
#include "proof/prover.h"

/* A word at a place, in a language. */
struct mention {
	struct place place;
	struct str where, word;
	uint32_t language;
	bool in_form;
};

static bool is_reported(const struct prover *p, const struct mention *mention)
{
	for (uint32_t i = p->first; i < p->out->n; i++) {
		const struct finding *f = &p->out->findings[i];
		if (f->message == MSG_FORBIDDEN_WORD && f->place.source == mention->place.source &&
		    f->place.start == mention->place.start && f->language == mention->language &&
		    str_eq(f->args[0], mention->where) && str_eq(f->args[1], mention->word))
			return true;
	}
	return false;
}

/* Reports the word for the first of the stances in which it can show. */
static void prove_absent(struct prover *p, const struct mention *mention, mdd_id shows, uint32_t stances)
{
	uint32_t stance = p->violation->stance;
	for (uint32_t i = 0; i < p->pack->vars[stance].options; i++) {
		if (!(stances & 1u << i) || is_reported(p, mention))
			continue;
		mdd_id set = prover_all(p, shows, model_stance(p->model, 1u << i));
		if (!prover_can(p, set))
			continue;
		struct finding *finding = FINDING(p, FORBIDDEN_WORD, mention->place, mention->where,
		                                  mention->word, pack_option(p->pack, stance, i));
		finding->language = mention->language;
		finding->in_form = mention->in_form;
		prover_case(p, finding, set, set);
	}
}

/* -- the texts themselves ------------------------------------------------------------- */

static struct place place_in(const struct prover *p, struct range body, struct str word,
                             struct place otherwise)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++) {
		const struct piece *piece = &p->pack->pieces[i];
		if (piece->kind == PIECE_WORDS && banned_in(p->pack, pack_str(p->pack, piece->words), word))
			return piece->place;
	}
	return otherwise;
}

static void prove_hit(struct prover *p, const struct hit *hit)
{
	const struct text *t = &p->pack->texts[hit->text];
	prover_begin(p, prover_slot(p, hit->text));
	struct mention mention = {.where = prover_text(p, hit->text), .word = pack_str(p->pack, hit->word)};
	mention.in_form = hit->body < t->bodies || hit->body >= t->bodies + p->pack->n_languages;
	mention.language = mention.in_form ? p->pack->profile->form_language : hit->body - t->bodies;
	mention.place = place_in(p, p->pack->bodies[hit->body], mention.word, t->place);
	prove_absent(p, &mention, model_text(p->model, hit->text)->shows.yes, hit->stances);
}

/* -- headings --------------------------------------------------------------------------- */

/* A section has a heading when one of its slots has a text or a blank. */
static mdd_id section_shows(struct prover *p, uint32_t first)
{
	struct range texts = p->violation->texts;
	mdd_id shows = MDD_NONE;
	for (uint32_t slot = first; slot == first || (slot < p->pack->n_slots && p->pack->slots[slot].joins);
	     slot++) {
		mdd_id must = model_takes(p->model, slot, 1u << TAKE_ONE | 1u << TAKE_SOME);
		shows = mdd_or(&p->model->mdd, shows, must);
		for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
			if (p->pack->texts[i].slot == slot)
				shows = mdd_or(&p->model->mdd, shows, model_text(p->model, i)->shows.yes);
	}
	return shows;
}

static void prove_heading(struct prover *p, uint32_t slot, uint32_t stance, const struct banned *banned)
{
	const struct slot *s = &p->pack->slots[slot];
	struct str words = pack_words(p->pack, s->heading[stance], banned->language);
	struct str word = pack_str(p->pack, banned->word);
	if (!(banned->stances & 1u << stance) || !banned_in(p->pack, words, word))
		return;
	struct mention mention = {s->place, words, word, banned->language, false};
	prover_begin(p, pack_str(p->pack, s->id));
	prove_absent(p, &mention, section_shows(p, slot), 1u << stance);
}

/* -- what places print --------------------------------------------------------------------- */

/* Where a piece of a body is printed. */
struct printed {
	uint32_t text, body, piece; /* the piece's place in the body */
	uint32_t language;
	bool in_form;
};

static struct str words_of(const struct prover *p, const struct printed *at, uint32_t piece)
{
	struct range body = p->pack->bodies[at->body];
	const struct piece *neighbour = &p->pack->pieces[body.first + piece];
	bool words = piece < body.n && neighbour->kind == PIECE_WORDS;
	return words ? pack_str(p->pack, neighbour->words) : STR("");
}

static size_t whole(struct str s, size_t at)
{
	while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The phrase with so much of the words around it that a banned word can reach
 * over its edge, and none can stand beside it. */
static struct str in_context(struct prover *p, const struct printed *at, struct str phrase, size_t word)
{
	struct buf out = {.arena = p->model->arena};
	struct str before = words_of(p, at, at->piece - 1), after = words_of(p, at, at->piece + 1);
	buf_add(&out, str_sub(before, whole(before, before.n < word ? 0 : before.n - word + 1), before.n));
	buf_add(&out, phrase);
	size_t end = after.n < word ? after.n : word - 1;
	while (end && end < after.n && ((unsigned char)after.p[end] & 0xC0) == 0x80)
		end--;
	buf_add(&out, str_sub(after, 0, end));
	return buf_str(&out);
}

static void prove_choice(struct prover *p, const struct printed *at, uint32_t var, uint32_t bit,
                         const struct banned *banned)
{
	const struct choice *choice = &p->pack->choices[pack_question(p->pack, var)->choices.first + bit];
	struct str word = pack_str(p->pack, banned->word);
	struct str phrase = pack_words(p->pack, choice->say ? choice->say : choice->label, at->language);
	if (!banned_in(p->pack, in_context(p, at, phrase, word.n), word))
		return;
	struct mention mention = {choice->place, phrase, word, at->language, at->in_form};
	mdd_id chosen = model_test(p->model, var, 1u << bit).yes;
	mdd_id shows = prover_all(p, model_text(p->model, at->text)->shows.yes, chosen);
	prove_absent(p, &mention, shows, banned->stances);
}

static void prove_paper(struct prover *p, const struct printed *at, uint32_t var, const struct banned *banned)
{
	const struct var *v = &p->pack->vars[var];
	struct str name = pack_words(p->pack, p->pack->evidence[v->row].name, at->language);
	struct str word = pack_str(p->pack, banned->word);
	if (at->in_form || !banned_in(p->pack, name, word))
		return;
	struct mention mention = {v->place, name, word, at->language, false};
	mdd_id enclosed = model_test(p->model, var, 1u << EVIDENCE_YES).yes;
	mdd_id shows = prover_all(p, model_text(p->model, at->text)->shows.yes, enclosed);
	prove_absent(p, &mention, shows, banned->stances);
}

static void prove_piece(struct prover *p, const struct printed *at)
{
	uint32_t var = p->pack->pieces[p->pack->bodies[at->body].first + at->piece].var;
	const struct question *q = pack_question(p->pack, var);
	for (uint32_t i = 0; i < p->pack->n_banned; i++) {
		const struct banned *banned = &p->pack->banned[i];
		if (banned->except || banned->language != at->language)
			continue;
		if (p->pack->vars[var].kind == VAR_EVIDENCE)
			prove_paper(p, at, var, banned);
		for (uint32_t k = 0; q && k < q->choices.n; k++)
			prove_choice(p, at, var, k, banned);
	}
}

static void prove_printed(struct prover *p, uint32_t text, uint32_t body, uint32_t language, bool in_form)
{
	struct range pieces = p->pack->bodies[body];
	prover_begin(p, prover_slot(p, text));
	for (uint32_t i = 0; i < pieces.n; i++) {
		struct printed at = {text, body, i, language, in_form};
		if (p->pack->pieces[pieces.first + i].kind == PIECE_VAR)
			prove_piece(p, &at);
	}
}

static void prove_text(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	if (p->pack->slots[t->slot].as == AS_NOTES)
		return;
	for (uint32_t i = 0; i < p->pack->n_languages; i++)
		prove_printed(p, text, t->bodies + i, i, false);
	for (uint32_t i = 0; i < t->shorts.n; i++)
		prove_printed(p, text, t->shorts.first + i, p->pack->profile->form_language, true);
}

void prove_words(struct prover *p)
{
	struct range hits = p->violation->hits, texts = p->violation->texts;
	for (uint32_t i = hits.first; i < hits.first + hits.n; i++)
		prove_hit(p, &p->pack->hits[i]);
	for (uint32_t slot = 0; slot < p->pack->n_slots; slot++)
		for (uint32_t stance = 0; stance < STANCES_MAX; stance++)
			for (uint32_t i = 0; p->pack->slots[slot].heading[stance] && i < p->pack->n_banned;
			     i++)
				if (!p->pack->banned[i].except)
					prove_heading(p, slot, stance, &p->pack->banned[i]);
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		prove_text(p, i);
}
