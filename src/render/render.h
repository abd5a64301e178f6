/* Views to bytes: by a template, or as JSON.
 * Input: a view and a template's source.  Output: text. */
#ifndef SHENSU_RENDER_RENDER_H
#define SHENSU_RENDER_RENDER_H

#include "data/template.h"

/* A file name is STEM.LANGUAGE.FORMAT: "letter.zh-CN.txt". */
struct str render_template_name(struct arena *arena, struct str stem, struct str language, struct str format);
/* How values are escaped in a format: "md" and "html" are, others are not. */
enum escape render_escape(struct str format);
/* A template ready for use; NULL after a diagnostic when it is broken.
 * `names` is what view_names() gives. */
struct template *render_parse(struct arena *arena, struct diags *diags, struct str name, struct str text,
                              const struct node *names);

#endif
