/* The difference of two packs against brute force.  One condition of a small
 * violation, made by chance, is replaced by another; all answers are typed in
 * for both packs and decided by the ordinary functions.  The answers with which
 * a text shows in one of them only must be exactly the lines that diff gives,
 * and as many as it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/decide.h"
#include "core/pack_load.h"
#include "golden.h"
#include "proof/diff.h"

enum { EDITS = 40, QUICK_EDITS = 14, CONDS = 11, TEXTS = 5, VARS = 7, ANSWERED = 7, TODAY = 20600 };

static const char profile_yaml[] =
        "format: 1\nplatform: mini\nname: {zh-CN: 小, en: Mini}\nversion: 1\nchecked: 2026-05-27\n"
        "time-zone: \"+08:00\"\nstance: stance\n"
        "letter: {addressee: {zh-CN: 平台, en: P}, signature: shop, date: letter_date}\n"
        "form: {language: zh-CN, limit: 200, smallest: 8, source: own}\n"
        "deadline: [{value: 7, unit: day, from: received_at, source: own}]\nchannel: {zh-CN: 后台, en: o}\n"
        "measures: {when: {stance: admit}, done: facts, planned: facts}\n"
        "slots:\n  - {id: facts, take: any, as: run}\n  - {id: steps, take: {deny: none, admit: any}, as: "
        "list}\n"
        "languages:\n  zh-CN: {name: 中, date: \"{{year}}\", time: \"{{date}}\", "
        "period: {same-month: \"{{year}}\", same-year: \"{{year}}\", other: \"{{year}}\"}, money: "
        "\"{{amount}}\", quantity: \"{{number}}{{unit}}\", exhibit: \"证{{number}}\", blank: "
        "\"［{{label}}］\", "
        "list: [、, 和], line: \"\", sentence: \"\", clause: ；, stop: 。, final: 。}\n"
        "  en: {name: E, date: \"{{year}}\", time: \"{{date}}\", period: {same-month: \"{{day}}\", "
        "same-year: \"{{day}}\", other: \"{{day}}\"}, money: \"{{amount}}\", quantity: "
        "\"{{number}}{{unit}}\", exhibit: \"E{{number}}\", blank: \"[{{label}}]\", list: [\", \", \" and "
        "\"], line: \" \", sentence: \" \", clause: \"; \", stop: ., final: .}\n"
        "advice-source: own\nadvice: {\"1.1\": {zh-CN: 冷静, en: calm}}\n"
        "sources: {own: {title: 自拟, checked: 2026-05-27, confirmed: no}}\n";

static const char common_yaml[] =
        "format: 1\ncommon: mini\nsource: own\nquestions:\n"
        "  stance: {needed: yes, ask: {zh-CN: 态度, en: s}, choices: {deny: {zh-CN: 否, en: d}, "
        "admit: {zh-CN: 是, en: a}}}\n"
        "  shop: {type: name, label: {zh-CN: 店, en: shop}, ask: {zh-CN: 店, en: s}, "
        "when: {all: [{stance: deny}, {not: {stance: deny}}]}}\n"
        "  received_at: {type: time, label: {zh-CN: 收, en: r}, ask: {zh-CN: 收, en: r}, "
        "when: {all: [{stance: deny}, {not: {stance: deny}}]}}\n"
        "  letter_date: {type: date, default: today, label: {zh-CN: 标, en: d}, ask: {zh-CN: 日, en: d}}\n";

/* -- a violation by chance ------------------------------------------------------------- */

static uint32_t seed;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static const char *const tests[] = {
        "stance: deny",   "a: x",           "a: [x, y]",       "b: yes",
        "b: no",          "m: p",           "m: [p, q]",       "n: answered",
        "checks.c: pass", "checks.c: fail", "evidence.e: yes", "evidence.e: pending",
        "reason: one"};

static void make_test(char *out, size_t room, unsigned of)
{
	uint32_t i = roll(of);
	bool negated = !roll(4) && i != ANSWERED;
	snprintf(out, room, negated ? "{not: {%s}}" : "{%s}", tests[i]);
}

static void make_cond(char *out, unsigned of)
{
	char a[48], b[48], c[48];
	make_test(a, sizeof a, of);
	make_test(b, sizeof b, of);
	make_test(c, sizeof c, of);
	if (!roll(3))
		snprintf(out, 200, "%s", a);
	else if (roll(2))
		snprintf(out, 200, "{all: [%s, {any: [%s, %s]}]}", a, b, c);
	else
		snprintf(out, 200, "{any: [%s, {all: [%s, %s]}]}", a, b, c);
}

/* How many of the tests each condition may use: what depends on what has no circle. */
static const unsigned may_use[CONDS] = {3, 5, 7, 7, 12, 5, 13, 13, 13, 13, 13};

typedef char conds[CONDS][200];

static struct str write_violation(struct arena *arena, conds c)
{
	char *out = arena_alloc(arena, 8000);
	int n = snprintf(
	        out, 8000,
	        "format: 1\nviolation: gen\nname: {zh-CN: 生, en: Gen}\nsource: own\nquestions:\n"
	        "  a: {ask: {zh-CN: 甲, en: a}, choices: {x: {zh-CN: 一, en: x}, y: {zh-CN: 二, en: y}, "
	        "z: {zh-CN: 三, en: z}}}\n"
	        "  b: {type: yes-no, ask: {zh-CN: 乙, en: b}, when: %s}\n"
	        "  m: {type: multi, ask: {zh-CN: 丙, en: m}, when: %s, choices: {p: {zh-CN: 一, en: p}, "
	        "q: {zh-CN: 二, en: q}}}\n"
	        "  n: {type: integer, optional: yes, min: 0, max: 1, label: {zh-CN: 数, en: n}, ask: {zh-CN: "
	        "丁, en: n}, "
	        "when: "
	        "%s}\n"
	        "evidence: {e: {name: {zh-CN: 证, en: E}, when: %s}}\n"
	        "checks: {c: {test: n >= 1}}\n"
	        "reasons:\n  one: {name: {zh-CN: 壹, en: one}, when: %s}\n"
	        "  two: {name: {zh-CN: 贰, en: two}, when: {stance: [deny, admit]}}\n"
	        "refuse: {r: {when: {all: [{a: z}, %s]}, say: {zh-CN: 否, en: no}, source: own, advice: "
	        "[\"1.1\"]}}\n"
	        "paragraphs:\n",
	        c[0], c[1], c[2], c[3], c[4], c[5]);
	for (int i = 0; i < TEXTS; i++)
		n += snprintf(out + n, (size_t)(8000 - n),
		              "  - {id: t%d, slot: %s, when: %s, text: {zh-CN: 文%d。, en: T%d.}, advice: "
		              "[\"1.1\"]}\n",
		              i, i % 2 ? "steps" : "facts", c[6 + i], i, i);
	return (struct str){out, (size_t)n};
}

static void load(struct pack *pack, struct arena *arena, struct diags *diags, struct str violation)
{
	struct str texts[] = {str_of(profile_yaml), str_of(common_yaml), violation};
	struct str names[] = {STR("profile.yaml"), STR("common.yaml"), STR("gen.yaml")};
	struct rule_file files[3];
	for (int i = 0; i < 3; i++)
		files[i] = (struct rule_file){names[i], diags_source(diags, names[i], texts[i])};
	struct str block = pack_load(arena, diags, files, 3);
	for (uint32_t i = 0; !block.n && i < diags->n; i++)
		fprintf(stderr, "%s at %u\n", message_id(diags->items[i].message),
		        diags->items[i].place.start);
	if (!block.n)
		fprintf(stderr, "%.*s\n", (int)violation.n, violation.p);
	assert_true(block.n && pack_open(pack, block));
}

/* -- all answers -------------------------------------------------------------------------- */

static const struct {
	const char *key, *values[4];
} vars[VARS] = {
        {"stance", {"deny", "admit"}},  {"a", {"", "x", "y", "z"}}, {"b", {"", "yes", "no"}},
        {"m", {"", "p", "q", "p, q"}},  {"n", {"", "0", "1"}},      {"evidence.e", {"", "yes", "pending"}},
        {"reason", {"", "one", "two"}},
};

struct trial {
	struct kase kase;
	struct decisions decisions;
	bool complete;
};

static bool is_whole(struct trial *t, struct arena *arena, struct diags *diags)
{
	const struct violation *v = t->kase.violation;
	if (!decide_consistent(&t->decisions, arena, diags) || !decide_needed(&t->decisions, arena, diags, 0))
		return false;
	for (uint32_t i = 0; i < v->refusals.n; i++)
		if (decide_cond(&t->decisions, t->kase.pack->refusals[v->refusals.first + i].when) != FALSE)
			return false;
	for (uint32_t i = 0; i < v->vars.n; i++)
		if (decide_open(&t->decisions, v->vars.first + i))
			return false;
	return true;
}

static void try_case(struct trial *t, const struct pack *pack, struct arena *arena, const unsigned *choice)
{
	struct diags diags;
	struct pair pairs[VARS];
	size_t n = 0;
	diags_init(&diags, arena);
	for (int i = 0; i < VARS; i++)
		if (*vars[i].values[choice[i]])
			pairs[n++] = (struct pair){.key = str_of(vars[i].key),
			                           .value = str_of(vars[i].values[choice[i]])};
	*t = (struct trial){.kase = {.pack = pack, .violation = pack->violations}};
	if (!case_read(&t->kase, arena, &diags, NULL, pairs, n, TODAY))
		return;
	decide(&t->decisions, arena, &t->kase);
	t->complete = is_whole(t, arena, &diags);
}

/* -- both packs ------------------------------------------------------------------------------ */

struct world {
	struct arena arena, scratch;
	struct diags diags;
	struct pack packs[DIFF_SIDES];
	struct diff diff;
	uint64_t counts[TEXTS][2], changed; /* by text and kind */
};

static uint32_t var_of(const struct trial *t, const char *key)
{
	return pack_var(t->kase.pack, t->kase.violation, str_of(key));
}

static bool counts_to(struct trial *t, struct world *w, const unsigned *choice, int i)
{
	uint32_t var = var_of(t, vars[i].key);
	unsigned without[VARS];
	struct trial proposed;
	if (i < VARS - 1)
		return decide_var(&t->decisions, var).relevant != FALSE;
	for (int k = 0; k < VARS; k++)
		without[k] = k == i ? 0 : choice[k];
	try_case(&proposed, t->kase.pack, &w->scratch, without);
	struct state a = decide_var(&t->decisions, var), b = decide_var(&proposed.decisions, var);
	return a.known != b.known || (a.known && a.options != b.options);
}

static bool is_canonical(struct world *w, struct trial *t, const unsigned *choice)
{
	for (int i = 0; i < VARS; i++)
		if (*vars[i].values[choice[i]] && !counts_to(&t[0], w, choice, i) &&
		    !counts_to(&t[1], w, choice, i))
			return false;
	return true;
}

static struct str value_of(struct trial *t, const unsigned *choice, const struct diff_level *level)
{
	for (int i = 0; i < VARS; i++) {
		struct str value = str_of(vars[i].values[choice[i]]);
		if (!str_eq(level->name, str_of(vars[i].key)))
			continue;
		if (level->option.n)
			return str_find(value, level->option, 0) < value.n ? STR("yes") : STR("no");
		if (i == 3 || i == 4)
			return value.n ? STR("answered") : STR("unanswered");
		return value.n ? value : i == 5 ? STR("no") : i == 6 ? STR("proposed") : STR("unanswered");
	}
	if (str_eq(level->name, STR("checks.c"))) {
		struct state s = decide_var(&t->decisions, var_of(t, "checks.c"));
		return pack_option(t->kase.pack, var_of(t, "checks.c"), s.known && s.options & 2 ? 1 : 0);
	}
	return level->values[str_eq(level->name, STR("letter_date")) ? 1 : 0];
}

static bool line_holds(struct trial *t, const unsigned *choice, const struct diff_line *line)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct diff_level *level = line->conds[i].level;
		struct str value = value_of(t, choice, level);
		bool in = false;
		for (uint32_t k = 0; k < level->n; k++)
			in = in || (line->conds[i].mask & 1u << k && str_eq(level->values[k], value));
		if (!in)
			return false;
	}
	return true;
}

static bool is_listed(struct world *w, struct trial *t, const unsigned *choice, struct str id,
                      enum diff_kind kind)
{
	for (uint32_t i = 0; i < w->diff.n_changes; i++) {
		const struct diff_change *c = &w->diff.changes[i];
		assert_false(c->cut);
		for (uint32_t k = 0; c->kind == kind && str_eq(c->id, id) && k < c->n_lines; k++)
			if (line_holds(t, choice, &c->lines[k]))
				return true;
	}
	return false;
}

static void look(struct world *w, const unsigned *choice)
{
	struct trial t[DIFF_SIDES];
	for (int i = 0; i < DIFF_SIDES; i++)
		try_case(&t[i], &w->packs[i], &w->scratch, choice);
	if (!t[0].complete || !t[1].complete)
		return;
	bool canonical = is_canonical(w, t, choice);
	for (uint32_t i = 0; i < TEXTS; i++) {
		bool shows[DIFF_SIDES];
		struct range texts = w->packs[0].violations->texts;
		struct str id = pack_str(&w->packs[0], w->packs[0].texts[texts.first + i].id);
		for (int k = 0; k < DIFF_SIDES; k++)
			shows[k] =
			        decide_text(&t[k].decisions, w->packs[k].violations->texts.first + i) == TRUE;
		bool now = shows[1] && !shows[0], before = shows[0] && !shows[1];
		assert_int_equal(is_listed(w, &t[0], choice, id, DIFF_SHOWS), now);
		assert_int_equal(is_listed(w, &t[0], choice, id, DIFF_HIDES), before);
		w->counts[i][DIFF_SHOWS] += now && canonical;
		w->counts[i][DIFF_HIDES] += before && canonical;
		w->changed += now || before;
	}
}

static void look_at_all(struct world *w, unsigned *choice, int i)
{
	for (choice[i] = 0; choice[i] < 4 && vars[i].values[choice[i]]; choice[i]++)
		if (i + 1 < VARS) {
			look_at_all(w, choice, i + 1);
		} else {
			look(w, choice);
			arena_free(&w->scratch);
		}
}

static void compare_counts(struct world *w)
{
	struct range texts = w->packs[0].violations->texts;
	for (uint32_t k = 0; k < w->diff.n_changes; k++) {
		const struct diff_change *c = &w->diff.changes[k];
		uint64_t n = 0;
		assert_int_not_equal(c->kind, DIFF_WORDS);
		assert_true(str_uint(c->cases, &n));
		for (uint32_t i = 0; i < TEXTS; i++)
			if (str_eq(c->id, pack_str(&w->packs[0], w->packs[0].texts[texts.first + i].id)))
				assert_int_equal(n, w->counts[i][c->kind]);
	}
}

static uint64_t one_edit(uint32_t round)
{
	struct world w = {0};
	conds c;
	unsigned choice[VARS];
	golden_memory(&w.arena);
	w.scratch.memory = w.arena.memory;
	diags_init(&w.diags, &w.arena);
	seed = round * 2654435761u + 1;
	for (int i = 0; i < CONDS; i++)
		make_cond(c[i], may_use[i]);
	load(&w.packs[DIFF_OLD], &w.arena, &w.diags, write_violation(&w.arena, c));
	make_cond(c[round % CONDS], may_use[round % CONDS]);
	load(&w.packs[DIFF_NEW], &w.arena, &w.diags, write_violation(&w.arena, c));
	diff_packs(&w.diff, &w.arena, &w.packs[DIFF_OLD], &w.packs[DIFF_NEW]);
	look_at_all(&w, choice, 0);
	compare_counts(&w);
	arena_free(&w.arena);
	return w.changed;
}

static void test_agreement(void **state)
{
	uint64_t changed = 0;
	(void)state;
	uint32_t edits = getenv("SHENSU_TEST_ALL") ? EDITS : QUICK_EDITS;
	for (uint32_t i = 0; i < edits; i++)
		changed += one_edit(i);
	printf("%u edits; a text changed in %llu cases\n", edits, (unsigned long long)changed);
	assert_true(changed > 100);
}

int main(void)
{
	const struct CMUnitTest all[] = {
	        cmocka_unit_test(test_agreement),
	};
	return cmocka_run_group_tests(all, NULL, NULL);
}
