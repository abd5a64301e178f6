/* See report.h.
 *	rules/douyin/x.yaml:42:13: error: unknown question 'invoice.dat' [unknown-name]
 *	   42 |     when: {invoice.dat: answered}
 *	      |            ^~~~~~~~~~~ did you mean 'invoice.date'?
 * Columns of the message count characters; the caret goes by display width. */
#include "cli/report.h"

#include "cli/show.h"
#include "cli/text.h"
#include "cli/words.h"

enum {
	SOURCE_WIDTH = 70, /* with the line number and both … it fills 80 columns */
	NUMBER_WIDTH = 5,
	AHEAD = 24 /* at least so many columns of a long line stand before the spot */
};

/* A line, cut around the spot: bytes [begin, end) are shown, and [spot, stop)
 * is underlined. */
struct view {
	const char *p;
	size_t n, begin, spot, stop, end;
};

static void add(struct text *out, shensu_text text)
{
	show(out, text.bytes, text.length, false);
}

static size_t skip(const struct view *view, size_t at, size_t characters)
{
	while (characters-- && at < view->n)
		at += glyph_at(view->p + at, view->n - at).bytes;
	return at;
}

/* Columns of the bytes [from, to). */
static size_t columns(const struct view *view, size_t from, size_t to)
{
	size_t width = 0;

	while (from < to) {
		struct glyph glyph = glyph_at(view->p + from, view->n - from);
		width += glyph.width;
		from += glyph.bytes;
	}
	return width;
}

/* The largest end such that [from, end) takes at most `most` columns. */
static size_t reach(const struct view *view, size_t from, size_t most)
{
	while (from < view->n) {
		struct glyph glyph = glyph_at(view->p + from, view->n - from);
		if (glyph.width > most)
			break;
		most -= glyph.width;
		from += glyph.bytes;
	}
	return from;
}

/* Where the character before `at` begins. */
static size_t back(const struct view *view, size_t at)
{
	size_t start = at - 1;

	while (start && at - start < 4 && (view->p[start] & 0xC0) == 0x80)
		start--;
	/* Bytes that are no character are shown one by one. */
	return glyph_at(view->p + start, view->n - start).bytes == at - start ? start : at - 1;
}

static size_t begin_of(const struct view *view)
{
	size_t rest = columns(view, view->spot, reach(view, view->spot, SOURCE_WIDTH));
	size_t room = rest < SOURCE_WIDTH - AHEAD ? SOURCE_WIDTH - rest : AHEAD;
	size_t at = view->spot;

	while (at) {
		size_t before = back(view, at);
		size_t width = columns(view, before, at);
		if (width > room)
			break;
		room -= width;
		at = before;
	}
	return at;
}

static struct view look(const shensu_diagnostic_info *info)
{
	struct view view = {.p = info->source.bytes, .n = info->source.length};

	view.spot = skip(&view, 0, info->column ? info->column - 1 : 0);
	view.stop = skip(&view, view.spot, info->length ? info->length : 1);
	view.begin = begin_of(&view);
	view.end = reach(&view, view.begin, SOURCE_WIDTH);
	if (view.stop > view.end)
		view.stop = view.end;
	return view;
}

static size_t number_width(uint32_t line)
{
	size_t n = 0;

	for (; line; line /= 10)
		n++;
	return n < NUMBER_WIDTH ? NUMBER_WIDTH : n;
}

static void source_line(struct text *out, const shensu_diagnostic_info *info, const struct view *view)
{
	text_number(out, info->line, NUMBER_WIDTH);
	text_put(out, " | ");
	if (view->begin)
		text_put(out, "…");
	show(out, view->p + view->begin, view->end - view->begin, false);
	text_put(out, view->end < view->n ? "…\n" : "\n");
}

static void caret_line(struct text *out, const shensu_diagnostic_info *info, const struct view *view)
{
	size_t marked = columns(view, view->spot, view->stop);

	text_repeat(out, ' ', number_width(info->line));
	text_put(out, " | ");
	text_repeat(out, ' ', columns(view, view->begin, view->spot) + (view->begin > 0));
	text_put(out, "^");
	text_repeat(out, '~', marked ? marked - 1 : 0);
	if (info->advice.length)
		text_put(out, " ");
	add(out, info->advice);
	text_put(out, "\n");
}

static void headline(struct text *out, const shensu_diagnostic_info *info)
{
	if (info->file.length)
		add(out, info->file);
	else
		text_put(out, "shensu");
	if (info->line) {
		text_put(out, ":");
		text_number(out, info->line, 0);
		text_put(out, ":");
		text_number(out, info->column, 0);
	}
	text_put(out, ": ");
	text_put(out, info->level);
	text_put(out, ": ");
	add(out, info->message);
	text_put(out, " [");
	text_put(out, info->id);
	text_put(out, "]\n");
}

static void without_place(struct text *out, const shensu_diagnostic_info *info)
{
	if (!info->advice.length)
		return;
	text_put(out, "        ");
	add(out, info->advice);
	text_put(out, "\n");
}

void report_one(struct text *out, const shensu_diagnostic_info *info)
{
	headline(out, info);
	if (!info->line) {
		without_place(out, info);
		return;
	}
	struct view view = look(info);
	source_line(out, info, &view);
	caret_line(out, info, &view);
}

void report(shensu *session)
{
	struct text out = {0};
	size_t n = shensu_diagnostics(session);

	for (size_t i = 0; i < n; i++) {
		shensu_diagnostic_info info;
		shensu_diagnostic(session, i, &info);
		report_one(&out, &info);
	}
	if (n)
		text_say(&out);
}
