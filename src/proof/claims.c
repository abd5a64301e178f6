/* Words such as "all", "before" or 已: a text that has one states more than its
 * places show, so it must declare what it claims.  A clause declares its own:
 * what its paragraph claims is something else.
 * Whether a claim holds where its text shows is the matter of texts.c. */
#include "core/banned.h"
#include "proof/prover.h"

static bool is_harmless(const struct pack *pack, struct str text, size_t at, struct str word)
{
	for (uint32_t i = 0; i < pack->n_claim_words; i++)
		if (pack->claim_words[i].except &&
		    word_within(text, at, word, pack_str(pack, pack->claim_words[i].word)))
			return true;
	return false;
}

/* The longest of the words that stand at `at`; empty when none does. */
static struct str word_at(const struct pack *pack, struct str text, size_t at, uint32_t language)
{
	struct str longest = STR("");
	for (uint32_t i = 0; i < pack->n_claim_words; i++) {
		const struct claim_word *row = &pack->claim_words[i];
		struct str word = pack_str(pack, row->word);
		if (!row->except && row->language == language && word.n > longest.n &&
		    word_stands(text, at, word) && !is_harmless(pack, text, at, word))
			longest = word;
	}
	return longest;
}

/* A text of several lines has been joined, and offsets do not fit its source. */
static struct place place_in(const struct piece *piece, struct str words, size_t at, size_t n)
{
	struct place place = piece->place;
	if (place.end - place.start != words.n)
		return place;
	place.start += (uint32_t)at;
	place.end = place.start + (uint32_t)n;
	return place;
}

static bool report_word(struct prover *p, uint32_t text, const struct piece *piece, uint32_t language)
{
	struct str words = pack_str(p->pack, piece->words);
	for (size_t at = 0; piece->kind == PIECE_WORDS && at < words.n; at++) {
		struct str word = word_at(p->pack, words, at, language);
		if (!word.n)
			continue;
		IDLE(p, UNDECLARED_CLAIM, place_in(piece, words, at, word.n), false, prover_text(p, text),
		     word);
		return true;
	}
	return false;
}

static bool report_body(struct prover *p, uint32_t text, uint32_t body, uint32_t language)
{
	struct range pieces = p->pack->bodies[body];
	for (uint32_t i = pieces.first; i < pieces.first + pieces.n; i++)
		if (report_word(p, text, &p->pack->pieces[i], language))
			return true;
	return false;
}

/* One word is enough: the claims are declared once for all of the text. */
static void prove_text(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	for (uint32_t i = 0; i < p->pack->n_languages; i++)
		if (report_body(p, text, t->bodies + i, i))
			return;
	for (uint32_t i = t->shorts.first; i < t->shorts.first + t->shorts.n; i++)
		if (report_body(p, text, i, p->pack->profile->form_language))
			return;
}

/* Titles and notes state nothing to the platform; a measure claims that it is
 * done or planned. */
static bool must_declare(const struct prover *p, const struct text *t)
{
	enum slot_as as = p->pack->slots[t->slot].as;
	return as != AS_NOTES && as != AS_TITLE && t->measure == NO_ROW && !t->claims;
}

void prove_declared(struct prover *p)
{
	struct range texts = p->violation->texts;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (must_declare(p, &p->pack->texts[i]))
			prove_text(p, i);
}
