/* See rulebook.h. */
#define _DEFAULT_SOURCE
#include "rulebook.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/yaml.h"
#include "golden.h"
#include "render/render.h"
#include "render/view.h"

static void no_memory(void *host)
{
	(void)host;
	fputs("out of memory\n", stderr);
	exit(2);
}

void rulebook_memory(struct memory *memory)
{
	*memory = (struct memory){.exhausted = no_memory};
}

/* -- files ------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void find_names(struct rulebook *book, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && book->n < RULE_FILES_MAX && (entry = readdir(dir)))
		if (str_ends(str_of(entry->d_name), STR(".yaml")))
			book->names[book->n++] = arena_copy(&book->arena, str_of(entry->d_name));
	if (dir)
		closedir(dir);
	qsort(book->names, book->n, sizeof *book->names, by_name);
}

bool rulebook_read(struct rulebook *book, const char *folder)
{
	char path[4096];
	*book = (struct rulebook){0};
	rulebook_memory(&book->memory);
	book->arena.memory = &book->memory;
	diags_init(&book->diags, &book->arena);
	find_names(book, folder);
	for (uint32_t i = 0; i < book->n; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, book->names[i].p);
		book->texts[i] = file_read(&book->arena, path);
	}
	return book->n > 0;
}

uint32_t rulebook_file(const struct rulebook *book, struct str name)
{
	for (uint32_t i = 0; i < book->n; i++)
		if (book->names[i].n == name.n + STR(".yaml").n && str_starts(book->names[i], name))
			return i;
	return NO_ROW;
}

/* -- the pack and its trees ------------------------------------------------------------ */

bool rulebook_load(struct rulebook *book)
{
	struct rule_file *files = arena_many(&book->arena, struct rule_file, book->n);
	for (uint32_t i = 0; i < book->n; i++) {
		uint32_t source = diags_source(&book->diags, book->names[i], book->texts[i]);
		files[i] = (struct rule_file){book->names[i], source};
	}
	struct str block = pack_load(&book->arena, &book->diags, files, book->n);
	for (uint32_t i = 0; i < book->n; i++)
		book->trees[i] = yaml_read(&book->arena, &book->diags, files[i].source);
	return block.n && pack_open(&book->pack, block);
}

/* -- layouts ------------------------------------------------------------------------------ */

static const struct template *layout(struct rulebook *book, struct str stem, uint32_t language,
                                     const struct node *names)
{
	char path[256];
	struct str tag = pack_str(&book->pack, book->pack.languages[language].tag);
	struct str name = render_template_name(&book->arena, stem, tag, STR("txt"));
	snprintf(path, sizeof path, "templates/%.*s", (int)name.n, name.p);
	struct str text = file_read(&book->arena, path);
	return render_parse(&book->arena, &book->diags, name, text, names);
}

void rulebook_layouts(struct rulebook *book)
{
	const struct node *names = view_names(&book->arena, &book->diags);
	for (uint32_t i = 0; i < book->pack.n_languages && i < LANGUAGES_MAX; i++) {
		book->letters[i] = layout(book, STR("letter"), i, names);
		book->notes[i] = layout(book, STR("notes"), i, names);
	}
}

void rulebook_close(struct rulebook *book)
{
	arena_free(&book->arena);
}
