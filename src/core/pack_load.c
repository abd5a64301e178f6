/* A folder of rule files to a pack: the profile first, then each violation
 * together with the common file. */
#include "core/pack_load.h"

#include "core/load.h"
#include "data/yaml.h"

/* What all violations share, by kind; NULL: there is none. */
struct shared {
	const struct node *trees[RULE_VIOLATION];
};

static struct str base_name(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_sub(path, i, path.n);
	return path;
}

enum rule_kind rule_kind(struct str path)
{
	static const struct str names[RULE_VIOLATION] = {
	        [RULE_PROFILE] = {"profile.yaml", 12},
	        [RULE_COMMON] = {"common.yaml", 11},
	        [RULE_CALENDAR] = {"calendar.yaml", 13},
	        [RULE_WORDING] = {"wording.yaml", 12},
	};
	struct str name = base_name(path);
	int kind = RULE_PROFILE;
	while (kind < RULE_VIOLATION && !str_eq(name, names[kind]))
		kind++;
	return (enum rule_kind)kind;
}

static void check_format(struct loader *l, const struct node *tree)
{
	const struct node *format = node_get(tree, STR("format"));
	if (format && format->kind == NODE_TEXT && !str_eq(format->text, STR("1")))
		DIAG(l->diags, WRONG_FORMAT, format->place, format->text);
}

/* NULL after a diagnostic. */
static const struct node *read_file(struct loader *l, const struct rule_file *file)
{
	const struct node *tree = yaml_read(l->arena, l->diags, file->source);
	if (!tree)
		return NULL;
	if (tree->kind != NODE_MAP) {
		DIAG0(l->diags, FILE_WANTS_MAP, tree->place);
		return NULL;
	}
	check_format(l, tree);
	return tree;
}

static void check_words(struct loader *l, enum map_kind map, const struct node *node)
{
	if (!node || !fields_check(l, map, node))
		return;
	for (const struct node *m = node->first; m; m = m->next)
		for (const struct node *word = m->kind == NODE_LIST ? m->first : NULL; word;
		     word = word->next)
			load_text(l, word);
}

/* Their content is for the program that runs them; here only their form. */
static void check_tests(struct loader *l, const struct node *tree)
{
	const struct node *tests = node_get(tree, STR("tests"));
	for (const struct node *m = tests && tests->kind == NODE_LIST ? tests->first : NULL; m; m = m->next) {
		const struct node *expect = node_get(m, STR("expect"));
		if (!fields_check(l, MAP_test, m) || !expect)
			continue;
		check_words(l, MAP_expect, expect);
		load_flag(l, node_get(expect, STR("snapshot")));
		check_words(l, MAP_expect_words, node_get(expect, STR("form")));
		check_words(l, MAP_expect_words, node_get(expect, STR("en")));
		check_words(l, MAP_expect_notes, node_get(expect, STR("notes")));
	}
}

static void check_complete(struct loader *l, const struct shared *shared, uint32_t n_violations)
{
	struct place nowhere = {0, 0, 0};
	if (!shared->trees[RULE_PROFILE])
		DIAG(l->diags, MISSING_FILE, nowhere, STR("profile.yaml"));
	if (!shared->trees[RULE_COMMON])
		DIAG(l->diags, MISSING_FILE, nowhere, STR("common.yaml"));
	if (!n_violations)
		DIAG0(l->diags, NO_VIOLATIONS, nowhere);
}

static void read_shared(struct loader *l, struct shared *shared, const struct rule_file *files, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum rule_kind kind = rule_kind(files[i].name);
		if (kind != RULE_VIOLATION)
			shared->trees[kind] = read_file(l, &files[i]);
	}
}

static bool load_shared(struct loader *l, const struct shared *shared)
{
	const struct node *profile = shared->trees[RULE_PROFILE], *common = shared->trees[RULE_COMMON];
	if (!profile || !common)
		return false;
	fields_check(l, MAP_profile, profile);
	fields_check(l, MAP_common, common);
	if (!load_profile(l, profile, common))
		return false;
	load_calendar(l, shared->trees[RULE_CALENDAR]);
	load_wording(l, shared->trees[RULE_WORDING]);
	check_tests(l, common);
	return true;
}

/* Without what is shared, loading would only bring follow-up errors. */
static void load_file(struct loader *l, const struct shared *shared, const struct rule_file *file,
                      bool can_load)
{
	struct str name = base_name(file->name);
	const struct node *tree = read_file(l, file);
	if (!tree || !can_load)
		return;
	check_tests(l, tree);
	load_violation(l, shared->trees[RULE_COMMON], tree, str_sub(name, 0, str_find(name, STR(".yaml"), 0)));
}

struct str pack_load(struct arena *arena, struct diags *diags, const struct rule_file *files, size_t n)
{
	struct loader l = {.arena = arena, .diags = diags};
	struct shared shared = {0};
	uint32_t errors = diags->errors, n_violations = 0;
	read_shared(&l, &shared, files, n);
	bool can_load = diags->errors == errors && load_shared(&l, &shared);
	/* Of a violation's file only rows of the tables are kept. */
	l.arena = arena_within(arena);
	for (size_t i = 0; i < n; i++) {
		if (rule_kind(files[i].name) != RULE_VIOLATION)
			continue;
		load_file(&l, &shared, &files[i], can_load);
		arena_free(l.arena);
		n_violations++;
	}
	if (diags->errors == errors)
		check_complete(&l, &shared, n_violations);
	if (diags->errors > errors)
		return STR("");
	return pack_seal(&l.build, arena);
}
