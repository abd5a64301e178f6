/* Data of people: numbers are found by their form and check digits, so that
 * order numbers, notice numbers and the like are no false alarms. */
#include "base/utf8.h"
#include "core/find.h"

static uint32_t digits_from(const struct glyphs *g, uint32_t i)
{
	uint32_t n = 0;
	while (glyph_is_digit(glyph(g, i + n)))
		n++;
	return n;
}

static bool begins_word(const struct glyphs *g, uint32_t i)
{
	uint32_t before = glyph(g, (int64_t)i - 1);
	return !glyph_is_word(before) && before != '*';
}

/* Whether one of the words stands in the `reach` glyphs before `i`, within the
 * sentence; the list ends in NULL. */
static bool has_before(const struct glyphs *g, uint32_t i, uint32_t reach, const char *const *words)
{
	for (uint32_t back = 1; back <= reach && back <= i; back++) {
		if (glyph_is_end(g->code[i - back]))
			return false;
		for (int k = 0; words[k]; k++)
			if (glyphs_have(g, i - back, words[k]))
				return true;
	}
	return false;
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
	if (!begins_word(g, i))
		return false;
	uint32_t stop = glyph(g, from) == '1' ? grouped(g, from, 11) : 0;
	if (!stop || glyph(g, from + 1) < '3' || !has_phone_groups(g, from, stop) ||
	    (from == i && has_before(g, i, 5, codes)))
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
	uint32_t area = begins_word(g, i) ? area_code(g, i + open) : 0, at = i + open + area;
	if (!area || digits_from(g, i + open) < area)
		return false;
	bool parted = is_joint(glyph(g, at)) || (open && glyph_is_digit(glyph(g, at + 1)));
	uint32_t n = digits_from(g, at + parted);
	bool length = (n == 7 && area == 4) || n == 8;
	*end = at + parted + n;
	return length && !glyph_is_word(glyph(g, *end)) && (parted || has_before(g, i, 6, words));
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
	if (!begins_word(g, i))
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
	if (!begins_word(g, i))
		return false;
	uint32_t n = card_digits(g, i, digits, end);
	return n >= 16 && n <= 19 && has_luhn(digits, n) && !glyph_is_word(glyph(g, *end)) &&
	       has_before(g, i, 20, near) && !has_before(g, i, 8, other);
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

/* -- homes ---------------------------------------------------------------------------------------- */

enum { ADDRESS_REACH = 24 };

/* Whether one of the words stands in the glyphs [i, to). */
static bool holds(const struct glyphs *g, uint32_t i, uint32_t to, const char *const *words)
{
	for (; i < to; i++)
		for (int k = 0; words[k]; k++)
			if (glyphs_have(g, i, words[k]))
				return true;
	return false;
}

/* A digit in front of 室, 号 and the like. */
static uint32_t numbered(const struct glyphs *g, uint32_t i, const char *const *units)
{
	for (uint32_t at = i; at < i + ADDRESS_REACH && !glyph_is_end(glyph(g, at)); at++) {
		if (!glyph_is_word(glyph(g, at)))
			continue;
		for (int k = 0; units[k]; k++)
			if (glyphs_have(g, at + 1, units[k]))
				return at + 2;
	}
	return 0;
}

/* 临天路18号3幢502室, 花园小区2单元301 */
static bool is_home(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const streets[] = {"路", "街",   "巷",   "弄",   "村", "苑",
	                                      "园", "小区", "公寓", "胡同", "里", NULL};
	static const char *const rooms[] = {"室", "单元", "幢", "栋", NULL};
	static const char *const business[] = {"注册地址", "经营地址", "营业地址", "办公地址",
	                                       "仓库",     "发货",     "退货地址", "厂址",
	                                       "厂房",     "公司",     "营业场所", NULL};
	for (int k = 0; streets[k]; k++) {
		if (!glyphs_have(g, i, streets[k]))
			continue;
		uint32_t stop = numbered(g, i + 1, rooms);
		if (!stop || has_before(g, i, 30, business))
			continue;
		*end = stop;
		return true;
	}
	return false;
}

/* 收货地址：杭州市……18号 */
static bool is_named_home(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const heads[] = {"收货地址", "收件地址", "家庭地址", "家庭住址", "收货人地址",
	                                    "家住",     "住址",     "住在",     "住",       NULL};
	static const char *const units[] = {"号", "室", "单元", "幢", "栋", "楼", "户", "组", NULL};
	static const char *const parts[] = {"路",   "街", "巷", "弄", "村", "苑",
	                                    "小区", "镇", "乡", "园", NULL};
	for (int k = 0; heads[k]; k++) {
		uint32_t stop = glyphs_have(g, i, heads[k]) ? numbered(g, i + 1, units) : 0;
		if (!stop || !holds(g, i, stop, parts))
			continue;
		*end = stop;
		return true;
	}
	return false;
}

void find_address(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "收家住", is_named_home);
	find_each(out, g, "路街巷弄村苑园小公胡里", is_home);
}

/* -- names of buyers ---------------------------------------------------------------------------------- */

/* The commonest surnames; those that are common words, too (于 and 和, 许可,
 * 方面, 任何 …), need a colon or 姓名 in front. */
static const char sure[] = "张王李赵刘陈杨黄吴徐孙朱胡郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁"
                           "魏薛叶潘杜汪姜姚谭廖邹熊陆郝孔崔邱秦侯邵孟雷汤尹黎乔贺赖龚欧阎";
static const char unsure[] =
        "周林许高马何余任金方石白夏钟田范江史顾龙万段钱武常文易康毛戴严施陶程于向曾梅伍庄詹";
static const char *const taken[] = {"张贴", "张罗", "陈述", "陈列", "黄色", "朱红", "谢绝", "谢谢",
                                    "唐突", "杜绝", "陆续", "雷同", "乔装", "赖账", "胡乱", "罗列",
                                    "郑重", "苏宁", "徐徐", "孔径", "叶片", "汤品", "丁香", "姜茶",
                                    "董事", "曹操", "赵州", "王牌", "李宁", "杨梅", "宋体", "唐装",
                                    "吴江", "邵东", "欧式", "欧元", "欧码", "蔡司", "潘多", NULL};

/* Behind a surname these name nobody. */
static const char *const titles[] = {"先生", "女士", "小姐", "老师", "老板", "经理",
                                     "某",   "氏",   "姓",   "总",   NULL};

static bool is_among(uint32_t code, const char *characters)
{
	struct str s = str_of(characters);
	for (size_t at = 0; at < s.n;)
		if (utf8_next(s, &at) == code)
			return true;
	return false;
}

static bool is_one_of(const struct glyphs *g, uint32_t i, const char *const *words)
{
	for (int k = 0; words[k]; k++)
		if (glyphs_have(g, i, words[k]))
			return true;
	return false;
}

/* What follows a name: marks, numbers, and words with which a sentence goes on. */
static bool ends_name(const struct glyphs *g, uint32_t i)
{
	uint32_t code = glyph(g, i);
	return !glyph_is_han(code) || is_among(code, "的于在称说申投反下要收电手住拒签确恶已与和退购以向曾也"
	                                             "又还就把将发给本提付未不没因，");
}

/* 张三, 王小明: where the name at `i` ends, or 0. */
static uint32_t name_end(const struct glyphs *g, uint32_t i, bool introduced)
{
	uint32_t first = glyph(g, i), given = glyph(g, i + 1);
	if (!is_among(first, sure) && !(introduced && is_among(first, unsure)))
		return 0;
	if (!glyph_is_han(given) || is_one_of(g, i + 1, titles) || is_one_of(g, i, taken))
		return 0;
	if (ends_name(g, i + 2))
		return i + 2;
	return glyph_is_han(glyph(g, i + 2)) && ends_name(g, i + 3) && !is_one_of(g, i + 2, titles) ? i + 3
	                                                                                            : 0;
}

static uint32_t skip_introduction(const struct glyphs *g, uint32_t i)
{
	static const char *const words[] = {"姓名", "名字", "名叫", "名为", "叫", "是", "为",
	                                    "：",   ":",    " ",    "（",   "(",  NULL};
	for (int k = 0; words[k]; k++)
		if (glyphs_have(g, i, words[k]))
			return skip_introduction(g, i + (uint32_t)utf8_count(str_of(words[k])));
	return i;
}

static bool is_buyer(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const heads[] = {"买家",   "收件人", "收货人", "客户", "顾客", "消费者", "下单人",
	                                    "购买人", "投诉人", "用户",   "收件", "收货", "订购人", NULL};
	for (int k = 0; heads[k]; k++) {
		if (!glyphs_have(g, i, heads[k]))
			continue;
		uint32_t at = i + (uint32_t)utf8_count(str_of(heads[k]));
		uint32_t name = skip_introduction(g, at), stop = name_end(g, name, name > at);
		if (stop) {
			*end = stop;
			return true;
		}
	}
	return false;
}

/* -- and in English --------------------------------------------------------------------------------- */

static bool is_capital(const struct glyphs *g, uint32_t i)
{
	return i < g->n && g->text.p[g->at[i]] >= 'A' && g->text.p[g->at[i]] <= 'Z' &&
	       glyph_is_letter(glyph(g, i + 1));
}

static uint32_t skip_word(const struct glyphs *g, uint32_t i)
{
	while (glyph_is_letter(glyph(g, i)))
		i++;
	return i;
}

/* buyer Zhang San, customer: Mr John Smith; not Customer Service Team. */
static bool is_english_buyer(const struct glyphs *g, uint32_t i, uint32_t *end)
{
	static const char *const heads[] = {"buyer",     "customer",  "consignee",   "recipient",
	                                    "purchaser", "addressee", "complainant", NULL};
	static const char *const other[] = {"service",    "protection", "support",    "care",
	                                    "review",     "complaint",  "experience", "relations",
	                                    "department", "team",       NULL};
	if (!begins_word(g, i) || !is_one_of(g, i, heads))
		return false;
	uint32_t at = skip_word(g, i);
	for (int k = 0; k < 2; k++) {
		while (glyph(g, at) == ' ' || glyph(g, at) == ':' || glyph(g, at) == '.')
			at++;
		if (k == 0 &&
		    (glyphs_have(g, at, "mr") || glyphs_have(g, at, "ms") || glyphs_have(g, at, "named")))
			at = skip_word(g, at);
	}
	uint32_t first = skip_word(g, at);
	if (!is_capital(g, at) || is_one_of(g, at, other) || glyph(g, first) != ' ' ||
	    !is_capital(g, first + 1) || is_one_of(g, first + 1, other))
		return false;
	*end = skip_word(g, first + 1);
	return true;
}

void find_buyer(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "买收客顾消下购投用订", is_buyer);
	find_each(out, g, "bcrpa", is_english_buyer);
}
