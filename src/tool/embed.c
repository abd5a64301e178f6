/* The build's own tool: checks the rules and templates, and writes them as a
 * C file to be compiled into the program.
 * Usage: embed RULES_DIR TEMPLATES_DIR OUT.c */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/pack_load.h"
#include "render/render.h"
#include "render/view.h"

enum { FILES_MAX = 256, PATH_MAX_BYTES = 1024 };

struct file {
	char path[PATH_MAX_BYTES];
	struct str text;
};

struct folder {
	struct file files[FILES_MAX];
	size_t n;
};

static _Noreturn void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: %s %s\n", what, path);
	exit(1);
}

static _Noreturn void exhausted(void *host)
{
	(void)host;
	fail("out of memory", "");
}

static struct str read_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	if (!in || fseek(in, 0, SEEK_END))
		fail("cannot read", path);
	long size = ftell(in);
	char *bytes = malloc((size_t)size + 1);
	rewind(in);
	if (!bytes || fread(bytes, 1, (size_t)size, in) != (size_t)size)
		fail("cannot read", path);
	fclose(in);
	return (struct str){bytes, (size_t)size};
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static bool is_wanted(const char *name)
{
	struct str s = str_of(name);
	return name[0] != '.' &&
	       (str_ends(s, STR(".yaml")) || str_ends(s, STR(".txt")) || str_ends(s, STR(".md")) ||
	        str_ends(s, STR(".html"))) &&
	       !str_eq(s, STR("README.md"));
}

static void read_folder(struct folder *folder, const char *dir)
{
	DIR *d = opendir(dir);
	if (!d)
		fail("cannot open", dir);
	for (struct dirent *e = readdir(d); e; e = readdir(d)) {
		if (!is_wanted(e->d_name))
			continue;
		if (folder->n == FILES_MAX)
			fail("too many files in", dir);
		struct file *file = &folder->files[folder->n++];
		snprintf(file->path, sizeof file->path, "%s/%s", dir, e->d_name);
		file->text = read_file(file->path);
	}
	closedir(d);
	qsort(folder->files, folder->n, sizeof *folder->files, by_path);
}

/* -- checking ------------------------------------------------------------------------ */

static int report(struct diags *diags)
{
	struct arena *a = diags->arena;
	diags_sort(diags);
	for (uint32_t i = 0; i < diags->n; i++) {
		const struct diag *diag = &diags->items[i];
		const struct source *source = &diags->sources[diag->place.source];
		struct buf text = {.arena = a}, help = {.arena = a};
		uint32_t line = 0, column = 0;
		message_text(&text, diag->message, MESSAGE_EN, diag->args);
		message_help(&help, diag->message, MESSAGE_EN, diag->args);
		if (diag->place.source)
			source_position(source, diag->place.start, &line, &column);
		fprintf(stderr, "%.*s:%u:%u: error: %.*s [%s]\n  %.*s\n", (int)source->name.n, source->name.p,
		        line, column, (int)text.n, text.p, message_id(diag->message), (int)help.n,
		        help.n ? help.p : "");
	}
	return diags->n > 0;
}

static struct str load_rules(struct arena *arena, struct diags *diags, const struct folder *folder)
{
	struct rule_file rules[FILES_MAX];
	for (size_t i = 0; i < folder->n; i++) {
		rules[i].name = str_of(folder->files[i].path);
		rules[i].source = diags_source(diags, rules[i].name, folder->files[i].text);
	}
	return pack_load(arena, diags, rules, folder->n);
}

static void check_templates(struct arena *arena, struct diags *diags, const struct folder *folder)
{
	const struct node *names = view_names(arena, diags);
	for (size_t i = 0; i < folder->n; i++)
		render_parse(arena, diags, str_of(folder->files[i].path), folder->files[i].text, names);
}

/* -- writing ---------------------------------------------------------------------------- */

/* As a string, which compilers read several times faster than a list of
 * numbers; it brings the NUL behind texts.  Each escape takes three figures,
 * so that a figure behind it stands for itself; no question mark, because two
 * of them could begin a trigraph. */
static void write_bytes(FILE *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
		fputs(i % 64 ? "" : "\n\"", out);
		fprintf(out, plain ? "%c" : "\\%03o", c);
		fputs(i % 64 == 63 ? "\"" : "", out);
	}
	fputs(bytes.n % 64 ? "\"" : "\n\"\"", out);
}

static void write_folder(FILE *out, const struct folder *folder, const char *prefix)
{
	for (size_t i = 0; i < folder->n; i++) {
		fprintf(out, "static const char %s_%zu[] =", prefix, i);
		write_bytes(out, folder->files[i].text);
		fputs(";\n", out);
	}
}

static void write_rows(FILE *out, const struct folder *folder, const char *prefix)
{
	for (size_t i = 0; i < folder->n; i++)
		fprintf(out, "\t{\"%s\", {%s_%zu, %zu}},\n", folder->files[i].path, prefix, i,
		        folder->files[i].text.n);
}

static void write_all(FILE *out, struct str pack, const struct folder *rules, const struct folder *templates)
{
	fputs("/* Written by the build from the rules and templates. */\n#include \"builtin.h\"\n\n", out);
	fputs("#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n", out);
	fputs("_Alignas(16) const unsigned char builtin_pack[] =", out);
	write_bytes(out, pack);
	fprintf(out, ";\nconst size_t builtin_pack_size = %zu;\n", pack.n);
	write_folder(out, rules, "rules");
	write_folder(out, templates, "templates");
	fputs("const shensu_file builtin_files[] = {\n", out);
	write_rows(out, rules, "rules");
	write_rows(out, templates, "templates");
	fprintf(out, "};\nconst size_t builtin_files_count = %zu;\n", rules->n + templates->n);
}

int main(int argc, char **argv)
{
	static struct folder rules, templates;
	struct memory memory = {.exhausted = exhausted};
	struct arena arena = {.memory = &memory};
	struct diags diags;
	if (argc != 4)
		fail("usage: embed RULES_DIR TEMPLATES_DIR OUT.c", "");
	read_folder(&rules, argv[1]);
	read_folder(&templates, argv[2]);
	diags_init(&diags, &arena);
	struct str pack = load_rules(&arena, &diags, &rules);
	check_templates(&arena, &diags, &templates);
	if (report(&diags))
		return 1;
	FILE *out = fopen(argv[3], "wb");
	if (!out)
		fail("cannot write", argv[3]);
	write_all(out, pack, &rules, &templates);
	if (ferror(out) || fclose(out))
		fail("cannot write", argv[3]);
	arena_free(&arena);
	return 0;
}
