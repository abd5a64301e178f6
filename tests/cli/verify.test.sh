# shensu verify: what it prints and how it ends.  What it finds is the matter of
# tests/mutations.sh.

# broken SCRIPT [FILE]: a copy of the rules in ./rules, changed by a sed script.
broken() {
	few_rules rules
	sed -E "$1" "$ROOT/rules/douyin/${2-common.yaml}" >"rules/${2-common.yaml}"
}

no_closing='/^  - id: closing$/,/^$/d'

expect_clean() {
	expect_status 0
	[ ! -s "$ERR" ] || fail "standard error is not empty"
	grep -qx "0 findings" "$OUT" || fail "no total"
}

test_shipped_rules_are_proved() {
	run verify
	expect_clean
	grep -q "^counterfeit-goods: .* cases, .* texts, .* questions decided, the form text fits from [0-9]* characters$" "$OUT" ||
		fail "no figures of a violation"
	grep -q "rules' own words, over all answers, relative to the claims" "$OUT" || fail "the scope is not told"
	cp "$OUT" first
	run verify "$ROOT/rules/douyin"
	expect_same first "$OUT"
	run verify "$ROOT/rules"
	expect_same first "$OUT"
	SHENSU_RULES=$ROOT/rules/douyin run verify
	expect_same first "$OUT"
}

test_finding_with_place_case_command_and_test() {
	broken "$no_closing"
	run verify rules
	expect_status 1
	[ ! -s "$ERR" ] || fail "standard error is not empty"
	grep -q "^rules/[a-z-]*\.yaml:[0-9]*:[0-9]*: error: .* \[gap\]$" "$OUT" || fail "no place"
	grep -q '^ *| *^' "$OUT" || fail "no caret"
	grep -q "^  smallest case of [a-z-]*: " "$OUT" || fail "no case in words"
	grep -q "^    answers:$" "$OUT" || fail "no test"
	grep -q "^[1-9][0-9]* findings*$" "$OUT" || fail "no total"
	grep -q "over all answers" "$OUT" && fail "proved in spite of findings"
	grep "^shensu draft" "$OUT" | head -n 1 >command
	sh -c 'shensu() { "$PROGRAM" "$@"; }; eval "$(cat command)"' >letter 2>report
	status=$?
	expect_drafted
	grep -q "［closing：" letter || fail "the letter has no gap"
}

test_findings_in_chinese() {
	broken "$no_closing"
	LC_ALL=zh_CN.UTF-8 run verify rules
	expect_status 1
	grep -q "错误: .*\[gap\]$" "$OUT" || fail "not Chinese"
	grep -q " 的最小情形：" "$OUT" || fail "no case in Chinese"
	grep -q "个问题$" "$OUT" || fail "no total in Chinese"
}

# The test that is printed is YAML that loads.
test_printed_test_loads() {
	broken "$no_closing"
	run verify rules
	sed -n '/^  - name: /,/^    expect: /p' "$OUT" | sed -n '1,/^    expect: /p' >test
	grep -q "lacks: \['［closing：'\]" test || fail "the test does not expect the mending"
	slug=$(sed -n 's/^shensu draft \([a-z-]*\) .*/\1/p' "$OUT" | head -n 1)
	sed '/^tests:/r test' "$ROOT/rules/douyin/$slug.yaml" >"rules/$slug.yaml"
	run violations --rules rules
	expect_status 0
}

# What stands in a folder's name must not run when the command is pasted.
test_folder_is_quoted() {
	broken "$no_closing"
	mv rules "it's \$(touch x) 规则"
	run verify "it's \$(touch x) 规则"
	expect_status 1
	grep "^shensu draft" "$OUT" | head -n 1 >command
	sh -c 'shensu() { "$PROGRAM" "$@"; }; eval "$(cat command)"' >letter 2>report
	status=$?
	expect_drafted
	[ ! -e x ] || fail "a part of the name was run"
}

test_json() {
	need jq
	broken "$no_closing"
	run verify rules --json
	expect_status 1
	n=$(grep -l '^violation:' rules/*.yaml | wc -l)
	jq -e --argjson n "$n" '.format == "shensu.verify/1" and .proved == false and .rules == "rules" and (.day | length) == 10
		and (.findings | length) > 0 and (.violations | length) == $n' "$OUT" >/dev/null || fail "not the contract"
	jq -e '.findings | map(select(.id == "gap"))[0] | .level == "error" and .line > 0 and .column > 0 and .length > 0
		and (.file | startswith("rules/")) and (.message | length) > 0 and (.violation | length) > 0
		and (.case | (.answers | length) > 0 and .shows_in == "letter" and .language == "zh-CN"
			and (.command | startswith("shensu draft ")) and (.test | startswith("  - name: ")))' "$OUT" >/dev/null ||
		fail "a finding lacks something"
	run verify --json
	expect_status 0
	jq -e '.proved and .findings == [] and (has("rules") | not)
		and all(.violations[]; (.cases | length) > 0 and .texts > 0 and .questions > 0 and .form_fits_from > 0)' "$OUT" >/dev/null ||
		fail "not the contract"
}

test_sarif() {
	need jq
	broken "$no_closing"
	mv rules '规 则'
	run verify '规 则' --sarif
	expect_status 1
	jq -e '.version == "2.1.0" and (.runs | length) == 1' "$OUT" >/dev/null || fail "not SARIF 2.1.0"
	jq -e '.runs[0].tool.driver | .name == "shensu verify" and (.rules | length) == ([.rules[].id] | unique | length)
		and all(.rules[]; (.id | test("^[a-z-]+$")) and (.shortDescription.text | length) > 0
			and (.fullDescription.text | length) > 0 and (.help.text | length) > 0)' "$OUT" >/dev/null || fail "the rules"
	jq -e '.runs[0] | .tool.driver.rules as $rules | .columnKind == "unicodeCodePoints" and (.results | length) > 0
		and all(.results[]; $rules[.ruleIndex].id == .ruleId and (.message.text | length) > 0
			and ([.level] | inside(["error", "warning", "note"])))' "$OUT" >/dev/null || fail "the results"
	jq -e '[.runs[0].results[] | select(.ruleId == "gap")][0] | (.properties.command | startswith("shensu draft "))
		and (.locations[0].physicalLocation
			| (.artifactLocation.uri | startswith("%E8%A7%84%20%E5%88%99/")) and (.region
			| .startLine > 0 and .startColumn > 0 and .endLine == .startLine and .endColumn > .startColumn))' "$OUT" >/dev/null ||
		fail "the place or the command"
	run verify --sarif
	expect_status 0
	jq -e '.runs[0].results == []' "$OUT" >/dev/null || fail "results without findings"
}

test_explain_every_finding() {
	run verify --explain nothing
	expect_error unknown-finding "'nothing'"
	ids=$(sed -n 's/.*they are: //p' "$ERR" | tr -d ,)
	[ "$(echo "$ids" | wc -w)" -ge 18 ] || fail "too few ids: $ids"
	for id in $ids; do
		run verify --explain "$id"
		expect_status 0
		grep -q "^$id: " "$OUT" || fail "$id: no headline"
		grep -qx "Example" "$OUT" || fail "$id: no example"
		grep -qx "How to mend it" "$OUT" || fail "$id: no mending"
		LC_ALL=zh_CN.UTF-8 run verify --explain "$id"
		grep -qx "如何修正" "$OUT" || fail "$id: no Chinese"
	done
}

test_stale_sources_only_with_now() {
	run verify --now 2026-11-20
	expect_clean
	run verify --now 2035-01-01
	expect_status 1
	grep -q "\[stale-source\]$" "$OUT" || fail "nothing is stale"
	! grep "\[" "$OUT" | grep -v "\[stale-source\]$" | grep -q "error: .*\]$" || fail "something else is found"
}

test_broken_rules_are_no_findings() {
	broken 's/^  - id: closing$/  - idd: closing/'
	for format in "" --json --sarif; do
		run verify rules $format
		expect_error unknown-key "rules/common.yaml:"
	done
	run verify nowhere
	expect_error cannot-read "'nowhere'"
}

test_verify_usage() {
	run verify --json --sarif
	expect_error options-exclude "'--sarif'"
	run verify rules more
	expect_error extra-operand "'more'"
	run verify --explain
	expect_error missing-value "--explain ID"
	run verify --rules rules
	expect_error unknown-option "'--rules'"
	run verify --help
	expect_status 0
	grep -q -- "--sarif" "$OUT" || fail "no help"
}

test_output_that_cannot_be_written() {
	[ -e /dev/full ] || skip "no /dev/full"
	for format in "" --json --sarif; do
		status=0
		"$PROGRAM" verify $format >/dev/full 2>"$ERR" || status=$?
		expect_status 2
		grep -q "\[cannot-print\]" "$ERR" || fail "no message"
	done
}

# The mistakes of all files, each once, though the shared ones are read with each.
test_mistakes_of_all_files() {
	broken 's/^  - id: closing$/&x\n    slott: closing/'
	for file in counterfeit-goods late-shipment; do
		sed 's/^source: .*/source: nowhere/' "$ROOT/rules/douyin/$file.yaml" >"rules/$file.yaml"
	done
	printf '\nBAD: [\n' >>rules/fake-transactions.yaml
	run verify rules
	expect_status 2
	[ ! -s "$OUT" ] || fail "findings beside mistakes"
	for file in common counterfeit-goods fake-transactions late-shipment; do
		grep -q "^rules/$file.yaml:[0-9]*:[0-9]*: error: " "$ERR" || fail "no mistake of $file"
	done
	[ "$(grep -c "unknown-key\]$" "$ERR")" -eq 1 ] || fail "not once"
	grep -q "slott: closing$" "$ERR" || fail "no line of the common file"
	[ "$(grep -c "source: nowhere$" "$ERR")" -eq 2 ] || fail "no lines of the violations"
}

# Each of many is proved, and what the common file lacks is found in each.
test_many_violations() {
	broken "$no_closing"
	for file in rules/*.yaml; do
		case $file in */profile.yaml | */common.yaml | */calendar.yaml | */late-shipment.yaml) ;; *) rm "$file" ;; esac
	done
	for i in $(seq 9); do
		sed "s/^violation: .*/violation: late-$i/" rules/late-shipment.yaml >"rules/late-$i.yaml"
	done
	run verify rules
	expect_status 1
	[ "$(grep -c "^late-[a-z0-9]*: .* cases" "$OUT")" -eq 10 ] || fail "not all are proved"
	[ "$(grep -c "the slot 'closing' .*\[gap\]$" "$OUT")" -eq 10 ] || fail "not all are found"
	[ "$(grep -c "^shensu draft late-7 " "$OUT")" -ge 1 ] || fail "no command of its own"
	grep -q "^[1-9][0-9]* findings$" "$OUT" || fail "no total"
}

# A word that claims wants a claim: of a common text once, at the word.
test_undeclared_claim() {
	broken '/^  - id: closing$/,/^$/s/感谢/材料均属已核对者。感谢/'
	run verify rules
	expect_status 1
	[ "$(grep -c "'closing' says '均' and declares no claim \[unfounded-claim\]$" "$OUT")" -eq 1 ] || fail "not once"
	line=$(grep -n "材料均属已核对者" rules/common.yaml | cut -d: -f1)
	grep -q "^rules/common.yaml:$line:33: error: " "$OUT" || fail "not at the word"
	grep -q "^1 finding$" "$OUT" || fail "more than that"
	sed '/^  - id: closing$/,/^$/s/advice:/claims: [{penalties: fine}]\n    &/' rules/common.yaml >common.yaml
	mv common.yaml rules
	run verify rules
	grep -q "^1 finding\|declares no claim" "$OUT" && fail "the claim is not seen, or not tried"
	sed '/^  - id: closing$/,/^$/s/感谢/上述情况已知。感谢/' "$ROOT/rules/douyin/common.yaml" >rules/common.yaml
	grep -q "已知" rules/common.yaml || fail "the edit does not fit"
	run verify rules
	expect_clean
}

test_file_that_cannot_be_read() {
	broken "$no_closing"
	truncate -s 2M rules/zz.yaml
	run verify rules
	expect_error file-too-large "'rules/zz.yaml'"
	rm rules/zz.yaml
	ln -s nowhere rules/zz.yaml
	run verify rules
	expect_status 1
}
