/* Typed values as people type them: dates, times, periods, numbers, money.
 * Dates are days and times are seconds since 1970-01-01, local to the
 * platform; money is in hundredths.  Nothing here knows a clock or a zone. */
#ifndef SHENSU_CORE_VALUE_H
#define SHENSU_CORE_VALUE_H

#include "base/str.h"

enum { DAY_SECONDS = 86400 };

struct civil {
	int64_t year;
	uint32_t month, day;
};

int64_t civil_days(struct civil civil);
struct civil days_civil(int64_t days);

/* Each reads the whole of `s`; false when it is malformed or, for dates and
 * times, does not exist.  Years are 2000 to 2099. */
bool value_date(struct str s, int64_t *days);                /* 2026-09-03 */
bool value_time(struct str s, int64_t *seconds);             /* 2026-11-18T13:00[:05], or a blank for T */
bool value_period(struct str s, int64_t *from, int64_t *to); /* 2026-11-01/2026-11-03, from <= to */
bool value_integer(struct str s, int64_t *value);            /* 15 digits at most, no idle zeros */
bool value_money(struct str s, int64_t *cents);              /* 42, 42.5, 42.00 */

#endif
