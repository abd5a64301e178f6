/* Letters read for their wording: the findings in words, those that their
 * author allows set apart, and all of it as JSON or SARIF.
 * Input: texts and the wording rules of a pack.  Output: findings. */
#ifndef SHENSU_PROOF_WORDING_H
#define SHENSU_PROOF_WORDING_H

#include "core/lint.h"
#include "data/tree.h"

/* "ID=REASON" or "ID:LINE=REASON" of the caller. */
struct allowance {
	struct str id, reason;
	uint32_t line; /* 0: every line */
	struct place place;
	bool used;
};

struct wording_finding {
	struct str id, message, advice;
	enum level level;
	struct place place;
	uint32_t allowance; /* its row, or NO_ROW */
};

struct reading {
	struct arena *arena;
	struct diags *diags; /* hold the texts as sources */
	const struct pack *pack;
	enum message_language language; /* of the findings */
	uint32_t words;                 /* the same as a language of the pack */
	struct str version;             /* of the program */
	struct str stance;              /* as it was named; empty without one */
	struct lint_options options;
	struct allowance *allowances;
	uint32_t n_allowances;

	struct wording_finding *findings;
	uint32_t n, room;
};

/* Reports an id that no rule has. */
void wording_unknown(struct arena *arena, struct diags *diags, const struct pack *pack, struct str id,
                     struct place place);
/* Reads allowances; false after a diagnostic. */
bool wording_allow(struct reading *reading, const char *const *allowances, size_t n);
/* Reads a text that is registered with the diagnostics.  False after a
 * diagnostic: too long, or no UTF-8. */
bool wording_read(struct reading *reading, struct arena *scratch, uint32_t source);
/* After all texts: allowances that nothing needed are findings, too. */
void wording_end(struct reading *reading);
/* Findings that are not allowed. */
uint32_t wording_left(const struct reading *reading);

/* "shensu.lint/1", see doc/json.md. */
struct node *wording_json(const struct reading *reading);
/* SARIF 2.1.0; what is allowed is a suppressed result. */
struct node *wording_sarif(const struct reading *reading);
/* What a rule is about; false when there is no such id. */
bool wording_explain(struct buf *out, const struct pack *pack, struct str id, enum message_language language,
                     uint32_t words);

#endif
