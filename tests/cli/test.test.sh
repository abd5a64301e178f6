# shensu test: the tests that stand in the rules.

# The small pack of tests/diagnostics; what is on standard input is appended to plain.yaml.
small_pack() {
	mkdir -p pack
	for name in profile common plain; do
		cp "$ROOT/tests/diagnostics/rules/$name.yaml" pack
	done
	cat >>pack/plain.yaml
}

# Everything that the small pack holds is reached by these.
whole_tests() {
	cat <<'END'
tests:
  - name: Sent, in a storm!
    answers: {stance: deny, shop: 甲店, cause: weather, effects: [fine, ban], told: yes, sent_on: 2026-11-02, storm: 2026-11-01/2026-11-03, evidence.waybill: yes}
    expect:
      shows: [sent, title]
      hides: [measures.training.done]
      has: [我店甲店。运单见证据1。]
      lacks: [承认]
      en: {has: [Our shop 甲店. See Exhibit 1.], lacks: [Proof]}
      notes: {has: [orders]}
      blanks: []
      exit: 1
  - name: trained
    answers: {stance: admit, cause: staff, told: no, sent_on: 2026-11-09, storm: 2026-11-01/2026-11-03, measures.training.done: 2026-11-18}
    expect: {shows: [measures.training.done], blanks: [shop], exit: 1}
  - name: to be trained
    answers: {stance: admit, cause: staff, measures.training.planned: 2026-11-30}
    expect: {shows: [measures.training.planned], exit: 1}
  - name: told already
    answers: {stance: deny, cause: staff, told: yes}
    expect: {exit: 3}
  - name: weather excuses no admission
    answers: {stance: admit, cause: weather}
    expect: {exit: 2}
END
}

# expectation LINE...: runs a small pack with one test more, whose expectation
# is what the lines say.
expectation() {
	{
		whole_tests
		echo '  - name: looked at'
		echo '    answers: {stance: deny, cause: weather, shop: 甲店}'
		echo '    expect:'
		printf '      %s\n' "$@"
	} | small_pack
	run test pack
}

expect_failure() {
	expect_status 1
	grep -q '^5 passed, 1 failed$' "$OUT" || fail "not one failure: $(cat "$OUT")"
	grep -qF "[$1]" "$ERR" || fail "expected a finding [$1]"
	grep -qF "shensu draft plain --rules pack --now 2026-11-20T09:00:00+08:00 --no-input -o - -a stance=deny -a cause=weather -a shop=甲店" "$ERR" ||
		fail "no command to reproduce it"
	shift
	for text; do
		grep -qF -- "$text" "$ERR" || fail "expected: $text"
	done
}

test_test_builtin_rules() {
	run test
	expect_status 0
	grep -q '^[0-9]* passed, 0 failed$' "$OUT" || fail "$(cat "$OUT")"
	[ ! -s "$ERR" ] || fail "something was found"
	expect_files
}

test_test_whole_pack() {
	whole_tests | small_pack
	run test pack
	expect_status 0
	expect_content "$OUT" "texts 5/5, choices 8/8, outcomes of checks 2/2, papers 1/1, refusals 1/1, rules of wording 0/0
5 passed, 0 failed
"
	env SHENSU_RULES=pack "$PROGRAM" test >"$OUT" 2>"$ERR" || fail "SHENSU_RULES is not used"
	grep -q '^5 passed' "$OUT" || fail "SHENSU_RULES is not used"
}

test_test_what_is_never_reached() {
	printf 'tests:\n  - {name: a, answers: {stance: admit, cause: staff}, expect: {exit: 1}}\n' | small_pack
	run test pack
	expect_status 1
	grep -q '^texts 2/5, choices 2/8, outcomes of checks 0/2, papers 0/1, refusals 0/1, rules of wording 0/0$' "$OUT" || fail "$(cat "$OUT")"
	for text in "common.yaml:9:15: warning: no test answers 'stance: deny'" \
		"no test answers 'told: no'" "no test answers 'effects: ban'" "'checks.sent-in-storm: fail'" \
		"plain.yaml:25:3: warning: no test encloses 'evidence.waybill'" "the refusal 'twice'" \
		"the text 'sent'" "'measures.training.done'" "'measures.training.planned'"; do
		grep -qF -- "$text" "$ERR" || fail "expected: $text"
	done
	! grep -q "stance: admit'" "$ERR" || fail "a given answer is called untested"
}

test_test_failures() {
	expectation 'shows: [sent]'
	expect_failure test-shows "pack/plain.yaml:" "error: the text 'sent' does not show" \
		"^~~~ it waits for evidence.waybill: yes; here it is: no"
	expectation 'shows: [measures.training.done]'
	expect_failure test-shows "it waits for"
	expectation 'hides: [shop]'
	expect_failure test-hides "the text 'shop' shows" "it says: 我店甲店。"
	expectation 'has: [我店乙店]'
	expect_failure test-has "'我店乙店' is not in letter.zh-CN" "the nearest line:" "我店甲店。"
	expectation 'lacks: [甲店]'
	expect_failure test-lacks "'甲店' is in letter.zh-CN"
	expectation 'en: {has: [Your shop]}'
	expect_failure test-has "letter.en" "Our shop"
	expectation 'form: {has: [甲店]}'
	expect_failure test-has "not in form"
	expectation 'notes: {lacks: [orders]}'
	expect_failure test-lacks "notes.zh-CN"
	expectation 'notes: {shows: [shop]}'
	expect_failure test-shows "stands in 'facts', not in the notes"
	expectation 'blanks: [shop]'
	expect_failure test-blanks "they are: []"
	expectation 'exit: 0'
	expect_failure test-exit "the exit status is 1, not 0" "told, orders"
	expectation 'exit: one'
	expect_failure test-exit
	expectation 'shows: [shpo]'
	expect_failure unknown-name "did you mean 'shop'?"
	expectation 'hides: [frobnicate]'
	expect_failure unknown-name "there is no text 'frobnicate'"
	expectation '{}'
	expect_failure test-expects-nothing
}

test_test_two_failures_of_one_test() {
	expectation 'has: [乙, 丙]' 'exit: 0'
	expect_failure test-has "'乙' is not in" "'丙' is not in" "[test-exit]"
	[ "$(grep -c '\[test-fails\]' "$ERR")" -eq 1 ] || fail "the command is not given once"
}

test_test_wrong_answers() {
	{
		whole_tests
		echo '  - {name: wrong, answers: {stance: deny, cause: whether}, expect: {shows: [sent], exit: 1}}'
		echo '  - {name: refused, answers: {stance: deny, cause: staff, told: yes}, expect: {shows: [sent], exit: 3}}'
	} | small_pack
	run test pack
	expect_status 1
	grep -q '^5 passed, 2 failed$' "$OUT" || fail "$(cat "$OUT")"
	grep -q "did you mean 'weather'" "$ERR" || fail "the wrong answer is not shown"
	[ "$(grep -c '\[test-no-letter\]' "$ERR")" -eq 1 ] || fail "not said once that there is no letter"
}

test_test_of_the_common_file() {
	whole_tests | small_pack
	cat >>pack/common.yaml <<'END'
tests:
  - {name: named, answers: {violation: plain, stance: admit, cause: staff}, expect: {shows: [shop]}}
  - {name: unnamed, answers: {stance: admit, cause: staff}, expect: {shows: [shop]}}
  - {name: unknown, answers: {violation: plane, stance: admit}, expect: {shows: [shop]}}
END
	echo '  - {name: other, answers: {violation: plane, stance: admit}, expect: {exit: 1}}' >>pack/plain.yaml
	run test pack
	expect_status 1
	grep -q '^6 passed, 3 failed$' "$OUT" || fail "$(cat "$OUT")"
	for id in test-without-violation unknown-violation test-other-violation; do
		grep -qF "[$id]" "$ERR" || fail "expected: $id"
	done
}

# English is one of the languages that a pack may have.
test_test_without_english() {
	expectation 'en: {has: [Our]}'
	sed -i '/^  en:$/,/^    final: .!/d' pack/profile.yaml
	for file in pack/*.yaml; do
		sed -i -E '/^tests:/,$!s/, en: ("[^"]*"|[^,}]*)//g' "$file"
	done
	sed -i 's/^      en: {has: .Our shop .*//' pack/plain.yaml
	run test pack
	expect_failure test-language "the rules have no language 'en'"
}

test_test_unanswered() {
	expectation 'shows: [sent]'
	sed -i 's/cause: weather, shop: 甲店}/cause: weather, evidence.waybill: yes}/' pack/plain.yaml
	run test pack
	expect_status 1
	grep -qF "it depends on 'sent_on', which is not answered" "$ERR" || fail "the open question is not named"
}

test_test_otherwise() {
	expectation 'shows: [other]'
	sed -i 's/^tests:/  - {id: other, slot: title, otherwise: yes, text: {zh-CN: 甲, en: A}, advice: ["1.1"]}\n&/' pack/plain.yaml
	run test pack
	expect_status 1
	grep -qF "another text of its slot shows" "$ERR" || fail "the reason is not given"
}

test_test_snapshots() {
	expectation 'snapshot: yes'
	expect_failure test-snapshot "there is no letter 'tests/plain/looked-at.zh-CN.txt'" "--accept"
	run test pack --accept
	expect_status 0
	grep -q "2 letters written below pack" "$ERR" || fail "not said what was written"
	(cd pack/tests/plain && expect_files looked-at.en.txt looked-at.zh-CN.txt)
	grep -q 我店甲店 pack/tests/plain/looked-at.zh-CN.txt || fail "another letter"
	run test pack
	expect_status 0
	sed -i 's/shop: 甲店}/shop: 乙店}/' pack/plain.yaml
	run test pack
	expect_status 1
	grep -qF "the letter differs from 'tests/plain/looked-at.zh-CN.txt' in line" "$ERR" || fail "no difference"
	grep -q '乙店' "$ERR" || fail "the line is not shown"
	run test pack --accept
	run test pack
	expect_status 0
	echo '  - {name: "Looked  at", answers: {stance: admit, cause: staff}, expect: {snapshot: yes}}' >>pack/plain.yaml
	run test pack
	expect_status 1
	grep -qF "another test has the snapshot 'tests/plain/looked-at.zh-CN.txt', too" "$ERR" || fail "not seen twice"
}

test_test_accept_needs_a_folder() {
	run test --accept
	expect_error accept-without-folder "shensu test DIR --accept"
	run test nothing
	expect_error cannot-read "'nothing'"
	expect_files
}

# The built-in rules are tested as they are, so their day must not be the clock's.
test_test_at_another_time() {
	expectation 'has: [2026年12月24日, 2025年]'
	expect_failure test-has "2026年11月20日"
	run test pack --now 2026-12-24T09:00
	expect_status 1
	! grep -qF "'2026年12月24日' is not" "$ERR" || fail "another day"
	grep -q -- "--now 2026-12-24T09:00:00+08:00" "$ERR" || fail "another time in the command"
}

test_test_broken_rules() {
	whole_tests | small_pack
	echo '  - {name: a, answers: {stance: deny}, expect: {show: [sent], form: {shows: [a]}, has: [{a: b}]}}' >>pack/plain.yaml
	run test pack
	expect_error unknown-key "did you mean 'shows'?"
	grep -qF "'shows'" "$ERR" || fail "the key of form"
}

test_test_in_chinese() {
	whole_tests | small_pack
	LC_ALL=zh_CN.UTF-8 "$PROGRAM" test pack >"$OUT" 2>"$ERR"
	grep -q '^通过 5，未通过 0$' "$OUT" || fail "$(cat "$OUT")"
	LC_ALL=zh_CN.UTF-8 "$PROGRAM" help test | grep -q 示例 || fail "no help"
}
