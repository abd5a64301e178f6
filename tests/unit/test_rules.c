/* Runs the tests that stand beside the rules, under `tests:` of each file of
 * the pack: the texts that show and hide, words of the Chinese letter, and the
 * exit status.  The moment is 2026-11-20T09:00+08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/json.h"
#include "data/yaml.h"
#include "golden.h"

enum { TESTS_MAX = 500 };

static const int64_t now = 1795136400;

static struct arena arena;

struct rule_test {
	const char *file, *name;
	struct str slug;
	const struct node *answers, *expect;
};

static struct rule_test rule_tests[TESTS_MAX];
static size_t n_rule_tests;

/* -- reading ----------------------------------------------------------------------- */

static const struct node *get(const struct node *map, const char *key)
{
	return node_get(map, str_of(key));
}

static const char *copied(struct str s)
{
	return arena_copy(&arena, s).p;
}

static const struct node *read_rules(const shensu_file *file)
{
	struct diags diags;
	struct str text = {file->content.bytes, file->content.length};

	diags_init(&diags, &arena);
	return yaml_read(&arena, &diags, diags_source(&diags, str_of(file->name), text));
}

/* A test's name in the output: "rules/douyin/x.yaml: good papers". */
static const char *full_name(const char *file, struct str name)
{
	struct buf out = {.arena = &arena};

	buf_add(&out, str_of(file));
	buf_add(&out, STR(": "));
	buf_add(&out, name);
	return copied(buf_str(&out));
}

static void add_tests(const shensu_file *file)
{
	const struct node *tree = read_rules(file), *tests = get(tree, "tests");

	for (const struct node *m = tests ? tests->first : NULL; m; m = m->next) {
		assert_true(n_rule_tests < TESTS_MAX);
		rule_tests[n_rule_tests++] = (struct rule_test){
		        .file = file->name,
		        .name = full_name(file->name, get(m, "name")->text),
		        .slug = get(tree, "violation") ? get(tree, "violation")->text : STR(""),
		        .answers = get(m, "answers"),
		        .expect = get(m, "expect"),
		};
	}
}

static void find_tests(void)
{
	size_t n;
	const shensu_file *files = shensu_builtin_files(&n);

	for (size_t i = 0; i < n; i++)
		if (str_ends(str_of(files[i].name), STR(".yaml")) && !strncmp(files[i].name, "rules/", 6))
			add_tests(&files[i]);
}

/* -- drafting ------------------------------------------------------------------------ */

static struct drafting draft(const struct rule_test *test)
{
	struct buf text = {.arena = &arena};

	json_write(&text, test->answers);
	struct golden golden = {
	        .answers = {full_name(test->name, STR("answers.json")), {buf_str(&text).p, text.n}},
	        .now = now};
	struct buf pair = {.arena = &arena};
	buf_add(&pair, STR("violation="));
	buf_add(&pair, test->slug);
	const char *const pairs[] = {copied(buf_str(&pair))};
	return golden_draft(&golden, "zh-CN", pairs, test->slug.n > 0);
}

/* The ids of the texts that show, from the draft as JSON; NULL without draft. */
static const struct node *shown_texts(const struct drafting *drafting)
{
	struct diags diags;
	struct str json;

	if (!drafting_text(drafting, SHENSU_LETTER_JSON, &json))
		return NULL;
	diags_init(&diags, &arena);
	return get(json_read(&arena, &diags, diags_source(&diags, STR("draft"), json)), "texts");
}

/* -- expectations ---------------------------------------------------------------------- */

static bool shows(const struct node *texts, struct str id)
{
	for (const struct node *text = texts ? texts->first : NULL; text; text = text->next)
		if (str_eq(get(text, "id")->text, id))
			return true;
	return false;
}

static bool wrong(const struct rule_test *test, const char *what, struct str word)
{
	print_error("%s: %s: %.*s\n", test->name, what, (int)word.n, word.p);
	return false;
}

/* Whether the text shows, or does not, as `wanted`.  An id that does not exist
 * would never show, so it is a mistake of the test. */
static bool text_as(const struct rule_test *test, const struct drafting *drafting, struct str id, bool wanted)
{
	shensu_text out;

	if (!drafting->draft || drafting->exit == 3)
		return wrong(test, "there is no letter to look at for", id);
	if (!shensu_draft_explain(drafting->draft, copied(id), &out))
		return wrong(test, "there is no text", id);
	if (shows(shown_texts(drafting), id) == wanted)
		return true;
	return wrong(test, wanted ? "does not show" : "shows", id);
}

static bool letter_as(const struct rule_test *test, const struct drafting *drafting, struct str words,
                      bool wanted)
{
	struct str letter;

	if (!drafting_text(drafting, SHENSU_LETTER_TXT, &letter))
		return wrong(test, "there is no letter to look at for", words);
	if ((str_find(letter, words, 0) < letter.n) == wanted)
		return true;
	return wrong(test, wanted ? "the letter lacks" : "the letter has", words);
}

static bool exit_as(const struct rule_test *test, const struct drafting *drafting, struct str wanted)
{
	char is[] = {(char)('0' + drafting->exit), '\0'};

	return str_eq(wanted, str_of(is)) || wrong(test, "it ends with exit status", str_of(is));
}

typedef bool as(const struct rule_test *test, const struct drafting *drafting, struct str word, bool wanted);

static bool all_as(const struct rule_test *test, const struct drafting *drafting, const struct node *list,
                   as *check, bool wanted)
{
	bool ok = true;

	for (const struct node *m = list->first; m; m = m->next)
		ok = check(test, drafting, m->text, wanted) && ok;
	return ok;
}

static bool expectation_met(const struct rule_test *test, const struct drafting *drafting,
                            const struct node *expected)
{
	if (str_eq(expected->key, STR("shows")))
		return all_as(test, drafting, expected, text_as, true);
	if (str_eq(expected->key, STR("hides")))
		return all_as(test, drafting, expected, text_as, false);
	if (str_eq(expected->key, STR("has")))
		return all_as(test, drafting, expected, letter_as, true);
	if (str_eq(expected->key, STR("lacks")))
		return all_as(test, drafting, expected, letter_as, false);
	if (str_eq(expected->key, STR("exit")))
		return exit_as(test, drafting, expected->text);
	return wrong(test, "nobody knows the expectation", expected->key);
}

static bool passes(const struct rule_test *test)
{
	struct drafting drafting = draft(test);
	bool ok = test->expect->first != NULL;

	for (const struct node *m = test->expect->first; m; m = m->next)
		ok = expectation_met(test, &drafting, m) && ok;
	if (!ok)
		drafting_explain(&drafting);
	drafting_close(&drafting);
	return ok;
}

static void test_rule(void **state)
{
	assert_true(passes(*state));
}

/* -- the runner itself -------------------------------------------------------------------- */

/* A test that expects what is not so, or what nobody can expect, must fail. */
static void test_wrong_expectations(void **state)
{
	static const char *const expectations[] = {"show: [title.appeal]",
	                                           "hides: [no.such-text]",
	                                           "shows: [no.such-text]",
	                                           "has: [不在信中]",
	                                           "lacks: [我店]",
	                                           "exit: 2",
	                                           "exit: one",
	                                           ""};
	struct rule_test test = rule_tests[0];

	(void)state;
	for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
		shensu_file file = {"expect.yaml", {expectations[i], strlen(expectations[i])}};
		test.expect = read_rules(&file);
		assert_non_null(test.expect);
		assert_false(passes(&test));
	}
}

int main(void)
{
	static struct CMUnitTest tests[TESTS_MAX + 1];
	size_t n = 0;

	golden_memory(&arena);
	find_tests();
	for (; n < n_rule_tests; n++)
		tests[n] = (struct CMUnitTest){rule_tests[n].name, test_rule, NULL, NULL, &rule_tests[n]};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_wrong_expectations);
	int failed = _cmocka_run_group_tests("rules", tests, n, NULL, NULL);
	arena_free(&arena);
	return failed;
}
