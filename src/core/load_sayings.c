/* Words to find, as authors write them: (a|b) stands for a or b, # for a
 * number, … for a few characters of the same sentence. */
#include "base/utf8.h"
#include "core/glyphs.h"
#include "core/load.h"

enum { CODES_MAX = 2000 };

static uint32_t code_of(uint32_t code)
{
	switch (code) {
	case '#':
		return CODE_DIGIT;
	case 0x2026:
		return CODE_GAP;
	case '(':
		return CODE_OPEN;
	case '|':
		return CODE_OR;
	case ')':
		return CODE_CLOSE;
	default:
		return glyph_fold(code);
	}
}

static struct range build_codes(struct loader *l, struct str text)
{
	struct range codes = {l->build.n_numbers, 0};
	for (size_t at = 0; at < text.n; codes.n++)
		build_numbers(&l->build, code_of(utf8_next(text, &at)));
	return codes;
}

/* -- with what it begins -------------------------------------------------------------- */

/* Reads codes from `i` on until the first one that stands in a text; in a
 * group, that of each branch.  False when nothing or a gap comes first. */
static bool add_heads(struct loader *l, struct saying *row, uint32_t i)
{
	const uint32_t *codes = l->build.numbers + row->codes.first;
	bool ok = true;
	if (i < row->codes.n && codes[i] == CODE_OPEN) {
		for (; codes[i] != CODE_CLOSE; i++)
			if (codes[i] == CODE_OPEN || codes[i] == CODE_OR)
				ok = add_heads(l, row, i + 1) && ok;
		return ok;
	}
	while (i < row->codes.n && codes[i] == CODE_OR)
		while (codes[i] != CODE_CLOSE)
			i++;
	if (i < row->codes.n && codes[i] == CODE_CLOSE)
		return add_heads(l, row, i + 1);
	if (i == row->codes.n || codes[i] == CODE_GAP)
		return false;
	row->head = codes[i];
	row->next =
	        i + 1 < row->codes.n && codes[i + 1] < CODE_DIGIT && codes[i + 1] != ' ' ? codes[i + 1] : 0;
	build_sayings(&l->build, *row);
	return true;
}

/* Each ( has its ), without another one inside; a | stands within. */
static bool is_balanced(struct str text)
{
	bool open = false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if ((c == '(' && open) || ((c == ')' || c == '|') && !open))
			return false;
		open = c == '(' || (open && c != ')');
	}
	return !open;
}

static void load_saying(struct loader *l, const struct node *node, struct saying saying)
{
	struct str text = load_text(l, node);
	if (node->kind != NODE_TEXT)
		return;
	if (utf8_count(text) > CODES_MAX) {
		DIAG(l->diags, SAYING_TOO_LONG, node->place, STR("2000"));
	} else if (!is_balanced(text)) {
		DIAG(l->diags, SAYING_BRACKETS, node->place, text);
	} else {
		saying.codes = build_codes(l, text);
		if (!add_heads(l, &saying, 0) || str_ends(text, STR("…")))
			DIAG(l->diags, SAYING_ENDS_OPEN, node->place, text);
	}
}

void load_sayings(struct loader *l, const struct node *by_language, struct saying saying)
{
	struct pack view = build_view(&l->build);
	for (const struct node *m = load_members(l, by_language); m; m = m->next) {
		uint32_t language = pack_language(&view, m->key);
		if (language == NO_ROW)
			DIAG(l->diags, UNKNOWN_LANGUAGE, m->key_place, m->key);
		saying.language = (uint16_t)language;
		for (const struct node *word = load_items(l, m); word; word = word->next)
			load_saying(l, word, saying);
	}
}

void load_banned_sayings(struct loader *l, uint32_t rule, uint32_t stances)
{
	uint32_t all = (1u << l->n_stances) - 1;
	for (uint32_t i = 0; i < l->build.n_banned; i++) {
		struct banned banned = l->build.banned[i];
		struct str word = arena_copy(l->arena, build_str(&l->build, banned.word));
		struct node node = {.kind = NODE_TEXT, .text = word};
		struct saying saying = {
		        .rule = rule, .language = (uint16_t)banned.language, .except = banned.except != 0};
		if (banned.except || (banned.stances != all && banned.stances & stances))
			load_saying(l, &node, saying);
	}
}
