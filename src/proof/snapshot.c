/* Whole letters that were accepted once: tests/VIOLATION/NAME.LANGUAGE.txt. */
#include "proof/trial.h"

#include "base/utf8.h"

/* -- names ---------------------------------------------------------------------------- */

static bool stands_in_a_name(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* "Good papers, 3 of them" is good-papers-3-of-them. */
static void add_slug(struct buf *out, struct str name)
{
	size_t first = out->n;
	bool gap = false;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c - 'A' + 'a');
		if (stands_in_a_name(c)) {
			buf_add(out, gap && out->n > first ? STR("-") : STR(""));
			buf_char(out, (char)c);
		}
		gap = !stands_in_a_name(c);
	}
}

static struct str snapshot_name(struct trial *t, uint32_t language)
{
	const struct pack *pack = t->tests->pack;
	struct buf name = {.arena = t->arena};
	buf_add(&name, STR("tests/"));
	buf_add(&name, pack_str(pack, t->violation->slug));
	buf_char(&name, '/');
	add_slug(&name, node_get(t->node, STR("name"))->text);
	buf_char(&name, '.');
	buf_add(&name, pack_str(pack, pack->languages[language].tag));
	buf_add(&name, STR(".txt"));
	return buf_str(&name);
}

/* -- comparing ------------------------------------------------------------------------- */

static struct str next_line(struct str *rest)
{
	return str_cut(rest, '\n');
}

static void fail_at_line(struct trial *t, const struct node *node, struct str name, struct str old,
                         struct str now)
{
	struct buf number = {.arena = t->arena};
	uint32_t line = 1;
	struct str was = next_line(&old), is = next_line(&now);
	for (; str_eq(was, is) && (old.n || now.n); line++) {
		was = next_line(&old);
		is = next_line(&now);
	}
	buf_uint(&number, line);
	TRIAL_FAILS(t, TEST_SNAPSHOT, node->place, name, buf_str(&number), was, is);
}

static void keep(struct trial *t, struct str name, struct str letter)
{
	struct rules_test_result *result = t->result;
	result->snapshots = arena_grow(t->keep, result->snapshots, result->n_snapshots, &result->room,
	                               sizeof *result->snapshots);
	result->snapshots[result->n_snapshots++] =
	        (struct snapshot){arena_copy(t->keep, name), arena_copy(t->keep, letter)};
}

static void compare(struct trial *t, const struct node *node, uint32_t language)
{
	struct str name = snapshot_name(t, language), old;
	struct str letter = trial_text(t, language, t->tests->letters[language]);
	bool there = t->tests->read && t->tests->read(t->tests->user, name, &old);
	if (there && str_eq(old, letter))
		return;
	if (t->tests->accept)
		keep(t, name, letter);
	else if (there)
		fail_at_line(t, node, name, old, letter);
	else
		TRIAL_FAILS(t, TEST_NO_SNAPSHOT, node->place, name);
}

/* An earlier test of the file whose letter would have the same name. */
static bool is_taken(struct trial *t)
{
	struct str own = snapshot_name(t, 0);
	for (const struct node *m = t->list->first; m != t->node; m = m->next) {
		struct trial other = *t;
		other.node = m;
		if (node_get(node_get(m, STR("expect")), STR("snapshot")) &&
		    str_eq(snapshot_name(&other, 0), own))
			return true;
	}
	return false;
}

void trial_snapshot(struct trial *t, const struct node *node)
{
	if (!str_eq(node->text, STR("yes")))
		return;
	if (is_taken(t)) {
		TRIAL_FAILS(t, TEST_SAME_SNAPSHOT, node->place, snapshot_name(t, 0));
		return;
	}
	for (uint32_t i = 0; i < t->tests->pack->n_languages; i++)
		compare(t, node, i);
}
