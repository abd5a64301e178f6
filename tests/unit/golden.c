/* See golden.h. */
#define _DEFAULT_SOURCE
#include "golden.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char cases_folder[] = "tests/cases";

const struct golden_document golden_documents[GOLDEN_DOCUMENTS] = {
        {"letter.zh-CN.txt", "zh-CN", SHENSU_LETTER_TXT, true},
        {"letter.en.txt", "en", SHENSU_LETTER_TXT, true},
        {"form.txt", "zh-CN", SHENSU_FORM, true},
        {"notes.zh-CN.txt", "zh-CN", SHENSU_NOTES, true},
        {"notes.en.txt", "en", SHENSU_NOTES, true},
        {"letter.zh-CN.md", "zh-CN", SHENSU_LETTER_MD, false},
        {"draft.zh-CN.json", "zh-CN", SHENSU_LETTER_JSON, false},
};

static void no_memory(void *host)
{
	(void)host;
	fputs("out of memory\n", stderr);
	exit(2);
}

void golden_memory(struct arena *arena)
{
	static struct memory memory = {.exhausted = no_memory};

	*arena = (struct arena){.memory = &memory};
}

/* -- files ---------------------------------------------------------------- */

static struct str read_stream(struct arena *arena, FILE *in)
{
	struct buf out = {.arena = arena};
	char part[4096];
	size_t n;

	while ((n = fread(part, 1, sizeof part, in)) > 0)
		buf_add(&out, (struct str){part, n});
	return arena_copy(arena, buf_str(&out));
}

struct str file_read(struct arena *arena, const char *path)
{
	FILE *in = fopen(path, "rb");

	if (in == NULL)
		return (struct str){NULL, 0};
	struct str text = read_stream(arena, in);
	fclose(in);
	return text;
}

static const char *path_of(struct arena *arena, const char *folder, const char *file)
{
	size_t n = strlen(folder) + strlen(file) + 2;
	char *path = arena_alloc(arena, n);

	snprintf(path, n, "%s/%s", folder, file);
	return path;
}

const char *golden_path(struct arena *arena, const struct golden *golden, const char *file)
{
	return path_of(arena, golden->folder, file);
}

struct str golden_read(struct arena *arena, const struct golden *golden, const char *file)
{
	return file_read(arena, golden_path(arena, golden, file));
}

/* -- folders -------------------------------------------------------------- */

static int64_t read_now(struct arena *arena, const struct golden *golden)
{
	struct str text = golden_read(arena, golden, "now");
	const char *now = text.p != NULL ? text.p : "2026-11-20T09:00";
	struct tm tm = {0};

	if (sscanf(now, "%4d-%2d-%2dT%2d:%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
	           &tm.tm_min) != 5) {
		fprintf(stderr, "%s/now: not YYYY-MM-DDTHH:MM\n", golden->folder);
		exit(2);
	}
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	return (int64_t)timegm(&tm) - 8 * 3600;
}

static bool read_case(struct arena *arena, struct golden *golden, const char *file)
{
	struct str text = golden_read(arena, golden, file);

	golden->answers = (shensu_file){golden_path(arena, golden, file), {text.p, text.n}};
	return text.p != NULL;
}

static bool read_folder(struct arena *arena, const char *name, struct golden *golden)
{
	golden->name = arena_copy(arena, str_of(name)).p;
	golden->folder = path_of(arena, cases_folder, name);
	if (!read_case(arena, golden, "case.yaml") && !read_case(arena, golden, "case.json"))
		return false;
	golden->now = read_now(arena, golden);
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct golden *)a)->name, ((const struct golden *)b)->name);
}

size_t golden_find(struct arena *arena, struct golden *out)
{
	size_t n = 0;
	const struct dirent *entry;
	DIR *dir = opendir(cases_folder);

	while (dir != NULL && n < GOLDEN_MAX && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' && read_folder(arena, entry->d_name, &out[n]))
			n++;
	if (dir != NULL)
		closedir(dir);
	qsort(out, n, sizeof *out, by_name);
	return n;
}

/* -- drafting ------------------------------------------------------------- */

static int exit_of(const shensu_draft *draft)
{
	if (draft == NULL)
		return 2;
	switch (shensu_draft_outcome(draft)) {
	case SHENSU_READY:
		return 0;
	case SHENSU_NOT_READY:
		return 1;
	case SHENSU_REFUSED:
		return 3;
	}
	return -1;
}

struct drafting golden_draft(const struct golden *golden, const char *language, const char *const *pairs,
                             size_t n_pairs)
{
	shensu_host host = {.chinese = !strcmp(language, "zh-CN")};
	shensu_request request = {
	        .answers = &golden->answers,
	        .pairs = pairs,
	        .n_pairs = n_pairs,
	        .language = language,
	        .now = golden->now,
	};
	struct drafting drafting = {.session = shensu_open(&host)};

	if (shensu_use_builtin(drafting.session))
		drafting.draft = shensu_draft_make(drafting.session, &request);
	drafting.exit = exit_of(drafting.draft);
	return drafting;
}

bool drafting_text(const struct drafting *drafting, shensu_document document, struct str *out)
{
	shensu_text text = {"", 0};
	bool there = drafting->draft != NULL && shensu_draft_write(drafting->draft, document, &text);

	*out = (struct str){text.bytes, text.length};
	return there;
}

void drafting_explain(const struct drafting *drafting)
{
	shensu_diagnostic_info info;

	for (size_t i = 0; i < shensu_diagnostics(drafting->session); i++) {
		shensu_diagnostic(drafting->session, i, &info);
		fprintf(stderr, "%.*s:%u:%u: %s: %.*s [%s]\n", (int)info.file.length, info.file.bytes,
		        (unsigned)info.line, (unsigned)info.column, info.level, (int)info.message.length,
		        info.message.bytes, info.id);
	}
}

void drafting_close(struct drafting *drafting)
{
	shensu_close(drafting->session);
}
