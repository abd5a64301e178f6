/* What a proof says when it cannot decide, and that each of its messages is
 * explained and provoked.  What it finds: tests/mutations.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/pack_load.h"
#include "golden.h"
#include "proof/report.h"
#include "shensu.h"

static struct arena arena;

static const struct {
	enum message message;
	const char *id;
} proof_messages[] = {
#define MESSAGE(name, id, level, en, zh, help_en, help_zh) {MSG_##name, id},
#include "base/messages_proof.def"
#undef MESSAGE
};

enum { N_MESSAGES = sizeof proof_messages / sizeof *proof_messages };

static bool ends(const char *name, const char *ending)
{
	return str_ends(str_of(name), str_of(ending));
}

static void load(struct pack *pack, struct diags *diags)
{
	size_t n;
	uint32_t n_rules = 0;
	const shensu_file *files = shensu_builtin_files(&n);
	struct rule_file *rules = arena_many(&arena, struct rule_file, n);

	diags_init(diags, &arena);
	for (size_t i = 0; i < n; i++) {
		if (strncmp(files[i].name, "rules/", 6) != 0 || !ends(files[i].name, ".yaml"))
			continue;
		struct str name = str_of(files[i].name),
		           text = {files[i].content.bytes, files[i].content.length};
		rules[n_rules++] = (struct rule_file){name, diags_source(diags, name, text)};
	}
	assert_true(pack_open(pack, pack_load(&arena, diags, rules, n_rules)));
}

static struct report proved(uint32_t node_cap)
{
	struct pack *pack = arena_new(&arena, struct pack);
	struct diags *diags = arena_new(&arena, struct diags);
	struct proof *proof = arena_new(&arena, struct proof);
	struct verify_options options = {.node_cap = node_cap};

	load(pack, diags);
	verify_pack(proof, &arena, pack, &options);
	return (struct report){.arena = &arena, .diags = diags, .proof = proof};
}

static bool says(struct str text, const char *words)
{
	return str_find(text, str_of(words), 0) < text.n;
}

static bool is_open(const struct proof *proof, struct str violation)
{
	for (uint32_t i = 0; i < proof->n; i++)
		if (proof->findings[i].message == MSG_NOT_PROVED &&
		    str_eq(proof->findings[i].violation, violation))
			return true;
	return false;
}

/* Open questions are findings, for every violation, and "proved" is not said. */
static void test_capped(void **state)
{
	struct report report = proved(50);

	(void)state;
	assert_true(report.proof->n_violations > 1);
	for (uint32_t i = 0; i < report.proof->n_violations; i++)
		assert_true(is_open(report.proof, report.proof->violations[i].violation));
	assert_false(says(report_coverage(&report), "proved"));
	const struct node *said = node_get(report_json(&report), STR("proved"));
	assert_true(str_eq(said->text, STR("false")));
}

static void test_proved(void **state)
{
	struct report report = proved(0);

	(void)state;
	assert_int_equal(report.proof->n, 0);
	assert_true(says(report_coverage(&report), "This is proved of the rules' own words"));
	report.language = MESSAGE_ZH;
	assert_true(says(report_coverage(&report), "以上结论针对规则自身的文字"));
}

static void test_every_message_is_explained(void **state)
{
	struct buf out = {.arena = &arena};

	(void)state;
	for (int i = 0; i < N_MESSAGES; i++) {
		assert_true(report_explain(&out, str_of(proof_messages[i].id), MESSAGE_EN));
		assert_true(report_explain(&out, str_of(proof_messages[i].id), MESSAGE_ZH));
	}
	assert_false(report_explain(&out, STR("gab"), MESSAGE_EN));
}

static void test_every_message_has_a_mutation(void **state)
{
	struct str mutations = file_read(&arena, "tests/mutations.txt");

	(void)state;
	for (int i = 0; i < N_MESSAGES; i++) {
		struct buf field = {.arena = &arena};
		struct str id = str_of(proof_messages[i].id);
		buf_format(&field, STR("|{0}|"), &id);
		if (proof_messages[i].message != MSG_NOT_PROVED &&
		    !says(mutations, arena_copy(&arena, buf_str(&field)).p))
			fail_msg("no mutation for %s", proof_messages[i].id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_capped),
	        cmocka_unit_test(test_proved),
	        cmocka_unit_test(test_every_message_is_explained),
	        cmocka_unit_test(test_every_message_has_a_mutation),
	};

	golden_memory(&arena);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
