/* What all reports in SARIF 2.1.0 (OASIS) share: the log, its tool, rules,
 * results and places. */
#ifndef SHENSU_PROOF_SARIF_H
#define SHENSU_PROOF_SARIF_H

#include "data/tree.h"

struct sarif {
	struct arena *arena;
	struct node *log, *rules, *results;
};

/* What a tool can find; texts of no length are left out. */
struct sarif_rule {
	struct str id, brief, means, help;
};

/* An empty log of one run. */
void sarif_begin(struct sarif *sarif, struct str tool, struct str version);
void sarif_rule(struct sarif *sarif, const struct sarif_rule *rule);
/* A result; its index is that of the rule with this id.  Without a file it has
 * no place.  Returned so that more can be added to it. */
struct node *sarif_result(struct sarif *sarif, struct str id, struct str level, struct str message,
                          struct str file, struct location spot);

#endif
