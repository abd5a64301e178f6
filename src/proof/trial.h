/* One test of the rules: its answers drafted, and what its author expects
 * compared with that.  For the module alone; others see rules_test.h. */
#ifndef SHENSU_PROOF_TRIAL_H
#define SHENSU_PROOF_TRIAL_H

#include "data/tree.h"
#include "proof/rules_test.h"

enum { EXIT_STATUS_READY, EXIT_STATUS_NOT_READY, EXIT_STATUS_WRONG, EXIT_STATUS_REFUSED };

struct trial {
	const struct rules_tests *tests;
	const struct node *list, *node; /* the file's tests; this one: name, answers, expect */
	const struct violation *violation;
	struct arena *arena;              /* of this trial */
	struct diags own;                 /* what is wrong with its answers */
	struct diags *diags;              /* of the run */
	struct rules_test_result *result; /* takes snapshots, which live in `keep` */
	struct arena *keep;
	bool failed;

	struct kase kase;
	struct decisions decisions;
	struct draft **drafts; /* by language, each made when it is first asked for */
	uint32_t status;       /* with which `shensu draft` would end */
};

#define TRIAL_FAILS(t, name, place, ...) ((t)->failed = true, DIAG((t)->diags, name, (place), __VA_ARGS__))

/* Drafts the answers in the first language. */
void trial_draft(struct trial *trial);
/* The draft in a language, or NULL when there is no letter. */
struct draft *trial_letter(struct trial *trial, uint32_t language);
/* Its letter, or the notes, as text. */
struct str trial_text(struct trial *trial, uint32_t language, const struct template *layout);
/* The command that drafts the same letter. */
struct str trial_command(struct trial *trial);

/* expect.c: compares; each expectation that is not met is a diagnostic. */
void trial_expect(struct trial *trial);
/* snapshot.c */
void trial_snapshot(struct trial *trial, const struct node *node);

#endif
