/* shensu.h - the public interface: bytes in, bytes out.
 *
 *	shensu *s = shensu_open(&host);
 *	shensu_use_builtin(s);
 *	shensu_draft *d = shensu_draft_make(s, &request);
 *	if (d) shensu_draft_write(d, SHENSU_LETTER_TXT, &text);
 *	else   shensu_diagnostic(s, 0, &problem);
 *	shensu_close(s);
 *
 * The library opens no file, prints nothing, ends no process and reads no
 * clock, locale or environment.  A session is used by one thread at a time;
 * different sessions share nothing.  Every text that it hands out belongs to
 * the session, is UTF-8, has a NUL behind it that is not counted, and lives
 * until shensu_close(). */
#ifndef SHENSU_H
#define SHENSU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct shensu shensu;
typedef struct shensu_draft shensu_draft;

typedef struct shensu_text {
	const char *bytes;
	size_t length;
} shensu_text;

/* What the caller provides. */
typedef struct shensu_host {
	size_t memory_limit;           /* bytes; 0 for no limit */
	void (*out_of_memory)(void *); /* must not return; NULL: the session traps */
	void *user;
	bool chinese; /* language of diagnostics and lists: Chinese, else English */
} shensu_host;

/* A file that the caller has read.  The bytes must live as long as the session. */
typedef struct shensu_file {
	const char *name; /* path as it is to appear in diagnostics; its last part counts */
	shensu_text content;
} shensu_file;

/* Never NULL. */
shensu *shensu_open(const shensu_host *host);
void shensu_close(shensu *s);

/* -- rules and templates ------------------------------------------------- */

/* The rules and templates that are built into the program. */
bool shensu_use_builtin(shensu *s);
/* Loads a pack: profile.yaml, common.yaml and one file a violation.  On
 * failure the diagnostics say why and the session keeps no pack. */
bool shensu_use_rules(shensu *s, const shensu_file *files, size_t n);
/* Replaces built-in templates by files of the same names; others stay. */
bool shensu_use_templates(shensu *s, const shensu_file *files, size_t n);

/* The files behind the built-in pack and templates, named as below the
 * project's root ("rules/douyin/profile.yaml", "templates/letter.en.txt").
 * The array has *n elements and lives as long as the program. */
const shensu_file *shensu_builtin_files(size_t *n);

/* "1.0.0" */
const char *shensu_version(void);
/* The pack's platform, version and checked date on one line. */
shensu_text shensu_pack_version(shensu *s);

/* -- lists --------------------------------------------------------------- */

typedef enum shensu_list_format { SHENSU_LIST_TEXT, SHENSU_LIST_JSON, SHENSU_LIST_YAML } shensu_list_format;

/* All violations (SHENSU_LIST_TEXT or SHENSU_LIST_JSON). */
bool shensu_violations(shensu *s, shensu_list_format format, shensu_text *out);
/* What will be asked for a violation (slug, official name or alias);
 * SHENSU_LIST_YAML is a case file to fill in.  False: unknown violation. */
bool shensu_questions(shensu *s, const char *violation, shensu_list_format format, shensu_text *out);

/* -- a draft ------------------------------------------------------------- */

typedef struct shensu_request {
	const char *violation; /* slug, official name or alias; NULL: the answers file names it */
	const shensu_file
	        *answers; /* YAML, or JSON when its name ends in .json or it begins with {; may be NULL */
	const char *const *pairs; /* "key=value", each overrides the file and earlier pairs */
	size_t n_pairs;
	const char *language; /* "zh-CN", "en"; NULL: the pack's first */
	int64_t now;          /* seconds since 1970-01-01 00:00 UTC */
	uint32_t limit;       /* of the form text, in its counting unit; 0: the profile's */
} shensu_request;

typedef enum shensu_outcome {
	SHENSU_READY,     /* nothing wants a look: exit 0 */
	SHENSU_NOT_READY, /* a letter, and something wants a look: exit 1 */
	SHENSU_REFUSED    /* the official rules exclude an appeal: advice, no letter: exit 3 */
} shensu_outcome;

typedef enum shensu_document {
	SHENSU_LETTER_TXT,
	SHENSU_LETTER_MD,
	SHENSU_LETTER_JSON, /* the whole draft: letter, form text, notes, trace */
	SHENSU_FORM,        /* what goes into the platform's text box, without a final newline */
	SHENSU_NOTES,       /* for the merchant's eyes only */
	SHENSU_SUMMARY      /* the notes in short, for a terminal; in the language of the host */
} shensu_document;

/* A draft, or NULL with diagnostics.  What the request points at must live as
 * long as the session. */
shensu_draft *shensu_draft_make(shensu *s, const shensu_request *request);
shensu_outcome shensu_draft_outcome(const shensu_draft *draft);
/* The violation's slug: part of the default file name. */
shensu_text shensu_draft_violation(const shensu_draft *draft);
/* False when there is no such document: a letter or form text of a refused case. */
bool shensu_draft_write(shensu_draft *draft, shensu_document document, shensu_text *out);
/* Why each text is in and why the others are not; or only text `id`.
 * In the language of the host, the texts in that of the draft.  False: unknown
 * id, with a diagnostic. */
bool shensu_draft_explain(shensu_draft *draft, const char *id, shensu_text *out);

/* The document that a file name's ending stands for (".txt", ".md", ".json";
 * a name without ending is text).  False: an ending that is not known. */
bool shensu_document_of(const char *file_name, shensu_document *document);

/* -- diagnostics --------------------------------------------------------- */

typedef struct shensu_diagnostic_info {
	const char *id;    /* stable: "unknown-name" */
	const char *level; /* "error", "warning", "note", in the host's language */
	bool error;
	shensu_text file;   /* empty when there is no place */
	uint32_t line;      /* from 1; 0 when there is no place */
	uint32_t column;    /* from 1, in code points */
	uint32_t length;    /* code points to underline in that line, at least 1 */
	shensu_text source; /* that line, without its line break */
	shensu_text message;
	shensu_text advice; /* may be empty */
} shensu_diagnostic_info;

/* Sorted by file and place. */
size_t shensu_diagnostics(shensu *s);
void shensu_diagnostic(shensu *s, size_t i, shensu_diagnostic_info *out);

#endif
