#!/bin/sh
# Breaks the shipped rules on purpose, one spot at a time, and demands that
# `shensu verify` names the break: tests/mutations.sh PROGRAM [quick | PATTERN]
# Each command that it prints for such a finding is run, and what comes must
# show what the finding says; the test that it prints must fail.  "quick" takes the rows with a q; a PATTERN (for
# grep) those whose description has it.  Last line: N passed, N failed.
#
# A row of mutations.txt is
#	q|id|files|description|words|edit
# files  in rules/douyin, with blanks between them; a time is a --now for verify
# words  that the drafts of the printed commands show: letter or form text,
#        report, or the ids of the texts in the JSON; "," between them
# edit   a sed script (-E), or one of
#        DROP ID        without this paragraph, measure, question …; ID is P/C
#                       for the clause C of P
#        IN ID SCRIPT   a sed script for the lines of this entry
#        ADD LINES      paragraphs more, \n between their lines
set -u
[ $# -ge 1 ] || { echo "usage: $0 PROGRAM [quick | PATTERN]" >&2; exit 2; }
HERE=$(cd "$(dirname "$0")" && pwd)
PROGRAM=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
only=${2-}
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
trap 'exit 2' INT TERM
unset SHENSU_RULES
LC_ALL=C
export LC_ALL
cd "$TMP" || exit 2
passed=0 failed=0

# The commands that are printed say "shensu".
shensu() {
	"$PROGRAM" "$@"
}

fail() {
	echo "    $*"
	return 1
}

# lines_of FILE ID: "from,to" of the entry that declares ID; P/C is the entry C
# within P.
lines_of() {
	awk -v id="$2" '
		function depth(line) { match(line, /^ */); return RLENGTH }
		function opens(line, name) {
			sub(/^ *(- )?\{?(id: )?/, "", line)
			return index(line, name) == 1 && substr(line, length(name) + 1) ~ /^(:|,|$)/
		}
		function is_past(line, start) { return line ~ /[^ ]/ && line !~ /^ *#/ && depth(line) <= depth(start) }
		{ lines[NR] = $0 }
		END {
			n = split(id, part, "/")
			for (to = NR; k++ < n; to = end - 1) {
				for (from++; from <= to && !opens(lines[from], part[k]); from++);
				if (from > to) exit 1
				for (end = from + 1; end <= to && !is_past(lines[end], lines[from]); end++);
			}
			print from "," to
		}' "$1"
}

# insert FILE LINES: in front of the tests, or at the end.
insert() {
	printf '%s\n' "$2" | sed 's/\\n/\n/g' >inserted
	if grep -q '^tests:' "$1"; then
		awk 'NR == FNR { new = new $0 "\n"; next } /^tests:/ { printf "%s", new } { print }' inserted "$1"
	else
		cat "$1" inserted
	fi
}

edit() {
	file=$1 script=$2
	rest=${script#* }
	case $script in
	DROP\ *) range=$(lines_of "$file" "$rest") && sed "${range}d" "$file" ;;
	IN\ *) range=$(lines_of "$file" "${rest%% *}") && sed -E -e "$range{" -e "${rest#* }" -e '}' "$file" ;;
	ADD\ *) insert "$file" "$rest" ;;
	*) sed -E "$script" "$file" ;;
	esac >changed || { fail "the edit does not fit $file"; return 1; }
	! cmp -s "$file" changed || { fail "the edit changes nothing in $file"; return 1; }
	cat changed >"$file"
}

# commands ID: those that verify printed for findings of this id.
commands() {
	awk -v id="[$1]" '
		/^[^ ].*\[[a-z-]+\]$/ { ours = substr($0, length($0) - length(id) + 1) == id }
		/^shensu draft / { if (ours) print }' out
}

# Runs one command as it stands, and once more for the ids of the texts.
reproduce() {
	eval "$1" >shown 2>report
	status=$?
	[ $status -le 1 ] || { cat report; fail "exit $status of: $1"; return 1; }
	eval "$(printf '%s\n' "$1" | sed 's| -o [^ ]*| -o draft.json --force|')" >>shown 2>>report
	cat report draft.json >>shown
}

shows() {
	echo "$2" | tr ',' '\n' | while read -r word; do
		grep -qF -- "$word" shown || { fail "'$word' does not show in: $1"; exit 1; }
	done
}

reproduces() {
	commands "$1" >commands
	[ -s commands ] || [ -z "$2" ] || { fail "no command is printed"; return 1; }
	first=$(head -n 1 commands)
	while read -r command; do
		reproduce "$command" || return 1
		[ "$command" != "$first" ] || shows "$command" "$2" || return 1
	done <commands
}

# The first test that was printed for this id, pasted into its violation, fails
# with the rules as they are broken.  Where its expectation does not depend on
# how they are mended, it passes with those that are shipped.
tests_it() {
	awk -v id="[$1]" '
		/^[^ ].*\[[a-z-]+\]$/ { ours = substr($0, length($0) - length(id) + 1) == id }
		ours && /^shensu draft / { slug = $3 }
		ours && /^  - name: / { inside = 1 }
		inside { print }
		inside && /^    expect: / { print slug >"slug"; exit }' out >test
	[ -s test ] || return 0
	cp -r "$HERE/../rules/douyin" mended
	case $1 in gap | blank | forbidden-word) both='rules mended' ;; *) both=rules ;; esac
	for rules in $both; do
		sed -i '/^tests:/r test' "$rules/$(cat slug).yaml"
		"$PROGRAM" test "$rules" >tested 2>&1
		name=$(sed -n "s/^  - name: '\(.*\)'$/\1/p" test)
		failing=$(grep -cF "'$name' fails" tested)
		[ "$failing" -eq "$([ $rules = rules ] && echo 1 || echo 0)" ] || { cat test tested; fail "the test with $rules"; return 1; }
	done
}

attempt() {
	id=$1 files=$2 words=$3 script=$4
	rm -rf rules mended && cp -r "$HERE/../rules/douyin" rules || return 1
	now=
	for file in $files; do
		case $file in
		*.yaml) edit "rules/$file" "$script" || return 1 ;;
		*) now="--now $file" ;;
		esac
	done
	# shellcheck disable=SC2086
	"$PROGRAM" verify rules $now >out 2>&1
	status=$?
	grep -q "\[$id\]\$" out || { fail "no [$id] among:"; grep '\[[a-z-]*\]$' out | head -n 5; return 1; }
	[ $status -ge 1 ] && [ $status -le 2 ] || { fail "exit status $status"; return 1; }
	reproduces "$id" "$words" && tests_it "$id"
}

# row ID FILES WHAT WORDS EDIT
row() {
	if attempt "$1" "$2" "$4" "$5" >log 2>&1; then
		passed=$((passed + 1))
		echo "ok - $1: $3"
	else
		failed=$((failed + 1))
		echo "not ok - $1: $3"
		cat log
	fi
}

clean() {
	if "$PROGRAM" verify "$@" >out 2>&1; then
		passed=$((passed + 1))
		echo "ok - nothing to find in the shipped rules ($*)"
	else
		failed=$((failed + 1))
		echo "not ok - the shipped rules have findings ($*)"
		cat out
	fi
}

clean "$HERE/../rules/douyin"
clean
while IFS='|' read -r quick id files what words script; do
	case $quick$id in '#'* | '') continue ;; esac
	[ "$only" != quick ] || [ "$quick" = q ] || continue
	[ -z "$only" ] || [ "$only" = quick ] || echo "$id $what" | grep -q -e "$only" || continue
	row "$id" "$files" "$what" "$words" "$script" </dev/null
done <"$HERE/mutations.txt"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
