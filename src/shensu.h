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
typedef struct shensu_proof shensu_proof;
typedef struct shensu_reading shensu_reading;

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

/* All words of a violation, or of every one (NULL), on one page for a reviewer:
 * HTML, in the language of the host.  False: unknown violation. */
bool shensu_sheet(shensu *s, const char *violation, shensu_text *out);

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

/* -- the tests of the rules ---------------------------------------------- */

typedef struct shensu_test_request {
	const char *rules; /* the folder, for commands to copy; NULL: the built-in rules */
	bool has_now;
	int64_t now; /* seconds since 1970-01-01 00:00 UTC; without it, 2026-11-20T09:00 where the platform is
	              */
	bool accept; /* hand out the letters to be kept instead of comparing with kept ones */
	/* The content of a file below the folder of the pack; false when there is none.  May be NULL. */
	bool (*read)(void *user, const char *name, shensu_text *content);
	void *user;
} shensu_test_request;

typedef struct shensu_share {
	uint32_t reached, all;
} shensu_share;

typedef struct shensu_test_result {
	uint32_t passed, failed;
	shensu_share texts, choices, outcomes, evidence, refusals,
	        wordings; /* reached by some test, of all there are */
	const shensu_file
	        *snapshots; /* with `accept`: letters to be kept, named below the folder of the pack */
	size_t n_snapshots;
} shensu_test_result;

/* Runs the tests that stand in the rules.  What fails and what no test reaches
 * is in the diagnostics.  False when rules or templates are broken. */
bool shensu_test(shensu *s, const shensu_test_request *request, shensu_test_result *out);

/* -- the difference of two packs ------------------------------------------ */

/* Which answers get another letter by the new rules: a text in the language of
 * the host; `differs`: whether anything does.  False when one of the packs is
 * broken.  The session then holds the new pack. */
bool shensu_diff(shensu *s, const shensu_file *old_files, size_t n_old, const shensu_file *new_files,
                 size_t n_new, shensu_text *out, bool *differs);

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

/* -- the proof ----------------------------------------------------------- */

/* Rule files of which one after the other is read, so that a thousand need the
 * memory of one: profile.yaml, common.yaml and one file a violation. */
typedef struct shensu_folder {
	/* Paths as they are to appear in findings; the last part counts.  They must
	 * live as long as the session. */
	const char *const *names;
	size_t n;
	/* The content of file i, which lives until the next call.  False: it cannot
	 * be read, and there will be no proof. */
	bool (*read)(void *user, size_t i, shensu_text *content);
	void *user;
} shensu_folder;

typedef struct shensu_verify_request {
	const shensu_folder *folder; /* NULL: the built-in rules */
	const char *rules;           /* its path, for commands to copy; NULL: the built-in rules */
	bool has_now;                /* also look for stale sources */
	int64_t now;                 /* seconds since 1970-01-01 00:00 UTC */
} shensu_verify_request;

typedef struct shensu_finding_info {
	shensu_diagnostic_info diagnostic;
	shensu_text violation; /* its slug; empty: of the whole pack */
	bool has_case;         /* else the texts below are empty */
	shensu_text answers;   /* the smallest case that shows it, in words */
	shensu_text command;   /* one line for a shell: the letter or form text that shows it */
	shensu_text test;      /* YAML, to paste under `tests:`; empty when no test can see it */
} shensu_finding_info;

typedef enum shensu_proof_document {
	SHENSU_PROOF_COVERAGE, /* what was decided, for people */
	SHENSU_PROOF_JSON,     /* "shensu.verify/1" */
	SHENSU_PROOF_SARIF     /* SARIF 2.1.0 */
} shensu_proof_document;

/* Asks over all answers whether a letter can have a gap, a contradiction, a
 * banned word, an unfounded claim …  The session needs no rules of its own.
 * NULL when the rules cannot be loaded: all their mistakes are in the
 * diagnostics. */
shensu_proof *shensu_verify(shensu *s, const shensu_verify_request *request);
size_t shensu_proof_findings(const shensu_proof *proof);
/* Finding i, in the order of files and places. */
void shensu_proof_finding(shensu_proof *proof, size_t i, shensu_finding_info *out);
bool shensu_proof_write(shensu_proof *proof, shensu_proof_document document, shensu_text *out);
/* What a finding's id means, with an example and how to mend it.  False:
 * unknown id, with a diagnostic. */
bool shensu_explain_finding(shensu *s, const char *id, shensu_text *out);

/* -- the wording of letters ----------------------------------------------- */

typedef struct shensu_lint_request {
	const shensu_file *files; /* letters in plain text, 1 MiB each at most */
	size_t n_files;
	const char *stance; /* its slug: rules of this stance apply, too; NULL: none of them */
	const char
	        *language; /* "zh-CN", "en": whose words are looked for; NULL: by the writing of each line */
	const char *const *allowed; /* "ID=REASON" or "ID:LINE=REASON" */
	size_t n_allowed;
} shensu_lint_request;

typedef enum shensu_reading_document {
	SHENSU_READING_JSON, /* "shensu.lint/1" */
	SHENSU_READING_SARIF /* SARIF 2.1.0 */
} shensu_reading_document;

/* Looks for wording that harms a letter.  NULL with diagnostics when there are
 * no rules, or a text cannot be read, or the request is wrong. */
shensu_reading *shensu_lint(shensu *s, const shensu_lint_request *request);
/* What was found and is not allowed, in the order of files and places; an
 * allowance that nothing needed is a finding, too. */
size_t shensu_reading_findings(const shensu_reading *reading);
void shensu_reading_finding(shensu_reading *reading, size_t i, shensu_diagnostic_info *out);
/* What was found and is allowed. */
size_t shensu_reading_allowed(const shensu_reading *reading);
bool shensu_reading_write(shensu_reading *reading, shensu_reading_document document, shensu_text *out);
/* What a wording rule is about.  False: unknown id, with a diagnostic. */
bool shensu_explain_wording(shensu *s, const char *id, shensu_text *out);

#endif
