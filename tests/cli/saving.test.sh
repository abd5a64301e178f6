# Files that are written: all or none, never over others by accident.

test_default_name() {
	draft
	expect_drafted
	expect_files appeal-$VIOLATION.txt
	grep -q "appeal-$VIOLATION.txt" "$ERR" || fail "not said where"
	[ ! -s "$OUT" ] || fail "standard output is not empty"
}

test_all_outputs() {
	draft -o a.txt --form form.txt --notes notes.txt
	expect_drafted
	expect_files a.txt form.txt notes.txt
	[ "$(tail -n 1 "$ERR")" = "shensu: letter saved to a.txt; form text saved to form.txt; notes saved to notes.txt" ] ||
		fail "last line"
	for name in a.txt form.txt notes.txt; do
		[ -s $name ] || fail "$name is empty"
		[ "$(stat -c %a $name)" = 600 ] || fail "$name: mode"
	done
}

test_standard_output() {
	draft -o a.txt
	draft -o -
	expect_drafted
	expect_same a.txt "$OUT"
	for name in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
		draft -o $name
		expect_same a.txt "$OUT"
	done
	echo before >b.txt
	"$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW -o /dev/stdout >>b.txt 2>"$ERR"
	{ echo before; cat a.txt; } >c.txt
	expect_same c.txt b.txt
}

test_nothing_is_replaced_without_force() {
	for name in a.txt form.txt notes.txt; do
		rm -f -- *
		echo mine >$name
		draft -o a.txt --form form.txt --notes notes.txt
		expect_error file-exists "'$name'" --force
		expect_files $name
		expect_content $name "mine
"
	done
}

test_force_replaces() {
	draft -o new.txt
	for name in a.txt form.txt notes.txt; do
		echo mine >$name
	done
	draft -o a.txt --form form.txt --notes notes.txt --force
	expect_drafted
	expect_same new.txt a.txt
	! grep -q '^mine$' form.txt notes.txt || fail "not replaced"
	expect_files a.txt form.txt new.txt notes.txt
}

test_force_without_an_old_file() {
	draft -o a.txt --force
	expect_drafted
	expect_files a.txt
}

test_same_path_twice() {
	mkdir folder
	ln -s folder link
	draft -o x --form x
	expect_error same-output "'x'"
	draft --form x --notes ./x
	expect_error same-output "'x'" "'./x'"
	draft -o folder/x --notes link/x --force
	expect_error same-output
	draft --form appeal-$VIOLATION.txt
	expect_error same-output
	draft -o - --form -
	expect_error same-output
	expect_files folder link
	echo old >x
	ln -s x y
	draft -o x --form y --force
	expect_error same-output
	expect_content x "old
"
}

test_standard_output_into_an_output() {
	status=0
	"$PROGRAM" draft $VIOLATION -f "$CASE" -o - --form f.txt --force >f.txt 2>"$ERR" || status=$?
	: >"$OUT"
	expect_error same-output "'-'" "'f.txt'"
	[ ! -s f.txt ] || fail "f.txt was written"
}

test_devices_may_be_shared() {
	"$PROGRAM" draft $VIOLATION -f "$CASE" -o - --form /dev/null >/dev/null 2>"$ERR" || status=$?
	[ "${status:-0}" -le 1 ] || fail "refused"
}

test_answers_are_never_replaced() {
	cp "$CASE" case.txt
	mkdir folder
	cp case.txt original
	ln case.txt hard
	ln -s case.txt soft
	for name in case.txt ./case.txt folder/../case.txt hard soft "$PWD/case.txt"; do
		for option in -o --form --notes; do
			run draft $VIOLATION -f case.txt $option $name --force
			expect_error output-is-input "'$name'"
		done
	done
	status=0
	"$PROGRAM" draft $VIOLATION -f - -o case.txt --force <case.txt >"$OUT" 2>"$ERR" || status=$?
	expect_error output-is-input
	expect_same original case.txt
}

test_missing_folder() {
	draft -o no/such/a.txt --form form.txt
	expect_error no-folder "'no/such/a.txt'" "mkdir -p 'no/such'"
	draft -o a.txt --notes no/notes.txt
	expect_error no-folder "'no/notes.txt'"
	expect_files
}

test_impossible_folders() {
	echo >file
	draft -o file/a.txt
	expect_error cannot-save "'file/a.txt'" "not a folder"
	draft -o a.txt --form /proc/sys/form.txt
	expect_status 2
	draft -o .
	expect_error cannot-save "folder"
	draft -o file/
	expect_error cannot-save
	mkdir folder
	draft -o folder --force
	expect_error cannot-save "folder"
	draft -o folder/ --force
	expect_error cannot-save "folder"
	draft -o "$(head -c 300 /dev/zero | tr '\0' x)"
	expect_error cannot-save "too long"
	expect_files file folder
}

test_read_only_folder() {
	mkdir folder
	chmod 500 folder
	[ ! -w folder ] || skip "root writes everywhere"
	draft -o folder/a.txt --form form.txt
	expect_error cannot-save "no permission"
	expect_files folder
}

test_links() {
	echo old >target.txt
	ln -s target.txt link.txt
	ln -s nowhere.txt dangling.txt
	ln -s loop.txt loop.txt
	draft -o new.txt
	for name in link.txt dangling.txt loop.txt; do
		draft -o $name
		expect_error file-exists "'$name'"
	done
	draft -o loop.txt --force
	expect_error cannot-save "'loop.txt'" "circle"
	draft -o link.txt --force
	expect_drafted
	[ -L link.txt ] || fail "the link was replaced"
	expect_same new.txt target.txt
	draft -o dangling.txt --force
	expect_drafted
	[ -L dangling.txt ] || fail "the link was replaced"
	expect_same new.txt nowhere.txt
}

test_hard_links_keep_the_old_text() {
	echo old >a.txt
	ln a.txt b.txt
	draft -o a.txt --force
	expect_drafted
	expect_content b.txt "old
"
}

test_special_files() {
	draft -o new.txt
	draft -o /dev/null
	expect_drafted
	[ -c /dev/null ] || fail "/dev/null was replaced"
	mkfifo pipe.txt
	cat pipe.txt >"$SCRATCH/got" &
	draft -o pipe.txt
	wait
	expect_drafted
	expect_same new.txt "$SCRATCH/got"
	[ -p pipe.txt ] || fail "the pipe was replaced"
	draft -o /dev/fd/7 7>seven.txt
	expect_same new.txt seven.txt
	draft -o /dev/fd/9
	expect_error cannot-save "'/dev/fd/9'"
}

test_full_standard_output() {
	for words in --help --version violations "questions $VIOLATION" \
		"draft $VIOLATION -f $CASE --now $NOW -o -" "explain $VIOLATION -f $CASE --now $NOW"; do
		status=0
		"$PROGRAM" $words >/dev/full 2>"$ERR" || status=$?
		: >"$OUT"
		expect_error cannot-print "standard output" "full"
	done
}

test_closed_standard_output() {
	for words in --help violations "draft $VIOLATION -f $CASE --now $NOW -o - --form form.txt"; do
		status=0
		"$PROGRAM" $words >&- 2>"$ERR" || status=$?
		: >"$OUT"
		expect_error cannot-print "closed"
	done
	# Nor may the letter land in the next file that is opened.
	status=0
	"$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW -o - --form form.txt >&- 2>"$ERR" <&- || status=$?
	expect_error cannot-print "closed"
	expect_files
	status=0
	"$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW -o a.txt >&- 2>&- <&- || status=$?
	expect_drafted
	draft -o b.txt
	expect_same b.txt a.txt
}

# The pipe's last reader is gone before the program starts.
test_reader_gone() {
	mkfifo pipe
	exec 3<>pipe 4>pipe 3>&-
	status=0
	"$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW -o - --form form.txt >&4 2>"$ERR" || status=$?
	: >"$OUT"
	expect_error cannot-print "reader has gone"
	expect_files pipe
}

test_full_device() {
	draft -o /dev/full --form form.txt
	expect_error cannot-save "'/dev/full'" "disk is full"
	expect_files
}

# The system's limit for the size of files stands for a full disk.
test_no_byte_fits() {
	for old in yes no; do
		rm -f -- *
		[ $old = no ] || for name in a.txt form.txt notes.txt; do echo old >$name; done
		ls -A >"$SCRATCH/before"
		{
			(
				ulimit -f 0
				exec "$PROGRAM" draft $VIOLATION -f "$CASE" -o a.txt --form form.txt --notes notes.txt --force
			)
			echo "status $?"
		} 2>&1 | cat >"$SCRATCH/log"
		ls -A >"$SCRATCH/after"
		expect_same "$SCRATCH/before" "$SCRATCH/after"
		[ $old = no ] || [ "$(cat a.txt form.txt notes.txt | tr -d '\n')" = oldoldold ] || fail "changed"
		cp "$SCRATCH/log" "$ERR"
		grep -q '^status 2$' "$ERR" || fail "exit status"
		grep -q 'cannot-save' "$ERR" || fail "message"
	done
}

# A disk with room for one page: the letter fits, the form text does not.
test_full_and_read_only_disk() {
	need unshare
	unshare -m mount -t tmpfs -o size=4k none . 2>/dev/null || skip "cannot mount"
	cat >"$SCRATCH/script" <<-'END'
		mount -t tmpfs -o size=4k none disk || exit 9
		"$@" -o disk/a.txt --form disk/form.txt 2>"$SCRATCH/full"
		echo $? >"$SCRATCH/status"
		ls -A disk >"$SCRATCH/left"
		mount -o remount,ro disk || exit 9
		"$@" -o disk/a.txt 2>"$SCRATCH/read-only"
		echo $? >>"$SCRATCH/status"
	END
	mkdir disk
	unshare -m sh "$SCRATCH/script" "$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW || fail "no disk"
	expect_content "$SCRATCH/status" "2
2
"
	expect_content "$SCRATCH/left" ""
	grep -q 'disk is full' "$SCRATCH/full" || fail "$(cat "$SCRATCH/full")"
	grep -q 'read-only' "$SCRATCH/read-only" || fail "$(cat "$SCRATCH/read-only")"
}

# Of many at once one wins, and its file is whole.
test_one_winner() {
	draft -o expected.txt
	for i in 1 2 3 4 5 6 7 8; do
		(
			s=0
			"$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW -o a.txt 2>/dev/null || s=$?
			echo $s >"$SCRATCH/status$i"
		) &
	done
	wait
	[ "$(cat "$SCRATCH"/status? | grep -vc 2)" -eq 1 ] || fail "winners: $(cat "$SCRATCH"/status? | tr '\n' ' ')"
	expect_same expected.txt a.txt
	expect_files a.txt expected.txt
}

test_export() {
	run export deep/er/mine
	expect_status 0
	[ -s deep/er/mine/rules/douyin/profile.yaml ] || fail "no profile"
	[ -d deep/er/mine/templates ] || fail "no templates"
	ls -RA >"$SCRATCH/first"
	grep -q shensu- "$SCRATCH/first" && fail "a temporary was left"
	echo mine >deep/er/mine/rules/douyin/profile.yaml
	run export deep/er/mine
	expect_error file-exists --force
	expect_content deep/er/mine/rules/douyin/profile.yaml "mine
"
	run export deep/er/mine --force
	expect_status 0
	[ "$(cat deep/er/mine/rules/douyin/profile.yaml)" != mine ] || fail "not replaced"
	ls -RA >"$SCRATCH/second"
	expect_same "$SCRATCH/first" "$SCRATCH/second"
}

# The one that exists comes last; nothing is written before it is found.
test_export_all_or_none() {
	run export whole
	last=$(cd whole && find . -type f | LC_ALL=C sort | tail -n 1)
	mkdir -p "mine/$(dirname "$last")"
	echo mine >"mine/$last"
	find mine >"$SCRATCH/before"
	run export mine
	expect_error file-exists
	find mine >"$SCRATCH/after"
	expect_same "$SCRATCH/before" "$SCRATCH/after"
	echo >file
	run export file
	expect_error cannot-make-folder "'file/rules'"
	run export file/below
	expect_error cannot-make-folder
	{
		(
			ulimit -f 0
			exec "$PROGRAM" export fresh/folder
		)
		echo "status $?"
	} 2>&1 | cat >"$SCRATCH/log"
	grep -q '^status 2$' "$SCRATCH/log" || fail "exit status"
	[ ! -e fresh ] || fail "folders were left"
}
