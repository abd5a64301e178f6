/* Chinese words match anywhere: there are no blanks to tell them by. */
#include "core/banned.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool word_stands(struct str text, size_t at, struct str word)
{
	/* Most places differ in the first byte, by more than its case. */
	if (at < text.n && (text.p[at] ^ word.p[0]) & ~('a' ^ 'A'))
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (at + i >= text.n || lower(text.p[at + i]) != lower(word.p[i]))
			return false;
	bool before = at > 0 && is_letter(text.p[at - 1]) && is_letter(word.p[0]);
	bool after = at + word.n < text.n && is_letter(text.p[at + word.n]) && is_letter(word.p[word.n - 1]);
	return !before && !after;
}

bool word_within(struct str text, size_t at, struct str word, struct str longer)
{
	size_t inside = str_find(longer, word, 0);
	return inside < longer.n && at >= inside && word_stands(text, at - inside, longer);
}

/* Whether the match at `at` is part of a harmless longer word. */
static bool is_excepted(const struct pack *pack, struct str text, size_t at, struct str word)
{
	for (uint32_t i = 0; i < pack->n_banned; i++)
		if (pack->banned[i].except &&
		    word_within(text, at, word, pack_str(pack, pack->banned[i].word)))
			return true;
	return false;
}

bool banned_in(const struct pack *pack, struct str text, struct str word)
{
	for (size_t at = 0; at < text.n; at++)
		if (word_stands(text, at, word) && !is_excepted(pack, text, at, word))
			return true;
	return false;
}
