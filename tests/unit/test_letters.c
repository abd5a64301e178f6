/* What must hold of every letter, whatever the rules say: tried on all golden
 * cases, and with hostile answers.  Reads the rules by itself, as plain YAML,
 * so that a mistake of the program's own loader cannot hide here. */
#define _DEFAULT_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "data/json.h"
#include "data/yaml.h"
#include "golden.h"

enum { LANGUAGES = 2 };
static const char *const languages[LANGUAGES] = {"zh-CN", "en"};

static struct arena arena;
static struct golden all[GOLDEN_MAX];
static const struct node *profile, *common;
/* So that no property holds only because it never met its subject. */
static unsigned numbers_seen, enclosures_seen, banned_seen;

/* A case with its two letters and the rules that it is about. */
struct scene {
	const struct golden *golden;
	const struct node *answers, *own;
	struct drafting drafting[LANGUAGES];
	struct str letter[LANGUAGES], form;
	bool has_letter;
};

/* -- the rules as plain trees ---------------------------------------------- */

static const struct node *read_tree(const char *path, struct str text)
{
	struct diags diags;
	bool json = str_ends(str_of(path), STR(".json"));

	diags_init(&diags, &arena);
	uint32_t source = diags_source(&diags, str_of(path), text);
	return json ? json_read(&arena, &diags, source) : yaml_read(&arena, &diags, source);
}

static const struct node *read_rules(const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "rules/douyin/%s.yaml", name);
	struct str text = file_read(&arena, path);
	return text.p == NULL ? NULL : read_tree(arena_copy(&arena, str_of(path)).p, text);
}

static const struct node *get(const struct node *map, const char *key)
{
	return node_get(map, str_of(key));
}

static struct str text_of(const struct node *node)
{
	return node == NULL ? STR("") : node->text;
}

static bool is_yes(const struct node *answer)
{
	struct str text = text_of(answer);

	return str_eq(text, STR("yes")) || str_eq(text, STR("true"));
}

/* -- opening and closing ---------------------------------------------------- */

static void open_scene(struct scene *scene, const struct golden *golden)
{
	const shensu_file *file = &golden->answers;

	*scene = (struct scene){.golden = golden};
	scene->answers = read_tree(file->name, (struct str){file->content.bytes, file->content.length});
	assert_non_null(scene->answers);
	for (int i = 0; i < LANGUAGES; i++) {
		scene->drafting[i] = golden_draft(golden, languages[i], NULL, 0);
		scene->has_letter = drafting_text(&scene->drafting[i], SHENSU_LETTER_TXT, &scene->letter[i]);
	}
	drafting_text(&scene->drafting[0], SHENSU_FORM, &scene->form);
	if (scene->drafting[0].draft != NULL) {
		scene->own = read_rules(shensu_draft_violation(scene->drafting[0].draft).bytes);
		assert_non_null(scene->own);
	}
}

static void close_scene(struct scene *scene)
{
	for (int i = 0; i < LANGUAGES; i++)
		drafting_close(&scene->drafting[i]);
}

/* -- the same bytes again, and no place left open ---------------------------- */

static bool same_again(const struct scene *scene, int language)
{
	struct drafting again = golden_draft(scene->golden, languages[language], NULL, 0);
	bool ok = true;

	for (int i = SHENSU_LETTER_TXT; i <= SHENSU_SUMMARY; i++) {
		struct str one, two;
		bool has = drafting_text(&scene->drafting[language], (shensu_document)i, &one);
		ok = ok && has == drafting_text(&again, (shensu_document)i, &two) && str_eq(one, two);
	}
	drafting_close(&again);
	return ok;
}

static bool no_open_place(const struct scene *scene, int language)
{
	shensu_text answers = scene->golden->answers.content;
	struct str text, brace = STR("{{");

	if (str_find((struct str){answers.bytes, answers.length}, brace, 0) < answers.length)
		return true;
	for (int i = SHENSU_LETTER_TXT; i <= SHENSU_SUMMARY; i++)
		if (drafting_text(&scene->drafting[language], (shensu_document)i, &text) &&
		    str_find(text, brace, 0) < text.n)
			return false;
	return true;
}

/* -- every number is an answer ----------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The next run of digits at or after `*at`; empty at the end. */
static struct str next_number(struct str s, size_t *at)
{
	size_t from = *at;

	while (from < s.n && !is_digit(s.p[from]))
		from++;
	size_t to = from;
	while (to < s.n && is_digit(s.p[to]))
		to++;
	*at = to;
	return str_sub(s, from, to);
}

/* 09 is 9 in a date. */
static struct str without_zeros(struct str number)
{
	while (number.n > 1 && number.p[0] == '0')
		number = str_sub(number, 1, number.n);
	return number;
}

static bool has_number(struct str text, struct str number)
{
	size_t at = 0;

	for (;;) {
		struct str next = next_number(text, &at);
		if (next.n == 0)
			return false;
		if (str_eq(without_zeros(next), without_zeros(number)))
			return true;
	}
}

static bool tree_has_number(const struct node *node, struct str number)
{
	if (node == NULL)
		return false;
	if (has_number(node->text, number))
		return true;
	for (const struct node *part = node->first; part != NULL; part = part->next)
		if (tree_has_number(part, number))
			return true;
	return false;
}

static bool is_today(const struct scene *scene, struct str number)
{
	char today[32];
	time_t local = (time_t)scene->golden->now + 8 * 3600;
	struct tm tm;

	strftime(today, sizeof today, "%Y %m %d", gmtime_r(&local, &tm));
	return has_number(str_of(today), number);
}

/* Exhibits are numbered from 1, and there are no more than answers. */
static bool is_exhibit(const struct scene *scene, struct str number)
{
	uint64_t value;

	return str_uint(number, &value) && value <= scene->answers->count;
}

static bool founded(const struct scene *scene, struct str number)
{
	return tree_has_number(scene->answers, number) || is_today(scene, number) ||
	       is_exhibit(scene, number) || tree_has_number(get(scene->own, "name"), number) ||
	       tree_has_number(get(scene->own, "reasons"), number);
}

/* CNY 42 is written 42.00. */
static bool is_cents(struct str text, struct str number)
{
	return str_eq(number, STR("00")) && number.p > text.p && number.p[-1] == '.';
}

static bool numbers_founded(const struct scene *scene, struct str text)
{
	size_t at = 0;

	for (;;) {
		struct str number = next_number(text, &at);
		if (number.n == 0)
			return true;
		if (number.n == 1)
			continue;
		numbers_seen++;
		if (founded(scene, number) || is_cents(text, number))
			continue;
		print_error("the number %.*s is in no answer\n", (int)number.n, number.p);
		return false;
	}
}

/* -- only papers that are there are enclosed --------------------------------- */

/* "证据3　NAME" or "Exhibit 3  NAME". */
static bool encloses(struct str line, struct str name)
{
	line = str_trim(line);
	bool exhibit = str_starts(line, STR("证据")) || str_starts(line, STR("Exhibit "));
	size_t at = 0;
	if (!exhibit || next_number(line, &at).n == 0)
		return false;
	return str_ends(line, name) && at < line.n - name.n + 1;
}

static unsigned enclosed(struct str letter, struct str name)
{
	unsigned count = 0;

	while (letter.n > 0)
		count += encloses(str_cut(&letter, '\n'), name);
	return count;
}

static bool papers_of(const struct scene *scene, const struct node *rules, int language)
{
	const struct node *evidence = get(rules, "evidence");

	for (const struct node *kind = evidence ? evidence->first : NULL; kind; kind = kind->next) {
		struct buf key = {.arena = &arena};
		buf_add(&key, STR("evidence."));
		buf_add(&key, kind->key);
		struct str name = text_of(get(get(kind, "name"), languages[language]));
		unsigned count = enclosed(scene->letter[language], name);
		enclosures_seen += count;
		if (count == 0 || is_yes(node_get(scene->answers, buf_str(&key))))
			continue;
		print_error("\"%.*s\" is enclosed and not there\n", (int)name.n, name.p);
		return false;
	}
	return true;
}

/* -- no banned word ----------------------------------------------------------- */

/* Overwrites each `part` in `text`, so that nothing is found in it. */
static void hide(struct str text, struct str part)
{
	size_t at = 0;

	while (part.n > 0 && (at = str_find(text, part, at)) < text.n) {
		memset((char *)(uintptr_t)(text.p + at), '\n', part.n);
		at += part.n;
	}
}

static void hide_all(struct str text, const struct node *node)
{
	if (node == NULL)
		return;
	if (node->kind == NODE_TEXT)
		hide(text, node->text);
	for (const struct node *part = node->first; part != NULL; part = part->next)
		hide_all(text, part);
}

static const struct node *question(const struct scene *scene, struct str key)
{
	const struct node *own = node_get(get(scene->own, "questions"), key);

	return own != NULL ? own : node_get(get(common, "questions"), key);
}

/* What the merchant typed, official terms, and longer words that are harmless. */
static void hide_data(const struct scene *scene, struct str text, int language)
{
	for (const struct node *answer = scene->answers->first; answer; answer = answer->next) {
		struct str type = text_of(get(question(scene, answer->key), "type"));
		if (str_eq(type, STR("name")) || str_eq(type, STR("code")))
			hide_all(text, answer);
	}
	hide_all(text, get(scene->own, "name"));
	const struct node *reasons = get(scene->own, "reasons");
	for (const struct node *reason = reasons ? reasons->first : NULL; reason; reason = reason->next)
		hide_all(text, get(reason, "name"));
	hide_all(text, get(get(get(profile, "banned"), "except"), languages[language]));
}

static bool is_letter(struct str s, size_t at)
{
	return at < s.n && ((s.p[at] | 32) >= 'a' && (s.p[at] | 32) <= 'z');
}

static struct str lower(struct str s)
{
	struct str out = arena_copy(&arena, s);

	for (size_t i = 0; i < out.n; i++)
		if (is_letter(out, i))
			((char *)(uintptr_t)out.p)[i] |= 32;
	return out;
}

/* English words count as whole ones: "fault" is not in "default". */
static bool has_word(struct str text, struct str word)
{
	bool english = is_letter(word, 0);

	for (size_t at = 0; (at = str_find(text, word, at)) < text.n; at++)
		if (!english || !(is_letter(text, at - 1) || is_letter(text, at + word.n)))
			return true;
	return false;
}

static bool free_of(const struct scene *scene, struct str text, const char *stance, int language)
{
	const struct node *words = get(get(get(profile, "banned"), stance), languages[language]);
	struct str rest = arena_copy(&arena, text);

	hide_data(scene, rest, language);
	rest = lower(rest);
	for (const struct node *word = words ? words->first : NULL; word; word = word->next) {
		banned_seen++;
		if (!has_word(rest, lower(word->text)))
			continue;
		print_error("a letter of stance %s holds \"%.*s\"\n", stance, (int)word->text.n,
		            word->text.p);
		return false;
	}
	return true;
}

static bool free_of_banned(const struct scene *scene, struct str text, int language)
{
	struct str key = text_of(get(profile, "stance"));
	const char *stance = arena_copy(&arena, text_of(node_get(scene->answers, key))).p;

	return free_of(scene, text, stance, language) && free_of(scene, text, "all", language);
}

/* -- all properties of a case -------------------------------------------------- */

static void check_language(const struct scene *scene, int language)
{
	struct str letter = scene->letter[language];

	assert_true(same_again(scene, language));
	assert_true(no_open_place(scene, language));
	if (!scene->has_letter)
		return;
	assert_true(numbers_founded(scene, letter));
	assert_true(papers_of(scene, common, language));
	assert_true(papers_of(scene, scene->own, language));
	assert_true(free_of_banned(scene, letter, language));
}

static void test_properties(void **state)
{
	struct scene scene;

	open_scene(&scene, *state);
	for (int i = 0; i < LANGUAGES; i++)
		check_language(&scene, i);
	if (scene.has_letter) {
		assert_true(numbers_founded(&scene, scene.form));
		assert_true(free_of_banned(&scene, scene.form, 0));
	}
	close_scene(&scene);
}

static void test_seen(void **state)
{
	(void)state;
	assert_true(numbers_seen > 0);
	assert_true(enclosures_seen > 0);
	assert_true(banned_seen > 0);
}

/* -- hostile answers ------------------------------------------------------------ */

static const char plain[] = "Plain Shop Name";
static const char *const hostile[] = {
        "{{shop_id}}", "{{{shop_id}}}", "{{#a}}x{{/a}}", "%s%n%d", "${PWD}", "$(id)",
        "`id`",        "<b>bold</b>",   "&amp;",         "😀",      "𠮷野家", "\"'”\\",
        "\\n",         "a=b",           "a: b # c",      "- x",    "[x]",    "{x: y}",
        "!tag",        "*alias",        "{0}{1}",        "|",      "证据1",  "［店铺名称：＿＿＿］",
        "。；",
};

static struct str replace(struct str text, struct str from, struct str to)
{
	struct buf out = {.arena = &arena};
	size_t at = 0, next;

	while ((next = str_find(text, from, at)) < text.n) {
		buf_add(&out, str_sub(text, at, next));
		buf_add(&out, to);
		at = next + from.n;
	}
	buf_add(&out, str_sub(text, at, text.n));
	return buf_str(&out);
}

/* The first case that is ready: a letter without blanks. */
static const struct golden *ready_case(void)
{
	for (const struct golden *golden = all; golden->name != NULL; golden++) {
		struct drafting drafting = golden_draft(golden, "zh-CN", NULL, 0);
		int status = drafting.exit;
		drafting_close(&drafting);
		if (status == 0)
			return golden;
	}
	fail_msg("no case is ready");
	return NULL;
}

static struct drafting draft_named(const struct golden *golden, const char *shop, const char *language)
{
	struct buf pair = {.arena = &arena};

	buf_add(&pair, STR("shop_name="));
	buf_add(&pair, str_of(shop));
	const char *const pairs[] = {arena_copy(&arena, buf_str(&pair)).p};
	return golden_draft(golden, language, pairs, 1);
}

/* A letter with another name is the same letter with that name in it. */
static void check_hostile(const struct golden *golden, const char *value, const char *language)
{
	struct drafting usual = draft_named(golden, plain, language);
	struct drafting odd = draft_named(golden, value, language);
	struct str expected, actual;

	assert_true(drafting_text(&usual, SHENSU_LETTER_TXT, &expected));
	assert_true(str_find(expected, str_of(plain), 0) < expected.n);
	if (!drafting_text(&odd, SHENSU_LETTER_TXT, &actual))
		drafting_explain(&odd);
	expected = replace(expected, str_of(plain), str_of(value));
	if (!str_eq(expected, actual))
		fail_msg("the value %s is not in the letter as it is:\n%.*s", value, (int)actual.n, actual.p);
	drafting_close(&usual);
	drafting_close(&odd);
}

static void test_hostile(void **state)
{
	const struct golden *golden = ready_case();

	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		for (int k = 0; k < LANGUAGES; k++)
			check_hostile(golden, hostile[i], languages[k]);
}

static void check_refused(const char *value)
{
	struct drafting drafting = draft_named(ready_case(), value, "zh-CN");
	shensu_diagnostic_info info = {0};

	assert_null(drafting.draft);
	assert_true(shensu_diagnostics(drafting.session) > 0);
	shensu_diagnostic(drafting.session, 0, &info);
	assert_true(info.error);
	drafting_close(&drafting);
}

static void test_refused(void **state)
{
	char too_long[201] = {0};

	(void)state;
	memset(too_long, 'a', sizeof too_long - 1);
	check_refused(too_long);
	check_refused("two\nlines");
	check_refused("bell\a");
	check_refused("bad \xff byte");
	check_refused("\xe2\x80\xae"
	              "reversed");
}

int main(void)
{
	static struct CMUnitTest tests[GOLDEN_MAX + 3];

	golden_memory(&arena);
	size_t n = golden_find(&arena, all);
	profile = read_rules("profile");
	common = read_rules("common");
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){all[i].name, test_properties, NULL, NULL, &all[i]};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_seen);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_hostile);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_refused);
	int failed = _cmocka_run_group_tests("letters", tests, n, NULL, NULL);
	arena_free(&arena);
	return failed;
}
