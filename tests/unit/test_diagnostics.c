/* Each file of tests/diagnostics provokes the message that it is called after,
 * and says itself what must come of it:
 *	# expect LINE:COLUMN ID "words of the message or its advice"
 * Exactly these diagnostics must come: one mistake, one message.  What cannot
 * hold a comment has its expectations in FILE.expect.
 *	rules/NAME.yaml            a violation, loaded with the small pack beside it
 *	rules/NAME.profile.yaml, NAME.common.yaml, NAME.wording.yaml
 *	                           sections that take the place of those in the
 *	                           pack's file; its others follow behind them
 *	answers/NAME.yaml, .json   an answers file for the small pack
 *	answers/NAME.pairs         KEY=VALUE lines; "@violation", "@language",
 *	                           "@limit" and "@explain" set the rest
 *	templates/NAME.txt         in place of letter.en.txt
 * NAME is a message's name in lower case with dashes, or that and .WORD. */
#define _DEFAULT_SOURCE
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "golden.h"

#define FOLDER       "tests/diagnostics/"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FIXTURES_MAX = 400, PAIRS_MAX = 16 };

/* 2026-11-20T09:00+08:00 */
static const int64_t now = 1795136400;

static struct arena arena;
static bool provoked[MESSAGE_COUNT];

/* -- messages by name ------------------------------------------------------------ */

static const struct {
	const char *name, *text, *help;
} messages[] = {
#define MESSAGE(name, id, level, en, zh, help_en, help_zh) {#name, en, help_en},
#include "base/messages.def"
#undef MESSAGE
};

/* What no file can provoke, or what a test below provokes. */
static const struct {
	enum message message;
	const char *why;
} exceptions[] = {
        {MSG_BROKEN_PACK, "the program and its rules are built together"},
        {MSG_SOURCE_TOO_BIG, "a file of 1 MiB: test_limits.c"},
        {MSG_YAML_TOO_MANY_ERRORS, "a hundred mistakes: test_yaml.c"},
        {MSG_TOO_MANY_ERRORS, "a thousand mistakes: test_limits.c"},
        {MSG_YAML_TOO_LONG, "a file of 100,000 items: test_limits.c"},
        {MSG_AMBIGUOUS_VIOLATION, "two violations of one name: tests/cli/usage.test.sh"},
        {MSG_TEST_FAILS, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_WITHOUT_VIOLATION, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_OTHER_VIOLATION, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_EXPECTS_NOTHING, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_NO_LETTER, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_SHOWS, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_SHOWS_OPEN, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_SHOWS_OTHER, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_NO_NOTE, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_HIDES, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_HAS, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_LACKS, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_BLANKS, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_EXIT, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_LANGUAGE, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_NO_SNAPSHOT, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_SNAPSHOT, "shensu test: tests/cli/test.test.sh"},
        {MSG_TEST_SAME_SNAPSHOT, "shensu test: tests/cli/test.test.sh"},
        {MSG_UNTESTED_TEXT, "shensu test: tests/cli/test.test.sh"},
        {MSG_UNTESTED_CHOICE, "shensu test: tests/cli/test.test.sh"},
        {MSG_UNTESTED_OUTCOME, "shensu test: tests/cli/test.test.sh"},
        {MSG_UNTESTED_EVIDENCE, "shensu test: tests/cli/test.test.sh"},
        {MSG_UNTESTED_REFUSAL, "shensu test: tests/cli/test.test.sh"},
        {MSG_WORDING_MISSED, "shensu test: tests/cli/lint.test.sh"},
        {MSG_WORDING_FOUND, "shensu test: tests/cli/lint.test.sh"},
        {MSG_UNTESTED_WORDING, "shensu test: tests/cli/lint.test.sh"},
        {MSG_UNKNOWN_LINT_STANCE, "shensu lint: tests/cli/lint.test.sh"},
        {MSG_BAD_ALLOWANCE, "shensu lint: tests/cli/lint.test.sh"},
        {MSG_UNKNOWN_WORDING, "shensu lint: tests/cli/lint.test.sh"},
        {MSG_UNKNOWN_WORDING_NEAR, "shensu lint: tests/cli/lint.test.sh"},
        {MSG_UNUSED_ALLOWANCE, "shensu lint: tests/cli/lint.test.sh"},
        {MSG_MANY_FINDINGS, "shensu lint: tests/unit/test_lint.c"},
#define MESSAGE(name, id, level, en, zh, help_en, help_zh) {MSG_##name, "rules that load: test_findings.c"},
#include "base/messages_proof.def"
#undef MESSAGE
};

/* "unknown-key-near" of UNKNOWN_KEY_NEAR. */
static struct str fixture_name(enum message message)
{
	struct buf out = {.arena = &arena};

	for (const char *p = messages[message].name; *p; p++)
		buf_char(&out, *p == '_' ? '-' : (char)(*p | (*p >= 'A' && *p <= 'Z' ? 32 : 0)));
	return buf_str(&out);
}

/* Whether `text` is `pattern` with anything for {0} to {3}. */
static bool is_formed(struct str text, struct str pattern)
{
	size_t open = 0;

	while (open < pattern.n &&
	       !(pattern.p[open] == '{' && open + 2 < pattern.n && pattern.p[open + 2] == '}'))
		open++;
	if (open == pattern.n)
		return str_eq(text, pattern);
	if (!str_starts(text, str_sub(pattern, 0, open)))
		return false;
	struct str rest = str_sub(pattern, open + 3, pattern.n);
	for (size_t at = open; at <= text.n; at++)
		if (is_formed(str_sub(text, at, text.n), rest))
			return true;
	return false;
}

static struct str str_of_text(shensu_text text)
{
	return (struct str){text.bytes, text.length};
}

static bool is_message(const shensu_diagnostic_info *info, enum message message)
{
	return !strcmp(info->id, message_id(message)) &&
	       is_formed(str_of_text(info->message), str_of(messages[message].text)) &&
	       is_formed(str_of_text(info->advice), str_of(messages[message].help));
}

/* -- fixtures --------------------------------------------------------------------- */

struct fixture {
	const char *folder, *file; /* "rules", "cycle.yaml" */
	const char *path;
	enum message message; /* that it is called after; MESSAGE_COUNT: none */
	struct str text;
};

static struct fixture fixtures[FIXTURES_MAX];
static size_t n_fixtures;

static const char *joined(const char *a, const char *b)
{
	struct buf out = {.arena = &arena};

	buf_add(&out, str_of(a));
	buf_add(&out, str_of(b));
	return arena_copy(&arena, buf_str(&out)).p;
}

static enum message message_of(struct str file)
{
	enum message best = MESSAGE_COUNT;
	size_t longest = 0;

	for (int i = 0; i < MESSAGE_COUNT; i++) {
		struct str name = fixture_name((enum message)i);
		if (name.n > longest && str_starts(file, name) && file.p[name.n] == '.') {
			best = (enum message)i;
			longest = name.n;
		}
	}
	return best;
}

static bool is_pack_file(const char *file)
{
	return !strcmp(file, "profile.yaml") || !strcmp(file, "common.yaml") || !strcmp(file, "plain.yaml") ||
	       !strcmp(file, "wording.yaml");
}

static void find_fixtures(const char *folder)
{
	const char *path = joined(joined(FOLDER, folder), "/");
	const struct dirent *entry;
	DIR *dir = opendir(path);

	while (dir && (entry = readdir(dir))) {
		struct str file = str_of(entry->d_name);
		if (file.p[0] == '.' || str_ends(file, STR(".expect")) || is_pack_file(entry->d_name))
			continue;
		assert_true(n_fixtures < FIXTURES_MAX);
		struct fixture *f = &fixtures[n_fixtures++];
		*f = (struct fixture){folder,
		                      joined("", entry->d_name),
		                      joined(path, entry->d_name),
		                      message_of(file),
		                      {NULL, 0}};
		f->text = file_read(&arena, f->path);
	}
	if (dir)
		closedir(dir);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct fixture *)a)->path, ((const struct fixture *)b)->path);
}

/* -- provoking --------------------------------------------------------------------- */

static shensu_file file_at(const char *path)
{
	struct str text = file_read(&arena, path);

	return (shensu_file){path, {text.p, text.n}};
}

static shensu_file pack_file(const char *name)
{
	return file_at(joined(FOLDER "rules/", name));
}

/* "slots" of "slots:"; empty for a line that begins no section. */
static struct str section_of(struct str line)
{
	bool inside = !line.n || line.p[0] == ' ' || line.p[0] == '#';

	return inside ? STR("") : str_sub(line, 0, str_find(line, STR(":"), 0));
}

static bool has_section(struct str text, struct str name)
{
	while (text.n > 0)
		if (str_eq(section_of(str_cut(&text, '\n')), name))
			return true;
	return false;
}

/* `own`, and behind it those sections of `text` that it does not have. */
static struct str merged(struct str own, struct str text)
{
	struct buf out = {.arena = &arena};
	bool keep = false;

	buf_add(&out, own);
	while (text.n > 0) {
		struct str line = str_cut(&text, '\n'), name = section_of(line);
		keep = name.n ? !has_section(own, name) : keep;
		buf_add(&out, keep ? line : STR(""));
		buf_add(&out, keep ? STR("\n") : STR(""));
	}
	return buf_str(&out);
}

/* The small pack with the fixture in it: sections of the profile or of the
 * common file, or a violation of its own. */
static bool use_pack(shensu *s, const struct fixture *own)
{
	shensu_file files[] = {pack_file("profile.yaml"), pack_file("common.yaml"), pack_file("wording.yaml"),
	                       pack_file("plain.yaml")};
	struct str file = str_of(own ? own->file : "");
	size_t row = str_ends(file, STR(".profile.yaml"))   ? 0
	             : str_ends(file, STR(".common.yaml"))  ? 1
	             : str_ends(file, STR(".wording.yaml")) ? 2
	                                                    : 3;

	if (own && row < 3) {
		struct str text = merged(own->text, str_of_text(files[row].content));
		files[row].content = (shensu_text){text.p, text.n};
	} else if (own) {
		files[row] = (shensu_file){own->path, {own->text.p, own->text.n}};
	}
	return shensu_use_rules(s, files, COUNT(files));
}

/* "@limit 3" and the like; otherwise a pair. */
struct asked {
	shensu_request request;
	const char *pairs[PAIRS_MAX], *explain;
};

static void read_setting(struct asked *asked, struct str line)
{
	struct str rest = line, key = str_cut(&rest, ' ');
	const char *value = arena_copy(&arena, rest).p;

	if (str_eq(key, STR("@violation")))
		asked->request.violation = value;
	else if (str_eq(key, STR("@language")))
		asked->request.language = value;
	else if (str_eq(key, STR("@limit")))
		asked->request.limit = (uint32_t)atoi(value);
	else if (str_eq(key, STR("@explain")))
		asked->explain = value;
	else
		fail_msg("unknown setting %.*s", (int)key.n, key.p);
}

static void read_pairs(struct asked *asked, struct str text)
{
	while (text.n > 0) {
		struct str line = str_cut(&text, '\n');
		if (!line.n || line.p[0] == '#')
			continue;
		if (line.p[0] == '@') {
			read_setting(asked, line);
			continue;
		}
		assert_true(asked->request.n_pairs < PAIRS_MAX);
		asked->pairs[asked->request.n_pairs++] = arena_copy(&arena, line).p;
	}
	asked->request.pairs = asked->pairs;
}

static void draft(shensu *s, const struct fixture *f)
{
	struct asked asked = {.request = {.now = now, .language = "en"}};
	shensu_file answers = {f->path, {f->text.p, f->text.n}};
	shensu_text out;

	if (str_ends(str_of(f->file), STR(".pairs")))
		read_pairs(&asked, f->text);
	else
		asked.request.answers = &answers;
	assert_true(use_pack(s, NULL));
	shensu_draft *d = shensu_draft_make(s, &asked.request);
	assert_true(d == NULL || !shensu_diagnostics(s));
	if (d && asked.explain)
		shensu_draft_explain(d, asked.explain, &out);
	else if (d)
		shensu_draft_write(d, SHENSU_LETTER_TXT, &out);
}

static void use_template(shensu *s, const struct fixture *f)
{
	shensu_file file = {"letter.en.txt", {f->text.p, f->text.n}};

	shensu_use_templates(s, &file, 1);
}

static shensu *provoke(const struct fixture *f)
{
	shensu_host host = {0};
	shensu *s = shensu_open(&host);

	if (!strcmp(f->folder, "rules"))
		use_pack(s, f);
	else if (!strcmp(f->folder, "answers"))
		draft(s, f);
	else
		use_template(s, f);
	return s;
}

/* -- expectations -------------------------------------------------------------------- */

struct expectation {
	uint32_t line, column;
	struct str id, words;
};

static uint32_t take_number(struct str *rest, char mark)
{
	uint64_t value = 0;

	if (!str_uint(str_cut(rest, mark), &value))
		fail_msg("an expectation is written: expect LINE:COLUMN ID \"words\"");
	return (uint32_t)value;
}

static struct expectation read_expectation(struct str line)
{
	struct expectation e;

	e.line = take_number(&line, ':');
	e.column = take_number(&line, ' ');
	e.id = str_trim(str_cut(&line, '"'));
	e.words = str_sub(line, 0, str_find(line, STR("\""), 0));
	return e;
}

/* The next expectation at or behind `*at`. */
static bool next_expectation(struct str text, size_t *at, struct expectation *out)
{
	struct str mark = STR(" expect ");
	size_t start = str_find(text, mark, *at);

	if (start == text.n)
		return false;
	size_t end = str_find(text, STR("\n"), start);
	*out = read_expectation(str_sub(text, start + mark.n, end));
	*at = end;
	return true;
}

static void show(const shensu_diagnostic_info *info)
{
	print_error("  %u:%u %s \"%.*s\" / \"%.*s\"\n", (unsigned)info->line, (unsigned)info->column,
	            info->id, (int)info->message.length, info->message.bytes, (int)info->advice.length,
	            info->advice.bytes);
}

static void show_all(shensu *s)
{
	shensu_diagnostic_info info;
	size_t n = shensu_diagnostics(s);

	print_error("what came:%s\n", n ? "" : " nothing");
	for (size_t i = 0; i < n; i++) {
		shensu_diagnostic(s, i, &info);
		show(&info);
	}
}

static bool is_expected(const shensu_diagnostic_info *info, const struct expectation *e)
{
	struct str message = str_of_text(info->message), advice = str_of_text(info->advice);
	bool words = str_find(message, e->words, 0) < message.n || str_find(advice, e->words, 0) < advice.n;

	return info->line == e->line && info->column == e->column && str_eq(e->id, str_of(info->id)) &&
	       (words || !e->words.n);
}

static bool as_expected(shensu *s, struct str text)
{
	struct expectation e;
	shensu_diagnostic_info info;
	size_t n = shensu_diagnostics(s), i = 0;

	for (size_t at = 0; next_expectation(text, &at, &e); i++) {
		if (i < n)
			shensu_diagnostic(s, i, &info);
		if (i >= n || !is_expected(&info, &e))
			return false;
	}
	return n > 0 && i == n;
}

static bool names_its_message(shensu *s, const struct fixture *f)
{
	shensu_diagnostic_info info;
	bool named = false;

	for (size_t i = 0; i < shensu_diagnostics(s); i++) {
		shensu_diagnostic(s, i, &info);
		named = named || is_message(&info, f->message);
	}
	return named;
}

static struct str expectations_of(const struct fixture *f)
{
	struct str aside = file_read(&arena, joined(f->path, ".expect"));

	return aside.p ? aside : f->text;
}

static void test_fixture(void **state)
{
	const struct fixture *f = *state;

	if (f->message == MESSAGE_COUNT)
		fail_msg("%s is called after no message", f->path);
	shensu *s = provoke(f);
	bool ok = as_expected(s, expectations_of(f)), named = names_its_message(s, f);
	if (!ok || !named)
		show_all(s);
	shensu_close(s);
	if (!ok)
		fail_msg("%s: not what it expects", f->path);
	if (!named)
		fail_msg("%s: not a word of %s", f->path, messages[f->message].name);
	provoked[f->message] = true;
}

/* -- what takes more than one file ------------------------------------------------------ */

static void expect_one(shensu *s, enum message message)
{
	shensu_diagnostic_info info = {.id = "", .message = {"", 0}, .advice = {"", 0}};

	if (shensu_diagnostics(s) == 1)
		shensu_diagnostic(s, 0, &info);
	if (!is_message(&info, message)) {
		show_all(s);
		fail_msg("expected one %s", messages[message].name);
	}
	provoked[message] = true;
	shensu_close(s);
}

static void read_pack(shensu_file files[3])
{
	files[0] = pack_file("profile.yaml");
	files[1] = pack_file("common.yaml");
	files[2] = pack_file("plain.yaml");
}

static shensu *opened(void)
{
	static const shensu_host host = {0};

	return shensu_open(&host);
}

static void test_missing_files(void **state)
{
	shensu_file files[3];

	(void)state;
	read_pack(files);
	for (int i = 0; i < 2; i++) {
		shensu *s = opened();
		shensu_file without[] = {files[!i], files[2]};
		assert_false(shensu_use_rules(s, without, 2));
		expect_one(s, MSG_MISSING_FILE);
	}
	shensu *s = opened();
	assert_false(shensu_use_rules(s, files, 2));
	expect_one(s, MSG_NO_VIOLATIONS);
}

static shensu_text with(shensu_text text, const char *from, const char *to)
{
	struct buf out = {.arena = &arena};
	struct str s = str_of_text(text), part = str_of(from);

	for (size_t at = 0, next; at < s.n; at = next + part.n) {
		next = str_find(s, part, at);
		buf_add(&out, str_sub(s, at, next));
		buf_add(&out, next < s.n ? str_of(to) : STR(""));
	}
	return (shensu_text){buf_str(&out).p, out.n};
}

static void test_other_violation(void **state)
{
	shensu_file files[4], answers = {"a.yaml", {"violation: other\n", 17}};
	shensu_request request = {.violation = "plain", .answers = &answers, .now = now};
	shensu *s = opened();

	(void)state;
	read_pack(files);
	files[3] =
	        (shensu_file){"other.yaml", with(files[2].content, "violation: plain", "violation: other")};
	assert_true(shensu_use_rules(s, files, 4));
	assert_null(shensu_draft_make(s, &request));
	expect_one(s, MSG_OTHER_VIOLATION);
}

static void test_unknown_finding(void **state)
{
	shensu *s = opened();
	shensu_text out;

	(void)state;
	assert_false(shensu_explain_finding(s, "gab", &out));
	expect_one(s, MSG_UNKNOWN_FINDING);
}

/* The small pack, written in a language that has no templates. */
static void test_missing_template(void **state)
{
	shensu_file files[3];
	const char *const pairs[] = {"stance=deny", "cause=weather"};
	shensu_request request = {.violation = "plain", .pairs = pairs, .n_pairs = 2, .now = now};
	shensu *s = opened();
	shensu_text out;

	(void)state;
	read_pack(files);
	for (int i = 0; i < 3; i++)
		files[i].content = with(files[i].content, "zh-CN", "fr");
	assert_true(shensu_use_rules(s, files, 3));
	shensu_draft *d = shensu_draft_make(s, &request);
	assert_non_null(d);
	assert_false(shensu_draft_write(d, SHENSU_LETTER_TXT, &out));
	expect_one(s, MSG_MISSING_TEMPLATE);
}

/* -- several mistakes, several violations ---------------------------------------------- */

static void expect_lines(shensu *s, const uint32_t *lines, size_t n)
{
	shensu_diagnostic_info info;
	bool same = shensu_diagnostics(s) == n;

	for (size_t i = 0; same && i < n; i++) {
		shensu_diagnostic(s, i, &info);
		same = info.line == lines[i];
	}
	if (!same)
		show_all(s);
	shensu_close(s);
	assert_true(same);
}

/* All in one run, in the order of the file. */
static void test_several(void **state)
{
	static const char own[] =
	        "format: 1\n"
	        "violation: plain\n"
	        "name: {zh-CN: 甲, en: A}\n"
	        "source: owm\n"
	        "paragraph: []\n"
	        "questions:\n"
	        "  a: {type: dat, label: {zh-CN: 甲, en: A}, ask: {zh-CN: 甲？, en: A?}}\n"
	        "  b: {type: date, label: {zh-CN: 乙, en: B}, ask: {zh-CN: 乙？, en: B?, de: B?}}\n"
	        "checks:\n"
	        "  c: {test: b < cc}\n"
	        "paragraphs:\n"
	        "  - {id: p, slot: fact, text: {zh-CN: \"{{x}}\", en: x}, advice: [\"1.2\"]}\n";
	static const uint32_t lines[] = {4, 5, 7, 8, 10, 12, 12, 12};
	shensu_file files[3];
	shensu *s = opened();

	(void)state;
	read_pack(files);
	files[2].content = (shensu_text){own, sizeof own - 1};
	assert_false(shensu_use_rules(s, files, 3));
	expect_lines(s, lines, COUNT(lines));
}

/* What is wrong in the common file is said once, whatever loads it. */
static void test_common_once(void **state)
{
	static const char wrong[] = "checks:\n"
	                            "  c: {test: letter_dat < received_at}\n"
	                            "  d: {test: letter_date < 5}\n"
	                            "evidence: {e: {name: {zh-CN: 甲}}}\n"
	                            "measures: {m: 1}\n"
	                            "reasons: {r: {name: {zh-CN: 甲, en: A}, when: {stance: denied}}}\n";
	static const uint32_t lines[] = {2, 3, 4, 5, 6};
	shensu_file files[5];
	shensu *s = opened();

	(void)state;
	read_pack(files);
	struct str common = merged(STR(wrong), str_of_text(files[1].content));
	files[1].content = (shensu_text){common.p, common.n};
	for (int i = 3; i < 5; i++) {
		const char *slug = i == 3 ? "three" : "four";
		files[i].name = joined(slug, ".yaml");
		files[i].content = with(files[2].content, "violation: plain", joined("violation: ", slug));
	}
	assert_false(shensu_use_rules(s, files, 5));
	expect_lines(s, lines, COUNT(lines));
}

static void test_every_message(void **state)
{
	bool whole = true;

	(void)state;
	for (size_t i = 0; i < COUNT(exceptions); i++)
		provoked[exceptions[i].message] = true;
	for (int i = 0; i < MESSAGE_COUNT; i++) {
		if (!provoked[i])
			print_error("no fixture for %s: %s\n", messages[i].name,
			            fixture_name((enum message)i).p);
		whole = whole && provoked[i];
	}
	assert_true(whole);
}

int main(void)
{
	static struct CMUnitTest tests[FIXTURES_MAX + 8];
	size_t n = 0;

	golden_memory(&arena);
	find_fixtures("rules");
	find_fixtures("answers");
	find_fixtures("templates");
	qsort(fixtures, n_fixtures, sizeof *fixtures, by_path);
	for (; n < n_fixtures; n++)
		tests[n] = (struct CMUnitTest){fixtures[n].path, test_fixture, NULL, NULL, &fixtures[n]};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_missing_files);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_other_violation);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_missing_template);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_unknown_finding);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_several);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_common_once);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_every_message);
	int failed = _cmocka_run_group_tests("diagnostics", tests, n, NULL, NULL);
	arena_free(&arena);
	return failed;
}
