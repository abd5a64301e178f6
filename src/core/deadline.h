/* Until when: the deadline of a case, to the second. */
#ifndef SHENSU_CORE_DEADLINE_H
#define SHENSU_CORE_DEADLINE_H

#include "core/decide.h"

struct until {
	const struct deadline *deadline; /* the first that certainly applies; NULL: none does */
	bool known;                      /* its moment was answered */
	bool holidays_unknown;           /* working days that no calendar covers: weekends alone are left out */
	int64_t last;                    /* the last second, local to the platform */
};

struct until deadline_of(struct decisions *decisions);

#endif
