#!/bin/sh
# Runs the tests of the command line: tests/cli/run.sh PROGRAM [PATTERN]
# Each function test_NAME of each *.test.sh here is one test; it runs in an
# empty folder with an empty environment.  PATTERN (for grep) selects some.
# OTHER_CASE=FILE replaces the example case.
set -u
[ $# -ge 1 ] || { echo "usage: $0 PROGRAM [PATTERN]" >&2; exit 2; }
HERE=$(cd "$(dirname "$0")" && pwd)
PROGRAM=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
[ -x "$PROGRAM" ] || { echo "$0: '$1' is no program" >&2; exit 2; }
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
trap 'exit 2' INT TERM

passed=0 failed=0
for file in "$HERE"/*.test.sh; do
	for name in $(sed -n 's/^test_\([a-z0-9_]*\)().*/\1/p' "$file" | grep -e "${2-}"); do
		mkdir -p "$TMP/$name/work" "$TMP/$name/scratch"
		: >"$TMP/$name/scratch/err"
		if (cd "$TMP/$name/work" &&
			env -i PATH="$PATH" LC_ALL=C ROOT="$HERE/../.." SCRATCH="$TMP/$name/scratch" \
				PROGRAM="$PROGRAM" OTHER_CASE="${OTHER_CASE-}" \
				SHENSU_TEST_ALL="${SHENSU_TEST_ALL-}" \
				ASAN_OPTIONS="${ASAN_OPTIONS-detect_leaks=0}" \
				sh -c '. "$1/common.sh"; . "$2"; test_$3' sh "$HERE" "$file" "$name"
		) >"$TMP/$name/log" 2>&1; then
			if [ -e "$TMP/$name/scratch/skipped" ]; then
				echo "skipped - $name ($(cat "$TMP/$name/scratch/skipped"))"
				continue
			fi
			passed=$((passed + 1))
			echo "ok - $name"
		else
			failed=$((failed + 1))
			echo "not ok - $name"
			sed 's/^/    /' "$TMP/$name/log"
		fi
	done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
