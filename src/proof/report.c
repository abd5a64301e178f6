/* Findings in words.  See report.h; trees for programs are in report_json.c
 * and report_sarif.c. */
#include "proof/report.h"

#include "core/format.h"

enum phrase {
#define PHRASE(name, en, zh) PHRASE_##name,
#define MEANING(id, brief, brief_zh, means, means_zh, example, mend, mend_zh)
#include "proof/report.def"
#undef PHRASE
#undef MEANING
};

static const char *const phrases[][2] = {
#define PHRASE(name, en, zh) {en, zh},
#define MEANING(id, brief, brief_zh, means, means_zh, example, mend, mend_zh)
#include "proof/report.def"
#undef PHRASE
#undef MEANING
};

static const struct meaning meanings[] = {
#define PHRASE(name, en, zh)
#define MEANING(id, brief, brief_zh, means, means_zh, example, mend, mend_zh)                                \
	{id, {brief, brief_zh}, {means, means_zh}, example, {mend, mend_zh}},
#include "proof/report.def"
#undef PHRASE
#undef MEANING
};

static struct str phrase(const struct report *r, enum phrase phrase)
{
	return str_of(phrases[phrase][r->language]);
}

/* -- the case in words ----------------------------------------------------------------- */

static uint32_t words_language(const struct report *r)
{
	uint32_t row = pack_language(r->pack, r->language == MESSAGE_ZH ? STR("zh-CN") : STR("en"));
	return row == NO_ROW ? 0 : row;
}

/* The variable of a key; `*state` is what follows the name of a measure. */
static uint32_t var_of(const struct report *r, struct str key, struct str *state)
{
	static const struct str states[] = {{".done", 5}, {".planned", 8}};
	uint32_t var = pack_var(r->pack, r->violation, key);
	*state = STR("");
	for (int i = 0; var == NO_ROW && i < 2; i++) {
		if (!str_ends(key, states[i]))
			continue;
		*state = str_sub(states[i], 1, states[i].n);
		var = pack_var(r->pack, r->violation, str_sub(key, 0, key.n - states[i].n));
	}
	return var;
}

static struct str choice_words(const struct report *r, const struct question *q, struct str id)
{
	for (uint32_t i = q->choices.first; i < q->choices.first + q->choices.n; i++)
		if (str_eq(pack_str(r->pack, r->pack->choices[i].id), id))
			return pack_words(r->pack, r->pack->choices[i].label, words_language(r));
	return id;
}

static void add_choices(struct buf *out, const struct report *r, const struct question *q, struct str value)
{
	for (bool first = true; value.n; first = false) {
		buf_add(out, first ? STR("") : phrase(r, PHRASE_AND));
		buf_add(out, choice_words(r, q, str_trim(str_cut(&value, ','))));
	}
}

static struct str reason_words(const struct report *r, struct str id)
{
	struct range reasons = r->violation->reasons;
	for (uint32_t i = reasons.first; i < reasons.first + reasons.n; i++)
		if (str_eq(pack_str(r->pack, r->pack->reasons[i].id), id))
			return pack_words(r->pack, r->pack->reasons[i].name, words_language(r));
	return id;
}

static struct str evidence_words(const struct report *r, struct str value)
{
	if (str_eq(value, STR("yes")))
		return phrase(r, PHRASE_ENCLOSED);
	return phrase(r, str_eq(value, STR("pending")) ? PHRASE_PENDING : PHRASE_LEFT_OUT);
}

static void add_question(struct buf *out, const struct report *r, uint32_t var, struct str value)
{
	const struct question *q = pack_question(r->pack, var);
	if (q->type == TYPE_YES_NO)
		buf_add(out, phrase(r, str_eq(value, STR("yes")) ? PHRASE_YES : PHRASE_NO));
	else if (q->choices.n)
		add_choices(out, r, q, value);
	else
		buf_add(out, value);
}

static void add_measure(struct buf *out, const struct report *r, struct str state, struct str value)
{
	if (!state.n)
		buf_add(out, phrase(r, PHRASE_LEFT_OUT));
	else
		buf_format(out, phrase(r, str_eq(state, STR("done")) ? PHRASE_DONE_ON : PHRASE_PLANNED_BY),
		           &value);
}

static struct str value_words(const struct report *r, uint32_t var, struct str state, struct str value)
{
	struct buf out = {.arena = r->arena};
	switch ((enum var_kind)r->pack->vars[var].kind) {
	case VAR_QUESTION:
		add_question(&out, r, var, value);
		break;
	case VAR_EVIDENCE:
		buf_add(&out, evidence_words(r, value));
		break;
	case VAR_MEASURE:
		add_measure(&out, r, state, value);
		break;
	case VAR_REASON:
		buf_add(&out, reason_words(r, value));
		break;
	case VAR_CHECK:
		buf_add(&out, value);
		break;
	}
	return buf_str(&out);
}

/* "Brand status: own brand"; a question that has no label asks. */
static void add_answer(struct buf *out, const struct report *r, const struct pair_text *answer)
{
	struct str state, words[2] = {answer->key, answer->value};
	uint32_t var = var_of(r, answer->key, &state);
	if (var != NO_ROW) {
		words[0] = pack_label(r->pack, var, words_language(r));
		words[1] = value_words(r, var, state, answer->value);
	}
	bool asks = str_ends(words[0], STR("?")) || str_ends(words[0], STR("？"));
	buf_format(out, asks ? STR("{0} {1}") : phrase(r, PHRASE_PAIR), words);
}

static struct str answers_of(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena};
	for (uint32_t i = 0; i < f->n_answers; i++) {
		buf_add(&out, i ? phrase(r, PHRASE_BETWEEN) : STR(""));
		add_answer(&out, r, &f->answers[i]);
	}
	return buf_str(&out);
}

/* -- the command ------------------------------------------------------------------------ */

static void add_quoted(struct buf *out, struct str word)
{
	buf_char(out, '\'');
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '\'')
			buf_add(out, STR("'\\'"));
		buf_char(out, word.p[i]);
	}
	buf_char(out, '\'');
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
	       c == '.' || c == '_' || c == '-';
}

static bool is_plain_word(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!is_plain(word.p[i]))
			return false;
	return word.n > 0;
}

static void add_word(struct buf *out, struct str word)
{
	if (is_plain_word(word))
		buf_add(out, word);
	else
		add_quoted(out, word);
}

static void add_output(struct buf *out, const struct report *r, const struct finding *f)
{
	if (!f->in_form) {
		buf_add(out, STR(" -o -"));
		return;
	}
	buf_add(out, STR(" -o /dev/null --form - --limit "));
	buf_uint(out, r->pack->profile->form_smallest);
}

static struct str command_of(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena};
	buf_add(&out, STR("shensu draft "));
	buf_add(&out, f->violation);
	if (r->rules.n) {
		buf_add(&out, STR(" --rules "));
		add_word(&out, r->rules);
	}
	buf_add(&out, STR(" --lang "));
	buf_add(&out, pack_str(r->pack, r->pack->languages[f->language].tag));
	buf_add(&out, STR(" --now "));
	format_iso_day(&out, r->proof->day);
	buf_add(&out, STR(" --no-input"));
	add_output(&out, r, f);
	for (uint32_t i = 0; i < f->n_answers; i++) {
		buf_add(&out, STR(" -a "));
		buf_add(&out, f->answers[i].key);
		buf_char(&out, '=');
		add_quoted(&out, f->answers[i].value);
	}
	return buf_str(&out);
}

/* -- the test ----------------------------------------------------------------------------- */

static void add_scalar(struct buf *out, struct str text)
{
	if (is_plain_word(text) && text.p[0] != '-' && text.p[0] != '.') {
		buf_add(out, text);
		return;
	}
	buf_char(out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'')
			buf_char(out, '\'');
		buf_char(out, text.p[i]);
	}
	buf_char(out, '\'');
}

static void add_expected(struct buf *out, const char *key, struct str pattern, struct str word)
{
	struct buf text = {.arena = out->arena};
	buf_format(&text, pattern, &word);
	buf_add(out, str_of(key));
	buf_add(out, STR(": ["));
	add_scalar(out, buf_str(&text));
	buf_add(out, STR("]"));
}

static bool is_note(const struct report *r, const struct finding *f)
{
	struct range texts = r->violation->texts;
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		if (str_eq(pack_str(r->pack, r->pack->texts[i].id), f->args[0]))
			return r->pack->slots[r->pack->texts[i].slot].as == AS_NOTES;
	return false;
}

/* The blank for the question that a finding names. */
static struct str blank_words(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena};
	uint32_t var = pack_var(r->pack, r->violation, f->args[1]);
	struct str label = var == NO_ROW ? f->args[1] : pack_label(r->pack, var, f->language);
	format_blank(&out, r->pack, label, f->language);
	return buf_str(&out);
}

static void add_lacking(struct buf *out, const struct report *r, const struct finding *f, struct str word)
{
	struct str tag = pack_str(r->pack, r->pack->languages[f->language].tag);
	bool own = f->in_form || f->language != r->pack->profile->form_language;
	if (own) {
		buf_add(out, f->in_form ? STR("form") : tag);
		buf_add(out, STR(": {"));
	}
	add_expected(out, "lacks", STR("{0}"), word);
	buf_add(out, own ? STR("}") : STR(""));
}

static void add_text_hidden(struct buf *out, const struct report *r, const struct finding *f)
{
	bool note = is_note(r, f);
	buf_add(out, note ? STR("notes: {") : STR(""));
	add_expected(out, "hides", STR("{0}"), f->args[0]);
	buf_add(out, note ? STR("}") : STR(""));
}

/* What must be so once the rules are mended, as far as that can be foreseen:
 * the author may mend them otherwise and then changes the line.  Nothing for
 * what a test cannot see: it is drafted with the usual limit of the form, and
 * a misplaced text is left out as it is. */
static struct str expectation(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena};
	enum message m = f->message;
	if (m == MSG_GAP)
		add_expected(&out, "lacks", STR("［{0}："), f->args[0]);
	else if (m == MSG_FORBIDDEN_WORD)
		add_lacking(&out, r, f, f->args[1]);
	else if (m == MSG_BLANK)
		add_lacking(&out, r, f, blank_words(r, f));
	else if (m == MSG_OVERLAP || m == MSG_CONFLICT || m == MSG_UNFOUNDED_CLAIM ||
	         m == MSG_UNFOUNDED_EVIDENCE || m == MSG_SAID_TWICE)
		add_text_hidden(&out, r, f);
	return buf_str(&out);
}

static void add_test(struct buf *out, const struct report *r, const struct finding *f)
{
	struct buf name = {.arena = r->arena};
	struct str words[] = {str_of(message_id(f->message)), f->args[0]};
	buf_format(&name, phrase(r, PHRASE_TEST_OF), words);
	buf_add(out, STR("  - name: "));
	add_scalar(out, buf_str(&name));
	buf_add(out, STR("\n    answers:\n"));
	for (uint32_t i = 0; i < f->n_answers; i++) {
		buf_add(out, STR("      "));
		buf_add(out, f->answers[i].key);
		buf_add(out, STR(": "));
		add_scalar(out, f->answers[i].value);
		buf_char(out, '\n');
	}
}

static struct str test_of(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena};
	struct str expected = expectation(r, f);
	if (!expected.n)
		return STR("");
	add_test(&out, r, f);
	buf_add(&out, STR("    expect: {"));
	buf_add(&out, expected);
	buf_add(&out, STR("}\n"));
	return buf_str(&out);
}

/* -- all of that --------------------------------------------------------------------------- */

static void tell_place(const struct report *r, struct finding *f)
{
	const struct source *source = &r->diags->sources[f->place.source];
	f->told.file = source->name;
	if (!f->place.source)
		return;
	f->told.location = source_locate(source, f->place);
	f->told.location.text = arena_copy(r->proof->arena, f->told.location.text);
}

static void tell_case(const struct report *r, struct finding *f)
{
	struct arena *keep = r->proof->arena;
	f->told.language = arena_copy(keep, pack_str(r->pack, r->pack->languages[f->language].tag));
	f->told.answers = arena_copy(keep, answers_of(r, f));
	f->told.command = arena_copy(keep, command_of(r, f));
	f->told.test = arena_copy(keep, test_of(r, f));
}

void report_tell(const struct report *r, struct arena *scratch, const struct pack *pack, uint32_t violation,
                 uint32_t first)
{
	struct report here = *r;
	here.arena = scratch;
	here.pack = pack;
	here.violation = &pack->violations[violation];
	for (uint32_t i = first; i < r->proof->n; i++) {
		struct finding *f = &r->proof->findings[i];
		tell_place(&here, f);
		if (f->has_case)
			tell_case(&here, f);
	}
}

/* -- what was covered ------------------------------------------------------------------------ */

static struct str number(const struct report *r, uint32_t value)
{
	struct buf out = {.arena = r->arena};
	buf_uint(&out, value);
	return buf_str(&out);
}

static void add_violation(struct buf *out, const struct report *r, const struct proved *proved)
{
	struct str cases = proved->cases.n ? proved->cases : phrase(r, PHRASE_NOT_COUNTED);
	struct str words[] = {proved->violation, cases, number(r, proved->texts),
	                      number(r, proved->questions_asked)};
	struct str from = number(r, proved->fits_from);
	buf_format(out, phrase(r, PHRASE_COVERED), words);
	buf_format(out, phrase(r, proved->fits_from ? PHRASE_FITS_FROM : PHRASE_FITS_UNKNOWN), &from);
}

struct str report_coverage(const struct report *r)
{
	struct buf out = {.arena = r->arena};
	for (uint32_t i = 0; i < r->proof->n_violations; i++)
		add_violation(&out, r, &r->proof->violations[i]);
	buf_add(&out, phrase(r, r->proof->n ? PHRASE_SCOPE_FOUND : PHRASE_SCOPE_PROVED));
	return buf_str(&out);
}

struct str report_level(enum message message)
{
	switch (message_level(message)) {
	case LEVEL_ERROR:
		return STR("error");
	case LEVEL_WARNING:
		return STR("warning");
	case LEVEL_NOTE:
		break;
	}
	return STR("note");
}

/* -- what an id means --------------------------------------------------------------------------- */

const struct meaning *report_meanings(size_t *n)
{
	*n = sizeof(meanings) / sizeof(*meanings);
	return meanings;
}

static const struct meaning *find_meaning(struct str id)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (str_eq(str_of(meanings[i].id), id))
			return &meanings[i];
	return NULL;
}

bool report_explain(struct buf *out, struct str id, enum message_language language)
{
	const struct meaning *m = find_meaning(id);
	if (!m)
		return false;
	struct str words[] = {id,
	                      str_of(m->brief[language]),
	                      str_of(m->means[language]),
	                      str_of(phrases[PHRASE_HEAD_EXAMPLE][language]),
	                      str_of(m->example),
	                      str_of(phrases[PHRASE_HEAD_MEND][language]),
	                      str_of(m->mend[language])};
	buf_format(out, STR("{0}: {1}\n\n{2}\n\n{3}\n{4}\n{5}\n{6}\n"), words);
	return true;
}
