/* The lowest layer: views, UTF-8, arenas, buffers, places and diagnostics. */
#include "reading.h"

#include "base/utf8.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void assert_str(struct str s, const char *expected)
{
	if (!str_eq(s, str_of(expected)))
		fail_msg("'%.*s' instead of '%s'", (int)s.n, s.p, expected);
}

/* -- views ------------------------------------------------------------------ */

static void test_compare(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {{"", "", 0},     {"a", "a", 0},  {"a", "b", -1}, {"ab", "b", -1},
	            {"a", "ab", -1}, {"ab", "a", 1}, {"", "a", -1},  {"中", "a", 1}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int order = str_compare(str_of(rows[i].a), str_of(rows[i].b));
		assert_int_equal((order > 0) - (order < 0), rows[i].order);
		assert_int_equal(str_eq(str_of(rows[i].a), str_of(rows[i].b)), rows[i].order == 0);
	}
}

static void test_find(void **state)
{
	static const struct {
		const char *s, *part;
		size_t from, at;
	} rows[] = {{"abcabc", "c", 0, 2}, {"abcabc", "c", 3, 5}, {"abc", "x", 0, 3}, {"abc", "", 1, 1},
	            {"", "a", 0, 0},       {"abc", "abcd", 0, 3}, {"abc", "c", 9, 3}, {"aab", "ab", 0, 1}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(str_find(str_of(rows[i].s), str_of(rows[i].part), rows[i].from), rows[i].at);
}

static void test_pieces(void **state)
{
	struct str rest = STR("a=b=c");
	(void)state;
	assert_str(str_of(NULL), "");
	assert_str(str_sub(STR("abc"), 1, 2), "b");
	assert_str(str_sub(STR("abc"), 2, 9), "c");
	assert_str(str_sub(STR("abc"), 9, 1), "");
	assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
	assert_str(str_trim(STR(" \n")), "");
	assert_true(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
	assert_str(str_cut(&rest, '='), "a");
	assert_str(rest, "b=c");
	assert_str(str_cut(&rest, ':'), "b=c");
	assert_str(rest, "");
}

static void test_uint(void **state)
{
	static const struct {
		const char *s;
		bool good;
		uint64_t value;
	} rows[] = {{"0", true, 0},
	            {"007", true, 7},
	            {"18446744073709551615", true, UINT64_MAX},
	            {"18446744073709551616", false, 0},
	            {"99999999999999999999", false, 0},
	            {"", false, 0},
	            {"-1", false, 0},
	            {"1 ", false, 0},
	            {"１", false, 0}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t value = 0;
		assert_int_equal(str_uint(str_of(rows[i].s), &value), rows[i].good);
		if (rows[i].good)
			assert_int_equal(value, rows[i].value);
	}
}

static void test_nearest(void **state)
{
	static const struct str names[] = {{"invoice.date", 12}, {"stance", 6},
	                                   {"brand_status", 12}, {"no", 2},
	                                   {"date", 4},          {"data", 4}};
	static const struct {
		const char *word, *nearest;
	} rows[] = {{"invoice.dat", "invoice.date"},
	            {"stnace", "stance"},
	            {"stanxyz", ""},
	            {"datx", "date"},
	            {"on", "no"},
	            {"xyz", ""},
	            {"", ""},
	            {"brandstatus", "brand_status"},
	            {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_str(str_nearest(str_of(rows[i].word), names, COUNT(names)), rows[i].nearest);
}

/* -- UTF-8 ------------------------------------------------------------------- */

static void test_utf8_malformed(void **state)
{
	static const struct {
		const char *s;
		size_t bad;
	} rows[] = {
	        {"abc", 3},
	        {"中文€😀", 13},
	        {"a\x80", 1},            /* continuation without a lead */
	        {"a\xC0\x80", 1},        /* overlong */
	        {"\xC1\xBF", 0},         /* overlong */
	        {"\xE0\x9F\xBF", 0},     /* overlong */
	        {"\xF0\x8F\xBF\xBF", 0}, /* overlong */
	        {"\xED\xA0\x80", 0},     /* surrogate */
	        {"\xF4\x90\x80\x80", 0}, /* above U+10FFFF */
	        {"\xF5\x80\x80\x80", 0},
	        {"ab\xE4\xB8", 2}, /* cut off */
	        {"\xE4\xB8x", 0},
	        {"\xBF\xBF", 0},
	        {"\xFF", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(utf8_check(str_of(rows[i].s)), rows[i].bad);
}

static void test_utf8_round_trip(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		char bytes[4];
		size_t at = 0;
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		struct str s = {bytes, utf8_encode(code, bytes)};
		uint32_t again = utf8_next(s, &at);
		if (again != code || at != s.n)
			fail_msg("U+%X came back as U+%X", (unsigned)code, (unsigned)again);
	}
}

static void test_utf8_lengths(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(STR("a中😀\n")), 4);
	assert_int_equal(utf8_count(STR("a\xFF\xFF")), 3);
	assert_int_equal(utf8_form_length(STR("a中😀\n")), 1 + 1 + 2 + 2);
	assert_int_equal(utf8_form_length(STR("")), 0);
}

static void test_utf8_forbidden(void **state)
{
	static const uint32_t bad[] = {0,      0x0A,   0x1F,   0x7F,   0x85,    0x9F,     0xAD,   0x61C,
	                               0x200B, 0x200F, 0x2028, 0x202E, 0x2060,  0x2069,   0xFEFF, 0xFFFE,
	                               0xFFFF, 0xFDD0, 0xD800, 0xFFF9, 0x1FFFE, 0x10FFFF, 0xE0041};
	static const uint32_t good[] = {' ',    '~',    0xA0,    0x4E2D, 0x3000,
	                                0xFF01, 0x200D, 0x1F600, 0x2014, 0xFFFD};
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_true(utf8_forbidden(bad[i]));
	for (size_t i = 0; i < COUNT(good); i++)
		assert_false(utf8_forbidden(good[i]));
}

/* -- memory ------------------------------------------------------------------ */

static void test_arena_bytes(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	for (size_t n = 0; n < 300; n++) {
		unsigned char *p = arena_alloc(&r.arena, n * 1000);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n * 1000; i++)
			assert_true(p[i] == 0);
		memset(p, 0xAA, n * 1000);
	}
	reading_end(&r);
}

static void test_arena_grow(void **state)
{
	struct reading r;
	uint32_t *items = NULL, room = 0;
	(void)state;
	reading_begin(&r);
	for (uint32_t n = 0; n < 5000; n++) {
		items = arena_grow(&r.arena, items, n, &room, sizeof *items);
		items[n] = n;
	}
	for (uint32_t n = 0; n < 5000; n++)
		assert_int_equal(items[n], n);
	struct str copy = arena_copy(&r.arena, STR("text"));
	assert_string_equal(copy.p, "text");
	reading_end(&r);
}

static void append_a(void *arg)
{
	strcat(arg, "a");
}

static void append_b(void *arg)
{
	strcat(arg, "b");
}

static void test_arena_defer(void **state)
{
	struct reading r;
	char notes[8] = "";
	(void)state;
	reading_begin(&r);
	arena_defer(&r.arena, append_a, notes);
	arena_defer(&r.arena, append_b, notes);
	arena_free(&r.arena);
	assert_string_equal(notes, "ba");
	reading_end(&r);
	assert_string_equal(notes, "ba");
}

static jmp_buf over;

static void jump(void *host)
{
	*(bool *)host = true;
	longjmp(over, 1);
}

static void test_arena_limit(void **state)
{
	static bool called;
	static struct memory memory;
	static struct arena a, b;
	(void)state;
	memory = (struct memory){.limit = 1 << 20, .exhausted = jump, .host = &called};
	a = b = (struct arena){.memory = &memory};
	arena_alloc(&a, 500000);
	arena_alloc(&b, 400000);
	assert_false(called);
	if (setjmp(over) == 0)
		arena_alloc(&b, 200000);
	assert_true(called);
	arena_free(&a);
	called = false;
	arena_alloc(&b, 200000);
	assert_false(called);
	if (setjmp(over) == 0)
		arena_alloc(&b, SIZE_MAX - 8);
	assert_true(called);
	arena_free(&b);
	assert_int_equal(memory.used, 0);
}

static void test_buf(void **state)
{
	static const struct str args[] = {{"x", 1}, {"中", 3}};
	struct reading r;
	(void)state;
	reading_begin(&r);
	struct buf out = {.arena = &r.arena};
	assert_str(buf_str(&out), "");
	buf_format(&out, STR("{0} {1}{0} {{0}: {a} {} {"), args);
	assert_str(buf_str(&out), "x 中x {x: {a} {} {");
	out.n = 0;
	buf_uint(&out, 0);
	buf_char(&out, ' ');
	buf_uint(&out, UINT64_MAX);
	assert_str(buf_str(&out), "0 18446744073709551615");
	for (int i = 0; i < 100000; i++)
		buf_add(&out, STR("0123456789"));
	assert_int_equal(out.n, 22 + 1000000);
	assert_str(str_sub(buf_str(&out), out.n - 10, out.n), "0123456789");
	reading_end(&r);
}

/* -- places ------------------------------------------------------------------ */

static void test_positions(void **state)
{
	static const char text[] = "a中b\r\nc\rd\n\n末";
	static const struct {
		const char *at;
		uint32_t line, column;
	} rows[] = {{"a", 1, 1}, {"b", 1, 3}, {"c", 2, 1}, {"d", 3, 1}, {"末", 5, 1}};
	struct reading r;
	(void)state;
	reading_begin(&r);
	uint32_t n = reading_source(&r, text);
	const struct source *source = &r.diags.sources[n];
	assert_int_equal(source->n_lines, 5);
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t line, column, offset = (uint32_t)(strstr(text, rows[i].at) - text);
		source_position(source, offset, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
		assert_int_equal(source_offset(source, line - 1, column - 1), offset);
	}
	assert_str(source_line(source, 1), "a中b");
	assert_str(source_line(source, 2), "c");
	assert_str(source_line(source, 4), "");
	assert_str(source_line(source, 5), "末");
	assert_str(source_line(source, 6), "");
	assert_str(source_line(source, 0), "");
	assert_int_equal(source_offset(source, 9, 0), sizeof text - 1);
	reading_end(&r);
}

static void test_byte_order_mark(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	assert_str(r.diags.sources[reading_source(&r, "\xEF\xBB\xBFx")].text, "x");
	reading_end(&r);
}

/* -- diagnostics -------------------------------------------------------------- */

static void test_diags(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	uint32_t a = reading_source(&r, "one two"), b = reading_source(&r, "three");
	DIAG(&r.diags, DUPLICATE_KEY, ((struct place){b, 0, 5}), STR("x"), STR("1"));
	DIAG0(&r.diags, YAML_TAB, ((struct place){a, 4, 7}));
	DIAG0(&r.diags, BAD_UTF8, ((struct place){a, 4, 7}));
	DIAG0(&r.diags, YAML_TAB, ((struct place){a, 0, 3}));
	DIAG0(&r.diags, YAML_TAB, ((struct place){a, 4, 7}));
	DIAG(&r.diags, DUPLICATE_KEY, ((struct place){b, 0, 5}), STR("y"), STR("1"));
	assert_int_equal(r.diags.errors, 6);
	assert_string_equal(show_diags(&r), "1:1 <one> yaml-tab; 1:5 <two> yaml-tab; 1:5 <two> bad-utf8; "
	                                    "1:1 <three> duplicate-key; 1:1 <three> duplicate-key");
	struct buf out = {.arena = &r.arena};
	message_text(&out, r.diags.items[4].message, MESSAGE_EN, r.diags.items[4].args);
	assert_str(buf_str(&out), "the key 'y' stands twice");
	reading_end(&r);
}

static void check_sentence(struct reading *r, enum message message, enum message_language language)
{
	static const struct str args[MESSAGE_ARGS] = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}};
	struct buf text = {.arena = &r->arena}, help = {.arena = &r->arena};
	message_text(&text, message, language, args);
	message_help(&help, message, language, args);
	struct str both[] = {buf_str(&text), buf_str(&help)};
	assert_true(text.n > 0);
	for (int i = 0; i < 2; i++)
		if (str_ends(both[i], STR(".")) || str_ends(both[i], STR("。")) ||
		    utf8_check(both[i]) != both[i].n)
			fail_msg("%s: '%.*s'", message_id(message), (int)both[i].n, both[i].p);
}

static void test_messages(void **state)
{
	struct reading r;
	(void)state;
	reading_begin(&r);
	for (int i = 0; i < MESSAGE_COUNT; i++) {
		const char *id = message_id((enum message)i);
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
		check_sentence(&r, (enum message)i, MESSAGE_EN);
		check_sentence(&r, (enum message)i, MESSAGE_ZH);
	}
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_compare),         cmocka_unit_test(test_find),
	        cmocka_unit_test(test_pieces),          cmocka_unit_test(test_uint),
	        cmocka_unit_test(test_nearest),         cmocka_unit_test(test_utf8_malformed),
	        cmocka_unit_test(test_utf8_round_trip), cmocka_unit_test(test_utf8_lengths),
	        cmocka_unit_test(test_utf8_forbidden),  cmocka_unit_test(test_arena_bytes),
	        cmocka_unit_test(test_arena_grow),      cmocka_unit_test(test_arena_defer),
	        cmocka_unit_test(test_arena_limit),     cmocka_unit_test(test_buf),
	        cmocka_unit_test(test_positions),       cmocka_unit_test(test_byte_order_mark),
	        cmocka_unit_test(test_diags),           cmocka_unit_test(test_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
