/* Which outcomes no facts can bring about together: the smallest such sets.
 * Members (checks, and dates that are today unless answered) that share facts
 * make a group.  All outcomes of a whole group are tried; those that cannot be
 * are reduced to what they need.  What follows from these for fewer members is
 * found by resolution: where each outcome of a member is impossible beside the
 * rest, the rest is.  It finds every smallest set there is. */
#include "proof/joint.h"

#include <string.h>

enum { TRIES_MAX = 400000, GROUP_MAX = 64, GOALS_MAX = 256, CUBES_MAX = 4000 };

/* For each member of a group the outcomes that a cube speaks of, a bit each:
 * all of them when it does not look at the member. */
struct cube {
	uint64_t words[GOALS_MAX / 64];
};

struct group {
	struct joint *j;
	uint32_t members[GROUP_MAX];
	uint32_t first_bit[GROUP_MAX], outcomes[GROUP_MAX];
	uint32_t n_members, n_bits;
	struct goal goals[GROUP_MAX]; /* those that are tried */
	uint32_t n;
	struct cube *impossible;
	uint32_t n_impossible, room;
};

/* -- cubes -------------------------------------------------------------------------- */

static bool has_bit(const struct cube *cube, uint32_t bit)
{
	return cube->words[bit / 64] >> bit % 64 & 1;
}

static void put_bit(struct cube *cube, uint32_t bit, bool on)
{
	uint64_t mask = (uint64_t)1 << bit % 64;
	cube->words[bit / 64] = on ? cube->words[bit / 64] | mask : cube->words[bit / 64] & ~mask;
}

static bool is_within(const struct cube *inner, const struct cube *outer)
{
	uint64_t beyond = 0;
	for (size_t i = 0; i < sizeof inner->words / sizeof *inner->words; i++)
		beyond |= inner->words[i] & ~outer->words[i];
	return !beyond;
}

static uint32_t count_outcomes(const struct group *g, const struct cube *cube, uint32_t member)
{
	uint32_t n = 0;
	for (uint32_t k = 0; k < g->outcomes[member]; k++)
		n += has_bit(cube, g->first_bit[member] + k);
	return n;
}

static struct cube cube_of(const struct group *g, const struct goal *goals, uint32_t n)
{
	struct cube cube = {{0}};
	for (uint32_t i = 0; i < g->n_bits; i++)
		put_bit(&cube, i, true);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t member = 0;
		while (g->members[member] != goals[i].var)
			member++;
		for (uint32_t k = 0; k < g->outcomes[member]; k++)
			put_bit(&cube, g->first_bit[member] + k, k == goals[i].outcome);
	}
	return cube;
}

static bool is_known(const struct group *g, const struct cube *cube)
{
	for (uint32_t i = 0; i < g->n_impossible; i++)
		if (is_within(cube, &g->impossible[i]))
			return true;
	return false;
}

static void add_cube(struct group *g, struct cube cube)
{
	if (is_known(g, &cube))
		return;
	if (g->n_impossible == CUBES_MAX) {
		g->j->gave_up = true;
		return;
	}
	g->impossible = arena_grow(g->j->arena, g->impossible, g->n_impossible, &g->room, sizeof cube);
	g->impossible[g->n_impossible++] = cube;
}

/* -- trying ------------------------------------------------------------------------- */

static bool possible(struct joint *j, const struct goal *goals, uint32_t n)
{
	struct arena scratch = {.memory = j->arena->memory};
	if (++j->tries > TRIES_MAX)
		j->gave_up = true;
	bool ok = j->gave_up || joint_solve(j, &scratch, goals, n, NULL, NULL);
	arena_free(&scratch);
	return ok;
}

/* Leaves out what the impossibility does not need. */
static void note_impossible(struct group *g)
{
	struct goal kept[GROUP_MAX];
	uint32_t n = g->n;
	memcpy(kept, g->goals, n * sizeof *kept);
	for (uint32_t i = 0; i < n;) {
		struct goal left_out = kept[i];
		kept[i] = kept[n - 1];
		if (possible(g->j, kept, n - 1)) {
			kept[n - 1] = kept[i];
			kept[i++] = left_out;
		} else {
			n--;
		}
	}
	add_cube(g, cube_of(g, kept, n));
}

static void try_members(struct group *g, uint32_t member);

/* Facts are sought for the whole group alone: each conflict is met once, and
 * known from then on. */
static void try_outcome(struct group *g, uint32_t member, uint32_t outcome)
{
	g->goals[g->n++] = (struct goal){g->members[member], outcome};
	struct cube cube = cube_of(g, g->goals, g->n);
	if (!is_known(g, &cube))
		try_members(g, member + 1);
	g->n--;
}

/* A date that is not today may be any, which demands nothing. */
static bool demands(const struct group *g, uint32_t member, uint32_t outcome)
{
	return g->j->pack->vars[g->members[member]].kind == VAR_CHECK || !outcome;
}

static void try_members(struct group *g, uint32_t member)
{
	if (member == g->n_members) {
		if (!possible(g->j, g->goals, g->n))
			note_impossible(g);
		return;
	}
	for (uint32_t k = 0; k < g->outcomes[member] && !g->j->gave_up; k++) {
		if (demands(g, member, k))
			try_outcome(g, member, k);
		else
			try_members(g, member + 1);
	}
}

/* -- resolving ------------------------------------------------------------------------ */

/* What two cubes say without the member: either outcome of it is impossible
 * beside what both speak of.  False when there is no such thing. */
static bool resolve(const struct group *g, const struct cube *a, const struct cube *b, uint32_t member,
                    struct cube *out)
{
	for (size_t i = 0; i < sizeof out->words / sizeof *out->words; i++)
		out->words[i] = a->words[i] & b->words[i];
	for (uint32_t k = 0; k < g->outcomes[member]; k++) {
		uint32_t bit = g->first_bit[member] + k;
		put_bit(out, bit, has_bit(a, bit) || has_bit(b, bit));
	}
	for (uint32_t i = 0; i < g->n_members; i++)
		if (!count_outcomes(g, out, i))
			return false;
	return true;
}

static void resolve_all(struct group *g)
{
	struct cube cube;
	for (uint32_t i = 1; i < g->n_impossible && !g->j->gave_up; i++)
		for (uint32_t k = 0; k < i; k++)
			for (uint32_t m = 0; m < g->n_members; m++)
				if (resolve(g, &g->impossible[i], &g->impossible[k], m, &cube))
					add_cube(g, cube);
}

/* -- listing ---------------------------------------------------------------------------- */

static bool is_smallest(const struct group *g, uint32_t row)
{
	for (uint32_t i = 0; i < g->n_impossible; i++)
		if (i != row && is_within(&g->impossible[row], &g->impossible[i]))
			return false;
	return true;
}

static void list_cube(struct group *g, const struct cube *cube)
{
	struct joint *j = g->j;
	struct conflict conflict = {arena_many(j->arena, struct outcomes, g->n_members + 1), 0};
	for (uint32_t i = 0; i < g->n_members; i++) {
		struct outcomes outcomes = {g->members[i], 0};
		for (uint32_t k = 0; k < g->outcomes[i]; k++)
			if (has_bit(cube, g->first_bit[i] + k))
				outcomes.mask |= 1u << k;
		if (count_outcomes(g, cube, i) < g->outcomes[i])
			conflict.items[conflict.n++] = outcomes;
	}
	j->conflicts = arena_grow(j->arena, j->conflicts, j->n_conflicts, &j->room, sizeof conflict);
	j->conflicts[j->n_conflicts++] = conflict;
}

/* -- groups ------------------------------------------------------------------------------ */

static bool is_member(const struct joint *j, uint32_t var)
{
	const struct question *q = pack_question(j->pack, var);
	return j->pack->vars[var].kind == VAR_CHECK || (q && pack_is_today(q));
}

static bool reads(const struct joint *j, uint32_t member, uint32_t fact)
{
	const struct var *v = &j->pack->vars[member];
	if (v->kind != VAR_CHECK)
		return member == fact;
	struct range facts = j->pack->checks[v->row].facts;
	for (uint32_t i = 0; i < facts.n; i++)
		if (j->pack->numbers[facts.first + i] == fact)
			return true;
	return false;
}

static bool share(const struct joint *j, uint32_t a, uint32_t b)
{
	struct range vars = j->violation->vars;
	for (uint32_t fact = vars.first; fact < vars.first + vars.n; fact++)
		if (reads(j, a, fact) && reads(j, b, fact))
			return true;
	return false;
}

/* Collects `var` and all that hangs together with it. */
static void collect(struct group *g, bool *seen, uint32_t var)
{
	struct range vars = g->j->violation->vars;
	const struct var *v = &g->j->pack->vars[var];
	uint32_t outcomes = v->kind == VAR_CHECK ? v->options : 2;
	if (g->n_members == GROUP_MAX || g->n_bits + outcomes > GOALS_MAX) {
		g->j->gave_up = true;
		return;
	}
	seen[var - vars.first] = true;
	g->first_bit[g->n_members] = g->n_bits;
	g->outcomes[g->n_members] = outcomes;
	g->members[g->n_members++] = var;
	g->n_bits += outcomes;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (!seen[i - vars.first] && is_member(g->j, i) && share(g->j, var, i))
			collect(g, seen, i);
}

static void list_group(struct group *g)
{
	try_members(g, 0);
	resolve_all(g);
	for (uint32_t i = 0; i < g->n_impossible; i++)
		if (is_smallest(g, i))
			list_cube(g, &g->impossible[i]);
}

void joint_list(struct joint *j)
{
	struct range vars = j->violation->vars;
	bool *seen = arena_alloc(j->arena, vars.n + 1);
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++) {
		if (seen[i - vars.first] || !is_member(j, i))
			continue;
		struct group *g = arena_new(j->arena, struct group);
		g->j = j;
		collect(g, seen, i);
		list_group(g);
	}
}
