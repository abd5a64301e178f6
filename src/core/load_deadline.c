/* How long one has: the deadlines of a violation, its own before those of the
 * profile; and the calendar, by which working days are counted. */
#include "core/load.h"
#include "core/value.h"

#define GET(node, key) node_get((node), STR(key))

/* -- deadlines -------------------------------------------------------------- */

static void load_deadline(struct loader *l, const struct node *node)
{
	static const struct str units[] = {{"day", 3}, {"working-day", 11}, {"hour", 4}};
	struct deadline row = {0};
	if (!fields_check(l, MAP_deadline, node))
		return;
	row.when = load_cond(l, GET(node, "when"));
	row.from = load_var_of_type(l, GET(node, "from"), TYPE_TIME);
	row.value = (uint32_t)load_integer(l, GET(node, "value"), 1, 10000);
	row.unit = load_word_of(l, GET(node, "unit"), units, 3);
	row.origin = load_origin(l, GET(node, "source"), 0);
	if (row.from == NO_ROW)
		return;
	build_deadlines(&l->build, row);
	l->violation.deadlines.n++;
}

void load_deadlines(struct loader *l, const struct node *own)
{
	l->violation.deadlines.first = l->build.n_deadlines;
	for (const struct node *m = load_items(l, GET(own, "deadline")); m; m = m->next)
		load_deadline(l, m);
	for (const struct node *m = load_items(l, GET(l->profile, "deadline")); m; m = m->next)
		load_deadline(l, m);
}

/* -- the calendar ------------------------------------------------------------ */

static void load_span(struct loader *l, const struct node *node, enum span_kind kind)
{
	struct day_span row = {.kind = kind};
	struct str text = load_text(l, node);
	bool is_day = value_date(text, &row.from);
	if (is_day)
		row.to = row.from;
	if (is_day || value_period(text, &row.from, &row.to))
		build_spans(&l->build, row);
	else if (text.n)
		DIAG(l->diags, BAD_DATE, node->place, text);
}

void load_calendar(struct loader *l, const struct node *node)
{
	if (!node || !fields_check(l, MAP_calendar, node))
		return;
	load_origin(l, GET(node, "source"), 0);
	if (GET(node, "covers"))
		load_span(l, GET(node, "covers"), SPAN_COVERED);
	for (const struct node *m = load_items(l, GET(node, "holidays")); m; m = m->next)
		load_span(l, m, SPAN_HOLIDAY);
	for (const struct node *m = load_items(l, GET(node, "workdays")); m; m = m->next)
		load_span(l, m, SPAN_WORKDAY);
}
