# Files that are missing, too large or no files at all.

test_missing_file() {
	run draft $VIOLATION -f nothing.yaml
	expect_error cannot-read "'nothing.yaml'" "no such file"
	run draft $VIOLATION -f "$CASE/below-a-file"
	expect_error cannot-read "not a folder"
	run explain $VIOLATION -f nothing.yaml
	expect_error cannot-read "'nothing.yaml'"
	expect_files
}

test_unreadable_file() {
	cp "$CASE" secret.yaml
	chmod 0 secret.yaml
	[ ! -r secret.yaml ] || skip "root reads everything"
	run draft $VIOLATION -f secret.yaml
	expect_error cannot-read "no permission"
}

test_name_that_steers_the_terminal() {
	run draft $VIOLATION -f "$(printf 'a\033[31m\nb\342\200\256')"
	expect_error cannot-read '\x1b[31m\x0ab\u202e'
}

test_folder_as_file() {
	mkdir folder.yaml
	run draft $VIOLATION -f folder.yaml
	expect_error not-a-file "'folder.yaml'" "folder"
}

test_device_as_file() {
	run draft $VIOLATION -f /dev/zero
	expect_error not-a-file "'/dev/zero'"
}

test_fifo_as_file() {
	mkfifo pipe.yaml
	run draft $VIOLATION -f pipe.yaml
	expect_error not-a-file "'pipe.yaml'" "-f -"
}

test_large_file_is_not_read() {
	truncate -s 100M large.yaml
	run draft $VIOLATION -f large.yaml
	expect_error file-too-large "'large.yaml'" "1 MiB"
	[ "$(wc -l <"$ERR")" -eq 2 ] || fail "more than one message"
	if command -v strace >/dev/null; then
		strace -o "$SCRATCH/trace" -e trace=read -P large.yaml "$PROGRAM" draft $VIOLATION -f large.yaml 2>"$ERR"
		! grep -q '^read' "$SCRATCH/trace" || fail "it was read"
	fi
}

# The limit itself may be reached, and not be passed by a byte.
test_limit_is_exact() {
	cp "$CASE" case.yaml
	size=$(wc -c <case.yaml)
	echo >>case.yaml
	printf '#' >>case.yaml
	head -c $((1048576 - size - 2)) /dev/zero | tr '\0' ' ' >>case.yaml
	run draft $VIOLATION -f case.yaml --now $NOW -o a.txt
	expect_drafted
	printf ' ' >>case.yaml
	run draft $VIOLATION -f case.yaml --now $NOW -o b.txt
	expect_error file-too-large
	expect_files a.txt case.yaml
}

test_endless_standard_input() {
	status=0
	timeout 20 "$PROGRAM" draft $VIOLATION -f - >"$OUT" 2>"$ERR" </dev/zero || status=$?
	expect_error file-too-large "<stdin>"
}

test_standard_input() {
	draft -o a.txt
	for name in - /dev/stdin /dev/fd/0; do
		status=0
		cat "$CASE" | "$PROGRAM" draft $VIOLATION -f $name --now $NOW -o - >"$OUT" 2>"$ERR" || status=$?
		expect_drafted
		expect_same a.txt "$OUT"
	done
	"$PROGRAM" draft $VIOLATION -f /dev/fd/5 --now $NOW -o - 5<"$CASE" >"$OUT" 2>"$ERR" || status=$?
	expect_drafted
	expect_same a.txt "$OUT"
}

test_closed_standard_input() {
	status=0
	"$PROGRAM" draft $VIOLATION -f - >"$OUT" 2>"$ERR" <&- || status=$?
	expect_error cannot-read "<stdin>"
}

test_missing_rules() {
	run violations --rules nothing
	expect_error cannot-read "'nothing'"
	echo >file
	run violations --rules file
	expect_error cannot-read "'file'"
	mkdir -p empty/sub
	run violations --rules empty
	expect_error no-pack "'empty'" profile.yaml
	run draft $VIOLATION -f "$CASE" --templates nothing
	expect_error cannot-read "'nothing'"
}

test_rules_of_several_platforms() {
	run export mine
	expect_status 0
	cp -r mine/rules/douyin mine/rules/other
	run violations --rules mine/rules
	expect_error many-packs "mine/rules/douyin, mine/rules/other"
}

test_exported_rules_give_the_same_letter() {
	run export mine
	expect_status 0
	draft -o a.txt
	expect_drafted
	for rules in mine/rules mine/rules/ mine/rules/douyin mine/rules/douyin/; do
		draft --rules $rules --templates mine/templates -o -
		expect_drafted
		expect_same a.txt "$OUT"
		SHENSU_RULES=$rules draft -o -
		expect_drafted
		expect_same a.txt "$OUT"
	done
	SHENSU_RULES= draft -o -
	expect_same a.txt "$OUT"
	SHENSU_RULES=nothing draft --rules mine/rules -o -
	expect_same a.txt "$OUT"
	SHENSU_RULES=nothing run violations
	expect_error cannot-read "'nothing'"
}

test_rules_with_the_wrong_ending() {
	run export mine
	echo 'a: 1' >mine/rules/douyin/new.yml
	run violations --rules mine/rules
	expect_error yml-ending "'mine/rules/douyin/new.yml'"
}

test_hidden_files_are_no_rules() {
	run export mine
	echo 'BAD: [' >mine/rules/douyin/.swap.yaml
	ln -s nowhere mine/rules/douyin/broken.yaml
	run violations --rules mine/rules
	expect_status 0
}

test_too_many_and_too_large_rules() {
	run export mine
	truncate -s 2M mine/rules/douyin/big.yaml
	run violations --rules mine/rules
	expect_error file-too-large "'mine/rules/douyin/big.yaml'"
	rm mine/rules/douyin/big.yaml
	seq -f mine/rules/douyin/r%g.yaml 10001 | xargs touch
	run violations --rules mine/rules
	expect_error folder-too-large "'mine/rules/douyin'"
}

# Places are named by the path that the user typed.
test_place_in_rules() {
	run export mine
	printf '\nBAD: [\n' >mine/rules/douyin/zz.yaml
	for rules in mine/rules ./mine/rules/ mine/rules/douyin "$PWD/mine/rules"; do
		run violations --rules "$rules"
		expect_status 2
		grep -qE "^${rules%/}(/douyin)?/zz.yaml:[0-9]+:[0-9]+: error: .* \[[a-z-]+\]$" "$ERR" || fail "no place"
	done
	grep -qE '^ +[0-9]+ \| ' "$ERR" || fail "no source line"
	grep -qE '^ +\| +\^' "$ERR" || fail "no caret"
}

test_rules_cannot_steer_the_terminal() {
	run export mine
	printf 'BAD: \033[2J [\n' >mine/rules/douyin/zz.yaml
	LC_ALL=C run violations --rules mine/rules
	expect_status 2
	! grep -q "$(printf '\033')" "$ERR" || fail "a raw escape"
	[ -s "$ERR" ] || fail "no message"
}

# However long a line is, what is shown of it fits a terminal.
test_long_lines_are_cut() {
	run export mine
	{
		printf 'k: "'
		head -c 100000 /dev/zero | tr '\0' x
		printf '" BAD: [\n'
	} >mine/rules/douyin/zz.yaml
	run violations --rules mine/rules
	expect_status 2
	[ "$(head -c 20000 "$ERR" | awk '{ if (length($0) > n) n = length($0) } END { print n }')" -lt 300 ] ||
		fail "a long line"
	grep -q '…' "$ERR" || fail "no sign of a cut"
}
