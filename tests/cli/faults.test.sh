# Saving while system calls fail or the program is killed, one call after the
# other, by strace.  The invariant: old files whole, or new files whole.

CALLS='?access ?faccessat ?faccessat2 openat write fsync dup close linkat ?rename ?renameat renameat2 ?unlink unlinkat'
NAMES='a.txt form.txt notes.txt'
# The quick run tries every fifth call of a kind; SHENSU_TEST_ALL tries all.
STRIDE=${SHENSU_TEST_ALL:+1}
STRIDE=${STRIDE:-5}

need_strace() {
	need strace
	strace -o /dev/null -e inject=fsync:signal=KILL:when=9 true 2>/dev/null || skip "strace cannot inject"
	# Whole new files, to compare with.
	mkdir "$SCRATCH/new"
	draft -o "$SCRATCH/new/a.txt" --form "$SCRATCH/new/form.txt" --notes "$SCRATCH/new/notes.txt"
	expect_drafted
}

# traced STRACE-WORD... : saves three outputs under strace.
traced() {
	status=0
	strace -o "$SCRATCH/trace" "$@" "$PROGRAM" draft $VIOLATION -f "$CASE" --now $NOW \
		-o a.txt --form form.txt --notes notes.txt $FORCE >"$OUT" 2>"$ERR" || status=$?
}

start() {
	rm -f -- * .shensu-*
	FORCE=
	[ "$1" = old ] || return 0
	FORCE=--force
	for name in $NAMES; do echo old >$name; done
}

# Each file: as it was before, or new and whole.
expect_whole() {
	for name in $NAMES; do
		if cmp -s "$SCRATCH/new/$name" $name; then continue; fi
		if [ "$1" = new ]; then
			[ ! -e $name ] || fail "$2: $name is not whole"
		else
			[ "$(cat $name)" = old ] || fail "$2: $name is not whole"
		fi
	done
}

# None has changed.
expect_untouched() {
	for name in $NAMES; do
		if [ "$1" = new ]; then
			[ ! -e $name ] || fail "$2: $name was written"
		else
			[ "$(cat $name)" = old ] || fail "$2: $name was changed"
		fi
	done
}

expect_no_temporary() {
	[ -z "$(ls -A | grep '^\.shensu-')" ] || fail "$1: a temporary was left"
}

# kill_at_each new|old CALL STRACE-WORD...: once before each call of this kind.
kill_at_each() {
	kind=$1 call=$2 n=1
	shift 2
	while :; do
		start $kind
		traced -e trace=$call -e inject="$call:signal=KILL:when=$n" "$@"
		[ $status -gt 128 ] || break
		expect_whole $kind "$kind, killed at $call number $n"
		[ $kind = old ] || [ $# -gt 0 ] || expect_no_temporary "killed at $call number $n"
		n=$((n + STRIDE)) killed=$((killed + 1))
		[ $n -lt 500 ] || fail "no end"
	done
	expect_drafted
}

# kill_everywhere new|old STRACE-WORD...
kill_everywhere() {
	killed=0 how=$1
	shift
	for each in $CALLS; do kill_at_each $how "$each" "$@"; done
	[ $((killed * STRIDE)) -gt 20 ] || fail "killed only $killed times"
}

test_killed_while_writing_new_files() {
	need_strace
	kill_everywhere new
}

test_killed_while_replacing_files() {
	need_strace
	kill_everywhere old
}

# Without /proc there are no nameless files: as on file systems without them.
test_killed_with_named_temporaries() {
	need_strace
	hide='inject=?access,?faccessat,?faccessat2:error=ENOENT'
	CALLS='openat write fsync dup close linkat ?rename ?renameat renameat2 ?unlink unlinkat'
	kill_everywhere new -e $hide
	kill_everywhere old -e $hide
}

# fail_everywhere new|old CALL ERROR STRACE-WORD...: status 2 and nothing
# changed, or the error did not matter and everything is there.
fail_everywhere() {
	kind=$1 call=$2 error=$3 n=1
	shift 3
	while :; do
		start $kind
		traced -e trace=all -e inject="$call:error=$error:when=$n" "$@"
		grep -q '(INJECTED)' "$SCRATCH/trace" || break
		what="$kind, $call number $n fails with $error"
		if [ $status -gt 1 ] && ! grep -q not-durable "$ERR"; then
			expect_untouched $kind "$what"
		else
			for name in $NAMES; do expect_same "$SCRATCH/new/$name" $name; done
		fi
		expect_no_temporary "$what"
		n=$((n + STRIDE))
		[ $n -lt 500 ] || fail "no end"
	done
	expect_drafted
}

test_failing_calls() {
	need_strace
	for kind in new old; do
		fail_everywhere $kind write ENOSPC
		fail_everywhere $kind fsync EIO
		fail_everywhere $kind linkat EPERM
		fail_everywhere $kind openat EACCES
		fail_everywhere $kind '?rename,?renameat' EPERM
		fail_everywhere $kind renameat2 EINVAL
		fail_everywhere $kind close EIO
	done
}

test_failing_calls_with_named_temporaries() {
	need_strace
	hide='inject=?access,?faccessat,?faccessat2:error=ENOENT'
	for kind in new old; do
		for call in write fsync openat '?rename,?renameat' renameat2; do
			n=1
			while [ $n -le 40 ]; do
				start $kind
				traced -e trace=all -e $hide -e inject="$call:error=EIO:when=$n"
				grep -q 'EIO.*(INJECTED)' "$SCRATCH/trace" || break
				what="$kind, $call number $n"
				if [ $status -gt 1 ] && ! grep -q not-durable "$ERR"; then
					expect_untouched $kind "$what"
				else
					for name in $NAMES; do expect_same "$SCRATCH/new/$name" $name; done
				fi
				expect_no_temporary "$what"
				n=$((n + STRIDE))
			done
		done
	done
}

# A file system that can neither make nameless files nor rename without
# replacing: names are claimed first, and no file is ever replaced.
test_poor_file_system() {
	need_strace
	poor='-e inject=?access,?faccessat,?faccessat2:error=ENOENT -e inject=renameat2:error=EINVAL'
	for kind in new old; do
		start $kind
		traced $poor
		expect_drafted
		for name in $NAMES; do expect_same "$SCRATCH/new/$name" $name; done
		expect_no_temporary poor
	done
	start old
	FORCE=
	traced $poor
	expect_status 2
	expect_untouched old poor
}

# Every byte is on the disk before the first name appears; then the names are.
test_order_of_calls() {
	need_strace
	start new
	traced -e trace=fsync,linkat,?rename,?renameat,renameat2
	sed -n 's/^\([a-z0-9]*\)(.*/\1/p' "$SCRATCH/trace" | tr '\n' ' ' >"$SCRATCH/order"
	expect_content "$SCRATCH/order" "fsync fsync fsync linkat linkat linkat fsync fsync fsync "
}

# Another program takes the name between the look and the link.
test_name_taken_at_the_last_moment() {
	need_strace
	start new
	traced -e trace=linkat -e inject=linkat:error=EEXIST:when=3
	expect_status 2
	expect_said file-exists
	expect_untouched new "name taken"
	expect_no_temporary "name taken"
}

expect_said() {
	grep -qF "[$1]" "$ERR" || fail "expected [$1]"
}

test_folder_that_cannot_be_synced() {
	need_strace
	start new
	traced -e trace=fsync -e inject=fsync:error=EIO:when=4
	expect_status 2
	expect_said not-durable
	for name in $NAMES; do expect_same "$SCRATCH/new/$name" $name; done
	start new
	traced -e trace=fsync -e inject=fsync:error=EINVAL:when=4+
	expect_drafted
}
