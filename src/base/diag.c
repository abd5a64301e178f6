/* Diagnostics: the collection, its order, the places in words, and the
 * sentences of messages.def. */
#include "base/diag.h"

#include "base/utf8.h"

static const struct {
	const char *id;
	enum level level;
	const char *text[2], *help[2]; /* by enum message_language */
} messages[] = {
#define MESSAGE(name, id, level, en, zh, help_en, help_zh) {id, level, {en, zh}, {help_en, help_zh}},
#include "base/messages.def"
#undef MESSAGE
};

void diags_init(struct diags *diags, struct arena *arena)
{
	*diags = (struct diags){.arena = arena};
	diags_source(diags, STR(""), STR(""));
}

/* Moves over one character; tells whether it ended a line. */
static bool next_ends_line(struct str text, size_t *at)
{
	char c = text.p[(*at)++];
	if (c == '\r' && *at < text.n && text.p[*at] == '\n')
		(*at)++;
	return c == '\r' || c == '\n';
}

static void find_lines(struct source *source, struct arena *arena)
{
	source->n_lines = 1;
	for (size_t at = 0; at < source->text.n;)
		source->n_lines += next_ends_line(source->text, &at);
	uint32_t *lines = arena_many(arena, uint32_t, source->n_lines);
	uint32_t line = 0;
	for (size_t at = 0; at < source->text.n;)
		if (next_ends_line(source->text, &at))
			lines[++line] = (uint32_t)at;
	source->lines = lines;
}

static struct source closed(struct str name)
{
	static const uint32_t no_lines[1] = {0};
	return (struct source){.name = name, .text = STR(""), .lines = no_lines, .n_lines = 1};
}

uint32_t diags_closed(struct diags *diags, struct str name)
{
	diags->sources = arena_grow(diags->arena, diags->sources, diags->n_sources, &diags->sources_room,
	                            sizeof *diags->sources);
	diags->sources[diags->n_sources] = closed(name);
	return diags->n_sources++;
}

void diags_open(struct diags *diags, uint32_t source, struct arena *arena, struct str text)
{
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_sub(text, 3, text.n);
	diags->sources[source].text = str_sub(text, 0, UINT32_MAX - 1);
	find_lines(&diags->sources[source], arena);
}

uint32_t diags_source(struct diags *diags, struct str name, struct str text)
{
	uint32_t source = diags_closed(diags, name);
	diags_open(diags, source, diags->arena, text);
	return source;
}

/* A long line may have many mistakes: they share its copy. */
static struct str kept_line(struct diags *diags, uint32_t n, uint32_t source, const struct location *spot)
{
	for (uint32_t i = 0; i < n; i++)
		if (diags->items[i].place.source == source && diags->items[i].kept->line == spot->line)
			return diags->items[i].kept->text;
	return arena_copy(diags->arena, spot->text);
}

void diags_close(struct diags *diags, uint32_t source)
{
	for (uint32_t i = 0; i < diags->n; i++) {
		struct diag *diag = &diags->items[i];
		if (diag->place.source != source || diag->kept)
			continue;
		struct location *spot = arena_new(diags->arena, struct location);
		*spot = source_locate(&diags->sources[source], diag->place);
		spot->text = kept_line(diags, i, source, spot);
		diag->kept = spot;
	}
	diags->sources[source] = closed(diags->sources[source].name);
}

static bool is_same(const struct diag *diag, enum message message, struct place place, const struct str *args)
{
	if (diag->message != message || diag->place.source != place.source ||
	    diag->place.start != place.start || diag->place.end != place.end)
		return false;
	for (int i = 0; i < MESSAGE_ARGS; i++)
		if (!str_eq(diag->args[i], args[i]))
			return false;
	return true;
}

/* Nobody reads more; also bounds the work on hostile input. */
enum { DIAGS_MAX = 1000 };

void diag_add(struct diags *diags, enum message message, struct place place, const struct str *args)
{
	diags->errors += message_level(message) == LEVEL_ERROR;
	if (diags->n > DIAGS_MAX)
		return;
	for (uint32_t i = 0; i < diags->n; i++)
		if (is_same(&diags->items[i], message, place, args))
			return;
	bool last = diags->n == DIAGS_MAX;
	struct diag diag = {.message = last ? MSG_TOO_MANY_ERRORS : message, .place = place};
	for (int i = 0; i < MESSAGE_ARGS; i++)
		diag.args[i] = last ? STR("1000") : arena_copy(diags->arena, args[i]);
	diags->items = arena_grow(diags->arena, diags->items, diags->n, &diags->room, sizeof diag);
	diags->items[diags->n++] = diag;
}

static bool is_before(struct place a, struct place b)
{
	if (a.source != b.source)
		return a.source < b.source;
	if (a.start != b.start)
		return a.start < b.start;
	return a.end < b.end;
}

/* By insertion: stable, and quick because readers report nearly in order. */
void diags_sort(struct diags *diags)
{
	for (uint32_t i = 1; i < diags->n; i++) {
		struct diag diag = diags->items[i];
		uint32_t to = i;
		for (; to > 0 && is_before(diag.place, diags->items[to - 1].place); to--)
			diags->items[to] = diags->items[to - 1];
		diags->items[to] = diag;
	}
}

void source_position(const struct source *source, uint32_t offset, uint32_t *line, uint32_t *column)
{
	uint32_t low = 0, high = source->n_lines;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	*line = low + 1;
	*column = 1 + (uint32_t)utf8_count(str_sub(source->text, source->lines[low], offset));
}

struct str source_line(const struct source *source, uint32_t line)
{
	if (line == 0 || line > source->n_lines)
		return STR("");
	size_t start = source->lines[line - 1];
	size_t end = line < source->n_lines ? source->lines[line] : source->text.n;
	while (end > start && (source->text.p[end - 1] == '\n' || source->text.p[end - 1] == '\r'))
		end--;
	return str_sub(source->text, start, end);
}

struct location source_locate(const struct source *source, struct place place)
{
	struct location spot;
	source_position(source, place.start, &spot.line, &spot.column);
	spot.text = source_line(source, spot.line);
	size_t line_end = (size_t)(spot.text.p - source->text.p) + spot.text.n;
	size_t end = place.end < line_end ? place.end : line_end;
	struct str span = str_sub(source->text, place.start, end > place.start ? end : place.start);
	spot.length = span.n ? (uint32_t)utf8_count(span) : 1;
	return spot;
}

struct location diag_locate(const struct diags *diags, const struct diag *diag)
{
	return diag->kept ? *diag->kept : source_locate(&diags->sources[diag->place.source], diag->place);
}

uint32_t source_offset(const struct source *source, size_t line, size_t column)
{
	if (line >= source->n_lines)
		return (uint32_t)source->text.n;
	size_t at = source->lines[line];
	for (; column > 0 && at < source->text.n; column--)
		utf8_next(source->text, &at);
	return (uint32_t)at;
}

const char *message_id(enum message message)
{
	return messages[message].id;
}

enum level message_level(enum message message)
{
	return messages[message].level;
}

void message_text(struct buf *out, enum message message, enum message_language language,
                  const struct str *args)
{
	buf_format(out, str_of(messages[message].text[language]), args);
}

void message_help(struct buf *out, enum message message, enum message_language language,
                  const struct str *args)
{
	buf_format(out, str_of(messages[message].help[language]), args);
}
