/* What templates and JSON see of a draft, of the list of violations, of a
 * violation's questions and of all its words: one tree each.  Their names are a contract,
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

/* All words of one violation, or of all (NULL), for a reviewer. */
struct node *view_sheet(struct arena *arena, const struct pack *pack, const struct violation *only,
                        uint32_t language);

/* An example of all names in all views. */
struct node *view_names(struct arena *arena, struct diags *diags);

/* Parts that several views share. */
void view_head(struct arena *arena, struct node *tree, const struct pack *pack, uint32_t language);
void view_origin(struct arena *arena, struct node *tree, const struct pack *pack, uint32_t origin);
void view_advice(struct arena *arena, struct node *tree, const struct pack *pack, struct range advice,
                 uint32_t language);
/* A condition in words: "position: deny; purchase invoice: at hand"; empty for
 * "always". */
struct str view_when(struct arena *arena, const struct pack *pack, uint32_t cond, uint32_t language);
/* What a place of a text is called. */
struct str view_place(struct arena *arena, const struct pack *pack, const struct violation *violation,
                      const struct piece *piece, uint32_t language);
/* What an option of a variable is called: “deny”, at hand, done. */
struct str view_option(struct arena *arena, const struct pack *pack, uint32_t var, uint32_t bit,
                       uint32_t language);
/* When an outcome of a check comes, if none before it does. */
struct str view_outcome(struct arena *arena, const struct pack *pack, uint32_t var, uint32_t bit,
                        uint32_t language);
/* What kind of answer a question takes. */
struct str view_type(struct arena *arena, const struct pack *pack, enum type type, uint32_t language);
/* The texts that show, each with the answers that made it true. */
void view_texts(struct arena *arena, struct node *tree, struct draft *draft);

#endif
