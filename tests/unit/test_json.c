/* The JSON reader and writer.  Whether a text is JSON at all is also asked of
 * jansson, for a table and for some thousand damaged versions of one text. */
#include "reading.h"

#include "data/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct row {
	const char *text, *outcome;
};

static const struct row rows[] = {
        {"{}", "{}"},
        {" [ ] ", "[]"},
        {"[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]"
         ",[],[],[],[],[],[],[]]",
         "[[], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [], "
         "[], [], [], [], [], [], [], [], [], [], [], [], [], [], [], []]"},
        {"\xEF\xBB\xBF{\"a\": 1}", "{a: #1}"},
        {"{\"a\": [1, \"x\", true, false, null, {\"b\": {}}]}",
         "{a: [#1, \"x\", #true, #false, #, {b: {}}]}"},
        {"31.50", "#31.50"},
        {"690123456789012345678", "#690123456789012345678"},
        {"-0.0e+5", "#-0.0e+5"},
        {"[0, 1E5, 1e-5]", "[#0, #1E5, #1e-5]"},
        {"\"\\\"\\\\\\/\\n\\t\\u4e2d\\uD83D\\ude00\"", "\"\"\\/\n\t中😀\""},
        {"\"中文😀\"", "\"中文😀\""},
        {"\"\"", "\"\""},
        /* values */
        {"", "refused ! 1:1 <> json-value"},
        {"{\"a\":}", "refused ! 1:6 <}> json-value"},
        {"[1,]", "refused ! 1:4 <]> json-value"},
        {"[,1]", "refused ! 1:2 <,> json-value"},
        {"[1, True]", "refused ! 1:5 <True> json-value"},
        {"nul", "refused ! 1:1 <nul> json-value"},
        {"'a'", "refused ! 1:1 <'a'> json-value"},
        {"[", "refused ! 1:2 <> json-value"},
        {"// x", "refused ! 1:1 <//> json-value"},
        {"{\"a\":1,}", "refused ! 1:8 <}> json-key"},
        {"{a: 1}", "refused ! 1:2 <a> json-key"},
        {"{", "refused ! 1:2 <> json-key"},
        {"{\"a\" 1}", "refused ! 1:6 <1> json-colon"},
        {"{\"a\"}", "refused ! 1:5 <}> json-colon"},
        {"[1 2]", "refused ! 1:4 <2> json-end"},
        {"{\"a\": 1\n \"b\": 2}", "refused ! 2:2 <\"> json-end"},
        {"[1", "refused ! 1:3 <> json-end"},
        {"[1}", "refused ! 1:3 <}> json-end"},
        {"1 2", "refused ! 1:3 <2> json-trailing"},
        {"{}\n中", "refused ! 2:1 <中> json-trailing"},
        /* numbers */
        {"[01]", "refused ! 1:2 <01> json-number"},
        {"1.", "refused ! 1:1 <1.> json-number"},
        {".5", "refused ! 1:1 <.5> json-number"},
        {"+1", "refused ! 1:1 <+1> json-number"},
        {"-", "refused ! 1:1 <-> json-number"},
        {"1e", "refused ! 1:1 <1e> json-number"},
        {"[0x1F, 2]", "refused ! 1:2 <0x1F> json-number"},
        {"1年", "refused ! 1:1 <1年> json-number"},
        /* texts */
        {"[\"abc", "refused ! 1:2 <\"abc> json-string"},
        {"\"a\nb\"", "refused ! 1:1 <\"a> json-string"},
        {"\"a\tb\"", "refused ! 1:3 <\t> json-control"},
        {"\"\\x\"", "refused ! 1:2 <\\x> json-escape"},
        {"\"\\中\"", "refused ! 1:2 <\\中> json-escape"},
        {"\"\\u12g4\"", "refused ! 1:2 <\\u12> json-escape"},
        {"\"\\", "refused ! 1:2 <\\> json-escape"},
        {"\"a\\ud83d\"", "refused ! 1:3 <\\ud83d> json-surrogate"},
        {"\"\\ude00\"", "refused ! 1:2 <\\ude00> json-surrogate"},
        {"\"\\ud83d\\u0041\"", "refused ! 1:2 <\\ud83d> json-surrogate"},
        {"\"\\ud83d\\ud83d\"", "refused ! 1:2 <\\ud83d> json-surrogate"},
        {"\"\\ud83d\\n\"", "refused ! 1:2 <\\ud83d> json-surrogate"},
        /* characters */
        {"\"中\\u200b\"", "refused ! 1:3 <\\u200b> forbidden-character"},
        {"\"\\u0000\"", "refused ! 1:2 <\\u0000> forbidden-character"},
        {"\"\\r\"", "refused ! 1:2 <\\r> forbidden-character"},
        {"\"\\uFFFE\"", "refused ! 1:2 <\\uFFFE> forbidden-character"},
        {"[\"\x01\"]", "refused ! 1:3 <\x01> forbidden-character"},
        {"[\"\xE2\x80\xAE\"]", "refused ! 1:3 <\xE2\x80\xAE> forbidden-character"},
        {"[\"\xFF\"]", "refused ! 1:3 <\xFF> bad-utf8"},
        /* keys; these do not end the reading */
        {"{\"a\":1,\"b\":{\"c\":1,\"c\":2},\"\\u0061\":3}",
         "refused ! 1:19 <\"c\"> duplicate-key; 1:26 <\"\\u0061\"> duplicate-key"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct reading r;
		reading_begin(&r);
		const struct node *tree = json_read(&r.arena, &r.diags, reading_source(&r, rows[i].text));
		const char *outcome = show_outcome(&r, tree);
		if (strcmp(outcome, rows[i].outcome) != 0)
			fail_msg("for\n%s\ncame\n%s\ninstead of\n%s", rows[i].text, outcome, rows[i].outcome);
		reading_end(&r);
	}
}

static void test_all_messages_provoked(void **state)
{
	const char *outcomes[COUNT(rows)];
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		outcomes[i] = rows[i].outcome;
	assert_all_provoked("json-", outcomes, COUNT(outcomes));
}

static void test_places(void **state)
{
	static const char text[] = "{\"名\": [ 31.50, {\"k\" : \"中文 wrold\"} ]}";
	struct reading r;
	(void)state;
	reading_begin(&r);
	const struct node *tree = json_read(&r.arena, &r.diags, reading_source(&r, text));
	const struct node *list = tree->first, *map = list->last, *value = map->first;
	struct place place = node_place(&r.diags, value, 7, 12);
	struct str source = str_of(text);
	assert_true(str_eq(str_sub(source, list->place.start, list->place.end),
	                   STR("[ 31.50, {\"k\" : \"中文 wrold\"} ]")));
	assert_true(str_eq(str_sub(source, list->key_place.start, list->key_place.end), STR("\"名\"")));
	assert_true(str_eq(str_sub(source, list->first->place.start, list->first->place.end), STR("31.50")));
	assert_true(str_eq(str_sub(source, place.start, place.end), STR("wrold")));
	reading_end(&r);
}

/* -- the oracle ---------------------------------------------------------------- */

static bool jansson_accepts(const char *text)
{
	json_t *json =
	        json_loads(text, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_REJECT_DUPLICATES, NULL);
	json_decref(json);
	return json != NULL;
}

static bool we_accept(const char *text)
{
	struct reading r;
	reading_begin(&r);
	const struct node *tree = json_read(&r.arena, &r.diags, reading_source(&r, text));
	assert_true((tree == NULL) == (r.diags.errors > 0));
	reading_end(&r);
	return tree != NULL;
}

static void assert_agreement(const char *text)
{
	bool ours = we_accept(text), theirs = jansson_accepts(text);
	if (ours != theirs)
		fail_msg("%s, but jansson %s: %s", ours ? "accepted" : "refused",
		         theirs ? "accepts" : "refuses", text);
}

/* jansson refuses a byte-order mark and takes invisible characters. */
static bool is_comparable(const struct row *row)
{
	struct str outcome = str_of(row->outcome);
	return str_find(outcome, STR("forbidden"), 0) == outcome.n &&
	       !str_starts(str_of(row->text), STR("\xEF\xBB\xBF"));
}

static const char *const more[] = {"[[[[[]]]]]",
                                   "[1,2,3]",
                                   "{\"a\":{\"b\":[]}}",
                                   "tru",
                                   "truefalse",
                                   "[1]]",
                                   "{\"a\":1}}",
                                   "\"\\u00e9\"",
                                   "\"\\ud83d\\ude00\"",
                                   "[\"a\" , 1]",
                                   "{,}",
                                   "[1,,2]",
                                   "{\"a\":1 \"b\":2}",
                                   "-1.5e10",
                                   "--1",
                                   "1.5.5",
                                   "1e+",
                                   "[-]",
                                   "\n\t\r 1 \n",
                                   "\f1",
                                   "{1:2}",
                                   "\"",
                                   "]",
                                   ":",
                                   "{\"a\"::1}",
                                   "[\"\\\"]",
                                   "null",
                                   "-0",
                                   "00",
                                   "1 ,"};

static void test_oracle_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (is_comparable(&rows[i]))
			assert_agreement(rows[i].text);
	for (size_t i = 0; i < COUNT(more); i++)

		assert_agreement(more[i]);
}

/* One byte dropped, doubled, or replaced by each of the bytes that matter. */
static void test_oracle_damage(void **state)
{
	static const char good[] =
	        "{\"a\": [1.5e3, -0, true, null], \"b\\u4e2d\": {\"c\": \"x\\n\"}, \"d\": []}";
	static const char bytes[] = "{}[]\",:\\u0123.-+eE atn\n";
	char text[sizeof good + 1];
	(void)state;
	assert_true(we_accept(good));
	for (size_t at = 0; at + 1 < sizeof good; at++) {
		memcpy(text, good, at);
		memcpy(text + at, good + at + 1, sizeof good - at - 1);
		assert_agreement(text);
		memcpy(text, good, at + 1);
		memcpy(text + at + 1, good + at, sizeof good - at);
		assert_agreement(text);
		memcpy(text, good, sizeof good);
		for (size_t i = 0; i + 1 < sizeof bytes; i++) {
			text[at] = bytes[i];
			assert_agreement(text);
		}
	}
}

/* -- too much ------------------------------------------------------------------ */

static char *repeated(const char *piece, size_t times)
{
	size_t n = strlen(piece);
	char *text = calloc(1, n * times + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * n, piece, n);
	return text;
}

static void test_hostile(void **state)
{
	static const struct {
		const char *piece;
		size_t times;
		const char *outcome;
	} bombs[] = {
	        {"[", 200000, "refused ! 1:33 <[> too-deep"},
	        {"{\"a\":", 100000, "refused ! 1:161 <{> too-deep"},
	        {" ", 1048577, "refused ! 1:1 <> source-too-big"},
	        {" ", 1048576, "refused ! 1:1048577 <> json-value"},
	        {"\"", 100000, "refused ! 1:3 <\"> json-trailing"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(bombs); i++) {
		struct reading r;
		reading_begin(&r);
		char *text = repeated(bombs[i].piece, bombs[i].times);
		const struct node *tree = json_read(&r.arena, &r.diags, reading_source(&r, text));
		assert_string_equal(show_outcome(&r, tree), bombs[i].outcome);
		reading_end(&r);
		free(text);
	}
}

/* -- writing ------------------------------------------------------------------- */

static const char *written(struct reading *r, const struct node *tree)
{
	struct buf out = {.arena = &r->arena};
	json_write(&out, tree);
	return text_of(r, &out);
}

static void test_write(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	struct node *map = node_map(&r.arena, NULL, STR("")), *list;
	node_text(&r.arena, map, STR("text"), STR("\"\\\b\f\n\r\t\x01\x1F/中"));
	node_number(&r.arena, map, STR("n"), 18446744073709551615u);
	node_bool(&r.arena, map, STR("yes"), true);
	node_bool(&r.arena, map, STR("no"), false);
	list = node_list(&r.arena, map, STR("k\n"));
	node_map(&r.arena, list, STR(""));
	node_list(&r.arena, list, STR(""));
	node_text(&r.arena, list, STR(""), STR("true"));
	assert_string_equal(written(&r, map), "{\n"
	                                      "  \"text\": \"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/中\",\n"
	                                      "  \"n\": 18446744073709551615,\n"
	                                      "  \"yes\": true,\n"
	                                      "  \"no\": false,\n"
	                                      "  \"k\\n\": [\n"
	                                      "    {},\n"
	                                      "    [],\n"
	                                      "    \"true\"\n"
	                                      "  ]\n"
	                                      "}\n");
	assert_true(jansson_accepts(written(&r, map)));
	assert_string_equal(written(&r, node_map(&r.arena, NULL, STR(""))), "{}\n");
	reading_end(&r);
}

/* What is read and written means the same to jansson, and a second time
 * gives the same bytes. */
static void test_round_trip(void **state)
{
	static const char text[] =
	        "{\"a\":[1,2.5,\"\\u4e2d\\n\\\"\",true,false,null,[],{}],\"\":{\"b\":\"😀\"}}";
	struct reading r;
	(void)state;
	reading_begin(&r);
	const char *once = written(&r, json_read(&r.arena, &r.diags, reading_source(&r, text)));
	const char *twice = written(&r, json_read(&r.arena, &r.diags, reading_source(&r, once)));
	assert_string_equal(once, twice);
	json_t *before = json_loads(text, 0, NULL), *after = json_loads(once, 0, NULL);
	assert_true(json_equal(before, after));
	json_decref(before);
	json_decref(after);
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_rows),          cmocka_unit_test(test_all_messages_provoked),
	        cmocka_unit_test(test_places),        cmocka_unit_test(test_oracle_table),
	        cmocka_unit_test(test_oracle_damage), cmocka_unit_test(test_hostile),
	        cmocka_unit_test(test_write),         cmocka_unit_test(test_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
