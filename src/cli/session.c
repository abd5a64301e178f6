/* See session.h. */
#define _POSIX_C_SOURCE 200809L
#include "cli/session.h"

#include <stdlib.h>
#include <time.h>

#include "cli/files.h"
#include "cli/memory.h"
#include "cli/report.h"
#include "cli/words.h"

enum { MEMORY_LIMIT = 256 << 20 };

shensu *session_bare(void)
{
	shensu_host host = {MEMORY_LIMIT, memory_out, NULL, words_chinese()};

	return shensu_open(&host);
}

static bool no_yml(const char *folder)
{
	const char *const *names;
	size_t n;

	if (!folder_list(folder, ".yml", &names, &n))
		return false;
	return !n || COMPLAIN(YML_ENDING, names[0]);
}

static bool read_named(void *user, size_t i, shensu_text *content)
{
	const shensu_folder *folder = user;
	shensu_file file;

	if (!file_look(folder->names[i], &file))
		return false;
	*content = file.content;
	return true;
}

bool session_list_rules(const char *folder, shensu_folder *out)
{
	folder = folder_of_pack(folder);
	if (!folder || !no_yml(folder) || !folder_list(folder, ".yaml", &out->names, &out->n))
		return false;
	out->read = read_named;
	out->user = out;
	return true;
}

bool session_read_rules(const char *folder, shensu_file **files, size_t *n)
{
	folder = folder_of_pack(folder);
	return folder && no_yml(folder) && folder_read(folder, ".yaml", files, n);
}

static bool use_rules(shensu *session, const char *folder)
{
	shensu_file *files;
	size_t n;

	return session_read_rules(folder, &files, &n) && shensu_use_rules(session, files, n);
}

static bool use_templates(shensu *session, const char *folder)
{
	shensu_file *files;
	size_t n;

	return folder_read(folder, "", &files, &n) && shensu_use_templates(session, files, n);
}

const char *session_rules(const struct settings *settings)
{
	const char *folder = settings->rules ? settings->rules : getenv("SHENSU_RULES");

	return folder && *folder ? folder : NULL;
}

static bool load(shensu *session, const struct settings *settings)
{
	const char *rules = session_rules(settings);

	/* The built-in ones first: templates stay built-in when only rules are given. */
	if (!shensu_use_builtin(session))
		return false;
	if (rules && !use_rules(session, rules))
		return false;
	return !settings->templates || use_templates(session, settings->templates);
}

shensu *session_open(const struct settings *settings)
{
	shensu *session = session_bare();

	if (load(session, settings))
		return session;
	report(session);
	shensu_close(session);
	return NULL;
}

shensu_draft *session_draft(shensu *session, const struct settings *settings)
{
	/* The session points into it for as long as it lives. */
	shensu_file *answers = memory_get(sizeof(*answers));
	shensu_request request = {
	        .violation = settings->operands[0],
	        .answers = settings->answers ? answers : NULL,
	        .pairs = settings->pairs,
	        .n_pairs = settings->n_pairs,
	        .language = settings->language,
	        .now = settings->has_now ? settings->now : (int64_t)time(NULL),
	        .limit = settings->limit,
	};

	if (settings->answers && !file_read(settings->answers, answers))
		return NULL;
	return shensu_draft_make(session, &request);
}
