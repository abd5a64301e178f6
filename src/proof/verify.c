/* One violation after the other; then what only all of them together show. */
#include "proof/verify.h"

#include <stdlib.h>

#include "core/value.h"
#include "proof/answers.h"
#include "proof/prover.h"

enum { NODE_CAP = 1 << 21 };

/* -- questions --------------------------------------------------------------------- */

static void report_not_proved(struct prover *p, struct str slot)
{
	for (uint32_t i = p->first; i < p->out->n; i++) {
		const struct finding *known = &p->out->findings[i];
		if (known->message == MSG_NOT_PROVED && str_eq(known->args[0], slot))
			return;
	}
	FINDING(p, NOT_PROVED, p->violation->place, slot, p->slug);
}

void prover_begin(struct prover *p, struct str slot)
{
	if (p->model->mdd.full) {
		report_not_proved(p, p->slot);
		mdd_forget(&p->model->mdd, p->mark);
	}
	p->slot = slot;
}

enum answer_to prover_ask(struct prover *p, mdd_id set)
{
	struct mdd *mdd = &p->model->mdd;
	p->asked++;
	if (mdd->full)
		return ASK_UNDECIDED;
	return mdd_meets(mdd, set, p->model->complete) ? ASK_YES : ASK_NO;
}

bool prover_can(struct prover *p, mdd_id set)
{
	return prover_ask(p, set) == ASK_YES;
}

mdd_id prover_all(struct prover *p, mdd_id a, mdd_id b)
{
	return mdd_and(&p->model->mdd, a, b);
}

mdd_id prover_not(struct prover *p, mdd_id a)
{
	return mdd_not(&p->model->mdd, a);
}

/* -- findings ------------------------------------------------------------------------ */

struct finding *prover_add(struct prover *p, enum message message, struct place place, const struct str *args)
{
	struct proof *out = p->out;
	out->findings = arena_grow(p->arena, out->findings, out->n, &out->room, sizeof *out->findings);
	struct finding *finding = &out->findings[out->n];
	*finding = (struct finding){.message = message, .place = place, .row = out->n++};
	finding->violation = arena_copy(p->arena, p->slug);
	for (uint32_t i = 0; i < MESSAGE_ARGS; i++)
		finding->args[i] = arena_copy(p->arena, args[i]);
	return finding;
}

void prover_case(struct prover *p, struct finding *finding, mdd_id certain, mdd_id set)
{
	struct model *m = p->model;
	struct arena scratch = {.memory = p->arena->memory};
	uint8_t *values = arena_alloc(&scratch, m->n_levels + 1);
	uint32_t cost = mdd_cheapest(&m->mdd, &scratch, certain, m->drafts, m->costs, m->free, values);
	if (cost == MDD_NO_CASE)
		cost = mdd_cheapest(&m->mdd, &scratch, set, m->complete, m->costs, m->free, values);
	if (cost != MDD_NO_CASE)
		answers_write(m, p->arena, values, false, finding);
	arena_free(&scratch);
}

struct str prover_slot(const struct prover *p, uint32_t text)
{
	return pack_str(p->pack, p->pack->slots[p->pack->texts[text].slot].id);
}

struct str prover_text(const struct prover *p, uint32_t text)
{
	return pack_str(p->pack, p->pack->texts[text].id);
}

/* -- what is idle everywhere ------------------------------------------------------------ */

static bool same_place(struct place a, struct place b)
{
	return a.source == b.source && a.start == b.start && a.end == b.end;
}

static struct common *find_common(struct common *items, uint32_t n, const struct common *wanted)
{
	for (uint32_t i = 0; i < n; i++)
		if (items[i].message == wanted->message && same_place(items[i].place, wanted->place) &&
		    str_eq(items[i].args[0], wanted->args[0]))
			return &items[i];
	return NULL;
}

static void note_common(struct proof *out, const struct common *noted)
{
	struct common *c = find_common(out->commons, out->n_commons, noted);
	if (c) {
		c->cleared = c->cleared || noted->cleared;
		c->violation = str_eq(c->violation, noted->violation) ? c->violation : STR("");
		return;
	}
	out->commons = arena_grow(out->arena, out->commons, out->n_commons, &out->commons_room, sizeof *c);
	c = &out->commons[out->n_commons++];
	*c = *noted;
	c->violation = arena_copy(out->arena, noted->violation);
	for (uint32_t i = 0; i < MESSAGE_ARGS; i++)
		c->args[i] = arena_copy(out->arena, noted->args[i]);
}

void prover_note(struct prover *p, enum message message, struct place place, bool cleared,
                 const struct str *args)
{
	struct common noted = {.place = place, .violation = p->slug, .message = message, .cleared = cleared};
	for (uint32_t i = 0; i < MESSAGE_ARGS; i++)
		noted.args[i] = args[i];
	if (place.source != p->violation->place.source) {
		note_common(p->out, &noted);
		return;
	}
	p->own = arena_grow(p->model->arena, p->own, p->n_own, &p->own_room, sizeof noted);
	p->own[p->n_own++] = noted;
}

static void report_idle(struct prover *p, const struct common *items, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (!items[i].cleared)
			prover_add(p, items[i].message, items[i].place, items[i].args)->violation =
			        items[i].violation;
}

/* -- a violation --------------------------------------------------------------------------- */

static void prove_all(struct prover *p)
{
	p->mark = p->model->mdd.n;
	p->proved->cases = mdd_count(&p->model->mdd, p->model->arena, p->arena, p->model->canonical);
	prove_slots(p);
	prove_texts(p);
	prove_words(p);
	prove_repeats(p);
	prove_length(p);
	prove_pairs(p);
	prover_begin(p, STR(""));
}

static int64_t day_of(const struct pack *pack, const struct verify_options *options)
{
	int64_t day = civil_days((struct civil){2026, 1, 1});
	if (options->has_now)
		return options->now;
	value_date(pack_str(pack, pack->profile->checked), &day);
	return day;
}

static struct proved *add_proved(struct proof *proof, const struct pack *pack, const struct violation *v)
{
	proof->violations = arena_grow(proof->arena, proof->violations, proof->n_violations,
	                               &proof->violations_room, sizeof(struct proved));
	struct proved *proved = &proof->violations[proof->n_violations++];
	*proved = (struct proved){.violation = arena_copy(proof->arena, pack_str(pack, v->slug)),
	                          .cases = STR(""),
	                          .texts = v->texts.n};
	return proved;
}

void verify_begin(struct proof *proof, struct arena *arena, const struct verify_options *options)
{
	*proof = (struct proof){.arena = arena, .options = *options};
}

void verify_violation(struct proof *proof, struct arena *scratch, const struct pack *pack, uint32_t row)
{
	const struct violation *v = &pack->violations[row];
	uint32_t cap = proof->options.node_cap;
	struct prover p = {.out = proof, .arena = proof->arena, .pack = pack, .violation = v};
	if (!proof->followed)
		proof->followed = arena_many(proof->arena, bool, pack->n_points + 1);
	proof->day = day_of(pack, &proof->options);
	p.first = proof->n;
	p.proved = add_proved(proof, pack, v);
	p.slug = p.proved->violation;
	p.model = arena_new(scratch, struct model);
	model_make(p.model, scratch, pack, v, proof->day, cap ? cap : NODE_CAP);
	if (p.model->unfit) {
		report_not_proved(&p, STR("*"));
		prove_no_text(&p);
	} else {
		prove_all(&p);
	}
	prove_used(&p);
	prove_declared(&p);
	report_idle(&p, p.own, p.n_own);
	p.proved->questions_asked = p.asked;
}

/* -- all of them together -------------------------------------------------------------------- */

void verify_end(struct proof *proof, const struct pack *pack)
{
	struct prover p = {.out = proof, .arena = proof->arena, .pack = pack, .slug = STR("")};
	report_idle(&p, proof->commons, proof->n_commons);
	prove_sources(&p);
	proof->platform = arena_copy(proof->arena, pack_str(pack, pack->profile->platform));
	proof->version = arena_copy(proof->arena, pack_str(pack, pack->profile->version));
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	if (a->place.source != b->place.source)
		return a->place.source < b->place.source ? -1 : 1;
	if (a->place.start != b->place.start)
		return a->place.start < b->place.start ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

void verify_sort(struct proof *proof)
{
	if (proof->n)
		qsort(proof->findings, proof->n, sizeof *proof->findings, compare);
}

void verify_pack(struct proof *proof, struct arena *arena, const struct pack *pack,
                 const struct verify_options *options)
{
	verify_begin(proof, arena, options);
	for (uint32_t i = 0; i < pack->n_violations; i++) {
		struct arena scratch = {.memory = arena->memory};
		verify_violation(proof, &scratch, pack, i);
		arena_free(&scratch);
	}
	verify_end(proof, pack);
	verify_sort(proof);
}
