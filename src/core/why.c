/* Reasons for decisions, and contradictions between answers. */
#include "core/decide.h"

#include "core/value.h"

/* -- which tests a condition rests on ------------------------------------------------ */

struct trail {
	struct decisions *d;
	struct why *out;
	uint32_t n, max;
};

static enum truth part_truth(struct trail *t, const struct cond *c)
{
	return decide_cond(t->d, (uint32_t)(c - t->d->pack->conds));
}

/* The false condition that makes a variable irrelevant; a check is irrelevant
 * when one of its facts is. */
static const struct cond *irrelevance(struct decisions *d, uint32_t var)
{
	const struct var *v = &d->pack->vars[var];
	struct range facts = {0, 0};
	if (v->kind == VAR_CHECK)
		facts = d->pack->checks[v->row].facts;
	for (uint32_t i = 0; i < facts.n; i++) {
		uint32_t fact = d->pack->numbers[facts.first + i];
		if (decide_var(d, fact).relevant == FALSE)
			return irrelevance(d, fact);
	}
	return &d->pack->conds[v->when];
}

static void follow(struct trail *t, const struct cond *c, enum truth wanted);

/* A test that fails because its question is irrelevant fails for the reason
 * that makes it so. */
static void follow_test(struct trail *t, const struct cond *c, enum truth wanted)
{
	bool irrelevant = wanted == FALSE && decide_var(t->d, c->var).relevant == FALSE;
	if (irrelevant)
		follow(t, irrelevance(t->d, c->var), FALSE);
	else if (t->n < t->max)
		t->out[t->n++] = (struct why){c->var, c->mask, wanted == FALSE};
}

/* Follows a condition whose truth is `wanted`, TRUE or FALSE. */
static void follow(struct trail *t, const struct cond *c, enum truth wanted)
{
	const struct cond *parts = &t->d->pack->conds[c->parts.first];
	bool every = (c->op == COND_ALL) == (wanted == TRUE);
	if (c->op == COND_TEST) {
		follow_test(t, c, wanted);
		return;
	}
	if (c->op == COND_NOT) {
		follow(t, parts, wanted == TRUE ? FALSE : TRUE);
		return;
	}
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (part_truth(t, &parts[i]) == wanted) {
			follow(t, &parts[i], wanted);
			if (!every)
				return;
		}
}

uint32_t why_true(struct decisions *d, uint32_t cond, struct why *out, uint32_t max)
{
	struct trail t = {d, out, 0, max};
	follow(&t, &d->pack->conds[cond], TRUE);
	return t.n;
}

bool why_not(struct decisions *d, uint32_t cond, struct why *out)
{
	struct trail t = {d, out, 0, 1};
	if (decide_cond(d, cond) != FALSE)
		return false;
	follow(&t, &d->pack->conds[cond], FALSE);
	if (t.n)
		out->negated = !out->negated; /* what would be wanted, not what is */
	return t.n == 1;
}

/* -- what is missing -------------------------------------------------------------------- */

static uint32_t unknown_of_var(struct decisions *d, uint32_t var)
{
	const struct var *v = &d->pack->vars[var];
	struct state s = decide_var(d, var);
	if (v->kind == VAR_CHECK) {
		struct range facts = d->pack->checks[v->row].facts;
		for (uint32_t i = 0; i < facts.n; i++) {
			uint32_t fact = d->pack->numbers[facts.first + i];
			struct state f = decide_var(d, fact);
			if (!f.known || f.relevant == UNKNOWN)
				return unknown_of_var(d, fact);
		}
	}
	if (v->kind == VAR_REASON)
		for (uint32_t i = 0; i + 1 < v->options; i++)
			if (decide_cond(d, d->pack->reasons[v->row + i].when) == UNKNOWN)
				return why_unknown(d, d->pack->reasons[v->row + i].when);
	return s.relevant == UNKNOWN ? why_unknown(d, v->when) : var;
}

uint32_t why_unknown(struct decisions *d, uint32_t cond)
{
	const struct cond *c = &d->pack->conds[cond];
	if (decide_cond(d, cond) != UNKNOWN)
		return NO_ROW;
	if (c->op == COND_TEST)
		return unknown_of_var(d, c->var);
	for (uint32_t i = 0; i < c->parts.n; i++)
		if (decide_cond(d, c->parts.first + i) == UNKNOWN)
			return why_unknown(d, c->parts.first + i);
	return NO_ROW;
}

/* -- contradictions ---------------------------------------------------------------------- */

struct judge {
	struct decisions *d;
	struct arena *arena;
	struct diags *diags;
	bool ok;
};

/* "stance: deny" */
static struct str answer_words(struct judge *j, uint32_t var, uint32_t options)
{
	const struct pack *pack = j->d->pack;
	struct buf out = {.arena = j->arena};
	buf_add(&out, pack_str(pack, pack->vars[var].name));
	buf_add(&out, STR(": "));
	for (uint32_t i = 0, n = 0; i < pack->vars[var].options; i++)
		if (options & 1u << i) {
			buf_add(&out, n++ ? STR(", ") : STR(""));
			buf_add(&out, pack_option(pack, var, i));
		}
	return buf_str(&out);
}

static uint32_t allowed_options(struct decisions *d, const struct question *q)
{
	uint32_t allowed = 0;
	for (uint32_t i = 0; i < q->choices.n; i++)
		if (decide_cond(d, d->pack->choices[q->choices.first + i].when) != FALSE)
			allowed |= 1u << i;
	return allowed;
}

static struct str option_words(struct judge *j, uint32_t var, uint32_t options)
{
	struct buf out = {.arena = j->arena};
	for (uint32_t i = 0, n = 0; i < j->d->pack->vars[var].options; i++)
		if (options & 1u << i) {
			buf_add(&out, n++ ? STR(", ") : STR(""));
			buf_add(&out, pack_option(j->d->pack, var, i));
		}
	return buf_str(&out);
}

static void judge_options(struct judge *j, uint32_t var, const struct question *q)
{
	struct state s = decide_var(j->d, var);
	const struct answer *answer = case_answer(j->d->kase, var);
	struct why why;
	if (s.relevant == FALSE || !answer->given)
		return;
	for (uint32_t i = 0; i < q->choices.n; i++) {
		if (!(s.options & 1u << i) ||
		    !why_not(j->d, j->d->pack->choices[q->choices.first + i].when, &why))
			continue;
		j->ok = false;
		DIAG(j->diags, CONTRADICTION, answer->place, answer_words(j, var, 1u << i),
		     answer_words(j, why.var, decide_var(j->d, why.var).options),
		     option_words(j, var, allowed_options(j->d, q)));
	}
}

static void judge_reason(struct judge *j)
{
	uint32_t var = j->d->violation->reason;
	const struct var *v = &j->d->pack->vars[var];
	const struct answer *answer = case_answer(j->d->kase, var);
	struct why why;
	for (uint32_t i = 0; answer->given && i + 1 < v->options; i++)
		if (answer->options & 1u << i && why_not(j->d, j->d->pack->reasons[v->row + i].when, &why)) {
			j->ok = false;
			DIAG(j->diags, REASON_UNFIT, answer->place, pack_option(j->d->pack, var, i),
			     answer_words(j, why.var, decide_var(j->d, why.var).options));
		}
}

static void judge_measure(struct judge *j, uint32_t var)
{
	const struct answer *answer = case_answer(j->d->kase, var);
	const struct answer *letter = case_answer(j->d->kase, j->d->violation->date);
	struct state s = decide_var(j->d, var);
	bool late = s.options == 1u << MEASURE_DONE && answer->a > letter->a;
	bool early = s.options == 1u << MEASURE_PLANNED && answer->a < letter->a;
	if (s.relevant != TRUE || !letter->given || (!late && !early))
		return;
	j->ok = false;
	struct civil day = days_civil(letter->a);
	struct buf date = {.arena = j->arena};
	buf_uint(&date, (uint64_t)day.year);
	buf_add(&date, day.month < 10 ? STR("-0") : STR("-"));
	buf_uint(&date, day.month);
	buf_add(&date, day.day < 10 ? STR("-0") : STR("-"));
	buf_uint(&date, day.day);
	struct str name = pack_str(j->d->pack, j->d->pack->vars[var].name);
	if (late)
		DIAG(j->diags, DONE_LATER, answer->place, name, answer->text, buf_str(&date));
	else
		DIAG(j->diags, PLANNED_EARLIER, answer->place, name, answer->text, buf_str(&date));
}

bool decide_consistent(struct decisions *d, struct arena *arena, struct diags *diags)
{
	struct judge j = {d, arena, diags, true};
	struct range vars = d->violation->vars;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(d->pack, i);
		if (q)
			judge_options(&j, i, q);
		else if (d->pack->vars[i].kind == VAR_MEASURE)
			judge_measure(&j, i);
	}
	judge_reason(&j);
	return j.ok;
}

bool decide_needed(struct decisions *d, struct arena *arena, struct diags *diags, uint32_t language)
{
	struct judge j = {d, arena, diags, true};
	struct range vars = d->violation->vars;
	struct place nowhere = {0, 0, 0};
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		const struct question *q = pack_question(d->pack, i);
		if (!q || !q->needed || decide_var(d, i).known)
			continue;
		j.ok = false;
		DIAG(diags, MISSING_ANSWER, nowhere, pack_str(d->pack, d->pack->vars[i].name),
		     pack_label(d->pack, i, language), option_words(&j, i, allowed_options(d, q)));
	}
	return j.ok;
}

static void report_refusal(struct judge *j, uint32_t cond, uint32_t language)
{
	const struct pack *pack = j->d->pack;
	struct place nowhere = {0, 0, 0};
	uint32_t var = why_unknown(j->d, cond);
	if (var == NO_ROW)
		return;
	const struct var *v = &pack->vars[var];
	bool listed = v->kind != VAR_QUESTION || v->options > 1;
	struct str options = listed ? option_words(j, var, UINT32_MAX) : STR("");
	DIAG(j->diags, REFUSAL_OPEN, nowhere, pack_str(pack, v->name), pack_label(pack, var, language),
	     options.n ? options : STR("…"));
}

bool decide_refusals(struct decisions *d, struct arena *arena, struct diags *diags, uint32_t language)
{
	struct judge j = {d, arena, diags, true};
	struct range refusals = d->violation->refusals;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++) {
		enum truth truth = decide_cond(d, d->pack->refusals[i].when);
		if (truth == TRUE)
			return true;
		j.ok = j.ok && truth == FALSE;
	}
	for (uint32_t i = refusals.first; !j.ok && i < refusals.first + refusals.n; i++)
		if (decide_cond(d, d->pack->refusals[i].when) == UNKNOWN)
			report_refusal(&j, d->pack->refusals[i].when, language);
	return j.ok;
}
