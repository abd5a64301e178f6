/* Mustache: a source to a flat array of parts, and parts with data to text.
 * Each name is looked up once, in the example of the data; a part keeps how
 * many scopes out it was found, so that a value that is missing later cannot
 * be taken from somewhere else. */
#include "data/template.h"

#include "data/check.h"

#include <string.h>

enum { TEMPLATE_BYTES_MAX = 1 << 20, SECTIONS_MAX = 32, NAMES_MAX = 256 };

enum part_kind { PART_TEXT, PART_VALUE, PART_RAW_VALUE, PART_SECTION, PART_INVERTED };

struct part {
	enum part_kind kind;
	struct str text; /* the words, or the name */
	uint32_t up;     /* of a name: how many scopes out its first word is */
	uint32_t end;    /* of a section: the first part behind it */
};

struct template
{
	struct part *parts;
	uint32_t n, room;
};

static bool is_dot(struct str name)
{
	return str_eq(name, STR("."));
}

/* -- parsing ---------------------------------------------------------------- */

struct section {
	struct str name;
	struct place place;
	uint32_t part, scopes_before;
};

struct parser {
	struct arena *arena;
	struct diags *diags;
	uint32_t source;
	struct str text;
	struct template *template;
	size_t words_start; /* where the words behind the last tag begin */
	struct section sections[SECTIONS_MAX];
	uint32_t n_sections;
	const struct node *scopes[SECTIONS_MAX + 1];
	uint32_t n_scopes;
	bool lost; /* after an unclosed tag, missing section ends are no news */
};

/* {{#name}} in the source. */
struct tag {
	size_t start, end;
	char mark; /* # ^ / ! & { > = or 0 */
	struct str name;
};

/* The scope of a section whose name was refused: any name may be right in it. */
static const struct node anything;

static struct place tag_place(const struct parser *p, const struct tag *tag)
{
	return (struct place){p->source, (uint32_t)tag->start, (uint32_t)tag->end};
}

static struct place word_place(const struct parser *p, struct str word)
{
	uint32_t start = (uint32_t)(word.p - p->text.p);
	return (struct place){p->source, start, start + (uint32_t)word.n};
}

static struct part *add_part(struct parser *p, enum part_kind kind, struct str text)
{
	struct template *t = p->template;
	t->parts = arena_grow(p->arena, t->parts, t->n, &t->room, sizeof *t->parts);
	t->parts[t->n] = (struct part){.kind = kind, .text = text};
	return &t->parts[t->n++];
}

static void add_words(struct parser *p, size_t end)
{
	if (end > p->words_start)
		add_part(p, PART_TEXT, str_sub(p->text, p->words_start, end));
}

/* -- names, while parsing --------------------------------------------------- */

static size_t collect_names(const struct node *scope, struct str *names, size_t n)
{
	if (scope == NULL || scope->kind != NODE_MAP)
		return n;
	for (const struct node *node = scope->first; node != NULL && n < NAMES_MAX; node = node->next)
		names[n++] = node->key;
	return n;
}

static void refuse_name(struct parser *p, struct str word, const struct str *names, size_t n)
{
	struct str nearest = str_nearest(word, names, n);
	if (nearest.n > 0)
		DIAG(p->diags, TEMPLATE_MISSPELT_NAME, word_place(p, word), word, nearest);
	else
		DIAG(p->diags, TEMPLATE_NAME, word_place(p, word), word);
}

/* Silent inside a section that was refused itself. */
static void refuse_first_word(struct parser *p, struct str word)
{
	struct str names[NAMES_MAX];
	size_t n = 0;
	for (uint32_t i = p->n_scopes; i > 0; i--) {
		if (p->scopes[i - 1] == &anything)
			return;
		n = collect_names(p->scopes[i - 1], names, n);
	}
	refuse_name(p, word, names, n);
}

/* The node that the words behind the first dot lead to; NULL after an error. */
static const struct node *resolve_rest(struct parser *p, const struct node *node, struct str rest)
{
	struct str names[NAMES_MAX];
	while (rest.n > 0) {
		struct str word = str_cut(&rest, '.');
		const struct node *next = node_get(node, word);
		if (next == NULL) {
			refuse_name(p, word, names, collect_names(node, names, 0));
			return NULL;
		}
		node = next;
	}
	return node;
}

/* The node of the example that `name` stands for, and how many scopes out it
 * was found; NULL after an error. */
static const struct node *resolve(struct parser *p, struct str name, uint32_t *up)
{
	struct str rest = name, word = is_dot(name) ? name : str_cut(&rest, '.');
	const struct node *innermost = p->scopes[p->n_scopes - 1];
	*up = 0;
	if (is_dot(name) && innermost != NULL)
		return innermost;
	for (; !is_dot(name) && !str_ends(name, STR(".")) && *up < p->n_scopes; ++*up) {
		const struct node *node = node_get(p->scopes[p->n_scopes - 1 - *up], word);
		if (node != NULL)
			return resolve_rest(p, node, rest);
	}
	refuse_first_word(p, word);
	return NULL;
}

/* -- tags ------------------------------------------------------------------- */

static void read_value(struct parser *p, const struct tag *tag)
{
	uint32_t up;
	const struct node *node = resolve(p, tag->name, &up);
	if (node != NULL && node->kind != NODE_TEXT)
		DIAG(p->diags, TEMPLATE_NOT_TEXT, word_place(p, tag->name), tag->name);
	bool raw = tag->mark == '{' || tag->mark == '&';
	add_part(p, raw ? PART_RAW_VALUE : PART_VALUE, tag->name)->up = up;
}

static void refuse_depth(struct parser *p, const struct tag *tag)
{
	struct buf limit = {.arena = p->arena};
	buf_uint(&limit, SECTIONS_MAX);
	DIAG(p->diags, TOO_DEEP, tag_place(p, tag), buf_str(&limit));
	p->words_start = p->text.n;
	p->lost = true;
}

static void open_section(struct parser *p, const struct tag *tag)
{
	bool inverted = tag->mark == '^';
	uint32_t up;
	if (p->n_sections == SECTIONS_MAX) {
		refuse_depth(p, tag);
		return;
	}
	const struct node *node = resolve(p, tag->name, &up);
	p->sections[p->n_sections++] =
	        (struct section){tag->name, tag_place(p, tag), p->template->n, p->n_scopes};
	add_part(p, inverted ? PART_INVERTED : PART_SECTION, tag->name)->up = up;
	if (inverted)
		return;
	if (node == NULL)
		node = &anything;
	p->scopes[p->n_scopes++] = node->kind == NODE_LIST ? node->first : node;
}

static void end_section(struct parser *p)
{
	const struct section *section = &p->sections[--p->n_sections];
	p->template->parts[section->part].end = p->template->n;
	p->n_scopes = section->scopes_before;
}

static void end_unclosed(struct parser *p)
{
	const struct section *section = &p->sections[p->n_sections - 1];
	if (!p->lost)
		DIAG(p->diags, TEMPLATE_UNCLOSED_SECTION, section->place, section->name);
	end_section(p);
}

static bool is_open(const struct parser *p, struct str name)
{
	for (uint32_t i = 0; i < p->n_sections; i++)
		if (str_eq(p->sections[i].name, name))
			return true;
	return false;
}

static void close_section(struct parser *p, const struct tag *tag)
{
	if (p->n_sections == 0) {
		DIAG(p->diags, TEMPLATE_CLOSES_NOTHING, tag_place(p, tag), tag->name);
		return;
	}
	if (is_open(p, tag->name)) {
		while (!str_eq(p->sections[p->n_sections - 1].name, tag->name))
			end_unclosed(p);
	} else {
		DIAG(p->diags, TEMPLATE_WRONG_CLOSING, word_place(p, tag->name), tag->name,
		     p->sections[p->n_sections - 1].name);
	}
	end_section(p);
}

static void read_tag(struct parser *p, const struct tag *tag)
{
	bool named = tag->mark != '!' && tag->mark != '>' && tag->mark != '=';
	if (named && tag->name.n == 0)
		DIAG0(p->diags, TEMPLATE_NO_NAME, tag_place(p, tag));
	else if (tag->mark == '>')
		DIAG0(p->diags, TEMPLATE_PARTIAL, tag_place(p, tag));
	else if (tag->mark == '=')
		DIAG0(p->diags, TEMPLATE_DELIMITER, tag_place(p, tag));
	else if (tag->mark == '#' || tag->mark == '^')
		open_section(p, tag);
	else if (tag->mark == '/')
		close_section(p, tag);
	else if (tag->mark != '!')
		read_value(p, tag);
}

/* -- the source ------------------------------------------------------------- */

/* Only a comment may run over several lines or hold "{{". */
static size_t tag_limit(const struct parser *p, const struct tag *tag, size_t name_start)
{
	if (tag->mark == '!')
		return p->text.n;
	size_t line_end = str_find(p->text, STR("\n"), name_start);
	return name_start + str_find(str_sub(p->text, name_start, line_end), STR("{{"), 0);
}

/* Reads the tag at tag->start; false when it is not closed.  Then tag->end is
 * where the words go on. */
static bool scan_tag(struct parser *p, struct tag *tag)
{
	size_t at = tag->start + 2;
	if (at < p->text.n && strchr("#^/!&{>=", p->text.p[at]) != NULL)
		tag->mark = p->text.p[at++];
	struct str closer = tag->mark == '{' ? STR("}}}") : STR("}}");
	size_t limit = tag_limit(p, tag, at);
	struct str inside = str_sub(p->text, at, limit);
	size_t length = str_find(inside, closer, 0);
	if (length < inside.n) {
		tag->name = str_trim(str_sub(inside, 0, length));
		tag->end = at + length + closer.n;
		return true;
	}
	tag->end = limit;
	DIAG(p->diags, TEMPLATE_UNCLOSED_TAG, tag_place(p, tag), closer);
	p->lost = true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A tag alone on its line takes the line with it: moves both ends. */
static void widen_to_line(const struct parser *p, struct tag *tag)
{
	size_t start = tag->start, end = tag->end;
	while (start > 0 && is_blank(p->text.p[start - 1]))
		start--;
	while (end < p->text.n && is_blank(p->text.p[end]))
		end++;
	struct str behind = str_sub(p->text, end, end + 2);
	bool alone = (start == 0 || p->text.p[start - 1] == '\n') &&
	             (behind.n == 0 || behind.p[0] == '\n' || str_eq(behind, STR("\r\n")));
	if (!alone)
		return;
	tag->start = start;
	tag->end = end + (behind.n > 0) + (behind.n > 0 && behind.p[0] == '\r');
}

/* The words before the tag at `start`, and the tag. */
static void parse_tag(struct parser *p, size_t start)
{
	struct tag tag = {.start = start};
	bool closed = scan_tag(p, &tag);
	struct tag line = tag;
	if (closed && tag.mark != '\0' && strchr("#^/!", tag.mark) != NULL)
		widen_to_line(p, &line);
	add_words(p, line.start);
	p->words_start = line.end;
	if (closed)
		read_tag(p, &tag);
}

static void parse_source(struct parser *p)
{
	size_t start = str_find(p->text, STR("{{"), 0);
	while (start < p->text.n) {
		parse_tag(p, start);
		start = str_find(p->text, STR("{{"), p->words_start);
	}
	add_words(p, p->text.n);
	while (p->n_sections > 0)
		end_unclosed(p);
}

struct template *template_parse(struct arena *arena, struct diags *diags, uint32_t source,
                                const struct node *names)
{
	struct parser p = {.arena = arena, .diags = diags, .source = source};
	uint32_t errors = diags->errors;
	if (!check_source(diags, source, TEMPLATE_BYTES_MAX))
		return NULL;
	p.text = diags->sources[source].text;
	p.template = arena_new(arena, struct template);
	p.scopes[p.n_scopes++] = names;
	parse_source(&p);
	return diags->errors == errors ? p.template : NULL;
}

/* -- rendering -------------------------------------------------------------- */

struct scope {
	const struct node *node;
	const struct scope *outer;
};

struct writer {
	struct buf *out;
	const struct template *template;
	enum escape escape;
};

static void write_html(struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '"')
			buf_add(out, STR("&quot;"));
		else if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (c == '>')
			buf_add(out, STR("&gt;"));
		else
			buf_char(out, c);
	}
}

/* What Markdown acts on anywhere, and what it acts on where a line begins:
 * + - = behind blanks, . and ) behind digits. */
static bool is_markdown(struct str value, size_t at)
{
	char c = value.p[at];
	size_t lead = 0;
	if (strchr("\\`*_{}[]<>#!|~&", c) != NULL)
		return true;
	if (strchr("+-=.)", c) == NULL)
		return false;
	while (lead < at && is_blank(value.p[lead]))
		lead++;
	while ((c == '.' || c == ')') && lead < at && value.p[lead] >= '0' && value.p[lead] <= '9')
		lead++;
	return lead == at;
}

static void write_markdown(struct buf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		if (is_markdown(value, i))
			buf_char(out, '\\');
		buf_char(out, value.p[i]);
	}
}

static void write_value(const struct writer *w, struct str value, enum escape escape)
{
	switch (escape) {
	case ESCAPE_NONE:
		buf_add(w->out, value);
		return;
	case ESCAPE_HTML:
		write_html(w->out, value);
		return;
	case ESCAPE_MARKDOWN:
		write_markdown(w->out, value);
		return;
	}
}

/* What the part names in the data; NULL when the data lacks it. */
static const struct node *find(const struct part *part, const struct scope *scope)
{
	struct str rest = part->text;
	for (uint32_t i = 0; i < part->up && scope->outer != NULL; i++)
		scope = scope->outer;
	const struct node *node = scope->node;
	while (!is_dot(part->text) && node != NULL && rest.n > 0)
		node = node_get(node, str_cut(&rest, '.'));
	return node;
}

static bool is_true(const struct node *node)
{
	if (node == NULL)
		return false;
	switch (node->kind) {
	case NODE_TEXT:
		return node->text.n > 0 && node->style != STYLE_FALSE && node->style != STYLE_NULL;
	case NODE_LIST:
		return node->first != NULL;
	case NODE_MAP:
		return true;
	}
	return false;
}

static void write_parts(const struct writer *w, uint32_t from, uint32_t to, const struct scope *scope);

static void write_section(const struct writer *w, uint32_t index, const struct scope *scope)
{
	const struct part *part = &w->template->parts[index];
	const struct node *node = find(part, scope);
	if (!is_true(node))
		return;
	if (node->kind != NODE_LIST) {
		write_parts(w, index + 1, part->end, &(struct scope){node, scope});
		return;
	}
	for (const struct node *item = node->first; item != NULL; item = item->next)
		write_parts(w, index + 1, part->end, &(struct scope){item, scope});
}

static void write_part(const struct writer *w, uint32_t index, const struct scope *scope)
{
	const struct part *part = &w->template->parts[index];
	const struct node *node = part->kind == PART_TEXT ? NULL : find(part, scope);
	struct str value = node != NULL && node->kind == NODE_TEXT ? node->text : STR("");
	switch (part->kind) {
	case PART_TEXT:
		buf_add(w->out, part->text);
		return;
	case PART_VALUE:
		write_value(w, value, w->escape);
		return;
	case PART_RAW_VALUE:
		write_value(w, value, ESCAPE_NONE);
		return;
	case PART_SECTION:
		write_section(w, index, scope);
		return;
	case PART_INVERTED:
		if (!is_true(node))
			write_parts(w, index + 1, part->end, scope);
		return;
	}
}

static void write_parts(const struct writer *w, uint32_t from, uint32_t to, const struct scope *scope)
{
	for (uint32_t i = from; i < to;) {
		const struct part *part = &w->template->parts[i];
		bool section = part->kind == PART_SECTION || part->kind == PART_INVERTED;
		write_part(w, i, scope);
		i = section ? part->end : i + 1;
	}
}

void template_render(struct buf *out, const struct template *template, const struct node *data,
                     enum escape escape)
{
	struct writer w = {out, template, escape};
	write_parts(&w, 0, template->n, &(struct scope){data, NULL});
}
