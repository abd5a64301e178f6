/* The must-pieces of the form text at their longest: a sum of lengths, each
 * of which counts in some cases.  The cases are split by their sums; the
 * longest sum that some complete case has is exact. */
#include "base/utf8.h"
#include "core/format.h"
#include "core/value.h"
#include "proof/answers.h"
#include "proof/prover.h"

/* The cases of one sum. */
struct part {
	int64_t length;
	mdd_id cases;
};

struct sum {
	struct prover *p;
	struct part *parts;
	uint32_t n;
	mdd_id filled; /* each fact of a must-piece that shows is there */
};

static uint32_t form_language(const struct prover *p)
{
	return p->pack->profile->form_language;
}

static int64_t units(struct str s)
{
	return (int64_t)utf8_form_length(s);
}

/* -- how long a fact can be in print ------------------------------------------------------ */

static int64_t printed(struct prover *p, uint32_t var, int64_t a, int64_t b, struct str typed)
{
	struct arena scratch = {.memory = p->arena->memory};
	struct kase kase = {.pack = p->pack, .violation = p->violation};
	struct buf out = {.arena = &scratch};
	kase.answers = arena_many(&scratch, struct answer, p->violation->vars.n + 1);
	kase.answers[var - p->violation->vars.first] =
	        (struct answer){.given = true, .options = 1, .a = a, .b = b, .text = typed};
	format_answer(&out, &kase, var, form_language(p));
	int64_t length = units(buf_str(&out));
	arena_free(&scratch);
	return length;
}

static int64_t longer(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A number as typed, and 1 with its own form of the unit. */
static int64_t longest_number(struct prover *p, uint32_t var, const struct question *q)
{
	int64_t length = 0, values[] = {q->min, q->max, 1};
	for (int i = 0; i < 3; i++) {
		struct buf typed = {.arena = p->model->arena};
		uint64_t magnitude = (uint64_t)(values[i] < 0 ? -values[i] : values[i]);
		if (values[i] < q->min || values[i] > q->max)
			continue;
		buf_add(&typed, values[i] < 0 ? STR("-") : STR(""));
		buf_uint(&typed, q->type == TYPE_MONEY ? magnitude / 100 : magnitude);
		buf_add(&typed, q->type == TYPE_MONEY ? STR(".00") : STR(""));
		length = longer(length, printed(p, var, values[i], 0, buf_str(&typed)));
	}
	return length;
}

/* Days of two figures in every month; periods of a day, within a month, to
 * the end of the year, and to the next one. */
static int64_t longest_moment(struct prover *p, uint32_t var, const struct question *q)
{
	int64_t length = 0;
	for (uint32_t month = 1; month <= 12; month++) {
		int64_t day = civil_days((struct civil){2026, month, 20});
		int64_t last = civil_days((struct civil){2026, 12, 20});
		int64_t year = civil_days((struct civil){2027, month, 20});
		int64_t at = q->type == TYPE_TIME ? day * DAY_SECONDS : day;
		length = longer(length, printed(p, var, at, day, STR("2026-11-18T13:00:00")));
		length = longer(length, printed(p, var, at, day + 1, STR("2026-11-18T13:00:00")));
		length = longer(length, printed(p, var, at, last, STR("2026-11-18T13:00:00")));
		length = longer(length, printed(p, var, at, year, STR("2026-11-18T13:00:00")));
	}
	return length;
}

static int64_t longest_fact(struct prover *p, uint32_t var, const struct question *q)
{
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
	case TYPE_MONEY:
		return longest_number(p, var, q);
	case TYPE_DATE:
	case TYPE_TIME:
	case TYPE_PERIOD:
		return longest_moment(p, var, q);
	case TYPE_NAME:
	case TYPE_CODE:
	case TYPE_PROSE:
		return q->max;
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		break;
	}
	return 0;
}

static int64_t longest_date(struct prover *p)
{
	int64_t length = 0;
	for (uint32_t month = 1; month <= 12; month++) {
		struct buf out = {.arena = p->model->arena};
		format_date(&out, p->pack, civil_days((struct civil){2026, month, 20}), form_language(p));
		length = longer(length, units(buf_str(&out)));
	}
	return length;
}

static int64_t longest_exhibit(struct prover *p)
{
	struct range vars = p->violation->vars;
	struct buf out = {.arena = p->model->arena};
	uint32_t n = 0;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		n += p->pack->vars[i].kind == VAR_EVIDENCE;
	format_exhibit(&out, p->pack, n, form_language(p));
	return units(buf_str(&out));
}

static int64_t blank(struct prover *p, uint32_t var)
{
	struct buf out = {.arena = p->model->arena};
	format_blank(&out, p->pack, pack_label(p->pack, var, form_language(p)), form_language(p));
	return units(buf_str(&out));
}

/* -- sums ------------------------------------------------------------------------------------ */

static void add_part(struct sum *s, struct part *parts, uint32_t *n, struct part part)
{
	if (part.cases == MDD_NONE)
		return;
	for (uint32_t i = 0; i < *n; i++)
		if (parts[i].length == part.length) {
			parts[i].cases = mdd_or(&s->p->model->mdd, parts[i].cases, part.cases);
			return;
		}
	parts[(*n)++] = part;
}

/* So many characters more in these cases. */
static void add(struct sum *s, mdd_id cases, int64_t length)
{
	uint32_t n = 0;
	if (!length)
		return;
	struct part *parts = arena_many(s->p->model->arena, struct part, s->n * 2);
	for (uint32_t i = 0; i < s->n; i++) {
		struct part with = {s->parts[i].length + length, prover_all(s->p, s->parts[i].cases, cases)};
		struct part without = {s->parts[i].length,
		                       prover_all(s->p, s->parts[i].cases, prover_not(s->p, cases))};
		add_part(s, parts, &n, with);
		add_part(s, parts, &n, without);
	}
	s->parts = parts;
	s->n = n;
}

static struct str phrase_of(const struct prover *p, const struct question *q, uint32_t bit)
{
	const struct choice *choice = &p->pack->choices[q->choices.first + bit];
	return pack_words(p->pack, choice->say ? choice->say : choice->label, form_language(p));
}

static int64_t joint_length(const struct prover *p, const struct question *q, bool last)
{
	uint32_t language = form_language(p);
	if (q->join[last])
		return units(pack_words(p->pack, q->join[last], language));
	return units(pack_str(p->pack, p->pack->languages[language].list[last]));
}

/* Each option of a multiple choice brings a joint; the first brings none, and
 * the last another one. */
static void add_joints(struct sum *s, uint32_t var, const struct question *q, mdd_id there)
{
	struct prover *p = s->p;
	mdd_id one = MDD_NONE, two = MDD_NONE;
	for (uint32_t i = 0; i < q->choices.n; i++) {
		mdd_id chosen = model_test(p->model, var, 1u << i).yes;
		two = mdd_or(&p->model->mdd, two, prover_all(p, one, chosen));
		one = mdd_or(&p->model->mdd, one, chosen);
	}
	add(s, there, -joint_length(p, q, false));
	add(s, prover_all(p, there, two), joint_length(p, q, true) - joint_length(p, q, false));
}

static void add_choices(struct sum *s, uint32_t var, const struct question *q, mdd_id there)
{
	struct prover *p = s->p;
	bool multi = q->type == TYPE_MULTI;
	for (uint32_t i = 0; i < q->choices.n; i++) {
		mdd_id chosen = prover_all(p, there, model_test(p->model, var, 1u << i).yes);
		add(s, chosen, units(phrase_of(p, q, i)) + (multi ? joint_length(p, q, false) : 0));
	}
	if (multi)
		add_joints(s, var, q, there);
}

static void add_reason(struct sum *s, mdd_id shows)
{
	struct prover *p = s->p;
	struct range reasons = p->violation->reasons;
	mdd_id there = MDD_NONE;
	for (uint32_t i = 0; i < reasons.n; i++) {
		const struct reason *reason = &p->pack->reasons[reasons.first + i];
		mdd_id ticked = prover_all(p, shows, p->model->reasons[i]);
		add(s, ticked, units(pack_words(p->pack, reason->name, form_language(p))));
		there = mdd_or(&p->model->mdd, there, ticked);
	}
	add(s, prover_all(p, shows, prover_not(p, there)), blank(p, p->violation->reason));
}

static void add_var(struct sum *s, mdd_id shows, uint32_t var)
{
	struct prover *p = s->p;
	const struct question *q = pack_question(p->pack, var);
	enum var_kind kind = (enum var_kind)p->pack->vars[var].kind;
	if (kind == VAR_REASON) {
		add_reason(s, shows);
		return;
	}
	struct sure enclosed = {0};
	if (kind == VAR_EVIDENCE)
		enclosed = model_test(p->model, var, 1u << EVIDENCE_YES);
	mdd_id filled = q ? prover_all(p, model_relevant(p->model, var).yes, model_known(p->model, var))
	                  : enclosed.yes;
	mdd_id there = prover_all(p, shows, filled);
	add(s, prover_all(p, shows, prover_not(p, filled)), blank(p, var));
	s->filled = prover_all(p, s->filled, mdd_or(&p->model->mdd, prover_not(p, shows), filled));
	if (q && q->choices.n)
		add_choices(s, var, q, there);
	else
		add(s, there, q ? longest_fact(p, var, q) : longest_exhibit(p));
}

/* Its shortest form, and the joint that draft_form() counts with it. */
static void add_text(struct sum *s, uint32_t text)
{
	struct prover *p = s->p;
	const struct text *t = &p->pack->texts[text];
	struct range body = p->pack->bodies[t->shorts.first + t->shorts.n - 1];
	mdd_id shows = model_text(p->model, text)->shows.yes;
	int64_t length = units(pack_str(p->pack, p->pack->languages[form_language(p)].sentence));
	for (uint32_t i = body.first; i < body.first + body.n; i++) {
		const struct piece *piece = &p->pack->pieces[i];
		if (piece->kind == PIECE_WORDS)
			length += units(pack_str(p->pack, piece->words));
		else if (piece->kind == PIECE_DATE)
			length += longest_date(p);
		else if (piece->kind == PIECE_VIOLATION)
			length += units(pack_words(p->pack, p->violation->name, form_language(p)));
		else
			add_var(s, shows, piece->var);
	}
	add(s, shows, length);
}

/* -- the longest -------------------------------------------------------------------------------- */

/* The longest sum that a complete case has. */
static const struct part *longest_part(struct sum *s)
{
	const struct part *best = NULL;
	for (uint32_t i = 0; i < s->n; i++) {
		bool longest = !best || s->parts[i].length > best->length;
		if (longest && prover_can(s->p, s->parts[i].cases))
			best = &s->parts[i];
	}
	return best;
}

static void report(struct sum *s, const struct part *part)
{
	struct prover *p = s->p;
	struct model *m = p->model;
	struct buf has = {.arena = m->arena}, limit = {.arena = m->arena};
	uint8_t *values = arena_alloc(m->arena, m->n_levels + 1);
	buf_uint(&has, (uint64_t)part->length);
	buf_uint(&limit, p->pack->profile->form_smallest);
	struct finding *finding =
	        FINDING(p, OVER_LENGTH, p->violation->place, buf_str(&has), buf_str(&limit));
	finding->language = form_language(p);
	finding->in_form = true;
	mdd_id set = prover_all(p, part->cases, s->filled);
	uint32_t cost = mdd_cheapest(&m->mdd, m->arena, set, m->drafts, m->costs, m->free, values);
	if (cost == MDD_NO_CASE)
		cost = mdd_cheapest(&m->mdd, m->arena, part->cases, m->complete, m->costs, m->free, values);
	if (cost != MDD_NO_CASE)
		answers_write(m, p->arena, values, true, finding);
}

void prove_length(struct prover *p)
{
	struct range texts = p->violation->texts;
	struct sum s = {.p = p, .n = 1, .filled = MDD_ALL};
	struct part start = {0, MDD_ALL};
	s.parts = &start;
	prover_begin(p, STR("form"));
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (p->pack->texts[i].priority == PRIORITY_MUST && p->pack->texts[i].shorts.n)
			add_text(&s, i);
	const struct part *part = longest_part(&s);
	if (!part)
		return;
	p->proved->fits_from = (uint32_t)(part->length > 0 ? part->length : 0);
	if (part->length > p->pack->profile->form_smallest)
		report(&s, part);
}
