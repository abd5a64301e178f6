/* The manuals are right: what rules/README.md and templates/README.md show in
 * fences loads, and every key and every name that exists is explained there.
 * The first example of rules/README.md is the head of a violation; the others
 * are its parts, by their first key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "golden.h"
#include "render/view.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const int64_t now = 1795136400; /* 2026-11-20T09:00+08:00 */

static struct arena arena;

/* -- fences ------------------------------------------------------------------------- */

static struct str read_manual(const char *path)
{
	struct str text = file_read(&arena, path);

	if (text.p == NULL)
		fail_msg("%s is missing", path);
	return text;
}

/* The next block of this language, and its first line's number. */
static bool next_block(struct str *rest, uint32_t *line, const char *language, struct str *block)
{
	struct buf fence = {.arena = &arena};

	buf_add(&fence, STR("```"));
	buf_add(&fence, str_of(language));
	while (rest->n > 0) {
		++*line;
		if (!str_eq(str_cut(rest, '\n'), buf_str(&fence)))
			continue;
		size_t end = str_find(*rest, STR("```\n"), 0);
		*block = str_sub(*rest, 0, end);
		return true;
	}
	return false;
}

/* -- rules/README.md as a violation ---------------------------------------------------- */

static struct str key_of(struct str block)
{
	return str_sub(block, 0, str_find(block, STR(":"), 0));
}

/* A condition alone becomes that of a note. */
static void add_note(struct buf *out, struct str condition)
{
	struct str rest = condition;

	buf_add(out, STR("  - id: notes.condition\n    slot: notes\n    advice: [\"1.1\"]\n"));
	buf_add(out, STR("    text: {zh-CN: 甲, en: A}\n"));
	while (rest.n > 0) {
		buf_add(out, STR("    "));
		buf_add(out, str_cut(&rest, '\n'));
		buf_char(out, '\n');
	}
}

static bool is_empty_part(struct str line)
{
	size_t blank = str_find(line, STR(" "), 0);
	struct str value = str_sub(line, blank + 1, blank + 3);

	return str_eq(value, STR("{}")) || str_eq(value, STR("[]"));
}

/* The head without its empty parts, which the other blocks are. */
static void add_head(struct buf *out, struct str block)
{
	while (block.n > 0) {
		struct str line = str_cut(&block, '\n');
		buf_add(out, is_empty_part(line) ? STR("") : line);
		buf_char(out, '\n');
	}
}

static struct str manual_violation(void)
{
	struct buf out = {.arena = &arena};
	struct str rest = read_manual("rules/README.md"), block, condition = STR("");
	uint32_t line = 0, blocks = 0;

	while (next_block(&rest, &line, "yaml", &block)) {
		if (!blocks++)
			add_head(&out, block);
		else if (str_eq(key_of(block), STR("when")))
			condition = block;
		else
			buf_add(&out, block);
		if (str_eq(key_of(block), STR("paragraphs")))
			add_note(&out, condition);
	}
	assert_true(blocks > 8 && condition.n > 0);
	return buf_str(&out);
}

static shensu *load_manual(void)
{
	shensu_host host = {0};
	size_t n;
	const shensu_file *builtin = shensu_builtin_files(&n);
	shensu_file files[3];
	struct str own = manual_violation();
	uint32_t found = 0;

	for (size_t i = 0; i < n; i++)
		if (str_ends(str_of(builtin[i].name), STR("/profile.yaml")) ||
		    str_ends(str_of(builtin[i].name), STR("/common.yaml")))
			files[found++] = builtin[i];
	assert_int_equal(found, 2);
	files[2] = (shensu_file){"late-shipment.yaml", {own.p, own.n}};
	shensu *s = shensu_open(&host);
	if (!shensu_use_rules(s, files, 3)) {
		drafting_explain(&(struct drafting){.session = s});
		fail_msg("rules/README.md: its examples do not load; together they are\n%.*s", (int)own.n,
		         own.p);
	}
	return s;
}

static void test_rules_load(void **state)
{
	(void)state;
	shensu_close(load_manual());
}

/* The example of wording.yaml: it loads, and its sentences pass. */
static void test_wording_example(void **state)
{
	shensu_host host = {0};
	size_t n, found = 0;
	uint32_t line = 0;
	const shensu_file *builtin = shensu_builtin_files(&n);
	shensu_file *files = arena_many(&arena, shensu_file, n + 1);
	struct str rest = read_manual("rules/README.md"), block;
	shensu_test_request request = {.rules = NULL};
	shensu_test_result result;
	shensu *s = shensu_open(&host);

	(void)state;
	assert_true(next_block(&rest, &line, "yml", &block));
	for (size_t i = 0; i < n; i++)
		if (str_starts(str_of(builtin[i].name), STR("rules/")) &&
		    !str_ends(str_of(builtin[i].name), STR("/wording.yaml")))
			files[found++] = builtin[i];
	files[found++] = (shensu_file){"wording.yaml", {block.p, block.n}};
	bool ok = shensu_use_rules(s, files, found);
	if (!ok)
		drafting_explain(&(struct drafting){.session = s});
	assert_true(ok && shensu_test(s, &request, &result));
	assert_int_equal(result.wordings.reached, 2);
	shensu_close(s);
}

/* What the example of a test promises. */
static void test_rules_example(void **state)
{
	const char *const pairs[] = {"stance=deny",
	                             "circumstance=platform-misjudgment",
	                             "brand_status=branded-with-proof",
	                             "supply=brand",
	                             "first_sale_at=2026-09-10",
	                             "invoice.date=2026-09-03",
	                             "evidence.purchase-invoice=yes"};
	shensu_request request = {
	        .violation = "late-shipment", .pairs = pairs, .n_pairs = COUNT(pairs), .now = now};
	struct str manual = read_manual("rules/README.md");
	shensu *s = load_manual();
	shensu_text letter;

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct str rest = str_of(pairs[i]), key = str_cut(&rest, '=');
		struct buf line = {.arena = &arena};
		buf_format(&line, STR("      {0}: {1}\n"), (const struct str[4]){key, rest});
		assert_true(str_find(manual, buf_str(&line), 0) < manual.n);
	}
	shensu_draft *d = shensu_draft_make(s, &request);
	assert_non_null(d);
	assert_int_equal(shensu_draft_outcome(d), SHENSU_NOT_READY);
	assert_true(shensu_draft_write(d, SHENSU_LETTER_TXT, &letter));
	assert_non_null(strstr(letter.bytes, "2026年9月3日；早于首个订单"));
	assert_null(strstr(letter.bytes, "不使用任何品牌"));
	assert_null(strstr(letter.bytes, "承认"));
	shensu_close(s);
}

/* -- every key is explained --------------------------------------------------------------- */

/* The section under a heading, up to the next one. */
static struct str section(struct str manual, const char *heading)
{
	size_t start = str_find(manual, str_of(heading), 0);

	assert_true(start < manual.n);
	return str_sub(manual, start, str_find(manual, STR("\n##"), start + 1));
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* `key` in a table or a sentence, or key: in an example. */
static bool explains(struct str text, struct str key)
{
	for (size_t at = 0; (at = str_find(text, key, at)) < text.n; at++) {
		char before = at ? text.p[at - 1] : '\n',
		     after = at + key.n < text.n ? text.p[at + key.n] : '\n';
		if (!is_word(before) && (after == ':' || (before == '`' && after == '`')))
			return true;
	}
	return false;
}

/* Where each mapping is explained; what stands in several is in the first part. */
static const struct {
	const char *map, *heading;
} headings[] = {
        {"common", "## A violation"},      {"violation", "## A violation"},
        {"question", "### Questions"},     {"choice", "### Questions"},
        {"evidence", "### Evidence"},      {"check", "### Checks"},
        {"reason", "### Reasons"},         {"refusal", "### Refusals"},
        {"measure", "### Measures"},       {"short", "### Paragraphs"},
        {"measure_short", "### Measures"}, {"paragraph", "### Paragraphs"},
        {"clause", "### Paragraphs"},      {"test", "### Tests"},
        {"expect", "### Tests"},           {"expect_words", "### Tests"},
        {"expect_notes", "### Tests"},     {"wording", "## Wording"},
        {"wording_rule", "## Wording"},    {"wording_tests", "## Wording"},
};

static bool key_explained(struct str manual, const char *map, struct str key)
{
	for (size_t i = 0; i < COUNT(headings); i++)
		if (!strcmp(headings[i].map, map))
			return explains(section(manual, headings[i].heading), key) ||
			       explains(section(manual, "## A violation"), key);
	/* The profile is explained by the shipped one. */
	return true;
}

static void test_keys_explained(void **state)
{
	static const struct {
		const char *map, *key;
	} fields[] = {
#define FIELDS(map, en)
#define FIELD(map, key, kind, need, doc) {#map, key},
#include "core/fields.def"
#undef FIELDS
#undef FIELD
	};
	struct str manual = read_manual("rules/README.md");
	bool whole = true;

	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++)
		if (!key_explained(manual, fields[i].map, str_of(fields[i].key))) {
			print_error("rules/README.md does not explain %s of %s\n", fields[i].key,
			            fields[i].map);
			whole = false;
		}
	assert_true(whole);
}

/* -- templates/README.md --------------------------------------------------------------------- */

static void test_templates_load(void **state)
{
	shensu_host host = {0};
	struct str rest = read_manual("templates/README.md"), block;
	uint32_t line = 0, blocks = 0;

	(void)state;
	for (; next_block(&rest, &line, "mustache", &block); blocks++) {
		shensu *s = shensu_open(&host);
		shensu_file file = {"letter.en.txt", {block.p, block.n}};
		bool ok = shensu_use_templates(s, &file, 1);
		if (!ok)
			drafting_explain(&(struct drafting){.session = s});
		shensu_close(s);
		if (!ok)
			fail_msg("templates/README.md:%u: the example does not load", (unsigned)line);
	}
	assert_true(blocks > 0);
}

/* `name`, or the last part of `a.name`. */
static bool names(struct str manual, struct str name)
{
	for (size_t at = 0; (at = str_find(manual, name, at)) < manual.n; at++) {
		char before = at ? manual.p[at - 1] : '\n',
		     after = at + name.n < manual.n ? manual.p[at + name.n] : '\n';
		if ((before == '`' || before == '.') && (after == '`' || after == '.'))
			return true;
	}
	return false;
}

static bool all_named(struct str manual, const struct node *tree)
{
	bool whole = true;

	for (const struct node *m = tree->first; m != NULL; m = m->next) {
		if (m->key.n && !names(manual, m->key)) {
			print_error("templates/README.md does not explain %.*s\n", (int)m->key.n, m->key.p);
			whole = false;
		}
		whole = all_named(manual, m) && whole;
	}
	return whole;
}

static void test_names_explained(void **state)
{
	struct diags diags;

	(void)state;
	diags_init(&diags, &arena);
	assert_true(all_named(read_manual("templates/README.md"), view_names(&arena, &diags)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_rules_load),      cmocka_unit_test(test_rules_example),
	        cmocka_unit_test(test_keys_explained),  cmocka_unit_test(test_templates_load),
	        cmocka_unit_test(test_wording_example),
	        cmocka_unit_test(test_names_explained),
	};

	golden_memory(&arena);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
