/* Difference bounds, closed after each step; alternatives are tried in turn. */
#include "proof/joint.h"

#include <string.h>

#include "core/value.h"

enum { POINTS_MAX = 96 };

/* x - y <= w, where x and y are points. */
struct bound {
	uint32_t x, y;
	int64_t w;
};

/* At least one of the bounds: what denies an outcome. */
struct choice_of {
	struct bound bounds[4 * OPTIONS_MAX];
	uint32_t n;
};

/* Point 0 is the number 0; a fact has one, a period two. */
struct problem {
	struct joint *j;
	struct arena *arena;
	uint32_t vars[POINTS_MAX]; /* behind each point but the first; the second of a period repeats it */
	uint32_t n;
	struct choice_of *choices;
	uint32_t n_choices, choices_room;
	struct bound *bounds;
	uint32_t n_bounds, bounds_room;
	int64_t *closed; /* of the solution */
};

static const int64_t FAR = INT64_MAX / 4;

/* -- facts ------------------------------------------------------------------------- */

static const struct question *question_of(const struct joint *j, uint32_t var)
{
	return pack_question(j->pack, var);
}

static void limits(const struct joint *j, uint32_t var, int64_t *min, int64_t *max)
{
	const struct question *q = question_of(j, var);
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
	case TYPE_MONEY:
		*min = q->min;
		*max = q->max;
		break;
	case TYPE_DATE:
	case TYPE_TIME:
	case TYPE_PERIOD:
		*min = civil_days((struct civil){2000, 1, 1});
		*max = civil_days((struct civil){2099, 12, 31});
		break;
	case TYPE_NAME:
	case TYPE_CODE:
	case TYPE_PROSE:
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		*min = 0;
		*max = j->violation->vars.n;
		break;
	}
}

static int64_t clamp(int64_t value, int64_t min, int64_t max)
{
	return value < min ? min : value > max ? max : value;
}

/* The value that one would expect, or the one that takes most room: days of
 * two figures in a month of two. */
static int64_t preferred(const struct joint *j, uint32_t var, bool end)
{
	int64_t min, max;
	const struct question *q = question_of(j, var);
	limits(j, var, &min, &max);
	switch ((enum type)q->type) {
	case TYPE_INTEGER:
		return j->longest ? (-min * 10 > max ? min : max) : clamp(1, min, max);
	case TYPE_MONEY:
		return j->longest ? max : clamp(100, min, max);
	case TYPE_DATE:
	case TYPE_TIME:
	case TYPE_PERIOD:
		if (!j->longest)
			return j->today;
		return civil_days((struct civil){days_civil(j->today).year - !end, 12, 28});
	case TYPE_NAME:
	case TYPE_CODE:
	case TYPE_PROSE:
	case TYPE_CHOICE:
	case TYPE_MULTI:
	case TYPE_YES_NO:
		break;
	}
	return var - j->violation->vars.first;
}

struct fact joint_any(const struct joint *j, uint32_t var)
{
	return (struct fact){var, preferred(j, var, false), preferred(j, var, true)};
}

/* -- bounds of a problem ------------------------------------------------------------- */

static void bind(struct problem *p, struct bound bound)
{
	p->bounds = arena_grow(p->arena, p->bounds, p->n_bounds, &p->bounds_room, sizeof *p->bounds);
	p->bounds[p->n_bounds++] = bound;
}

static void add_point(struct problem *p, uint32_t var)
{
	int64_t min, max;
	limits(p->j, var, &min, &max);
	bind(p, (struct bound){p->n, 0, max});
	bind(p, (struct bound){0, p->n, -min});
	p->vars[p->n++] = var;
}

/* The point of a fact; NO_ROW when there are too many. */
static uint32_t point_of(struct problem *p, uint32_t var)
{
	for (uint32_t i = 1; i < p->n; i++)
		if (p->vars[i] == var)
			return i;
	if (p->n + 2 > POINTS_MAX) {
		p->j->gave_up = true;
		return 0;
	}
	uint32_t point = p->n;
	add_point(p, var);
	if (question_of(p->j, var)->type == TYPE_PERIOD) {
		add_point(p, var);
		bind(p, (struct bound){point, point + 1, 0});
	}
	return point;
}

/* A point and what is added to it. */
struct term {
	uint32_t point;
	int64_t plus;
};

static struct term term_of(struct problem *p, const struct side *side)
{
	return (struct term){side->is_var ? point_of(p, side->var) : 0, side->value};
}

/* a <= b - less */
static struct bound at_most(struct term a, struct term b, int64_t less)
{
	return (struct bound){a.point, b.point, b.plus - a.plus - less};
}

/* Of `in`: from the outer's start to its end. */
struct ends {
	struct term from, to, outer_from, outer_to;
};

static struct ends ends_of(struct problem *p, const struct comparison *c)
{
	struct term from = term_of(p, &c->a), outer = term_of(p, &c->b), to = from;
	if (c->a.is_var && question_of(p->j, c->a.var)->type == TYPE_PERIOD)
		to.point++;
	return (struct ends){from, to, outer, {outer.point + 1, 0}};
}

static void demand(struct problem *p, const struct comparison *c)
{
	struct term a = term_of(p, &c->a), b = term_of(p, &c->b);
	struct ends e;
	switch ((enum compare)c->op) {
	case CMP_LT:
	case CMP_LE:
		bind(p, at_most(a, b, c->op == CMP_LT));
		break;
	case CMP_GE:
	case CMP_GT:
		bind(p, at_most(b, a, c->op == CMP_GT));
		break;
	case CMP_EQ:
		bind(p, at_most(a, b, 0));
		bind(p, at_most(b, a, 0));
		break;
	case CMP_IN:
		e = ends_of(p, c);
		bind(p, at_most(e.outer_from, e.from, 0));
		bind(p, at_most(e.to, e.outer_to, 0));
		break;
	}
}

static void offer(struct choice_of *choice, struct bound bound)
{
	if (choice->n < sizeof choice->bounds / sizeof *choice->bounds)
		choice->bounds[choice->n++] = bound;
}

static void offer_denial(struct problem *p, struct choice_of *choice, const struct comparison *c)
{
	struct term a = term_of(p, &c->a), b = term_of(p, &c->b);
	struct ends e;
	switch ((enum compare)c->op) {
	case CMP_LT:
	case CMP_LE:
		offer(choice, at_most(b, a, c->op == CMP_LE));
		break;
	case CMP_GE:
	case CMP_GT:
		offer(choice, at_most(a, b, c->op == CMP_GE));
		break;
	case CMP_EQ:
		offer(choice, at_most(a, b, 1));
		offer(choice, at_most(b, a, 1));
		break;
	case CMP_IN:
		e = ends_of(p, c);
		offer(choice, at_most(e.from, e.outer_from, 1));
		offer(choice, at_most(e.outer_to, e.to, 1));
		break;
	}
}

static void deny(struct problem *p, const struct outcome *outcome)
{
	p->choices = arena_grow(p->arena, p->choices, p->n_choices, &p->choices_room, sizeof *p->choices);
	struct choice_of *choice = &p->choices[p->n_choices++];
	choice->n = 0;
	if (outcome->comparisons.n * 2 > sizeof choice->bounds / sizeof *choice->bounds)
		p->j->gave_up = true;
	for (uint32_t i = 0; i < outcome->comparisons.n; i++)
		offer_denial(p, choice, &p->j->pack->comparisons[outcome->comparisons.first + i]);
}

/* An outcome is the first that holds: those before it do not. */
static void add_goal(struct problem *p, struct goal goal)
{
	const struct pack *pack = p->j->pack;
	if (pack->vars[goal.var].kind != VAR_CHECK) {
		struct term day = {point_of(p, goal.var), 0}, today = {0, p->j->today};
		if (goal.outcome)
			return;
		bind(p, at_most(day, today, 0));
		bind(p, at_most(today, day, 0));
		return;
	}
	const struct outcome *first = &pack->outcomes[pack->checks[pack->vars[goal.var].row].outcomes.first];
	for (uint32_t i = 0; i < goal.outcome; i++)
		deny(p, &first[i]);
	struct range held = first[goal.outcome].comparisons;
	for (uint32_t i = 0; i < held.n; i++)
		demand(p, &pack->comparisons[held.first + i]);
}

/* -- solving ------------------------------------------------------------------------- */

static int64_t *cell(const struct problem *p, int64_t *matrix, uint32_t x, uint32_t y)
{
	return &matrix[x * p->n + y];
}

static int64_t *new_matrix(const struct problem *p)
{
	return arena_many(p->arena, int64_t, p->n * p->n);
}

/* Adds a bound to a closed matrix and closes it again; false when that is
 * impossible. */
static bool tighten(const struct problem *p, int64_t *matrix, struct bound bound)
{
	if (*cell(p, matrix, bound.x, bound.y) <= bound.w)
		return true;
	if (*cell(p, matrix, bound.y, bound.x) + bound.w < 0)
		return false;
	for (uint32_t i = 0; i < p->n; i++)
		for (uint32_t k = 0; k < p->n; k++) {
			int64_t before = *cell(p, matrix, i, bound.x), after = *cell(p, matrix, bound.y, k);
			int64_t through = before >= FAR || after >= FAR ? FAR : before + bound.w + after;
			if (through < *cell(p, matrix, i, k))
				*cell(p, matrix, i, k) = through;
		}
	return true;
}

/* Tries the alternatives from `choice` on; the solution stays in `closed`. */
static bool search(struct problem *p, const int64_t *matrix, uint32_t choice)
{
	size_t size = p->n * p->n * sizeof *matrix;
	if (choice == p->n_choices) {
		p->closed = new_matrix(p);
		memcpy(p->closed, matrix, size);
		return true;
	}
	int64_t *next = new_matrix(p);
	for (uint32_t i = 0; i < p->choices[choice].n; i++) {
		memcpy(next, matrix, size);
		if (tighten(p, next, p->choices[choice].bounds[i]) && search(p, next, choice + 1))
			return true;
	}
	return false;
}

static bool solve(struct problem *p, const struct goal *goals, uint32_t n)
{
	p->n = 1;
	for (uint32_t i = 0; i < n; i++)
		add_goal(p, goals[i]);
	int64_t *matrix = new_matrix(p);
	for (uint32_t i = 0; i < p->n * p->n; i++)
		matrix[i] = i % (p->n + 1) ? FAR : 0;
	for (uint32_t i = 0; i < p->n_bounds; i++)
		if (!tighten(p, matrix, p->bounds[i]))
			return false;
	return search(p, matrix, 0);
}

/* Fixes one point after the other at what is nearest to what is preferred. */
static void read_facts(struct problem *p, struct fact **facts, uint32_t *n_facts)
{
	*facts = arena_many(p->arena, struct fact, p->n);
	*n_facts = 0;
	for (uint32_t i = 1; i < p->n; i++) {
		bool end = i > 1 && p->vars[i] == p->vars[i - 1];
		int64_t min = -*cell(p, p->closed, 0, i), max = *cell(p, p->closed, i, 0);
		int64_t value = clamp(preferred(p->j, p->vars[i], end), min, max);
		tighten(p, p->closed, (struct bound){i, 0, value});
		tighten(p, p->closed, (struct bound){0, i, -value});
		if (end)
			(*facts)[*n_facts - 1].b = value;
		else
			(*facts)[(*n_facts)++] = (struct fact){p->vars[i], value, value};
	}
}

bool joint_solve(struct joint *j, struct arena *scratch, const struct goal *goals, uint32_t n,
                 struct fact **facts, uint32_t *n_facts)
{
	struct problem *p = arena_new(scratch, struct problem);
	p->j = j;
	p->arena = scratch;
	if (!solve(p, goals, n))
		return false;
	if (facts)
		read_facts(p, facts, n_facts);
	return true;
}
