/* YAML to a tree, over the events of libyaml: refuses what the rule files and
 * answers do not need, and explains the accidents that authors have with it.
 * A mistake that leaves the rest readable does not end the reading. */
#include "data/yaml.h"

#include "base/utf8.h"
#include "data/check.h"

#include <string.h>
#include <yaml.h>

/* Enough for one look; also bounds the work on a hostile file. */
enum { ERRORS_MAX = 100 };

/* A list or map that is open. */
struct frame {
	struct node *node;
	struct key_set keys;
	struct str key; /* of a map: the key whose value comes next */
	struct place key_place;
	bool has_key;
	bool drop;  /* the value that comes next is not kept */
	bool quiet; /* inside a key that was refused: all in it was explained */
	bool alone; /* the key before had no value, and that was reported */
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	uint32_t source;
	struct str text;
	yaml_parser_t parser;
	yaml_event_t event;
	size_t mark_index, mark_offset; /* the last mark: code points and bytes */
	struct frame frames[YAML_DEPTH_MAX];
	uint32_t depth, documents;
	struct node *root;
	bool broken;   /* the tree is not what the author meant */
	bool anchored; /* an anchor was reported: aliases and further ones say nothing new */
};

/* Marks count code points; they come nearly in order, so walk from the last. */
static uint32_t offset_of(struct reader *r, yaml_mark_t mark)
{
	while (r->mark_index < mark.index && r->mark_offset < r->text.n) {
		utf8_next(r->text, &r->mark_offset);
		r->mark_index++;
	}
	while (r->mark_index > mark.index) {
		do
			r->mark_offset--;
		while (((unsigned char)r->text.p[r->mark_offset] & 0xC0) == 0x80);
		r->mark_index--;
	}
	return (uint32_t)r->mark_offset;
}

static struct place place_of(struct reader *r, yaml_mark_t start, yaml_mark_t end)
{
	uint32_t from = offset_of(r, start);
	return (struct place){r->source, from, offset_of(r, end)};
}

static char char_at(const struct reader *r, size_t at)
{
	return at < r->text.n ? r->text.p[at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r' || c == '\0';
}

static struct place to_line_end(const struct reader *r, uint32_t start)
{
	uint32_t end = start;
	while (!is_line_end(char_at(r, end)))
		end++;
	while (end > start && is_blank(char_at(r, end - 1)))
		end--;
	return (struct place){r->source, start, end};
}

/* The characters from `start` on that look like one word. */
static struct place word_at(const struct reader *r, uint32_t start)
{
	uint32_t end = start;
	while (end < r->text.n && strchr(" \t\r\n,[]{}", r->text.p[end]) == NULL)
		end++;
	return (struct place){r->source, start, end};
}

static struct str words_of(const struct reader *r, struct place place)
{
	return str_sub(r->text, place.start, place.end);
}

static struct frame *top(struct reader *r)
{
	return r->depth > 0 ? &r->frames[r->depth - 1] : NULL;
}

static bool is_quiet(struct reader *r)
{
	return r->depth > 0 && top(r)->quiet;
}

static bool awaits_key(struct reader *r)
{
	return r->depth > 0 && top(r)->node->kind == NODE_MAP && !top(r)->has_key;
}

static bool is_flow(const struct node *node)
{
	return node->kind != NODE_TEXT && node->style == STYLE_QUOTED;
}

/* An empty text without quotes: nothing was written. */
static bool is_absent(const struct node *node)
{
	return node->kind == NODE_TEXT && node->style == STYLE_PLAIN && node->text.n == 0;
}

static struct str decimal(struct reader *r, uint64_t value)
{
	struct buf out = {.arena = r->arena};
	buf_uint(&out, value);
	return buf_str(&out);
}

/* -- refusals -------------------------------------------------------------- */

/* Anchors and tags stand before their node, so its first byte tells. */
static void refuse_properties(struct reader *r, uint32_t start)
{
	struct place word = word_at(r, start);
	if (is_quiet(r))
		return;
	if (char_at(r, start) == '&' && !r->anchored)
		DIAG(r->diags, YAML_ANCHOR, word, words_of(r, word));
	r->anchored = r->anchored || char_at(r, start) == '&';
	if (char_at(r, start) == '!') {
		DIAG(r->diags, YAML_TAG, word, words_of(r, word));
		r->broken = true;
	}
}

static void refuse_alias(struct reader *r, uint32_t start)
{
	struct place word = word_at(r, start);
	if (!r->anchored)
		DIAG(r->diags, YAML_ALIAS, word, words_of(r, word));
	r->broken = true;
}

/* `text: {{name}} hello` is a mapping whose key is a mapping. */
static void refuse_place(struct reader *r, uint32_t start)
{
	size_t end = str_find(words_of(r, to_line_end(r, start)), STR("}}"), 0);
	struct place place = {r->source, start, start + (uint32_t)end + 2};
	if (place.end > r->text.n)
		place = to_line_end(r, start);
	DIAG0(r->diags, YAML_PLACE, place);
	r->broken = true;
}

static void refuse_key(struct reader *r, struct node *key)
{
	uint32_t start = key->place.start;
	r->broken = true;
	if (is_quiet(r))
		return;
	if (is_flow(key) && is_flow(top(r)->node) && key->kind == NODE_MAP && start > 0 &&
	    char_at(r, start - 1) == '{')
		refuse_place(r, start - 1);
	else
		DIAG0(r->diags, YAML_KEY, key->place);
}

/* `name: Tom #5`: a comment that was hardly meant as one. */
static void refuse_comment(struct reader *r, uint32_t text_end)
{
	uint32_t at = text_end;
	while (is_blank(char_at(r, at)))
		at++;
	if (at == text_end || char_at(r, at) != '#' || is_quiet(r))
		return;
	char behind = char_at(r, at + 1);
	if (is_blank(behind) || is_line_end(behind) || behind == '#')
		return;
	DIAG(r->diags, YAML_COMMENT, to_line_end(r, at), words_of(r, word_at(r, at)));
}

/* `{zh:甲}`: the colon became a part of the key. */
static bool lacks_blank(struct str key)
{
	size_t colon = str_find(key, STR(":"), 0);
	return colon < key.n && str_find(str_sub(key, 0, colon), STR(" "), 0) == colon;
}

/* `{zh: 甲, 乙, en: x}`: 乙 became a key, and nobody wrote a colon behind it. */
static void refuse_key_alone(struct reader *r, const struct frame *frame)
{
	r->broken = true;
	if (lacks_blank(frame->key))
		DIAG0(r->diags, YAML_NO_BLANK, frame->key_place);
	else if (frame->node->count > 0)
		DIAG(r->diags, YAML_COMMA, frame->key_place, frame->key);
	else
		DIAG(r->diags, YAML_NO_VALUE, frame->key_place, frame->key);
}

/* Of several such keys in a row only the first is reported. */
static void check_key_alone(struct reader *r, const struct node *value)
{
	struct frame *frame = top(r);
	struct str between = str_sub(r->text, frame->key_place.end, value->place.start);
	bool alone = is_flow(frame->node) && is_absent(value) && str_find(between, STR(":"), 0) == between.n;
	if (alone && !frame->alone && !frame->quiet)
		refuse_key_alone(r, frame);
	frame->alone = alone;
}

static void refuse_characters(struct reader *r, const struct node *node)
{
	for (size_t at = 0; at < node->text.n;)
		if (!check_code(r->diags, utf8_next(node->text, &at), node->place))
			return;
}

/* -- syntax errors ------------------------------------------------------------ */

/* What libyaml says, in our words.  NULL stands for anything. */
static const struct {
	const char *context, *problem;
	enum message message;
	bool at_context; /* the context's place explains more */
} syntax_rows[] = {
        {"while scanning an anchor", NULL, MSG_YAML_ANCHOR, true},
        {"while scanning an alias", NULL, MSG_YAML_ALIAS, true},
        {"while scanning a tag", NULL, MSG_YAML_TAG, true},
        {"while parsing a tag", NULL, MSG_YAML_TAG, true},
        {NULL, "found undefined tag handle", MSG_YAML_TAG, true},
        {"while scanning a directive", NULL, MSG_YAML_RESERVED, true},
        {NULL, "found character that cannot start any token", MSG_YAML_RESERVED, false},
        {NULL, "mapping values are not allowed in this context", MSG_YAML_SECOND_COLON, false},
        {NULL, "could not find expected ':'", MSG_YAML_NO_COLON, true},
        {NULL, "block sequence entries are not allowed in this context", MSG_YAML_LIST_HERE, false},
        {NULL, "found unexpected end of stream", MSG_YAML_UNCLOSED_QUOTE, true},
        {NULL, "found unexpected document indicator", MSG_YAML_UNCLOSED_QUOTE, true},
        {"while parsing a quoted scalar", NULL, MSG_YAML_ESCAPE, false},
        {NULL, "found unexpected ':'", MSG_YAML_NO_BLANK, false},
        {NULL, "did not find expected ',' or ']'", MSG_YAML_FLOW_END, false},
        {NULL, "did not find expected ',' or '}'", MSG_YAML_FLOW_END, false},
        {NULL, "did not find expected node content", MSG_YAML_RESERVED, false},
        {NULL, "did not find expected key", MSG_YAML_INDENT, false},
        {NULL, "did not find expected '-' indicator", MSG_YAML_INDENT, false},
        {NULL, "did not find expected <document start>", MSG_YAML_INDENT, false},
        {NULL, NULL, MSG_YAML_SYNTAX, false},
};

static bool is_like(const char *pattern, const char *words)
{
	return pattern == NULL || (words != NULL && strcmp(pattern, words) == 0);
}

static uint32_t line_start(const struct reader *r, uint32_t at)
{
	while (at > 0 && !is_line_end(char_at(r, at - 1)))
		at--;
	return at;
}

static bool begins_value(const struct reader *r, uint32_t at)
{
	while (at > 0 && is_blank(char_at(r, at - 1)))
		at--;
	char before = at > 0 ? char_at(r, at - 1) : '\n';
	return is_line_end(before) || strchr(":-,[{", before) != NULL;
}

/* The "{{" that upset libyaml at `at`, or UINT32_MAX. */
static uint32_t place_before(const struct reader *r, uint32_t at)
{
	for (uint32_t i = line_start(r, at); i <= at; i++)
		if (char_at(r, i) == '{' && char_at(r, i + 1) == '{' && (i == at || begins_value(r, i)))
			return i;
	return UINT32_MAX;
}

/* The tab at `at` or in the indentation of its line, or UINT32_MAX. */
static uint32_t tab_before(const struct reader *r, uint32_t at)
{
	uint32_t i = line_start(r, at);
	while (char_at(r, i) == ' ')
		i++;
	if (char_at(r, i) == '\t')
		return i;
	return char_at(r, at) == '\t' ? at : UINT32_MAX;
}

/* Without another ': ' before it in its line, the text of the line above has
 * run on to here. */
static bool is_second_colon(const struct reader *r, uint32_t at)
{
	struct str before = str_sub(r->text, line_start(r, at), at);
	return str_find(before, STR(": "), 0) < before.n;
}

static struct place letter_at(const struct reader *r, uint32_t at)
{
	return (struct place){r->source, at, is_line_end(char_at(r, at)) ? at : at + 1};
}

static void explain_flow_end(struct reader *r, uint32_t at)
{
	const struct node *node = top(r)->node;
	bool list = node->kind == NODE_LIST;
	uint32_t line, column;
	source_position(&r->diags->sources[r->source], node->place.start, &line, &column);
	DIAG(r->diags, YAML_FLOW_END, letter_at(r, at), list ? STR("]") : STR("}"),
	     list ? STR("[") : STR("{"), decimal(r, line));
}

static void explain_syntax(struct reader *r, enum message message, uint32_t at)
{
	struct place letter = letter_at(r, at), word = word_at(r, at);
	bool in_flow = r->depth > 0 && is_flow(top(r)->node);
	if (in_flow && (message == MSG_YAML_FLOW_END || at == r->text.n))
		explain_flow_end(r, at);
	else if (message == MSG_YAML_SECOND_COLON && !is_second_colon(r, at))
		DIAG0(r->diags, YAML_STRAY_COLON, letter);
	else if (message == MSG_YAML_SYNTAX)
		DIAG(r->diags, YAML_SYNTAX, letter, str_of(r->parser.problem));
	else if (message == MSG_YAML_RESERVED || message == MSG_YAML_UNCLOSED_QUOTE)
		diag_add(r->diags, message, letter, (const struct str[MESSAGE_ARGS]){words_of(r, letter)});
	else
		diag_add(r->diags, message, word.end > at ? word : letter,
		         (const struct str[MESSAGE_ARGS]){words_of(r, word)});
}

static void report_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	size_t row = 0;
	r->broken = true;
	if (is_quiet(r))
		return;
	while (!is_like(syntax_rows[row].context, p->context) ||
	       !is_like(syntax_rows[row].problem, p->problem))
		row++;
	uint32_t at = offset_of(r, p->problem_mark);
	uint32_t opening = place_before(r, at), tab = tab_before(r, at);
	if (opening != UINT32_MAX)
		refuse_place(r, opening);
	else if (tab != UINT32_MAX)
		DIAG0(r->diags, YAML_TAB, letter_at(r, tab));
	else if (syntax_rows[row].at_context)
		explain_syntax(r, syntax_rows[row].message, offset_of(r, p->context_mark));
	else
		explain_syntax(r, syntax_rows[row].message, at);
}

/* -- nodes -------------------------------------------------------------------- */

static void take_key(struct reader *r, const struct node *node)
{
	struct frame *frame = top(r);
	bool merge = node->style == STYLE_PLAIN && str_eq(node->text, STR("<<"));
	frame->key = node->text;
	frame->key_place = node->place;
	frame->has_key = true;
	frame->drop = true;
	frame->alone |= node->kind != NODE_TEXT;
	if (node->kind != NODE_TEXT || frame->quiet)
		return;
	if (merge)
		DIAG0(r->diags, YAML_MERGE, node->place);
	else if (!key_is_new(&frame->keys, r->arena, frame->node, node->text))
		report_duplicate(r->diags, frame->node, node->text, node->place);
	else
		frame->drop = false;
}

static void take_value(struct reader *r, struct node *node)
{
	struct frame *frame = top(r);
	check_key_alone(r, node);
	node->key = frame->key;
	node->key_place = frame->key_place;
	if (!frame->drop)
		node_append(frame->node, node);
	frame->has_key = false;
}

/* Puts a finished text, or a list or map that begins, where it belongs. */
static void attach(struct reader *r, struct node *node)
{
	struct frame *frame = top(r);
	if (frame == NULL)
		r->root = node;
	else if (frame->node->kind == NODE_LIST)
		node_append(frame->node, node);
	else if (awaits_key(r))
		take_key(r, node);
	else
		take_value(r, node);
}

static enum node_style style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return STYLE_QUOTED;
	case YAML_LITERAL_SCALAR_STYLE:
		return STYLE_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return STYLE_FOLDED;
	case YAML_ANY_SCALAR_STYLE:
	case YAML_PLAIN_SCALAR_STYLE:
		break;
	}
	return STYLE_PLAIN;
}

/* A block's lines, from behind the first one's indentation to the last one's
 * end; an empty block is where its mark | stands. */
static struct place block_place(struct reader *r, struct place place, size_t header_line)
{
	uint32_t start = source_offset(&r->diags->sources[r->source], header_line + 1, 0);
	uint32_t end = place.end;
	while (char_at(r, start) == ' ')
		start++;
	while (end > start && (is_blank(char_at(r, end - 1)) || is_line_end(char_at(r, end - 1))))
		end--;
	if (start >= end)
		return word_at(r, place.start);
	return (struct place){r->source, start, end};
}

static void read_scalar(struct reader *r)
{
	const yaml_event_t *event = &r->event;
	struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	struct node *node = arena_new(r->arena, struct node);
	node->style = style_of(event->data.scalar.style);
	node->place = place_of(r, event->start_mark, event->end_mark);
	node->text = arena_copy(r->arena, value);
	refuse_properties(r, node->place.start);
	if (node->style == STYLE_PLAIN)
		refuse_comment(r, node->place.end);
	if (node->style == STYLE_LITERAL || node->style == STYLE_FOLDED)
		node->place = block_place(r, node->place, event->start_mark.line);
	refuse_characters(r, node);
	attach(r, node);
}

static void read_alias(struct reader *r)
{
	struct node *node = arena_new(r->arena, struct node);
	node->style = STYLE_QUOTED;
	node->place = place_of(r, r->event.start_mark, r->event.end_mark);
	node->text = arena_copy(r->arena, words_of(r, node->place));
	refuse_alias(r, node->place.start);
	attach(r, node);
}

static bool refuse_depth(struct reader *r, struct place place)
{
	if (!is_quiet(r))
		DIAG(r->diags, TOO_DEEP, place, decimal(r, YAML_DEPTH_MAX));
	r->broken = true;
	return false;
}

/* False when it is too deep; then reading ends. */
static bool open_collection(struct reader *r, enum node_kind kind, bool flow)
{
	struct node *node = arena_new(r->arena, struct node);
	bool is_key = awaits_key(r), quiet = is_quiet(r) || is_key;
	node->kind = kind;
	node->style = flow ? STYLE_QUOTED : STYLE_PLAIN;
	node->place = place_of(r, r->event.start_mark, r->event.end_mark);
	if (r->depth == YAML_DEPTH_MAX)
		return refuse_depth(r, node->place);
	refuse_properties(r, node->place.start);
	if (is_key)
		refuse_key(r, node);
	attach(r, node);
	r->frames[r->depth++] = (struct frame){.node = node, .quiet = quiet};
	return true;
}

/* A block has no mark at its end: it ends with its last member. */
static bool close_collection(struct reader *r)
{
	struct node *node = r->frames[--r->depth].node;
	if (is_flow(node))
		node->place.end = offset_of(r, r->event.end_mark);
	else if (node->last != NULL)
		node->place.end = node->last->place.end;
	return true;
}

static bool open_document(struct reader *r)
{
	if (r->documents++ == 0)
		return true;
	struct place place = place_of(r, r->event.start_mark, r->event.end_mark);
	DIAG0(r->diags, YAML_SECOND_DOCUMENT, place);
	r->broken = true;
	return false;
}

/* -- the event loop ------------------------------------------------------------- */

/* False when reading ends. */
static bool read_event(struct reader *r)
{
	switch (r->event.type) {
	case YAML_SCALAR_EVENT:
		read_scalar(r);
		return true;
	case YAML_ALIAS_EVENT:
		read_alias(r);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		return open_collection(r, NODE_LIST,
		                       r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
	case YAML_MAPPING_START_EVENT:
		return open_collection(r, NODE_MAP,
		                       r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_collection(r);
	case YAML_DOCUMENT_START_EVENT:
		return open_document(r);
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	case YAML_STREAM_END_EVENT:
	case YAML_NO_EVENT:
		break;
	}
	return false;
}

static _Noreturn void out_of_memory(struct reader *r)
{
	struct memory *memory = r->arena->memory;
	for (;;)
		memory->exhausted(memory->host);
}

/* True when the caps allow another event. */
static bool within_caps(struct reader *r, uint32_t events, uint32_t errors)
{
	struct place place = place_of(r, r->event.start_mark, r->event.start_mark);
	if (events < YAML_EVENTS_MAX && errors < ERRORS_MAX)
		return true;
	if (events >= YAML_EVENTS_MAX)
		DIAG(r->diags, YAML_TOO_LONG, place, decimal(r, YAML_EVENTS_MAX));
	else
		DIAG0(r->diags, YAML_TOO_MANY_ERRORS, place);
	r->broken = true;
	return false;
}

static void report_failure(struct reader *r)
{
	if (r->parser.error == YAML_MEMORY_ERROR)
		out_of_memory(r);
	report_syntax(r);
}

static void read_events(struct reader *r)
{
	uint32_t errors_before = r->diags->errors;
	bool more = true;
	for (uint32_t events = 0; more; events++) {
		if (yaml_parser_parse(&r->parser, &r->event) == 0) {
			report_failure(r);
			return;
		}
		more = within_caps(r, events, r->diags->errors - errors_before) && read_event(r);
		yaml_event_delete(&r->event);
	}
}

/* Safe to call twice: libyaml zeroes what it deleted. */
static void delete_parser(void *arg)
{
	struct reader *r = arg;
	yaml_event_delete(&r->event);
	yaml_parser_delete(&r->parser);
}

/* The arena deletes the parser too, in case memory runs out half-way. */
static void start_parser(struct reader *r)
{
	arena_defer(r->arena, delete_parser, r);
	if (yaml_parser_initialize(&r->parser) == 0)
		out_of_memory(r);
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->text.p, r->text.n);
}

struct node *yaml_read(struct arena *arena, struct diags *diags, uint32_t source)
{
	if (!check_source(diags, source, YAML_BYTES_MAX))
		return NULL;
	struct reader *r = arena_new(arena, struct reader);
	r->arena = arena;
	r->diags = diags;
	r->source = source;
	r->text = diags->sources[source].text;
	start_parser(r);
	read_events(r);
	delete_parser(r);
	if (r->broken)
		return NULL;
	if (r->root == NULL || is_absent(r->root)) {
		r->root = node_map(arena, NULL, STR(""));
		r->root->place = (struct place){source, 0, 0};
	}
	return r->root;
}
