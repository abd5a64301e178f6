#!/bin/sh
# The sum of all suites whose counts suite.sh left in a folder: total.sh LOGS
cat "$1"/*.count | awk '{ passed += $1; failed += $2 }
	END { printf "%d suites\n%d passed, %d failed\n", NR, passed, failed }'
