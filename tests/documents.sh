#!/bin/sh
# What is written down twice stays the same: documents.sh SCHEMA_TOOL
# The schemas are what the table of fields gives; the letter that a README
# shows is the one that its command drafts.
set -u
cd "$(dirname "$0")/.." || exit 2
schema=$1
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

result() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok - $2"
	else
		failed=$((failed + 1))
		echo "not ok - $2: $3"
	fi
}

# holds FILE PART: the lines of PART stand in FILE, in order and together.
holds() {
	awk -v n="$(wc -l <"$2")" 'NR == FNR { part[NR] = $0; next }
		{ line[FNR] = $0 }
		END { for (i = 0; i + n <= FNR; i++) { k = 1; while (k <= n && line[i + k] == part[k]) k++; if (k > n) exit 0 } exit 1 }' \
		"$2" "$1"
}

"$schema" "$out"
for name in profile common wording violation; do
	cmp "$out/$name.json" "rules/schema/$name.json"
	result $? "schema $name" "run make schema"
done
holds README.zh-CN.md tests/cases/counterfeit-goods-good/letter.zh-CN.txt
result $? "README.zh-CN.md" "its letter is not that of make demo"
holds README.md tests/cases/counterfeit-goods-good/letter.en.txt
result $? "README.md" "its letter is not that of make demo with --lang en"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
