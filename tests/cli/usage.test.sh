# Commands, options and help.

test_no_command() {
	run
	expect_error no-command "shensu --help"
}

test_unknown_command_suggests() {
	for word in darft draf violatons qestions explian exprot; do
		run $word
		expect_error unknown-command "'$word'" "did you mean"
	done
	run darft
	expect_content "$ERR" "shensu: error: unknown command 'darft' [unknown-command]
        did you mean 'draft'?
"
}

test_unknown_command_without_suggestion() {
	run frobnicate
	expect_error unknown-command "'frobnicate'" "shensu --help"
	! grep -q "did you mean" "$ERR" || fail "a suggestion for nothing"
	run help frobnicate
	expect_error unknown-command
}

test_empty_and_strange_commands() {
	run ""
	expect_error unknown-command "''"
	run "$(printf '\033[2J')"
	expect_error unknown-command '\x1b[2J'
	run "$(printf '\377')"
	expect_error unknown-command "$(printf '\357\277\275')"
	run "$(head -c 100000 /dev/zero | tr '\0' x)"
	expect_error unknown-command
}

test_option_before_command() {
	run --versoin
	expect_error unknown-option "did you mean '--version'?"
	run --rules x draft
	expect_error option-first "--rules"
}

test_unknown_option() {
	draft --fomr x
	expect_error unknown-option "'--fomr'" "did you mean '--form'?"
	draft --zzzzzzzz=secret
	expect_error unknown-option "'--zzzzzzzz'" "shensu draft --help"
	draft -x
	expect_error unknown-option "'-x'"
	run violations -o x
	expect_error unknown-option "'-o'"
	expect_files
}

test_missing_value() {
	for option in -a -f -o --form --notes --lang --limit --now --rules --templates; do
		run draft $VIOLATION $option
		expect_error missing-value "'$option'" "$option "
	done
	run draft $VIOLATION -o --form x
	expect_error missing-value "'-o'"
	run draft $VIOLATION --form=
	expect_error empty-value "'--form'"
	run draft $VIOLATION -o ""
	expect_error empty-value "'-o'"
	expect_files
}

test_flag_takes_no_value() {
	draft --force=yes
	expect_error no-value "'--force'"
}

test_option_twice() {
	draft -o a.txt -o b.txt
	expect_error option-twice "'-o'"
	draft --now 2026-11-20
	expect_error option-twice "'--now'"
	draft --limit 500 --limit 400
	expect_error option-twice "'--limit'"
	expect_files
}

test_bad_limit() {
	for limit in 0 -5 +5 12x 1.5 " 7" 4294967296 99999999999999999999; do
		draft --limit "$limit"
		expect_error bad-limit "'$limit'"
	done
	expect_files
}

test_bad_time() {
	for time in now 20261120 2026-11-2 2026-13-01 2026-02-29 2026-00-10 2026-11-31 2026-11-20T 2026-11-20T24:00 \
		2026-11-20T13:60 2026-11-20T13:00:60 2026-11-20T13 2026-11-20Z 2026-11-20T13:00+8 \
		2026-11-20T13:00+08:60 2026-11-20T13:00+15:00 2026-11-20T13:00Zx 1969-12-31 ""; do
		run draft $VIOLATION -f "$CASE" --now "$time"
		expect_error bad-time "'$time'" "2026-11-20T13:00"
	done
	expect_files
}

# Without a zone it is the platform's time, wherever the program runs.
test_times_that_are_the_same() {
	run draft $VIOLATION -f "$CASE" --now 2026-11-20T13:00:00+08:00 -o -
	expect_drafted
	cp "$OUT" "$SCRATCH/first"
	for time in 2026-11-20T13:00 2026-11-20T13:00:00 "2026-11-20 13:00:00" 2026-11-20T05:00:00Z 2026-11-20T00:00-05:00 \
		2026-11-20T18:30+13:30; do
		TZ=America/New_York run draft $VIOLATION -f "$CASE" --now "$time" -o -
		expect_drafted
		expect_same "$SCRATCH/first" "$OUT"
	done
}

test_letter_knows_no_locale_and_time_zone() {
	draft -o -
	cp "$OUT" "$SCRATCH/first"
	for zone in UTC Asia/Shanghai Pacific/Apia ":bad/zone"; do
		TZ=$zone LC_ALL=zh_CN.UTF-8 draft -o -
		expect_drafted
		expect_same "$SCRATCH/first" "$OUT"
	done
}

test_operands() {
	run questions
	expect_error missing-operand VIOLATION
	run explain
	expect_error missing-operand VIOLATION
	run export
	expect_error missing-operand DIR
	run export ""
	expect_error missing-operand DIR
	run violations x
	expect_error extra-operand "'x'"
	draft second
	expect_error extra-operand "'second'"
	run --version x
	expect_error extra-operand
	run draft
	expect_error no-violation "shensu violations"
}

test_options_anywhere_and_in_all_forms() {
	draft -o a.txt
	expect_drafted
	run draft --now=$NOW -f"$CASE" --form=form.txt -ob.txt --no-input -- $VIOLATION
	expect_drafted
	expect_same a.txt b.txt
	run draft -o c.txt $VIOLATION -f "$CASE" --now $NOW
	expect_drafted
	expect_same a.txt c.txt
	expect_files a.txt b.txt c.txt form.txt
}

test_double_dash_ends_options() {
	run draft -f "$CASE" -- --force
	expect_status 2
	! grep -q unknown-option "$ERR" || fail "-- did not end the options"
	run questions -- --yaml
	expect_status 2
}

test_unknown_ending() {
	for name in letter.doc letter.pdf letter.txt.bak a/b.c; do
		draft -o $name
		expect_error unknown-ending "'$name'" .txt .md .json
	done
	expect_files
}

test_formats_exclude() {
	run questions $VIOLATION --json --yaml
	expect_error options-exclude "'--yaml'" "'--json'"
}

test_unknown_violation() {
	run draft no-such-violation -f "$CASE"
	expect_status 2
	[ -s "$ERR" ] || fail "no message"
	run questions no-such-violation
	expect_status 2
	[ ! -s "$OUT" ] || fail "something was printed"
	expect_files
}

# A merchant's word for several violations is told apart, not guessed.
test_name_of_several_violations() {
	run draft 侵权 -a stance=deny -o -
	expect_error ambiguous-violation 侵权 trademark-infringement patent-infringement
	run questions 产品质量
	expect_error ambiguous-violation quality-inspection-failed
}

test_help_in_all_ways() {
	run --help
	expect_status 0
	[ ! -s "$ERR" ] || fail "standard error is not empty"
	cp "$OUT" "$SCRATCH/first"
	for words in help -h "help help"; do
		run $words
		expect_status 0
		expect_same "$SCRATCH/first" "$OUT"
	done
	for command in $(sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' "$SCRATCH/first" | grep -v help); do
		run $command --help
		expect_status 0
		head -n 1 "$OUT" | grep -q '^Examples' || fail "$command --help does not begin with examples"
		cp "$OUT" "$SCRATCH/first"
		run help $command
		expect_same "$SCRATCH/first" "$OUT"
	done
	run draft x y z --help
	expect_status 2
}

test_help_fits_a_terminal() {
	for words in --help "draft --help" "violations --help" "questions --help" "explain --help" "export --help"; do
		run $words
		! grep -nE '^.{91,}' "$OUT" || fail "a long line"
	done
}

# Every option that the help names is accepted by the parser as it stands there.
test_help_names_real_options() {
	run draft --help
	for option in $(sed -n '/^Options/,$s/^  \(-[-a-z]*\) .*/\1/p' "$OUT"); do
		run draft $option
		! grep -q unknown-option "$ERR" || fail "$option is not known"
	done
}

# The examples of the help, one after the other, in one folder.
test_examples_work() {
	for words in --help "draft --help" "violations --help" "questions --help"; do
		run $words
		sed -n '/^Examples/,/^$/s/^  shensu \(.*\)/\1/p' "$OUT" | sed 's/ *#.*//' >"$SCRATCH/examples"
		[ -s "$SCRATCH/examples" ] || fail "no examples"
		while read -r line; do
			status=0
			case $line in
			questions*) sh -c "$PROGRAM $line" >"$OUT" 2>"$ERR" || status=$?
				cp "$CASE" case.yaml ;; # somebody fills it in
			*) sh -c "$PROGRAM $line" >"$OUT" 2>"$ERR" </dev/null || status=$? ;;
			esac
			[ $status -le 1 ] || fail "does not work: shensu $line"
			rm -f appeal*.txt form.txt notes.txt
			[ -e case.yaml ] || cp "$CASE" case.yaml
		done <"$SCRATCH/examples"
	done
}

test_version() {
	run --version
	expect_status 0
	head -n 1 "$OUT" | grep -q '^shensu [0-9]*\.[0-9]*\.[0-9]*$' || fail "first line"
	[ "$(wc -l <"$OUT")" -eq 2 ] || fail "expected the pack on a second line"
}

test_language_of_the_program() {
	chinese='没有命令'
	LC_ALL=zh_CN.UTF-8 run bogus
	expect_error unknown-command $chinese
	LC_ALL= LC_MESSAGES=zh_TW LANG=en_US run bogus
	expect_error unknown-command $chinese
	LC_ALL= LC_MESSAGES= LANG=zh run bogus
	expect_error unknown-command $chinese
	LC_ALL=en_US.UTF-8 LANG=zh_CN run bogus
	expect_error unknown-command 'unknown command'
	LC_ALL= LC_MESSAGES= LANG= run bogus
	expect_error unknown-command 'unknown command'
	LC_ALL=zh_CN.UTF-8 run --help
	grep -q '退出状态' "$OUT" || fail "the help is not Chinese"
}

test_lists() {
	run violations
	expect_status 0
	grep -q $VIOLATION "$OUT" || fail "$VIOLATION is not listed"
	run violations --json
	expect_status 0
	grep -q $VIOLATION "$OUT" || fail "$VIOLATION is not in the JSON"
	for format in "" --json --yaml; do
		run questions $VIOLATION $format
		expect_status 0
		[ -s "$OUT" ] || fail "nothing printed"
	done
}

test_explain() {
	run explain $VIOLATION -f "$CASE" --now $NOW
	expect_status 0
	[ -s "$OUT" ] || fail "nothing printed"
	run explain $VIOLATION -f "$CASE" --now $NOW no.such.text
	expect_status 2
	[ ! -s "$OUT" ] || fail "something printed"
	[ -s "$ERR" ] || fail "no message"
	expect_files
}

# Words that no test provokes may be wrong; each error has a test here.
test_every_error_has_a_test() {
	for id in $(sed -n 's/^ERROR([A-Z_]*, "\([a-z-]*\)".*/\1/p' "$ROOT/src/cli/words.def" | sort -u); do
		case $id in
		no-document) continue ;; # a promise of the library; cannot be broken from outside
		esac
		grep -qE "expect_(error|said) $id" "$ROOT"/tests/cli/*.test.sh || fail "no test for [$id]"
	done
}
