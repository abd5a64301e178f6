/* See show.h.  The only file that knows utf8proc. */
#include "cli/show.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

static void hex(char *out, const char *lead, uint32_t value, int digits)
{
	size_t n = strlen(lead);

	memcpy(out, lead, n);
	for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
		out[n++] = "0123456789abcdef"[value >> shift & 15];
	out[n] = 0;
}

/* Joiners are harmless and hold emoji and Indic words together; other format
 * characters are invisible or turn the direction of writing. */
static bool is_steering(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	if (category == UTF8PROC_CATEGORY_CF)
		return c != 0x200c && c != 0x200d;
	return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP;
}

static void stand_in(struct glyph *glyph, uint32_t c)
{
	if (c < 0x80)
		hex(glyph->stand_in, "\\x", c, 2);
	else
		hex(glyph->stand_in, c < 0x10000 ? "\\u" : "\\U", c, c < 0x10000 ? 4 : 8);
	glyph->width = strlen(glyph->stand_in);
}

struct glyph glyph_at(const char *bytes, size_t length)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t most = length < 4 ? (utf8proc_ssize_t)length : 4;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes, most, &c);

	if (n < 1)
		return (struct glyph){1, 1, "\xEF\xBF\xBD"};
	struct glyph glyph = {(size_t)n, 1, ""};
	if (c == '\t')
		memcpy(glyph.stand_in, " ", 2);
	else if (is_steering(c))
		stand_in(&glyph, (uint32_t)c);
	else
		glyph.width = (size_t)utf8proc_charwidth(c);
	return glyph;
}

void glyph_add(struct text *out, const char *bytes, const struct glyph *glyph)
{
	if (glyph->stand_in[0])
		text_put(out, glyph->stand_in);
	else
		text_add(out, bytes, glyph->bytes);
}

void show(struct text *out, const char *bytes, size_t length, bool lines)
{
	for (size_t at = 0; at < length;) {
		struct glyph glyph = glyph_at(bytes + at, length - at);
		if (lines && (bytes[at] == '\n' || bytes[at] == '\t'))
			text_add(out, bytes + at, 1);
		else
			glyph_add(out, bytes + at, &glyph);
		at += glyph.bytes;
	}
}
