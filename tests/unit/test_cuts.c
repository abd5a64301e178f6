/* The proof against brute force on the shipped rules, cut down until every case
 * can be tried (tests/cuts.txt): each is typed in, drafted, and its finished
 * letters are looked at (brute.h).
 *	test_cuts         the quick cuts (q); SHENSU_TEST_ALL=1: all of them
 *	test_cuts FOLDER  the cuts marked q or m, by the rules of FOLDER as they
 *	                  may be broken; prints what the proof found
 *
 * A cut keeps some answers of a question: one more refusal, which the proof
 * sees as well, excludes the others.  Facts that neither a condition nor a check
 * looks at are given all together or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "brute.h"
#include "core/value.h"
#include "golden.h"
#include "typed.h"

enum { CASES_MAX = 200000, VARS_MAX = 160, SCRATCH_BYTES = 1 << 20 };

static bool all;
static const char *folder; /* NULL: the shipped rules */

/* A row of cuts.txt. */
struct cut {
	struct str violation, mark, name, keeps;
};

/* A violation, cut, and all that is typed for it. */
struct cutting {
	const struct cut *cut;
	struct rulebook book;
	const struct violation *v;
	struct typing typing;
	struct inspector inspector;
	struct brute brute;
	struct memory few;
	struct arena scratch;          /* of some decisions */
	struct arena levels[VARS_MAX]; /* of the values that are tried for a variable */
	struct typed values[VARS_MAX][TYPED_MAX];
	uint32_t keep[VARS_MAX]; /* options; 0: all, and none */
	bool neutral[VARS_MAX];  /* facts that decide nothing */
	struct pair longest[VARS_MAX];
	struct answer answers[VARS_MAX];
	uint64_t tried;
};

static struct cutting c;

static void disagree(const char *what, const char *key, uint64_t proof, uint64_t brute)
{
	for (uint32_t i = 0; i < c.brute.n_pairs; i++)
		fprintf(stderr, "  %.*s: %.*s\n", (int)c.brute.pairs[i].key.n, c.brute.pairs[i].key.p,
		        (int)c.brute.pairs[i].value.n, c.brute.pairs[i].value.p);
	fail_msg("%.*s, %.*s: %s of '%s': proof %llu, brute force %llu", (int)c.cut->violation.n,
	         c.cut->violation.p, (int)c.cut->name.n, c.cut->name.p, what, key, (unsigned long long)proof,
	         (unsigned long long)brute);
}

/* -- cutting the text of the rules ------------------------------------------------------ */

/* The line of `text` that begins so, or the end. */
static size_t line_of(struct str text, struct str start, size_t from)
{
	for (size_t at = from; at < text.n;) {
		struct str rest = str_sub(text, at, text.n);
		if (str_starts(rest, start))
			return at;
		at += str_cut(&rest, '\n').n + 1;
	}
	return text.n;
}

static void insert(struct str *text, size_t at, struct str part)
{
	struct buf out = {.arena = &c.book.arena};
	buf_add(&out, str_sub(*text, 0, at));
	buf_add(&out, part);
	buf_add(&out, str_sub(*text, at, text->n));
	*text = buf_str(&out);
}

static void erase(struct str *text, size_t from, size_t to)
{
	struct buf out = {.arena = &c.book.arena};
	buf_add(&out, str_sub(*text, 0, from));
	buf_add(&out, str_sub(*text, to, text->n));
	*text = buf_str(&out);
}

/* The lines from `at` on that are deeper than `depth`, the first one included. */
static size_t end_of_entry(struct str text, size_t at, size_t depth)
{
	for (bool first = true; at < text.n; first = false) {
		struct str rest = str_sub(text, at, text.n), line = str_cut(&rest, '\n');
		size_t blanks = 0;
		while (blanks < line.n && line.p[blanks] == ' ')
			blanks++;
		if (!first && blanks <= depth && str_trim(line).n)
			break;
		at += line.n + 1;
	}
	return at;
}

/* A question that is never asked: its condition cannot hold. */
static bool drop(struct str *text, struct str key)
{
	struct buf start = {.arena = &c.book.arena};
	buf_add(&start, STR("  "));
	buf_add(&start, key);
	buf_add(&start, STR(":\n"));
	size_t at = line_of(*text, buf_str(&start), 0), end = end_of_entry(*text, at, 2);
	if (at == text->n)
		return false;
	size_t when = line_of(*text, STR("    when:"), at);
	if (when < end)
		erase(text, when, end_of_entry(*text, when, 4));
	insert(text, at + start.n, STR("    when: {all: [{stance: deny}, {not: {stance: deny}}]}\n"));
	return true;
}

static void refuse(struct str *text, struct str tests)
{
	static const char head[] =
	        "  cut: {say: {zh-CN: 不, en: n}, source: own, advice: [\"1.1\"], when: {any: [";
	struct buf entry = {.arena = &c.book.arena};
	size_t at = line_of(*text, STR("refuse:\n"), 0);
	bool has = at < text->n;
	buf_add(&entry, has ? STR("") : STR("refuse:\n"));
	buf_add(&entry, str_of(head));
	buf_add(&entry, tests);
	buf_add(&entry, STR("]}}\n"));
	insert(text, has ? at + STR("refuse:\n").n : line_of(*text, STR("paragraphs:\n"), 0),
	       buf_str(&entry));
}

/* -- what a cut keeps ----------------------------------------------------------------------- */

static bool is_among(struct str list, struct str word)
{
	while (list.n)
		if (str_eq(str_cut(&list, ','), word))
			return true;
	return false;
}

/* "{KEY: [OPTION, …]}" of those that are not kept; notes those that are. */
static void exclude(struct buf *out, struct str key, struct str values)
{
	const struct pack *pack = &c.book.pack;
	uint32_t var = pack_var(pack, c.v, key), keep = 0;
	struct buf others = {.arena = &c.book.arena};
	for (uint32_t i = 0; var != NO_ROW && i < pack->vars[var].options; i++) {
		struct str option = pack_option(pack, var, i);
		if (is_among(values, option) || (pack->vars[var].kind != VAR_QUESTION && i == EVIDENCE_NO)) {
			keep |= 1u << i;
			continue;
		}
		buf_add(&others, others.n ? STR(", ") : STR(""));
		buf_add(&others, option);
	}
	if (!others.n)
		return;
	c.keep[var - c.v->vars.first] = keep;
	struct str parts[] = {key, buf_str(&others)};
	buf_add(out, out->n ? STR(", ") : STR(""));
	buf_format(out, STR("{{0}: [{1}]}"), parts);
}

/* "measures.*": all that have not been named before. */
static void exclude_all(struct buf *out, struct str prefix, struct str values)
{
	for (uint32_t i = 0; i < c.v->vars.n; i++) {
		struct str name = pack_str(&c.book.pack, c.book.pack.vars[c.v->vars.first + i].name);
		if (str_starts(name, prefix) && !c.keep[i])
			exclude(out, name, values);
	}
}

static void drop_everywhere(struct str key)
{
	bool dropped = false;
	for (uint32_t i = 0; i < c.book.n; i++)
		dropped = drop(&c.book.texts[i], key) || dropped;
	if (!dropped)
		disagree("the question to leave out", key.p, 0, 0);
}

/* Of the violations only the one that is cut. */
static void keep_files(void)
{
	uint32_t n = 0, own = rulebook_file(&c.book, c.cut->violation);
	for (uint32_t i = 0; i < c.book.n; i++) {
		if (i != own && rule_kind(c.book.names[i]) == RULE_VIOLATION)
			continue;
		c.book.names[n] = c.book.names[i];
		c.book.texts[n++] = c.book.texts[i];
	}
	c.book.n = n;
}

static void apply(void)
{
	struct str keeps = c.cut->keeps;
	struct buf tests = {.arena = &c.book.arena};
	c.v = c.book.pack.violations;
	while (keeps.n) {
		struct str values = str_cut(&keeps, ' '), key = str_cut(&values, '=');
		key = arena_copy(&c.book.arena, key);
		if (str_eq(values, STR("-")))
			drop_everywhere(key);
		else if (str_ends(key, STR("*")))
			exclude_all(&tests, str_sub(key, 0, key.n - 1), values);
		else if (key.n)
			exclude(&tests, key, values);
	}
	if (tests.n)
		refuse(&c.book.texts[rulebook_file(&c.book, c.cut->violation)], buf_str(&tests));
}

/* False when the rules are broken: then there is nothing to be proved. */
static bool open_cut(const struct cut *cut)
{
	memset(&c, 0, sizeof c);
	c.cut = cut;
	assert_true(rulebook_read(&c.book, folder ? folder : "rules/douyin"));
	keep_files();
	if (!rulebook_load(&c.book))
		return false;
	apply();
	if (!rulebook_load(&c.book))
		disagree("loading", "the cut", 0, 0);
	rulebook_layouts(&c.book);
	c.v = c.book.pack.violations;
	assert_true(c.v->vars.n <= VARS_MAX);
	return true;
}

/* -- facts that decide nothing ----------------------------------------------------------------- */

/* A condition that holds for no stance: drop() wrote it. */
static bool is_dropped(uint32_t var)
{
	struct buf line = {.arena = &c.book.arena};
	buf_char(&line, ' ');
	buf_add(&line, pack_str(&c.book.pack, c.book.pack.vars[var].name));
	buf_add(&line, STR("=- "));
	struct buf keeps = {.arena = &c.book.arena};
	buf_char(&keeps, ' ');
	buf_add(&keeps, c.cut->keeps);
	buf_char(&keeps, ' ');
	return str_find(buf_str(&keeps), buf_str(&line), 0) < keeps.n;
}

/* Whether a check reads the fact that can come out at all. */
static bool is_checked(uint32_t var)
{
	const struct pack *pack = &c.book.pack;
	for (uint32_t i = c.v->vars.first; i < c.v->vars.first + c.v->vars.n; i++) {
		if (pack->vars[i].kind != VAR_CHECK)
			continue;
		struct range facts = pack->checks[pack->vars[i].row].facts;
		bool reads = false, live = true;
		for (uint32_t k = 0; k < facts.n; k++) {
			reads = reads || pack->numbers[facts.first + k] == var;
			live = live && !is_dropped(pack->numbers[facts.first + k]);
		}
		if (reads && live)
			return true;
	}
	return false;
}

static bool is_tested(uint32_t var)
{
	for (uint32_t i = 0; i < c.book.pack.n_conds; i++)
		if (c.book.pack.conds[i].op == COND_TEST && c.book.pack.conds[i].var == var)
			return true;
	return false;
}

static void find_neutral(void)
{
	for (uint32_t i = 0; i < c.v->vars.n; i++) {
		uint32_t var = c.v->vars.first + i;
		const struct question *q = pack_question(&c.book.pack, var);
		c.neutral[i] = typed_is_fact(&c.typing, var) && !q->optional && !pack_is_today(q) &&
		               !is_checked(var) && !is_tested(var);
		if (c.neutral[i])
			c.longest[i] = typed_longest(&c.typing, var).pair;
	}
}

/* -- every case ------------------------------------------------------------------------------------ */

static void type_in(const struct typed *typed)
{
	uint32_t i = typed->var - c.v->vars.first;
	c.answers[i] = typed->answer;
	if (typed->pair.key.n)
		c.brute.pairs[c.brute.n_pairs++] = typed->pair;
}

/* The case as it is, and once more with the facts that decide nothing. */
static void look(const struct kase *kase)
{
	uint32_t n = c.brute.n_pairs;
	struct decisions d;
	decide(&d, &c.scratch, kase);
	if (++c.tried > CASES_MAX)
		disagree("number of cases", "the cut", CASES_MAX, c.tried);
	brute_look(&c.brute);
	for (uint32_t i = 0; i < c.v->vars.n; i++)
		if (c.neutral[i] && decide_open(&d, c.v->vars.first + i))
			c.brute.pairs[c.brute.n_pairs++] = c.longest[i];
	if (c.brute.n_pairs > n)
		brute_look(&c.brute);
	c.brute.n_pairs = n;
}

static bool is_allowed(struct decisions *d, const struct typed *typed)
{
	const struct pack *pack = &c.book.pack;
	const struct question *q = pack_question(pack, typed->var);
	const struct var *v = &pack->vars[typed->var];
	uint32_t keep = c.keep[typed->var - c.v->vars.first];
	if (!typed->pair.key.n && !typed->answer.given)
		return !keep || v->kind != VAR_QUESTION;
	if (keep && typed->answer.options & ~keep)
		return false;
	if (typed->pair.key.n && q && q->has_default && q->choices.n &&
	    typed->answer.options == 1u << q->usual)
		return false; /* it counts without being typed */
	for (uint32_t i = 0; i < v->options; i++) {
		uint32_t when = v->kind == VAR_REASON ? pack->reasons[v->row + i].when
		                : q && q->choices.n   ? pack->choices[q->choices.first + i].when
		                                      : 0;
		if (typed->answer.options & 1u << i && decide_cond(d, when) != TRUE)
			return false;
	}
	return true;
}

/* All sets of the options that are kept. */
static uint32_t all_sets(uint32_t var, struct typed *out)
{
	const struct pack *pack = &c.book.pack;
	uint32_t keep = c.keep[var - c.v->vars.first], n = 1;
	out[0] = (struct typed){.var = var, .answer = c.typing.usual[var - c.v->vars.first]};
	for (uint32_t set = 1; set < 1u << pack->vars[var].options && n < TYPED_MAX; set++) {
		struct buf value = {.arena = c.typing.arena};
		if (keep && set & ~keep)
			continue;
		for (uint32_t i = 0; i < pack->vars[var].options; i++)
			if (set & 1u << i) {
				buf_add(&value, value.n ? STR(", ") : STR(""));
				buf_add(&value, pack_option(pack, var, i));
			}
		out[n++] = typed_read(&c.typing, pack_str(pack, pack->vars[var].name), buf_str(&value));
	}
	return n;
}

static bool is_multi(uint32_t var)
{
	const struct question *q = pack_question(&c.book.pack, var);
	return q && q->type == TYPE_MULTI;
}

/* Nothing is gained by an answer to what is certainly irrelevant. */
static bool is_skipped(struct decisions *d, uint32_t var)
{
	return c.neutral[var - c.v->vars.first] || decide_var(d, var).relevant == FALSE;
}

/* The values to try; none: the variable is passed over. */
static uint32_t values_at(uint32_t at, const struct kase *kase)
{
	struct typed *values = c.values[at];
	struct decisions d;
	uint32_t var = c.typing.order[at], n, kept = 0;
	if (c.scratch.memory->used > SCRATCH_BYTES)
		arena_free(&c.scratch);
	decide(&d, &c.scratch, kase);
	if (is_skipped(&d, var))
		return 0;
	arena_free(&c.levels[at]);
	c.typing.arena = &c.levels[at];
	n = is_multi(var) ? all_sets(var, values) : typed_values(&c.typing, kase, var, values);
	for (uint32_t i = 0; i < n; i++)
		if (is_allowed(&d, &values[i]))
			values[kept++] = values[i];
	return kept;
}

static void look_from(uint32_t at)
{
	struct kase kase = {.pack = &c.book.pack, .violation = c.v, .answers = c.answers};
	uint32_t n_pairs = c.brute.n_pairs, n = at < c.typing.n ? values_at(at, &kase) : 0;
	if (at == c.typing.n) {
		look(&kase);
		return;
	}
	if (!n)
		look_from(at + 1);
	for (uint32_t i = 0; i < n; i++) {
		type_in(&c.values[at][i]);
		look_from(at + 1);
		c.brute.n_pairs = n_pairs;
	}
	c.answers[c.typing.order[at] - c.v->vars.first] =
	        c.typing.usual[c.typing.order[at] - c.v->vars.first];
}

/* -- a cut -------------------------------------------------------------------------------------------- */

/* What mutations.sh compares. */
static void list(const struct proof *proof)
{
	for (uint32_t i = 0; folder && i < proof->n; i++) {
		const struct finding *f = &proof->findings[i];
		printf("%.*s: %s %.*s %.*s\n", (int)c.cut->name.n, c.cut->name.p, message_id(f->message),
		       (int)f->args[0].n, f->args[0].p, (int)f->args[1].n, f->args[1].p);
	}
}

static void test_cut(const struct cut *cut)
{
	struct memory memory;
	struct arena arena = {.memory = &memory};
	struct proof proof;
	rulebook_memory(&memory);
	if (!open_cut(cut)) {
		rulebook_close(&c.book);
		return;
	}
	int64_t today = civil_days((struct civil){2026, 8, 22});
	struct verify_options options = {.has_now = true, .now = today};
	typing_begin(&c.typing, &arena, &c.book.pack, c.v, today);
	inspector_begin(&c.inspector, &c.book, c.v, today * DAY_SECONDS);
	for (int i = 0; i < VARS_MAX; i++)
		c.levels[i].memory = &memory;
	rulebook_memory(&c.few);
	c.scratch.memory = &c.few;
	brute_begin(&c.brute, &arena, &c.book.pack, c.v, today);
	c.brute.inspector = &c.inspector;
	c.brute.disagree = disagree;
	memcpy(c.answers, c.typing.usual, c.v->vars.n * sizeof *c.answers);
	find_neutral();
	look_from(0);
	verify_pack(&proof, &arena, &c.book.pack, &options);
	struct agreement agreement = brute_compare(&c.brute, &proof);
	list(&proof);
	print_message("%-20.*s %-44.*s %7llu cases, %6u complete, %u questions, %u findings\n",
	              (int)cut->violation.n, cut->violation.p, (int)cut->name.n, cut->name.p,
	              (unsigned long long)c.tried, c.brute.cases.n, agreement.compared, agreement.findings);
	brute_end(&c.brute);
	for (int i = 0; i < VARS_MAX; i++)
		arena_free(&c.levels[i]);
	arena_free(&c.scratch);
	inspector_end(&c.inspector);
	arena_free(&arena);
	rulebook_close(&c.book);
}

static bool read_cut(struct str *rest, struct cut *cut)
{
	struct str line = str_cut(rest, '\n');
	cut->violation = str_cut(&line, '|');
	cut->mark = str_cut(&line, '|');
	cut->name = str_cut(&line, '|');
	cut->keeps = line;
	return line.n > 0 && !str_starts(cut->violation, STR("#"));
}

static bool is_wanted(const struct cut *cut)
{
	bool quick = str_eq(cut->mark, STR("q"));
	return folder ? cut->mark.n > 0 : all || quick;
}

static void test_cuts(void **state)
{
	struct memory memory;
	struct arena arena = {.memory = &memory};
	struct cut cut;
	uint32_t n = 0;
	(void)state;
	rulebook_memory(&memory);
	struct str rest = file_read(&arena, "tests/cuts.txt");
	while (rest.n) {
		if (!read_cut(&rest, &cut) || !is_wanted(&cut))
			continue;
		test_cut(&cut);
		n++;
	}
	assert_true(n > 0);
	arena_free(&arena);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cuts)};
	all = getenv("SHENSU_TEST_ALL") != NULL;
	if (argc > 1)
		folder = argv[1];
	return cmocka_run_group_tests_name("cuts", tests, NULL, NULL);
}
