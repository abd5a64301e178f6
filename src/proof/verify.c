/* One violation after the other; then what only all of them together show. */
#include "proof/verify.h"

#include "core/value.h"
#include "proof/answers.h"
#include "proof/prover.h"

enum { NODE_CAP = 1 << 21 };

/* -- questions --------------------------------------------------------------------- */

static void report_not_proved(struct prover *p, struct str slot)
{
	struct str slug = pack_str(p->pack, p->violation->slug);
	for (uint32_t i = 0; i < p->out->n; i++) {
		const struct finding *known = &p->out->findings[i];
		if (known->message == MSG_NOT_PROVED && known->violation == p->row &&
		    str_eq(known->args[0], slot))
			return;
	}
	FINDING(p, NOT_PROVED, p->violation->place, slot, slug);
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
	struct finding *finding = &out->findings[out->n++];
	*finding = (struct finding){.message = message, .place = place, .violation = p->row};
	for (uint32_t i = 0; i < MESSAGE_ARGS; i++)
		finding->args[i] = arena_copy(p->arena, args[i]);
	return finding;
}

void prover_case(struct prover *p, struct finding *finding, mdd_id certain, mdd_id set)
{
	struct model *m = p->model;
	struct arena scratch = {.memory = p->arena->memory};
	uint8_t *values = arena_alloc(&scratch, m->n_levels + 1);
	uint32_t cost = mdd_cheapest(&m->mdd, &scratch, certain, m->drafts, m->costs, values);
	if (cost == MDD_NO_CASE)
		cost = mdd_cheapest(&m->mdd, &scratch, set, m->complete, m->costs, values);
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

void prover_note(struct prover *p, enum message message, struct place place, bool cleared,
                 const struct str *args)
{
	for (uint32_t i = 0; i < p->n_commons; i++) {
		struct common *c = &p->commons[i];
		if (c->message != message || !same_place(c->place, place) || !str_eq(c->args[0], args[0]))
			continue;
		c->cleared = c->cleared || cleared;
		c->violation = c->violation == p->row ? p->row : NO_ROW;
		return;
	}
	p->commons = arena_grow(p->arena, p->commons, p->n_commons, &p->commons_room, sizeof *p->commons);
	struct common *c = &p->commons[p->n_commons++];
	*c = (struct common){.place = place, .violation = p->row, .message = message, .cleared = cleared};
	for (uint32_t i = 0; i < MESSAGE_ARGS; i++)
		c->args[i] = args[i];
}

void prover_report_idle(struct prover *p)
{
	for (uint32_t i = 0; i < p->n_commons; i++) {
		const struct common *c = &p->commons[i];
		if (!c->cleared)
			prover_add(p, c->message, c->place, c->args)->violation = c->violation;
	}
}

/* -- a violation --------------------------------------------------------------------------- */

static void prove_violation(struct prover *p, uint32_t row)
{
	struct arena own = {.memory = p->arena->memory};
	struct proved *proved = &p->out->violations[row];
	p->row = row;
	p->violation = &p->pack->violations[row];
	p->asked = 0;
	p->model = arena_new(&own, struct model);
	model_make(p->model, &own, p->pack, p->violation, p->out->day,
	           p->options->node_cap ? p->options->node_cap : NODE_CAP);
	proved->texts = p->violation->texts.n;
	proved->cases = STR("");
	if (p->model->unfit) {
		report_not_proved(p, STR("*"));
		prove_no_text(p);
	} else {
		p->mark = p->model->mdd.n;
		proved->cases = mdd_count(&p->model->mdd, &own, p->arena, p->model->canonical);
		prove_slots(p);
		prove_texts(p);
		prove_words(p);
		prove_repeats(p);
		prove_length(p);
		prove_pairs(p);
		prover_begin(p, STR(""));
	}
	prove_used(p);
	proved->questions_asked = p->asked;
	arena_free(&own);
}

/* In the order of places; those of one place stay as they came. */
static void sort_findings(struct proof *proof)
{
	for (uint32_t i = 1; i < proof->n; i++) {
		struct finding moved = proof->findings[i];
		uint32_t k = i;
		for (; k > 0; k--) {
			const struct place *before = &proof->findings[k - 1].place;
			bool later =
			        before->source > moved.place.source ||
			        (before->source == moved.place.source && before->start > moved.place.start);
			if (!later)
				break;
			proof->findings[k] = proof->findings[k - 1];
		}
		proof->findings[k] = moved;
	}
}

static int64_t day_of(const struct pack *pack, const struct verify_options *options)
{
	int64_t day = civil_days((struct civil){2026, 1, 1});
	if (options->has_now)
		return options->now;
	value_date(pack_str(pack, pack->profile->checked), &day);
	return day;
}

void verify_pack(struct proof *out, struct arena *arena, const struct pack *pack,
                 const struct verify_options *options)
{
	struct prover p = {.out = out, .arena = arena, .pack = pack, .options = options};
	*out = (struct proof){.day = day_of(pack, options)};
	out->violations = arena_many(arena, struct proved, pack->n_violations + 1);
	p.followed = arena_many(arena, bool, pack->n_points + 1);
	for (uint32_t i = 0; i < pack->n_violations; i++)
		prove_violation(&p, i);
	p.row = NO_ROW;
	prover_report_idle(&p);
	prove_sources(&p);
	sort_findings(out);
}
