# Shensu.  "make help" lists the targets.  Everything that is made goes under build/.
#
#	VARIANT=release|debug|san   how it is compiled; objects live in $(BUILD)/$(VARIANT)/
#	BUILD=build                 another folder for all that is made
#	PREFIX, DESTDIR             where "install" puts things
#	STATIC=no                   link with shared libraries (where libyaml.a is missing)
#	WERROR=1                    warnings are errors (used by .ci/run)
#	V=1                         show the commands
#	CC, CFLAGS, CPPFLAGS, LDFLAGS as usual; a change rebuilds

VARIANT ?= release
BUILD ?= build
PREFIX ?= /usr/local
STATIC ?= yes

ifeq ($(filter release debug san,$(VARIANT)),)
$(error VARIANT is release, debug or san, not "$(VARIANT)")
endif
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all deps needs demo check suites mutations layers golden schema bench valgrind run-suites install uninstall fmt tidy clean help FORCE

B := $(BUILD)/$(VARIANT)
Q := $(if $(V),,@)
say = @printf '  %-6s %s\n' $1 '$2'

all: $(B)/shensu ## build the program (the default): build/release/shensu

# -- flags ------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla $(if $(WERROR),-Werror)
compile.release := -O2 -ffunction-sections -fdata-sections -D_FORTIFY_SOURCE=2 -fstack-protector-strong
compile.debug   := -O0 -g3
compile.san     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
link.release    := -Wl,--gc-sections -Wl,-z,relro,-z,now -s $(if $(filter yes,$(STATIC)),-static)
link.debug      :=
link.san        := -fsanitize=address,undefined

COMPILE = $(CC) -std=c11 $(WARNINGS) $(compile.$(VARIANT)) -Isrc $(CPPFLAGS) $(CFLAGS) -MMD -MP
LINK = $(CC) $(link.$(VARIANT)) $(CFLAGS) $(LDFLAGS)

# -- files ------------------------------------------------------------------

library_c := $(wildcard src/base/*.c src/data/*.c src/core/*.c src/render/*.c src/proof/*.c src/shensu.c)
program_c := $(wildcard src/cli/*.c)
tests_c   := $(wildcard tests/unit/test_*.c)
support_c := $(filter-out $(tests_c),$(wildcard tests/unit/*.c))
bench_c   := $(wildcard tests/bench/*.c)
embedded  := $(wildcard rules/* rules/*/* templates/*)

objects = $(patsubst %.c,$(B)/%.o,$1)
tests := $(patsubst tests/unit/%.c,$(B)/%,$(tests_c))

# Their content changes only when what they hold does: the commands, and the names of the files.
quote = '$(subst ','\'',$1)'
$(B)/flags: content = $(COMPILE) $(LINK)
$(B)/names: content = $(library_c) $(program_c) $(support_c) $(embedded)
$(B)/flags $(B)/names: FORCE | needs
	@mkdir -p $(@D)
	@echo $(call quote,$(content)) | cmp -s - $@ || echo $(call quote,$(content)) > $@

# -- building ---------------------------------------------------------------

$(B)/%.o: %.c $(B)/flags | needs
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c $< -o $@

$(B)/libshensu.a: $(call objects,$(library_c)) $(B)/names
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(B)/embed: $(call objects,src/tool/embed.c) $(B)/libshensu.a
	$(call say,LINK,$@)
	$(Q)$(LINK) $(filter %.o %.a,$^) -lyaml -o $@

$(B)/schema: $(call objects,src/tool/schema.c)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(filter %.o,$^) -o $@

# Stops here, with the place and the reason, when a rule or a template is broken.
$(B)/builtin.c: $(B)/embed $(embedded) $(B)/names
	$(call say,EMBED,rules templates)
	$(Q)$(B)/embed rules/douyin templates $@

$(B)/builtin.o: $(B)/builtin.c $(B)/flags
	$(call say,CC,$<)
	$(Q)$(COMPILE) -c $< -o $@

$(B)/shensu: $(call objects,$(program_c)) $(B)/builtin.o $(B)/libshensu.a $(B)/names
	$(call say,LINK,$@)
	$(Q)$(LINK) $(filter %.o %.a,$^) -lyaml -lutf8proc -o $@

$(B)/libsupport.a: $(call objects,$(support_c)) $(B)/names
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

# Private, so that it does not reach the objects' flags.
$(tests): private link.release := $(filter-out -static,$(link.release))
$(tests): $(B)/%: $(B)/tests/unit/%.o $(B)/libsupport.a $(B)/builtin.o $(B)/libshensu.a
	$(call say,LINK,$@)
	$(Q)$(LINK) $(filter %.o %.a,$^) -lyaml -lcmocka -ljansson -o $@

$(patsubst tests/bench/%.c,$(B)/bench/%,$(bench_c)): $(B)/bench/%: $(B)/tests/bench/%.o
	@mkdir -p $(@D)
	$(Q)$(LINK) $< -o $@

.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

# -- packages ---------------------------------------------------------------

packages = @CC=$(call quote,$(CC)) CPPFLAGS=$(call quote,$(CPPFLAGS)) src/tool/packages.sh
for_tests := $(filter check mutations suites run-suites golden valgrind tidy,$(MAKECMDGOALS))

# Runs before all else: "make clean deps check" does these in this order.
needs: $(filter deps clean,$(MAKECMDGOALS))
	$(packages) check build $(if $(for_tests),tests)

deps: ## install the Debian packages that are missing (TOOLS=1: also those of fmt, tidy, valgrind)
	$(packages) install build tests $(if $(TOOLS),tools)

# -- trying -----------------------------------------------------------------

D := $(BUILD)/demo
CASE := tests/cases/counterfeit-goods-good/case.yaml
demo_line = draft -f $(CASE) -o $(D)/appeal.txt --form $(D)/form.txt --notes $(D)/notes.txt --now 2026-11-20T09:00 --force
demo: $(B)/shensu ## draft a letter from a finished case, show it, and say where it is
	@mkdir -p $(D)
	@echo '$$ $< $(demo_line)'; echo
	@$< $(demo_line) 2>$(D)/summary.txt || [ $$? = 1 ] || { cat $(D)/summary.txt; exit 1; }
	@cat $(D)/appeal.txt; echo; cat $(D)/summary.txt
	@printf '\nthe letter:                  %s\ntext for the platform'"'"'s box: %s\nnotes for you alone:         %s\n' \
		$(D)/appeal.txt $(D)/form.txt $(D)/notes.txt

# -- testing ----------------------------------------------------------------

suite = @tests/suite.sh $(B)/log $1
units := $(patsubst $(B)/%,suite-%,$(tests))

# The command line is tried on the program as it is shipped: its tests start it a thousand times.
check: all $(filter golden,$(MAKECMDGOALS)) ## all quick tests, under the sanitizers; the last line of each suite is shown
	@$(MAKE) --no-print-directory VARIANT=san CLI=$(B)/shensu suites

suites: needs ## all quick tests of one VARIANT (RUN=… wraps each program, as "make valgrind" does)
	@rm -rf $(B)/log
	@$(MAKE) --no-print-directory --keep-going run-suites; status=$$?; tests/total.sh $(B)/log; exit $$status
# Brute force tries the same code a million times: slow when wrapped, and no wiser.
run-suites: $(if $(RUN),$(filter-out suite-test_cuts suite-test_shipped,$(units)),suite-cli suite-mutations $(units)) \
	suite-program suite-rules suite-layers suite-documents # the longest first
$(units): suite-%: $(B)/%
	$(call suite,$*) $(RUN) $<
suite-program: $(or $(CLI),$(B)/shensu)
	$(call suite,program) tests/program.sh $< $(RUN)
suite-cli: $(or $(CLI),$(B)/shensu)
	$(call suite,cli) tests/cli/run.sh $<
suite-mutations: $(or $(CLI),$(B)/shensu)
	$(call suite,mutations) tests/mutations.sh $< quick
suite-rules: $(B)/shensu
	$(call suite,rules) $(RUN) $< test rules
suite-layers:
	$(call suite,layers) tests/layers.sh
suite-documents: $(B)/schema
	$(call suite,documents) tests/documents.sh $<

mutations: $(B)/shensu $(B)/test_cuts ## break the shipped rules in every way of tests/mutations.txt; verify must name each
	@CUTS=$(B)/test_cuts tests/mutations.sh $<

layers: ## check that includes only point down
	@tests/layers.sh

golden: $(B)/test_cases ## rewrite the expected files of tests/cases; review them with git diff
	@$< --accept

schema: $(B)/schema ## rewrite the editor schemas of the rule files (rules/schema)
	@$< rules/schema

valgrind: ## the unit tests, and the program on every case, under valgrind (slow)
	@$(MAKE) --no-print-directory VARIANT=debug suites \
		RUN='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite'

bench: $(B)/shensu $(B)/bench/bench $(B)/bench/nothing $(B)/bench/save ## speed, as ratios to the least a program can do
	@$(B)/bench/bench $(B) $(CASE)

# -- installing -------------------------------------------------------------

bin = $(DESTDIR)$(PREFIX)/bin
doc = $(DESTDIR)$(PREFIX)/share/doc/shensu
documents := $(wildcard README.md README.zh-CN.md CHANGELOG.md LICENSE doc/*)

install: $(B)/shensu ## install the program and its documents (PREFIX, DESTDIR)
	install -d $(bin) $(doc)
	install -m 755 $< $(bin)/shensu
	install -m 644 $(documents) $(doc)

uninstall: ## remove what install put there
	rm -f $(bin)/shensu
	rm -rf $(doc)

# -- care -------------------------------------------------------------------

sources_all := $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch])

fmt: ## format the C files
	clang-format -i $(sources_all)

tidy: needs ## point at suspicious code, with clang-tidy and cppcheck where installed (slow)
	@command -v clang-tidy >/dev/null || echo 'clang-tidy is not installed'
	@! command -v clang-tidy >/dev/null || printf '%s\n' $(filter %.c,$(sources_all)) | \
		xargs -P $$(nproc) -I{} clang-tidy --quiet {} -- -std=c11 -Isrc 2>/dev/null
	@command -v cppcheck >/dev/null || echo 'cppcheck is not installed'
	@! command -v cppcheck >/dev/null || cppcheck --quiet --std=c11 --enable=warning,portability -Isrc src \
		--suppress=missingIncludeSystem --suppress=nullPointerRedundantCheck --suppress=ctuuninitvar

clean: ## remove all that was made
	rm -rf $(BUILD)

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.* ## /\1	/p' $(MAKEFILE_LIST) | expand -t 12
