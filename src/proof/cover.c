/* Each line starts as one path of what is left, and is then widened as far as
 * nothing else comes in. */
#include "proof/cover.h"

struct widening {
	const struct mdd *m;
	uint32_t *line;
	uint32_t *seen; /* by node: the round in which it was found to be apart */
	uint32_t round;
};

static uint32_t all_of(const struct mdd *m, uint32_t level)
{
	return m->domains[level] == 32 ? UINT32_MAX : (1u << m->domains[level]) - 1;
}

static mdd_id kid_of(const struct mdd *m, mdd_id a, uint32_t value)
{
	return m->kids[m->nodes[a].kids + value];
}

/* Whether the line holds a case of the set. */
static bool meets(struct widening *w, mdd_id a)
{
	if (a <= MDD_ALL)
		return a == MDD_ALL;
	if (w->seen[a] == w->round)
		return false;
	uint32_t level = mdd_level(w->m, a);
	for (uint32_t i = 0; i < w->m->domains[level]; i++)
		if (w->line[level] & 1u << i && meets(w, kid_of(w->m, a, i)))
			return true;
	w->seen[a] = w->round;
	return false;
}

static bool try_mask(struct widening *w, mdd_id outside, uint32_t level, uint32_t mask)
{
	uint32_t before = w->line[level];
	w->line[level] = mask;
	w->round++;
	if (!meets(w, outside))
		return true;
	w->line[level] = before;
	return false;
}

/* Values that no case of the line has would only be noise. */
static bool occurs(struct widening *w, mdd_id within, uint32_t level, uint32_t value)
{
	uint32_t before = w->line[level];
	w->line[level] = 1u << value;
	w->round++;
	bool found = meets(w, within);
	w->line[level] = before;
	return found;
}

static void widen(struct widening *w, mdd_id outside, mdd_id within)
{
	for (uint32_t level = w->m->n_levels; level-- > 0;) {
		uint32_t all = all_of(w->m, level);
		if (w->line[level] == all || try_mask(w, outside, level, all))
			continue;
		for (uint32_t i = 0; i < w->m->domains[level]; i++)
			if (!(w->line[level] & 1u << i) && occurs(w, within, level, i))
				try_mask(w, outside, level, w->line[level] | 1u << i);
	}
}

/* One path; values that lead to the same place go together. */
static void follow(const struct mdd *m, mdd_id a, uint32_t *line)
{
	for (uint32_t i = 0; i < m->n_levels; i++)
		line[i] = all_of(m, i);
	while (a > MDD_ALL) {
		uint32_t level = mdd_level(m, a), value = 0, mask = 0;
		while (kid_of(m, a, value) == MDD_NONE)
			value++;
		mdd_id next = kid_of(m, a, value);
		for (uint32_t i = 0; i < m->domains[level]; i++)
			mask |= kid_of(m, a, i) == next ? 1u << i : 0;
		line[level] = mask;
		a = next;
	}
}

static mdd_id set_of(struct mdd *m, const uint32_t *line)
{
	mdd_id set = MDD_ALL;
	for (uint32_t level = m->n_levels; level-- > 0;)
		if (line[level] != all_of(m, level))
			set = mdd_and(m, mdd_test(m, level, line[level]), set);
	return set;
}

uint32_t cover_conditions(const struct mdd *m, const uint32_t *line)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < m->n_levels; i++)
		n += line[i] != all_of(m, i);
	return n;
}

static void sort_lines(struct cover *out, const struct mdd *m)
{
	for (uint32_t i = 1; i < out->n; i++) {
		uint32_t *line = out->lines[i], n = cover_conditions(m, line), k = i;
		for (; k > 0 && cover_conditions(m, out->lines[k - 1]) > n; k--)
			out->lines[k] = out->lines[k - 1];
		out->lines[k] = line;
	}
}

void cover_make(struct cover *out, struct arena *arena, struct mdd *m, mdd_id set, mdd_id within)
{
	mdd_id outside = mdd_and(m, within, mdd_not(m, set));
	struct widening w = {.m = m};
	*out = (struct cover){.lines = arena_many(arena, uint32_t *, COVER_MAX)};
	w.seen = arena_many(arena, uint32_t, m->n);
	while (set != MDD_NONE && out->n < COVER_MAX && !m->full) {
		w.line = arena_many(arena, uint32_t, m->n_levels + 1);
		follow(m, set, w.line);
		widen(&w, outside, within);
		out->lines[out->n++] = w.line;
		set = mdd_and(m, set, mdd_not(m, set_of(m, w.line)));
	}
	out->cut = set != MDD_NONE || m->full;
	sort_lines(out, m);
}
