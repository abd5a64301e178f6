/* Each text for itself: whether it shows at all, whether its condition says
 * anything, and whether what it prints and claims is there when it shows. */
#include "proof/prover.h"

/* -- shown never, always ---------------------------------------------------------------- */

static void note_advice(struct prover *p, struct range advice)
{
	for (uint32_t i = 0; i < advice.n; i++)
		p->out->followed[p->pack->numbers[advice.first + i]] = true;
}

static void prove_shown(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	bool shows = prover_ask(p, model_text(p->model, text)->shows.yes) != ASK_NO;
	IDLE(p, NEVER_SHOWN, t->place, shows, prover_text(p, text));
	if (shows)
		note_advice(p, t->advice);
}

/* Where its slot takes a text, and its paragraph shows. */
static void prove_condition(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	if (!t->when || t->measure != NO_ROW)
		return;
	mdd_id room = model_takes(p->model, t->slot, ~(1u << TAKE_NONE));
	if (t->parent != NO_ROW)
		room = prover_all(p, room, model_text(p->model, t->parent)->shows.yes);
	mdd_id hidden = prover_all(p, room, prover_not(p, model_text(p->model, text)->when.yes));
	bool decides = prover_ask(p, hidden) != ASK_NO;
	/* A text whose paragraph never shows is told of already. */
	bool vain = !decides && prover_ask(p, room) != ASK_YES;
	IDLE(p, ALWAYS_SHOWN, t->place, decides || vain, prover_text(p, text));
}

/* -- places ------------------------------------------------------------------------------- */

/* Whether an earlier place of the text, up to `piece`, is of the same variable. */
static bool is_repeated(const struct prover *p, const struct range *bodies, uint32_t n, uint32_t body,
                        uint32_t piece)
{
	uint32_t var = p->pack->pieces[piece].var;
	for (uint32_t i = 0; i < n && i <= body; i++)
		for (uint32_t k = bodies[i].first; k < bodies[i].first + bodies[i].n && k != piece; k++)
			if (p->pack->pieces[k].kind == PIECE_VAR && p->pack->pieces[k].var == var)
				return true;
	return false;
}

/* No value; and so for sure, whatever else is answered. */
static struct sure missing(struct prover *p, uint32_t var)
{
	struct model *m = p->model;
	const struct question *q = pack_question(p->pack, var);
	struct sure relevant = model_relevant(m, var);
	if (!q) {
		mdd_id none = m->reasons[p->violation->reasons.n];
		mdd_id some = prover_all(p, model_known(m, var), prover_not(p, none));
		return (struct sure){prover_not(p, some), none};
	}
	mdd_id unknown = prover_not(p, model_known(m, var));
	mdd_id skipped = q->optional ? prover_all(p, relevant.yes, unknown) : MDD_NONE;
	return (struct sure){prover_not(p, prover_all(p, relevant.yes, model_known(m, var))),
	                     mdd_or(&m->mdd, relevant.no, skipped)};
}

static void prove_value(struct prover *p, uint32_t text, const struct piece *piece, uint32_t language,
                        bool in_form)
{
	mdd_id shows = model_text(p->model, text)->shows.yes;
	struct sure gone = missing(p, piece->var);
	mdd_id blank = prover_all(p, shows, gone.yes);
	if (!prover_can(p, blank))
		return;
	struct finding *finding = FINDING(p, BLANK, piece->place, prover_text(p, text),
	                                  pack_str(p->pack, p->pack->vars[piece->var].name));
	finding->language = language;
	finding->in_form = in_form;
	prover_case(p, finding, prover_all(p, shows, gone.no), blank);
}

static void prove_enclosed(struct prover *p, uint32_t text, const struct piece *piece, uint32_t language,
                           bool in_form)
{
	mdd_id shows = model_text(p->model, text)->shows.yes;
	struct sure enclosed = model_test(p->model, piece->var, 1u << EVIDENCE_YES);
	mdd_id lacking = prover_all(p, shows, prover_not(p, enclosed.yes));
	if (!prover_can(p, lacking))
		return;
	struct finding *finding = FINDING(p, UNFOUNDED_EVIDENCE, piece->place, prover_text(p, text),
	                                  pack_str(p->pack, p->pack->vars[piece->var].name));
	finding->language = language;
	finding->in_form = in_form;
	prover_case(p, finding, prover_all(p, shows, enclosed.no), lacking);
}

static void prove_places(struct prover *p, uint32_t text, const struct range *bodies, uint32_t n,
                         uint32_t body, bool in_form)
{
	uint32_t language = in_form ? p->pack->profile->form_language : body;
	for (uint32_t k = bodies[body].first; k < bodies[body].first + bodies[body].n; k++) {
		const struct piece *piece = &p->pack->pieces[k];
		if (piece->kind != PIECE_VAR || is_repeated(p, bodies, n, body, k))
			continue;
		if (p->pack->vars[piece->var].kind == VAR_EVIDENCE)
			prove_enclosed(p, text, piece, language, in_form);
		else
			prove_value(p, text, piece, language, in_form);
	}
}

/* Of the form's texts only the shortest must-pieces can hold a blank: others
 * are left out instead. */
static void prove_bodies(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	uint32_t n = p->pack->n_languages;
	struct range *bodies = arena_many(p->model->arena, struct range, n + 1);
	for (uint32_t i = 0; i < n; i++)
		bodies[i] = p->pack->bodies[t->bodies + i];
	for (uint32_t i = 0; i < n; i++)
		prove_places(p, text, bodies, n, i, false);
	if (t->priority != PRIORITY_MUST || !t->shorts.n)
		return;
	bodies[n] = p->pack->bodies[t->shorts.first + t->shorts.n - 1];
	prove_places(p, text, bodies, n + 1, n, true);
}

/* -- claims ----------------------------------------------------------------------------------- */

/* The name that a claim begins with. */
static struct str claim_name(const struct prover *p, uint32_t cond)
{
	const struct cond *c = &p->pack->conds[cond];
	while (c->op != COND_TEST && c->parts.n)
		c = &p->pack->conds[c->parts.first];
	return c->op == COND_TEST ? pack_str(p->pack, p->pack->vars[c->var].name) : STR("");
}

static void prove_claims(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	const struct cond *claims = &p->pack->conds[t->claims];
	mdd_id shows = model_text(p->model, text)->shows.yes;
	for (uint32_t i = 0; t->measure == NO_ROW && i < claims->parts.n; i++) {
		uint32_t cond = claims->parts.first + i;
		struct sure claim = model_cond(p->model, cond);
		mdd_id unfounded = prover_all(p, shows, prover_not(p, claim.yes));
		if (!prover_can(p, unfounded))
			continue;
		struct finding *finding = FINDING(p, UNFOUNDED_CLAIM, p->pack->conds[cond].place,
		                                  prover_text(p, text), claim_name(p, cond));
		prover_case(p, finding, prover_all(p, shows, claim.no), unfounded);
	}
}

static void prove_excludes(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	for (uint32_t i = 0; i < t->excludes.n; i++) {
		uint32_t other = p->pack->numbers[t->excludes.first + i];
		mdd_id both = prover_all(p, model_text(p->model, text)->shows.yes,
		                         model_text(p->model, other)->shows.yes);
		if (prover_can(p, both))
			prover_case(
			        p,
			        FINDING(p, CONFLICT, t->place, prover_text(p, text), prover_text(p, other)),
			        both, both);
	}
}

static void note_refusals(struct prover *p)
{
	struct range refusals = p->violation->refusals;
	for (uint32_t i = refusals.first; i < refusals.first + refusals.n; i++)
		note_advice(p, p->pack->refusals[i].advice);
}

void prove_no_text(struct prover *p)
{
	struct range texts = p->violation->texts;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		const struct text *t = &p->pack->texts[i];
		IDLE(p, NEVER_SHOWN, t->place, true, prover_text(p, i));
		IDLE(p, ALWAYS_SHOWN, t->place, true, prover_text(p, i));
		note_advice(p, t->advice);
	}
	note_refusals(p);
}

void prove_texts(struct prover *p)
{
	struct range texts = p->violation->texts;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		prover_begin(p, prover_slot(p, i));
		prove_shown(p, i);
		prove_condition(p, i);
		prove_bodies(p, i);
		prove_claims(p, i);
		prove_excludes(p, i);
	}
	note_refusals(p);
}
