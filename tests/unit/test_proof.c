/* The proof against brute force.  Small violations are made by chance; all
 * their cases are typed in, decided and drafted by the ordinary functions, and
 * what shows is looked at.  Both must agree: on each finding, on the answers of
 * its smallest case, on the number of cases and on the longest form text.
 *	test_proof          some violations, quickly
 *	test_proof 1000     so many; also with SHENSU_TEST_ALL=1 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "core/draft.h"
#include "core/format.h"
#include "core/pack_load.h"
#include "core/value.h"
#include "data/yaml.h"
#include "golden.h"
#include "proof/verify.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { QUICK = 48, ALL = 400, WATCHES_MAX = 400, VARS_MAX = 40, VALUES_MAX = 24 };

static unsigned rounds = QUICK;
static unsigned room_for = 2500; /* cases of one violation, before what is irrelevant is left out */
static const int64_t today = 20600;

/* -- chance ------------------------------------------------------------------------- */

static uint32_t seed;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

/* -- a violation by chance ------------------------------------------------------------- */

/* What a merchant may type for a key; a measure's key carries its state. */
struct variable {
	char key[16];
	char options[8][16]; /* that conditions can name; none: only "answered" */
	unsigned n_options;
	char values[VALUES_MAX][28];
	unsigned n_values;
	bool must, optional;
	char kind; /* question, evidence, measure, check, reason: their first letters */
};

struct maker {
	struct buf yaml;
	struct variable vars[VARS_MAX];
	unsigned n, cases;
};

static void put(struct maker *m, const char *format, ...)
{
	char line[600];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(line, sizeof line, format, args);
	va_end(args);
	assert_true(n >= 0 && (size_t)n < sizeof line);
	buf_add(&m->yaml, str_of(line));
}

/* NULL when there would be too many cases. */
static struct variable *add_var(struct maker *m, char kind, unsigned n_values, const char *format, unsigned i)
{
	struct variable *v = &m->vars[m->n];
	if (m->n == VARS_MAX || m->cases * (n_values + 1) > room_for)
		return NULL;
	m->cases *= n_values + 1;
	*v = (struct variable){.kind = kind};
	snprintf(v->key, sizeof v->key, format, i);
	m->n++;
	return v;
}

static void add_value(struct variable *v, const char *value)
{
	snprintf(v->values[v->n_values++], sizeof v->values[0], "%s", value);
}

static void add_option(struct variable *v, const char *option)
{
	snprintf(v->options[v->n_options++], sizeof v->options[0], "%s", option);
}

static void put_test(struct maker *m, unsigned before, bool negated)
{
	const struct variable *v = &m->vars[roll(before)];
	bool answered = v->kind == 'q' && (!v->n_options || (!negated && !roll(6)));
	if (answered && negated)
		put(m, "{stance: deny}");
	else if (answered)
		put(m, "{%s: answered}", v->key);
	else if (v->n_options > 2 && roll(2))
		put(m, "{%s: [%s, %s]}", v->key, v->options[roll(v->n_options - 1)],
		    v->options[v->n_options - 1]);
	else
		put(m, "{%s: %s}", v->key, v->options[roll(v->n_options)]);
}

static void put_cond(struct maker *m, unsigned before, bool negated, unsigned depth)
{
	static const char *const lists[] = {"all", "any"};
	unsigned kind = depth ? roll(6) : 5;
	if (kind < 2) {
		put(m, "{%s: [", lists[kind]);
		put_cond(m, before, negated, depth - 1);
		put(m, ", ");
		put_cond(m, before, negated, depth - 1);
		put(m, "]}");
	} else if (kind == 2) {
		put(m, "{not: ");
		put_cond(m, before, true, depth - 1);
		put(m, "}");
	} else {
		put_test(m, before, negated);
	}
}

static void put_when(struct maker *m, unsigned before, unsigned chance)
{
	if (roll(100) >= chance)
		return;
	put(m, ", when: ");
	put_cond(m, before, false, 2);
}

static void make_choice(struct maker *m, unsigned i)
{
	unsigned before = m->n, n = 2 + roll(2);
	bool multi = !roll(4), optional = !roll(5);
	struct variable *v = add_var(m, 'q', multi ? 3 : n, "c%u", i);
	if (!v)
		return;
	v->optional = optional;
	put(m, "  c%u: {%sask: {zh-CN: 问c%u, en: c%u}, choices: {", i, multi ? "type: multi, " : "", i, i);
	for (unsigned k = 0; k < (multi ? 2 : n); k++) {
		char option[16];
		snprintf(option, sizeof option, "o%u", k);
		add_option(v, option);
		add_value(v, option);
		put(m, "%s%s: {zh-CN: 选%u%.*s, en: %s", k ? ", " : "", option, i, (int)(3 * roll(4)),
		    "长长长", option);
		put_when(m, before, k ? 20 : 0);
		put(m, "}");
	}
	if (multi)
		add_value(v, "o0, o1");
	put(m, "}%s", optional ? ", optional: yes" : "");
	put_when(m, before, 50);
	put(m, "}\n");
}

static bool make_fact(struct maker *m, const char *key, const char *type, const char *const *values,
                      unsigned n)
{
	unsigned before = m->n;
	struct variable *v = add_var(m, 'q', n, key, 0);
	if (!v)
		return false;
	v->optional = !roll(5);
	for (unsigned i = 0; i < n; i++)
		add_value(v, values[i]);
	put(m, "  %s: {type: %s, label: {zh-CN: 标%s, en: %s}, ask: {zh-CN: 问, en: a}%s", key, type, key,
	    key, v->optional ? ", optional: yes" : "");
	put_when(m, before, 30);
	put(m, "}\n");
	return true;
}

/* Enough of them for each outcome that any days of the century can have. */
#define MAY(day) "2026-05-" #day
static const char *const days[] = {MAY(25), MAY(26), MAY(27), MAY(28), MAY(29)};
static const char *const week[] = {MAY(24), MAY(25), MAY(26), MAY(27), MAY(28), MAY(29), MAY(30)};
static const char *const times[] = {MAY(24) "T23:59", MAY(25) "T12:00", MAY(26) "T23:59",
                                    MAY(27) "T00:00", MAY(28) "T12:00", MAY(29) "T00:00"};
#define SPAN(from, to) MAY(from) "/" MAY(to)
static const char *const periods[] = {SPAN(25, 25), SPAN(25, 26), SPAN(25, 27), SPAN(25, 28), SPAN(25, 29),
                                      SPAN(26, 26), SPAN(26, 27), SPAN(26, 28), SPAN(26, 29), SPAN(27, 27),
                                      SPAN(27, 28), SPAN(27, 29), SPAN(28, 28), SPAN(28, 29), SPAN(29, 29)};
static const char *const small[] = {"0", "1", "2"};
static const char *const amounts[] = {"0.00", "0.01", "0.02"};
static const char *const names[] = {"甲", "乙"};

/* The facts of a family, and comparisons of them. */
struct family {
	const char *facts[3][2]; /* key, type */
	const char *const *values[3];
	unsigned n_values[3];
	const char *tests[8];
};

enum { DATED = 3 }; /* reads letter_date */
static const struct family families[] = {
        {{{"na", "integer, max: 2"}, {"nb", "integer, max: 2"}},
         {small, small},
         {3, 3},
         {"na < nb", "na = nb", "nb >= 1", "na <= nb", "na > 2", "nb > na", "na >= 0", "na = 2"}},
        {{{"ma", "money, max: 0.02"}, {"mb", "money, max: 0.02"}},
         {amounts, amounts},
         {3, 3},
         {"ma < mb", "ma = mb", "mb >= 0.01", "ma <= mb", "ma > 0.02", "mb > ma", "ma >= 0", "ma = 0.02"}},
        {{{"da", "date"}, {"ta", "time"}},
         {week, times},
         {7, 6},
         {"da < ta", "da = ta", "ta >= 2026-05-27", "da <= ta + 1 days", "da + 1 days > ta",
          "ta <= 2026-05-27", "da >= 2026-05-27", "da = 2026-05-27"}},
        {{{"dl", "date"}},
         {week},
         {7},
         {"dl < letter_date", "dl = letter_date", "dl >= 2026-05-27", "dl <= letter_date",
          "letter_date <= 2026-05-27", "letter_date > dl + 1 days", "dl > letter_date",
          "letter_date = 2026-05-27"}},
        {{{"pa", "period"}, {"dp", "date"}},
         {periods, week},
         {15, 7},
         {"dp in pa", "dp >= 2026-05-28", "dp + 1 days in pa", "dp <= 2026-05-27", "pa in pa",
          "dp < 2026-05-26", "dp = 2026-05-27", "dp in pa"}},
        {{{"wa", "name, max: 1"}, {"wb", "name, max: 1"}},
         {names, names},
         {2, 2},
         {"wa = wb", "wa = wb", "wb = wa", "wa = wa", "wb = wb", "wa = wb", "wa = wb", "wa = wb"}},
};

static const struct family *chosen[2];

static void make_facts(struct maker *m)
{
	for (unsigned f = 0; f < COUNT(chosen); f++) {
		chosen[f] = roll(3) ? &families[roll(COUNT(families))] : NULL;
		if (f && chosen[0] == chosen[f])
			chosen[f] = NULL;
		for (unsigned i = 0; chosen[f] && i < 3 && chosen[f]->facts[i][0]; i++)
			if (!make_fact(m, chosen[f]->facts[i][0], chosen[f]->facts[i][1],
			               chosen[f]->values[i], chosen[f]->n_values[i]))
				chosen[f] = NULL;
	}
}

static void make_check(struct maker *m, const struct family *f, unsigned i)
{
	struct variable *v = add_var(m, 'c', 0, "checks.k%u", i);
	const char *a = f->tests[roll(8)], *b = f->tests[roll(8)];
	if (!v)
		return;
	switch (roll(3)) {
	case 0:
		put(m, "  k%u: {test: %s}\n", i, a);
		break;
	case 1:
		put(m, "  k%u: {test: [%s, %s]}\n", i, a, b);
		break;
	default:
		put(m, "  k%u: {cases: {one: %s, two: %s, rest: otherwise}}\n", i, a, b);
		add_option(v, "one");
		add_option(v, "two");
		add_option(v, "rest");
		return;
	}
	add_option(v, "pass");
	add_option(v, "fail");
}

/* Today, or another day where a check looks at it. */
static void make_letter_date(struct maker *m)
{
	for (unsigned f = 0; f < COUNT(chosen); f++) {
		struct variable *v =
		        chosen[f] == &families[DATED] ? add_var(m, 'q', 4, "letter_date", 0) : NULL;
		for (unsigned i = 0; v && i < COUNT(days); i++)
			if (i != 2)
				add_value(v, days[i]);
		if (!v && chosen[f] == &families[DATED])
			chosen[f] = NULL;
	}
}

static void make_questions(struct maker *m)
{
	put(m, "format: 1\nviolation: gen\nname: {zh-CN: 违规, en: gen}\nsource: own\nquestions:\n");
	struct variable *v = add_var(m, 'q', 1, "stance", 0);
	v->must = true;
	add_option(v, "deny");
	add_option(v, "admit");
	add_value(v, "deny");
	add_value(v, "admit");
	make_choice(m, 0);
	make_facts(m);
	make_letter_date(m);
	make_choice(m, 1);
	make_choice(m, 2);
	put(m, "  last: {type: yes-no, optional: yes, when: {all: [{stance: deny}, {not: {stance: deny}}]}, "
	       "ask: "
	       "{zh-CN: 问, en: a}}\n");
}

static void make_evidence(struct maker *m)
{
	put(m, "evidence:\n");
	for (unsigned i = 0; i < 2; i++) {
		unsigned before = m->n;
		struct variable *v = add_var(m, 'e', 2, "evidence.e%u", i);
		if (!v)
			continue;
		add_option(v, "no");
		add_option(v, "yes");
		add_option(v, "pending");
		add_value(v, "yes");
		add_value(v, "pending");
		put(m, "  e%u: {name: {zh-CN: 标evidence.e%u, en: e%u}", i, i, i);
		put_when(m, before, 40);
		put(m, "}\n");
	}
	put(m,
	    "  idle: {name: {zh-CN: 无, en: idle}, when: {all: [{stance: deny}, {not: {stance: deny}}]}}\n");
}

static void make_checks(struct maker *m)
{
	put(m, "checks:\n  none: {test: letter_date >= 2000-01-01}\n");
	for (unsigned f = 0, i = 0; f < COUNT(chosen); f++)
		for (unsigned k = 1 + roll(3); chosen[f] && k > 0; k--)
			make_check(m, chosen[f], i++);
}

static void make_measures(struct maker *m)
{
	unsigned before = m->n;
	struct variable *v = roll(2) ? add_var(m, 'm', 2, "measures.m%u", 0) : NULL;
	if (!v)
		return;
	add_option(v, "no");
	add_option(v, "done");
	add_option(v, "planned");
	add_value(v, "done");
	add_value(v, "planned");
	put(m, "measures:\n  m0: {done: {zh-CN: \"已做{{date}}\", en: d}, planned: {zh-CN: 将做, en: p}, "
	       "advice: [\"1.1\"]");
	if (roll(2)) {
		put(m, ", for: ");
		put_cond(m, before, false, 1);
	}
	put(m, "}\n");
}

static void make_reasons(struct maker *m)
{
	unsigned before = m->n, n = roll(3);
	struct variable *v = n ? add_var(m, 'r', n, "reason", 0) : NULL;
	if (!v)
		return;
	put(m, "reasons:\n");
	for (unsigned i = 0; i < n; i++) {
		char slug[16];
		snprintf(slug, sizeof slug, "r%u", i);
		add_option(v, slug);
		add_value(v, slug);
		put(m, "  %s: {name: {zh-CN: 由%u, en: r}, when: ", slug, i);
		put_cond(m, before, false, 1);
		put(m, "}\n");
	}
	add_option(v, "none");
}

static void make_refusals(struct maker *m)
{
	unsigned before = m->n;
	if (roll(2))
		return;
	put(m, "refuse:\n  x0: {say: {zh-CN: 不, en: n}, source: own, advice: [\"1.1\"], when: ");
	put_cond(m, before, false, 1);
	put(m, "}\n");
}

/* Places of what can be printed. */
static void put_places(struct maker *m)
{
	for (unsigned k = roll(3); k > 0; k--) {
		const struct variable *v = &m->vars[roll(m->n)];
		if (v->kind == 'q' || v->kind == 'e' || v->kind == 'r')
			put(m, "{{%s}}", v->key);
	}
}

static void put_text(struct maker *m, const char *id, unsigned i)
{
	put(m, "text: {zh-CN: \"文%s%u", id, i);
	put_places(m);
	put(m, "。\", en: T}");
	if (roll(3) == 0) {
		put(m, ", claims: [");
		put_test(m, m->n, false);
		put(m, "]");
	}
	if (roll(3) == 0) {
		put(m, ", short: {priority: must, text: \"短");
		put_places(m);
		put(m, "\"}");
	}
}

static void make_paragraph(struct maker *m, unsigned i, unsigned n)
{
	static const char *const slots[] = {"facts", "facts", "point", "close", "grounds", "notes"};
	const char *slot = slots[i < 2 ? 0 : roll(COUNT(slots))];
	bool note = !strcmp(slot, "notes");
	put(m, "  - {id: t%u, slot: %s, advice: [\"1.1\"]", i, slot);
	if (note)
		put(m, ", blocks: yes, text: {zh-CN: 注, en: N}");
	else
		put(m, ", "), put_text(m, "", i);
	if (!roll(6))
		put(m, ", otherwise: yes");
	put_when(m, m->n, 80);
	if (i + 1 < n && !roll(4))
		put(m, ", excludes: [t%u]", i + 1);
	if (!note && !roll(4)) {
		put(m, ", then: [{id: x, ");
		put_text(m, "从", i);
		put_when(m, m->n, 80);
		put(m, "}]");
	}
	put(m, "}\n");
}

static void make_violation(struct maker *m)
{
	unsigned n = 3 + roll(5);
	*m = (struct maker){.yaml = m->yaml, .cases = 1};
	make_questions(m);
	make_evidence(m);
	make_checks(m);
	make_measures(m);
	make_reasons(m);
	make_refusals(m);
	put(m, "paragraphs:\n");
	for (unsigned i = 0; i < n; i++)
		make_paragraph(m, i, n);
}

static const char profile_yaml[] =
        "format: 1\nplatform: mini\nname: {zh-CN: 小, en: Mini}\nversion: 1\nchecked: 2026-05-27\n"
        "time-zone: \"+08:00\"\nstance: stance\n"
        "letter: {addressee: {zh-CN: 平台, en: P}, signature: shop, date: letter_date}\n"
        "form: {language: zh-CN, limit: 200, smallest: 8, source: own}\n"
        "deadline: [{value: 7, unit: day, from: received_at, source: own}]\nchannel: {zh-CN: 后台, en: o}\n"
        "measures: {when: {stance: admit}, done: steps, planned: steps}\n"
        "slots:\n  - {id: facts, take: some, as: run}\n  - {id: point, take: optional, as: run}\n"
        "  - {id: grounds, take: {deny: some, admit: none}, as: list}\n"
        "  - {id: steps, take: {deny: none, admit: any}, as: list}\n"
        "  - {id: close, take: {deny: any, admit: one}, as: run}\n"
        "languages:\n  zh-CN: {name: 中, date: \"{{year}}\", time: \"{{date}}\", "
        "period: {same-month: \"{{year}}\", same-year: \"{{year}}\", other: \"{{year}}\"}, money: "
        "\"{{amount}}\", "
        "quantity: \"{{number}}{{unit}}\", exhibit: \"证{{number}}\", blank: \"［{{label}}］\", list: [、, "
        "和], "
        "line: \"\", sentence: \"\", clause: ；, stop: 。, final: 。}\n"
        "  en: {name: E, date: \"{{year}}\", time: \"{{date}}\", period: {same-month: \"{{day}}\", "
        "same-year: \"{{day}}\", other: \"{{day}}\"}, money: \"{{amount}}\", quantity: "
        "\"{{number}}{{unit}}\", "
        "exhibit: \"E{{number}}\", blank: \"[{{label}}]\", list: [\", \", \" and \"], line: \" \", "
        "sentence: \" \", clause: \"; \", stop: ., final: .}\n"
        "advice-source: own\nadvice: {\"1.1\": {zh-CN: 冷静, en: calm}}\n"
        "sources: {own: {title: 自拟, checked: 2026-05-27, confirmed: no}}\n";

/* What the profile names and no rule reads is never relevant: no cases of it. */
static const char common_yaml[] =
        "format: 1\ncommon: mini\nsource: own\nquestions:\n"
        "  stance: {needed: yes, ask: {zh-CN: 态度, en: s}, choices: {deny: {zh-CN: 否, en: d}, "
        "admit: {zh-CN: 是, en: a}}}\n"
        "  shop: {type: name, label: {zh-CN: 店, en: shop}, ask: {zh-CN: 店, en: s}, "
        "when: {all: [{stance: deny}, {not: {stance: deny}}]}}\n"
        "  received_at: {type: time, label: {zh-CN: 收, en: r}, ask: {zh-CN: 收, en: r}, "
        "when: {all: [{stance: deny}, {not: {stance: deny}}]}}\n"
        "  letter_date: {type: date, default: today, label: {zh-CN: 标letter_date, en: d}, "
        "ask: {zh-CN: 日, en: d}}\n";

/* -- what to look for -------------------------------------------------------------------- */

enum kind { GAP, GAP_REASON, OVERLAP, MISPLACED, BLANK_IN, CLAIM, CITED, CONFLICT, SHOWS, HIDDEN, ROOM };

struct watch {
	enum kind kind;
	uint32_t a, b; /* texts, a slot, a variable, a condition */
	char key[80];
	bool seen;                  /* in a complete case */
	uint32_t certain, complete; /* fewest answers */
};

struct world {
	struct arena arena; /* of the violation */
	struct arena scratch;
	struct diags diags;
	struct pack pack;
	const struct violation *v;
	struct maker maker;
	struct watch watches[WATCHES_MAX];
	uint32_t n_watches;
	struct pair pairs[VARS_MAX];
	uint32_t n_pairs;
	struct str keys[VARS_MAX][VALUES_MAX];
	uint64_t *seen; /* hashes of cases */
	uint32_t n_seen, seen_size;
	int64_t longest;
};

static void watch(struct world *w, enum kind kind, uint32_t a, uint32_t b, const char *id, struct str x,
                  struct str y)
{
	struct watch *item = &w->watches[w->n_watches++];
	assert_true(w->n_watches < WATCHES_MAX);
	*item = (struct watch){.kind = kind, .a = a, .b = b, .certain = UINT32_MAX, .complete = UINT32_MAX};
	snprintf(item->key, sizeof item->key, "%s %.*s %.*s", id, (int)x.n, x.p, (int)y.n, y.p);
}

static struct str text_id(const struct world *w, uint32_t text)
{
	return pack_str(&w->pack, w->pack.texts[text].id);
}

static bool is_watched(const struct world *w, enum kind kind, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < w->n_watches; i++)
		if (w->watches[i].kind == kind && w->watches[i].a == a && w->watches[i].b == b)
			return true;
	return false;
}

static void watch_body(struct world *w, uint32_t text, struct range body)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++) {
		const struct piece *piece = &w->pack.pieces[i];
		bool paper = piece->kind == PIECE_VAR && w->pack.vars[piece->var].kind == VAR_EVIDENCE;
		enum kind kind = paper ? CITED : BLANK_IN;
		if (piece->kind == PIECE_VAR && !is_watched(w, kind, text, piece->var))
			watch(w, kind, text, piece->var, paper ? "cited" : "blank", text_id(w, text),
			      pack_str(&w->pack, w->pack.vars[piece->var].name));
	}
}

static void watch_text(struct world *w, uint32_t i)
{
	const struct text *t = &w->pack.texts[i];
	const struct cond *claims = &w->pack.conds[t->claims];
	struct str id = text_id(w, i);
	watch(w, SHOWS, i, 0, "never-shown", id, STR(""));
	if (t->when && t->measure == NO_ROW) {
		watch(w, HIDDEN, i, 0, "always-shown", id, STR(""));
		watch(w, ROOM, i, 0, "room", id, STR(""));
	}
	if (t->parent == NO_ROW && !t->otherwise)
		watch(w, MISPLACED, i, 0, "misplaced", id, pack_str(&w->pack, w->pack.slots[t->slot].id));
	watch_body(w, i, w->pack.bodies[t->bodies]);
	if (t->priority == PRIORITY_MUST)
		watch_body(w, i, w->pack.bodies[t->shorts.first + t->shorts.n - 1]);
	for (uint32_t k = 0; t->measure == NO_ROW && k < claims->parts.n; k++) {
		uint32_t cond = claims->parts.first + k;
		watch(w, CLAIM, i, cond, "unfounded-claim", id,
		      pack_str(&w->pack, w->pack.vars[w->pack.conds[cond].var].name));
	}
	for (uint32_t k = 0; k < t->excludes.n; k++) {
		uint32_t other = w->pack.numbers[t->excludes.first + k];
		watch(w, CONFLICT, i, other, "conflict", id, text_id(w, other));
	}
	for (uint32_t k = i + 1; t->parent == NO_ROW && k < w->v->texts.first + w->v->texts.n; k++)
		if (w->pack.texts[k].slot == t->slot && w->pack.texts[k].parent == NO_ROW)
			watch(w, OVERLAP, i, k, "overlap", id, text_id(w, k));
}

static void watch_all(struct world *w)
{
	for (uint32_t i = 0; i < w->pack.n_slots; i++)
		watch(w, GAP, i, 0, "gap", pack_str(&w->pack, w->pack.slots[i].id), STR(""));
	if (w->v->reasons.n)
		watch(w, GAP_REASON, 0, 0, "gap", STR(""), STR(""));
	for (uint32_t i = 0; i < w->v->texts.n; i++)
		watch_text(w, w->v->texts.first + i);
}

/* -- one case -------------------------------------------------------------------------------- */

struct trial {
	struct kase kase;
	struct decisions decisions;
	struct draft draft;
	bool drafts, complete;
	bool shown[64];
};

static void look_at_draft(struct world *w, struct trial *t)
{
	struct draft_options options = {.language = 0, .limit = 200, .now = today * DAY_SECONDS};
	draft_make(&t->draft, &w->scratch, &t->decisions, &options);
	for (uint32_t i = 0; i < t->draft.n_shown; i++)
		t->shown[t->draft.shown[i].text - w->v->texts.first] = true;
}

static void try_case(struct world *w, struct trial *t, const struct pair *pairs, uint32_t n)
{
	struct diags diags;
	*t = (struct trial){.kase = {.pack = &w->pack, .violation = w->v}};
	diags_init(&diags, &w->scratch);
	if (!case_read(&t->kase, &w->scratch, &diags, NULL, pairs, n, today))
		return;
	decide(&t->decisions, &w->scratch, &t->kase);
	if (!decide_consistent(&t->decisions, &w->scratch, &diags) ||
	    !decide_needed(&t->decisions, &w->scratch, &diags, 0))
		return;
	for (uint32_t i = 0; i < w->v->refusals.n; i++)
		if (decide_cond(&t->decisions, w->pack.refusals[w->v->refusals.first + i].when) != FALSE)
			return;
	t->drafts = t->complete = true;
	for (uint32_t i = 0; i < w->v->vars.n; i++)
		if (decide_open(&t->decisions, w->v->vars.first + i))
			t->complete = false;
	if (t->complete)
		look_at_draft(w, t);
	for (uint32_t i = 0; !t->complete && i < w->v->texts.n; i++)
		t->shown[i] = decide_text(&t->decisions, w->v->texts.first + i) == TRUE;
}

static bool shown(const struct world *w, const struct trial *t, uint32_t text)
{
	return t->shown[text - w->v->texts.first];
}

static enum take taken(const struct world *w, const struct trial *t, uint32_t slot)
{
	return (enum take)w->pack.slots[slot].take[t->decisions.stance];
}

/* The words that show in the letter, or stand in the form's shortest text,
 * hold the blank of the variable. */
static bool has_blank(struct world *w, struct trial *t, uint32_t text, uint32_t var)
{
	const struct text *row = &w->pack.texts[text];
	struct buf blank = {.arena = &w->scratch};
	struct str words = STR(""), brief = STR("");
	format_blank(&blank, &w->pack, pack_label(&w->pack, var, 0), 0);
	for (uint32_t i = 0; i < t->draft.n_shown; i++)
		if (t->draft.shown[i].text == text)
			words = t->draft.shown[i].words;
	if (row->priority == PRIORITY_MUST)
		brief = draft_words(&t->draft, w->pack.bodies[row->shorts.first + row->shorts.n - 1], NO_ROW,
		                    0);
	return str_find(words, buf_str(&blank), 0) < words.n || str_find(brief, buf_str(&blank), 0) < brief.n;
}

static bool must_fill(const struct world *w, const struct trial *t, uint32_t slot)
{
	return taken(w, t, slot) == TAKE_ONE || taken(w, t, slot) == TAKE_SOME;
}

/* No paragraph of the slot shows; or, for sure, none can. */
static bool is_empty(struct world *w, struct trial *t, uint32_t slot, bool for_sure)
{
	for (uint32_t i = w->v->texts.first; i < w->v->texts.first + w->v->texts.n; i++) {
		const struct text *text = &w->pack.texts[i];
		if (text->slot == slot && text->parent == NO_ROW &&
		    (for_sure ? decide_text(&t->decisions, i) != FALSE : shown(w, t, i)))
			return false;
	}
	return true;
}

static uint32_t reasoned; /* stances in which a complete case has a reason */

static bool has_no_reason(struct world *w, struct trial *t, bool for_sure)
{
	struct state s = decide_var(&t->decisions, w->v->reason);
	if (!(reasoned & 1u << t->decisions.stance) || !s.known || s.options != 1u << w->v->reasons.n)
		return false;
	for (uint32_t i = w->v->texts.first; i < w->v->texts.first + w->v->texts.n; i++)
		if (w->pack.texts[i].blocks &&
		    (for_sure ? decide_text(&t->decisions, i) != FALSE : shown(w, t, i)))
			return false;
	return true;
}

static bool is_missing_for_sure(struct world *w, struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	const struct question *q = pack_question(&w->pack, var);
	if (!q)
		return s.known && s.options == 1u << w->v->reasons.n;
	return s.relevant == FALSE || (q->optional && s.relevant == TRUE && !s.known);
}

static bool is_out(struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	return s.relevant == FALSE || s.options != 1u << EVIDENCE_YES;
}

static bool happens(struct world *w, struct trial *t, const struct watch *x, bool for_sure)
{
	const struct text *text = &w->pack.texts[x->a];
	enum truth truth;
	switch (x->kind) {
	case GAP:
		return must_fill(w, t, x->a) && is_empty(w, t, x->a, for_sure);
	case GAP_REASON:
		return has_no_reason(w, t, for_sure);
	case OVERLAP:
		return shown(w, t, x->a) && shown(w, t, x->b) &&
		       (taken(w, t, text->slot) == TAKE_ONE || taken(w, t, text->slot) == TAKE_OPTIONAL);
	case MISPLACED:
		return taken(w, t, text->slot) == TAKE_NONE && decide_cond(&t->decisions, text->when) == TRUE;
	case BLANK_IN:
		if (!shown(w, t, x->a))
			return false;
		return for_sure ? is_missing_for_sure(w, t, x->b) : has_blank(w, t, x->a, x->b);
	case CITED:
		if (!shown(w, t, x->a))
			return false;
		return for_sure ? is_out(t, x->b) : has_blank(w, t, x->a, x->b);
	case CLAIM:
		truth = decide_cond(&t->decisions, x->b);
		return shown(w, t, x->a) && (for_sure ? truth == FALSE : truth != TRUE);
	case CONFLICT:
		return shown(w, t, x->a) && shown(w, t, x->b);
	case SHOWS:
		return shown(w, t, x->a);
	case HIDDEN:
	case ROOM:
		if (taken(w, t, text->slot) == TAKE_NONE ||
		    (text->parent != NO_ROW && !shown(w, t, text->parent)))
			return false;
		return x->kind == ROOM || decide_cond(&t->decisions, text->when) != TRUE;
	}
	return false;
}

/* -- counting cases ------------------------------------------------------------------------------ */

static uint64_t blend(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

/* The reason that would be proposed if none were chosen. */
static struct state proposed_reason(struct world *w)
{
	struct trial *other = arena_new(&w->scratch, struct trial);
	struct pair *pairs = arena_many(&w->scratch, struct pair, w->n_pairs + 1);
	uint32_t n = 0;
	for (uint32_t i = 0; i < w->n_pairs; i++)
		if (!str_eq(w->pairs[i].key, STR("reason")))
			pairs[n++] = w->pairs[i];
	try_case(w, other, pairs, n);
	return decide_var(&other->decisions, w->v->reason);
}

/* A chosen reason makes another case only when it makes another reason. */
static uint64_t reason_value(struct world *w, struct trial *t)
{
	struct state is = decide_var(&t->decisions, w->v->reason);
	if (is.known)
		return is.options;
	bool other = proposed_reason(w).known;
	return other ? 1u << 31 | case_answer(&t->kase, w->v->reason)->options : UINT32_MAX;
}

static uint64_t value_of(struct world *w, struct trial *t, uint32_t var)
{
	struct state s = decide_var(&t->decisions, var);
	const struct question *q = pack_question(&w->pack, var);
	if (w->pack.vars[var].kind == VAR_REASON)
		return reason_value(w, t);
	if (s.relevant == FALSE || !s.known || (q && pack_is_today(q)))
		return 0;
	return s.options;
}

static void count_case(struct world *w, struct trial *t)
{
	uint64_t hash = 1;
	for (uint32_t i = 0; i < w->v->vars.n; i++)
		hash = blend(hash, value_of(w, t, w->v->vars.first + i));
	hash = hash ? hash : 1;
	uint32_t at = (uint32_t)hash & (w->seen_size - 1);
	while (w->seen[at] && w->seen[at] != hash)
		at = (at + 1) & (w->seen_size - 1);
	w->n_seen += !w->seen[at];
	w->seen[at] = hash;
}

static void measure_form(struct world *w, struct trial *t)
{
	int64_t length = 0;
	for (uint32_t i = 0; i < t->draft.n_shown; i++) {
		const struct text *text = &w->pack.texts[t->draft.shown[i].text];
		if (text->priority == PRIORITY_MUST)
			length += (int64_t)utf8_form_length(draft_words(
			        &t->draft, w->pack.bodies[text->shorts.first + text->shorts.n - 1], NO_ROW,
			        0));
	}
	w->longest = length > w->longest ? length : w->longest;
}

/* -- all cases -------------------------------------------------------------------------------------- */

static bool collecting; /* the stances that have reasons, in a first round */

static void look(struct world *w)
{
	struct trial *t = arena_new(&w->scratch, struct trial);
	try_case(w, t, w->pairs, w->n_pairs);
	if (t->complete && collecting) {
		struct state s = decide_var(&t->decisions, w->v->reason);
		if (s.known && s.options != 1u << w->v->reasons.n)
			reasoned |= 1u << t->decisions.stance;
		return;
	}
	for (uint32_t i = 0; t->drafts && !collecting && i < w->n_watches; i++) {
		struct watch *x = &w->watches[i];
		if (happens(w, t, x, true) && w->n_pairs < x->certain)
			x->certain = w->n_pairs;
		if (!t->complete || !happens(w, t, x, false))
			continue;
		x->seen = true;
		x->complete = w->n_pairs < x->complete ? w->n_pairs : x->complete;
	}
	if (t->complete && !collecting) {
		count_case(w, t);
		measure_form(w, t);
	}
}

/* A measure is of the day of the letter. */
static struct str letter_day(const struct world *w)
{
	for (uint32_t i = 0; i < w->n_pairs; i++)
		if (str_eq(w->pairs[i].key, STR("letter_date")))
			return w->pairs[i].value;
	return STR(MAY(27));
}

static struct str key_of(struct world *w, const struct variable *v, const char *value)
{
	struct buf key = {.arena = &w->arena};
	buf_add(&key, str_of(v->key));
	if (v->kind == 'm') {
		buf_char(&key, '.');
		buf_add(&key, str_of(value));
	}
	return buf_str(&key);
}

static void look_at_all(struct world *w, unsigned from)
{
	const struct variable *v = &w->maker.vars[from];
	if (from == w->maker.n) {
		look(w);
		if (w->scratch.memory->used > 1u << 20)
			arena_free(&w->scratch);
		return;
	}
	if (!v->must)
		look_at_all(w, from + 1);
	for (unsigned i = 0; i < v->n_values; i++) {
		struct str value = v->kind == 'm' ? letter_day(w) : str_of(v->values[i]);
		w->pairs[w->n_pairs++] = (struct pair){.key = w->keys[from][i], .value = value};
		look_at_all(w, from + 1);
		w->n_pairs--;
	}
}

static void look_everywhere(struct world *w)
{
	for (unsigned i = 0; i < w->maker.n; i++)
		for (unsigned k = 0; k < w->maker.vars[i].n_values; k++)
			w->keys[i][k] = key_of(w, &w->maker.vars[i], w->maker.vars[i].values[k]);
	w->seen_size = 1 << 17;
	w->seen = arena_many(&w->arena, uint64_t, w->seen_size);
	reasoned = 0;
	collecting = true;
	if (w->v->reasons.n)
		look_at_all(w, 0);
	collecting = false;
	look_at_all(w, 0);
	arena_free(&w->scratch);
}

/* -- agreement ---------------------------------------------------------------------------------- */

static uint32_t round_seed, compared, n_findings, capped;

static void disagree(const struct world *w, const char *what, const char *key, uint64_t proof, uint64_t brute)
{
	fprintf(stderr, "%.*s\n", (int)w->maker.yaml.n, w->maker.yaml.p);
	fail_msg("seed %u: %s of '%s': proof %llu, brute force %llu", round_seed, what, key,
	         (unsigned long long)proof, (unsigned long long)brute);
}

static bool is_compared(enum message message)
{
	static const enum message messages[] = {
	        MSG_GAP,          MSG_GAP_REASON,      MSG_OVERLAP,  MSG_MISPLACED,          MSG_NEVER_SHOWN,
	        MSG_ALWAYS_SHOWN, MSG_UNFOUNDED_CLAIM, MSG_CONFLICT, MSG_UNFOUNDED_EVIDENCE, MSG_BLANK};
	for (size_t i = 0; i < COUNT(messages); i++)
		if (messages[i] == message)
			return true;
	return false;
}

static const struct finding *find(const struct proof *proof, const char *key)
{
	char line[80];
	for (uint32_t i = 0; i < proof->n; i++) {
		const struct finding *f = &proof->findings[i];
		struct str x = f->args[0], y = f->args[1];
		const char *id = f->message == MSG_UNFOUNDED_EVIDENCE ? "cited" : message_id(f->message);
		snprintf(line, sizeof line, "%s %.*s %.*s", id, (int)x.n, x.p, (int)y.n, y.p);
		if (is_compared(f->message) && !strcmp(line, key))
			return f;
	}
	return NULL;
}

/* The case of a finding, typed in, shows it. */
static void assert_shows(struct world *w, const struct watch *x, const struct finding *f)
{
	struct pair pairs[VARS_MAX];
	struct trial *t = arena_new(&w->scratch, struct trial);
	for (uint32_t i = 0; i < f->n_answers; i++)
		pairs[i] = (struct pair){.key = f->answers[i].key, .value = f->answers[i].value};
	try_case(w, t, pairs, f->n_answers);
	bool is = t->drafts && (happens(w, t, x, true) || (t->complete && happens(w, t, x, false)));
	if (!is) {
		for (uint32_t i = 0; i < f->n_answers; i++)
			fprintf(stderr, "%.*s=%.*s\n", (int)f->answers[i].key.n, f->answers[i].key.p,
			        (int)f->answers[i].value.n, f->answers[i].value.p);
		disagree(w, "what its case shows", x->key, 1, 0);
	}
}

static bool expects(const struct world *w, const struct watch *x)
{
	if (x->kind == SHOWS)
		return !x->seen;
	if (x->kind == HIDDEN)
		return !x->seen && x[1].seen;
	(void)w;
	return x->kind != ROOM && x->seen;
}

static void compare(struct world *w, const struct proof *proof)
{
	uint32_t n = 0, expected = 0;
	for (uint32_t i = 0; i < proof->n; i++)
		n += is_compared(proof->findings[i].message);
	for (uint32_t i = 0; i < w->n_watches; i++) {
		const struct watch *x = &w->watches[i];
		const struct finding *f = find(proof, x->key);
		uint32_t fewest = x->certain != UINT32_MAX ? x->certain : x->complete;
		expected += expects(w, x);
		compared++;
		if (expects(w, x) != (f != NULL))
			disagree(w, "finding", x->key, f != NULL, expects(w, x));
		if (!f || x->kind == SHOWS || x->kind == HIDDEN)
			continue;
		if (!f->has_case || f->n_answers != fewest)
			disagree(w, "answers", x->key, f->n_answers, fewest);
		assert_shows(w, x, f);
	}
	if (n != expected)
		disagree(w, "findings", "all", n, expected);
	n_findings += n;
}

static bool is_among(const struct proof *proof, const struct finding *f)
{
	for (uint32_t i = 0; i < proof->n; i++) {
		const struct finding *other = &proof->findings[i];
		if (other->message == f->message && str_eq(other->args[0], f->args[0]) &&
		    str_eq(other->args[1], f->args[1]))
			return true;
	}
	return false;
}

/* With too few nodes the proof says so, and nothing that is wrong. */
static void assert_capped(struct world *w, const struct proof *whole)
{
	struct verify_options options = {.has_now = true, .now = today, .node_cap = 20 + roll(1500)};
	struct proof proof;
	uint32_t open = 0;
	verify_pack(&proof, &w->arena, &w->pack, &options);
	for (uint32_t i = 0; i < proof.n; i++) {
		const struct finding *f = &proof.findings[i];
		open += f->message == MSG_NOT_PROVED;
		if (f->message != MSG_NOT_PROVED && !is_among(whole, f))
			disagree(w, "capped finding", message_id(f->message), 1, 0);
	}
	if (!open && proof.n != whole->n)
		disagree(w, "findings", "capped", proof.n, whole->n);
	capped += open > 0;
}

static void load(struct world *w)
{
	const char *texts[] = {profile_yaml, common_yaml, w->maker.yaml.p};
	const char *files[] = {"profile.yaml", "common.yaml", "gen.yaml"};
	struct rule_file rules[3];
	for (int i = 0; i < 3; i++) {
		struct str text = i == 2 ? buf_str(&w->maker.yaml) : str_of(texts[i]);
		rules[i] =
		        (struct rule_file){str_of(files[i]), diags_source(&w->diags, str_of(files[i]), text)};
	}
	struct str block = pack_load(&w->arena, &w->diags, rules, 3);
	if (!block.n || !pack_open(&w->pack, block)) {
		fprintf(stderr, "%.*s\n", (int)w->maker.yaml.n, w->maker.yaml.p);
		for (uint32_t i = 0; i < w->diags.n; i++)
			fprintf(stderr, "%s at %u\n", message_id(w->diags.items[i].message),
			        w->diags.items[i].place.start);
		fail_msg("seed %u: the violation does not load", round_seed);
	}
	w->v = w->pack.violations;
}

static void exhausted(void *host)
{
	(void)host;
	abort();
}

static void one_round(struct world *w)
{
	struct memory memory = {.exhausted = exhausted}, scratch = memory;
	struct verify_options options = {.has_now = true, .now = today};
	struct proof proof;
	w->n_watches = w->n_pairs = w->n_seen = 0;
	w->longest = 0;
	w->arena = (struct arena){.memory = &memory};
	w->scratch = (struct arena){.memory = &scratch};
	diags_init(&w->diags, &w->arena);
	w->maker.yaml = (struct buf){.arena = &w->arena};
	make_violation(&w->maker);
	load(w);
	watch_all(w);
	look_everywhere(w);
	verify_pack(&proof, &w->arena, &w->pack, &options);
	compare(w, &proof);
	assert_capped(w, &proof);
	arena_free(&w->scratch);
	struct str cases = arena_copy(&w->arena, proof.violations[0].cases);
	if (strtoull(cases.p, NULL, 10) != w->n_seen)
		disagree(w, "number", "cases", strtoull(cases.p, NULL, 10), w->n_seen);
	if (w->n_seen && proof.violations[0].fits_from != (uint64_t)w->longest)
		disagree(w, "length", "form", proof.violations[0].fits_from, (uint64_t)w->longest);
	arena_free(&w->arena);
	assert_int_equal(memory.used, 0);
}

static void test_agreement(void **state)
{
	static struct world w;
	(void)state;
	for (unsigned i = 1; i <= rounds; i++) {
		round_seed = i;
		seed = i * 2654435761u;
		one_round(&w);
	}
	print_message("%u violations, %u questions, %u findings, %u capped\n", rounds, compared, n_findings,
	              capped);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_agreement)};
	if (getenv("SHENSU_TEST_ALL"))
		rounds = ALL;
	if (argc > 1)
		rounds = (unsigned)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests_name("proof", tests, NULL, NULL);
}
