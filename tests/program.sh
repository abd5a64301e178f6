#!/bin/sh
# The program on every folder of tests/cases, from the command line to the
# files: program.sh PROGRAM [WRAPPER WORD...]
# What it writes must be what the library writes (see tests/unit/test_cases.c).
set -u
cd "$(dirname "$0")/.." || exit 2
program=$1
shift
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

# compare FOLDER LANGUAGE: each expected file was written, with its bytes.
compare() {
	for file in "letter.$2.txt" "notes.$2.txt" form.txt; do
		[ ! -e "$1/$file" ] || [ "$2 $file" = "en form.txt" ] || cmp "$1/$file" "$out/$file" || return 1
	done
}

# run_case FOLDER LANGUAGE LOCALE WRAPPER...
run_case() {
	folder=$1 language=$2 locale=$3
	shift 3
	rm -f "$out"/*
	answers=$(ls "$folder"/case.yaml "$folder"/case.json 2>/dev/null | head -n 1)
	now=$(cat "$folder/now" 2>/dev/null || echo 2026-11-20T09:00)
	LC_ALL=$locale "$@" "$program" draft -f "$answers" --lang "$language" --now "$now" --no-input \
		-o "$out/letter.$language.txt" --form "$out/form.txt" --notes "$out/notes.$language.txt" \
		>"$out/stdout" 2>"$out/stderr"
	status=$?
	expected=$(cat "$folder/exit" 2>/dev/null)
	if [ "$status" != "$expected" ] || [ -s "$out/stdout" ]; then
		echo "$folder: exit status $status, expected ${expected:-a file named exit}"
		cat "$out/stdout" "$out/stderr"
		return 1
	fi
	compare "$folder" "$language"
}

for folder in tests/cases/*/; do
	folder=${folder%/}
	if run_case "$folder" zh-CN zh_CN.UTF-8 "$@" && run_case "$folder" en C "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok - $folder"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
