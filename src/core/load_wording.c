/* wording.yaml: what a letter should not say.  Its words become rows that
 * are sorted by their first character, so that a text is read once. */
#include "core/find.h"
#include "core/load.h"

#include <stdlib.h>

#define GET(node, key) node_get((node), STR(key))

static uint32_t language_of(struct loader *l, const struct node *node)
{
	struct pack view = build_view(&l->build);
	uint32_t row = pack_language(&view, load_text(l, node));
	if (node && node->kind == NODE_TEXT && row == NO_ROW)
		DIAG(l->diags, UNKNOWN_LANGUAGE, node->place, node->text);
	return row == NO_ROW ? 0 : row;
}

static uint32_t load_stances(struct loader *l, const struct node *list)
{
	uint32_t mask = 0;
	for (const struct node *m = load_items(l, list); m; m = m->next)
		mask |= 1u << load_word_of(l, m, l->stances, l->n_stances);
	if (list && list->kind == NODE_LIST && !list->count)
		DIAG(l->diags, EMPTY_LIST, list->place, list->key);
	return list ? mask : ANY_STANCE;
}

static uint32_t load_kinds(struct loader *l, const struct node *list)
{
	struct str names[FIND_COUNT];
	uint32_t mask = 0;
	for (int i = 0; i < FIND_COUNT; i++)
		names[i] = find_name((enum find_kind)i);
	for (const struct node *m = load_items(l, list); m; m = m->next)
		mask |= 1u << load_word_of(l, m, names, FIND_COUNT);
	return mask;
}

static void check_tests(struct loader *l, const struct node *tests)
{
	if (!tests || !fields_check(l, MAP_wording_tests, tests))
		return;
	for (const struct node *list = tests->first; list; list = list->next)
		for (const struct node *m = list->kind == NODE_LIST ? list->first : NULL; m; m = m->next)
			load_text(l, m);
}

static bool finds_something(const struct node *node)
{
	return fields_named(MAP_wording_rule, node, STR("words")) ||
	       fields_named(MAP_wording_rule, node, STR("find")) ||
	       fields_named(MAP_wording_rule, node, STR("banned"));
}

static void load_rule_words(struct loader *l, const struct node *node, uint32_t rule, uint32_t stances)
{
	const struct node *words = GET(node, "words"), *except = GET(node, "except");
	if (words)
		load_sayings(l, words, (struct saying){.rule = rule});
	if (except)
		load_sayings(l, except, (struct saying){.rule = rule, .except = true});
	if (load_flag(l, GET(node, "banned")))
		load_banned_sayings(l, rule, stances);
	if (!finds_something(node))
		DIAG(l->diags, FINDS_NOTHING, node->key_place, node->key);
}

static void load_rule(struct loader *l, const struct node *node)
{
	static const struct str levels[] = {{"error", 5}, {"warning", 7}, {"note", 4}};
	struct wording w = {.place = node->key_place};
	if (!fields_check(l, MAP_wording_rule, node))
		return;
	w.id = load_name(l, node->key, node->key_place);
	w.level = (uint8_t)load_word_of(l, GET(node, "level"), levels, 3);
	w.outside_quotes = load_flag(l, GET(node, "outside-quotes"));
	w.answers = load_flag(l, GET(node, "answers"));
	w.stances = load_stances(l, GET(node, "stances"));
	w.kinds = load_kinds(l, GET(node, "find"));
	w.why = load_words(l, GET(node, "why"));
	w.better = load_words(l, GET(node, "better"));
	load_rule_words(l, node, build_wordings(&l->build, w), w.stances);
	check_tests(l, GET(node, "tests"));
}

static int by_head(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	int head = (x->head > y->head) - (x->head < y->head);
	return head ? head : (x->codes.first > y->codes.first) - (x->codes.first < y->codes.first);
}

void load_wording(struct loader *l, const struct node *file)
{
	const struct node *except = GET(file, "except");
	if (!file || !fields_check(l, MAP_wording, file))
		return;
	l->build.profile[0].han = language_of(l, GET(file, "han"));
	l->build.profile[0].latin = language_of(l, GET(file, "latin"));
	if (except)
		load_sayings(l, except, (struct saying){.rule = NO_ROW, .except = true});
	for (const struct node *m = load_members(l, GET(file, "rules")); m; m = m->next)
		load_rule(l, m);
	if (l->build.n_sayings)
		qsort(l->build.sayings, l->build.n_sayings, sizeof *l->build.sayings, by_head);
}
