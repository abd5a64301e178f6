/* Speed, as ratios within one run: machines differ, and one machine differs
 * from minute to minute.  The programs take turns (A B A B …), so that drift
 * hits both alike; the medians are compared.  Nothing is asserted.
 *	bench BUILD CASE	BUILD holds shensu, bench/nothing and bench/save */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { ROUNDS = 201, WARM_UPS = 10 };

struct subject {
	char *const *argv;
	const char *made; /* file to remove before each run, or NULL */
	double seconds[ROUNDS];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Starts it with silent outputs and waits; ends everything if it fails. */
static void run(const struct subject *subject, const posix_spawn_file_actions_t *silent)
{
	pid_t pid;
	int status = -1;

	if (posix_spawn(&pid, subject->argv[0], silent, NULL, subject->argv, environ) ||
	    waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "%s failed (status %d)\n", subject->argv[0], status);
		exit(2);
	}
}

static double timed(const struct subject *subject, const posix_spawn_file_actions_t *silent)
{
	if (subject->made != NULL)
		unlink(subject->made);
	double start = now();
	run(subject, silent);
	return now() - start;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *seconds)
{
	qsort(seconds, ROUNDS, sizeof *seconds, compare);
	return seconds[ROUNDS / 2];
}

static void take_turns(struct subject *a, struct subject *b)
{
	posix_spawn_file_actions_t silent;

	posix_spawn_file_actions_init(&silent);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(&silent, fd, "/dev/null", O_RDWR, 0);
	for (int i = -WARM_UPS; i < ROUNDS; i++) {
		double of_a = timed(a, &silent), of_b = timed(b, &silent);
		if (i >= 0) {
			a->seconds[i] = of_a;
			b->seconds[i] = of_b;
		}
	}
	posix_spawn_file_actions_destroy(&silent);
}

static void report(const char *what, struct subject *a, struct subject *b)
{
	take_turns(a, b);
	double of_a = median(a->seconds), of_b = median(b->seconds);
	printf("%-46s %.2f  (%.0f against %.0f microseconds)\n", what, of_a / of_b, of_a * 1e6, of_b * 1e6);
}

static char *join(const char *folder, const char *name)
{
	size_t n = strlen(folder) + strlen(name) + 2;
	char *path = malloc(n);

	if (path == NULL)
		exit(2);
	snprintf(path, n, "%s/%s", folder, name);
	return path;
}

int main(int argc, char **argv)
{
	static struct subject print, nothing, save, least;

	if (argc != 3)
		return 2;
	char *program = join(argv[1], "shensu"), *folder = join(argv[1], "bench");
	char *letter = join(folder, "letter.txt"), *bytes = join(folder, "bytes.txt");
	char *moment = "2026-11-20T09:00";
	print.argv =
	        (char *[]){program, "draft", "-f", argv[2], "--now", moment, "--no-input", "-o", "-", NULL};
	nothing.argv = (char *[]){join(folder, "nothing"), NULL};
	save.argv = (char *[]){program, "draft",      "-f", argv[2], "--now",
	                       moment,  "--no-input", "-o", letter,  NULL};
	save.made = letter;
	least.argv = (char *[]){join(folder, "save"), folder, "bytes.txt", NULL};
	least.made = bytes;
	report("a letter to standard output / an empty program", &print, &nothing);
	report("a saved letter / a program that saves 3 KB", &save, &least);
	return 0;
}
