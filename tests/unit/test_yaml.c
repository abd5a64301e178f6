/* The YAML reader: what it reads, what it refuses and where, the places of
 * words in texts, hostile input, and memory that runs out half-way. */
#include "reading.h"

#include "data/yaml.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* -- tables: a text, and the tree or the errors --------------------------------- */

struct row {
	const char *text, *outcome;
};

static void check_row(const struct row *row)
{
	struct reading r;
	reading_begin(&r);
	uint32_t source = reading_source(&r, row->text);
	const struct node *tree = yaml_read(&r.arena, &r.diags, source);
	const char *outcome = show_outcome(&r, tree);
	if (strcmp(outcome, row->outcome) != 0)
		fail_msg("for\n%s\ncame\n%s\ninstead of\n%s", row->text, outcome, row->outcome);
	reading_end(&r);
}

static const struct row trees[] = {
        {"", "{}"},
        {"# nothing\n", "{}"},
        {"---\n", "{}"},
        {"\xEF\xBB\xBFkey: x\n", "{key: x}"},
        {"key:\n", "{key: }"},
        {"key: ''\n", "{key: \"\"}"},
        {"a: 1\nb: yes\nc: ~\nd: 2026-09-03\n", "{a: 1, b: yes, c: ~, d: 2026-09-03}"},
        {"- a\n- [b, 'c']\n- {d: e}\n", "[a, [b, \"c\"], {d: e}]"},
        {"a: {zh-CN: 恳请复核, en: x}\n", "{a: {zh-CN: 恳请复核, en: x}}"},
        {"a: {b: \"x, y\", c: , d: }\n", "{a: {b: \"x, y\", c: , d: }}"},
        {"a: |\n  x\n   y\n\n  z\n", "{a: |x\n y\n\nz\n|}"},
        {"a: |-\n  x\n", "{a: |x|}"},
        {"a: >\n  x\n  y\n", "{a: >x y\n>}"},
        {"a: \"x\\ty\\n\\u4e2d\"\n", "{a: \"x\ty\n中\"}"},
        {"a: x # a comment\nb: y ## another\nc: z #\nd: \"w\" #5\ne: f#5\n",
         "{a: x, b: y, c: z, d: \"w\", e: f#5}"},
        {"a: hello {{name}}\nb: |\n  {{name}}\nc: \"{{name}}\"\n",
         "{a: hello {{name}}, b: |{{name}}\n|, c: \"{{name}}\"}"},
        {"a: x\r\nb: y\rc: z\n", "{a: x, b: y, c: z}"},
        {"a: x\n...\n", "{a: x}"},
        {"? a\n: b\n", "{a: b}"},
        {"\"<<\": x\n", "{<<: x}"},
        {"just words\n", "just words"},
};

/* Errors that leave the tree whole, so that the rest can be checked too. */
static const struct row mistakes[] = {
        {"a: 1\nb: 2\na: 3\n", "{a: 1, b: 2} ! 3:1 <a> duplicate-key"},
        {"{a: 1, \"a\": 2}", "{a: 1} ! 1:8 <\"a\"> duplicate-key"},
        {"a: {b: 1, b: {c: 1, c: 2}}", "{a: {b: 1}} ! 1:11 <b> duplicate-key; 1:21 <c> duplicate-key"},
        {"<<: {a: 1}\nb: 2\n", "{b: 2} ! 1:1 <<<> yaml-merge"},
        {"a: &x b\nc: &y [d]\n", "{a: b, c: [d]} ! 1:4 <&x> yaml-anchor"},
        {"name: Tom #5\nb: #fff\n", "{name: Tom, b: } ! 1:11 <#5> yaml-comment; 2:4 <#fff> yaml-comment"},
        {"- 中文\t#5 号\n", "[中文] ! 1:6 <#5 号> yaml-comment"},
        {"a: \"x\\u200by\\u202e\"\nb: \"\\0\"\nc: \"\\r\"\n",
         "{a: \"x\xE2\x80\x8By\xE2\x80\xAE\", b: \"\\0\", c: \"\r\"} ! 1:4 <\"x\\u200by\\u202e\"> "
         "forbidden-character; 2:4 <\"\\0\"> forbidden-character; 3:4 <\"\\r\"> forbidden-character"},
};

/* Errors without a tree. */
static const struct row refusals[] = {
        {"a: x\xFFy\nb: \xFF\n", "refused ! 1:5 <\xFF> bad-utf8"},
        {"中: x\xE4\xB8", "refused ! 1:5 <\xE4> bad-utf8"},
        {"\xFF\xFE"
         "a",
         "refused ! 1:1 <\xFF> bad-utf8"},
        {"中文: x\xE2\x80\xA8y\n", "refused ! 1:6 <\xE2\x80\xA8> forbidden-character"},
        {"a: \xE2\x80\xA9\n", "refused ! 1:4 <\xE2\x80\xA9> forbidden-character"},
        {"a: \xC2\x85\n", "refused ! 1:4 <\xC2\x85> forbidden-character"},
        {"# \xE2\x80\x8B\n", "refused ! 1:3 <\xE2\x80\x8B> forbidden-character"},
        {"a: \xEF\xBB\xBFx", "refused ! 1:4 <\xEF\xBB\xBF> forbidden-character"},
        {"a: 1\n---\nb: 2\n", "refused ! 2:1 <---> yaml-second-document"},
        /* tags, aliases, anchors */
        {"when: !flag\nb: !\n", "refused ! 1:7 <!flag> yaml-tag; 2:4 <!> yaml-tag"},
        {"a: !!str x\nb: !x [c]\n", "refused ! 1:4 <!!str> yaml-tag; 2:4 <!x> yaml-tag"},
        {"a: !重要\n", "refused ! 1:4 <!重要> yaml-tag"},
        {"a: !e!x y\n", "refused ! 1:4 <!e!x> yaml-tag"},
        {"a: *x\nb: [*y, c]\n", "refused ! 1:4 <*x> yaml-alias; 2:5 <*y> yaml-alias"},
        {"a: *重要* x\n", "refused ! 1:4 <*重要*> yaml-alias"},
        {"a: & Sons\n", "refused ! 1:4 <&> yaml-anchor"},
        /* places that are no places */
        {"text: {{name}} hello\n", "refused ! 1:7 <{{name}}> yaml-place"},
        {"text: {{name}}\nb: 1\nb: 2\n", "refused ! 1:7 <{{name}}> yaml-place; 3:1 <b> duplicate-key"},
        {"text: {{#name}} x\n", "refused ! 1:7 <{{#name}}> yaml-place"},
        {"- {{a.b}}，你好\n", "refused ! 1:3 <{{a.b}}> yaml-place"},
        {"a: [{{x}}]\n", "refused ! 1:5 <{{x}}> yaml-place"},
        {"a: {zh: 你好{{x}}, en: y}\n", "refused ! 1:11 <{{x}}> yaml-place"},
        {"a: {zh: {{x}}你好, en: y}\n", "refused ! 1:9 <{{x}}> yaml-place"},
        /* flow */
        {"{zh-CN: 恳请复核, 谢谢, en: x}", "refused ! 1:15 <谢谢> yaml-comma"},
        {"{zh: 甲, 乙, 丙, en: x, y}", "refused ! 1:9 <乙> yaml-comma; 1:22 <y> yaml-comma"},
        {"a: {b}\n", "refused ! 1:5 <b> yaml-no-value"},
        {"a: {zh:你好}\n", "refused ! 1:5 <zh:你好> yaml-no-blank"},
        {"a: {zh: 甲, en:x}\n", "refused ! 1:12 <en:x> yaml-no-blank"},
        {"a: {en: at 10:30, or 11:30, zh: 甲}\n", "refused ! 1:19 <or 11:30> yaml-comma"},
        {"a: {b: , c:}\n", "refused ! 1:11 <:> yaml-no-blank"},
        {"a: {en: Note: this}\n", "refused ! 1:13 <:> yaml-flow-end"},
        {"a: {b: \"x\" y}\n", "refused ! 1:12 <y> yaml-flow-end"},
        {"a: [b, c\nd: e\n", "refused ! 2:2 <:> yaml-flow-end"},
        {"[a,\n", "refused ! 2:1 <> yaml-flow-end"},
        {"{a: b}}\n", "refused ! 1:7 <}> yaml-indent"},
        /* keys */
        {"? {a: b}\n: c\nd: !x\n", "refused ! 1:3 <{> yaml-key; 3:4 <!x> yaml-tag"},
        {"[a, b]: c\n", "refused ! 1:1 <[> yaml-key"},
        {"{[x]: y, b: c}", "refused ! 1:2 <[> yaml-key"},
        /* syntax */
        {"a: b: c\n", "refused ! 1:5 <:> yaml-second-colon"},
        {"a：b\nc: 1\n", "refused ! 2:2 <:> yaml-stray-colon"},
        {"a: 1\n  b: 2\n", "refused ! 2:4 <:> yaml-stray-colon"},
        {"a: 1\nb\nc: 2\n", "refused ! 2:1 <b> yaml-no-colon"},
        {"a:\n\tb: c\n", "refused ! 2:1 <\t> yaml-tab"},
        {"a: b\n\tc: d\n", "refused ! 2:1 <\t> yaml-tab"},
        {"a: |\n\tx\n", "refused ! 2:1 <\t> yaml-tab"},
        {"a: @x\n", "refused ! 1:4 <@> yaml-reserved"},
        {"a: `x`\n", "refused ! 1:4 <`> yaml-reserved"},
        {"a: ,b\n", "refused ! 1:4 <,> yaml-reserved"},
        {"%50 off\n", "refused ! 1:1 <%> yaml-reserved"},
        {"a: - b\n", "refused ! 1:4 <-> yaml-list-here"},
        {"a: \"x\nb: c\n", "refused ! 1:4 <\"> yaml-unclosed-quote"},
        {"a: 'x\n--- y'\n", "refused ! 1:4 <'> yaml-unclosed-quote"},
        {"a: \"\\q\"\n", "refused ! 1:5 <\\q\"> yaml-escape"},
        {"a: \"x\" y\n", "refused ! 1:8 <y> yaml-indent"},
        {"a:\n  b: 1\n c: 2\n", "refused ! 3:2 <c:> yaml-indent"},
        {"- a\nb: c\n", "refused ! 2:1 <b:> yaml-indent"},
        {"a: |x\n  y\n", "refused ! 1:5 <x> yaml-syntax"},
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_row(&rows[i]);
}

static void test_trees(void **state)
{
	(void)state;
	check_rows(trees, COUNT(trees));
}

static void test_mistakes(void **state)
{
	(void)state;
	check_rows(mistakes, COUNT(mistakes));
}

static void test_refusals(void **state)
{
	(void)state;
	check_rows(refusals, COUNT(refusals));
}

static void test_all_messages_provoked(void **state)
{
	/* The two caps have their own tests below. */
	const char *outcomes[COUNT(mistakes) + COUNT(refusals) + 2] = {"yaml-too-long",
	                                                               "yaml-too-many-errors"};
	size_t n = 2;
	(void)state;
	for (size_t i = 0; i < COUNT(mistakes); i++)
		outcomes[n++] = mistakes[i].outcome;
	for (size_t i = 0; i < COUNT(refusals); i++)
		outcomes[n++] = refusals[i].outcome;
	assert_all_provoked("yaml-", outcomes, n);
}

/* -- places ------------------------------------------------------------------- */

/* The place of `word` of the value `a`, and of the value itself. */
static const struct {
	const char *text, *word, *place, *whole;
} words[] = {
        {"a: 你好 wrold\n", "wrold", "wrold", "你好 wrold"},
        {"a: '你好 wrold'\n", "wrold", "wrold", "'你好 wrold'"},
        {"a: \"x wrold\"\n", "wrold", "wrold", "\"x wrold\""},
        {"a: \"x\\n wrold\"\n", "wrold", "\"x\\n wrold\"", "\"x\\n wrold\""},
        {"a: 'it''s wrold'\n", "wrold", "'it''s wrold'", "'it''s wrold'"},
        {"a: x\n  wrold\n", "wrold", "x\n  wrold", "x\n  wrold"},
        {"a: |\n  x\n  你 wrold\n  y\n", "wrold", "wrold", "x\n  你 wrold\n  y"},
        {"a: |\n  x\n    你 wrold\n\n\nb: c\n", "wrold", "wrold", "x\n    你 wrold"},
        {"a: |\r\n  x\r\n  wrold\r\n", "wrold", "wrold", "x\r\n  wrold"},
        {"a: |\n\n  wrold\n", "wrold", "wrold", "\n  wrold"},
        {"a: |2-\n    wrold\n", "wrold", "wrold", "wrold"},
        {"a: |+\n  x\n\n  wrold\n\n# c\n", "wrold", "wrold", "x\n\n  wrold"},
        {"b:\n  - a: |  # c\n      x\n      wrold", "wrold", "wrold", "x\n      wrold"},
        {"a: |\n  x\n  wro\n  ld\n", "wro\nld", "wro\n  ld", "x\n  wro\n  ld"},
        {"a: >\n  x\n  wrold\n", "wrold", "x\n  wrold", "x\n  wrold"},
        {"a: [x, wrold]\n", "", "[x, wrold]", "[x, wrold]"},
        {"a:\n  - x\n  - wrold\nb: c\n", "", "- x\n  - wrold", "- x\n  - wrold"},
        {"a:\n", "", "", ""},
        {"a: |\nb: c\n", "", "|", "|"},
};

static void test_words_in_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		struct reading r;
		reading_begin(&r);
		struct str word = str_of(words[i].word);
		uint32_t source = reading_source(&r, words[i].text);
		const struct node *tree = yaml_read(&r.arena, &r.diags, source),
		                  *a = node_get(tree, STR("a"));
		if (a == NULL)
			a = node_get(node_get(tree, STR("b"))->first, STR("a"));
		size_t from = str_find(a->text, word, 0);
		struct place place = node_place(&r.diags, a, from, from + word.n);
		struct str text = r.diags.sources[source].text;
		struct str found = str_sub(text, place.start, place.end);
		struct str whole = str_sub(text, a->place.start, a->place.end);
		if (!str_eq(found, str_of(words[i].place)) || !str_eq(whole, str_of(words[i].whole)))
			fail_msg("for %s came '%.*s' in '%.*s'", words[i].text, (int)found.n, found.p,
			         (int)whole.n, whole.p);
		reading_end(&r);
	}
}

/* -- too much ------------------------------------------------------------------ */

static char *repeated(const char *head, const char *piece, size_t times, const char *tail)
{
	size_t n = strlen(piece);
	char *text = malloc(strlen(head) + n * times + strlen(tail) + 1), *p = text + strlen(head);
	memcpy(text, head, strlen(head));
	for (size_t i = 0; i < times; i++, p += n)
		memcpy(p, piece, n);
	memcpy(p, tail, strlen(tail) + 1);
	return text;
}

static void test_hostile(void **state)
{
	static const struct {
		const char *head, *piece;
		size_t times;
		const char *tail, *outcome;
	} rows[] = {
	        {"", "[", 200000, "", "refused ! 1:33 <[> too-deep"},
	        {"", "{a: ", 50000, "", "refused ! 1:129 <{> too-deep"},
	        {"", "- ", 100000, "", "refused ! 1:65 <> too-deep"},
	        {"", "[", 32, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
	         "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"},
	        {"", "{{", 100000, "", "refused ! 1:1 <{{{{"},
	        {"", "? ", 100000, "", "refused ! 1:3 <"},
	        {"", "[a, b], ", 50000, "", "refused ! "},
	        {"[", "a,", 300000, "]", "refused ! 1:199996 <> yaml-too-long"},
	        {"", "a", 1048577, "", "refused ! 1:1 <> source-too-big"},
	        {"a: \"", "\\u200b", 100000, "\"", "{a: "},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reading r;
		reading_begin(&r);
		char *text = repeated(rows[i].head, rows[i].piece, rows[i].times, rows[i].tail);
		const struct node *tree = yaml_read(&r.arena, &r.diags, reading_source(&r, text));
		assert_true(r.diags.n <= 1);
		const char *outcome = show_outcome(&r, tree);
		if (strncmp(outcome, rows[i].outcome, strlen(rows[i].outcome)) != 0)
			fail_msg("%.200s instead of %s", outcome, rows[i].outcome);
		reading_end(&r);
		free(text);
	}
}

static void test_too_many_errors(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	char *text = repeated("", "- a #b\n", 10000, "");
	assert_null(yaml_read(&r.arena, &r.diags, reading_source(&r, text)));
	assert_int_equal(r.diags.n, 101);
	assert_string_equal(message_id(r.diags.items[100].message), "yaml-too-many-errors");
	reading_end(&r);
	free(text);
}

/* A long map is searched by a table; both ways must find the same. */
static void test_many_keys(void **state)
{
	(void)state;
	for (uint64_t n = 1; n < 2000; n += n < 40 ? 1 : 97) {
		struct reading r;
		reading_begin(&r);
		struct buf out = {.arena = &r.arena};
		for (uint64_t i = 0; i < n; i++) {
			buf_char(&out, 'k');
			buf_uint(&out, i);
			buf_add(&out, STR(": x\n"));
		}
		buf_add(&out, STR("k0: y\nk"));
		buf_uint(&out, n - 1);
		buf_add(&out, STR(": y\n"));
		uint32_t source = diags_source(&r.diags, STR("test"), buf_str(&out));
		assert_int_equal(yaml_read(&r.arena, &r.diags, source)->count, n);
		assert_int_equal(r.diags.n, 2);
		reading_end(&r);
	}
}

/* -- memory ---------------------------------------------------------------------- */

static jmp_buf over;

static void jump(void *host)
{
	(void)host;
	longjmp(over, 1);
}

struct budgeted {
	struct memory memory;
	struct arena arena;
	struct diags diags;
	const struct node *tree;
};

static void read_all(struct budgeted *b, const char *text)
{
	diags_init(&b->diags, &b->arena);
	b->tree = yaml_read(&b->arena, &b->diags, diags_source(&b->diags, STR("test"), str_of(text)));
}

/* Reads with a budget; false when it ran out.  The sanitizer sees what libyaml
 * would not give back. */
static bool read_within(const char *text, size_t limit)
{
	static struct budgeted b;
	b = (struct budgeted){.memory = {.limit = limit, .exhausted = jump}};
	b.arena.memory = &b.memory;
	if (setjmp(over) == 0)
		read_all(&b, text);
	arena_free(&b.arena);
	assert_int_equal(b.memory.used, 0);
	return b.tree != NULL;
}

static void test_memory_runs_out(void **state)
{
	char *text = repeated("", "- {name: 中文, list: [a, \"b\"]}\n", 1500, "");
	size_t limit = 65536, failures = 0;
	(void)state;
	for (; !read_within(text, limit); limit += 65536)
		failures++;
	assert_true(failures > 5);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_trees),           cmocka_unit_test(test_mistakes),
	        cmocka_unit_test(test_refusals),        cmocka_unit_test(test_all_messages_provoked),
	        cmocka_unit_test(test_words_in_texts),  cmocka_unit_test(test_hostile),
	        cmocka_unit_test(test_too_many_errors), cmocka_unit_test(test_many_keys),
	        cmocka_unit_test(test_memory_runs_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
