# What a mistake in the rules looks like: the whole of standard error, with the
# caret under Chinese text, in both languages.

# The small pack with one fixture: pack_of NAME
pack_of() {
	mkdir pack
	for file in profile common "$1"; do
		cp "$ROOT/tests/diagnostics/rules/$file.yaml" pack
	done
}

test_caret_stands_under_chinese_text() {
	pack_of unknown-name-near.block
	run violations --rules pack
	expect_status 2
	expect_same "$ROOT/tests/diagnostics/caret.en.txt" "$ERR"
	LC_ALL=zh_CN.UTF-8 run violations --rules pack
	expect_status 2
	expect_same "$ROOT/tests/diagnostics/caret.zh-CN.txt" "$ERR"
}
