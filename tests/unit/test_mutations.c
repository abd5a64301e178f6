/* Hostile rules: the shipped files with one node changed.  Each change must
 * end in diagnostics or in a pack that can draft, under the sanitizers.  Of the
 * nodes of one shape, such as paragraphs/-/text, the first one is changed.
 *	test_mutations          a sample, quickly
 *	test_mutations all      all of them, in minutes; also with SHENSU_TEST_ALL=1 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/json.h"
#include "data/yaml.h"
#include "golden.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define RULES        "rules/douyin/"

/* A prime, so that the sample falls on each kind of change in turn. */
enum { SAMPLE_STRIDE = 211, SPOTS_MAX = 4000, PER_SHAPE = 1, FILES = 3 };

/* 2026-11-20T09:00+08:00 */
static const int64_t now = 1795136400;

enum change {
	TO_LIST,
	TO_MAP,
	TO_EMPTY,
	TO_ITEMS,
	TO_MEMBERS,
	TO_NUMBER,
	DELETED,
	DOUBLED,
	MISSPELT,
	CHANGES
};

static unsigned stride = SAMPLE_STRIDE;
static unsigned loaded, refused;

/* A node and the map or list that holds it. */
struct spot {
	struct node *parent, *node;
	struct str shape;
};

static struct spot spots[SPOTS_MAX];
static size_t n_spots;

/* -- trees -------------------------------------------------------------------------- */

static struct node *read_rules(struct arena *arena, const char *path)
{
	struct diags diags;
	struct str text = file_read(arena, path);

	assert_non_null(text.p);
	diags_init(&diags, arena);
	struct node *tree = yaml_read(arena, &diags, diags_source(&diags, str_of(path), text));
	assert_non_null(tree);
	return tree;
}

static bool is_field(struct str key)
{
	static const char *const keys[] = {
	        "any",
	        "all",
	        "not",
#define FIELDS(map, en)
#define FIELD(map, key, kind, need, doc) key,
#include "core/fields.def"
#undef FIELDS
#undef FIELD
	};

	for (size_t i = 0; i < COUNT(keys); i++)
		if (str_eq(str_of(keys[i]), key))
			return true;
	return false;
}

static unsigned count_shape(struct str shape)
{
	unsigned n = 0;

	for (size_t i = 0; i < n_spots; i++)
		n += str_eq(spots[i].shape, shape);
	return n;
}

static struct str shape_of(struct arena *arena, struct str parent, const struct node *node)
{
	struct buf shape = {.arena = arena};

	buf_add(&shape, parent);
	buf_char(&shape, '/');
	buf_add(&shape, !node->key.n ? STR("-") : is_field(node->key) ? node->key : STR("*"));
	return buf_str(&shape);
}

static void collect(struct arena *arena, struct node *parent, struct str above)
{
	for (struct node *node = parent->first; node != NULL; node = node->next) {
		struct str shape = shape_of(arena, above, node);
		if (count_shape(shape) < PER_SHAPE) {
			assert_true(n_spots < SPOTS_MAX);
			spots[n_spots++] = (struct spot){parent, node, shape};
		}
		collect(arena, node, shape);
	}
}

/* Every YAML reader reads JSON. */
static shensu_file written(struct arena *arena, const char *name, const struct node *tree)
{
	struct buf out = {.arena = arena};

	json_write(&out, tree);
	return (shensu_file){name, {buf_str(&out).p, out.n}};
}

/* -- changes ------------------------------------------------------------------------- */

static void unlink_node(struct node *parent, struct node *node)
{
	struct node **at = &parent->first;

	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
}

static void double_node(struct arena *arena, struct node *node)
{
	struct node *copy = arena_new(arena, struct node);

	*copy = *node;
	node->next = copy;
}

static void fill(struct arena *arena, struct node *node, enum change change)
{
	struct str key = change == TO_MEMBERS ? STR("a") : STR("");

	node->kind = change == TO_LIST || change == TO_ITEMS ? NODE_LIST : NODE_MAP;
	node->first = node->last = NULL;
	node->count = 0;
	if (change == TO_ITEMS || change == TO_MEMBERS)
		node_text(arena, node, key, STR("b"));
	if (change == TO_ITEMS)
		node_text(arena, node, key, STR("c"));
}

static void become_text(struct node *node, struct str text)
{
	node->kind = NODE_TEXT;
	node->style = STYLE_QUOTED;
	node->first = node->last = NULL;
	node->text = text;
}

static void misspell(struct arena *arena, struct node *node)
{
	struct buf key = {.arena = arena};

	buf_add(&key, str_sub(node->key, 0, node->key.n - 1));
	buf_char(&key, 'x');
	node->key = buf_str(&key);
}

static void apply(struct arena *arena, const struct spot *spot, enum change change)
{
	switch (change) {
	case TO_LIST:
	case TO_MAP:
	case TO_ITEMS:
	case TO_MEMBERS:
		fill(arena, spot->node, change);
		break;
	case TO_EMPTY:
		become_text(spot->node, STR(""));
		break;
	case TO_NUMBER:
		become_text(spot->node, STR("99999999999999999999"));
		break;
	case DELETED:
		unlink_node(spot->parent, spot->node);
		break;
	case DOUBLED:
		double_node(arena, spot->node);
		break;
	case MISSPELT:
		if (spot->node->key.n)
			misspell(arena, spot->node);
		break;
	case CHANGES:
		break;
	}
}

/* What a change touches, for putting it back. */
struct kept {
	struct node parent, node, before;
	struct node *previous;
};

static struct kept keep(const struct spot *spot)
{
	struct kept kept = {.parent = *spot->parent, .node = *spot->node};

	for (struct node *m = spot->parent->first; m != spot->node; m = m->next)
		kept.previous = m;
	if (kept.previous)
		kept.before = *kept.previous;
	return kept;
}

static void put_back(const struct spot *spot, const struct kept *kept)
{
	if (kept->previous)
		*kept->previous = kept->before;
	*spot->node = kept->node;
	*spot->parent = kept->parent;
}

/* -- loading and drafting --------------------------------------------------------------- */

static void draft(shensu *s, const shensu_file *answers, const char *slug, const char *language)
{
	shensu_request request = {.violation = slug, .answers = answers, .language = language, .now = now};
	shensu_text out;
	shensu_draft *d = shensu_draft_make(s, &request);

	for (int i = SHENSU_LETTER_TXT; d && i <= SHENSU_SUMMARY; i++)
		shensu_draft_write(d, (shensu_document)i, &out);
	if (d)
		shensu_draft_explain(d, NULL, &out);
}

static void see_diagnostics(shensu *s)
{
	shensu_diagnostic_info info;
	size_t n = shensu_diagnostics(s);

	for (size_t i = 0; i < n; i++)
		shensu_diagnostic(s, i, &info);
}

static void try_rules(const shensu_file *files, const shensu_file *answers, const char *slug)
{
	shensu_host host = {0};
	shensu *s = shensu_open(&host);
	shensu_text out;
	bool ok = shensu_use_rules(s, files, FILES);

	loaded += ok;
	refused += !ok;
	assert_true(ok == (shensu_diagnostics(s) == 0));
	if (ok) {
		shensu_violations(s, SHENSU_LIST_TEXT, &out);
		shensu_questions(s, slug, SHENSU_LIST_YAML, &out);
		draft(s, answers, slug, "zh-CN");
		draft(s, answers, slug, "en");
	}
	see_diagnostics(s);
	shensu_close(s);
}

/* -- a file, change by change -------------------------------------------------------------- */

struct pack_files {
	const char *slug;
	int changed; /* 0 profile, 1 common, 2 the violation */
};

static void change_at(struct arena *arena, shensu_file *files, const struct pack_files *pack,
                      struct node *tree, const struct spot *spot, enum change change,
                      const shensu_file *answers)
{
	struct kept kept = keep(spot);
	struct arena scratch = {.memory = arena->memory};

	apply(&scratch, spot, change);
	shensu_file usual = files[pack->changed];
	files[pack->changed] = written(&scratch, usual.name, tree);
	try_rules(files, answers, pack->slug);
	files[pack->changed] = usual;
	put_back(spot, &kept);
	arena_free(&scratch);
}

static void test_file(void **state)
{
	const struct pack_files *pack = *state;
	struct arena arena;
	struct node *trees[FILES];
	shensu_file files[FILES];
	char own[256];

	golden_memory(&arena);
	snprintf(own, sizeof own, RULES "%s.yaml", pack->slug);
	const char *const paths[FILES] = {RULES "profile.yaml", RULES "common.yaml", own};
	for (int i = 0; i < FILES; i++) {
		trees[i] = read_rules(&arena, paths[i]);
		files[i] = written(&arena, paths[i], trees[i]);
	}
	const struct node *test = node_get(trees[2], STR("tests"));
	const struct node *given = node_get(test ? test->first : NULL, STR("answers"));
	shensu_file answers =
	        given ? written(&arena, "answers.json", given) : (shensu_file){"a.yaml", {"", 0}};
	n_spots = 0;
	collect(&arena, trees[pack->changed], STR(""));
	for (size_t i = 0; i < n_spots * CHANGES; i += stride)
		change_at(&arena, files, pack, trees[pack->changed], &spots[i / CHANGES],
		          (enum change)(i % CHANGES), &answers);
	arena_free(&arena);
}

/* Both outcomes must have come about, or the changes were none. */
static void test_seen(void **state)
{
	(void)state;
	assert_true(refused > loaded / 4);
	assert_true(loaded > 0);
}

int main(int argc, char **argv)
{
	static struct pack_files packs[] = {
	        {"late-shipment", 0},     {"late-shipment", 1},     {"late-shipment", 2},
	        {"counterfeit-goods", 2}, {"fake-transactions", 2},
	};
	const struct CMUnitTest tests[] = {
	        {"profile", test_file, NULL, NULL, &packs[0]},
	        {"common", test_file, NULL, NULL, &packs[1]},
	        {"late-shipment", test_file, NULL, NULL, &packs[2]},
	        {"counterfeit-goods", test_file, NULL, NULL, &packs[3]},
	        {"fake-transactions", test_file, NULL, NULL, &packs[4]},
	        cmocka_unit_test(test_seen),
	};

	if (getenv("SHENSU_TEST_ALL") || (argc > 1 && !strcmp(argv[1], "all")))
		stride = 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
