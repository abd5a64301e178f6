# shensu sheet: all words of the rules on one page.

# Whether each tag of an HTML page is closed, in order; and no quote or angle
# stands where it would end an attribute.
well_formed() {
	awk 'BEGIN { split("meta br hr img link input", empty); for (i in empty) void[empty[i]] = 1 }
		{ page = page $0 "\n" }
		END {
			n = 0
			sub(/<style>.*<\/style>/, "", page)
			sub(/^<!DOCTYPE html>\n/, "", page)
			while (match(page, /<[^>]*>/)) {
				if (index(substr(page, 1, RSTART - 1), ">")) { print "a stray >"; exit 1 }
				tag = substr(page, RSTART + 1, RLENGTH - 2)
				page = substr(page, RSTART + RLENGTH)
				if (tag !~ /^\/?[a-z][a-z0-9]*( [a-z-]+="[^"<]*")*$/) { print "bad tag: " tag; exit 1 }
				name = tag
				sub(/^\//, "", name)
				sub(/ .*/, "", name)
				if (name in void) continue
				if (tag !~ /^\//) { open[++n] = name; continue }
				if (!n || open[n] != name) { print "</" name "> closes <" open[n] ">"; exit 1 }
				n--
			}
			if (n) { print "never closed: " open[n]; exit 1 }
		}' "$1" || fail "$1 is not well-formed"
}

test_sheet_is_whole() {
	run sheet
	expect_status 0
	[ "$(grep -c '<h2' "$OUT")" -eq "$("$PROGRAM" violations --json | grep -c '"violation":')" ] || fail "not every violation"
	few_rules rules
	run sheet --rules rules
	expect_status 0
	cp "$OUT" all.html
	well_formed all.html
	! grep -qE '<script|<link|<img|url\(|href="[^#]' all.html || fail "the page is not self-contained"
	! grep -q '{{' all.html || fail "a template's tag is left"
	for file in common $VIOLATION; do
		sed -n '/^tests:/,$d; s/^  - id: \([a-z0-9.-]*\)$/\1/p' "$ROOT/rules/douyin/$file.yaml"
	done >"$SCRATCH/ids"
	[ "$(wc -l <"$SCRATCH/ids")" -gt 50 ] || fail "no ids found"
	sed -n 's/.*>\([a-z0-9.-]*\)<\/h4>.*/\1/p' all.html | sort -u >"$SCRATCH/shown"
	sort -u "$SCRATCH/ids" | comm -23 - "$SCRATCH/shown" >"$SCRATCH/missing"
	[ ! -s "$SCRATCH/missing" ] || fail "no text $(cat "$SCRATCH/missing")"
	grep -qF ">measures.rules-training.planned</h4>" all.html || fail "no sentence of a measure"
	grep -qF ">grounds.purchase.date</h4>" all.html || fail "no clause"
}

test_sheet_of_one_violation() {
	run sheet $VIOLATION -o sheet.html
	expect_status 0
	expect_content "$ERR" "shensu: page saved to sheet.html
"
	well_formed sheet.html
	[ "$(grep -c '<h2' sheet.html)" -eq 1 ] || fail "another violation"
	grep -q '<html lang="en">' sheet.html || fail "the language is not named"
	grep -q 'lang="zh-CN"' sheet.html || fail "no Chinese"
	run sheet $VIOLATION -o sheet.html
	expect_error file-exists --force
	LC_ALL=zh_CN.UTF-8 run sheet 售假 -o sheet.html --force
	expect_status 0
	well_formed sheet.html
	grep -q '<html lang="zh-CN">' sheet.html || fail "not in Chinese"
	grep -q '条件：.*对认定的态度为“不认可”' sheet.html || fail "no condition in words"
	run sheet counterfeit
	expect_error unknown-violation
	expect_files sheet.html
}

test_sheet_conditions_in_words() {
	mkdir pack
	for name in profile common plain; do
		cp "$ROOT/tests/diagnostics/rules/$name.yaml" pack
	done
	cat >>pack/plain.yaml <<'END'
  - id: words
    slot: notes
    when: {stance: [deny, admit], told: no, effects: fine, orders: answered, reason: none, not: {any: [{cause: staff}, {measures.training: done}]}}
    text: {zh-CN: 甲, en: A}
    advice: ["1.1"]
END
	run sheet --rules pack
	expect_status 0
	well_formed "$OUT"
	for words in 'Condition: Position?: “Wrong” or “Right”; Told?: no; Effects? include “Fine”; orders: answered; reason to tick: none fits; not (Cause?: “Staff” or “trained on …”: done)' \
		'Condition: “day sent lies within period”: it is so; Waybill: at hand' \
		'See <mark>Waybill</mark>.' 'only if: Position?: “Wrong”'; do
		grep -qF "$words" "$OUT" || fail "expected: $words"
	done
}

test_sheet_escapes_hostile_rules() {
	mkdir pack
	for name in profile common plain; do
		sed "/^    short:/d; s/甲店/x/; s/自拟/<script>alert(1)<\\/script>\\&\"'/; s/运单/<b onclick='x'>\"\\&amp;/g; s/已告知/<\\/td><\\/table>/; s/天气/\"><img src=x>/g" \
			"$ROOT/tests/diagnostics/rules/$name.yaml" >pack/$name.yaml
	done
	sed -i "s|{title: .*}|{title: '<script>alert(1)</script>\\&\"', url: 'javascript:alert(1)', checked: 2026-08-22, confirmed: no}|" pack/profile.yaml
	sed -i "s|zh-CN: \"<b[^,]*,|zh-CN: '<b onclick=x>\\&amp;{{evidence.waybill}}',|; s|zh-CN: <b[^,]*,|zh-CN: '<b onclick=x>\\&amp;',|; s|zh-CN: \"><img src=x>原因,|zh-CN: '\"><img src=x>',|; s|zh-CN: \"><img src=x>,|zh-CN: '\"><img src=x>',|" pack/plain.yaml
	run sheet --rules pack
	expect_status 0
	well_formed "$OUT"
	for words in '&lt;script&gt;alert(1)' '&lt;b onclick=x&gt;&amp;amp;' '&lt;/td&gt;&lt;/table&gt;' '&quot;&gt;&lt;img src=x&gt;'; do
		grep -qF "$words" "$OUT" || fail "expected: $words"
	done
	! grep -qE '<script|<img|<b ' "$OUT" || fail "not escaped"
}
