/* The same sentence, words and places alike, in two texts that can show together. */
#include "base/utf8.h"
#include "proof/prover.h"

/* What is shorter, such as "Note:", may well stand twice. */
enum { SENTENCE_MIN = 6 };

struct sentence {
	uint32_t text, language;
	struct str words;
};

struct sentences {
	struct prover *p;
	struct sentence *items;
	uint32_t n, room;
	struct buf open;
	uint32_t text, language;
};

static void end_sentence(struct sentences *s)
{
	struct str words = str_trim(buf_str(&s->open));
	struct arena *arena = s->p->model->arena;
	s->open = (struct buf){.arena = arena};
	if (utf8_count(words) < SENTENCE_MIN)
		return;
	s->items = arena_grow(arena, s->items, s->n, &s->room, sizeof *s->items);
	s->items[s->n++] = (struct sentence){s->text, s->language, words};
}

/* What stands before or behind a colon or semicolon is a part of a sentence. */
static bool is_mark(const struct sentences *s, struct str letter)
{
	struct str marks = pack_str(s->p->pack, s->p->pack->languages[s->language].final),
	           inner = STR(":;：；");
	return str_find(marks, letter, 0) < marks.n && str_find(inner, letter, 0) == inner.n;
}

/* A point inside of a number or a word ends nothing. */
static void add_words(struct sentences *s, struct str words)
{
	for (size_t at = 0; at < words.n;) {
		size_t start = at;
		utf8_next(words, &at);
		struct str letter = str_sub(words, start, at);
		bool ends = is_mark(s, letter) && (letter.n > 1 || at == words.n || words.p[at] == ' ');
		buf_add(&s->open, letter);
		if (ends)
			end_sentence(s);
	}
}

static void add_piece(struct sentences *s, const struct piece *piece)
{
	const struct pack *pack = s->p->pack;
	uint32_t measure = pack->texts[s->text].measure;
	if (piece->kind == PIECE_WORDS) {
		add_words(s, pack_str(pack, piece->words));
		return;
	}
	buf_add(&s->open, STR("{{"));
	if (piece->kind == PIECE_VAR)
		buf_add(&s->open, pack_str(pack, pack->vars[piece->var].name));
	else if (piece->kind == PIECE_DATE)
		buf_add(&s->open, pack_str(pack, pack->vars[measure].name));
	else
		buf_add(&s->open, STR("violation"));
	buf_add(&s->open, STR("}}"));
}

static void add_text(struct sentences *s, uint32_t text)
{
	const struct pack *pack = s->p->pack;
	s->text = text;
	for (s->language = 0; s->language < pack->n_languages; s->language++) {
		struct range body = pack->bodies[pack->texts[text].bodies + s->language];
		s->open = (struct buf){.arena = s->p->model->arena};
		for (uint32_t i = 0; i < body.n; i++)
			add_piece(s, &pack->pieces[body.first + i]);
		end_sentence(s);
	}
}

/* Letter and notes are different papers. */
static bool same_paper(const struct prover *p, uint32_t a, uint32_t b)
{
	const struct slot *slots = p->pack->slots;
	bool in_notes = slots[p->pack->texts[a].slot].as == AS_NOTES;
	return in_notes == (slots[p->pack->texts[b].slot].as == AS_NOTES);
}

static bool is_reported(const struct prover *p, const struct sentence *a, const struct sentence *b)
{
	for (uint32_t i = p->first; i < p->out->n; i++) {
		const struct finding *f = &p->out->findings[i];
		if (f->message == MSG_SAID_TWICE && str_eq(f->args[0], prover_text(p, b->text)) &&
		    str_eq(f->args[1], prover_text(p, a->text)))
			return true;
	}
	return false;
}

static void prove_once(struct prover *p, const struct sentence *a, const struct sentence *b)
{
	if (a->text == b->text || a->language != b->language || !str_eq(a->words, b->words) ||
	    !same_paper(p, a->text, b->text) || is_reported(p, a, b))
		return;
	prover_begin(p, prover_slot(p, b->text));
	mdd_id both = prover_all(p, model_text(p->model, a->text)->shows.yes,
	                         model_text(p->model, b->text)->shows.yes);
	if (!prover_can(p, both))
		return;
	struct finding *finding = FINDING(p, SAID_TWICE, p->pack->texts[b->text].place,
	                                  prover_text(p, b->text), prover_text(p, a->text), a->words);
	finding->language = a->language;
	prover_case(p, finding, both, both);
}

void prove_repeats(struct prover *p)
{
	struct range texts = p->violation->texts;
	struct sentences s = {.p = p};
	for (uint32_t i = texts.first; i < texts.first + texts.n; i++)
		add_text(&s, i);
	for (uint32_t i = 0; i < s.n; i++)
		for (uint32_t k = i + 1; k < s.n; k++)
			prove_once(p, &s.items[i], &s.items[k]);
}
