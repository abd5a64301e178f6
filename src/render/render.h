/* Views to bytes: by a template, or as JSON.
 * Input: a view and a template's source.  Output: text. */
#ifndef SHENSU_RENDER_RENDER_H
#define SHENSU_RENDER_RENDER_H

#include "data/template.h"

/* A file name is STEM.LANGUAGE.FORMAT: "letter.zh-CN.txt". */
struct str render_template_name(struct arena *arena, struct str stem, struct str language, struct str format);
/* How values are escaped in a format: "md" and "html" are, others are not. */
enum escape render_escape(struct str format);
/* Whether a template with this text can be used; else reports why not. */
bool render_check(struct arena *arena, struct diags *diags, struct str name, struct str text);
/* Renders `view`; false when the template is broken (reported). */
bool render_view(struct buf *out, struct diags *diags, struct str name, struct str text, const struct node *view);

#endif
