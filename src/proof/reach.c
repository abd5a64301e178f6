/* See reach.h. */
#include "proof/reach.h"

/* -- listing ---------------------------------------------------------------------- */

static bool is_same(const struct reach_item *a, const struct reach_item *b)
{
	return a->kind == b->kind && a->option == b->option && a->place.source == b->place.source &&
	       a->place.start == b->place.start;
}

/* The item's row; the same thing of another violation is found again. */
static uint32_t add(struct reaching *r, struct reach_item item)
{
	for (uint32_t i = 0; i < r->n; i++)
		if (is_same(&r->items[i], &item))
			return i;
	r->items = arena_grow(r->arena, r->items, r->n, &r->room, sizeof item);
	r->items[r->n] = item;
	return r->n++;
}

/* "stance: deny" */
static struct str option_name(struct reaching *r, uint32_t var, uint32_t option)
{
	struct buf name = {.arena = r->arena};
	buf_add(&name, pack_str(r->pack, r->pack->vars[var].name));
	buf_add(&name, STR(": "));
	buf_add(&name, pack_option(r->pack, var, option));
	return buf_str(&name);
}

static void add_choices(struct reaching *r, uint32_t var, struct range choices)
{
	for (uint32_t i = 0; i < choices.n; i++)
		r->of_choice[choices.first + i] =
		        add(r, (struct reach_item){.kind = REACH_CHOICES,
		                                   .place = r->pack->choices[choices.first + i].place,
		                                   .name = option_name(r, var, i)});
}

/* Options without places of their own stand one behind the other. */
static void add_options(struct reaching *r, uint32_t var, enum reach_kind kind)
{
	for (uint32_t i = 0; i < r->pack->vars[var].options; i++) {
		uint32_t row = add(r, (struct reach_item){.kind = kind,
		                                          .place = r->pack->vars[var].place,
		                                          .option = i,
		                                          .name = option_name(r, var, i)});
		if (!i)
			r->of_var[var] = row;
	}
}

static void add_var(struct reaching *r, uint32_t var)
{
	const struct var *v = &r->pack->vars[var];
	const struct question *q = pack_question(r->pack, var);
	if (q && q->choices.n)
		add_choices(r, var, q->choices);
	else if (q && q->type == TYPE_YES_NO)
		add_options(r, var, REACH_CHOICES);
	else if (v->kind == VAR_CHECK)
		add_options(r, var, REACH_OUTCOMES);
	else if (v->kind == VAR_EVIDENCE)
		r->of_var[var] = add(r, (struct reach_item){.kind = REACH_EVIDENCE,
		                                            .place = v->place,
		                                            .name = pack_str(r->pack, v->name)});
}

static void add_violation(struct reaching *r, const struct violation *v)
{
	for (uint32_t i = v->vars.first; i < v->vars.first + v->vars.n; i++)
		add_var(r, i);
	for (uint32_t i = v->texts.first; i < v->texts.first + v->texts.n; i++) {
		const struct text *text = &r->pack->texts[i];
		/* The two sentences of a measure share its place. */
		bool planned = text->measure != NO_ROW && i != v->texts.first &&
		               r->pack->texts[i - 1].measure == text->measure;
		r->of_text[i] = add(r, (struct reach_item){.kind = REACH_TEXTS,
		                                           .place = text->place,
		                                           .option = planned,
		                                           .name = pack_str(r->pack, text->id)});
	}
	for (uint32_t i = v->refusals.first; i < v->refusals.first + v->refusals.n; i++)
		r->of_refusal[i] =
		        add(r, (struct reach_item){.kind = REACH_REFUSALS,
		                                   .place = r->pack->refusals[i].place,
		                                   .name = pack_str(r->pack, r->pack->refusals[i].id)});
}

void reach_begin(struct reaching *r, struct arena *arena, const struct pack *pack)
{
	*r = (struct reaching){.pack = pack, .arena = arena};
	r->of_text = arena_many(arena, uint32_t, pack->n_texts + 1);
	r->of_choice = arena_many(arena, uint32_t, pack->n_choices + 1);
	r->of_var = arena_many(arena, uint32_t, pack->n_vars + 1);
	r->of_refusal = arena_many(arena, uint32_t, pack->n_refusals + 1);
	for (uint32_t i = 0; i < pack->n_violations; i++)
		add_violation(r, &pack->violations[i]);
}

/* -- noting ----------------------------------------------------------------------- */

static void note_var(struct reaching *r, struct decisions *d, uint32_t var)
{
	const struct var *v = &r->pack->vars[var];
	const struct question *q = pack_question(r->pack, var);
	struct state s = decide_var(d, var);
	bool listed = (q && (q->choices.n || q->type == TYPE_YES_NO)) || v->kind == VAR_CHECK;
	if (v->kind == VAR_EVIDENCE && decide_enclosed(d, var))
		r->items[r->of_var[var]].reached = true;
	for (uint32_t i = 0; listed && s.known && s.relevant == TRUE && i < v->options; i++) {
		uint32_t row = q && q->choices.n ? r->of_choice[q->choices.first + i] : r->of_var[var] + i;
		if (s.options & 1u << i)
			r->items[row].reached = true;
	}
}

void reach_note(struct reaching *r, const struct draft *draft)
{
	struct range vars = draft->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		note_var(r, draft->decisions, i);
	for (uint32_t i = 0; i < draft->n_shown; i++)
		r->items[r->of_text[draft->shown[i].text]].reached = true;
	if (draft->refusal != NO_ROW)
		r->items[r->of_refusal[draft->refusal]].reached = true;
}

/* -- the end ---------------------------------------------------------------------- */

static void report(const struct reach_item *item, struct diags *diags)
{
	static const enum message messages[] = {
	        [REACH_TEXTS] = MSG_UNTESTED_TEXT,       [REACH_CHOICES] = MSG_UNTESTED_CHOICE,
	        [REACH_OUTCOMES] = MSG_UNTESTED_OUTCOME, [REACH_EVIDENCE] = MSG_UNTESTED_EVIDENCE,
	        [REACH_REFUSALS] = MSG_UNTESTED_REFUSAL,
	};
	diag_add(diags, messages[item->kind], item->place, (const struct str[MESSAGE_ARGS]){item->name});
}

void reach_end(const struct reaching *r, struct reach reach[REACH_KINDS], struct diags *diags)
{
	for (uint32_t i = 0; i < r->n; i++) {
		const struct reach_item *item = &r->items[i];
		reach[item->kind].all++;
		if (item->reached)
			reach[item->kind].reached++;
		else
			report(item, diags);
	}
}
