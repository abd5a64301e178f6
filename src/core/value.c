/* Text to typed value.  Strict: what a reader could take for something else
 * is refused. */
#include "core/value.h"

/* Both directions count from 0000-03-01, so that the leap day ends a year. */
int64_t civil_days(struct civil c)
{
	int64_t year = c.year - (c.month <= 2);
	int64_t era = year / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (int64_t)(c.month + (c.month > 2 ? -3u : 9u)) + 2) / 5 + c.day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil days_civil(int64_t days)
{
	int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t of_era = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t of_year = doe - (365 * of_era + of_era / 4 - of_era / 100);
	int64_t shifted = (5 * of_year + 2) / 153;
	uint32_t month = (uint32_t)(shifted < 10 ? shifted + 3 : shifted - 9);
	uint32_t day = (uint32_t)(of_year - (153 * shifted + 2) / 5 + 1);
	return (struct civil){of_era + era * 400 + (month <= 2), month, day};
}

/* `n` digits at `at`. */
static bool digits(struct str s, size_t at, size_t n, uint32_t *value)
{
	uint64_t wide;
	if (at + n > s.n || !str_uint(str_sub(s, at, at + n), &wide))
		return false;
	*value = (uint32_t)wide;
	return true;
}

bool value_date(struct str s, int64_t *days)
{
	uint32_t year, month, day;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, &year) ||
	    !digits(s, 5, 2, &month) || !digits(s, 8, 2, &day))
		return false;
	if (year < 2000 || year > 2099 || month < 1 || month > 12 || day < 1)
		return false;
	struct civil civil = {year, month, day};
	*days = civil_days(civil);
	/* The 30th of February comes back as a day in March. */
	return days_civil(*days).day == day;
}

bool value_time(struct str s, int64_t *seconds)
{
	uint32_t hour, minute, second = 0;
	int64_t days;
	if ((s.n != 16 && s.n != 19) || (s.p[10] != 'T' && s.p[10] != ' ') || s.p[13] != ':' ||
	    !value_date(str_sub(s, 0, 10), &days))
		return false;
	if (!digits(s, 11, 2, &hour) || !digits(s, 14, 2, &minute))
		return false;
	if (s.n == 19 && (s.p[16] != ':' || !digits(s, 17, 2, &second)))
		return false;
	*seconds = days * DAY_SECONDS + hour * 3600 + minute * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

bool value_period(struct str s, int64_t *from, int64_t *to)
{
	struct str rest = s;
	struct str first = str_cut(&rest, '/');
	return value_date(first, from) && value_date(rest, to) && *from <= *to;
}

/* 007 would print as 007. */
static bool has_idle_zero(struct str figure)
{
	return figure.n > 1 && figure.p[0] == '0';
}

bool value_integer(struct str s, int64_t *value)
{
	uint64_t magnitude;
	bool negative = s.n && s.p[0] == '-';
	struct str figure = str_sub(s, negative, s.n);
	if (figure.n > 15 || has_idle_zero(figure) || !str_uint(figure, &magnitude) ||
	    (negative && !magnitude))
		return false;
	*value = negative ? -(int64_t)magnitude : (int64_t)magnitude;
	return true;
}

bool value_money(struct str s, int64_t *cents)
{
	struct str rest = s;
	struct str whole = str_cut(&rest, '.');
	uint64_t units, part = 0;
	bool has_point = whole.n < s.n;
	if (whole.n > 13 || has_idle_zero(whole) || !str_uint(whole, &units))
		return false;
	if (has_point && (rest.n < 1 || rest.n > 2 || !str_uint(rest, &part)))
		return false;
	*cents = (int64_t)(units * 100 + (rest.n == 1 ? part * 10 : part));
	return true;
}
