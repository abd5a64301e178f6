/* The run over all tests of a pack. */
#include "proof/rules_test.h"

#include "data/yaml.h"
#include "proof/reach.h"
#include "proof/trial.h"
#include "proof/wording_test.h"

struct run {
	const struct rules_tests *tests;
	struct arena *arena;
	struct arena *of_file; /* emptied after each file */
	struct arena *scratch; /* emptied after each test, so that thousands need the memory of one */
	struct diags *diags;
	struct rules_test_result *result;
	struct reaching reaching;
};

/* The violation that the answers name, else that of the file; NULL after a
 * diagnostic. */
static const struct violation *violation_of(struct run *r, const struct node *file, const struct node *test)
{
	const struct pack *pack = r->tests->pack;
	const struct node *own = node_get(file, STR("violation"));
	const struct node *named = node_get(node_get(test, STR("answers")), STR("violation"));
	const struct node *name = own ? own : named;
	uint32_t row = name ? pack_violation(pack, name->text, 0) : NO_ROW;
	if (!name)
		DIAG0(r->diags, TEST_WITHOUT_VIOLATION, node_get(test, STR("name"))->place);
	else if (row == NO_ROW)
		DIAG(r->diags, UNKNOWN_VIOLATION, name->place, name->text);
	else if (named && pack_violation(pack, named->text, 0) != row)
		DIAG(r->diags, TEST_OTHER_VIOLATION, named->place, own->text, named->text);
	else
		return &pack->violations[row];
	return NULL;
}

/* Mistakes in the answers come with their own places. */
static void say_why(struct run *r, struct trial *t)
{
	struct str name = node_get(t->node, STR("name"))->text;
	struct place place = node_get(t->node, STR("name"))->place;
	for (uint32_t i = 0; i < t->own.n; i++) {
		const struct diag *diag = &t->own.items[i];
		diag_add(r->diags, diag->message, diag->place.source ? diag->place : place, diag->args);
	}
	DIAG(r->diags, TEST_FAILS, place, name, trial_command(t));
}

static bool run_trial(struct run *r, struct trial *t)
{
	t->own.arena = t->arena;
	t->own.items = NULL;
	t->own.n = t->own.room = t->own.errors = 0;
	trial_draft(t);
	if (t->drafts[0])
		reach_note(&r->reaching, t->drafts[0]);
	trial_expect(t);
	if (t->failed)
		say_why(r, t);
	return !t->failed;
}

static bool run_test(struct run *r, const struct node *file, const struct node *test)
{
	struct trial trial = {
	        .tests = r->tests,
	        .list = node_get(file, STR("tests")),
	        .node = test,
	        .violation = violation_of(r, file, test),
	        .arena = r->scratch,
	        .own = *r->diags, /* for its sources */
	        .diags = r->diags,
	        .result = r->result,
	        .keep = r->arena,
	};
	bool ok = trial.violation && run_trial(r, &trial);
	arena_free(r->scratch);
	return ok;
}

static void run_file(struct run *r, uint32_t source)
{
	const struct node *file = yaml_read(r->of_file, r->diags, source);
	const struct node *tests = node_get(file, STR("tests"));
	if (node_get(file, STR("wording")))
		wording_test(r->result, r->tests->pack, file, r->scratch, r->diags);
	for (const struct node *m = tests ? tests->first : NULL; m; m = m->next)
		if (run_test(r, file, m))
			r->result->passed++;
		else
			r->result->failed++;
	arena_free(r->of_file);
}

void rules_test(struct rules_test_result *result, const struct rules_tests *tests, struct arena *arena,
                struct diags *diags)
{
	struct run r = {.tests = tests, .arena = arena, .diags = diags, .result = result};
	*result = (struct rules_test_result){0};
	r.of_file = arena_within(arena);
	r.scratch = arena_within(arena);
	reach_begin(&r.reaching, arena, tests->pack);
	for (uint32_t i = 0; i < tests->n_sources; i++)
		run_file(&r, tests->first_source + i);
	reach_end(&r.reaching, result->reach, diags);
}
