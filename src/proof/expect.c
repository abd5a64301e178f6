/* What the author of a test expects, one function a key. */
#include "base/utf8.h"
#include "proof/trial.h"
#include "render/view.h"

/* A text to look for words in, and what it is called. */
struct document {
	struct str name, text;
};

/* -- texts that show ---------------------------------------------------------------- */

/* The text's row, or NO_ROW after a diagnostic. */
static uint32_t find_text(struct trial *t, const struct node *node)
{
	const struct pack *pack = t->tests->pack;
	struct range texts = t->violation->texts;
	struct str *names = arena_many(t->arena, struct str, texts.n + 1);
	for (uint32_t i = 0; i < texts.n; i++) {
		names[i] = pack_str(pack, pack->texts[texts.first + i].id);
		if (str_eq(names[i], node->text))
			return texts.first + i;
	}
	struct str nearest = str_nearest(node->text, names, texts.n);
	if (nearest.n)
		TRIAL_FAILS(t, NO_SUCH_TEXT_NEAR, node->place, node->text, nearest);
	else
		TRIAL_FAILS(t, NO_SUCH_TEXT, node->place, node->text);
	return NO_ROW;
}

static const struct shown *find_shown(const struct draft *draft, uint32_t text)
{
	for (uint32_t i = 0; i < draft->n_shown; i++)
		if (draft->shown[i].text == text)
			return &draft->shown[i];
	return NULL;
}

/* "not: a | b" */
static struct str wanted_words(struct trial *t, const struct node *test)
{
	struct buf out = {.arena = t->arena};
	buf_add(&out, node_get(test, STR("negated"))->style == STYLE_TRUE ? STR("not: ") : STR(""));
	buf_add(&out, node_get(test, STR("wanted"))->text);
	return buf_str(&out);
}

static void fail_hidden(struct trial *t, const struct node *node, uint32_t row)
{
	const struct node *tree = view_explain(t->arena, trial_letter(t, 0), row);
	const struct node *text = node_get(tree, STR("explained"))->first;
	const struct node *test = node_get(text, STR("fails"))->first,
	                  *open = node_get(text, STR("waits"))->first;
	if (test)
		TRIAL_FAILS(t, TEST_SHOWS, node->place, node->text, node_get(test, STR("key"))->text,
		            wanted_words(t, test), node_get(test, STR("value"))->text);
	else if (open)
		TRIAL_FAILS(t, TEST_SHOWS_OPEN, node->place, node->text, node_get(open, STR("key"))->text);
	else
		TRIAL_FAILS(t, TEST_SHOWS_OTHER, node->place, node->text);
}

static void expect_text(struct trial *t, const struct node *node, bool wanted)
{
	uint32_t row = find_text(t, node);
	if (row == NO_ROW)
		return;
	const struct shown *shown = find_shown(trial_letter(t, 0), row);
	if (shown && !wanted)
		TRIAL_FAILS(t, TEST_HIDES, node->place, node->text, shown->words);
	else if (!shown && wanted)
		fail_hidden(t, node, row);
}

static void expect_shows(struct trial *t, const struct node *list)
{
	for (const struct node *m = list->first; m; m = m->next)
		expect_text(t, m, true);
}

static void expect_hides(struct trial *t, const struct node *list)
{
	for (const struct node *m = list->first; m; m = m->next)
		expect_text(t, m, false);
}

/* -- words ---------------------------------------------------------------------------- */

/* Bytes that `a` from `i` and `b` from `k` have in common. */
static size_t common(struct str a, size_t i, struct str b, size_t k)
{
	size_t n = 0;
	while (i + n < a.n && k + n < b.n && a.p[i + n] == b.p[k + n])
		n++;
	return n;
}

/* Where the longest piece of `words` stands in the text. */
static size_t nearest_place(struct str text, struct str words)
{
	size_t best = 0, length = 0, next = 0;
	for (size_t i = 0; i < text.n; i = next) {
		next = i;
		utf8_next(text, &next);
		for (size_t k = 0; k < words.n; utf8_next(words, &k)) {
			size_t n = common(text, i, words, k);
			if (n > length) {
				length = n;
				best = i;
			}
		}
	}
	return best;
}

enum { BEFORE = 60, BEHIND = 180 }; /* bytes of a line that are shown */

static bool is_inside(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The line around a place of the text, cut when it is long. */
static struct str line_at(struct trial *t, struct str text, size_t at)
{
	struct buf out = {.arena = t->arena};
	size_t from = at, to = at;
	while (from > 0 && text.p[from - 1] != '\n' && (at - from < BEFORE || is_inside(text.p[from])))
		from--;
	while (to < text.n && text.p[to] != '\n' && (to - at < BEHIND || is_inside(text.p[to])))
		to++;
	buf_add(&out, from > 0 && text.p[from - 1] != '\n' ? STR("…") : STR(""));
	buf_add(&out, str_trim(str_sub(text, from, to)));
	buf_add(&out, to < text.n && text.p[to] != '\n' ? STR("…") : STR(""));
	return buf_str(&out);
}

static void expect_words(struct trial *t, const struct document *document, const struct node *list,
                         bool wanted)
{
	for (const struct node *m = list ? list->first : NULL; m; m = m->next) {
		size_t at = str_find(document->text, m->text, 0);
		bool has = at < document->text.n;
		if (wanted && !has)
			TRIAL_FAILS(t, TEST_HAS, m->place, m->text, document->name,
			            line_at(t, document->text, nearest_place(document->text, m->text)));
		else if (!wanted && has)
			TRIAL_FAILS(t, TEST_LACKS, m->place, m->text, document->name,
			            line_at(t, document->text, at));
	}
}

/* "letter.en" */
static struct str document_name(struct trial *t, struct str what, uint32_t language)
{
	struct buf name = {.arena = t->arena};
	buf_add(&name, what);
	buf_char(&name, '.');
	buf_add(&name, pack_str(t->tests->pack, t->tests->pack->languages[language].tag));
	return buf_str(&name);
}

static struct document letter(struct trial *t, uint32_t language)
{
	return (struct document){document_name(t, STR("letter"), language),
	                         trial_text(t, language, t->tests->letters[language])};
}

static void expect_document(struct trial *t, const struct document *document, const struct node *map)
{
	expect_words(t, document, node_get(map, STR("has")), true);
	expect_words(t, document, node_get(map, STR("lacks")), false);
}

static void expect_has(struct trial *t, const struct node *list)
{
	struct document document = letter(t, 0);
	expect_words(t, &document, list, true);
}

static void expect_lacks(struct trial *t, const struct node *list)
{
	struct document document = letter(t, 0);
	expect_words(t, &document, list, false);
}

static void expect_english(struct trial *t, const struct node *map)
{
	uint32_t language = pack_language(t->tests->pack, map->key);
	if (language == NO_ROW) {
		TRIAL_FAILS(t, TEST_LANGUAGE, map->key_place, map->key);
		return;
	}
	struct document document = letter(t, language);
	expect_document(t, &document, map);
}

static void expect_form(struct trial *t, const struct node *map)
{
	struct document document = {STR("form"), trial_letter(t, 0)->form.words};
	expect_document(t, &document, map);
}

static void expect_note(struct trial *t, const struct node *list, bool wanted)
{
	const struct pack *pack = t->tests->pack;
	for (const struct node *m = list ? list->first : NULL; m; m = m->next) {
		uint32_t row = find_text(t, m);
		const struct slot *slot = row == NO_ROW ? NULL : &pack->slots[pack->texts[row].slot];
		if (slot && slot->as != AS_NOTES)
			TRIAL_FAILS(t, TEST_NO_NOTE, m->place, m->text, pack_str(pack, slot->id));
		else if (slot)
			expect_text(t, m, wanted);
	}
}

static void expect_notes(struct trial *t, const struct node *map)
{
	struct document document = {document_name(t, STR("notes"), 0), trial_text(t, 0, t->tests->notes)};
	expect_note(t, node_get(map, STR("shows")), true);
	expect_note(t, node_get(map, STR("hides")), false);
	expect_document(t, &document, map);
}

/* -- blanks and the exit status ---------------------------------------------------------- */

static void add_name(struct buf *out, struct str name)
{
	buf_add(out, out->n ? STR(", ") : STR(""));
	buf_add(out, name);
}

static struct str var_name(struct trial *t, uint32_t var)
{
	return pack_str(t->tests->pack, t->tests->pack->vars[var].name);
}

static bool is_listed(const struct node *list, struct str name)
{
	for (const struct node *m = list->first; m; m = m->next)
		if (str_eq(m->text, name))
			return true;
	return false;
}

static void expect_blanks(struct trial *t, const struct node *list)
{
	const struct draft *draft = trial_letter(t, 0);
	struct buf names = {.arena = t->arena};
	bool all = draft->n_blanks == list->count;
	for (uint32_t i = 0; i < draft->n_blanks; i++) {
		all = all && is_listed(list, var_name(t, draft->blanks[i]));
		add_name(&names, var_name(t, draft->blanks[i]));
	}
	if (!all)
		TRIAL_FAILS(t, TEST_BLANKS, list->place, names.n ? buf_str(&names) : STR("[]"));
}

/* The open questions and the notes that keep the draft from being ready. */
static struct str hindrances(struct trial *t)
{
	const struct pack *pack = t->tests->pack;
	struct draft *draft = t->status == EXIT_STATUS_NOT_READY ? trial_letter(t, 0) : NULL;
	struct range vars = t->violation->vars;
	struct buf out = {.arena = t->arena};
	for (uint32_t i = vars.first; draft && i < vars.first + vars.n; i++)
		if (decide_open(&t->decisions, i))
			add_name(&out, var_name(t, i));
	for (uint32_t i = 0; draft && i < draft->n_shown; i++)
		if (pack->texts[draft->shown[i].text].blocks)
			add_name(&out, pack_str(pack, pack->texts[draft->shown[i].text].id));
	return buf_str(&out);
}

/* Unexpectedly: then what is wrong with them is all there is to say. */
static bool has_wrong_answers(struct trial *t)
{
	const struct node *status = node_get(node_get(t->node, STR("expect")), STR("exit"));
	return t->own.n && (!status || !str_eq(status->text, STR("2")));
}

static void expect_exit(struct trial *t, const struct node *node)
{
	struct buf status = {.arena = t->arena};
	buf_uint(&status, t->status);
	if (str_eq(node->text, buf_str(&status)))
		return;
	t->failed = true;
	if (!has_wrong_answers(t))
		DIAG(t->diags, TEST_EXIT, node->place, buf_str(&status), node->text, hindrances(t));
}

/* -- all of them --------------------------------------------------------------------------- */

static const struct {
	struct str key;
	bool of_letter; /* looks at a letter */
	void (*compare)(struct trial *t, const struct node *node);
} EXPECTATIONS[] = {
        {{"shows", 5}, true, expect_shows},   {{"hides", 5}, true, expect_hides},
        {{"has", 3}, true, expect_has},       {{"lacks", 5}, true, expect_lacks},
        {{"blanks", 6}, true, expect_blanks}, {{"form", 4}, true, expect_form},
        {{"notes", 5}, true, expect_notes},   {{"en", 2}, true, expect_english},
        {{"exit", 4}, false, expect_exit},    {{"snapshot", 8}, true, trial_snapshot},
};

static void fail_without_letter(struct trial *t, const struct node *node)
{
	struct buf status = {.arena = t->arena};
	buf_uint(&status, t->status);
	t->failed = true;
	if (!has_wrong_answers(t))
		DIAG(t->diags, TEST_NO_LETTER, node->key_place, buf_str(&status));
}

static void compare(struct trial *t, const struct node *node)
{
	for (size_t i = 0; i < sizeof EXPECTATIONS / sizeof *EXPECTATIONS; i++) {
		if (!str_eq(EXPECTATIONS[i].key, node->key))
			continue;
		if (EXPECTATIONS[i].of_letter && !trial_letter(t, 0))
			fail_without_letter(t, node);
		else
			EXPECTATIONS[i].compare(t, node);
	}
}

void trial_expect(struct trial *t)
{
	const struct node *expect = node_get(t->node, STR("expect"));
	if (!expect->first)
		TRIAL_FAILS(t, TEST_EXPECTS_NOTHING, expect->place, {"", 0});
	for (const struct node *m = expect->first; m; m = m->next)
		compare(t, m);
}
