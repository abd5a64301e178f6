/* What templates and JSON see of a draft, of the list of violations and of a
 * violation's questions: one tree each.  Their names are a contract,
 * documented in templates/README.md and doc/json.md. */
#ifndef SHENSU_RENDER_VIEW_H
#define SHENSU_RENDER_VIEW_H

#include "core/draft.h"
#include "data/tree.h"

/* Everything of a draft: letter, form text, notes, trace. */
struct node *view_draft(struct arena *arena, struct draft *draft);
struct node *view_violations(struct arena *arena, const struct pack *pack, uint32_t language);
struct node *view_questions(struct arena *arena, const struct pack *pack, const struct violation *violation,
                            uint32_t language);
/* Every text of the violation: shown and why, or not and why not.  `only` is
 * a text's row, or NO_ROW for all. */
struct node *view_explain(struct arena *arena, struct draft *draft, uint32_t only);

/* An example of all names in all views. */
struct node *view_names(struct arena *arena, struct diags *diags);

/* Parts that several views share. */
void view_head(struct arena *arena, struct node *tree, const struct pack *pack, uint32_t language);
void view_origin(struct arena *arena, struct node *tree, const struct pack *pack, uint32_t origin);
void view_advice(struct arena *arena, struct node *tree, const struct pack *pack, struct range advice,
                 uint32_t language);
/* The texts that show, each with the answers that made it true. */
void view_texts(struct arena *arena, struct node *tree, struct draft *draft);

#endif
