#!/bin/sh
# Includes point down only; a file may include its own folder.
# The lists are the layers below each folder, written from src/.
set -u
cd "$(dirname "$0")/../src" || exit 2

allowed() {
	case $1 in
	base) echo 'base' ;;
	data) echo 'base data' ;;
	core) echo 'base data core' ;;
	render) echo 'base data core render' ;;
	proof) echo 'base data core render proof' ;;
	shensu.* | builtin.*) echo 'base data core render proof shensu.h builtin.h' ;;
	tool) echo 'base data core render proof shensu.h' ;;
	cli) echo 'cli shensu.h' ;;
	esac
}

includes() {
	grep -rnE '^[[:blank:]]*#[[:blank:]]*include' --include='*.[ch]' --include='*.def' . | sed 's|^\./||'
}

# FILE:LINE:#include "layer/header" -> file:line layer header
quoted() {
	includes | sed -n 's|^\([^:]*:[0-9]*\):.*"\([^"]*\)".*|\1 \2|p'
}

points_up() {
	quoted | while read -r place header; do
		layer=${place%%/*}
		[ "$layer" != "$place" ] || layer=${place%%:*}
		case " $(allowed "$layer") " in
		*" ${header%%/*} "*) ;;
		*) echo "src/$place: $layer must not include \"$header\"" ;;
		esac
	done
}

# only HEADER PLACES: no file beyond the pattern includes the system header.
only() {
	includes | grep "<$1>" | grep -vE "^$2" | sed "s|\(.*:[0-9]*\):.*|src/\1: <$1> belongs to src/$2 only|"
}

# The library reads no file, clock or locale and prints nothing.
pure() {
	includes | grep -vE '^(cli|tool)/' | grep -E '<(stdio|time|locale|setjmp|signal|unistd|fcntl|errno|sys/.*)\.h>' |
		sed 's|\(.*:[0-9]*\):\(.*\)|src/\1: the library must not need this:\2|'
}

found=$(points_up; only yaml.h data/yaml.c; only utf8proc.h cli/; pure)
if [ -n "$found" ] || [ "$(quoted | wc -l)" -eq 0 ]; then
	echo "$found"
	echo "0 passed, 1 failed"
	exit 1
fi
echo "1 passed, 0 failed"
