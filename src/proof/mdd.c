/* Nodes are never freed one by one: the arena goes with the violation. */
#include "proof/mdd.h"

#include <string.h>

enum op { OP_AND, OP_OR, OP_NOT, OP_APART };

struct mdd_entry {
	uint32_t op, a, b, result;
};

enum { TABLE_FIRST = 1 << 12, CACHE_SIZE = 1 << 16 };

static uint32_t mix(uint32_t hash, uint32_t value)
{
	hash = (hash ^ value) * 0x9E3779B1u;
	return hash ^ hash >> 15;
}

/* -- nodes ------------------------------------------------------------------------- */

void mdd_init(struct mdd *m, struct arena *arena, const uint8_t *domains, uint32_t n_levels, uint32_t cap)
{
	*m = (struct mdd){.arena = arena, .domains = domains, .n_levels = n_levels, .cap = cap};
	m->table_size = TABLE_FIRST;
	m->table = arena_many(arena, uint32_t, m->table_size);
	m->cache = arena_many(arena, struct mdd_entry, CACHE_SIZE);
	for (m->n = 0; m->n < 2; m->n++) {
		m->nodes = arena_grow(arena, m->nodes, m->n, &m->room, sizeof *m->nodes);
		m->nodes[m->n] = (struct mdd_node){n_levels, 0};
	}
}

uint32_t mdd_level(const struct mdd *m, mdd_id a)
{
	return m->nodes[a].level;
}

static mdd_id kid(const struct mdd *m, mdd_id a, uint32_t level, uint32_t value)
{
	const struct mdd_node *node = &m->nodes[a];
	return node->level == level ? m->kids[node->kids + value] : a;
}

static uint32_t hash_node(const struct mdd *m, uint32_t level, const mdd_id *kids)
{
	uint32_t hash = mix(0, level);
	for (uint32_t i = 0; i < m->domains[level]; i++)
		hash = mix(hash, kids[i]);
	return hash;
}

static void enter(struct mdd *m, mdd_id id)
{
	const struct mdd_node *node = &m->nodes[id];
	uint32_t at = hash_node(m, node->level, m->kids + node->kids) & (m->table_size - 1);
	while (m->table[at])
		at = (at + 1) & (m->table_size - 1);
	m->table[at] = id;
}

static void enter_all(struct mdd *m)
{
	memset(m->table, 0, m->table_size * sizeof *m->table);
	for (mdd_id id = 2; id < m->n; id++)
		enter(m, id);
}

static void grow_table(struct mdd *m)
{
	m->table_size *= 2;
	m->table = arena_many(m->arena, uint32_t, m->table_size);
	enter_all(m);
}

static mdd_id find_node(const struct mdd *m, uint32_t level, const mdd_id *kids)
{
	uint32_t at = hash_node(m, level, kids) & (m->table_size - 1);
	for (; m->table[at]; at = (at + 1) & (m->table_size - 1)) {
		const struct mdd_node *node = &m->nodes[m->table[at]];
		if (node->level == level &&
		    !memcmp(m->kids + node->kids, kids, m->domains[level] * sizeof *kids))
			return m->table[at];
	}
	return MDD_NONE;
}

static mdd_id add_node(struct mdd *m, uint32_t level, const mdd_id *kids)
{
	struct mdd_node node = {level, m->n_kids};
	if (m->n >= m->cap) {
		m->full = true;
		return MDD_NONE;
	}
	for (uint32_t i = 0; i < m->domains[level]; i++) {
		m->kids = arena_grow(m->arena, m->kids, m->n_kids, &m->kids_room, sizeof *m->kids);
		m->kids[m->n_kids++] = kids[i];
	}
	m->nodes = arena_grow(m->arena, m->nodes, m->n, &m->room, sizeof *m->nodes);
	m->nodes[m->n] = node;
	if (m->n * 2 >= m->table_size)
		grow_table(m);
	enter(m, m->n);
	return m->n++;
}

/* A level whose value does not matter is not asked for. */
static mdd_id make(struct mdd *m, uint32_t level, const mdd_id *kids)
{
	uint32_t i = 1;
	while (i < m->domains[level] && kids[i] == kids[0])
		i++;
	if (i == m->domains[level])
		return kids[0];
	mdd_id known = find_node(m, level, kids);
	return known ? known : add_node(m, level, kids);
}

mdd_id mdd_test(struct mdd *m, uint32_t level, uint32_t mask)
{
	mdd_id kids[MDD_DOMAIN_MAX];
	for (uint32_t i = 0; i < m->domains[level]; i++)
		kids[i] = mask & 1u << i ? MDD_ALL : MDD_NONE;
	return make(m, level, kids);
}

void mdd_forget(struct mdd *m, uint32_t n)
{
	if (m->n > n)
		m->n_kids = m->nodes[n].kids;
	m->n = n;
	m->full = false;
	enter_all(m);
	memset(m->cache, 0, CACHE_SIZE * sizeof *m->cache);
}

/* -- operations --------------------------------------------------------------------- */

static struct mdd_entry *cached(const struct mdd *m, enum op op, mdd_id a, mdd_id b)
{
	return &m->cache[mix(mix(mix(0, op), a), b) & (CACHE_SIZE - 1)];
}

/* No question is about the constants, so an entry of zeroes answers none. */
static bool recall(const struct mdd *m, enum op op, mdd_id a, mdd_id b, mdd_id *result)
{
	const struct mdd_entry *e = cached(m, op, a, b);
	if (e->op != op || e->a != a || e->b != b)
		return false;
	*result = e->result;
	return true;
}

static void remember(struct mdd *m, enum op op, mdd_id a, mdd_id b, mdd_id result)
{
	if (!m->full)
		*cached(m, op, a, b) = (struct mdd_entry){op, a, b, result};
}

static bool is_plain(enum op op, mdd_id a, mdd_id b, mdd_id *result)
{
	mdd_id absorbing = op == OP_AND ? MDD_NONE : MDD_ALL, neutral = op == OP_AND ? MDD_ALL : MDD_NONE;
	if (a == b || b == neutral || a == absorbing)
		*result = a;
	else if (a == neutral || b == absorbing)
		*result = b;
	else
		return false;
	return true;
}

static uint32_t top(const struct mdd *m, mdd_id a, mdd_id b)
{
	uint32_t la = mdd_level(m, a), lb = mdd_level(m, b);
	return la < lb ? la : lb;
}

static mdd_id apply(struct mdd *m, enum op op, mdd_id a, mdd_id b)
{
	mdd_id kids[MDD_DOMAIN_MAX], result;
	if (m->full || is_plain(op, a, b, &result))
		return m->full ? MDD_NONE : result;
	if (a > b)
		return apply(m, op, b, a);
	if (recall(m, op, a, b, &result))
		return result;
	uint32_t level = top(m, a, b);
	for (uint32_t i = 0; i < m->domains[level]; i++)
		kids[i] = apply(m, op, kid(m, a, level, i), kid(m, b, level, i));
	result = make(m, level, kids);
	remember(m, op, a, b, result);
	return result;
}

mdd_id mdd_and(struct mdd *m, mdd_id a, mdd_id b)
{
	return apply(m, OP_AND, a, b);
}

mdd_id mdd_or(struct mdd *m, mdd_id a, mdd_id b)
{
	return apply(m, OP_OR, a, b);
}

mdd_id mdd_not(struct mdd *m, mdd_id a)
{
	mdd_id kids[MDD_DOMAIN_MAX], result;
	if (m->full)
		return MDD_NONE;
	if (a <= MDD_ALL)
		return a == MDD_ALL ? MDD_NONE : MDD_ALL;
	if (recall(m, OP_NOT, a, a, &result))
		return result;
	uint32_t level = mdd_level(m, a);
	for (uint32_t i = 0; i < m->domains[level]; i++)
		kids[i] = mdd_not(m, kid(m, a, level, i));
	result = make(m, level, kids);
	remember(m, OP_NOT, a, a, result);
	return result;
}

/* Makes no nodes.  Only what is apart is remembered: a meeting ends it all. */
bool mdd_meets(struct mdd *m, mdd_id a, mdd_id b)
{
	mdd_id apart;
	if (a == MDD_NONE || b == MDD_NONE)
		return false;
	if (a == MDD_ALL || b == MDD_ALL || a == b)
		return true;
	if (a > b)
		return mdd_meets(m, b, a);
	if (recall(m, OP_APART, a, b, &apart))
		return false;
	uint32_t level = top(m, a, b);
	for (uint32_t i = 0; i < m->domains[level]; i++)
		if (mdd_meets(m, kid(m, a, level, i), kid(m, b, level, i)))
			return true;
	remember(m, OP_APART, a, b, MDD_ALL);
	return false;
}

bool mdd_holds(const struct mdd *m, mdd_id a, const uint8_t *values)
{
	while (a > MDD_ALL)
		a = kid(m, a, mdd_level(m, a), values[mdd_level(m, a)]);
	return a == MDD_ALL;
}

/* -- the cheapest case ---------------------------------------------------------------- */

/* What is left to pay from a pair of nodes on. */
struct due {
	mdd_id a, b;
	uint32_t cost;
};

struct search {
	struct mdd *m;
	struct arena *arena;
	const uint8_t *costs, *free;
	struct due *dues; /* by hash; a == 0 is free: no case is never entered */
	uint32_t n, size;
};

static struct due *due_of(const struct search *s, mdd_id a, mdd_id b)
{
	uint32_t at = mix(mix(0, a), b) & (s->size - 1);
	while (s->dues[at].a && (s->dues[at].a != a || s->dues[at].b != b))
		at = (at + 1) & (s->size - 1);
	return &s->dues[at];
}

static void grow_dues(struct search *s)
{
	struct due *old = s->dues;
	uint32_t size = s->size;
	s->size = size ? size * 2 : 256;
	s->dues = arena_many(s->arena, struct due, s->size);
	for (uint32_t i = 0; i < size; i++)
		if (old[i].a)
			*due_of(s, old[i].a, old[i].b) = old[i];
}

static uint32_t cheapest(struct search *s, mdd_id a, mdd_id b);

static uint32_t price(struct search *s, mdd_id a, mdd_id b, uint32_t level, uint32_t value)
{
	uint32_t rest = cheapest(s, kid(s->m, a, level, value), kid(s->m, b, level, value));
	bool costs = value && value != s->free[level];
	return rest == MDD_NO_CASE ? rest : rest + (costs ? s->costs[level] : 0);
}

static uint32_t cheapest(struct search *s, mdd_id a, mdd_id b)
{
	uint32_t best = MDD_NO_CASE;
	if (a == MDD_NONE || b == MDD_NONE)
		return MDD_NO_CASE;
	if (a == MDD_ALL && b == MDD_ALL)
		return 0;
	const struct due *due = due_of(s, a, b);
	if (due->a)
		return due->cost;
	uint32_t level = top(s->m, a, b);
	for (uint32_t i = 0; i < s->m->domains[level]; i++) {
		uint32_t cost = price(s, a, b, level, i);
		best = cost < best ? cost : best;
	}
	if (++s->n * 2 > s->size)
		grow_dues(s);
	*due_of(s, a, b) = (struct due){a, b, best};
	return best;
}

uint32_t mdd_cheapest(struct mdd *m, struct arena *scratch, mdd_id a, mdd_id b, const uint8_t *costs,
                      const uint8_t *free, uint8_t *values)
{
	struct search s = {.m = m, .arena = scratch, .costs = costs, .free = free};
	grow_dues(&s);
	uint32_t cost = cheapest(&s, a, b);
	memset(values, 0, m->n_levels);
	while (cost != MDD_NO_CASE && (a > MDD_ALL || b > MDD_ALL)) {
		uint32_t level = top(m, a, b), value = 0, least = cheapest(&s, a, b);
		while (price(&s, a, b, level, value) != least)
			value++;
		values[level] = (uint8_t)value;
		a = kid(m, a, level, value);
		b = kid(m, b, level, value);
	}
	return cost;
}

/* -- how many -------------------------------------------------------------------------- */

__extension__ typedef unsigned __int128 wide;

/* Exact while `over` is not set; `about` always serves. */
struct count {
	wide exact;
	long double about;
	bool over, known;
};

static struct count times(struct count c, uint32_t n)
{
	c.over = c.over || (n && c.exact > ~(wide)0 / n);
	c.exact *= n;
	c.about *= n;
	return c;
}

static struct count plus(struct count a, struct count b)
{
	a.over = a.over || b.over || a.exact > ~(wide)0 - b.exact;
	a.exact += b.exact;
	a.about += b.about;
	return a;
}

/* Cases of the levels from `from` on. */
static struct count count_from(const struct mdd *m, struct count *counts, mdd_id a, uint32_t from)
{
	uint32_t level = mdd_level(m, a);
	struct count sum = {.exact = a, .about = a};
	if (a > MDD_ALL && counts[a].known) {
		sum = counts[a];
	} else if (a > MDD_ALL) {
		sum = (struct count){0};
		for (uint32_t i = 0; i < m->domains[level]; i++)
			sum = plus(sum, count_from(m, counts, kid(m, a, level, i), level + 1));
		sum.known = true;
		counts[a] = sum;
	}
	for (uint32_t i = from; i < level; i++)
		sum = times(sum, m->domains[i]);
	return sum;
}

static void add_digits(struct buf *out, wide value)
{
	if (value >= 10)
		add_digits(out, value / 10);
	buf_char(out, (char)('0' + (int)(value % 10)));
}

/* 4.31e38; cases beyond what the machine can hold are "1.00e4000" at least. */
static void add_rounded(struct buf *out, long double about)
{
	uint64_t exponent = 0;
	for (; about >= 999.5L && exponent < 4000; exponent++)
		about /= 10;
	uint64_t figure = about < 999.5L ? (uint64_t)(about + 0.5L) : 100;
	buf_uint(out, figure / 100);
	buf_char(out, '.');
	buf_char(out, (char)('0' + figure / 10 % 10));
	buf_char(out, (char)('0' + figure % 10));
	buf_char(out, 'e');
	buf_uint(out, exponent + 2);
}

struct str mdd_count(const struct mdd *m, struct arena *scratch, struct arena *out, mdd_id a)
{
	struct count *counts = arena_many(scratch, struct count, m->n);
	struct count count = count_from(m, counts, a, 0);
	struct buf words = {.arena = out};
	if (count.over)
		add_rounded(&words, count.about);
	else
		add_digits(&words, count.exact);
	return buf_str(&words);
}
