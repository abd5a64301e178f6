# shensu diff: which answers get another letter after an edit of the rules.

# Two copies of the small pack of tests/diagnostics.
two_packs() {
	mkdir old new
	for name in profile common plain; do
		cp "$ROOT/tests/diagnostics/rules/$name.yaml" old
		cp "$ROOT/tests/diagnostics/rules/$name.yaml" new
	done
}

expect_line() {
	grep -qxF -- "$1" "$OUT" || fail "expected the line: $1; got: $(cat "$OUT")"
}

test_diff_equal() {
	two_packs
	run diff old new
	expect_status 0
	expect_content "$OUT" "no letter differs
"
}

test_diff_words_and_condition() {
	two_packs
	sed -i 's/See {{evidence.waybill}}/Look at {{evidence.waybill}}/' new/plain.yaml
	cmp -s old/plain.yaml new/plain.yaml && fail "nothing was edited"
	run diff old new
	expect_status 1
	grep -q '^new/plain.yaml:[0-9]*: plain / sent: has other words; cases: [0-9]*$' "$OUT" || fail "$(cat "$OUT")"
	grep -q '^  - .*See {evidence.waybill}' "$OUT" || fail "old words: $(cat "$OUT")"
	grep -q '^  + .*Look at {evidence.waybill}' "$OUT" || fail "new words: $(cat "$OUT")"
}

test_diff_violation_in_one() {
	two_packs
	sed 's/^violation:.*/violation: second/; s/^name:.*/name: {zh-CN: 另, en: Another}/; s/^aliases:.*/aliases: [别]/' \
		old/plain.yaml >new/second.yaml
	run diff old new
	expect_status 1
	expect_line "second: violation only in NEW: second"
	run diff new old
	expect_status 1
	expect_line "second: violation only in OLD: second"
}

test_diff_condition() {
	two_packs
	sed -i 's/pass, evidence.waybill: yes/pass, evidence.waybill: yes, told: yes/' new/plain.yaml
	run diff old new
	expect_status 1
	expect_line "    told: no; checks.sent-in-storm: pass; evidence.waybill: yes"
	[ "$(grep -c 'shows no longer; cases: ' "$OUT")" -eq 1 ] || fail "$(cat "$OUT")"
}

test_diff_slot() {
	two_packs
	sed -i '/id: sent/,$s/slot: facts/slot: body/' new/plain.yaml
	sed -i 's/slots:/slots:\n  - {id: body, take: any, as: run}/' new/profile.yaml
	run diff old new
	expect_status 1
	grep -q '^new/plain.yaml:[0-9]*: plain / sent: stands in another slot; cases: [0-9]*$' "$OUT" || fail "$(cat "$OUT")"
}

test_diff_questions() {
	two_packs
	sed -i 's/  loss: {/  lost: {/; s/en: Weather/en: Storm/; s/max: 999/max: 99/; s/en: Fine}/en: Fine}, warn: {zh-CN: 警告, en: Warn}/' \
		new/plain.yaml
	run diff old new
	expect_status 1
	expect_line "old/plain.yaml:20: plain: only in OLD: loss"
	expect_line "new/plain.yaml:20: plain: only in NEW: lost"
	expect_line "new/plain.yaml:14: plain: option only in NEW: effects=warn"
	expect_line "new/plain.yaml:19: plain: other limits of what may be typed: orders"
	expect_line "  + Storm"
}

test_diff_frame() {
	two_packs
	sed -i 's/addressee: {zh-CN: /addressee: {zh-CN: 尊/' new/profile.yaml
	cmp -s old/profile.yaml new/profile.yaml && fail "nothing was edited"
	run diff old new
	expect_status 1
	grep -q 'every letter may differ' "$OUT" || fail "$(cat "$OUT")"
}

test_diff_shipped() {
	few_rules rules
	run diff rules rules
	expect_status 0
}

test_diff_broken() {
	two_packs
	echo 'nonsense: [' >>new/plain.yaml
	run diff old new
	expect_status 2
	run diff old
	expect_error missing-operand
	run diff old missing
	expect_status 2
}
