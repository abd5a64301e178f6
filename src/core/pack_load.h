/* Rule files to a pack. */
#ifndef SHENSU_CORE_PACK_LOAD_H
#define SHENSU_CORE_PACK_LOAD_H

#include "core/pack.h"

/* One file of a pack: the last part of its name counts ("profile.yaml"). */
struct rule_file {
	struct str name;
	uint32_t source; /* registered with the diagnostics */
};

/* What a file of a pack is, by the last part of its path. */
enum rule_kind { RULE_PROFILE, RULE_COMMON, RULE_CALENDAR, RULE_WORDING, RULE_VIOLATION };
enum rule_kind rule_kind(struct str path);

/* Loads and resolves a pack: profile.yaml, common.yaml, the violations, and
 * calendar.yaml and wording.yaml where they are.
 * Returns the sealed block, or the empty view after at least one error.
 * The block lives in `arena`. */
struct str pack_load(struct arena *arena, struct diags *diags, const struct rule_file *files, size_t n);

#endif
