/* Saving into folders that may not exist yet. */
#ifndef SHENSU_CLI_FOLDERS_H
#define SHENSU_CLI_FOLDERS_H

#include "cli/save.h"

/* save_all(), after having made the folders of the files.  Those that were
 * made in vain are removed again. */
bool save_with_folders(const struct saving *saving);

#endif
