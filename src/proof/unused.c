/* What the rules have for nothing: what nothing reads, choices that nothing
 * tells apart, causes without a measure, advice that nothing follows, sources
 * that were not read for long. */
#include "core/value.h"
#include "proof/prover.h"

/* -- unpaired -------------------------------------------------------------------------- */

/* The options of `var` that a cause speaks of. */
static uint32_t options_in(const struct pack *pack, uint32_t cond, uint32_t var)
{
	const struct cond *c = &pack->conds[cond];
	uint32_t mask = c->op == COND_TEST && c->var == var ? c->mask : 0;
	for (uint32_t i = 0; c->op != COND_NOT && i < c->parts.n; i++)
		mask |= options_in(pack, c->parts.first + i, var);
	return mask;
}

static void prove_cause(struct prover *p, uint32_t var, uint32_t bit, mdd_id measures)
{
	const struct question *q = pack_question(p->pack, var);
	const struct choice *choice = &p->pack->choices[q->choices.first + bit];
	struct sure chosen = model_test(p->model, var, 1u << bit);
	mdd_id set = prover_all(p, chosen.yes, measures);
	if (prover_can(p, set))
		prover_case(p,
		            FINDING(p, UNPAIRED, choice->place, pack_str(p->pack, p->pack->vars[var].name),
		                    pack_option(p->pack, var, bit)),
		            set, set);
}

/* A choice of a question of causes, where measures are asked for at all. */
void prove_pairs(struct prover *p)
{
	struct range vars = p->violation->vars;
	mdd_id measures = MDD_NONE;
	prover_begin(p, STR("measures"));
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (p->pack->vars[i].kind == VAR_MEASURE)
			measures = mdd_or(&p->model->mdd, measures, model_relevant(p->model, i).yes);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(p->pack, i);
		uint32_t answered = 0;
		for (uint32_t k = vars.first; k < vars.first + vars.n; k++)
			if (p->pack->vars[k].kind == VAR_MEASURE)
				answered |=
				        options_in(p->pack, p->pack->measures[p->pack->vars[k].row].cause, i);
		bool causes = q && q->choices.n && answered && i != p->violation->stance;
		for (uint32_t k = 0; causes && k < q->choices.n; k++)
			if (!(answered & 1u << k))
				prove_cause(p, i, k, measures);
	}
}

/* -- unused ------------------------------------------------------------------------------ */

/* What is read of each variable of the violation. */
struct use {
	bool read, printed;
	uint64_t traces[OPTIONS_MAX + 1]; /* equal for options that no test tells apart */
};

struct uses {
	struct prover *p;
	struct use *items;
	uint64_t tests;
};

static struct use *use_of(struct uses *u, uint32_t var)
{
	return &u->items[var - u->p->violation->vars.first];
}

static void read_test(struct uses *u, uint32_t var, uint32_t mask)
{
	struct use *use = use_of(u, var);
	u->tests++;
	use->read = true;
	for (uint32_t i = 0; i < u->p->pack->vars[var].options; i++)
		if (mask & 1u << i)
			use->traces[i] = (use->traces[i] ^ u->tests) * 0x9E3779B97F4A7C15u;
}

static void read_cond(struct uses *u, uint32_t cond)
{
	const struct cond *c = &u->p->pack->conds[cond];
	if (c->op == COND_TEST)
		read_test(u, c->var, c->mask);
	for (uint32_t i = 0; i < c->parts.n; i++)
		read_cond(u, c->parts.first + i);
}

static void read_body(struct uses *u, struct range body)
{
	for (uint32_t i = body.first; i < body.first + body.n; i++)
		if (u->p->pack->pieces[i].kind == PIECE_VAR)
			use_of(u, u->p->pack->pieces[i].var)->read =
			        use_of(u, u->p->pack->pieces[i].var)->printed = true;
}

static void read_text(struct uses *u, const struct text *t)
{
	const struct pack *pack = u->p->pack;
	read_cond(u, t->when);
	for (uint32_t i = 0; i < pack->n_languages; i++)
		read_body(u, pack->bodies[t->bodies + i]);
	for (uint32_t i = 0; i < t->shorts.n; i++)
		read_body(u, pack->bodies[t->shorts.first + i]);
}

static void read_reason(struct uses *u, const struct reason *reason)
{
	const struct pack *pack = u->p->pack;
	read_cond(u, reason->when);
	for (uint32_t i = 0; i < reason->papers.n; i++)
		use_of(u, pack->papers[reason->papers.first + i].var)->read = true;
	for (uint32_t i = 0; i < reason->checks.n; i++)
		read_cond(u, reason->checks.first + i);
}

static void read_var(struct uses *u, uint32_t var)
{
	const struct pack *pack = u->p->pack;
	const struct var *v = &pack->vars[var];
	const struct question *q = pack_question(pack, var);
	read_cond(u, v->when);
	for (uint32_t i = 0; q && i < q->choices.n; i++)
		read_cond(u, pack->choices[q->choices.first + i].when);
	for (uint32_t i = 0; v->kind == VAR_CHECK && i < pack->checks[v->row].facts.n; i++)
		use_of(u, pack->numbers[pack->checks[v->row].facts.first + i])->read = true;
}

/* The questions that the profile names are read by the letter's head and foot. */
static void read_profile(struct uses *u)
{
	const struct violation *v = u->p->violation;
	uint32_t named[] = {v->stance, v->signature, v->date, v->reason};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		use_of(u, named[i])->read = use_of(u, named[i])->printed = true;
	for (uint32_t i = 0; i < v->deadlines.n; i++) {
		const struct deadline *deadline = &u->p->pack->deadlines[v->deadlines.first + i];
		use_of(u, deadline->from)->read = true;
		read_cond(u, deadline->when);
	}
	if (v->supplement != NO_ROW)
		read_cond(u, v->supplement);
}

static void read_all(struct uses *u)
{
	const struct pack *pack = u->p->pack;
	const struct violation *v = u->p->violation;
	for (uint32_t i = 0; i < v->vars.n; i++)
		read_var(u, v->vars.first + i);
	for (uint32_t i = 0; i < v->texts.n; i++)
		read_text(u, &pack->texts[v->texts.first + i]);
	for (uint32_t i = 0; i < v->reasons.n; i++)
		read_reason(u, &pack->reasons[v->reasons.first + i]);
	for (uint32_t i = 0; i < v->refusals.n; i++)
		read_cond(u, pack->refusals[v->refusals.first + i].when);
	read_profile(u);
}

/* An option before `bit` that could stand for it everywhere, or `bit`. */
static uint32_t twin_of(const struct pack *pack, const struct use *use, const struct question *q,
                        uint32_t bit)
{
	const struct choice *choices = &pack->choices[q->choices.first];
	for (uint32_t i = 0; i < bit; i++)
		if (use->traces[i] == use->traces[bit] && choices[i].when == choices[bit].when)
			return i;
	return bit;
}

static void note_choices(struct uses *u, uint32_t var)
{
	const struct pack *pack = u->p->pack;
	const struct question *q = pack_question(pack, var);
	const struct use *use = use_of(u, var);
	for (uint32_t i = 0; q && use->read && i < q->choices.n; i++) {
		uint32_t twin = use->printed ? i : twin_of(pack, use, q, i);
		IDLE(u->p, UNUSED_CHOICE, pack->choices[q->choices.first + i].place, twin == i,
		     pack_str(pack, pack->vars[var].name), pack_option(pack, var, twin),
		     pack_option(pack, var, i));
	}
}

void prove_used(struct prover *p)
{
	struct range vars = p->violation->vars;
	struct uses u = {.p = p};
	u.items = arena_many(p->model->arena, struct use, vars.n + 1);
	read_all(&u);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		IDLE(p, UNUSED, p->pack->vars[i].place, use_of(&u, i)->read,
		     pack_str(p->pack, p->pack->vars[i].name));
		note_choices(&u, i);
	}
}

/* -- advice and sources -------------------------------------------------------------------- */

static void prove_fresh(struct prover *p, const struct origin *origin)
{
	int64_t checked;
	struct str day = pack_str(p->pack, origin->checked);
	bool known = value_date(day, &checked);
	if (p->out->options.has_now && known && p->out->options.now - checked > p->pack->profile->stale_after)
		FINDING(p, STALE_SOURCE, origin->place, pack_str(p->pack, origin->name), day);
}

void prove_sources(struct prover *p)
{
	for (uint32_t i = 0; i < p->pack->n_points; i++)
		if (!p->out->followed[i])
			FINDING(p, UNCOVERED_ADVICE, p->pack->points[i].place,
			        pack_str(p->pack, p->pack->points[i].id));
	for (uint32_t i = 0; i < p->pack->n_origins; i++)
		prove_fresh(p, &p->pack->origins[i]);
}
