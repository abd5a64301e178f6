/* A deadline counts from one moment to the second.  Its first second counts,
 * so its last one is a second short of the whole. */
#include "core/deadline.h"

#include "core/value.h"

/* -- working days ------------------------------------------------------------ */

static bool in_span(const struct pack *pack, int64_t day, enum span_kind kind)
{
	for (uint32_t i = 0; i < pack->n_spans; i++) {
		const struct day_span *span = &pack->spans[i];
		if (span->kind == kind && span->from <= day && day <= span->to)
			return true;
	}
	return false;
}

/* Day 0, 1 January 1970, was a Thursday. */
static bool is_weekend(int64_t day)
{
	return (day + 3) % 7 >= 5;
}

static bool is_worked(const struct pack *pack, int64_t day)
{
	if (in_span(pack, day, SPAN_WORKDAY))
		return true;
	return !is_weekend(day) && !in_span(pack, day, SPAN_HOLIDAY);
}

/* What arrives on a day off counts as come at the end of the last day worked:
 * the strictest reading. */
static int64_t working_moment(const struct pack *pack, int64_t from)
{
	int64_t day = from / DAY_SECONDS;
	if (is_worked(pack, day))
		return from;
	while (!is_worked(pack, day))
		day--;
	return (day + 1) * DAY_SECONDS;
}

/* The moment `n` working days after one; notes whether the calendar covers all. */
static int64_t add_working_days(const struct pack *pack, int64_t from, uint32_t n, bool *covered)
{
	int64_t moment = working_moment(pack, from), first = from / DAY_SECONDS;
	int64_t day = (moment - 1) / DAY_SECONDS, second = moment - day * DAY_SECONDS;
	while (n > 0)
		n -= is_worked(pack, ++day);
	*covered = true;
	for (int64_t i = first; i <= day; i++)
		*covered = *covered && in_span(pack, i, SPAN_COVERED);
	return day * DAY_SECONDS + second;
}

/* -- the deadline of a case ---------------------------------------------------- */

static const struct deadline *find_deadline(struct decisions *d)
{
	struct range rows = d->violation->deadlines;
	for (uint32_t i = rows.first; i < rows.first + rows.n; i++)
		if (decide_cond(d, d->pack->deadlines[i].when) == TRUE)
			return &d->pack->deadlines[i];
	return NULL;
}

static void count(struct until *until, const struct pack *pack, int64_t from)
{
	const struct deadline *deadline = until->deadline;
	bool covered = true;
	int64_t end = from;
	switch ((enum unit)deadline->unit) {
	case UNIT_DAY:
		end = from + (int64_t)deadline->value * DAY_SECONDS;
		break;
	case UNIT_HOUR:
		end = from + (int64_t)deadline->value * 3600;
		break;
	case UNIT_WORKING_DAY:
		end = add_working_days(pack, from, deadline->value, &covered);
		break;
	}
	until->last = end - 1;
	until->holidays_unknown = !covered;
}

struct until deadline_of(struct decisions *d)
{
	struct until until = {.deadline = find_deadline(d)};
	const struct answer *from = until.deadline ? case_answer(d->kase, until.deadline->from) : NULL;
	until.known = from && from->given;
	if (until.known)
		count(&until, d->pack, from->a);
	return until;
}
