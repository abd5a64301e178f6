/* The shipped rules against brute force: every case that differs in at most two
 * answers from a test that stands beside the rules, and random complete cases,
 * drafted in every language; the finished letters are inspected (inspect.h).
 *	test_shipped        a sample, by chance with a fixed seed
 *	test_shipped 1/2    all, of every second violation from the first on
 *	                    (SHENSU_TEST_ALL=1: all of every violation)
 *
 * Two cases of one shape have the same texts, the same places filled with the
 * same options, and the same things open: their letters differ in typed facts
 * only.  Of each shape the first case is drafted; all are counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/value.h"
#include "data/json.h"
#include "data/yaml.h"
#include "golden.h"
#include "inspect.h"
#include "render/view.h"
#include "seen.h"
#include "typed.h"

enum { QUICK_NEAR = 1200, QUICK_RANDOM = 300, RANDOM = 2000, VARS_MAX = 160, TESTS_MAX = 1000 };
enum { SCRATCH_BYTES = 1 << 20, NOON = 9 * 3600 };

static bool all;
static uint32_t part, parts = 1;
static struct rulebook book;
static int64_t now;

/* -- chance -------------------------------------------------------------------------- */

static uint32_t seed = 2463534242u;

static uint32_t roll(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

/* -- what is known of a violation -------------------------------------------------------- */

/* The answers of a test, by variable. */
struct base {
	const struct typed *typed[VARS_MAX];
};

struct tour {
	const struct violation *v;
	struct memory memory;
	struct arena arena;   /* of the violation */
	struct arena scratch; /* of some cases */
	struct typing typing;
	struct inspector inspector;
	struct seen shapes;
	struct typed open[VARS_MAX]; /* by variable: not answered */
	struct base *bases;
	uint32_t n_bases, n_tests; /* the tests beside the rules; then those of tests/cases */
	uint64_t near, drafts, complete, refused;
};

/* A case: its answers as typed, by variable, and as read. */
struct one {
	const struct typed *typed[VARS_MAX];
	struct answer answers[VARS_MAX];
	struct kase kase;
	struct decisions decisions;
};

static void answer(const struct tour *t, struct one *one, const struct typed *typed)
{
	uint32_t i = typed->var - t->v->vars.first;
	one->typed[i] = typed;
	one->answers[i] = typed->answer;
}

static void start(const struct tour *t, struct one *one, const struct base *base)
{
	one->kase = (struct kase){.pack = &book.pack, .violation = t->v, .answers = one->answers};
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		answer(t, one, base->typed[i]);
}

/* -- one case, through the ordinary draft -------------------------------------------------- */

/* What the case is typed in with. */
static uint32_t pairs_of(const struct tour *t, const struct one *one, struct pair *pairs)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		if (one->typed[i]->pair.key.n)
			pairs[n++] = one->typed[i]->pair;
	return n;
}

static struct str render(struct tour *t, const struct template *layout, const struct node *view)
{
	struct buf out = {.arena = &t->scratch};
	template_render(&out, layout, view, ESCAPE_NONE);
	return buf_str(&out);
}

static bool is_blocked(const struct draft *draft)
{
	for (uint32_t i = 0; i < draft->n_shown; i++)
		if (book.pack.texts[draft->shown[i].text].blocks)
			return true;
	return false;
}

static bool is_complete(const struct tour *t, struct decisions *d)
{
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		if (decide_open(d, t->v->vars.first + i))
			return false;
	return true;
}

static void fail_case(const struct finished *f)
{
	for (uint32_t i = 0; i < f->n_typed; i++)
		fprintf(stderr, "  %.*s: %.*s\n", (int)f->typed[i].key.n, f->typed[i].key.p,
		        (int)f->typed[i].value.n, f->typed[i].value.p);
	fprintf(stderr, "%.*s\n%.*s\n", (int)f->letter.n, f->letter.p, (int)f->form.n, f->form.p);
	fail_msg("%s", f->wrong);
}

static void look_at_letter(struct tour *t, struct decisions *d, uint32_t language, const struct pair *pairs,
                           uint32_t n)
{
	struct draft draft;
	struct draft_options options = {language, book.pack.profile->form_limit, now};
	draft_make(&draft, &t->scratch, d, &options);
	struct node *view = view_draft(&t->scratch, &draft);
	struct finished f = {
	        .letter = render(t, book.letters[language], view),
	        .notes = render(t, book.notes[language], view),
	        .form = draft.form.words,
	        .language = language,
	        .stance = d->stance,
	        .complete = is_complete(t, d),
	        .ready = draft.ready,
	        .supplement = decide_supplement(d) != FALSE,
	        .blocked = is_blocked(&draft),
	        .typed = pairs,
	        .n_typed = n,
	};
	t->complete += f.complete;
	t->drafts++;
	if (!inspect(&t->inspector, &f))
		fail_case(&f);
}

enum fate { DRAFTS, REFUSED, IMPOSSIBLE };

static enum fate fate_of(struct tour *t, struct decisions *d, struct diags *diags)
{
	struct range refusals = t->v->refusals;
	enum fate fate = DRAFTS;
	if (!decide_consistent(d, &t->scratch, diags) || !decide_needed(d, &t->scratch, diags, 0))
		return IMPOSSIBLE;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++) {
		enum truth truth = decide_cond(d, book.pack.refusals[i].when);
		if (truth == TRUE)
			return REFUSED;
		fate = truth == FALSE ? fate : IMPOSSIBLE;
	}
	return fate;
}

/* Types the answers in. */
static enum fate draft_case(struct tour *t, const struct one *one)
{
	struct pair pairs[VARS_MAX];
	uint32_t n = pairs_of(t, one, pairs);
	struct kase kase = {.pack = &book.pack, .violation = t->v};
	struct decisions decisions;
	struct diags diags;
	diags_init(&diags, &t->scratch);
	if (!case_read(&kase, &t->scratch, &diags, NULL, pairs, n, now / DAY_SECONDS))
		return IMPOSSIBLE;
	decide(&decisions, &t->scratch, &kase);
	enum fate fate = fate_of(t, &decisions, &diags);
	for (uint32_t i = 0; fate == DRAFTS && i < book.pack.n_languages; i++)
		look_at_letter(t, &decisions, i, pairs, n);
	return fate;
}

/* -- shapes ----------------------------------------------------------------------------------- */

static void note_places(struct range body, uint32_t first, bool *printed)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++)
		if (book.pack.pieces[i].kind == PIECE_VAR)
			printed[book.pack.pieces[i].var - first] = true;
}

/* Which texts show, and what else decides what a slot says that none fills. */
static uint64_t shape_of_texts(const struct tour *t, struct decisions *d, uint64_t shape, bool *printed)
{
	uint32_t first = t->v->vars.first;
	for (uint32_t i = 0; i < t->v->texts.n; i++) {
		const struct text *text = &book.pack.texts[t->v->texts.first + i];
		enum truth truth = decide_text(d, t->v->texts.first + i);
		if (truth == FALSE)
			continue;
		shape = seen_blend(shape, i * 2 + (truth == TRUE));
		if (truth == UNKNOWN)
			shape = seen_blend(shape, why_unknown(d, text->when));
		for (uint32_t k = 0; truth == TRUE && k < book.pack.n_languages; k++)
			note_places(book.pack.bodies[text->bodies + k], first, printed);
		for (uint32_t k = 0; truth == TRUE && k < text->shorts.n; k++)
			note_places(book.pack.bodies[text->shorts.first + k], first, printed);
	}
	return shape;
}

static uint64_t shape_of_var(struct decisions *d, uint32_t var, bool printed)
{
	struct state s = decide_var(d, var);
	enum var_kind kind = (enum var_kind)book.pack.vars[var].kind;
	uint32_t value = s.relevant == TRUE && s.known ? s.options : 0;
	uint64_t shape = decide_open(d, var);
	if (printed || kind == VAR_EVIDENCE || kind == VAR_REASON)
		shape |= (uint64_t)value << 1;
	return shape;
}

/* How long ago each deadline began: late, or not yet. */
static uint64_t shape_of_time(const struct tour *t, struct decisions *d, uint64_t shape)
{
	struct range deadlines = t->v->deadlines;
	for (uint32_t i = deadlines.first; i < deadlines.first + deadlines.n; i++) {
		const struct answer *from = case_answer(d->kase, book.pack.deadlines[i].from);
		int64_t hours = from->given ? (now - from->a) / 3600 : INT32_MAX;
		shape = seen_blend(shape, (uint64_t)hours);
	}
	return seen_blend(shape, decide_supplement(d));
}

static uint64_t shape_of(const struct tour *t, struct decisions *d)
{
	bool printed[VARS_MAX] = {false};
	uint64_t shape = shape_of_texts(t, d, seen_blend(1, d->stance), printed);
	shape = shape_of_time(t, d, shape);
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		shape = seen_blend(shape, shape_of_var(d, t->v->vars.first + i, printed[i]));
	return shape;
}

/* Drafts the case unless one of its shape was. */
static void look(struct tour *t, struct one *one)
{
	struct diags diags;
	if (t->scratch.memory->used > SCRATCH_BYTES)
		arena_free(&t->scratch);
	diags_init(&diags, &t->scratch);
	decide(&one->decisions, &t->scratch, &one->kase);
	t->near++;
	enum fate fate = fate_of(t, &one->decisions, &diags);
	t->refused += fate == REFUSED;
	if (fate == DRAFTS && seen_add(&t->shapes, shape_of(t, &one->decisions)))
		assert_int_equal(draft_case(t, one), DRAFTS);
}

/* -- what differs in two answers ------------------------------------------------------------------ */

/* All single changes of a test's answers. */
struct changes {
	struct typed items[VARS_MAX][TYPED_MAX];
	uint32_t n[VARS_MAX];
	/* by variable and change: the variables that are then certainly irrelevant */
	bool (*idle)[TYPED_MAX][VARS_MAX];
};

static bool is_same(const struct typed *a, const struct typed *b)
{
	return str_eq(a->pair.key, b->pair.key) && str_eq(a->pair.value, b->pair.value);
}

/* The other values that a variable can have beside the rest of the case. */
static uint32_t others(const struct tour *t, const struct one *one, uint32_t i, struct typed *out)
{
	uint32_t n = typed_values(&t->typing, &one->kase, t->v->vars.first + i, out), kept = 0;
	if (book.pack.vars[t->v->vars.first + i].kind == VAR_CHECK)
		return 0;
	for (uint32_t k = 0; k < n; k++)
		if (!is_same(&out[k], one->typed[i]))
			out[kept++] = out[k];
	return kept;
}

static void look_at_one(struct tour *t, struct one *one, struct changes *c, uint32_t i)
{
	const struct typed *before = one->typed[i];
	for (uint32_t k = 0; k < c->n[i]; k++) {
		answer(t, one, &c->items[i][k]);
		look(t, one);
		for (uint32_t m = 0; m < t->v->vars.n; m++)
			c->idle[i][k][m] =
			        decide_var(&one->decisions, t->v->vars.first + m).relevant == FALSE;
	}
	answer(t, one, before);
}

/* Facts that are compared: the second one's values are beside the first one's new one. */
static void look_at_compared(struct tour *t, struct one *one, uint32_t k)
{
	struct typed values[TYPED_MAX];
	const struct typed *before = one->typed[k];
	uint32_t n = others(t, one, k, values);
	for (uint32_t i = 0; i < n; i++) {
		answer(t, one, &values[i]);
		look(t, one);
	}
	answer(t, one, before);
}

/* An answer that is irrelevant beside the other change changes nothing more. */
static void look_at_two(struct tour *t, struct one *one, struct changes *c, uint32_t i, uint32_t k)
{
	uint32_t first = t->v->vars.first;
	const struct typed *before[] = {one->typed[i], one->typed[k]};
	bool compared = typed_compared(&t->typing, first + i, first + k);
	for (uint32_t a = 0; a < c->n[i]; a++) {
		answer(t, one, &c->items[i][a]);
		if (compared)
			look_at_compared(t, one, k);
		for (uint32_t b = 0; !c->idle[i][a][k] && b < c->n[k]; b++) {
			if (c->idle[k][b][i])
				continue;
			answer(t, one, &c->items[k][b]);
			look(t, one);
			answer(t, one, before[1]);
		}
	}
	answer(t, one, before[0]);
}

static void find_changes(struct tour *t, const struct one *one, struct changes *c)
{
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		c->n[i] = others(t, one, i, c->items[i]);
}

static void look_around(struct tour *t, const struct base *base, struct changes *c, bool two)
{
	struct one one;
	struct arena own = {.memory = &t->memory}, *arena = t->typing.arena;
	t->typing.arena = &own;
	start(t, &one, base);
	find_changes(t, &one, c);
	look(t, &one);
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		look_at_one(t, &one, c, i);
	for (uint32_t i = 0; two && i < t->v->vars.n; i++)
		for (uint32_t k = i + 1; k < t->v->vars.n; k++)
			look_at_two(t, &one, c, i, k);
	arena_free(&own);
	t->typing.arena = arena;
}

/* Two changes by chance of a test by chance. */
static void look_near(struct tour *t)
{
	struct one one;
	struct typed values[2][TYPED_MAX];
	start(t, &one, &t->bases[roll(t->n_bases)]);
	for (int i = 0; i < 2; i++) {
		uint32_t n = others(t, &one, roll(t->v->vars.n), values[i]);
		if (n)
			answer(t, &one, &values[i][roll(n)]);
	}
	look(t, &one);
}

/* -- complete cases by chance ---------------------------------------------------------------------- */

/* Whether the conditions of all its options hold. */
static bool is_allowed(struct decisions *d, const struct typed *typed)
{
	const struct question *q = pack_question(&book.pack, typed->var);
	const struct var *v = &book.pack.vars[typed->var];
	for (uint32_t i = 0; i < v->options; i++) {
		uint32_t when = v->kind == VAR_REASON ? book.pack.reasons[v->row + i].when
		                : q && q->choices.n   ? book.pack.choices[q->choices.first + i].when
		                                      : 0;
		if (typed->answer.options & 1u << i && decide_cond(d, when) != TRUE)
			return false;
	}
	return true;
}

/* One option after the other, so that they are few or many. */
static bool choose_several(const struct tour *t, struct one *one, struct typed *out)
{
	uint32_t var = out->var, i = var - t->v->vars.first;
	for (uint32_t k = 0; k < book.pack.vars[var].options; k++) {
		struct typed values[TYPED_MAX];
		uint32_t n = typed_values(&t->typing, &one->kase, var, values), pick = 1 + roll(n - 1);
		if (is_allowed(&one->decisions, &values[pick])) {
			*out = values[pick];
			one->answers[i] = out->answer;
		}
	}
	return out->pair.key.n > 0;
}

static bool choose(const struct tour *t, struct one *one, struct typed *out)
{
	uint32_t var = out->var, n_allowed = 0;
	const struct question *q = pack_question(&book.pack, var);
	struct typed values[TYPED_MAX];
	if (q && q->type == TYPE_MULTI)
		return choose_several(t, one, out);
	bool may_skip = !q || q->optional || pack_is_today(q);
	uint32_t n = typed_values(&t->typing, &one->kase, var, values);
	for (uint32_t i = may_skip ? 0 : 1; i < n; i++)
		if (!values[i].pair.key.n || is_allowed(&one->decisions, &values[i]))
			values[n_allowed++] = values[i];
	if (!n_allowed || (book.pack.vars[var].kind == VAR_REASON && roll(3)))
		return false;
	*out = values[roll(n_allowed)];
	return out->pair.key.n > 0;
}

/* False when the rules refuse the case, or leave a question without an option. */
static bool look_at_random(struct tour *t)
{
	struct one one;
	struct base nothing;
	uint64_t complete = t->complete;
	struct typed *chosen = arena_many(&t->scratch, struct typed, t->v->vars.n + 1);
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		nothing.typed[i] = &t->open[i];
	start(t, &one, &nothing);
	for (uint32_t i = 0; i < t->typing.n; i++) {
		uint32_t var = t->typing.order[i];
		decide(&one.decisions, &t->scratch, &one.kase);
		chosen[i] = t->open[var - t->v->vars.first];
		if (decide_var(&one.decisions, var).relevant == TRUE && choose(t, &one, &chosen[i]))
			answer(t, &one, &chosen[i]);
	}
	enum fate fate = draft_case(t, &one);
	assert_int_not_equal(fate, IMPOSSIBLE);
	return fate == DRAFTS && t->complete == complete + book.pack.n_languages;
}

static void look_at_chance(struct tour *t, uint32_t wanted)
{
	struct arena *arena = t->typing.arena;
	t->typing.arena = &t->scratch;
	uint32_t tries = 0;
	for (uint32_t done = 0; done < wanted; tries++) {
		arena_free(&t->scratch);
		done += look_at_random(t);
		assert_true(tries < 50 * wanted);
	}
	t->typing.arena = arena;
}

/* -- the tests beside the rules ----------------------------------------------------------------------- */

static void add_base(struct tour *t, const struct node *answers)
{
	struct base *base = &t->bases[t->n_bases];
	struct typed *typed = arena_many(&t->arena, struct typed, VARS_MAX);
	uint32_t n = typed_tree(&t->typing, answers, typed, VARS_MAX);
	assert_true(t->n_bases++ < TESTS_MAX);
	for (uint32_t i = 0; i < t->v->vars.n; i++)
		base->typed[i] = &t->open[i];
	for (uint32_t i = 0; i < n; i++)
		base->typed[typed[i].var - t->v->vars.first] = &typed[i];
}

/* Those of its own file, and those of the common one that name it. */
static void find_bases(struct tour *t)
{
	struct str slug = pack_str(&book.pack, t->v->slug);
	for (uint32_t i = 0; i < book.n; i++) {
		const struct node *own = node_get(book.trees[i], STR("violation"));
		const struct node *tests = node_get(book.trees[i], STR("tests"));
		for (const struct node *m = tests ? tests->first : NULL; m; m = m->next) {
			const struct node *answers = node_get(m, STR("answers"));
			const struct node *named = node_get(answers, STR("violation"));
			const struct node *name = own ? own : named;
			if (name && str_eq(name->text, slug))
				add_base(t, answers);
		}
	}
}

/* And the folders of tests/cases, which are whole letters: cases that differ in one answer. */
static void find_golden(struct tour *t)
{
	struct golden *golden = arena_many(&t->arena, struct golden, GOLDEN_MAX);
	size_t n = golden_find(&t->arena, golden);
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(golden[i].answers.name);
		struct str text = {golden[i].answers.content.bytes, golden[i].answers.content.length};
		uint32_t source = diags_source(&book.diags, name, text);
		bool json = str_ends(name, STR(".json"));
		const struct node *tree = json ? json_read(&t->arena, &book.diags, source)
		                               : yaml_read(&t->arena, &book.diags, source);
		const struct node *named = node_get(tree, STR("violation"));
		if (named &&
		    pack_violation(&book.pack, named->text, 0) == (uint32_t)(t->v - book.pack.violations))
			add_base(t, tree);
	}
}

static void begin(struct tour *t, const struct violation *v)
{
	*t = (struct tour){.v = v};
	rulebook_memory(&t->memory);
	t->arena.memory = t->scratch.memory = &t->memory;
	assert_true(v->vars.n <= VARS_MAX);
	typing_begin(&t->typing, &t->arena, &book.pack, v, now / DAY_SECONDS);
	inspector_begin(&t->inspector, &book, v, now);
	for (uint32_t i = 0; i < v->vars.n; i++)
		t->open[i] = (struct typed){.var = v->vars.first + i, .answer = t->typing.usual[i]};
	t->bases = arena_many(&t->arena, struct base, TESTS_MAX);
	find_bases(t);
	t->n_tests = t->n_bases;
	find_golden(t);
	assert_true(t->n_bases > 0);
}

static void look_at_all(struct tour *t)
{
	struct changes *c = calloc(1, sizeof *c);
	c->idle = calloc(VARS_MAX, sizeof *c->idle);
	for (uint32_t i = 0; i < t->n_bases; i++)
		look_around(t, &t->bases[i], c, i < t->n_tests);
	free(c->idle);
	free(c);
	look_at_chance(t, RANDOM);
}

static void look_at_sample(struct tour *t)
{
	uint32_t n = book.pack.n_violations;
	for (uint32_t i = 0; i < QUICK_NEAR / n; i++)
		look_near(t);
	look_at_chance(t, QUICK_RANDOM / n);
}

/* Nothing holds only because it never met its subject. */
static uint32_t met[MET_COUNT];

static void note_met(const struct tour *t)
{
	for (int i = 0; i < MET_COUNT; i++)
		met[i] += t->inspector.met[i] > 0;
}

static void test_violation(const struct violation *v)
{
	static struct tour t;
	struct str slug = pack_str(&book.pack, v->slug);
	begin(&t, v);
	if (all)
		look_at_all(&t);
	else
		look_at_sample(&t);
	note_met(&t);
	print_message("%-20.*s %3u tests, %9llu cases near them, %7u shapes, %7llu letters, %llu of complete "
	              "cases\n",
	              (int)slug.n, slug.p, t.n_bases, (unsigned long long)t.near, t.shapes.n,
	              (unsigned long long)t.drafts, (unsigned long long)t.complete);
	seen_clear(&t.shapes);
	inspector_end(&t.inspector);
	arena_free(&t.scratch);
	arena_free(&t.arena);
}

static void test_shipped(void **state)
{
	(void)state;
	assert_true(rulebook_read(&book, "rules/douyin") && rulebook_load(&book));
	rulebook_layouts(&book);
	now = civil_days((struct civil){2026, 11, 20}) * DAY_SECONDS + NOON;
	for (uint32_t i = part; i < book.pack.n_violations; i += parts)
		test_violation(&book.pack.violations[i]);
	for (int i = 0; i < MET_COUNT; i++)
		assert_true(met[i] > 0);
	rulebook_close(&book);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped)};
	all = argc > 1 || getenv("SHENSU_TEST_ALL");
	if (argc > 1 && (sscanf(argv[1], "%u/%u", &part, &parts) != 2 || part < 1 || part > parts))
		return 2;
	part -= argc > 1;
	return cmocka_run_group_tests_name("shipped", tests, NULL, NULL);
}
