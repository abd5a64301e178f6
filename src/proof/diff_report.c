/* The differences in words. */
#include "proof/diff.h"

enum { LINES_SHOWN = 20 };

struct writer {
	struct buf out;
	const struct diags *diags;
	enum message_language language;
};

static void say(struct writer *w, const char *en, const char *zh)
{
	buf_add(&w->out, str_of(w->language == MESSAGE_ZH ? zh : en));
}

static void add_place(struct writer *w, struct place place)
{
	uint32_t line, column;
	const struct source *source = &w->diags->sources[place.source];
	if (!place.source)
		return;
	source_position(source, place.start, &line, &column);
	buf_add(&w->out, source->name);
	buf_char(&w->out, ':');
	buf_uint(&w->out, line);
	buf_add(&w->out, STR(": "));
}

static void add_words(struct writer *w, char mark, struct str words)
{
	while (words.n) {
		buf_add(&w->out, STR("  "));
		buf_char(&w->out, mark);
		buf_char(&w->out, ' ');
		buf_add(&w->out, str_cut(&words, '\n'));
		buf_char(&w->out, '\n');
	}
}

static void add_change_words(struct writer *w, struct str before, struct str after)
{
	if (str_eq(before, after)) {
		add_words(w, ' ', after);
		return;
	}
	add_words(w, '-', before);
	add_words(w, '+', after);
}

/* -- sets ----------------------------------------------------------------------------- */

/* A value that is no option of the rules has a word of ours. */
static void add_value(struct writer *w, struct str value)
{
	static const char *const ours[][2] = {{"unanswered", "未回答"},
	                                      {"answered", "已回答"},
	                                      {"any day", "任意日期"},
	                                      {"today", "当日"},
	                                      {"proposed", "程序推荐"}};
	for (size_t i = 0; w->language == MESSAGE_ZH && i < sizeof ours / sizeof *ours; i++)
		if (str_eq(value, str_of(ours[i][0])))
			value = str_of(ours[i][1]);
	buf_add(&w->out, value);
}

static void add_cond(struct writer *w, const struct diff_cond *cond)
{
	const struct diff_level *level = cond->level;
	bool first = true;
	buf_add(&w->out, level->name);
	if (level->option.n) {
		buf_char(&w->out, '=');
		buf_add(&w->out, level->option);
	}
	if (!level->in[DIFF_NEW])
		say(w, " (OLD)", "（旧）");
	else if (!level->in[DIFF_OLD])
		say(w, " (NEW)", "（新）");
	buf_add(&w->out, STR(": "));
	for (uint32_t i = 0; i < level->n; i++)
		if (cond->mask & 1u << i) {
			buf_add(&w->out, first ? STR("") : STR(" | "));
			add_value(w, level->values[i]);
			first = false;
		}
}

static void add_line(struct writer *w, const struct diff_line *line)
{
	buf_add(&w->out, STR("    "));
	if (!line->n)
		say(w, "every case", "全部情形");
	for (uint32_t i = 0; i < line->n; i++) {
		buf_add(&w->out, i ? STR("; ") : STR(""));
		add_cond(w, &line->conds[i]);
	}
	buf_char(&w->out, '\n');
}

static void add_more(struct writer *w, const struct diff_change *c)
{
	if (c->n_lines <= LINES_SHOWN)
		return;
	say(w, c->cut ? "    and more than " : "    and ", c->cut ? "    另有多于 " : "    另有 ");
	buf_uint(&w->out, c->n_lines - LINES_SHOWN);
	say(w, " more\n", " 行\n");
}

static void add_change(struct writer *w, const struct diff_change *c)
{
	static const char *const kinds[][2] = {{"shows now", "改后出现"},
	                                       {"shows no longer", "改后不再出现"},
	                                       {"has other words", "用词不同"}};
	add_place(w, c->place);
	buf_add(&w->out, c->violation);
	buf_add(&w->out, STR(" / "));
	buf_add(&w->out, c->id);
	buf_add(&w->out, STR(": "));
	if (c->kind == DIFF_WORDS && str_eq(c->before, c->after))
		say(w, "stands in another slot", "移到另一栏位");
	else
		say(w, kinds[c->kind][0], kinds[c->kind][1]);
	say(w, "; cases: ", "；情形数：");
	buf_add(&w->out, c->cases);
	buf_char(&w->out, '\n');
	add_change_words(w, c->kind == DIFF_SHOWS ? STR("") : c->before,
	                 c->kind == DIFF_HIDES ? STR("") : c->after);
	for (uint32_t i = 0; i < c->n_lines && i < LINES_SHOWN; i++)
		add_line(w, &c->lines[i]);
	add_more(w, c);
}

/* -- notes ---------------------------------------------------------------------------- */

static void add_note(struct writer *w, const struct diff_note *n)
{
	static const char *const kinds[NOTE_COUNT][2] = {
	        [NOTE_VIOLATION_OLD] = {"violation only in OLD", "违规类型仅旧规则有"},
	        [NOTE_VIOLATION_NEW] = {"violation only in NEW", "违规类型仅新规则有"},
	        [NOTE_VAR_OLD] = {"only in OLD", "仅旧规则有"},
	        [NOTE_VAR_NEW] = {"only in NEW", "仅新规则有"},
	        [NOTE_OPTION_OLD] = {"option only in OLD", "选项仅旧规则有"},
	        [NOTE_OPTION_NEW] = {"option only in NEW", "选项仅新规则有"},
	        [NOTE_REDEFINED] = {"defined differently; taken for two different things",
	                            "定义不同，按两个不同的项目比较"},
	        [NOTE_BOUNDS] = {"other limits of what may be typed", "可填范围不同"},
	        [NOTE_QUOTED] = {"other words wherever it is quoted", "被引用之处用词不同"},
	        [NOTE_FRAME] =
	                {"other headings, slots, addressee or ways of writing: every letter may differ",
	                 "标题、栏位、称谓或书写格式不同：每份申诉书都可能不同"},
	        [NOTE_ORDER] = {"stands elsewhere among the texts", "在各段文字中的位置不同"},
	        [NOTE_FORM] = {"another priority in the form text", "在表单文字中的优先级不同"},
	        [NOTE_UNSEEN] = {"words changed, never shown", "用词已改，但从不出现"},
	        [NOTE_CASES_OLD] = {"cases with a whole letter by OLD only", "仅旧规则有完整申诉书的情形数"},
	        [NOTE_CASES_NEW] = {"cases with a whole letter by NEW only", "仅新规则有完整申诉书的情形数"},
	        [NOTE_NOT_COMPARED] = {"too big to compare", "规模过大，未能比较"},
	};
	add_place(w, n->place);
	buf_add(&w->out, n->violation);
	buf_add(&w->out, n->violation.n ? STR(": ") : STR(""));
	say(w, kinds[n->kind][0], kinds[n->kind][1]);
	buf_add(&w->out, STR(": "));
	buf_add(&w->out, n->name);
	buf_char(&w->out, '\n');
	add_change_words(w, n->before, n->after);
}

struct str diff_report(const struct diff *diff, const struct diags *diags, enum message_language language)
{
	struct writer w = {.out = {.arena = diff->arena}, .diags = diags, .language = language};
	for (uint32_t i = 0; i < diff->n_notes; i++)
		add_note(&w, &diff->notes[i]);
	for (uint32_t i = 0; i < diff->n_changes; i++)
		add_change(&w, &diff->changes[i]);
	if (!diff->n_notes && !diff->n_changes)
		say(&w, "no letter differs\n", "没有申诉书发生变化\n");
	return buf_str(&w.out);
}
