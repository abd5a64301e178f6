/* See glyphs.h. */
#include "core/glyphs.h"

#include "base/utf8.h"

/* -- kinds of code points --------------------------------------------------------- */

bool glyph_is_han(uint32_t code)
{
	return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
	       (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF) || code == 0x3007;
}

bool glyph_is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

bool glyph_is_letter(uint32_t code)
{
	return code >= 'a' && code <= 'z';
}

bool glyph_is_word(uint32_t code)
{
	return glyph_is_digit(code) || glyph_is_letter(code);
}

bool glyph_is_end(uint32_t code)
{
	return code == 0 || code == '\n' || code == 0x3002 || code == 0xFF01 || code == 0xFF1F ||
	       code == 0xFF1B || code == '!' || code == '?' || code == ';';
}

bool glyphs_have(const struct glyphs *g, uint32_t i, const char *words)
{
	struct str s = str_of(words);
	for (size_t at = 0; at < s.n; i++)
		if (glyph(g, i) != utf8_next(s, &at))
			return false;
	return true;
}

/* -- folding ------------------------------------------------------------------------ */

/* Marks keep their width: whether it is the right one is a question of its own. */
static uint32_t narrow(uint32_t code)
{
	bool digit = code >= 0xFF10 && code <= 0xFF19;
	bool letter = (code >= 0xFF21 && code <= 0xFF3A) || (code >= 0xFF41 && code <= 0xFF5A);
	return digit || letter ? code - 0xFEE0 : code;
}

uint32_t glyph_fold(uint32_t code)
{
	code = narrow(code);
	if (code >= 'A' && code <= 'Z')
		return code - 'A' + 'a';
	if (code == 0xA0 || code == '\t')
		return ' ';
	return code == 0x2019 ? '\'' : code;
}

struct folding {
	struct str text;
	uint32_t *code, *at, *hidden;
	uint32_t n, n_hidden;
};

/* \r\n and \r are newlines, too; the place is that of the first of the two. */
static uint32_t next_code(const struct folding *f, size_t *at)
{
	uint32_t code = utf8_next(f->text, at);
	if (code != '\r')
		return code;
	if (*at < f->text.n && f->text.p[*at] == '\n')
		++*at;
	return '\n';
}

static void fold(struct folding *f)
{
	for (size_t at = 0; at < f->text.n;) {
		uint32_t start = (uint32_t)at;
		uint32_t code = next_code(f, &at);
		if (code != '\n' && code != '\t' && utf8_forbidden(code)) {
			f->hidden[f->n_hidden++] = start;
			continue;
		}
		/* A quotation mark keeps its shape; an apostrophe stands between letters. */
		bool apostrophe = code == 0x2019 && f->n && glyph_is_letter(f->code[f->n - 1]);
		f->at[f->n] = start;
		f->code[f->n++] = code == 0x2019 && !apostrophe ? code : glyph_fold(code);
	}
	f->at[f->n] = (uint32_t)f->text.n;
}

static void unwrap(struct folding *f)
{
	for (uint32_t i = 1; i + 1 < f->n; i++) {
		bool before = glyph_is_word(f->code[i - 1]) || f->code[i - 1] == ',';
		if (f->code[i] == '\n' && before && glyph_is_letter(f->code[i + 1]))
			f->code[i] = ' ';
	}
}

/* -- lines ---------------------------------------------------------------------------- */

/* A line is Chinese when a quarter of what it is written in are Han characters:
 * an English letter names shops and companies in Chinese. */
static enum writing writing_of(const struct folding *f, uint32_t from, uint32_t to)
{
	uint32_t han = 0, letters = 0;
	for (uint32_t i = from; i < to; i++) {
		han += glyph_is_han(f->code[i]);
		letters += glyph_is_letter(f->code[i]);
	}
	return han && 3 * han >= letters ? WRITING_HAN : WRITING_LATIN;
}

static void mark_lines(const struct folding *f, uint8_t *writing)
{
	for (uint32_t from = 0; from < f->n;) {
		uint32_t to = from;
		while (to < f->n && f->code[to] != '\n')
			to++;
		enum writing here = writing_of(f, from, to);
		for (; from <= to && from < f->n; from++)
			writing[from] = (uint8_t)here;
	}
}

void glyphs_make(struct glyphs *g, struct arena *arena, struct str text)
{
	struct folding f = {.text = text};
	size_t most = utf8_count(text) + 1;
	f.code = arena_many(arena, uint32_t, most);
	f.at = arena_many(arena, uint32_t, most);
	f.hidden = arena_many(arena, uint32_t, most);
	fold(&f);
	unwrap(&f);
	uint8_t *writing = arena_many(arena, uint8_t, f.n + 1);
	mark_lines(&f, writing);
	*g = (struct glyphs){text, f.code, f.at, writing, f.n, f.hidden, f.n_hidden};
}
