# Until when: to the second, by days, hours and working days.

# expect_until WANTED FROM WORD...: what standard error says of a notice that
# arrived at FROM.
expect_until() {
	wanted=$1 from=$2
	shift 2
	run draft $VIOLATION -a stance=deny -a circumstance=platform-misjudgment -a notice_received_at="$from" -o /dev/null --no-input "$@"
	expect_drafted
	got=$(sed -n 's/^until //p' "$ERR")
	[ "$got" = "$wanted" ] || fail "until: expected '$wanted', got '$got'"
}

# Rules whose first deadline is of five working days.
spot_check_rules() {
	run export my
	expect_status 0
	sed -i 's/^deadline:/&\n  - {value: 5, unit: working-day, from: notice_received_at, when: {occasion: first-appeal}, source: DY-QC}/' my/rules/douyin/profile.yaml
}

test_deadline_counts_to_the_second() {
	expect_until '2026-11-25 12:59:59, 5 d 0 h left' 2026-11-18T13:00 --now 2026-11-20T13:00
	expect_until '2026-11-25 12:59:59, 23 h 59 min left' 2026-11-18T13:00 --now 2026-11-24T13:00:01
	expect_until '2026-11-25 12:59:59, 0 h 0 min left' 2026-11-18T13:00 --now 2026-11-25T12:59:59
	! grep -q 'time to submit is over' "$ERR" || fail "the last second is late"
	expect_until '2026-11-25 12:59:59' 2026-11-18T13:00 --now 2026-11-25T13:00:00
	grep -q 'time to submit is over' "$ERR" || fail "a late appeal is not told"
}

test_deadline_of_a_supplement() {
	expect_until '2026-11-22 09:29:59, 2 d 0 h left' 2026-11-10T13:00 --now 2026-11-20T09:30 \
		-a occasion=supplement -a supplement_asked_at=2026-11-19T09:30
	expect_until '… (unknown: time of the request for more papers?)' 2026-11-10T13:00 --now 2026-11-20T09:30 -a occasion=supplement
	expect_until '… (no general time limit)' 2026-11-10T13:00 --now 2026-11-20T09:30 -a occasion=explanation
}

test_deadline_in_working_days() {
	spot_check_rules
	# A Friday: Saturday and Sunday do not count.
	expect_until '2026-11-27 13:59:59, 7 d 0 h left' 2026-11-20T14:00 --now 2026-11-20T14:00 --rules my/rules/douyin
	# A Saturday counts as the end of the Friday.
	expect_until '2026-11-27 23:59:59, 6 d 10 h left' 2026-11-21T14:00 --now 2026-11-21T14:00 --rules my/rules/douyin
	run draft $VIOLATION -a stance=deny -a circumstance=platform-misjudgment -a notice_received_at=2026-11-20T14:00 \
		--now 2026-11-20T14:00 --rules my/rules/douyin -o - --notes notes.txt --no-input
	grep -q 'public holidays are not known here\|法定节假日与调休未计入' notes.txt || fail "unknown holidays are not told"
}

test_deadline_with_a_calendar() {
	spot_check_rules
	cat >my/rules/douyin/calendar.yaml <<-END
		format: 1
		calendar: douyin
		source: own
		covers: 2026-09-01/2026-10-31
		holidays: [2026-10-01/2026-10-07]
		workdays: [2026-10-10]
	END
	# Wednesday; then seven days off, Thursday, Friday, the worked Saturday, Monday, Tuesday.
	expect_until '2026-10-13 08:59:59, 12 d 0 h left' 2026-09-30T09:00 --now 2026-10-01T09:00 --rules my/rules/douyin
	run draft $VIOLATION -a stance=deny -a circumstance=platform-misjudgment -a notice_received_at=2026-09-30T09:00 \
		--now 2026-10-01T09:00 --rules my/rules/douyin -o - --notes notes.txt --no-input
	! grep -q 'not known here\|法定节假日与调休未计入' notes.txt || fail "the calendar is not used"
	run verify my/rules
	expect_status 0
	sed -i 's/2026-10-10/2026-13-10/' my/rules/douyin/calendar.yaml
	run draft -f "$CASE" --now $NOW --rules my/rules/douyin -o -
	expect_error bad-value calendar.yaml:6
}
