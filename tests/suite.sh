#!/bin/sh
# Runs one suite: suite.sh LOGS NAME COMMAND...
# Its output goes to LOGS/NAME.log and is shown only when it fails; one line
# says how many tests passed.  LOGS/NAME.count holds the two numbers.
# They are read from cmocka's summary or from a last line "N passed, N failed".
set -u
logs=$1 name=$2
shift 2
mkdir -p "$logs"
log=$logs/$name.log
TMPDIR=$(cd "$logs" && pwd)
export TMPDIR

"$@" >"$log" 2>&1 </dev/null
status=$?

count=$(awk '
	/^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
	/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
	/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
	END { print passed + 0, failed + 0 }' "$log")
passed=${count% *} failed=${count#* }
# A suite that ran no test, or ended oddly, has failed whatever it counted.
[ "$status" -eq 0 ] && [ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed $failed" >"$logs/$name.count"

line=$(printf '%-16s %4d passed, %d failed' "$name" "$passed" "$failed")
[ "$failed" -gt 0 ] || { echo "$line"; exit 0; }
printf '%s\n--- %s (status %d, %s)\n' "$(cat "$log")" "$line" "$status" "$log"
exit 1
