/* Golden test: each folder of tests/cases is drafted in every format whose
 * expected file stands there, and compared exactly.
 *	test_cases            compares
 *	test_cases --accept   rewrites the expected files ("make golden") */
#define _DEFAULT_SOURCE
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "golden.h"

static struct arena arena;
static struct golden all[GOLDEN_MAX];

/* -- comparing ------------------------------------------------------------ */

static void show_line(const char *mark, struct str rest, bool ended)
{
	if (ended)
		fprintf(stderr, "  %s (the text ends here)\n", mark);
	else
		fprintf(stderr, "  %s %.*s\n", mark, (int)rest.n, rest.p);
}

/* Shows the first line that differs. */
static bool same(const char *path, struct str expected, struct str actual)
{
	unsigned number = 0;
	struct str was = {NULL, 0}, is = {NULL, 0};
	bool was_ended = false, is_ended = false;

	if (str_eq(expected, actual))
		return true;
	while (str_eq(was, is) && !was_ended && !is_ended) {
		number++;
		was_ended = expected.n == 0;
		is_ended = actual.n == 0;
		was = str_cut(&expected, '\n');
		is = str_cut(&actual, '\n');
	}
	fprintf(stderr, "%s:%u: differs%s\n", path, number,
	        was_ended && is_ended ? " in the final newline only" : "");
	show_line("expected:", was, was_ended);
	show_line("actual:  ", is, is_ended);
	return false;
}

static bool compare_document(const struct golden *golden, const struct golden_document *document)
{
	struct str expected = golden_read(&arena, golden, document->file), actual;
	const char *path = golden_path(&arena, golden, document->file);

	if (expected.p == NULL)
		return true;
	struct drafting drafting = golden_draft(golden, document->language, NULL, 0);
	bool ok = drafting_text(&drafting, document->document, &actual);
	if (!ok) {
		fprintf(stderr, "%s: the draft has no such document\n", path);
		drafting_explain(&drafting);
	}
	ok = ok && same(path, expected, actual);
	drafting_close(&drafting);
	return ok;
}

static struct str exit_text(const struct golden *golden, const char *language)
{
	struct drafting drafting = golden_draft(golden, language, NULL, 0);
	char text[] = {(char)('0' + drafting.exit), '\n', 0};

	if (drafting.exit == 2)
		drafting_explain(&drafting);
	drafting_close(&drafting);
	return arena_copy(&arena, str_of(text));
}

static bool compare_exit(const struct golden *golden)
{
	struct str expected = golden_read(&arena, golden, "exit");
	const char *path = golden_path(&arena, golden, "exit");

	if (expected.p == NULL) {
		fprintf(stderr, "%s: missing; \"make golden\" writes it\n", path);
		return false;
	}
	return same(path, expected, exit_text(golden, "zh-CN")) &&
	       same(path, expected, exit_text(golden, "en"));
}

/* -- the folder's own files ------------------------------------------------ */

static bool known(const char *file)
{
	static const char *const others[] = {"case.yaml", "case.json", "now", "exit"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(file, others[i]))
			return true;
	for (size_t i = 0; i < GOLDEN_DOCUMENTS; i++)
		if (!strcmp(file, golden_documents[i].file))
			return true;
	return file[0] == '.';
}

/* A misspelt name would be a file that is never compared. */
static bool only_known_files(const struct golden *golden)
{
	bool ok = true;
	const struct dirent *entry;
	DIR *dir = opendir(golden->folder);

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (known(entry->d_name))
			continue;
		fprintf(stderr, "%s/%s: no format has this file\n", golden->folder, entry->d_name);
		ok = false;
	}
	if (dir != NULL)
		closedir(dir);
	return ok;
}

static void test_golden(void **state)
{
	const struct golden *golden = *state;
	bool ok = only_known_files(golden);

	ok = compare_exit(golden) && ok;
	for (size_t i = 0; i < GOLDEN_DOCUMENTS; i++)
		ok = compare_document(golden, &golden_documents[i]) && ok;
	if (!ok)
		fail_msg("%s is not as expected", golden->folder);
}

/* -- accepting ------------------------------------------------------------- */

static bool write_file(const char *path, struct str text)
{
	FILE *out = fopen(path, "wb");
	bool ok = out != NULL && fwrite(text.p, 1, text.n, out) == text.n;

	ok = out != NULL && !fclose(out) && ok;
	if (!ok)
		perror(path);
	return ok;
}

static bool accept(const struct golden *golden, const char *file, struct str text)
{
	struct str before = golden_read(&arena, golden, file);
	const char *path = golden_path(&arena, golden, file);

	if (before.p != NULL && str_eq(before, text))
		return true;
	printf("%s %s\n", before.p == NULL ? "new:    " : "changed:", path);
	return write_file(path, text);
}

static bool discard(const struct golden *golden, const char *file)
{
	const char *path = golden_path(&arena, golden, file);

	if (golden_read(&arena, golden, file).p == NULL)
		return true;
	printf("removed: %s\n", path);
	return !remove(path);
}

static bool accept_document(const struct golden *golden, const struct golden_document *document, bool fresh)
{
	struct str text;

	if (golden_read(&arena, golden, document->file).p == NULL && !(fresh && document->usual))
		return true;
	struct drafting drafting = golden_draft(golden, document->language, NULL, 0);
	bool ok = drafting_text(&drafting, document->document, &text) ? accept(golden, document->file, text)
	                                                              : discard(golden, document->file);
	drafting_close(&drafting);
	return ok;
}

static bool accept_case(const struct golden *golden)
{
	bool fresh = golden_read(&arena, golden, "exit").p == NULL, ok = true;

	for (size_t i = 0; i < GOLDEN_DOCUMENTS; i++)
		ok = accept_document(golden, &golden_documents[i], fresh) && ok;
	return accept(golden, "exit", exit_text(golden, "zh-CN")) && ok;
}

static int accept_all(size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		ok = accept_case(&all[i]) && ok;
	printf("%zu cases; review the changes with git diff tests/cases\n", n);
	return ok ? 0 : 2;
}

static int compare_all(size_t n)
{
	static struct CMUnitTest tests[GOLDEN_MAX];

	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){all[i].name, test_golden, NULL, NULL, &all[i]};
	return _cmocka_run_group_tests("tests/cases", tests, n, NULL, NULL);
}

int main(int argc, char **argv)
{
	golden_memory(&arena);
	size_t n = golden_find(&arena, all);
	bool accepting = argc == 2 && !strcmp(argv[1], "--accept");
	int status = n == 0 ? 2 : accepting ? accept_all(n) : compare_all(n);

	if (n == 0)
		fputs("no case in tests/cases; run this from the project's root\n", stderr);
	arena_free(&arena);
	return status;
}
