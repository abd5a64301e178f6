/* What the tests of the readers share: memory, a source, and the outcome of a
 * reading as one line that a table can hold. */
#ifndef SHENSU_TESTS_UNIT_READING_H
#define SHENSU_TESTS_UNIT_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/tree.h"

struct reading {
	struct memory memory;
	struct arena arena;
	struct diags diags;
};

static inline void out_of_memory(void *host)
{
	(void)host;
	fail_msg("out of memory");
}

static inline void reading_begin(struct reading *r)
{
	*r = (struct reading){.memory = {.exhausted = out_of_memory}};
	r->arena.memory = &r->memory;
	diags_init(&r->diags, &r->arena);
}

/* Ends a reading; all memory must have come back. */
static inline void reading_end(struct reading *r)
{
	arena_free(&r->arena);
	assert_int_equal(r->memory.used, 0);
}

static inline uint32_t reading_source(struct reading *r, const char *text)
{
	return diags_source(&r->diags, STR("test"), str_of(text));
}

/* A C string of what the buffer holds; the buffer goes on growing elsewhere. */
static inline const char *text_of(struct reading *r, const struct buf *buf)
{
	return arena_copy(&r->arena, buf_str(buf)).p;
}

static inline void show_diag(struct buf *out, const struct reading *r, const struct diag *diag)
{
	const struct source *source = &r->diags.sources[diag->place.source];
	uint32_t line, column;
	source_position(source, diag->place.start, &line, &column);
	if (out->n > 0)
		buf_add(out, STR("; "));
	buf_uint(out, line);
	buf_char(out, ':');
	buf_uint(out, column);
	buf_add(out, STR(" <"));
	buf_add(out, str_sub(source->text, diag->place.start, diag->place.end));
	buf_add(out, STR("> "));
	buf_add(out, str_of(message_id(diag->message)));
}

/* All diagnostics: `1:7 <!flag> yaml-tag; 2:1 <b> duplicate-key`. */
static inline const char *show_diags(struct reading *r)
{
	struct buf out = {.arena = &r->arena};
	diags_sort(&r->diags);
	for (uint32_t i = 0; i < r->diags.n; i++)
		show_diag(&out, r, &r->diags.items[i]);
	return text_of(r, &out);
}

static inline void show_text(struct buf *out, const struct node *node)
{
	static const char *const quotes[][2] = {{"", ""},  {"\"", "\""}, {"|", "|"}, {">", ">"},
	                                        {"#", ""}, {"#", ""},    {"#", ""},  {"#", ""}};
	buf_add(out, str_of(quotes[node->style][0]));
	for (size_t i = 0; i < node->text.n; i++)
		buf_add(out, node->text.p[i] == '\0' ? STR("\\0") : str_sub(node->text, i, i + 1));
	buf_add(out, str_of(quotes[node->style][1]));
}

/* A tree in one line: `{a: 1, b: [x, "y"], c: |text|, d: #12}`. */
static inline void show_node(struct buf *out, const struct node *node)
{
	if (node->kind == NODE_TEXT) {
		show_text(out, node);
		return;
	}
	buf_char(out, node->kind == NODE_MAP ? '{' : '[');
	for (const struct node *member = node->first; member != NULL; member = member->next) {
		if (node->kind == NODE_MAP) {
			buf_add(out, member->key);
			buf_add(out, STR(": "));
		}
		show_node(out, member);
		if (member->next != NULL)
			buf_add(out, STR(", "));
	}
	buf_char(out, node->kind == NODE_MAP ? '}' : ']');
}

/* The tree, "refused" without one, and the diagnostics behind " ! ". */
static inline const char *show_outcome(struct reading *r, const struct node *tree)
{
	struct buf out = {.arena = &r->arena};
	if (tree != NULL)
		show_node(&out, tree);
	else
		buf_add(&out, STR("refused"));
	if (r->diags.n > 0) {
		buf_add(&out, STR(" ! "));
		buf_add(&out, str_of(show_diags(r)));
	}
	return text_of(r, &out);
}

/* Each message whose id begins with `prefix` must stand in one of `rows`. */
static inline void assert_all_provoked(const char *prefix, const char *const *rows, size_t n)
{
	for (int message = 0; message < MESSAGE_COUNT; message++) {
		struct str id = str_of(message_id((enum message)message));
		bool seen = !str_starts(id, str_of(prefix));
		for (size_t i = 0; i < n && !seen; i++)
			seen = str_find(str_of(rows[i]), id, 0) < str_of(rows[i]).n;
		if (!seen)
			fail_msg("no test provokes %s", id.p);
	}
}

#endif
