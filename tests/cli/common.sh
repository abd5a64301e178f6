# What the tests of the command line share.  Sourced by run.sh in front of each
# test, in an empty folder of its own and with an empty environment.
# To adapt the tests to other rules, change the next lines.
VIOLATION=counterfeit-goods
CASE=$ROOT/tests/cases/counterfeit-goods-good/case.yaml
NOW=2026-11-20T13:00:00
[ -z "$OTHER_CASE" ] || CASE=$OTHER_CASE

# The files of the last run; outside the test's folder, so that `ls` there
# shows what the program made and nothing else.
OUT=$SCRATCH/out
ERR=$SCRATCH/err
status=

fail() {
	echo "$*"
	echo "--- standard error of the last run (exit $status):"
	cat "$ERR"
	exit 1
}

# few_rules FOLDER: the shipped profile and common file with three violations;
# what holds of three holds of all, and takes less time.
few_rules() {
	mkdir -p "$1"
	for file in profile common counterfeit-goods fake-transactions late-shipment; do
		cp "$ROOT/rules/douyin/$file.yaml" "$1"
	done
}

skip() {
	echo "$*" >"$SCRATCH/skipped"
	exit 0
}

need() {
	command -v "$1" >/dev/null || skip "no $1"
}

# run WORD...: runs the program; its results are in $OUT, $ERR and $status.
run() {
	status=0
	timeout 20 "$PROGRAM" "$@" >"$OUT" 2>"$ERR" </dev/null || status=$?
	[ $status -ne 124 ] || fail "the program hangs"
}

# draft WORD...: a draft from the example case at a fixed time.
draft() {
	run draft $VIOLATION -f "$CASE" --now $NOW "$@"
}

expect_status() {
	[ "$status" -eq "$1" ] || fail "exit status: expected $1, got $status"
}

# A letter was made, ready or not.
expect_drafted() {
	[ "$status" -eq 0 ] || [ "$status" -eq 1 ] || fail "no letter: exit status $status"
}

# expect_error ID TEXT...: exit 2, nothing on standard output, one error with
# this id, and each text somewhere in what was said.
expect_error() {
	expect_status 2
	[ ! -s "$OUT" ] || fail "standard output is not empty"
	grep -qF "[$1]" "$ERR" || fail "expected an error [$1]"
	shift
	for text; do
		grep -qF -- "$text" "$ERR" || fail "expected in the message: $text"
	done
}

# expect_same EXPECTED GOT
expect_same() {
	diff -u "$1" "$2" || fail "$2 differs"
}

expect_content() {
	printf '%s' "$2" >"$SCRATCH/expected"
	expect_same "$SCRATCH/expected" "$1"
}

# expect_files NAME...: these are in the folder, hidden ones included, and no others.
expect_files() {
	ls -A >"$SCRATCH/listed"
	printf '%s\n' "$@" | sed '/^$/d' | LC_ALL=C sort >"$SCRATCH/expected"
	expect_same "$SCRATCH/expected" "$SCRATCH/listed"
}
