/* Diagnostics: what is wrong, where, and how to mend it.  They are collected,
 * sorted by place and shown together; nothing stops at the first one.  The
 * words stand in messages.def, in Chinese and English. */
#ifndef SHENSU_BASE_DIAG_H
#define SHENSU_BASE_DIAG_H

#include "base/buf.h"

/* A text that diagnostics can point into: a file, or one -a option.  Of a
 * closed one only the name is there. */
struct source {
	struct str name;
	struct str text;
	const uint32_t *lines; /* offset of each line's first byte */
	uint32_t n_lines;
};

/* Bytes [start, end) of a source.  Source 0 stands for "no place". */
struct place {
	uint32_t source, start, end;
};

enum message {
#define MESSAGE(name, id, level, en, zh, help_en, help_zh) MSG_##name,
#include "base/messages.def"
#undef MESSAGE
	MESSAGE_COUNT
};

enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE };
enum message_language { MESSAGE_EN, MESSAGE_ZH };
enum { MESSAGE_ARGS = 4 };

/* A place as people see it: what of it lies in its first line. */
struct location {
	uint32_t line, column; /* from 1, in code points */
	uint32_t length;       /* code points, at least 1 */
	struct str text;       /* the line */
};

struct diag {
	enum message message;
	struct place place;
	struct str args[MESSAGE_ARGS];
	const struct location *kept; /* of a source that was closed; else NULL */
};

struct diags {
	struct arena *arena;
	struct source *sources; /* [0] is the empty source of "no place" */
	uint32_t n_sources, sources_room;
	struct diag *items;
	uint32_t n, room;
	uint32_t errors; /* that were added, those dropped as a second one included */
};

void diags_init(struct diags *diags, struct arena *arena);
/* Registers a text; returns its number for places.  Both views must outlive
 * the diagnostics.  A byte-order mark at the start is left out, so offsets
 * count from behind it. */
uint32_t diags_source(struct diags *diags, struct str name, struct str text);
/* Many files are looked at one at a time: the number of a source that is
 * closed, then its text, whose table of lines lives in `arena`, then closed
 * again: what was reported of it keeps its location, and text and arena may go. */
uint32_t diags_closed(struct diags *diags, struct str name);
void diags_open(struct diags *diags, uint32_t source, struct arena *arena, struct str text);
void diags_close(struct diags *diags, uint32_t source);
/* Adds one; a second one with the same message, place and words is dropped,
 * and so is what comes behind the thousandth, with a word about that.  The
 * words are copied. */
void diag_add(struct diags *diags, enum message message, struct place place, const struct str *args);
#define DIAG(diags, name, place, ...) \
	diag_add((diags), MSG_##name, (place), (const struct str[MESSAGE_ARGS]){__VA_ARGS__})
#define DIAG0(diags, name, place) DIAG(diags, name, place, {"", 0})
/* In the order of sources, then places; equal ones stay as they came. */
void diags_sort(struct diags *diags);

/* Line and column of an offset, both from 1; columns count code points. */
void source_position(const struct source *source, uint32_t offset, uint32_t *line, uint32_t *column);
/* The text of line `line` (from 1) without its line break. */
struct str source_line(const struct source *source, uint32_t line);
struct location source_locate(const struct source *source, struct place place);
/* Where a diagnostic lies; it must have a place. */
struct location diag_locate(const struct diags *diags, const struct diag *diag);
/* The offset of code point `column` (from 0) in line `line` (from 0). */
uint32_t source_offset(const struct source *source, size_t line, size_t column);

const char *message_id(enum message message);
enum level message_level(enum message message);
/* The message's sentence, and its advice (may be empty). */
void message_text(struct buf *out, enum message message, enum message_language language, const struct str *args);
void message_help(struct buf *out, enum message message, enum message_language language, const struct str *args);

#endif
