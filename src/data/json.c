/* JSON to a tree and back, by hand: a strict reader that keeps numbers as
 * typed and knows the place of every value.  It stops at the first mistake of
 * grammar; a key that stands twice does not stop it. */
#include "data/json.h"

#include "base/utf8.h"
#include "data/check.h"

#include <string.h>

struct json {
	struct arena *arena;
	struct diags *diags;
	uint32_t source;
	struct str text;
	size_t at;
	uint32_t depth;
};

static char peek(const struct json *j)
{
	return j->at < j->text.n ? j->text.p[j->at] : '\0';
}

static bool skip(struct json *j, char c)
{
	if (peek(j) != c)
		return false;
	j->at++;
	return true;
}

static void skip_blanks(struct json *j)
{
	while (j->at < j->text.n && strchr(" \t\r\n", j->text.p[j->at]) != NULL)
		j->at++;
}

static struct place place_from(const struct json *j, size_t start)
{
	return (struct place){j->source, (uint32_t)start, (uint32_t)j->at};
}

/* The letter that is looked at, or the end of the text. */
static struct place place_here(const struct json *j)
{
	size_t end = j->at;
	if (end < j->text.n)
		utf8_next(j->text, &end);
	return (struct place){j->source, (uint32_t)j->at, (uint32_t)end};
}

/* -- texts ------------------------------------------------------------------ */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool read_hex(struct json *j, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(peek(j));
		if (digit < 0)
			return false;
		*unit = *unit << 4 | (uint32_t)digit;
		j->at++;
	}
	return true;
}

/* Behind the first half of a pair: reads `\u` and the second half. */
static bool read_low_half(struct json *j, uint32_t *code)
{
	uint32_t low;
	if (!skip(j, '\\') || !skip(j, 'u') || !read_hex(j, &low) || low < 0xDC00 || low > 0xDFFF)
		return false;
	*code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

/* Behind a `\u` that began at `start`. */
static bool read_unicode(struct json *j, size_t start, uint32_t *code)
{
	if (!read_hex(j, code)) {
		DIAG0(j->diags, JSON_ESCAPE, place_from(j, start));
		return false;
	}
	struct place half = place_from(j, start);
	bool is_high = *code >= 0xD800 && *code <= 0xDBFF, is_low = *code >= 0xDC00 && *code <= 0xDFFF;
	if (is_low || (is_high && !read_low_half(j, code))) {
		DIAG0(j->diags, JSON_SURROGATE, half);
		return false;
	}
	return true;
}

static bool read_escape(struct json *j, uint32_t *code)
{
	static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	size_t start = j->at++;
	if (skip(j, 'u'))
		return read_unicode(j, start, code);
	const char *letter = j->at < j->text.n ? strchr(letters, j->text.p[j->at]) : NULL;
	if (letter == NULL || *letter == '\0') {
		DIAG0(j->diags, JSON_ESCAPE, ((struct place){j->source, (uint32_t)start, place_here(j).end}));
		return false;
	}
	*code = (unsigned char)values[letter - letters];
	j->at++;
	return true;
}

/* One character of a text, unescaped; false after an error. */
static bool read_letter(struct json *j, uint32_t *code)
{
	size_t start = j->at;
	if (peek(j) == '\\') {
		if (!read_escape(j, code))
			return false;
	} else if (peek(j) == '\t') {
		DIAG0(j->diags, JSON_CONTROL, place_here(j));
		return false;
	} else {
		*code = utf8_next(j->text, &j->at);
	}
	return check_code(j->diags, *code, place_from(j, start));
}

static bool ends_line(const struct json *j)
{
	return j->at == j->text.n || peek(j) == '\n' || peek(j) == '\r';
}

/* Reads "…"; the place includes the quotes. */
static bool read_string(struct json *j, struct str *text, struct place *place)
{
	size_t start = j->at++;
	struct buf out = {.arena = j->arena};
	while (peek(j) != '"') {
		uint32_t code;
		char bytes[4];
		if (ends_line(j)) {
			DIAG0(j->diags, JSON_STRING, place_from(j, start));
			return false;
		}
		if (!read_letter(j, &code))
			return false;
		buf_add(&out, (struct str){bytes, utf8_encode(code, bytes)});
	}
	j->at++;
	*text = buf_str(&out);
	*place = place_from(j, start);
	return true;
}

/* -- values ----------------------------------------------------------------- */

static bool read_value(struct json *j, struct node *node);

static bool skip_digits(struct json *j)
{
	size_t start = j->at;
	while (peek(j) >= '0' && peek(j) <= '9')
		j->at++;
	return j->at > start;
}

static bool skip_number(struct json *j)
{
	skip(j, '-');
	if (!skip(j, '0') && !skip_digits(j))
		return false;
	if (skip(j, '.') && !skip_digits(j))
		return false;
	if (skip(j, 'e') || skip(j, 'E')) {
		if (!skip(j, '+'))
			skip(j, '-');
		return skip_digits(j);
	}
	return true;
}

static void skip_word(struct json *j)
{
	while (j->at < j->text.n && strchr(" \t\r\n,:[]{}\"", j->text.p[j->at]) == NULL)
		j->at++;
}

static bool read_number(struct json *j, struct node *node)
{
	size_t start = j->at;
	bool good = skip_number(j);
	size_t end = j->at;
	skip_word(j);
	struct str word = str_sub(j->text, start, j->at);
	if (!good || end != j->at) {
		DIAG(j->diags, JSON_NUMBER, place_from(j, start), word);
		return false;
	}
	node->style = STYLE_NUMBER;
	node->text = arena_copy(j->arena, word);
	return true;
}

static bool read_word(struct json *j, struct node *node)
{
	size_t start = j->at;
	skip_word(j);
	struct str word = str_sub(j->text, start, j->at);
	if (str_eq(word, STR("true"))) {
		node->style = STYLE_TRUE;
		node->text = STR("true");
	} else if (str_eq(word, STR("false"))) {
		node->style = STYLE_FALSE;
		node->text = STR("false");
	} else if (str_eq(word, STR("null"))) {
		node->style = STYLE_NULL;
		node->text = STR("");
	} else {
		DIAG0(j->diags, JSON_VALUE, word.n > 0 ? place_from(j, start) : place_here(j));
		return false;
	}
	return true;
}

static bool read_item(struct json *j, struct node *list)
{
	struct node *item = arena_new(j->arena, struct node);
	if (!read_value(j, item))
		return false;
	node_append(list, item);
	return true;
}

/* One "key": value of a map. */
static bool read_member(struct json *j, struct node *map, struct key_set *keys)
{
	struct node *node = arena_new(j->arena, struct node);
	if (peek(j) != '"') {
		DIAG0(j->diags, JSON_KEY, place_here(j));
		return false;
	}
	if (!read_string(j, &node->key, &node->key_place))
		return false;
	bool is_new = key_is_new(keys, j->arena, map, node->key);
	if (!is_new)
		report_duplicate(j->diags, map, node->key, node->key_place);
	skip_blanks(j);
	if (!skip(j, ':')) {
		DIAG0(j->diags, JSON_COLON, place_here(j));
		return false;
	}
	if (!read_value(j, node))
		return false;
	if (is_new)
		node_append(map, node);
	return true;
}

/* What stands between the brackets of a list or map, up to `close`. */
static bool read_members(struct json *j, struct node *node, char close)
{
	struct key_set keys = {0};
	skip_blanks(j);
	if (skip(j, close))
		return true;
	do {
		skip_blanks(j);
		bool good = node->kind == NODE_MAP ? read_member(j, node, &keys) : read_item(j, node);
		if (!good)
			return false;
		skip_blanks(j);
	} while (skip(j, ','));
	if (skip(j, close))
		return true;
	DIAG(j->diags, JSON_END, place_here(j), {&close, 1});
	return false;
}

static bool read_collection(struct json *j, struct node *node)
{
	bool map = peek(j) == '{';
	struct buf limit = {.arena = j->arena};
	if (j->depth == JSON_DEPTH_MAX) {
		buf_uint(&limit, JSON_DEPTH_MAX);
		DIAG(j->diags, TOO_DEEP, place_here(j), buf_str(&limit));
		return false;
	}
	j->at++;
	j->depth++;
	node->kind = map ? NODE_MAP : NODE_LIST;
	node->style = STYLE_QUOTED;
	bool good = read_members(j, node, map ? '}' : ']');
	j->depth--;
	return good;
}

static bool read_kind(struct json *j, struct node *node)
{
	char c = peek(j);
	node->style = STYLE_QUOTED;
	if (c == '"')
		return read_string(j, &node->text, &node->place);
	if (c == '{' || c == '[')
		return read_collection(j, node);
	if (c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9'))
		return read_number(j, node);
	return read_word(j, node);
}

static bool read_value(struct json *j, struct node *node)
{
	skip_blanks(j);
	size_t start = j->at;
	if (!read_kind(j, node))
		return false;
	node->place = place_from(j, start);
	return true;
}

struct node *json_read(struct arena *arena, struct diags *diags, uint32_t source)
{
	struct json j = {.arena = arena, .diags = diags, .source = source};
	struct node *root = arena_new(arena, struct node);
	uint32_t errors = diags->errors;
	if (!check_source(diags, source, JSON_BYTES_MAX))
		return NULL;
	j.text = diags->sources[source].text;
	if (!read_value(&j, root))
		return NULL;
	skip_blanks(&j);
	if (j.at < j.text.n)
		DIAG0(diags, JSON_TRAILING, place_here(&j));
	return diags->errors == errors ? root : NULL;
}

/* -- writing ---------------------------------------------------------------- */

static void write_letter(struct buf *out, char c)
{
	static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *letter = c == '\0' ? NULL : strchr(letters, c);
	if (letter != NULL) {
		buf_char(out, '\\');
		buf_char(out, names[letter - letters]);
	} else if ((unsigned char)c < 0x20) {
		buf_add(out, STR("\\u00"));
		buf_char(out, "0123456789abcdef"[c >> 4]);
		buf_char(out, "0123456789abcdef"[c & 0xF]);
	} else {
		buf_char(out, c);
	}
}

static void write_string(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.n; i++)
		write_letter(out, text.p[i]);
	buf_char(out, '"');
}

static void write_text(struct buf *out, const struct node *node)
{
	switch (node->style) {
	case STYLE_NUMBER:
	case STYLE_TRUE:
	case STYLE_FALSE:
		buf_add(out, node->text);
		return;
	case STYLE_NULL:
		buf_add(out, STR("null"));
		return;
	case STYLE_PLAIN:
	case STYLE_QUOTED:
	case STYLE_LITERAL:
	case STYLE_FOLDED:
		write_string(out, node->text);
		return;
	}
}

static void new_line(struct buf *out, uint32_t depth)
{
	buf_char(out, '\n');
	for (uint32_t i = 0; i < depth; i++)
		buf_add(out, STR("  "));
}

static void write_node(struct buf *out, const struct node *node, uint32_t depth)
{
	bool map = node->kind == NODE_MAP;
	if (node->kind == NODE_TEXT) {
		write_text(out, node);
		return;
	}
	buf_char(out, map ? '{' : '[');
	for (const struct node *member = node->first; member != NULL; member = member->next) {
		new_line(out, depth + 1);
		if (map) {
			write_string(out, member->key);
			buf_add(out, STR(": "));
		}
		write_node(out, member, depth + 1);
		if (member->next != NULL)
			buf_char(out, ',');
	}
	if (node->first != NULL)
		new_line(out, depth);
	buf_char(out, map ? '}' : ']');
}

void json_write(struct buf *out, const struct node *tree)
{
	write_node(out, tree, 0);
	buf_char(out, '\n');
}
