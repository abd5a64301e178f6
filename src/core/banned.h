/* Banned words: where a text holds one. */
#ifndef SHENSU_CORE_BANNED_H
#define SHENSU_CORE_BANNED_H

#include "core/pack.h"

/* Whether the text holds the word, other than in a longer one that the
 * profile excepts.  Latin words match whole, and without case. */
bool banned_in(const struct pack *pack, struct str text, struct str word);

#endif
