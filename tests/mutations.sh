#!/bin/sh
# Breaks the shipped rules on purpose, one spot at a time, and demands that
# `shensu verify` names the break: tests/mutations.sh PROGRAM [quick | PATTERN]
# Each command that it prints, for whatever finding, is run as it stands, and
# what comes must show what the finding says; the test that it prints must fail.
# "quick" takes the rows with a q; a PATTERN (for grep) those whose description
# has it.  With CUTS=PROGRAM (test_cuts) the broken rules are also cut down and
# tried case by case: that must find what the proof finds and nothing else, and
# the break must lie within one of the cuts.  Last line: N passed, N failed.
# Three violations are broken; the others would say the same.
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
[ -z "${CUTS-}" ] || CUTS=$(cd "$(dirname "$CUTS")" && pwd)/$(basename "$CUTS")
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

# commands: of each finding that has one, its id, what the kind of finding
# implies that one sees, and the command; a tab between them.
commands() {
	awk '
		function flush() {
			if (command != "") printf "%s\t%s\t%s\n", id, kind_says(), command
			command = blank = ""
		}
		# The n-th name in quotes of the message.
		function name(n, part) { split(message, part, "\047"); return part[2 * n] }
		function text(n) { return "\"id\": \"" name(n) "\"" }
		function kind_says() {
			if (id == "gap") return message ~ /^no reason/ ? "none fits" : (command ~ /--lang en/ ? "[" name(1) ": " : "［" name(1) "：")
			if (id == "overlap" || id == "conflict" || id == "said-twice") return text(1) "\\n" text(2)
			if (id == "unfounded-claim") return text(1)
			if (id == "blank") return text(1) "\\n" blank
			if (id == "misplaced") return "explain " name(1)
			if (id == "unpaired") return "command " name(1)
			if (id == "over-length") return "\"fits\": false\\ndoes not fit"
			if (id == "forbidden-word") {
				sub(/.*can show with \047/, "", message); sub(/\047, which is banned.*/, "", message)
				return message
			}
			return "?"
		}
		/^[^ ].*\[[a-z-]+\]$/ {
			flush()
			id = $0; sub(/.*\[/, "", id); sub(/\]$/, "", id)
			message = $0; sub(/^[^ ]* [a-z]*: /, "", message)
		}
		/^shensu draft / { command = $0 }
		/^    expect: / { blank = $0; sub(/.*\[\047/, "", blank); sub(/\047\].*/, "", blank) }
		END { flush() }' out
}

# Runs one command as it stands, and once more for the ids of the texts.
reproduce() {
	eval "$1" >shown 2>report
	status=$?
	[ $status -le 1 ] || { cat report; fail "exit $status of: $1"; return 1; }
	eval "$(printf '%s\n' "$1" | sed 's| -o [^ ]*| -o draft.json --force|')" >>shown 2>>report
	cat report draft.json >>shown
}

# explains ID COMMAND: the text's condition holds, and its place takes none.
explains() {
	eval "$(printf '%s\n' "$2" | sed -e "s|draft \([^ ]*\)|explain \1 $1|" -e 's| --no-input -o -||')" >shown 2>&1
	grep -q 'not shown because this stance takes nothing here' shown || { cat shown; fail "'$1' is not misplaced in: $2"; }
}

# answers "KEY: OPTION" COMMAND
answers() {
	case $2 in *" ${1%%: *}='${1#*: }'"*) ;; *) fail "$1 is not answered by: $2" ;; esac
}

# shows WORDS COMMAND: one word a line.
shows() {
	printf '%s\n' "$1" | while read -r word; do
		grep -qF -- "$word" shown || { fail "'$word' does not show in: $2"; exit 1; }
	done
}

implies() {
	case $1 in
	'?') fail "nobody knows what shows a finding like this: $2" ;;
	explain\ *) explains "${1#* }" "$2" ;;
	command\ *) answers "${1#* }" "$2" ;;
	*) shows "$(printf '%b' "$1")" "$2" ;;
	esac
}

# reproduces ID WORDS: every command; the first one for ID shows the words of the row, too.
reproduces() {
	commands >commands
	grep -q "^$1	" commands || [ -z "$2" ] || { fail "no command is printed"; return 1; }
	words=$2
	while IFS='	' read -r id says command; do
		reproduce "$command" || return 1
		if [ "$id" = "$1" ]; then
			[ -z "$words" ] || shows "$(echo "$words" | tr ',' '\n')" "$command" || return 1
			words=
		fi
		implies "$says" "$command" || return 1
	done <commands
}

# tries ID: the cuts, case by case; one of them finds what is not found in the rules as they are.
tries() {
	(cd "$HERE/.." && "$CUTS" "$TMP/rules") >tried 2>&1 || { cat tried; fail "the proof and the cases disagree"; return 1; }
	case $1 in
	gap | overlap | misplaced | never-shown | always-shown | blank | unfounded-claim | forbidden-word | conflict | \
		unpaired | over-length | said-twice | uncovered-advice) ;;
	*) return 0 ;;
	esac
	grep ": $1 " tried | sort | comm -13 as-shipped - | grep -q . || fail "no cut has a case of it"
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
	take mended
	case $1 in gap | blank | forbidden-word) both='rules mended' ;; *) both=rules ;; esac
	for rules in $both; do
		sed -i '/^tests:/r test' "$rules/$(cat slug).yaml"
		"$PROGRAM" test "$rules" >tested 2>&1
		name=$(sed -n "s/^  - name: '\(.*\)'$/\1/p" test)
		failing=$(grep -cF "'$name' fails" tested)
		[ "$failing" -eq "$([ $rules = rules ] && echo 1 || echo 0)" ] || { cat test tested; fail "the test with $rules"; return 1; }
	done
}

# take FOLDER: the shipped rules of three violations.
take() {
	rm -rf "$1" && mkdir "$1" || return 1
	for file in profile common wording late-shipment fake-transactions counterfeit-goods; do
		cp "$HERE/../rules/douyin/$file.yaml" "$1" || return 1
	done
}

attempt() {
	id=$1 files=$2 words=$3 script=$4
	take rules || return 1
	now=
	for file in $files; do
		case $file in
		*.yaml) edit "rules/$file" "$script" || return 1 ;;
		*) now="--now $file" ;;
		esac
	done
	# shellcheck disable=SC2086
	"$PROGRAM" verify rules $now >out 2>&1
	status=$? verified=$status
	grep -q "\[$id\]\$" out || { fail "no [$id] among:"; grep '\[[a-z-]*\]$' out | head -n 5; return 1; }
	[ $status -ge 1 ] && [ $status -le 2 ] || { fail "exit status $status"; return 1; }
	reproduces "$id" "$words" && tests_it "$id" || return 1
	[ -z "${CUTS-}" ] || [ $verified -eq 2 ] || tries "$id"
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
if [ -n "${CUTS-}" ]; then
	take rules
	(cd "$HERE/.." && "$CUTS" "$TMP/rules") | sort >as-shipped
fi
while IFS='|' read -r quick id files what words script; do
	case $quick$id in '#'* | '') continue ;; esac
	[ "$only" != quick ] || [ "$quick" = q ] || continue
	[ -z "$only" ] || [ "$only" = quick ] || echo "$id $what" | grep -q -e "$only" || continue
	row "$id" "$files" "$what" "$words" "$script" </dev/null
done <"$HERE/mutations.txt"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
