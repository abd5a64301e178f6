/* Templates: the public Mustache tests, our stricter rules, and escaping.
 * The Mustache tests are read as they are, with our own YAML reader; what it
 * leaves as text (true, null, 1.10) is given its JSON meaning here. */
#include "reading.h"

#include "data/json.h"
#include "data/template.h"
#include "data/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct node *read_json(struct reading *r, const char *text)
{
	const struct node *tree = json_read(&r->arena, &r->diags, reading_source(r, text));
	assert_non_null(tree);
	return tree;
}

/* -- rendering ------------------------------------------------------------------ */

/* NULL as data: the example itself. */
static const struct {
	const char *template, *names, *data, *text;
} renderings[] = {
        {"", "{}", NULL, ""},
        {"a {b} } {", "{}", NULL, "a {b} } {"},
        {"{{ a }}{{{a}}}{{&a}}", "{\"a\":\"x\"}", NULL, "xxx"},
        {"{{a.b}}", "{\"a\":{\"b\":31.50}}", NULL, "31.50"},
        {"{{中文}}", "{\"中文\":\"好\"}", NULL, "好"},
        /* a value is never read again */
        {"{{a}}", "{\"a\":\"{{b}}\",\"b\":\"x\"}", NULL, "{{b}}"},
        {"{{#a}}{{.}}{{/a}}", "{\"a\":[\"{{/a}}\"]}", NULL, "{{/a}}"},
        /* false: the empty text, the empty list, false, null, and what is missing */
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":\"\"}", NULL, "y"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":[]}", NULL, "y"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":false}", NULL, "y"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":null}", NULL, "y"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":1}", "{}", "y"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":0}", NULL, "x"},
        {"{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\":{}}", NULL, "x"},
        {"[{{a}}{{b.c}}]", "{\"a\":1,\"b\":{\"c\":2}}", "{\"b\":3}", "[]"},
        /* a missing value is not taken from further out */
        {"{{#l}}({{a}}){{/l}}", "{\"a\":\"out\",\"l\":[{\"a\":\"in\"}]}",
         "{\"a\":\"out\",\"l\":[{},{\"a\":\"in\"}]}", "()(in)"},
        {"{{#l}}({{a}}{{b}}){{/l}}", "{\"a\":\"out\",\"l\":[{\"b\":\"x\"}]}",
         "{\"a\":\"out\",\"l\":[{\"b\":1,\"a\":\"no\"},{}]}", "(out1)(out)"},
        {"{{#a}}{{^b}}{{c}}{{/b}}{{/a}}", "{\"a\":{\"b\":false,\"c\":\"x\"}}", NULL, "x"},
        /* lines */
        {"a\r\n  {{#b}}\r\nc\r\n{{/b}}\t\r\nd", "{\"b\":true}", NULL, "a\r\nc\r\nd"},
        {"{{#l}}\n- {{.}}\n{{/l}}\nend\n", "{\"l\":[\"x\",\"y\"]}", NULL, "- x\n- y\nend\n"},
        {"{{! a\n{{b ! c }}x", "{}", NULL, "x"},
};

static void test_render(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(renderings); i++) {
		struct reading r;
		reading_begin(&r);
		const struct node *names = read_json(&r, renderings[i].names);
		const struct node *data =
		        renderings[i].data == NULL ? names : read_json(&r, renderings[i].data);
		struct buf out = {.arena = &r.arena};
		uint32_t source = reading_source(&r, renderings[i].template);
		const struct template *template = template_parse(&r.arena, &r.diags, source, names);
		assert_string_equal(show_diags(&r), "");
		template_render(&out, template, data, ESCAPE_NONE);
		assert_string_equal(text_of(&r, &out), renderings[i].text);
		reading_end(&r);
	}
}

static const struct {
	enum escape escape;
	const char *value, *text;
} escapes[] = {
        {ESCAPE_NONE, "& \" < > * `", "& \" < > * `"},
        {ESCAPE_HTML, "& \" < > ' 中", "&amp; &quot; &lt; &gt; ' 中"},
        {ESCAPE_MARKDOWN, "a*b_c`d\\e", "a\\*b\\_c\\`d\\\\e"},
        {ESCAPE_MARKDOWN, "[x](y) <b> &amp; {z}", "\\[x\\](y) \\<b\\> \\&amp; \\{z\\}"},
        {ESCAPE_MARKDOWN, "a|b ~~c~~ #5 !", "a\\|b \\~\\~c\\~\\~ \\#5 \\!"},
        /* these act only where a line begins */
        {ESCAPE_MARKDOWN, "2026-09-03 v1.2 a+b=c (d)", "2026-09-03 v1.2 a+b=c (d)"},
        {ESCAPE_MARKDOWN, "- a - b", "\\- a - b"},
        {ESCAPE_MARKDOWN, "  + a", "  \\+ a"},
        {ESCAPE_MARKDOWN, "===", "\\==="},
        {ESCAPE_MARKDOWN, "12. a. b", "12\\. a. b"},
        {ESCAPE_MARKDOWN, " 1) a) b", " 1\\) a) b"},
        {ESCAPE_MARKDOWN, ". a", "\\. a"},
        {ESCAPE_MARKDOWN, "# 中", "\\# 中"},
};

static void test_escape(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(escapes); i++) {
		struct reading r;
		reading_begin(&r);
		struct node *data = node_map(&r.arena, NULL, STR(""));
		node_text(&r.arena, data, STR("v"), str_of(escapes[i].value));
		struct buf out = {.arena = &r.arena}, raw = {.arena = &r.arena};
		uint32_t source = reading_source(&r, "{{v}}"),
		         raw_source = reading_source(&r, "{{{v}}}{{&v}}");
		template_render(&out, template_parse(&r.arena, &r.diags, source, data), data,
		                escapes[i].escape);
		assert_string_equal(text_of(&r, &out), escapes[i].text);
		template_render(&raw, template_parse(&r.arena, &r.diags, raw_source, data), data,
		                escapes[i].escape);
		assert_true(raw.n == 2 * strlen(escapes[i].value) &&
		            str_ends(buf_str(&raw), str_of(escapes[i].value)));
		reading_end(&r);
	}
}

/* -- refusals ------------------------------------------------------------------- */

static const struct {
	const char *template, *diags;
} refusals[] = {
        {"你好{{xyz}}", "1:5 <xyz> template-name"},
        {"{{shop.xyz}} {{ shop.nam }}", "1:8 <xyz> template-name; 1:22 <nam> template-name"},
        {"{{title.x}}", "1:9 <x> template-name"},
        {"{{items.x}}", "1:9 <x> template-name"},
        {"{{shop.}} {{.shop}}", "1:3 <shop> template-name; 1:13 <> template-name"},
        {"{{#items}}{{labl}}{{title}}{{/items}}", "1:13 <labl> template-name"},
        {"{{label}}", "1:3 <label> template-name"},
        {"{{#none}}{{.}}{{/none}}", "1:12 <.> template-name"},
        {"{{a b}}", "1:3 <a b> template-name"},
        /* what stands in a section that was refused was refused with it */
        {"{{#itens}}{{label}}{{.}}{{#x}}{{/x}}{{/itens}}{{y}}",
         "1:4 <itens> template-name; 1:49 <y> template-name"},
        {"{{items}}{{shop}}{{.}}",
         "1:3 <items> template-not-text; 1:12 <shop> template-not-text; 1:20 <.> template-not-text"},
        {"{{}}{{# }}{{{}}}",
         "1:1 <{{}}> template-no-name; 1:5 <{{# }}> template-no-name; 1:11 <{{{}}}> template-no-name"},
        {"a {{title\n{{title}} {{xyz}}", "1:3 <{{title> template-unclosed-tag; 2:13 <xyz> template-name"},
        {"{{{title}} x\n", "1:1 <{{{title}} x> template-unclosed-tag"},
        {"{{title} {{title}}", "1:1 <{{title} > template-unclosed-tag"},
        {"{{#title}}x{{/title", "1:12 <{{/title> template-unclosed-tag"},
        {"x {{! {{title}", "1:3 <{{! {{title}> template-unclosed-tag"},
        {"{{", "1:1 <{{> template-unclosed-tag"},
        {"{{#title}}x", "1:1 <{{#title}}> template-unclosed-section"},
        {"{{#title}}{{^items}}x{{/title}}", "1:11 <{{^items}}> template-unclosed-section"},
        {"{{#title}}\nx\n{{/titel}}\n", "3:4 <titel> template-wrong-closing"},
        {"x{{/title}}", "1:2 <{{/title}}> template-closes-nothing"},
        {"{{>x}}{{=<% %>=}}", "1:1 <{{>x}}> template-partial; 1:7 <{{=<% %>=}}> template-delimiter"},
        {"中\xFF", "1:2 <\xFF> bad-utf8"},
        {"中\xE2\x80\x8B", "1:2 <\xE2\x80\x8B> forbidden-character"},
};

static void test_refusals(void **state)
{
	static const char names[] =
	        "{\"title\":\"\",\"shop\":{\"name\":\"\"},\"items\":[{\"label\":\"\"}],\"none\":[]}";
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct reading r;
		reading_begin(&r);
		uint32_t source = reading_source(&r, refusals[i].template);
		assert_null(template_parse(&r.arena, &r.diags, source, read_json(&r, names)));
		if (strcmp(show_diags(&r), refusals[i].diags) != 0)
			fail_msg("for %s came %s instead of %s", refusals[i].template, show_diags(&r),
			         refusals[i].diags);
		reading_end(&r);
	}
}

static void test_all_messages_provoked(void **state)
{
	const char *outcomes[COUNT(refusals)];
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++)
		outcomes[i] = refusals[i].diags;
	assert_all_provoked("template-", outcomes, COUNT(outcomes));
}

static void test_did_you_mean(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	uint32_t source = reading_source(&r, "{{#shops}}{{nane}}{{/shops}}");
	struct buf out = {.arena = &r.arena};
	template_parse(&r.arena, &r.diags, source, read_json(&r, "{\"shops\":[{\"name\":1}]}"));
	assert_int_equal(r.diags.n, 1);
	message_help(&out, r.diags.items[0].message, MESSAGE_EN, r.diags.items[0].args);
	assert_string_equal(text_of(&r, &out), "did you mean 'name'?");
	reading_end(&r);
}

static void test_hostile(void **state)
{
	static const struct {
		const char *piece, *diags;
	} rows[] = {
	        {"{{#a}}", "1:193 <{{#a}}> too-deep"},
	        {"{{{a}}", "1:1 <{{{a}}> template-unclosed-tag"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reading r;
		reading_begin(&r);
		struct buf out = {.arena = &r.arena};
		for (int n = 0; n < (i == 0 ? 100000 : 1); n++)
			buf_add(&out, str_of(rows[i].piece));
		uint32_t source = reading_source(&r, text_of(&r, &out));
		assert_null(template_parse(&r.arena, &r.diags, source, read_json(&r, "{\"a\":1}")));
		assert_string_equal(show_diags(&r), rows[i].diags);
		reading_end(&r);
	}
}

/* -- the public Mustache tests ---------------------------------------------------- */

/* They demand that an unknown name print nothing.  Ours is an error, so each
 * of these must be refused, and nothing else may be.  (A name whose value is
 * null is known.) */
static const char *const must_fail[] = {
        "interpolation: Basic Context Miss Interpolation",
        "interpolation: Triple Mustache Context Miss Interpolation",
        "interpolation: Ampersand Context Miss Interpolation",
        "interpolation: Dotted Names - Broken Chains",
        "interpolation: Dotted Names - Broken Chain Resolution",
        "interpolation: Dotted Names - Context Precedence",
        "interpolation: Dotted Names are never single keys",
        "inverted: Context",
        "inverted: List",
        "inverted: Context Misses",
        "inverted: Dotted Names - Broken Chains",
        "sections: Context Misses",
        "sections: Dotted Names - Broken Chains",
};

static char *read_file(const char *path)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("cannot open %s: run the tests from the project's root", path);
	size_t n = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[n] = '\0';
	return text;
}

static bool is_number(struct str s)
{
	bool digit = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = true;
		else if (s.p[i] != '.' && !(s.p[i] == '-' && i == 0))
			return false;
	}
	return digit;
}

/* 1.10 is 1.1 to the authors of the tests. */
static struct str shortest(struct str number)
{
	if (str_find(number, STR("."), 0) == number.n)
		return number;
	while (str_ends(number, STR("0")))
		number.n--;
	return number;
}

/* Gives the plain words of YAML their JSON meaning. */
static void make_typed(struct node *node)
{
	for (struct node *child = node->first; child != NULL; child = child->next)
		make_typed(child);
	if (node->kind != NODE_TEXT || node->style != STYLE_PLAIN)
		return;
	if (str_eq(node->text, STR("true"))) {
		node->style = STYLE_TRUE;
	} else if (str_eq(node->text, STR("false"))) {
		node->style = STYLE_FALSE;
	} else if (str_eq(node->text, STR("null")) || str_eq(node->text, STR("~"))) {
		node->style = STYLE_NULL;
		node->text = STR("");
	} else if (is_number(node->text)) {
		node->style = STYLE_NUMBER;
		node->text = shortest(node->text);
	}
}

/* Our reader refuses a carriage return in a value, which three templates need:
 * `\r` is read as `␍` and turned back afterwards. */
static struct str replaced(struct reading *r, struct str text, struct str old, struct str new)
{
	struct buf out = {.arena = &r->arena};
	while (text.n > 0) {
		size_t at = str_find(text, old, 0);
		buf_add(&out, str_sub(text, 0, at));
		if (at < text.n)
			buf_add(&out, new);
		text = str_sub(text, at + old.n, text.n);
	}
	return buf_str(&out);
}

static struct str field(struct reading *r, const struct node *test, struct str key)
{
	const struct node *node = node_get(test, key);
	assert_non_null(node);
	return replaced(r, node->text, STR("␍"), STR("\r"));
}

static bool is_pinned(const char *name)
{
	for (size_t i = 0; i < COUNT(must_fail); i++)
		if (strcmp(must_fail[i], name) == 0)
			return true;
	return false;
}

/* True when it was rendered, and rightly; false when it was refused. */
static bool run_spec(struct reading *r, const struct node *test, const char *name)
{
	struct buf out = {.arena = &r->arena};
	struct node *data = node_get(test, STR("data"));
	uint32_t source = diags_source(&r->diags, STR("spec"), field(r, test, STR("template")));
	make_typed(data);
	const struct template *template = template_parse(&r->arena, &r->diags, source, data);
	if (template == NULL)
		return false;
	template_render(&out, template, data, ESCAPE_HTML);
	struct str expected = field(r, test, STR("expected"));
	if (!str_eq(buf_str(&out), expected))
		fail_msg("%s: '%s' instead of '%.*s'", name, text_of(r, &out), (int)expected.n, expected.p);
	return true;
}

static const char *spec_name(struct reading *r, const char *module, const struct node *test)
{
	struct buf name = {.arena = &r->arena};
	buf_add(&name, str_of(module));
	buf_add(&name, STR(": "));
	buf_add(&name, node_get(test, STR("name"))->text);
	return text_of(r, &name);
}

struct count {
	int passed, refused;
};

static struct count run_module(const char *module, const char *path)
{
	struct reading r;
	struct count count = {0, 0};
	reading_begin(&r);
	struct str text = replaced(&r, str_of(read_file(path)), STR("\\r"), STR("␍"));
	uint32_t source = diags_source(&r.diags, str_of(path), text);
	const struct node *file = yaml_read(&r.arena, &r.diags, source);
	assert_string_equal(show_diags(&r), "");
	for (struct node *test = node_get(file, STR("tests"))->first; test != NULL; test = test->next) {
		const char *name = spec_name(&r, module, test);
		bool passed = run_spec(&r, test, name);
		if (passed == is_pinned(name))
			fail_msg("%s %s", name, passed ? "passes: unpin it" : show_diags(&r));
		count.passed += passed;
		count.refused += !passed;
	}
	reading_end(&r);
	return count;
}

static void test_mustache_spec(void **state)
{
	static const char *const modules[][2] = {
	        {"comments", "tests/mustache-spec/comments.yml"},
	        {"interpolation", "tests/mustache-spec/interpolation.yml"},
	        {"inverted", "tests/mustache-spec/inverted.yml"},
	        {"sections", "tests/mustache-spec/sections.yml"},
	};
	struct count sum = {0, 0};
	(void)state;
	for (size_t i = 0; i < COUNT(modules); i++) {
		struct count count = run_module(modules[i][0], modules[i][1]);
		sum.passed += count.passed;
		sum.refused += count.refused;
	}
	assert_int_equal(sum.passed, 97);
	assert_int_equal(sum.refused, 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_render),        cmocka_unit_test(test_escape),
	        cmocka_unit_test(test_refusals),      cmocka_unit_test(test_all_messages_provoked),
	        cmocka_unit_test(test_did_you_mean),  cmocka_unit_test(test_hostile),
	        cmocka_unit_test(test_mustache_spec),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
