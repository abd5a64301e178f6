/* A view and a template to text.  The template's name tells its format. */
#include "render/render.h"

struct str render_template_name(struct arena *arena, struct str stem, struct str language, struct str format)
{
	struct buf name = {.arena = arena};
	buf_add(&name, stem);
	buf_char(&name, '.');
	buf_add(&name, language);
	buf_char(&name, '.');
	buf_add(&name, format);
	return buf_str(&name);
}

enum escape render_escape(struct str format)
{
	if (str_eq(format, STR("md")))
		return ESCAPE_MARKDOWN;
	return str_eq(format, STR("html")) ? ESCAPE_HTML : ESCAPE_NONE;
}

struct template *render_parse(struct arena *arena, struct diags *diags, struct str name, struct str text,
                              const struct node *names)
{
	return template_parse(arena, diags, diags_source(diags, name, text), names);
}
