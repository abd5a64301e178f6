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
	bool (*read)(void *user, size_t i, struct str *text);
	void *user;
};

/* Fills the report's proof.  `options->now` is in seconds since 1970, UTC.
 * False when a file cannot be read, or after a diagnostic. */
bool verify_folder(struct report *report, struct diags *diags, const struct rules_folder *folder,
                   const struct verify_options *options);

#endif
