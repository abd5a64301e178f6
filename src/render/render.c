/* A view and a template to text.  The template's name tells its format. */
#include "render/render.h"

#include "render/view.h"

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

static struct str format_of(struct str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '.')
			return str_sub(name, i, name.n);
	return STR("");
}

static struct template *parse(struct arena *arena, struct diags *diags, struct str name, struct str text)
{
	struct node *names = view_names(arena, diags);
	return template_parse(arena, diags, diags_source(diags, name, text), names);
}

bool render_check(struct arena *arena, struct diags *diags, struct str name, struct str text)
{
	return parse(arena, diags, name, text) != NULL;
}

bool render_view(struct buf *out, struct diags *diags, struct str name, struct str text, const struct node *view)
{
	struct template *template = parse(out->arena, diags, name, text);
	if (template)
		template_render(out, template, view, render_escape(format_of(name)));
	return template != NULL;
}
