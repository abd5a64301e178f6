/* Words that the profile lists: where a text holds one. */
#ifndef SHENSU_CORE_BANNED_H
#define SHENSU_CORE_BANNED_H

#include "core/pack.h"

/* Whether the word stands at `at`.  Latin words match whole, and without case. */
bool word_stands(struct str text, size_t at, struct str word);
/* Whether the word at `at` is a part of `longer`, which stands there. */
bool word_within(struct str text, size_t at, struct str word, struct str longer);
/* Whether the text holds the banned word, other than in a longer one that the
 * profile excepts. */
bool banned_in(const struct pack *pack, struct str text, struct str word);

#endif
