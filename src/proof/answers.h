/* A case of the diagrams as a merchant would give it: "key=value", with dates,
 * numbers and names that make its checks come out. */
#ifndef SHENSU_PROOF_ANSWERS_H
#define SHENSU_PROOF_ANSWERS_H

#include "proof/model.h"
#include "proof/verify.h"

/* Writes the case of these values, in the order of the questions; `longest`
 * gives each fact the most characters that its checks allow.  False when
 * there are no such facts. */
bool answers_write(struct model *m, struct arena *arena, const uint8_t *values, bool longest,
                   struct finding *out);

#endif
