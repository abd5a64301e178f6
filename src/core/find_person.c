/* People: where they live and what they are called. */
#include "base/utf8.h"
#include "core/find.h"

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
		if (!stop || find_before(g, i, 30, business))
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
                           "魏薛叶潘杜汪姜姚谭廖邹熊陆郝孔崔邱秦侯邵孟雷汤尹黎乔贺赖龚阎";
static const char unsure[] =
        "周林许高马何余任金方石白夏钟田范江史顾龙万段钱武常文易康毛戴严施陶程于向曾梅伍庄詹";
static const char *const taken[] = {"张贴", "张罗", "陈述", "陈列", "黄色", "朱红", "谢绝", "谢谢",
                                    "唐突", "杜绝", "陆续", "雷同", "乔装", "赖账", "胡乱", "罗列",
                                    "郑重", "苏宁", "徐徐", "孔径", "叶片", "汤品", "丁香", "姜茶",
                                    "董事", "曹操", "赵州", "王牌", "李宁", "杨梅", "宋体", "唐装",
                                    "吴江", "邵东", "欧式", "欧元", "欧码", "蔡司", "潘多", NULL};

static const char *const double_surnames[] = {"欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫",
                                              "尉迟", "慕容", "令狐", "司徒", "端木", NULL};

/* Behind a surname these name nobody. */
static const char *const titles[] = {"先生", "女士", "小姐", "老师", "老板", "经理",
                                     "某",   "氏",   "姓",   "总",   NULL};

/* What follows a name: marks, numbers, and words with which a sentence goes on. */
static bool ends_name(const struct glyphs *g, uint32_t i)
{
	uint32_t code = glyph(g, i);
	return !glyph_is_han(code) ||
	       find_among(code, "的于在称说申投反下要收电手住拒签确恶已与和退购以向曾也"
	                        "又还就把将发给本提付未不没因，");
}

/* 小王, 老张 */
static bool is_nickname(const struct glyphs *g, uint32_t i)
{
	return find_among(glyph(g, i), "小老阿") && find_among(glyph(g, i + 1), sure) && ends_name(g, i + 2);
}

/* 张三, 王小明: where the name at `i` ends, or 0. */
static uint32_t name_end(const struct glyphs *g, uint32_t i, bool introduced)
{
	if (is_nickname(g, i))
		return i + 2;
	bool doubled = find_one_of(g, i, double_surnames);
	bool surname =
	        doubled || find_among(glyph(g, i), sure) || (introduced && find_among(glyph(g, i), unsure));
	uint32_t given = i + 1 + doubled;
	if (!surname || !glyph_is_han(glyph(g, given)) || find_one_of(g, given, titles) ||
	    find_one_of(g, i, taken))
		return 0;
	if (ends_name(g, given + 1))
		return given + 1;
	bool two = glyph_is_han(glyph(g, given + 1)) && !find_one_of(g, given + 1, titles);
	return two && ends_name(g, given + 2) ? given + 2 : 0;
}

enum { INTRODUCTION_MAX = 6 };

static uint32_t skip_introduction(const struct glyphs *g, uint32_t i)
{
	static const char *const words[] = {"姓名", "名字", "名叫", "名为", "叫", "是", "为",
	                                    "：",   ":",    " ",    "（",   "(",  NULL};
	for (int n = 0; n < INTRODUCTION_MAX; n++)
		for (int k = 0; words[k]; k++)
			if (glyphs_have(g, i, words[k])) {
				i += (uint32_t)utf8_count(str_of(words[k]));
				break;
			}
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
	if (!find_begins_word(g, i) || !find_one_of(g, i, heads))
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
	if (!is_capital(g, at) || find_one_of(g, at, other) || glyph(g, first) != ' ' ||
	    !is_capital(g, first + 1) || find_one_of(g, first + 1, other))
		return false;
	*end = skip_word(g, first + 1);
	return true;
}

void find_buyer(struct spans *out, const struct glyphs *g)
{
	find_each(out, g, "买收客顾消下购投用订", is_buyer);
	find_each(out, g, "bcrpa", is_english_buyer);
}
