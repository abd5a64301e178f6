/* A last look at the letter: no banned word of its stance in the rules' own
 * words.  What the merchant typed is not looked at. */
#include "core/draft.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool matches_at(struct str text, size_t at, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (at + i >= text.n || lower(text.p[at + i]) != lower(word.p[i]))
			return false;
	/* Latin words match whole. */
	bool before = at > 0 && is_letter(text.p[at - 1]) && is_letter(word.p[0]);
	bool after = at + word.n < text.n && is_letter(text.p[at + word.n]) && is_letter(word.p[word.n - 1]);
	return !before && !after;
}

/* Whether the match at `at` is part of a harmless longer word. */
static bool is_excepted(const struct draft *d, struct str text, size_t at, struct str word)
{
	for (uint32_t i = 0; i < d->pack->n_banned; i++) {
		const struct banned *row = &d->pack->banned[i];
		struct str longer = pack_str(d->pack, row->word);
		size_t inside = row->except ? str_find(longer, word, 0) : longer.n;
		if (inside < longer.n && at >= inside && matches_at(text, at - inside, longer))
			return true;
	}
	return false;
}

static void look_for(struct draft *d, uint32_t text, struct str words, const struct banned *row)
{
	struct str word = pack_str(d->pack, row->word);
	for (size_t at = 0; at < words.n; at++) {
		if (!matches_at(words, at, word) || is_excepted(d, words, at, word))
			continue;
		d->slips = arena_grow(d->arena, d->slips, d->n_slips, &d->slips_room, sizeof *d->slips);
		d->slips[d->n_slips++] = (struct slip){word, text};
		return;
	}
}

static void look_at_body(struct draft *d, uint32_t text, struct range body, uint32_t language)
{
	for (uint32_t i = 0; i < body.n; i++) {
		const struct piece *piece = &d->pack->pieces[body.first + i];
		for (uint32_t k = 0; piece->kind == PIECE_WORDS && k < d->pack->n_banned; k++) {
			const struct banned *row = &d->pack->banned[k];
			if (!row->except && row->language == language && row->stances & 1u << d->decisions->stance)
				look_for(d, text, pack_str(d->pack, piece->words), row);
		}
	}
}

void draft_slips(struct draft *d)
{
	for (uint32_t i = 0; i < d->n_shown; i++) {
		const struct text *text = &d->pack->texts[d->shown[i].text];
		if (d->pack->slots[text->slot].as == AS_NOTES)
			continue;
		look_at_body(d, d->shown[i].text, d->pack->bodies[text->bodies + d->language], d->language);
		for (uint32_t v = 0; v < text->shorts.n; v++)
			look_at_body(d, d->shown[i].text, d->pack->bodies[text->shorts.first + v],
				     d->pack->profile[0].form_language);
	}
}
