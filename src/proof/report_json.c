/* A proof as "shensu.verify/1". */
#include "core/format.h"
#include "proof/report.h"

#define TEXT(map, key, text)    node_text(r->arena, (map), STR(key), (text))
#define NUMBER(map, key, value) node_number(r->arena, (map), STR(key), (value))

static void add_place(const struct report *r, struct node *map, const struct told *told)
{
	if (!told->file.n)
		return;
	TEXT(map, "file", told->file);
	NUMBER(map, "line", told->location.line);
	NUMBER(map, "column", told->location.column);
	NUMBER(map, "length", told->location.length);
}

static void add_words(const struct report *r, struct node *map, const struct finding *f)
{
	struct buf message = {.arena = r->arena}, advice = {.arena = r->arena};
	message_text(&message, f->message, r->language, f->args);
	message_help(&advice, f->message, r->language, f->args);
	TEXT(map, "id", str_of(message_id(f->message)));
	TEXT(map, "level", report_level(f->message));
	TEXT(map, "message", buf_str(&message));
	TEXT(map, "advice", buf_str(&advice));
}

static void add_case(const struct report *r, struct node *map, const struct finding *f)
{
	struct node *kase = node_map(r->arena, map, STR("case"));
	TEXT(kase, "words", f->told.answers);
	struct node *answers = node_list(r->arena, kase, STR("answers"));
	for (uint32_t i = 0; i < f->n_answers; i++) {
		struct node *answer = node_map(r->arena, answers, STR(""));
		TEXT(answer, "key", f->answers[i].key);
		TEXT(answer, "value", f->answers[i].value);
	}
	TEXT(kase, "language", f->told.language);
	TEXT(kase, "shows_in", f->in_form ? STR("form") : STR("letter"));
	TEXT(kase, "command", f->told.command);
	if (f->told.test.n)
		TEXT(kase, "test", f->told.test);
}

static void add_finding(const struct report *r, struct node *list, const struct finding *f)
{
	struct node *map = node_map(r->arena, list, STR(""));
	add_words(r, map, f);
	add_place(r, map, &f->told);
	if (f->violation.n)
		TEXT(map, "violation", f->violation);
	if (f->has_case)
		add_case(r, map, f);
}

static void add_violation(const struct report *r, struct node *list, const struct proved *proved)
{
	struct node *map = node_map(r->arena, list, STR(""));
	TEXT(map, "violation", proved->violation);
	if (proved->cases.n)
		TEXT(map, "cases", proved->cases);
	NUMBER(map, "texts", proved->texts);
	NUMBER(map, "questions", proved->questions_asked);
	if (proved->fits_from)
		NUMBER(map, "form_fits_from", proved->fits_from);
}

struct node *report_json(const struct report *r)
{
	struct buf day = {.arena = r->arena};
	struct node *map = node_map(r->arena, NULL, STR(""));
	format_iso_day(&day, r->proof->day);
	TEXT(map, "format", STR("shensu.verify/1"));
	TEXT(map, "program_version", r->version);
	TEXT(map, "platform", r->proof->platform);
	TEXT(map, "pack_version", r->proof->version);
	if (r->rules.n)
		TEXT(map, "rules", r->rules);
	TEXT(map, "day", buf_str(&day));
	node_bool(r->arena, map, STR("proved"), !r->proof->n);
	struct node *findings = node_list(r->arena, map, STR("findings"));
	for (uint32_t i = 0; i < r->proof->n; i++)
		add_finding(r, findings, &r->proof->findings[i]);
	struct node *violations = node_list(r->arena, map, STR("violations"));
	for (uint32_t i = 0; i < r->proof->n_violations; i++)
		add_violation(r, violations, &r->proof->violations[i]);
	return map;
}
