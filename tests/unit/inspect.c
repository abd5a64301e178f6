/* See inspect.h. */
#define _GNU_SOURCE /* memmem */
#include "inspect.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "core/value.h"

enum { ZH, EN };
enum { SENTENCE_MIN = 6, SENTENCES_MAX = 400, NUMBERS_MAX = 200, EXHIBITS_MAX = 64 };

static bool complain(struct finished *f, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(f->wrong, sizeof f->wrong, format, args);
	va_end(args);
	return false;
}

#define SHOW(s) (int)(s).n, (s).p

/* -- plain text ------------------------------------------------------------------------ */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static size_t letter_at(struct str s, size_t at)
{
	utf8_next(s, &at);
	return at;
}

static bool holds(struct str s, struct str part)
{
	return memmem(s.p, s.n, part.p, part.n) != NULL;
}

/* Bytes of `part` at `at`, Latin ones in any case. */
static bool stands_at(struct str s, size_t at, struct str part)
{
	if (part.n > s.n - at)
		return false;
	for (size_t i = 0; i < part.n; i++) {
		char a = s.p[at + i], b = part.p[i];
		if (a != b && !(is_letter(a) && is_letter(b) && (a | 32) == (b | 32)))
			return false;
	}
	return true;
}

/* -- blanks ------------------------------------------------------------------------------ */

/* ［label：＿＿＿］ and [label: ____] */
struct str inspect_blank(struct str text, uint32_t language, size_t from)
{
	struct str open = language == ZH ? STR("［") : STR("["),
	           end = language == ZH ? STR("：＿＿＿］") : STR(": ____]");
	const char *p = from < text.n ? memmem(text.p + from, text.n - from, end.p, end.n) : NULL;
	if (!p)
		return STR("");
	size_t to = (size_t)(p - text.p), at = to;
	while (at > from && !stands_at(text, at, open))
		at--;
	return str_sub(text, at + open.n, to);
}

static bool check_blanks(struct inspector *x, struct finished *f, struct str text, uint32_t language)
{
	struct str blank = inspect_blank(text, language, 0);
	x->met[MET_BLANKS] += blank.n > 0;
	if (f->complete && blank.n)
		return complain(f, "a complete case has the blank [%.*s]", SHOW(blank));
	if (holds(text, STR("{{")) || holds(text, STR("}}")))
		return complain(f, "a place was left open: {{");
	return true;
}

/* -- banned words -------------------------------------------------------------------------- */

struct word_list {
	struct str words[256];
	uint32_t n;
	struct str except[64];
	uint32_t n_except;
	uint64_t starts[64]; /* by the hash of the first letter: which words begin so */
};

static uint32_t start_of(struct str s, size_t at)
{
	uint32_t first = (unsigned char)(is_letter(s.p[at]) ? s.p[at] | 32 : s.p[at]);
	if (first < 0x80 || at + 2 >= s.n)
		return first & 4095;
	return ((unsigned char)s.p[at + 1] << 6 ^ (unsigned char)s.p[at + 2]) & 4095;
}

static void add_words(struct word_list *list, const struct node *words)
{
	for (const struct node *m = words ? words->first : NULL; m && list->n < 256; m = m->next) {
		uint32_t start = start_of(m->text, 0);
		list->words[list->n++] = m->text;
		list->starts[start / 64] |= (uint64_t)1 << start % 64;
	}
}

static const struct word_list *make_list(struct inspector *x, struct str stance, struct str tag)
{
	struct word_list *list = arena_new(x->arena, struct word_list);
	const struct node *banned = node_get(x->profile, STR("banned"));
	const struct node *except = node_get(node_get(banned, STR("except")), tag);
	add_words(list, node_get(node_get(banned, stance), tag));
	add_words(list, node_get(node_get(banned, STR("all")), tag));
	for (const struct node *m = except ? except->first : NULL; m && list->n_except < 64; m = m->next)
		list->except[list->n_except++] = m->text;
	return list;
}

/* English words count as whole ones: "fault" is not in "default". */
static bool is_word(struct str s, size_t at, struct str word)
{
	if (!stands_at(s, at, word))
		return false;
	bool before = at > 0 && is_letter(word.p[0]) && is_letter(s.p[at - 1]);
	bool after = at + word.n < s.n && is_letter(word.p[word.n - 1]) && is_letter(s.p[at + word.n]);
	return !before && !after;
}

/* Whether [at, to) lies within a standing of `part`. */
static bool is_within(struct str s, size_t at, size_t to, struct str part)
{
	size_t first = at + part.n > to ? at + 1 - (part.n - (to - at) + 1) : at;
	if (part.n < to - at)
		return false;
	if (at < part.n - (to - at))
		first = 0;
	for (size_t i = first; i <= at; i++)
		if (stands_at(s, i, part))
			return true;
	return false;
}

static bool is_line(const struct inspector *x, const struct pair *pair)
{
	uint32_t var = pack_var(&x->book->pack, x->violation, pair->key);
	const struct question *q = var == NO_ROW ? NULL : pack_question(&x->book->pack, var);
	return q && (q->type == TYPE_NAME || q->type == TYPE_CODE || q->type == TYPE_PROSE);
}

/* What the merchant typed, official names, and longer words that are harmless. */
static bool is_excused(const struct inspector *x, const struct finished *f, struct str s, size_t at,
                       size_t to, uint32_t language)
{
	const struct word_list *list = x->words[f->stance][language];
	const struct pack *pack = &x->book->pack;
	struct range reasons = x->violation->reasons;
	for (uint32_t i = 0; i < list->n_except; i++)
		if (is_within(s, at, to, list->except[i]))
			return true;
	for (uint32_t i = 0; i < f->n_typed; i++)
		if (is_line(x, &f->typed[i]) && is_within(s, at, to, f->typed[i].value))
			return true;
	for (uint32_t i = reasons.first; i < reasons.first + reasons.n; i++)
		if (is_within(s, at, to, pack_words(pack, pack->reasons[i].name, language)))
			return true;
	return is_within(s, at, to, pack_words(pack, x->violation->name, language));
}

static struct str word_at(const struct word_list *list, struct str s, size_t at)
{
	uint32_t start = start_of(s, at);
	if (list->starts[start / 64] & (uint64_t)1 << start % 64)
		for (uint32_t i = 0; i < list->n; i++)
			if (is_word(s, at, list->words[i]))
				return list->words[i];
	return STR("");
}

struct str inspect_word(const struct inspector *x, const struct finished *f, struct str text,
                        uint32_t language, size_t *at)
{
	while (*at < text.n) {
		size_t here = *at;
		struct str word = word_at(x->words[f->stance][language], text, here);
		*at = letter_at(text, here);
		if (word.n && !is_excused(x, f, text, here, here + word.n, language))
			return word;
	}
	return STR("");
}

static bool check_words(struct inspector *x, struct finished *f, struct str text, uint32_t language)
{
	size_t at = 0;
	struct str word = inspect_word(x, f, text, language, &at);
	x->met[MET_WORDS] += x->words[f->stance][language]->n;
	return !word.n || complain(f, "it holds the banned word '%.*s'", SHOW(word));
}

/* -- marks ---------------------------------------------------------------------------------- */

static bool is_mark(struct str letter)
{
	static const char marks[] = "。；，、：！？";
	if (letter.n != 3 || (letter.p[0] != marks[0] && letter.p[0] != marks[3]))
		return false;
	for (size_t i = 0; i + 3 < sizeof marks; i += 3)
		if (!memcmp(marks + i, letter.p, 3))
			return true;
	return false;
}

static bool is_latin_mark(char c)
{
	return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static bool check_marks(struct finished *f, struct str text)
{
	struct str before = STR("");
	for (size_t at = 0; at < text.n;) {
		size_t start = at;
		utf8_next(text, &at);
		struct str letter = str_sub(text, start, at);
		char last = before.n == 1 ? before.p[0] : 0;
		bool doubled = (is_mark(before) && is_mark(letter)) ||
		               (is_latin_mark(last) && letter.n == 1 && is_latin_mark(letter.p[0])) ||
		               (last == ' ' && letter.n == 1 && is_latin_mark(letter.p[0]));
		if (doubled)
			return complain(f, "doubled punctuation: %.*s",
			                SHOW(str_sub(text, start < 30 ? 0 : start - 30, at)));
		before = letter;
	}
	return true;
}

/* What is wrong with a line by itself. */
static bool check_lines(struct inspector *x, struct finished *f, struct str text, uint32_t language)
{
	uint64_t start = f->stance * LANGUAGES_MAX + language;
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (seen_add(&x->lines, seen_text(start, line)) &&
		    (!check_words(x, f, line, language) || !check_marks(f, line)))
			return false;
	}
	return true;
}

/* -- headings ---------------------------------------------------------------------------------- */

static uint32_t number_at(struct str s, size_t at)
{
	uint32_t value = 0;
	while (at < s.n && is_digit(s.p[at]) && value < 1000)
		value = value * 10 + (uint32_t)(s.p[at++] - '0');
	return value;
}

/* "一、WORDS" and "1. WORDS". */
static bool is_heading(const struct inspector *x, struct str line, uint32_t language, uint32_t number,
                       struct str *words)
{
	const struct pack *pack = &x->book->pack;
	struct range numerals = pack->languages[language].numerals;
	struct str mark = numerals.n ? STR("、") : STR(". ");
	size_t n = number < 10 ? 1 : 2;
	if (numerals.n && number > numerals.n)
		return false;
	if (numerals.n)
		n = pack_str(pack, pack->strings[numerals.first + number - 1]).n;
	if (numerals.n ? !str_starts(line, pack_str(pack, pack->strings[numerals.first + number - 1]))
	               : number_at(line, 0) != number)
		return false;
	*words = str_sub(line, n + mark.n, line.n);
	return str_starts(str_sub(line, n, line.n), mark);
}

/* The headings of the slots that this stance must fill, in their order. */
static const struct node *slot_heading(const struct node *slot, struct str stance, struct str tag, bool *must)
{
	const struct node *heading = node_get(slot, STR("heading")), *take = node_get(slot, STR("take"));
	const struct node *own = node_get(heading, stance);
	struct str takes = take->kind == NODE_MAP ? node_get(take, stance)->text : take->text;
	*must = str_eq(takes, STR("one")) || str_eq(takes, STR("some"));
	return node_get(own ? own : heading, tag);
}

struct headings {
	struct str words[16];
	uint32_t n;
};

/* No heading stands over nothing. */
static bool find_headings(struct inspector *x, struct finished *f, struct headings *found)
{
	struct str rest = f->letter, words, open = STR("");
	bool empty = false;
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		if (empty && !str_trim(line).n)
			return complain(f, "nothing stands below the heading '%.*s'", SHOW(open));
		empty = found->n < 16 && is_heading(x, line, f->language, found->n + 1, &words);
		if (empty)
			open = found->words[found->n++] = words;
	}
	return true;
}

static bool check_headings(struct inspector *x, struct finished *f)
{
	const struct pack *pack = &x->book->pack;
	struct str stance = pack_option(pack, x->violation->stance, f->stance);
	struct str tag = pack_str(pack, pack->languages[f->language].tag);
	const struct node *slots = node_get(x->profile, STR("slots"));
	struct headings found = {.n = 0};
	uint32_t at = 0;
	if (!find_headings(x, f, &found))
		return false;
	x->met[MET_HEADINGS] += found.n;
	for (const struct node *slot = slots->first; slot; slot = slot->next) {
		bool must;
		const struct node *heading = slot_heading(slot, stance, tag, &must);
		if (!heading)
			continue;
		if (at < found.n && str_eq(found.words[at], heading->text))
			at++;
		else if (must && !f->supplement)
			return complain(f, "the section '%.*s' is missing", SHOW(heading->text));
	}
	return at == found.n || complain(f, "the heading '%.*s' is out of order", SHOW(found.words[at]));
}

/* -- exhibits ------------------------------------------------------------------------------------ */

static struct str label(uint32_t language)
{
	return language == ZH ? STR("证据") : STR("Exhibit ");
}

static struct str list_head(uint32_t language)
{
	return language == ZH ? STR("\n证据清单：\n") : STR("\nEnclosures:\n");
}

/* The papers that the text cites, as bits from 1. */
static uint64_t cited(struct str text, uint32_t language)
{
	struct str word = label(language);
	uint64_t bits = 0;
	const char *p = text.p, *end = text.p + text.n;
	while ((p = memmem(p, (size_t)(end - p), word.p, word.n)) != NULL) {
		p += word.n;
		if (p < end && is_digit(*p))
			bits |= (uint64_t)1 << (number_at(text, (size_t)(p - text.p)) & 63);
	}
	return bits;
}

static bool is_enclosed(const struct inspector *x, const struct finished *f, struct str name)
{
	const struct pack *pack = &x->book->pack;
	for (uint32_t i = 0; i < f->n_typed; i++) {
		uint32_t var = pack_var(pack, x->violation, f->typed[i].key);
		if (var != NO_ROW && pack->vars[var].kind == VAR_EVIDENCE &&
		    str_eq(pack_label(pack, var, f->language), name))
			return str_eq(f->typed[i].value, STR("yes")) ||
			       str_eq(f->typed[i].value, STR("true"));
	}
	return false;
}

/* "证据3　NAME" and "Exhibit 3. NAME", in order and each of a paper that is there. */
static bool check_list(struct inspector *x, struct finished *f, struct str list, uint32_t *n)
{
	for (*n = 0; list.n; ++*n) {
		struct str line = str_cut(&list, '\n'), word = label(f->language);
		while (line.n && (line.p[0] == ' ' || str_starts(line, STR("　"))))
			line = str_sub(line, line.p[0] == ' ' ? 1 : 3, line.n);
		if (!line.n)
			break;
		size_t at = word.n;
		if (!str_starts(line, word) || number_at(line, at) != *n + 1)
			return complain(f, "the list of papers is not in order: %.*s", SHOW(line));
		while (at < line.n && is_digit(line.p[at]))
			at++;
		at += f->language == ZH ? STR("　").n : STR(". ").n;
		x->met[MET_EXHIBITS]++;
		if (!is_enclosed(x, f, str_sub(line, at, line.n)))
			return complain(f, "a paper is listed and not there: %.*s", SHOW(line));
	}
	return true;
}

static bool check_exhibits(struct inspector *x, struct finished *f)
{
	struct str head = list_head(f->language);
	const char *list = memmem(f->letter.p, f->letter.n, head.p, head.n);
	size_t at = list ? (size_t)(list - f->letter.p) : f->letter.n;
	uint32_t n = 0;
	if (list && !check_list(x, f, str_sub(f->letter, at + head.n, f->letter.n), &n))
		return false;
	uint64_t listed = (((uint64_t)1 << n) - 1) << 1;
	if (cited(str_sub(f->letter, 0, at), f->language) != listed)
		return complain(f, "the papers cited are not those listed");
	if (f->language == x->book->pack.profile->form_language && (cited(f->form, f->language) & ~listed))
		return complain(f, "the form text cites a paper that is not listed");
	return true;
}

/* -- numbers --------------------------------------------------------------------------------------- */

struct numbers {
	uint64_t items[NUMBERS_MAX];
	uint32_t n;
};

/* 09 is 9 in a date. */
static uint64_t value_of(struct str digits)
{
	uint64_t hash = 7;
	for (size_t i = 0; i < digits.n; i++)
		if (hash != 7 || digits.p[i] != '0')
			hash = hash * 31 + (uint64_t)digits.p[i];
	return hash;
}

static struct str next_number(struct str s, size_t *at)
{
	size_t from = *at;
	while (from < s.n && !is_digit(s.p[from]))
		from++;
	*at = from;
	while (*at < s.n && is_digit(s.p[*at]))
		++*at;
	return str_sub(s, from, *at);
}

static void add_numbers(struct numbers *numbers, struct str text)
{
	size_t at = 0;
	for (struct str next; (next = next_number(text, &at)).n && numbers->n < NUMBERS_MAX;)
		numbers->items[numbers->n++] = value_of(next);
}

static bool has_number(const struct numbers *numbers, uint64_t value)
{
	for (uint32_t i = 0; i < numbers->n; i++)
		if (numbers->items[i] == value)
			return true;
	return false;
}

static bool begins_line(struct str text, const char *p)
{
	return p == text.p || p[-1] == '\n';
}

/* Numbering: of papers, headings and lists; and cents, which CNY 42 gets. */
static bool is_numbering(struct str text, struct str number, uint32_t language)
{
	struct str before = str_sub(text, 0, (size_t)(number.p - text.p)), word = label(language);
	const char *p = number.p, *behind = p + number.n;
	bool end = behind == text.p + text.n;
	if (str_ends(before, word))
		return true;
	if (before.n && before.p[before.n - 1] == '(' && begins_line(text, p - 1))
		return true;
	if (!end && *behind == '.' && begins_line(text, p))
		return true;
	return str_eq(number, STR("00")) && before.n && before.p[before.n - 1] == '.';
}

/* Of the questions and their choices, such as "in the last 90 days". */
static void add_question(const struct pack *pack, const struct question *q, struct numbers *out)
{
	for (uint32_t i = 0; i < pack->n_languages; i++) {
		add_numbers(out, pack_words(pack, q->label, i));
		for (uint32_t k = 0; k < q->choices.n; k++) {
			const struct choice *choice = &pack->choices[q->choices.first + k];
			add_numbers(out, pack_words(pack, choice->say ? choice->say : choice->label, i));
		}
	}
}

/* Of a measure, which is chosen by its words: "30 days before a licence ends". */
static void add_measure(const struct pack *pack, const struct text *text, struct numbers *out)
{
	for (uint32_t i = 0; i < pack->n_languages + text->shorts.n; i++) {
		uint32_t row =
		        i < pack->n_languages ? text->bodies + i : text->shorts.first + i - pack->n_languages;
		struct range body = pack->bodies[row];
		for (uint32_t k = body.first; k < body.first + body.n; k++)
			if (pack->pieces[k].kind == PIECE_WORDS)
				add_numbers(out, pack_str(pack, pack->pieces[k].words));
	}
}

static struct numbers *numbers_of_answers(const struct inspector *x)
{
	const struct pack *pack = &x->book->pack;
	struct numbers *out = arena_new(x->arena, struct numbers);
	struct range vars = x->violation->vars, texts = x->violation->texts;
	for (uint32_t i = vars.first; i < vars.first + vars.n; i++)
		if (pack_question(pack, i))
			add_question(pack, pack_question(pack, i), out);
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (pack->texts[i].measure != NO_ROW)
			add_measure(pack, &pack->texts[i], out);
	return out;
}

/* The answers, the words that they stand for, and the day of the letter. */
static void known_numbers(const struct inspector *x, const struct finished *f, struct numbers *out)
{
	*out = *x->of_answers;
	struct civil today = days_civil(x->now / DAY_SECONDS);
	char day[64];
	snprintf(day, sizeof day, "%d %u %u", (int)today.year, (unsigned)today.month, (unsigned)today.day);
	add_numbers(out, str_of(day));
	for (uint32_t i = 0; i < f->n_typed; i++)
		add_numbers(out, f->typed[i].value);
}

static bool check_numbers(struct inspector *x, struct finished *f, struct str text, uint32_t language)
{
	struct numbers known;
	size_t at = 0;
	known_numbers(x, f, &known);
	for (struct str next; (next = next_number(text, &at)).n;) {
		x->met[MET_NUMBERS]++;
		if (!has_number(&known, value_of(next)) && !is_numbering(text, next, language))
			return complain(f, "the number %.*s is in no answer", SHOW(next));
	}
	return true;
}

/* -- sentences --------------------------------------------------------------------------------------- */

/* Whether the byte is the last one of a mark that ends a sentence. */
static bool ends_sentence(struct str text, size_t at, uint32_t language)
{
	static const char marks[] = "。！？";
	char c = text.p[at], next = at + 1 < text.n ? text.p[at + 1] : '\n';
	if (language == EN)
		return (c == '.' || c == '!' || c == '?') && (next == ' ' || next == '\n');
	for (size_t i = 0; i < sizeof marks - 1; i += 3)
		if (c == marks[i + 2] && at >= 2 && text.p[at - 1] == marks[i + 1] &&
		    text.p[at - 2] == marks[i])
			return true;
	return false;
}

struct str inspect_sentence(struct str text, uint32_t language, size_t *at)
{
	while (*at < text.n) {
		size_t from = *at;
		for (bool end = false; *at < text.n && !end; ++*at)
			end = text.p[*at] == '\n' || ends_sentence(text, *at, language);
		struct str sentence = str_trim(str_sub(text, from, *at));
		if (utf8_count(sentence) >= SENTENCE_MIN)
			return sentence;
	}
	return STR("");
}

/* One question that is open may leave the same blank in two places. */
static bool check_sentences(struct inspector *x, struct finished *f, struct str text, uint32_t language)
{
	struct str seen[SENTENCES_MAX];
	uint32_t n = 0;
	size_t at = 0;
	for (struct str next; n < SENTENCES_MAX && (next = inspect_sentence(text, language, &at)).n;) {
		if (inspect_blank(next, language, 0).n)
			continue;
		for (uint32_t i = 0; i < n; i++)
			if (seen[i].n == next.n && str_eq(seen[i], next))
				return complain(f, "said twice: %.*s", SHOW(next));
		seen[n++] = next;
		x->met[MET_SENTENCES]++;
	}
	return true;
}

/* -- the form text, ready or not --------------------------------------------------------------------- */

/* In UTF-16 units, of which a line break takes two. */
static size_t units(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n += (c & 0xC0) != 0x80;
		n += c >= 0xF0 || c == '\n';
	}
	return n;
}

static bool check_form(struct inspector *x, struct finished *f)
{
	uint32_t language = x->book->pack.profile->form_language;
	uint64_t limit = 0;
	str_uint(node_get(node_get(x->profile, STR("form")), STR("limit"))->text, &limit);
	if (units(f->form) > limit)
		return complain(f, "the form text is too long");
	if (!str_ends(f->form, STR("。")))
		return complain(f, "the form text does not end with a full stop");
	return check_blanks(x, f, f->form, language) && check_lines(x, f, f->form, language) &&
	       check_numbers(x, f, f->form, language) && check_sentences(x, f, f->form, language);
}

/* READY if and only if nothing is in the way, by what the notes themselves say.
 * A supplement lacks no paper: the first letter may have enclosed it. */
static bool check_ready(struct inspector *x, struct finished *f)
{
	bool zh = f->language == ZH;
	bool open = holds(f->notes, zh ? STR("・未回答：") : STR("- Not answered: "));
	bool lacks = holds(f->notes, zh ? STR("　［缺少］") : STR("  [missing]")) ||
	             holds(f->notes, zh ? STR("　［待取得］") : STR("  [pending]"));
	bool late = holds(f->notes, zh ? STR("・提交期限已过") : STR("- The time to submit is over"));
	bool unheard = holds(f->notes, zh ? STR("）没有写进申诉书，因为其中有")
	                                  : STR(") did not enter the letter, because of"));
	bool says = holds(f->notes, zh ? STR("（READY）") : STR("State: READY"));
	bool says_not = holds(f->notes, zh ? STR("（NOT READY）") : STR("NOT READY"));
	x->met[MET_READY] += says;
	if (holds(f->notes, STR("{{")) || holds(f->notes, STR("}}")))
		return complain(f, "the notes leave a place open: {{");
	if (says == says_not || says != f->ready)
		return complain(f, "the notes and the draft disagree about READY");
	if (open == f->complete)
		return complain(f, "the notes do not tell what is open");
	if (f->ready != !(open || (lacks && !f->supplement) || late || unheard || f->blocked))
		return complain(f, "READY %d, open %d, papers missing %d, late %d, blocked %d", f->ready,
		                open, lacks, late, f->blocked);
	return true;
}

/* -- the whole ------------------------------------------------------------------------------------------ */

void inspector_begin(struct inspector *x, struct rulebook *book, const struct violation *violation,
                     int64_t now)
{
	const struct pack *pack = &book->pack;
	*x = (struct inspector){.book = book, .violation = violation, .arena = &book->arena, .now = now};
	x->profile = book->trees[rulebook_file(book, STR("profile"))];
	x->of_answers = numbers_of_answers(x);
	for (uint32_t i = 0; i < pack->vars[violation->stance].options; i++)
		for (uint32_t k = 0; k < pack->n_languages && k < LANGUAGES_MAX; k++)
			x->words[i][k] = make_list(x, pack_option(pack, violation->stance, i),
			                           pack_str(pack, pack->languages[k].tag));
}

void inspector_end(struct inspector *x)
{
	seen_clear(&x->lines);
}

bool inspect(struct inspector *x, struct finished *f)
{
	struct str text = f->letter;
	uint32_t language = f->language;
	return check_blanks(x, f, text, language) && check_lines(x, f, text, language) &&
	       check_headings(x, f) && check_exhibits(x, f) && check_numbers(x, f, text, language) &&
	       check_sentences(x, f, text, language) && check_form(x, f) && check_ready(x, f);
}
