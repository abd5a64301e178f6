/* See moment.h. */
#include "cli/moment.h"

enum { PLATFORM_ZONE = 8 * 3600 };

struct clock {
	int64_t year, month, day, hour, minute, second, zone;
};

/* Exactly `digits` digits. */
static bool number(const char **at, int digits, int64_t *value)
{
	*value = 0;
	for (; digits--; (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*value = 10 * *value + **at - '0';
	}
	return true;
}

static bool mark(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

static bool read_date(const char **at, struct clock *clock)
{
	return number(at, 4, &clock->year) && mark(at, '-') && number(at, 2, &clock->month) &&
	       mark(at, '-') && number(at, 2, &clock->day);
}

static bool read_time(const char **at, struct clock *clock)
{
	if (!number(at, 2, &clock->hour) || !mark(at, ':') || !number(at, 2, &clock->minute))
		return false;
	return !mark(at, ':') || number(at, 2, &clock->second);
}

static bool read_zone(const char **at, struct clock *clock)
{
	int64_t hours, minutes, sign = **at == '-' ? -1 : 1;

	if (mark(at, 'Z')) {
		clock->zone = 0;
		return true;
	}
	if (!mark(at, '+') && !mark(at, '-'))
		return true;
	if (!number(at, 2, &hours) || !mark(at, ':') || !number(at, 2, &minutes))
		return false;
	clock->zone = sign * (hours * 3600 + minutes * 60);
	return hours <= 14 && minutes < 60;
}

static bool in_calendar(const struct clock *clock)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t year = clock->year;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1970 || clock->month < 1 || clock->month > 12 || clock->day < 1)
		return false;
	if (clock->day > lengths[clock->month - 1] + (leap && clock->month == 2))
		return false;
	return clock->hour < 24 && clock->minute < 60 && clock->second < 60;
}

/* Days since 1970-01-01.  Years run from March here, so that the leap day is
 * the last of its year. */
static int64_t days(const struct clock *clock)
{
	int64_t year = clock->year - (clock->month < 3);
	int64_t month = (clock->month + 9) % 12;
	int64_t day_of_year = (153 * month + 2) / 5 + clock->day - 1;

	return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

bool moment_read(const char *words, int64_t *seconds)
{
	struct clock clock = {.zone = PLATFORM_ZONE};

	if (!read_date(&words, &clock))
		return false;
	if ((mark(&words, 'T') || mark(&words, ' ')) &&
	    (!read_time(&words, &clock) || !read_zone(&words, &clock)))
		return false;
	if (*words || !in_calendar(&clock))
		return false;
	*seconds = ((days(&clock) * 24 + clock.hour) * 60 + clock.minute) * 60 + clock.second - clock.zone;
	return true;
}
