/* Banned words in the rules' own words, by the profile's lists.  Whether a hit
 * ever reaches a letter depends on the stances in which its text shows. */
#include "core/load.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Latin words match whole, and without case. */
static bool matches_at(struct str text, size_t at, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (at + i >= text.n || lower(text.p[at + i]) != lower(word.p[i]))
			return false;
	bool before = at > 0 && is_letter(text.p[at - 1]) && is_letter(word.p[0]);
	bool after = at + word.n < text.n && is_letter(text.p[at + word.n]) && is_letter(word.p[word.n - 1]);
	return !before && !after;
}

/* Whether the match at `at` is part of a harmless longer word. */
static bool is_excepted(const struct pack *pack, struct str text, size_t at, struct str word)
{
	for (uint32_t i = 0; i < pack->n_banned; i++) {
		struct str longer = pack_str(pack, pack->banned[i].word);
		size_t inside = pack->banned[i].except ? str_find(longer, word, 0) : longer.n;
		if (inside < longer.n && at >= inside && matches_at(text, at - inside, longer))
			return true;
	}
	return false;
}

static bool holds(const struct pack *pack, struct str text, struct str word)
{
	for (size_t at = 0; at < text.n; at++)
		if (matches_at(text, at, word) && !is_excepted(pack, text, at, word))
			return true;
	return false;
}

static void look_at_body(struct loader *l, uint32_t text, uint32_t body, uint32_t language)
{
	struct range pieces = l->build.bodies[body];
	for (uint32_t i = 0; i < pieces.n; i++)
		for (uint32_t k = 0; k < l->build.n_banned; k++) {
			struct pack view = build_view(&l->build);
			const struct piece *piece = &view.pieces[pieces.first + i];
			const struct banned *row = &view.banned[k];
			struct str words = pack_str(&view, piece->words);
			bool applies =
			        piece->kind == PIECE_WORDS && !row->except && row->language == language;
			if (applies && holds(&view, words, pack_str(&view, row->word)))
				build_hits(&l->build, (struct hit){text, body, row->stances, row->word});
		}
}

void load_hits(struct loader *l)
{
	struct range texts = {l->violation.texts.first, l->violation.texts.n};
	l->violation.hits.first = l->build.n_hits;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		struct text text = l->build.texts[i];
		if (l->build.slots[text.slot].as == AS_NOTES)
			continue;
		for (uint32_t k = 0; k < l->build.n_languages; k++)
			look_at_body(l, i, text.bodies + k, k);
		for (uint32_t k = 0; k < text.shorts.n; k++)
			look_at_body(l, i, text.shorts.first + k, l->build.profile[0].form_language);
	}
	l->violation.hits.n = l->build.n_hits - l->violation.hits.first;
}
