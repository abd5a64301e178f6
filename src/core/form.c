/* The form text: must-pieces in their shortest form, longer forms of them
 * while they fit, then pieces by priority while they fit.  A clause comes
 * only with its lead.  Nothing is ever cut. */
#include "core/draft.h"

#include "base/utf8.h"

#define NOT_CHOSEN UINT32_MAX

/* A text that could stand in the form. */
struct candidate {
	uint32_t text;
	uint32_t variant; /* the chosen one of its short texts */
};

struct packing {
	struct draft *d;
	struct candidate *items;
	uint32_t n;
	size_t used;
};

static uint32_t form_language(const struct packing *p)
{
	return p->d->pack->profile[0].form_language;
}

static struct str words_of(struct packing *p, uint32_t text, uint32_t variant)
{
	const struct text *t = &p->d->pack->texts[text];
	return draft_words(p->d, p->d->pack->bodies[t->shorts.first + variant], t->measure, form_language(p));
}

static size_t length_of(struct packing *p, uint32_t text, uint32_t variant)
{
	struct str joint = pack_str(p->d->pack, p->d->pack->languages[form_language(p)].sentence);
	return utf8_form_length(words_of(p, text, variant)) + utf8_form_length(joint);
}

/* A short text with a blank says nothing, so only a must-piece may have one. */
static bool is_complete(const struct packing *p, uint32_t text, uint32_t variant)
{
	const struct text *t = &p->d->pack->texts[text];
	return draft_complete(p->d, p->d->pack->bodies[t->shorts.first + variant]);
}

static void collect(struct packing *p)
{
	struct draft *d = p->d;
	p->items = arena_many(d->arena, struct candidate, d->n_shown + 1);
	for (uint32_t i = 0; i < d->n_shown; i++)
		if (d->pack->texts[d->shown[i].text].shorts.n)
			p->items[p->n++] = (struct candidate){d->shown[i].text, NOT_CHOSEN};
}

static const struct text *text_of(const struct packing *p, uint32_t item)
{
	return &p->d->pack->texts[p->items[item].text];
}

/* The lead of a clause is in, or has no short text of its own. */
static bool lead_is_in(const struct packing *p, uint32_t item)
{
	uint32_t parent = text_of(p, item)->parent;
	for (uint32_t i = 0; parent != NO_ROW && i < p->n; i++)
		if (p->items[i].text == parent)
			return p->items[i].variant != NOT_CHOSEN;
	return true;
}

static void take_musts(struct packing *p)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (text_of(p, i)->priority == PRIORITY_MUST) {
			p->items[i].variant = text_of(p, i)->shorts.n - 1;
			p->used += length_of(p, p->items[i].text, p->items[i].variant);
		}
}

/* Takes the longest variant that fits instead of what is chosen now. */
static void take_longest(struct packing *p, uint32_t item, size_t limit)
{
	struct candidate *c = &p->items[item];
	size_t now = c->variant == NOT_CHOSEN ? 0 : length_of(p, c->text, c->variant);
	uint32_t end = c->variant == NOT_CHOSEN ? text_of(p, item)->shorts.n : c->variant;
	for (uint32_t v = 0; v < end; v++) {
		size_t length = length_of(p, c->text, v);
		if (p->used - now + length > limit || !is_complete(p, c->text, v))
			continue;
		p->used += length - now;
		c->variant = v;
		return;
	}
}

static void take_by_priority(struct packing *p, size_t limit)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (text_of(p, i)->priority == PRIORITY_MUST)
			take_longest(p, i, limit);
	for (uint8_t priority = 1; priority <= 9; priority++)
		for (uint32_t i = 0; i < p->n; i++)
			if (text_of(p, i)->priority == priority && lead_is_in(p, i))
				take_longest(p, i, limit);
}

static struct str write_form(struct packing *p)
{
	struct buf out = {.arena = p->d->arena};
	for (uint32_t i = 0; i < p->n; i++) {
		if (p->items[i].variant == NOT_CHOSEN)
			continue;
		if (out.n)
			buf_add(&out, pack_str(p->d->pack, p->d->pack->languages[form_language(p)].sentence));
		buf_add(&out, words_of(p, p->items[i].text, p->items[i].variant));
	}
	return buf_str(&out);
}

void draft_form(struct draft *d, uint32_t limit)
{
	struct packing p = {.d = d};
	collect(&p);
	take_musts(&p);
	d->form.limit = limit;
	d->form.fits = p.used <= limit;
	if (!d->form.fits)
		return;
	take_by_priority(&p, limit);
	d->form.words = write_form(&p);
	d->form.length = utf8_form_length(d->form.words);
}
