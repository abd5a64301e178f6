/* See wording_test.h. */
#include "proof/wording_test.h"

#include "core/lint.h"

struct sentences {
	struct rules_test_result *result;
	const struct pack *pack;
	struct arena *scratch;
	struct diags *diags;
	uint32_t rule, stance;
};

/* The rule's first remark, or NULL. */
static const struct remark *remark_of(const struct sentences *s, const struct remarks *remarks)
{
	for (uint32_t i = 0; i < remarks->n; i++)
		if (remarks->items[i].rule == s->rule)
			return &remarks->items[i];
	return NULL;
}

static bool try_sentence(struct sentences *s, const struct node *node, bool finds)
{
	struct lint_options options = {.stance = s->stance, .language = NO_ROW};
	struct str id = pack_str(s->pack, s->pack->wordings[s->rule].id);
	struct remarks remarks;
	lint(&remarks, s->scratch, s->pack, node->text, &options);
	const struct remark *r = remark_of(s, &remarks);
	if (finds && !r)
		DIAG(s->diags, WORDING_MISSED, node->place, id);
	if (!finds && r)
		DIAG(s->diags, WORDING_FOUND, node->place, id, str_sub(node->text, r->span.from, r->span.to));
	return finds == (r != NULL);
}

static void try_list(struct sentences *s, const struct node *list, bool finds)
{
	for (const struct node *m = list ? list->first : NULL; m; m = m->next) {
		bool ok = try_sentence(s, m, finds);
		arena_free(s->scratch);
		s->result->passed += ok;
		s->result->failed += !ok;
	}
}

static uint32_t first_stance(const struct wording *w)
{
	uint32_t bit = 0;
	if (w->stances == ANY_STANCE)
		return NO_ROW;
	while (!(w->stances & 1u << bit))
		bit++;
	return bit;
}

static void try_rule(struct sentences *s, const struct node *node)
{
	const struct node *tests = node_get(node, STR("tests"));
	const struct node *finds = node_get(tests, STR("finds")), *passes = node_get(tests, STR("passes"));
	struct reach *reach = &s->result->reach[REACH_WORDINGS];
	s->stance = first_stance(&s->pack->wordings[s->rule]);
	try_list(s, finds, true);
	try_list(s, passes, false);
	bool tried = (finds && finds->count) || (passes && passes->count);
	reach->all++;
	reach->reached += tried;
	if (!tried)
		DIAG(s->diags, UNTESTED_WORDING, node->key_place, node->key);
}

void wording_test(struct rules_test_result *result, const struct pack *pack, const struct node *file,
                  struct arena *scratch, struct diags *diags)
{
	struct sentences s = {.result = result, .pack = pack, .scratch = scratch, .diags = diags};
	const struct node *rules = node_get(file, STR("rules"));
	for (const struct node *m = rules ? rules->first : NULL; m; m = m->next, s.rule++)
		try_rule(&s, m);
}
