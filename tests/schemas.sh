#!/bin/sh
# What `shensu verify` prints for programs is valid: schemas.sh PROGRAM MODULES
# --sarif by the schema of SARIF 2.1.0, --json by doc/verify.schema.json; with
# findings of many kinds and without, in both languages.  MODULES: see
# schemas.js.  Last line: N passed, N failed.
set -u
[ $# -eq 2 ] || { echo "usage: $0 PROGRAM MODULES" >&2; exit 2; }
HERE=$(cd "$(dirname "$0")" && pwd)
PROGRAM=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
MODULES=$(cd "$2" && pwd) || exit 2
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
trap 'exit 2' INT TERM
unset SHENSU_RULES
cd "$TMP" || exit 2
passed=0 failed=0

# expect STATUS KIND FILE WHAT: STATUS 0: valid, 1: not.
expect() {
	node "$HERE/schemas.js" "$MODULES" "$2" "$3" >said 2>&1
	if [ $? -eq "$1" ]; then
		passed=$((passed + 1))
		echo "ok - $2: $4"
	else
		failed=$((failed + 1))
		echo "not ok - $2: $4"
		cat said
	fi
}

# verify STATUS WHAT WORD...: both kinds of output.
verify() {
	status=$1 what=$2
	shift 2
	for language in C zh_CN.UTF-8; do
		LC_ALL=$language "$PROGRAM" verify "$@" --sarif >out.sarif
		[ $? -eq "$status" ] || echo "not the status $status" >out.sarif
		expect 0 sarif out.sarif "$what, $language"
		LC_ALL=$language "$PROGRAM" verify "$@" --json >out.json
		expect 0 verify out.json "$what, $language"
	done
}

# broken SCRIPT: a copy of the rules, each file changed by a sed script.
broken() {
	rm -rf '规 则#%?' && cp -r "$HERE/../rules/douyin" '规 则#%?'
	sed -E -i "$1" '规 则#%?'/*.yaml
}

verify 0 "no findings"
verify 1 "stale sources" --now 2035-01-01
broken '/^  - id: closing$/,/^$/d'
verify 1 "a gap" '规 则#%?'
verify 1 "an absolute path" "$TMP/规 则#%?"
broken 's/when: \{stance: admit\}/when: {stance: [deny, partial, admit]}/;s/说明如下/愿意整改，材料均属实，说明如下/;/^  max: 24/d'
verify 1 "many kinds" '规 则#%?'
broken 's/^  "4\.4": .*/&\n  "4.5": {zh-CN: 甲, en: A}/'
verify 1 "advice that nothing follows" '规 则#%?'

# What is wrong is seen.
broken '/^  - id: closing$/,/^$/d'
"$PROGRAM" verify '规 则#%?' --sarif >out.sarif
"$PROGRAM" verify '规 则#%?' --json >out.json
sed 's/"startLine": [0-9]*/"startLine": 0/' out.sarif >wrong && expect 1 sarif wrong "line 0 is not valid"
sed 's/"ruleIndex": [0-9]*/"ruleIndex": 1/' out.sarif >wrong && expect 1 sarif wrong "another rule is not valid"
sed 's/"level": "[a-z]*"/"level": "bad"/' out.sarif >wrong && expect 1 sarif wrong "an unknown level is not valid"
sed 's/"proved": false/"proved": true/' out.json >wrong && expect 1 verify wrong "proved with findings is not valid"
sed 's/"line":/"row":/' out.json >wrong && expect 1 verify wrong "an unknown member is not valid"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
