/* Wording: the sentences of tests/wording, all letters of tests/cases, hostile
 * texts, and how the time grows with the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "golden.h"

static struct arena arena;

/* -- reading one text ------------------------------------------------------------- */

struct reader {
	shensu *session;
	shensu_reading *reading; /* NULL: it could not be read */
};

static shensu_text text_of(struct str s)
{
	return (shensu_text){s.p, s.n};
}

static struct reader read_text(struct str text, struct str stance, const char *language)
{
	static const shensu_host host = {0};
	struct reader r = {.session = shensu_open(&host)};
	shensu_file file = {"letter.txt", text_of(text)};
	shensu_lint_request request = {.files = &file, .n_files = 1, .language = language};

	if (stance.n > 0 && !str_eq(stance, STR("-")))
		request.stance = arena_copy(&arena, stance).p;
	assert_true(shensu_use_builtin(r.session));
	r.reading = shensu_lint(r.session, &request);
	return r;
}

static size_t count_of(const struct reader *r)
{
	return r->reading ? shensu_reading_findings(r->reading) : 0;
}

static bool has_id(const struct reader *r, struct str id)
{
	shensu_diagnostic_info info;

	for (size_t i = 0; i < count_of(r); i++) {
		shensu_reading_finding(r->reading, i, &info);
		if (str_eq(str_of(info.id), id))
			return true;
	}
	return false;
}

static void show(const struct reader *r)
{
	shensu_diagnostic_info info;

	for (size_t i = 0; i < count_of(r); i++) {
		shensu_reading_finding(r->reading, i, &info);
		print_error("  %u:%u %s %.*s\n", (unsigned)info.line, (unsigned)info.column, info.id,
		            (int)info.message.length, info.message.bytes);
	}
}

/* -- sentences --------------------------------------------------------------------- */

static struct str read_list(const char *path)
{
	struct str text = file_read(&arena, path);

	assert_non_null(text.p);
	return text;
}

/* The next line that is neither empty nor a comment. */
static bool next_line(struct str *rest, struct str *line)
{
	while (rest->n > 0) {
		*line = str_cut(rest, '\n');
		if (line->n > 0 && line->p[0] != '#')
			return true;
	}
	return false;
}

static void test_finds(void **state)
{
	struct str rest = read_list("tests/wording/finds.txt"), line;
	unsigned n = 0, missed = 0;

	(void)state;
	for (; next_line(&rest, &line); n++) {
		struct str id = str_cut(&line, ' '), stance = str_cut(&line, ' ');
		struct reader r = read_text(line, stance, NULL);
		if (!has_id(&r, id)) {
			print_error("%.*s finds nothing: %.*s\n", (int)id.n, id.p, (int)line.n, line.p);
			show(&r);
			missed++;
		}
		shensu_close(r.session);
	}
	assert_true(n > 150);
	assert_int_equal(missed, 0);
}

static void test_passes(void **state)
{
	struct str rest = read_list("tests/wording/passes.txt"), line;
	unsigned n = 0, found = 0;

	(void)state;
	for (; next_line(&rest, &line); n++) {
		struct str stance = str_cut(&line, ' ');
		struct reader r = read_text(line, stance, NULL);
		assert_non_null(r.reading);
		if (count_of(&r)) {
			print_error("%.*s\n", (int)line.n, line.p);
			show(&r);
			found++;
		}
		shensu_close(r.session);
	}
	assert_true(n > 140);
	assert_int_equal(found, 0);
}

/* -- letters ------------------------------------------------------------------------- */

/* A visible blank is what a letter must be found for. */
static bool is_clean(const struct reader *r)
{
	shensu_diagnostic_info info;

	for (size_t i = 0; i < count_of(r); i++) {
		shensu_reading_finding(r->reading, i, &info);
		if (strcmp(info.id, "placeholder") != 0)
			return false;
	}
	return r->reading != NULL;
}

static struct str stance_of(const struct golden *golden)
{
	static const char *const stances[] = {"deny", "partial", "admit"};
	struct str text = {golden->answers.content.bytes, golden->answers.content.length};
	size_t at = str_find(text, STR("stance"), 0);
	struct str line = str_sub(text, at, str_find(text, STR("\n"), at));

	for (int i = 0; i < 3; i++)
		if (str_find(line, str_of(stances[i]), 0) < line.n)
			return str_of(stances[i]);
	return STR("");
}

static bool reads_clean(const struct golden *golden, const char *file)
{
	struct str text = golden_read(&arena, golden, file);

	if (text.p == NULL)
		return true;
	struct reader r = read_text(text, stance_of(golden), NULL);
	bool clean = is_clean(&r);
	if (!clean) {
		print_error("%s/%s\n", golden->name, file);
		show(&r);
	}
	shensu_close(r.session);
	return clean;
}

static void test_letters(void **state)
{
	static const char *const files[] = {"letter.zh-CN.txt", "letter.en.txt", "form.txt", "letter.zh-CN.md"};
	static struct golden all[GOLDEN_MAX];
	size_t n = golden_find(&arena, all);
	bool clean = true;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof files / sizeof *files; k++)
			clean = reads_clean(&all[i], files[k]) && clean;
	assert_true(clean);
}

/* -- hostile texts -------------------------------------------------------------------- */

static void expect_refused(struct str text, const char *id)
{
	struct reader r = read_text(text, STR("-"), NULL);
	shensu_diagnostic_info info;

	assert_null(r.reading);
	assert_int_equal(shensu_diagnostics(r.session), 1);
	shensu_diagnostic(r.session, 0, &info);
	assert_string_equal(info.id, id);
	shensu_close(r.session);
}

static struct str repeated(struct str part, size_t bytes)
{
	struct buf out = {.arena = &arena};

	while (out.n + part.n <= bytes)
		buf_add(&out, part);
	return buf_str(&out);
}

static void test_refused(void **state)
{
	(void)state;
	expect_refused(STR("abc\xFF"), "bad-utf8");
	expect_refused(STR("\xE6\xB1"), "bad-utf8");
	expect_refused(STR("\xED\xA0\x80"), "bad-utf8");
	expect_refused(repeated(STR("a"), (1 << 20) + 1), "source-too-big");
}

/* A word is found through what nobody can see, and that is found as well. */
static void test_invisible(void **state)
{
	static const struct str texts[] = {
	        {"求\0求", 7}, {"求\xE2\x80\x8B求你", 12}, {"\xE2\x80\xAE求求", 9}, {"求求\xE2\x81\xA6", 9}};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reader r = read_text(texts[i], STR("-"), NULL);
		assert_true(has_id(&r, STR("invisible")));
		assert_true(has_id(&r, STR("pleading")));
		shensu_close(r.session);
	}
}

static void test_empty(void **state)
{
	static const struct str texts[] = {{"", 0}, {"\n\n", 2}, {"\r\n", 2}, {"\xEF\xBB\xBF", 3}, {" ", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reader r = read_text(texts[i], STR("deny"), NULL);
		assert_non_null(r.reading);
		assert_int_equal(count_of(&r), 0);
		shensu_close(r.session);
	}
}

static double seconds(struct str text)
{
	clock_t start = clock();
	struct reader r = read_text(text, STR("deny"), NULL);

	assert_non_null(r.reading);
	assert_true(count_of(&r) <= 1001);
	shensu_close(r.session);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Twice the text may take three times as long, and a little more, but not four. */
static void test_linear(void **state)
{
	static const struct str parts[] = {{"求求你给个机会", 21}, {"!", 1},   {"（", 3}, {"a", 1},
	                                   {"我", 3},             {"买家", 6}, {"“最好", 9}, {"1", 1},
	                                   {"我们确实没有问题，", 27},         {" ", 1},  {"x\n", 2}};

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		double once = seconds(repeated(parts[i], 1 << 16));
		double twice = seconds(repeated(parts[i], 1 << 17));
		if (twice > 3 * once + 0.2)
			fail_msg("%.*s: %.2f s, and %.2f s for twice the text", (int)parts[i].n, parts[i].p,
			         once, twice);
	}
}

/* -- places, languages ------------------------------------------------------------------ */

static void test_place(void **state)
{
	struct reader r = read_text(STR("您好！\r\n　　我店　求求你们"), STR("-"), NULL);
	shensu_diagnostic_info info;

	(void)state;
	assert_int_equal(count_of(&r), 1);
	shensu_reading_finding(r.reading, 0, &info);
	assert_int_equal(info.line, 2);
	assert_int_equal(info.column, 6);
	assert_int_equal(info.length, 2);
	assert_true(info.error);
	shensu_close(r.session);
}

/* Each line is read as the language that it is written in, or all as one. */
static void test_languages(void **state)
{
	struct str text = STR("Our shop 求求 is fine and it is named so.\n求求 please please\n");
	struct reader by_line = read_text(text, STR("-"), NULL), chinese = read_text(text, STR("-"), "zh-CN");
	struct reader english = read_text(text, STR("-"), "en"), none = read_text(text, STR("-"), "fr");

	(void)state;
	assert_int_equal(count_of(&by_line), 1);
	assert_int_equal(count_of(&chinese), 2);
	assert_int_equal(count_of(&english), 1);
	assert_null(none.reading);
	shensu_close(by_line.session);
	shensu_close(chinese.session);
	shensu_close(english.session);
	shensu_close(none.session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_finds),     cmocka_unit_test(test_passes),
	        cmocka_unit_test(test_letters),   cmocka_unit_test(test_refused),
	        cmocka_unit_test(test_invisible), cmocka_unit_test(test_empty),
	        cmocka_unit_test(test_linear),    cmocka_unit_test(test_place),
	        cmocka_unit_test(test_languages),
	};

	golden_memory(&arena);
	int failed = cmocka_run_group_tests_name("lint", tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
