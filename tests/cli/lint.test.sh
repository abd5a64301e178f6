# shensu lint: what it prints and how it ends.  What the rules find is the matter
# of tests/wording and of `shensu test`.

polite='恳请平台依据所附材料予以复核。'
rude='求求平台给我们一条活路。'

# of_rules SCRIPT: a copy of the rules in ./rules, its wording changed by a sed script.
of_rules() {
	cp -r "$ROOT/rules/douyin" rules
	sed -E "$1" "$ROOT/rules/douyin/wording.yaml" >rules/wording.yaml
}

test_nothing_found() {
	echo "$polite" >letter.txt
	run lint letter.txt
	expect_status 0
	expect_content "$OUT" "0 findings
"
	[ ! -s "$ERR" ] || fail "standard error is not empty"
}

test_finding_with_place_and_advice() {
	printf '您好！\n　　%s\n' "$rude" >letter.txt
	run lint letter.txt
	expect_status 1
	[ ! -s "$ERR" ] || fail "standard error is not empty"
	grep -q "^letter.txt:2:3: error: '求求': .* \[pleading\]$" "$OUT" || fail "no place"
	grep -q "^      |     ^~~~ write '" "$OUT" || fail "no caret by width, or no advice"
	grep -qx "2 findings" "$OUT" || fail "no total"
	LC_ALL=zh_CN.UTF-8 run lint letter.txt
	grep -q "^letter.txt:2:3: 错误: “求求”：.* \[pleading\]$" "$OUT" || fail "not Chinese"
}

test_standard_input_and_several_files() {
	echo "$polite" >a
	echo "$rude" >b
	status=0
	"$PROGRAM" lint a - b <b >"$OUT" 2>"$ERR" || status=$?
	expect_status 1
	grep -q "^<stdin>:1:1: " "$OUT" || fail "standard input was not read"
	grep -q "^b:1:1: " "$OUT" || fail "the last file was not read"
	grep -q "^a:" "$OUT" && fail "something was found in the polite one"
	true
}

test_stance() {
	echo '我店认可该违规单载明的事实。' >letter.txt
	run lint letter.txt
	expect_status 0
	run lint --stance admit letter.txt
	expect_status 0
	run lint --stance deny letter.txt
	expect_status 1
	grep -q "'认可'.*\[admission\]" "$OUT" || fail "the banned word is not found"
	run lint --stance denied letter.txt
	expect_error unknown-stance "deny, partial, admit"
}

test_language() {
	echo 'please please, 求求' >letter.txt
	run lint --lang zh-CN letter.txt
	grep -q "'求求'" "$OUT" || fail "no Chinese word"
	grep -q "please please" "$OUT" | grep -v '|' && fail "an English word"
	run lint --lang fr letter.txt
	expect_error unknown-language "zh-CN, en"
}

test_allowance() {
	printf '%s\n%s\n' '近期订单共86单。' '近期订单共12单。' >letter.txt
	run lint letter.txt
	expect_status 1
	run lint --allow 'vague=the dates are enclosed' letter.txt
	expect_status 0
	expect_content "$OUT" "0 findings
2 allowed by --allow
"
	run lint --allow 'vague:2=the dates are enclosed' letter.txt
	expect_status 1
	grep -q "^letter.txt:1:1: " "$OUT" || fail "line 1 is not found"
	grep -q "^letter.txt:2:" "$OUT" && fail "line 2 is found"
	run lint --allow 'vague=dates' --allow 'threat=none' letter.txt
	expect_status 1
	grep -q "^--allow:1:1: warning: .*'threat'.*\[unused-allowance\]$" "$OUT" || fail "the unused one is not told"
}

test_wrong_allowances() {
	echo "$polite" >letter.txt
	for word in vague vague= =reason vague:0x=reason vague:=reason; do
		run lint --allow "$word" letter.txt
		expect_error bad-allowance "--allow 'threat=why"
	done
	run lint --allow 'vage=reason' letter.txt
	expect_error unknown-wording "did you mean 'vague'?"
	run lint --allow 'nothing-like-it=reason' letter.txt
	expect_error unknown-wording "wording.yaml"
}

test_json() {
	need python3
	printf '%s\n%s\n' "$rude" '近期订单。' >letter.txt
	run lint --json --stance deny --allow 'vague=dates' letter.txt
	expect_status 1
	python3 - "$OUT" <<'PYTHON' || fail "not the JSON of doc/json.md"
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["format"] == "shensu.lint/1" and report["stance"] == "deny" and report["clean"] is False
first, last = report["findings"][0], report["findings"][-1]
assert set(first) == {"id", "level", "message", "advice", "file", "line", "column", "length"}, first
assert (first["id"], first["level"], first["line"], first["column"], first["length"]) == ("pleading", "error", 1, 1, 2)
assert last["id"] == "vague" and last["allowed"] == "dates" and last["line"] == 2
PYTHON
}

test_sarif() {
	need python3
	echo "$rude" >'a letter.txt'
	run lint --sarif --allow 'pleading=quoted' 'a letter.txt'
	expect_status 0
	python3 - "$OUT" <<'PYTHON' || fail "not SARIF 2.1.0"
import json, sys
log = json.load(open(sys.argv[1], encoding="utf-8"))
run = log["runs"][0]
rules = run["tool"]["driver"]["rules"]
result = run["results"][0]
assert log["version"] == "2.1.0" and run["tool"]["driver"]["name"] == "shensu lint"
assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "pleading"
assert result["suppressions"] == [{"kind": "external", "justification": "quoted"}]
place = result["locations"][0]["physicalLocation"]
assert place["artifactLocation"]["uri"] == "a%20letter.txt" and place["region"]["startColumn"] == 1
PYTHON
	run lint --json --sarif 'a letter.txt'
	expect_error options-exclude
}

test_explain_every_rule() {
	run lint --explain nothing
	expect_error unknown-wording
	ids=$(sed -n '/^rules:/,$s/^  \([a-z-]*\):$/\1/p' "$ROOT/rules/douyin/wording.yaml")
	[ -n "$ids" ] || fail "no rules"
	for id in $ids; do
		run lint --explain "$id"
		expect_status 0
		grep -q "^$id (" "$OUT" || fail "$id is not explained"
	done
	run lint --explain admission
	grep -q "^Only with --stance: deny$" "$OUT" || fail "its stance is not told"
}

test_what_cannot_be_read() {
	run lint
	expect_error missing-operand "FILE..."
	run lint missing.txt
	expect_error cannot-read "missing.txt"
	printf 'abc\377\n' >bad.txt
	run lint bad.txt
	expect_error bad-utf8 "bad.txt:1:4"
	head -c 1048577 /dev/zero | tr '\0' 'a' >big.txt
	run lint big.txt
	expect_error file-too-large "big.txt"
	mkdir folder
	run lint folder
	expect_error not-a-file "folder"
}

test_invisible_characters() {
	printf '我店\342\200\213已发货\000。\342\200\256\n' >letter.txt
	run lint letter.txt
	expect_status 1
	[ "$(grep -c '\[invisible\]$' "$OUT")" -eq 3 ] || fail "not all three"
	LC_ALL=C grep -q "$(printf '\342\200\256')" "$OUT" && fail "a control character reaches the terminal"
	true
}

test_rules_of_ones_own() {
	of_rules 's/\[求求, /[/; s/求求, /予以复核, /'
	echo "$polite" >letter.txt
	run lint --rules rules letter.txt
	expect_status 1
	grep -q "'予以复核'.*\[pleading\]" "$OUT" || fail "the word is not found"
	rm rules/wording.yaml
	run lint --rules rules letter.txt
	expect_status 0
}

test_sentences_beside_the_rules() {
	of_rules 's/finds: \[你们平台就是抢钱/finds: [恳请平台复核/; s/passes: \[通过分析/passes: [你们就是抢钱，通过分析/'
	run test rules
	expect_status 1
	grep -q "rules/wording.yaml:.*'emotion' finds nothing.*\[test-finds\]$" "$ERR" || fail "what is missed is not told"
	grep -q "rules/wording.yaml:.*'emotion' finds '.*\[test-passes\]$" "$ERR" || fail "what is found is not told"
}

test_rule_without_sentences() {
	of_rules '/^  range:/,/^  blank:/{/^    tests:/d; /^      (finds|passes):/d}'
	run test rules
	expect_status 1
	grep -q "rules/wording.yaml:.*'range' \[untested\]$" "$ERR" || fail "it is not told"
}

# -- prose in a draft -----------------------------------------------------------

test_prose_enters_the_letter() {
	draft -a 'remark=该批商品于9月5日入库' -o -
	expect_drafted
	grep -q '补充说明：该批商品于9月5日入库。' "$OUT" || fail "it does not stand in the letter"
}

test_rude_prose_does_not() {
	draft -a 'remark=求求平台给我们一条活路' --notes notes.txt -o -
	expect_status 1
	grep -q '活路' "$OUT" && fail "it stands in the letter"
	grep -q '“补充说明”（remark）没有写进申诉书，因为其中有“求求”' notes.txt || fail "the notes do not say why"
	grep -q "'求求'" "$ERR" || fail "the report does not say why"
}

test_prose_follows_the_stance() {
	draft -a 'remark=该情况属于类似违规' -o -
	grep -q '类似违规' "$OUT" && fail "a denial concedes"
	true
}

test_warnings_do_not_block() {
	draft -a 'remark=近期订单共86单' --notes notes.txt -o -
	expect_drafted
	grep -q '补充说明：近期订单共86单。' "$OUT" || fail "a warning keeps it out"
	grep -q '“补充说明”（remark）中的“近期”' notes.txt || fail "the notes do not list it"
}

test_private_data_in_a_name_is_refused() {
	draft -a 'shop_name=王小明13812345678' -o -
	expect_error private-data "138****0000" "shop_name"
	draft -a 'product_id=11010519491231002X' -o -
	expect_error private-data "product_id"
	draft -a 'shop_name=晨栖138****5678' -o -
	expect_drafted
}
