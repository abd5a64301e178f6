/* Relevance must not go round in circles: a question that is asked only if
 * its own answer … is an error of the rules.  Depth-first over what each
 * variable's value depends on. */
#include "core/load.h"

enum mark { UNSEEN, OPEN, CLOSED };

struct walk {
	struct loader *l;
	struct pack view;
	uint8_t *marks; /* by variable of the violation */
};

static void visit(struct walk *w, uint32_t var, struct place from);

static void visit_cond(struct walk *w, uint32_t row)
{
	const struct cond *c = &w->view.conds[row];
	if (c->op == COND_TEST)
		visit(w, c->var, c->place);
	for (uint32_t i = 0; i < c->parts.n; i++)
		visit_cond(w, c->parts.first + i);
}

static void visit_inputs(struct walk *w, const struct var *var)
{
	visit_cond(w, var->when);
	if (var->kind == VAR_CHECK) {
		struct range facts = w->view.checks[var->row].facts;
		for (uint32_t i = 0; i < facts.n; i++)
			visit(w, w->view.numbers[facts.first + i], var->place);
	}
	if (var->kind == VAR_REASON)
		for (uint32_t i = 0; i + 1 < var->options; i++)
			visit_cond(w, w->view.reasons[var->row + i].when);
}

static void visit(struct walk *w, uint32_t var, struct place from)
{
	uint8_t *mark = &w->marks[var - w->l->violation.vars.first];
	if (*mark == OPEN)
		DIAG(w->l->diags, CYCLE, from, pack_str(&w->view, w->view.vars[var].name));
	if (*mark != UNSEEN)
		return;
	*mark = OPEN;
	visit_inputs(w, &w->view.vars[var]);
	*mark = CLOSED;
}

void load_check_cycles(struct loader *l)
{
	struct walk w = {l, build_view(&l->build), arena_alloc(l->arena, l->violation.vars.n + 1)};
	for (uint32_t i = 0; i < l->violation.vars.n; i++)
		visit(&w, l->violation.vars.first + i, l->violation.place);
}
