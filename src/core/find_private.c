/* Numbers and e-mail addresses of people: they are found by their form and
 * check digits, so that order numbers, notice numbers and the like are no
 * false alarms. */
#include "core/find.h"

static uint32_t digits_from(const struct glyphs *g, uint32_t i)
{
	uint32_t n = 0;
	while (glyph_is_digit(glyph(g, i + n)))
		n++;
	return n;
}

/* -- telephones ----------------------------------------------------------------------- */

static bool is_joint(uint32_t code)
{
	return code == ' ' || code == '-' || code == '.' || code == 0x2014;
}

/* `n` digits from `i` on, of which groups may be parted by single blanks or
 * dashes; 0, or where they end. */
static uint32_t grouped(const struct glyphs *g, uint32_t i, uint32_t n)
{
	for (uint32_t seen = 0; seen < n; i++) {
		if (glyph_is_digit(glyph(g, i)))
			seen++;
		else if (!seen || !is_joint(glyph(g, i)) || !glyph_is_digit(glyph(g, i + 1)))
			return 0;
	}
	return glyph_is_word(glyph(g, i)) ? 0 : i;
}

static uint32_t skip_country(const struct glyphs *g, uint32_t i)
{
	static const char *const codes[] = {"+86", "0086", "(+86)", "（+86）", NULL};
	for (int k = 0; codes[k]; k++)
		if (glyphs_have(g, i, codes[k])) {
			while (glyph(g, i) && !glyph_is_digit(glyph(g, i)))
				i++;
			i += digits_from(g, i) > 11 ? digits_from(g, i) - 11 : digits_from(g, i);
			while (is_joint(glyph(g, i)) || glyph(g, i) == ')' || glyph(g, i) == 0xFF09)
				i++;
			return i;
		}
	return i;
}

/* 13812345678, 138-1234-5678, 138 1234 5678: not dates and ranges. */
static bool has_phone_groups(const struct glyphs *g, uint32_t i, uint32_t end)
{
	return end == i + 11 || (end == i + 13 && is_joint(glyph(g, i + 3)) && is_joint(glyph(g, i + 8)));
}

static bool is_mobile(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const codes[] = {"单号", "编号", "订单",   "货号", "条码",
	                                    "id",   "isbn", "发票号", NULL};
	uint32_t from = skip_country(g, i);
	if (!find_begins_word(g, i))
		return false;
	uint32_t stop = glyph(g, from) == '1' ? grouped(g, from, 11) : 0;
	if (!stop || glyph(g, from + 1) < '3' || !has_phone_groups(g, from, stop) ||
	    (from == i && find_before(g, i, 5, codes)))
		return false;
	*end = stop;
	return true;
}

void find_mobile(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0123456789+(（", is_mobile);
}

/* The digits of an area code at `i`: 10, 2x with 3, others with 4. */
static uint32_t area_code(const struct glyphs *g, uint32_t i)
{
	uint32_t second = glyph(g, i + 1);
	if (glyph(g, i) != '0' || second == '0' || !glyph_is_digit(second))
		return 0;
	if (second == '1')
		return glyph(g, i + 2) == '0' ? 3 : 0;
	return second == '2' ? 3 : 4;
}

static bool is_landline(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const words[] = {"电话", "座机", "固话", "致电", "tel", "phone", NULL};
	bool open = glyph(g, i) == '(' || glyph(g, i) == 0xFF08;
	uint32_t area = find_begins_word(g, i) ? area_code(g, i + open) : 0, at = i + open + area;
	if (!area || digits_from(g, i + open) < area)
		return false;
	bool parted = is_joint(glyph(g, at)) || (open && glyph_is_digit(glyph(g, at + 1)));
	uint32_t n = digits_from(g, at + parted);
	bool length = (n == 7 && area == 4) || n == 8;
	*end = at + parted + n;
	return length && !glyph_is_word(glyph(g, *end)) && (parted || find_before(g, i, 6, words));
}

void find_landline(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0(（", is_landline);
}

/* -- identity numbers ------------------------------------------------------------------- */

static uint32_t number(const struct glyphs *g, uint32_t i, uint32_t n)
{
	uint32_t value = 0;
	for (uint32_t k = 0; k < n; k++)
		value = 10 * value + glyph(g, i + k) - '0';
	return value;
}

/* A province of the country, and a day on which a living person may be born. */
static bool is_plausible(const struct glyphs *g, uint32_t i)
{
	uint32_t province = number(g, i, 2), year = number(g, i + 6, 4);
	uint32_t month = number(g, i + 10, 2), day = number(g, i + 12, 2);
	return province >= 11 && province <= 91 && year >= 1900 && year <= 2099 && month >= 1 &&
	       month <= 12 && day >= 1 && day <= 31;
}

/* ISO 7064, MOD 11-2. */
static bool has_check_digit(const struct glyphs *g, uint32_t i)
{
	uint32_t sum = 0;
	for (uint32_t k = 0; k < 17; k++)
		sum = (sum + glyph(g, i + k) - '0') * 2;
	return glyph(g, i + 17) == (uint32_t) "10x98765432"[sum % 11];
}

static bool is_id_number(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	if (!find_begins_word(g, i))
		return false;
	uint32_t n = digits_from(g, i);
	if (n == 17 && glyph(g, i + 17) == 'x')
		n = 18;
	*end = i + n;
	return n == 18 && !glyph_is_word(glyph(g, *end)) && is_plausible(g, i) && has_check_digit(g, i);
}

void find_id_number(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0123456789", is_id_number);
}

/* -- bank cards ----------------------------------------------------------------------------- */

/* The digits from `i` on, also in groups of four; their number. */
static uint32_t card_digits(const struct glyphs *g, uint32_t i, char digits[20], uint32_t *end)
{
	uint32_t n = 0;
	for (*end = i; n < 20; ++*end) {
		uint32_t code = glyph(g, *end);
		bool joint = (code == ' ' || code == '-') && n && n % 4 == 0;
		if (joint && glyph_is_digit(glyph(g, *end + 1)))
			continue;
		if (!glyph_is_digit(code))
			break;
		digits[n++] = (char)(code - '0');
	}
	return n;
}

/* Luhn. */
static bool has_luhn(const char *digits, uint32_t n)
{
	uint32_t sum = 0;
	for (uint32_t k = 0; k < n; k++) {
		uint32_t digit = (uint32_t)digits[n - 1 - k] * (k % 2 ? 2 : 1);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 == 0;
}

static bool is_bank_card(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const near[] = {"卡号", "银行卡", "储蓄卡",  "借记卡", "信用卡", "银行",
	                                   "账号", "帐号",   "账户",    "打款",   "汇款",   "转账",
	                                   "收款", "card",   "account", "bank",   NULL};
	static const char *const other[] = {"店铺账号", "抖音账号", "平台账号", "登录账号",
	                                    "单号",     "编号",     NULL};
	char digits[20];
	if (!find_begins_word(g, i))
		return false;
	uint32_t n = card_digits(g, i, digits, end);
	return n >= 16 && n <= 19 && has_luhn(digits, n) && !glyph_is_word(glyph(g, *end)) &&
	       find_before(g, i, 20, near) && !find_before(g, i, 8, other);
}

void find_bank_card(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0123456789", is_bank_card);
}

/* -- addresses on the net -------------------------------------------------------------------- */

static bool is_mail_char(uint32_t code)
{
	return glyph_is_word(code) || code == '.' || code == '_' || code == '-' || code == '+';
}

static bool is_email(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	uint32_t at = i;
	if (is_mail_char(glyph(g, (int64_t)i - 1)))
		return false;
	while (is_mail_char(glyph(g, at)))
		at++;
	*end = at;
	if ((glyph(g, at) != '@' && glyph(g, at) != 0xFF20) || !glyph_is_word(glyph(g, (int64_t)at - 1)))
		return false;
	bool dot = false;
	for (*end = ++at; is_mail_char(glyph(g, *end)); ++*end)
		dot = dot || (glyph(g, *end) == '.' && glyph_is_letter(glyph(g, *end + 1)));
	return dot;
}

void find_email(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "0123456789abcdefghijklmnopqrstuvwxyz", is_email);
}
