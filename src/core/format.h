/* Values as words of a language, by the patterns of the profile. */
#ifndef SHENSU_CORE_FORMAT_H
#define SHENSU_CORE_FORMAT_H

#include "core/case.h"

/* An answer as it stands in a letter.  Options of a multiple choice are
 * joined; a choice says its own words. */
void format_answer(struct buf *out, const struct kase *kase, uint32_t var, uint32_t language);
/* An answer as it was typed: "deny", "2026-09-03", "a, b". */
void format_typed(struct buf *out, const struct kase *kase, uint32_t var);

void format_date(struct buf *out, const struct pack *pack, int64_t day, uint32_t language);
/* "证据3" */
void format_exhibit(struct buf *out, const struct pack *pack, uint32_t number, uint32_t language);
/* The visible blank for `label`. */
void format_blank(struct buf *out, const struct pack *pack, struct str label, uint32_t language);
/* "2026-11-25", and "2026-11-25 12:59:59". */
void format_iso_day(struct buf *out, int64_t day);
void format_iso_time(struct buf *out, int64_t seconds);

#endif
