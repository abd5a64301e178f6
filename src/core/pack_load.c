/* A folder of rule files to a pack: the profile first, then each violation
 * together with the common file. */
#include "core/pack_load.h"

#include "core/load.h"
#include "data/yaml.h"

struct folder {
	const struct node *shared[RULE_VIOLATION]; /* by kind; NULL: there is none */
	const struct node **violations;
	struct str *slugs;
	uint32_t n;
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

static void read_file(struct loader *l, struct folder *folder, const struct rule_file *file)
{
	struct str name = base_name(file->name);
	enum rule_kind kind = rule_kind(name);
	const struct node *tree = yaml_read(l->arena, l->diags, file->source);
	if (!tree)
		return;
	if (tree->kind != NODE_MAP) {
		DIAG0(l->diags, FILE_WANTS_MAP, tree->place);
		return;
	}
	check_format(l, tree);
	if (kind != RULE_VIOLATION) {
		folder->shared[kind] = tree;
		return;
	}
	folder->slugs[folder->n] = str_sub(name, 0, str_find(name, STR(".yaml"), 0));
	folder->violations[folder->n++] = tree;
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

static bool is_complete(struct loader *l, const struct folder *folder)
{
	struct place nowhere = {0, 0, 0};
	if (!folder->shared[RULE_PROFILE])
		DIAG(l->diags, MISSING_FILE, nowhere, STR("profile.yaml"));
	if (!folder->shared[RULE_COMMON])
		DIAG(l->diags, MISSING_FILE, nowhere, STR("common.yaml"));
	if (!folder->n)
		DIAG0(l->diags, NO_VIOLATIONS, nowhere);
	return folder->shared[RULE_PROFILE] && folder->shared[RULE_COMMON] && folder->n;
}

static void load_all(struct loader *l, const struct folder *folder)
{
	const struct node *common = folder->shared[RULE_COMMON];
	fields_check(l, MAP_profile, folder->shared[RULE_PROFILE]);
	fields_check(l, MAP_common, common);
	if (!load_profile(l, folder->shared[RULE_PROFILE], common))
		return;
	load_calendar(l, folder->shared[RULE_CALENDAR]);
	check_tests(l, common);
	for (uint32_t i = 0; i < folder->n; i++) {
		check_tests(l, folder->violations[i]);
		load_violation(l, common, folder->violations[i], folder->slugs[i]);
	}
}

struct str pack_load(struct arena *arena, struct diags *diags, const struct rule_file *files, size_t n)
{
	struct loader l = {.arena = arena, .diags = diags};
	struct folder folder = {0};
	uint32_t errors = diags->errors;
	folder.violations = arena_many(arena, const struct node *, n + 1);
	folder.slugs = arena_many(arena, struct str, n + 1);
	for (size_t i = 0; i < n; i++)
		read_file(&l, &folder, &files[i]);
	/* A file that could not be read would only bring follow-up errors. */
	if (diags->errors == errors && is_complete(&l, &folder))
		load_all(&l, &folder);
	if (diags->errors > errors)
		return STR("");
	return pack_seal(&l.build, arena);
}
