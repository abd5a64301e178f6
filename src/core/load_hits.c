/* Banned words in the rules' own words, by the profile's lists.  Whether a hit
 * ever reaches a letter depends on the stances in which its text shows. */
#include "core/banned.h"
#include "core/load.h"

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
			if (applies && banned_in(&view, words, pack_str(&view, row->word)))
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
