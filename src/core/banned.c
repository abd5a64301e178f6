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

bool banned_in(const struct pack *pack, struct str text, struct str word)
{
	for (size_t at = 0; at < text.n; at++)
		if (matches_at(text, at, word) && !is_excepted(pack, text, at, word))
			return true;
	return false;
}
