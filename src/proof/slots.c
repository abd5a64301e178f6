/* How many texts a slot gets: none where it must have one, two where it takes
 * one, one where it takes none.  And a reason to tick. */
#include "proof/prover.h"

enum { MUST_FILL = 1 << TAKE_ONE | 1 << TAKE_SOME, AT_MOST_ONE = 1 << TAKE_ONE | 1 << TAKE_OPTIONAL };

static bool is_paragraph_of(const struct prover *p, uint32_t text, uint32_t slot)
{
	return p->pack->texts[text].slot == slot && p->pack->texts[text].parent == NO_ROW;
}

/* -- gaps ---------------------------------------------------------------------------- */

static mdd_id without_supplement(struct prover *p, mdd_id set)
{
	return prover_all(p, set, model_cond(p->model, p->violation->supplement).no);
}

/* A letter of complete answers has a hole where nothing certainly shows; the
 * case to show is one in which nothing can show any more, else each question
 * that is still open would be in the way. */
static void prove_filled(struct prover *p, uint32_t slot)
{
	struct range texts = p->violation->texts;
	mdd_id must = model_takes(p->model, slot, MUST_FILL), empty = must, for_sure = must;
	struct str name = pack_str(p->pack, p->pack->slots[slot].id);
	if (must == MDD_NONE)
		return;
	if (p->pack->slots[slot].supplement == SUPPLEMENT_HIDES)
		must = empty = for_sure = without_supplement(p, must);
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++) {
		if (!is_paragraph_of(p, i, slot))
			continue;
		empty = prover_all(p, empty, prover_not(p, model_text(p->model, i)->shows.yes));
		for_sure = prover_all(p, for_sure, model_text(p->model, i)->shows.no);
	}
	if (prover_can(p, empty))
		prover_case(p, FINDING(p, GAP, p->pack->slots[slot].place, name), for_sure, empty);
}

/* The stances for which the form has a reason at all. */
static uint32_t reasoned_stances(struct prover *p)
{
	uint32_t stances = 0, n = p->violation->reasons.n;
	mdd_id some = MDD_NONE;
	for (uint32_t i = 0; i < n; i++)
		some = mdd_or(&p->model->mdd, some, p->model->reasons[i]);
	for (uint32_t i = 0; i < p->pack->vars[p->violation->stance].options; i++)
		if (prover_can(p, prover_all(p, some, model_stance(p->model, 1u << i))))
			stances |= 1u << i;
	return stances;
}

/* A note that blocks tells the merchant, so that is no gap. */
static void prove_reason(struct prover *p)
{
	struct range texts = p->violation->texts;
	uint32_t n = p->violation->reasons.n;
	if (!n)
		return;
	mdd_id empty = prover_all(p, model_stance(p->model, reasoned_stances(p)), p->model->reasons[n]);
	mdd_id for_sure = empty;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (p->pack->texts[i].blocks) {
			empty = prover_all(p, empty, prover_not(p, model_text(p->model, i)->shows.yes));
			for_sure = prover_all(p, for_sure, model_text(p->model, i)->shows.no);
		}
	if (prover_can(p, empty))
		prover_case(p, FINDING(p, GAP_REASON, p->violation->place, {"", 0}), for_sure, empty);
}

/* -- too many ------------------------------------------------------------------------ */

static void prove_alone(struct prover *p, uint32_t text, uint32_t other)
{
	uint32_t slot = p->pack->texts[text].slot;
	prover_begin(p, prover_slot(p, text));
	mdd_id both =
	        prover_all(p, model_text(p->model, text)->shows.yes, model_text(p->model, other)->shows.yes);
	both = prover_all(p, both, model_takes(p->model, slot, AT_MOST_ONE));
	if (!prover_can(p, both))
		return;
	struct finding *finding = FINDING(p, OVERLAP, p->pack->texts[other].place, prover_text(p, text),
	                                  prover_text(p, other), prover_slot(p, text));
	prover_case(p, finding, both, both);
}

static void prove_single(struct prover *p, uint32_t slot)
{
	struct range texts = p->violation->texts;
	if (model_takes(p->model, slot, AT_MOST_ONE) == MDD_NONE)
		return;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		for (uint32_t k = i + 1; is_paragraph_of(p, i, slot) && k < texts.first + texts.n; k++)
			if (is_paragraph_of(p, k, slot))
				prove_alone(p, i, k);
}

/* What fills a slot `otherwise` fills it only where it takes a text. */
static void prove_placed(struct prover *p, uint32_t text)
{
	const struct text *t = &p->pack->texts[text];
	prover_begin(p, prover_slot(p, text));
	mdd_id nowhere = model_takes(p->model, t->slot, 1u << TAKE_NONE);
	if (t->parent != NO_ROW || t->otherwise || nowhere == MDD_NONE)
		return;
	mdd_id misplaced = prover_all(p, nowhere, model_text(p->model, text)->when.yes);
	if (prover_can(p, misplaced))
		prover_case(p, FINDING(p, MISPLACED, t->place, prover_text(p, text), prover_slot(p, text)),
		            misplaced, misplaced);
}

void prove_slots(struct prover *p)
{
	struct range texts = p->violation->texts;
	for (uint32_t slot = 0; slot < p->pack->n_slots; slot++) {
		prover_begin(p, pack_str(p->pack, p->pack->slots[slot].id));
		prove_filled(p, slot);
		prove_single(p, slot);
	}
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		prove_placed(p, i);
	prover_begin(p, STR("reason"));
	prove_reason(p);
}
