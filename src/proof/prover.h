/* What the parts of the proof share: asking a question, and reporting. */
#ifndef SHENSU_PROOF_PROVER_H
#define SHENSU_PROOF_PROVER_H

#include "proof/model.h"
#include "proof/verify.h"

/* Something that may be idle; of the common file it is seen in one violation
 * after the other. */
struct common {
	struct place place;
	struct str violation; /* the one that has it; empty: several have */
	enum message message;
	struct str args[MESSAGE_ARGS];
	bool cleared; /* in some violation it is as it should be */
};

struct prover {
	struct proof *out;
	struct arena *arena; /* of the proof; the model's is the violation's own */
	const struct pack *pack;
	const struct violation *violation; /* NULL: all of them together */
	struct str slug;                   /* of the violation */
	struct proved *proved;
	uint32_t first; /* finding of the violation */
	struct model *model;
	uint32_t asked;
	uint32_t mark;      /* nodes of the model itself */
	struct str slot;    /* of the present questions */
	struct common *own; /* what of the violation's own file may be idle */
	uint32_t n_own, own_room;
};

/* Begins the questions about a slot, or something else with a name.  When the
 * cap was hit since the last ones began, that is reported, and their sets are
 * no longer valid. */
void prover_begin(struct prover *p, struct str slot);
enum answer_to { ASK_NO, ASK_YES, ASK_UNDECIDED };
/* Whether some complete case lies in the set.  When that cannot be decided, it
 * is reported. */
enum answer_to prover_ask(struct prover *p, mdd_id set);
/* The same, for what is to be reported when it can be. */
bool prover_can(struct prover *p, mdd_id set);

struct finding *prover_add(struct prover *p, enum message message, struct place place,
                           const struct str *args);
#define FINDING(p, name, place, ...)                                                                         \
	prover_add((p), MSG_##name, (place), (const struct str[MESSAGE_ARGS]){__VA_ARGS__})

/* Gives the finding the cheapest draft of `certain`; when there is none, the
 * cheapest complete case of `set`. */
void prover_case(struct prover *p, struct finding *finding, mdd_id certain, mdd_id set);

/* Notes that something of the rules is idle, or is not, in this violation: it
 * is reported when it is idle in all that have it.  What stands in the
 * violation's own file nobody else has. */
void prover_note(struct prover *p, enum message message, struct place place, bool cleared,
                 const struct str *args);
#define IDLE(p, name, place, cleared, ...)                                                                   \
	prover_note((p), MSG_##name, (place), (cleared), (const struct str[MESSAGE_ARGS]){__VA_ARGS__})
struct str prover_slot(const struct prover *p, uint32_t text);
struct str prover_text(const struct prover *p, uint32_t text);
mdd_id prover_all(struct prover *p, mdd_id a, mdd_id b);
mdd_id prover_not(struct prover *p, mdd_id a);

/* The parts; each adds its findings about the present violation. */
void prove_slots(struct prover *p); /* slots.c: gap, overlap, misplaced */
void prove_texts(struct prover *p); /* texts.c: never-shown, always-shown, blank, unfounded-claim, conflict */
/* Of a violation that cannot be proved no text is called idle. */
void prove_no_text(struct prover *p);
void prove_words(struct prover *p);   /* words.c: forbidden-word */
void prove_repeats(struct prover *p); /* repeats.c: said-twice */
void prove_length(struct prover *p);  /* length.c: over-length */
void prove_pairs(struct prover *p);   /* unused.c: unpaired */
void prove_used(struct prover *p);    /* unused.c: unused */
void prove_declared(struct prover *p); /* claims.c: unfounded-claim, of words */
void prove_sources(struct prover *p); /* unused.c: uncovered-advice, stale-source; of the whole pack */

#endif
