/* Mustache without silence: variables, sections, inverted sections and
 * comments.  Every name must be in the table of names, so that a misspelt one
 * is an error when the template is loaded, not a hole in a letter.
 * Partials, lambdas and other delimiters do not exist. */
#ifndef SHENSU_DATA_TEMPLATE_H
#define SHENSU_DATA_TEMPLATE_H

#include "data/tree.h"

/* How {{name}} is escaped; {{{name}}} and {{&name}} never are. */
enum escape { ESCAPE_NONE, ESCAPE_HTML, ESCAPE_MARKDOWN };

struct template;

/* Parses a registered source.  `names` is an example of the data: its maps'
 * keys are the names that exist; a list's first item stands for all items.
 * NULL and at least one error when the template is broken. */
struct template *template_parse(struct arena *arena, struct diags *diags, uint32_t source,
				const struct node *names);
/* Appends the text.  False values are the empty text, the empty list and
 * JSON's false and null. */
void template_render(struct buf *out, const struct template *template, const struct node *data,
		     enum escape escape);

#endif
