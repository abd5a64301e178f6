/* The sentences that stand beside the wording rules: a rule must find
 * something in some of them, and nothing in others. */
#ifndef SHENSU_PROOF_WORDING_TEST_H
#define SHENSU_PROOF_WORDING_TEST_H

#include "data/tree.h"
#include "proof/rules_test.h"

/* Tries those of one file, which is wording.yaml; counts sentences as tests
 * and rules as reached.  `scratch` is emptied after each. */
void wording_test(struct rules_test_result *result, const struct pack *pack, const struct node *file,
                  struct arena *scratch, struct diags *diags);

#endif
