/* UTF-8: decoding, checking, counting, and the code points that no text may
 * hold. */
#include "base/utf8.h"

static uint32_t byte_at(struct str s, size_t i)
{
	return (unsigned char)s.p[i];
}

static bool is_well_formed(uint32_t code, size_t n)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	bool surrogate = code >= 0xD800 && code <= 0xDFFF;
	return code >= least[n] && code <= 0x10FFFF && !surrogate;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	size_t start = (*at)++;
	uint32_t lead = byte_at(s, start);
	if (lead < 0x80)
		return lead;
	size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	if (lead < 0xC0 || lead > 0xF4 || s.n - start < n)
		return UTF8_BAD;
	uint32_t code = lead & (0x7Fu >> n);
	for (size_t i = start + 1; i < start + n; i++) {
		if ((byte_at(s, i) & 0xC0) != 0x80)
			return UTF8_BAD;
		code = code << 6 | (byte_at(s, i) & 0x3F);
	}
	if (!is_well_formed(code, n))
		return UTF8_BAD;
	*at = start + n;
	return code;
}

size_t utf8_check(struct str s)
{
	size_t at = 0;
	while (at < s.n) {
		size_t start = at;
		if (utf8_next(s, &at) == UTF8_BAD)
			return start;
	}
	return s.n;
}

size_t utf8_encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	out[0] = (char)(lead[n] | code);
	return n;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.n; count++)
		utf8_next(s, &at);
	return count;
}

size_t utf8_form_length(struct str s)
{
	size_t units = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t code = utf8_next(s, &at);
		bool two = code == '\n' || (code > 0xFFFF && code != UTF8_BAD);
		units += two ? 2 : 1;
	}
	return units;
}

bool utf8_forbidden(uint32_t code)
{
	static const uint32_t ranges[][2] = {
	        {0x0, 0x1F},       {0x7F, 0x9F},     /* controls */
	        {0xAD, 0xAD},      {0x61C, 0x61C},   /* soft hyphen; bidirectional mark */
	        {0x180E, 0x180E},  {0x200B, 0x200B}, /* zero width; joiners stay, emoji are made with them */
	        {0x200E, 0x200F},                    /* bidirectional marks */
	        {0x2028, 0x202E},  {0x2060, 0x206F}, /* line separators, bidirectional and other controls */
	        {0xD800, 0xDFFF},  {0xFDD0, 0xFDEF}, /* surrogates, non-characters */
	        {0xFEFF, 0xFEFF},  {0xFFF9, 0xFFFB}, /* byte-order mark, annotation controls */
	        {0xE0000, 0xE007F}                   /* invisible tags */
	};
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return (code & 0xFFFE) == 0xFFFE || code > 0x10FFFF;
}
