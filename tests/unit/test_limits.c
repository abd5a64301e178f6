/* Too much of everything: rules and answers that are huge, deep or endless
 * come back with diagnostics, soon; and memory that runs out, at any point of
 * loading and drafting, ends in the host's call-back with nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "golden.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MINI         "tests/diagnostics/rules/"

static const int64_t now = 1795136400; /* 2026-11-20T09:00+08:00 */

static struct arena arena;

/* -- texts that are made -------------------------------------------------------------- */

static void add_numbered(struct buf *out, const char *piece, uint64_t i)
{
	struct buf number = {.arena = &arena};

	buf_uint(&number, i);
	buf_format(out, str_of(piece), (const struct str[4]){buf_str(&number)});
}

/* {0} in `piece` is the number of the repetition. */
static struct str repeated(const char *head, const char *piece, uint64_t times, const char *tail)
{
	struct buf out = {.arena = &arena};

	bool numbered = strstr(piece, "{0}") != NULL;

	buf_add(&out, str_of(head));
	for (uint64_t i = 0; i < times; i++) {
		if (numbered)
			add_numbered(&out, piece, i);
		else
			buf_add(&out, str_of(piece));
	}
	buf_add(&out, str_of(tail));
	return buf_str(&out);
}

static shensu_file mini_file(const char *path)
{
	struct str text = file_read(&arena, path);

	assert_non_null(text.p);
	return (shensu_file){path, {text.p, text.n}};
}

static void mini_pack(shensu_file files[3])
{
	files[0] = mini_file(MINI "profile.yaml");
	files[1] = mini_file(MINI "common.yaml");
	files[2] = mini_file(MINI "plain.yaml");
}

/* -- one row, one diagnostic --------------------------------------------------------------- */

#define HEAD "format: 1\nviolation: plain\nname: {zh-CN: 甲, en: A}\nsource: own\n"
#define BOMB                                                                                                 \
	"a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"                    \
	"c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"

struct row {
	const char *head, *piece;
	uint64_t times;
	const char *tail;
	const char *id; /* of each diagnostic */
	size_t most;    /* of them; at least one must come */
};

static const struct row rules_rows[] = {
        {HEAD "questions: ", "[", 200000, "", "too-deep", 1},
        {HEAD "questions: ", "{a: ", 60000, "", "too-deep", 1},
        {HEAD "questions: ", "[", 100000, "]", "too-deep", 1},
        {HEAD "aliases: [", "a, ", 110000, "a]\n", "yaml-too-long", 1},
        {HEAD "# ", "x", 1 << 20, "\n", "source-too-big", 1},
        {HEAD, "k{0}: x\n", 100000, "", "yaml-too-long", 1},
        {HEAD, "key{0}: x\n", 3000, "", "unknown-key", 1000},
        {HEAD "questions:\n", "  q{0}: x\n", 3000, "", "too-many", 1},
        {HEAD "questions:\n", "  q{0}: x\n", 1900, "", "wrong-kind", 1000},
        {HEAD, "source: own\n", 3000, "", "duplicate-key", 101},
        {HEAD "paragraphs:\n  - id: a\n    slot: facts\n    advice: [\"1.1\"]\n    text:\n      en: A\n      "
              "zh-CN: |\n        ",
         "{{shopp}}", 1100, "\n", "unknown-name", 1000},
        {HEAD "paragraphs:\n  - id: a\n    slot: facts\n    advice: [\"1.1\"]\n    text:\n      en: A\n      "
              "zh-CN: |\n        ",
         "{{", 400000, "\n", "too-long", 1},
        {HEAD "checks: {c: {test: \"", "a ", 400000, "\"}}\n", "bad-check", 1},
};

static const struct row answers_rows[] = {
        {"{", "\"a\": {", 30000, "}", "too-deep", 1},
        {"", "[", 200000, "", "too-deep", 1},
        {"violation: plain\n", "k{0}: x\n", 100000, "", "yaml-too-long", 1},
        {"violation: plain\n", "k{0}: x\n", 3000, "", "unknown-answer", 1000},
        {"violation: plain\nshop: ", "x", 500000, "\n", "too-long", 1},
        {"violation: plain\neffects: \"", "moon, ", 100000, "\"\n", "not-an-option", 100},
        {"violation: plain\norders: ", "9", 500000, "\n", "not-a-number", 1},
        {"# ", "x", 1 << 20, "\n", "source-too-big", 1},
};

/* The last of many may say that the rest was not looked at. */
static void expect(shensu *s, const struct row *row)
{
	shensu_diagnostic_info info;
	size_t n = shensu_diagnostics(s);
	bool ok = n > 0 && n <= row->most + 1;

	for (size_t i = 0; ok && i < n; i++) {
		shensu_diagnostic(s, i, &info);
		ok = !strcmp(info.id, row->id) || (row->most > 1 && strstr(info.id, "too-many"));
	}
	shensu_close(s);
	if (!ok)
		fail_msg("%llu times %s: %zu diagnostics, instead of %s", (unsigned long long)row->times,
		         row->piece, n, row->id);
}

static void test_rules(void **state)
{
	shensu_host host = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rules_rows); i++) {
		const struct row *row = &rules_rows[i];
		struct str own = repeated(row->head, row->piece, row->times, row->tail);
		shensu_file files[3];
		mini_pack(files);
		files[2].content = (shensu_text){own.p, own.n};
		shensu *s = shensu_open(&host);
		assert_false(shensu_use_rules(s, files, 3));
		expect(s, row);
	}
}

static void test_answers(void **state)
{
	shensu_host host = {0};
	shensu_file files[3];

	(void)state;
	mini_pack(files);
	for (size_t i = 0; i < COUNT(answers_rows); i++) {
		const struct row *row = &answers_rows[i];
		struct str text = repeated(row->head, row->piece, row->times, row->tail);
		shensu_file answers = {"case.yaml", {text.p, text.n}};
		shensu_request request = {.answers = &answers, .now = now};
		shensu *s = shensu_open(&host);
		assert_true(shensu_use_rules(s, files, 3));
		assert_null(shensu_draft_make(s, &request));
		expect(s, row);
	}
}

/* An alias is never followed, so a bomb of them is as small as it looks. */
static void test_bomb(void **state)
{
	shensu_host host = {.memory_limit = 1 << 20};
	shensu_file bomb = {"plain.yaml", {BOMB, sizeof BOMB - 1}};
	shensu_diagnostic_info info;
	shensu *s = shensu_open(&host);

	(void)state;
	assert_false(shensu_use_rules(s, &bomb, 1));
	assert_int_equal(shensu_diagnostics(s), 1);
	shensu_diagnostic(s, 0, &info);
	assert_string_equal(info.id, "yaml-anchor");
	shensu_close(s);
}

/* -- rules that are huge, and right --------------------------------------------------------- */

static void expect_loaded(const struct str own)
{
	shensu_host host = {0};
	shensu_file files[3];
	const char *const pairs[] = {"stance=deny"};
	shensu_request request = {.violation = "plain", .pairs = pairs, .n_pairs = 1, .now = now};
	shensu_text out;

	mini_pack(files);
	files[2].content = (shensu_text){own.p, own.n};
	shensu *s = shensu_open(&host);
	if (!shensu_use_rules(s, files, 3))
		drafting_explain(&(struct drafting){.session = s});
	shensu_draft *d = shensu_draft_make(s, &request);
	assert_non_null(d);
	assert_true(shensu_draft_write(d, SHENSU_LETTER_TXT, &out));
	shensu_close(s);
}

static void test_huge(void **state)
{
	(void)state;
	/* Places in one text, and clauses of one paragraph. */
	expect_loaded(repeated(
	        HEAD "paragraphs:\n  - id: a\n    slot: facts\n    advice: [\"1.1\"]\n    text:\n      "
	             "en: A\n      zh-CN: |\n        ",
	        "甲{{shop}}\n        ", 700, "乙\n"));
	expect_loaded(repeated(HEAD "paragraphs:\n  - id: a\n    slot: facts\n    advice: [\"1.1\"]\n"
	                            "    text: {zh-CN: 甲, en: A}\n    then:\n",
	                       "      - {id: c{0}, text: {zh-CN: 乙{0}, en: b{0}}}\n", 2000, ""));
	expect_loaded(repeated(HEAD "questions:\n  q: {type: yes-no, ask: {zh-CN: 甲, en: A}}\n",
	                       "  q{0}: {type: yes-no, ask: {zh-CN: 甲, en: A}, when: {q: yes}}\n", 1900,
	                       ""));
}

/* Each question depends on the one below it. */
static void test_chain(void **state)
{
	struct buf out = {.arena = &arena};
	char line[128];

	(void)state;
	buf_add(&out, STR(HEAD "questions:\n  q0: {type: yes-no, ask: {zh-CN: 甲, en: A}}\n"));
	for (int i = 1900; i > 0; i--) {
		snprintf(line, sizeof line,
		         "  q%d: {type: yes-no, ask: {zh-CN: 甲, en: A}, when: {q%d: yes}}\n", i, i - 1);
		buf_add(&out, str_of(line));
	}
	expect_loaded(buf_str(&out));
}

/* -- memory that runs out ------------------------------------------------------------------------ */

static jmp_buf over;

static void jump(void *user)
{
	(void)user;
	longjmp(over, 1);
}

/* All that a session does.  Static, so that nothing of it is lost by a jump. */
static shensu *session;

static bool read_one(void *user, size_t i, shensu_text *content)
{
	const shensu_file *files = user;

	*content = files[i].content;
	return true;
}

static void prove_all(shensu_file *files)
{
	const char *const names[] = {files[0].name, files[1].name, files[2].name};
	shensu_folder folder = {names, 3, read_one, files};
	shensu_verify_request request = {.folder = &folder, .rules = "pack"};
	shensu_text out;
	shensu_finding_info info;

	shensu_proof *proof = shensu_verify(session, &request);
	for (int i = SHENSU_PROOF_COVERAGE; i <= SHENSU_PROOF_SARIF; i++)
		shensu_proof_write(proof, (shensu_proof_document)i, &out);
	assert_true(shensu_proof_findings(proof) > 0);
	shensu_proof_finding(proof, 0, &info);
}

static void do_all(shensu_file *files)
{
	static const char *const pairs[] = {"stance=deny", "cause=weather", "told=no", "shop=店", "orders=x"};
	shensu_request request = {.violation = "plain", .pairs = pairs, .n_pairs = 4, .now = 1795136400};
	static const shensu_test_request tests = {.rules = "pack", .accept = true};
	shensu_text out;
	shensu_test_result result;
	shensu_diagnostic_info info;

	shensu_use_rules(session, files, 3);
	shensu_questions(session, "plain", SHENSU_LIST_YAML, &out);
	shensu_draft *d = shensu_draft_make(session, &request);
	for (int i = SHENSU_LETTER_TXT; i <= SHENSU_SUMMARY; i++)
		shensu_draft_write(d, (shensu_document)i, &out);
	shensu_draft_explain(d, NULL, &out);
	shensu_sheet(session, NULL, &out);
	shensu_test(session, &tests, &result);
	request.n_pairs = 5;
	shensu_draft_make(session, &request);
	for (size_t i = 0; i < shensu_diagnostics(session); i++)
		shensu_diagnostic(session, i, &info);
}

static bool fits(void (*work)(shensu_file *), shensu_file *files, size_t limit)
{
	shensu_host host = {.memory_limit = limit, .out_of_memory = jump};
	volatile bool finished = false;

	session = NULL;
	if (setjmp(over) == 0) {
		session = shensu_open(&host);
		work(files);
		finished = true;
	}
	shensu_close(session);
	return finished;
}

/* One test passes, the other does not. */
static struct str with_tests(shensu_text rules)
{
	struct buf out = {.arena = &arena};

	buf_add(&out, (struct str){rules.bytes, rules.length});
	buf_add(&out, STR("tests:\n"
	                  "  - {name: a, answers: {stance: deny, cause: weather}, expect: {snapshot: yes}}\n"
	                  "  - {name: b, answers: {stance: deny, cause: x}, expect: {has: [x], exit: 0}}\n"));
	return arena_copy(&arena, buf_str(&out));
}

/* Memory comes in pieces of 64 KiB, so the limit grows by such steps.  Empty
 * lines behind the profile move the points at which a piece is used up. */
static void test_memory(void **state)
{
	static shensu_file files[3];
	enum { SHIFTS = 4, SHIFT = 700, STEP = 65536 };
	unsigned failures = 0;

	(void)state;
	mini_pack(files);
	struct str tested = with_tests(files[2].content);
	files[2].content = (shensu_text){tested.p, tested.n};
	struct str profile = {files[0].content.bytes, files[0].content.length};
	for (uint64_t shift = 0; shift < SHIFTS; shift++) {
		struct buf padded = {.arena = &arena};
		buf_add(&padded, profile);
		buf_add(&padded, repeated("", "\n", shift * SHIFT, ""));
		files[0].content = (shensu_text){buf_str(&padded).p, padded.n};
		for (size_t limit = STEP + 4096; !fits(do_all, files, limit); limit += STEP)
			failures++;
	}
	assert_true(failures > 3 * SHIFTS);
}

static void test_memory_of_proof(void **state)
{
	static shensu_file files[3];
	unsigned failures = 0;

	(void)state;
	mini_pack(files);
	for (size_t limit = 100000; !fits(prove_all, files, limit); limit += 100000)
		failures++;
	assert_true(failures > 3);
}

/* -- many violations ------------------------------------------------------------------------------ */

enum { MANY = 300 };

static shensu_file many_files[MANY + 2];
static const char *many_names[MANY + 2];

/* The small violation under other names: "v7.yaml". */
static void make_many(void)
{
	shensu_file mini[3];

	mini_pack(mini);
	for (int i = 0; i < MANY + 2; i++) {
		struct buf name = {.arena = &arena}, text = {.arena = &arena};
		struct str own = {mini[2].content.bytes, mini[2].content.length}, plain = STR("plain");
		size_t at = str_find(own, plain, 0);
		add_numbered(&name, "v{0}", (uint64_t)i);
		buf_add(&text, str_sub(own, 0, at));
		buf_add(&text, buf_str(&name));
		buf_add(&text, str_sub(own, at + plain.n, own.n));
		buf_add(&name, STR(".yaml"));
		many_files[i] = (shensu_file){arena_copy(&arena, buf_str(&name)).p, {text.p, text.n}};
		if (i >= MANY)
			many_files[i] = mini[i - MANY];
		many_names[i] = many_files[i].name;
	}
}

static bool many_fit(size_t limit, bool one_by_one)
{
	shensu_host host = {.memory_limit = limit, .out_of_memory = jump};
	shensu_folder folder = {many_names, MANY + 2, read_one, many_files};
	shensu_verify_request request = {.folder = &folder, .rules = "pack"};
	volatile bool finished = false;

	session = NULL;
	if (setjmp(over) == 0) {
		session = shensu_open(&host);
		if (one_by_one)
			assert_non_null(shensu_verify(session, &request));
		else
			assert_true(shensu_use_rules(session, many_files, MANY + 2));
		finished = true;
	}
	shensu_close(session);
	return finished;
}

/* They are proved in memory that does not hold them all. */
static void test_many(void **state)
{
	(void)state;
	make_many();
	assert_false(many_fit(4 << 20, false));
	assert_true(many_fit(4 << 20, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_rules),
	        cmocka_unit_test(test_answers),
	        cmocka_unit_test(test_bomb),
	        cmocka_unit_test(test_huge),
	        cmocka_unit_test(test_chain),
	        cmocka_unit_test(test_memory),
	        cmocka_unit_test(test_memory_of_proof),
	        cmocka_unit_test(test_many),
	};

	golden_memory(&arena);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
