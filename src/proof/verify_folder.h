/* The proof of a folder of rules, of which one file after the other is read,
 * proved, told and forgotten: a thousand violations need the memory of one.
 * Input: names, and a call-back that reads.  Output: a proof in words, or the
 * mistakes of all files. */
#ifndef SHENSU_PROOF_VERIFY_FOLDER_H
#define SHENSU_PROOF_VERIFY_FOLDER_H

#include "proof/report.h"

struct rules_folder {
	const struct str *names; /* paths; the last part counts */
	size_t n;
	/* The content of file i, which lives until the next call. */
	bool (*read)(const void *user, size_t i, struct str *text);
	const void *user;
};

/* When the rules are proved: without it, on the day on which they were checked. */
struct moment {
	bool is_known;
	int64_t seconds; /* since 1970-01-01 00:00 UTC */
};

/* Fills the report's proof.  False when a file cannot be read, or after a
 * diagnostic. */
bool verify_folder(struct report *report, struct diags *diags, const struct rules_folder *folder,
                   struct moment now);

#endif
