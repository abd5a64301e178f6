/* The words of a text: literal pieces and {{places}}. */
#include "core/load.h"

struct place_word {
	struct str name;
	enum piece_kind kind;
};

static const struct place_word PATTERN_WORDS[] = {
        {{"year", 4}, PIECE_YEAR},       {{"month", 5}, PIECE_MONTH},       {{"day", 3}, PIECE_DAY},
        {{"to.year", 7}, PIECE_TO_YEAR}, {{"to.month", 8}, PIECE_TO_MONTH}, {{"to.day", 6}, PIECE_TO_DAY},
        {{"date", 4}, PIECE_DAY_OF},     {{"clock", 5}, PIECE_CLOCK},       {{"amount", 6}, PIECE_AMOUNT},
        {{"number", 6}, PIECE_NUMBER},   {{"unit", 4}, PIECE_UNIT},         {{"label", 5}, PIECE_LABEL},
};

/* A text while its pieces are read. */
struct body {
	struct loader *l;
	const struct node *node;
	enum body_kind kind;
	uint32_t language;
	uint32_t places; /* of a pattern: what it may hold; of a text: 0 */
	struct range pieces;
};

static void add_piece(struct body *b, struct piece piece)
{
	build_pieces(&b->l->build, piece);
	b->pieces.n++;
}

static void add_words(struct body *b, size_t from, size_t to)
{
	struct str words = str_sub(b->node->text, from, to);
	if (!b->places)
		words = load_lines(b->l, words, b->language);
	if (!words.n)
		return;
	struct ref ref = build_ref(&b->l->build, words);
	struct place place = node_place(b->l->diags, b->node, from, to);
	add_piece(b, (struct piece){.kind = PIECE_WORDS, .words = ref, .place = place});
}

static void add_pattern_place(struct body *b, struct str name, struct place place)
{
	struct str known[sizeof PATTERN_WORDS / sizeof *PATTERN_WORDS];
	uint32_t n = 0;
	for (size_t i = 0; i < sizeof PATTERN_WORDS / sizeof *PATTERN_WORDS; i++) {
		if (!(b->places & 1u << PATTERN_WORDS[i].kind))
			continue;
		known[n++] = PATTERN_WORDS[i].name;
		if (str_eq(PATTERN_WORDS[i].name, name)) {
			add_piece(b, (struct piece){.kind = (uint8_t)PATTERN_WORDS[i].kind, .place = place});
			return;
		}
	}
	DIAG(b->l->diags, UNKNOWN_PLACE, place, name, load_listed(b->l, known, n));
}

/* A place shows words, a value or an evidence number: nothing else prints. */
static bool is_printable(struct loader *l, uint32_t row)
{
	struct pack view = build_view(&l->build);
	const struct question *q = pack_question(&view, row);
	if (q || !view.vars[row].options)
		return !q || q->type != TYPE_YES_NO;
	return view.vars[row].kind == VAR_EVIDENCE || view.vars[row].kind == VAR_REASON;
}

static void add_text_place(struct body *b, struct str name, struct place place)
{
	struct piece piece = {.kind = PIECE_VAR, .place = place};
	if (b->kind == BODY_MEASURE && str_eq(name, STR("date"))) {
		piece.kind = PIECE_DATE;
	} else if (str_eq(name, STR("violation"))) {
		piece.kind = PIECE_VIOLATION;
	} else {
		piece.var = load_var(b->l, name, place);
		if (piece.var == NO_ROW)
			return;
		if (!is_printable(b->l, piece.var))
			DIAG(b->l->diags, NOT_PRINTABLE, place, name);
	}
	add_piece(b, piece);
}

/* From "{{" at `open`; returns where the text goes on. */
static size_t add_place(struct body *b, size_t open)
{
	struct str text = b->node->text;
	size_t close = str_find(text, STR("}}"), open);
	if (close == text.n) {
		DIAG0(b->l->diags, OPEN_PLACE, node_place(b->l->diags, b->node, open, open + 2));
		return text.n;
	}
	struct str name = str_trim(str_sub(text, open + 2, close));
	struct place place = node_place(b->l->diags, b->node, open, close + 2);
	if (b->places)
		add_pattern_place(b, name, place);
	else
		add_text_place(b, name, place);
	return close + 2;
}

/* No letter holds a longer one; also bounds the work on hostile rules. */
enum { TEXT_BYTES_MAX = 10000 };

static struct range read_body(struct body *b)
{
	struct str text = load_text(b->l, b->node);
	size_t at = 0, end;
	b->pieces.first = b->l->build.n_pieces;
	if (text.n > TEXT_BYTES_MAX) {
		DIAG(b->l->diags, LONG_TEXT, b->node->place, STR("10000"));
		return b->pieces;
	}
	/* A block | ends in a line break that is no part of the text. */
	for (end = text.n; end && text.p[end - 1] == '\n';)
		end--;
	while (at < end) {
		size_t open = str_find(text, STR("{{"), at);
		add_words(b, at, open < end ? open : end);
		at = open < end ? add_place(b, open) : end;
	}
	return b->pieces;
}

struct range load_body(struct loader *l, const struct node *node, enum body_kind kind, uint32_t language)
{
	struct body b = {.l = l, .node = node, .kind = kind, .language = language};
	return read_body(&b);
}

struct range load_pattern(struct loader *l, const struct node *node, uint32_t places)
{
	struct body b = {.l = l, .node = node, .places = places};
	if (node && node->kind == NODE_TEXT && !node->text.n)
		DIAG(l->diags, EMPTY_TEXT, node->key_place, node->key);
	return read_body(&b);
}

uint32_t load_bodies(struct loader *l, const struct node *words, enum body_kind kind)
{
	struct range *bodies = arena_many(l->arena, struct range, l->build.n_languages + 1);
	if (words && words->kind == NODE_MAP) {
		load_words_check(l, words);
		for (uint32_t i = 0; i < l->build.n_languages; i++) {
			struct str tag = build_str(&l->build, l->build.languages[i].tag);
			const struct node *node = node_get(words, tag);
			if (node)
				bodies[i] = load_body(l, node, kind, i);
		}
	}
	uint32_t first = l->build.n_bodies;
	for (uint32_t i = 0; i < l->build.n_languages; i++)
		build_bodies(&l->build, bodies[i]);
	return first;
}
