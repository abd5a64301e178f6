#!/bin/sh
# The Debian packages that a group of targets needs.
#	packages.sh check GROUP...     names those that are missing and fails
#	packages.sh install GROUP...   installs them, and nothing else
# CC and CPPFLAGS of the environment say which compiler is asked for headers.
set -u

# group, what shows that the package is there (a header or a command), package
table='
build stdio.h       libc6-dev
build yaml.h        libyaml-dev
build utf8proc.h    libutf8proc-dev
tests cmocka.h      libcmocka-dev
tests jansson.h     libjansson-dev
tools valgrind      valgrind
tools clang         clang
tools clang-format  clang-format
tools clang-tidy    clang-tidy
tools cppcheck      cppcheck
tools npm           npm
'
cc=${CC:-cc}

there() {
	case $1 in
	*.h) echo "#include <$1>" | $cc ${CPPFLAGS-} -E - >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

missing() {
	command -v "${cc%% *}" >/dev/null || echo gcc
	echo "$table" | while read -r group probe package; do
		case " $* " in
		*" $group "*) there "$probe" || echo "$package" ;;
		esac
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

action=$1
shift
packages=$(missing "$@" | tr '\n' ' ')
if [ -z "$packages" ]; then
	[ "$action" = check ] || echo "nothing to install: all packages are there"
	exit 0
fi
if [ "$action" = check ]; then
	echo "missing Debian packages: $packages- to install them: make deps" >&2
	exit 1
fi
echo "installing: $packages"
if ! command -v apt-get >/dev/null; then
	echo "there is no apt-get here: install them by hand" >&2
	exit 1
fi
as_root apt-get update -q &&
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -qy --no-install-recommends $packages </dev/null
