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

#include "brute.h"
#include "core/pack_load.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { QUICK = 48, ALL = 400, VARS_MAX = 40, VALUES_MAX = 24 };

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
	put(m, "}%s", optional ? ", optional: yes" : !multi && !roll(4) ? ", default: o0" : "");
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

/* -- all cases -------------------------------------------------------------------------------------- */

struct world {
	struct arena arena; /* of the violation */
	struct diags diags;
	struct pack pack;
	struct maker maker;
	struct brute brute;
	struct str keys[VARS_MAX][VALUES_MAX];
};

/* A measure is of the day of the letter. */
static struct str letter_day(const struct world *w)
{
	for (uint32_t i = 0; i < w->brute.n_pairs; i++)
		if (str_eq(w->brute.pairs[i].key, STR("letter_date")))
			return w->brute.pairs[i].value;
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
	struct brute *b = &w->brute;
	if (from == w->maker.n) {
		brute_look(b);
		return;
	}
	if (!v->must)
		look_at_all(w, from + 1);
	for (unsigned i = 0; i < v->n_values; i++) {
		struct str value = v->kind == 'm' ? letter_day(w) : str_of(v->values[i]);
		b->pairs[b->n_pairs++] = (struct pair){.key = w->keys[from][i], .value = value};
		look_at_all(w, from + 1);
		b->n_pairs--;
	}
}

static void look_everywhere(struct world *w)
{
	for (unsigned i = 0; i < w->maker.n; i++)
		for (unsigned k = 0; k < w->maker.vars[i].n_values; k++)
			w->keys[i][k] = key_of(w, &w->maker.vars[i], w->maker.vars[i].values[k]);
	look_at_all(w, 0);
}

/* -- agreement ---------------------------------------------------------------------------------- */

static uint32_t round_seed, compared, n_findings, capped;
static struct world world;

static void disagree(const char *what, const char *key, uint64_t proof, uint64_t brute)
{
	fprintf(stderr, "%.*s\n", (int)world.maker.yaml.n, world.maker.yaml.p);
	for (uint32_t i = 0; i < world.brute.n_pairs; i++)
		fprintf(stderr, "%.*s=%.*s\n", (int)world.brute.pairs[i].key.n, world.brute.pairs[i].key.p,
		        (int)world.brute.pairs[i].value.n, world.brute.pairs[i].value.p);
	fail_msg("seed %u: %s of '%s': proof %llu, brute force %llu", round_seed, what, key,
	         (unsigned long long)proof, (unsigned long long)brute);
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
		if (f->message != MSG_NOT_PROVED && !brute_is_among(whole, f))
			disagree("capped finding", message_id(f->message), 1, 0);
	}
	if (!open && proof.n != whole->n)
		disagree("findings", "capped", proof.n, whole->n);
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
}

static void exhausted(void *host)
{
	(void)host;
	abort();
}

static void one_round(struct world *w)
{
	struct memory memory = {.exhausted = exhausted};
	struct verify_options options = {.has_now = true, .now = today};
	struct proof proof;
	w->arena = (struct arena){.memory = &memory};
	diags_init(&w->diags, &w->arena);
	w->maker.yaml = (struct buf){.arena = &w->arena};
	make_violation(&w->maker);
	load(w);
	brute_begin(&w->brute, &w->arena, &w->pack, w->pack.violations, today);
	w->brute.disagree = disagree;
	look_everywhere(w);
	verify_pack(&proof, &w->arena, &w->pack, &options);
	struct agreement agreement = brute_compare(&w->brute, &proof);
	compared += agreement.compared;
	n_findings += agreement.findings;
	assert_capped(w, &proof);
	brute_end(&w->brute);
	arena_free(&w->arena);
	assert_int_equal(memory.used, 0);
}

static void test_agreement(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= rounds; i++) {
		round_seed = i;
		seed = i * 2654435761u;
		one_round(&world);
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
