/* Reading a pack: strings, and rows by name. */
#include "core/pack.h"

struct str pack_str(const struct pack *pack, struct ref ref)
{
	return ref.n ? (struct str){pack->chars + ref.at, ref.n} : STR("");
}

struct str pack_words(const struct pack *pack, words_id words, uint32_t language)
{
	return pack_str(pack, pack->strings[words ? words + language : 0]);
}

uint32_t pack_language(const struct pack *pack, struct str tag)
{
	for (uint32_t i = 0; i < pack->n_languages; i++)
		if (str_eq(pack_str(pack, pack->languages[i].tag), tag))
			return i;
	return NO_ROW;
}

static bool is_called(const struct pack *pack, const struct violation *v, struct str name)
{
	if (str_eq(pack_str(pack, v->slug), name))
		return true;
	for (uint32_t i = 0; i < pack->n_languages; i++)
		if (str_eq(pack_words(pack, v->name, i), name))
			return true;
	for (uint32_t i = 0; i < v->aliases.n; i++)
		if (str_eq(pack_str(pack, pack->strings[v->aliases.first + i]), name))
			return true;
	return false;
}

uint32_t pack_violation(const struct pack *pack, struct str name, uint32_t from)
{
	for (uint32_t i = from; i < pack->n_violations; i++)
		if (is_called(pack, &pack->violations[i], name))
			return i;
	return NO_ROW;
}

uint32_t pack_var(const struct pack *pack, const struct violation *v, struct str name)
{
	for (uint32_t i = v->vars.first; i < v->vars.first + v->vars.n; i++)
		if (str_eq(pack_str(pack, pack->vars[i].name), name))
			return i;
	return NO_ROW;
}

struct str pack_type_name(enum type type)
{
	static const struct str names[TYPE_COUNT] = {
	        {"choice", 6}, {"multi", 5}, {"yes-no", 6}, {"integer", 7}, {"money", 5},
	        {"date", 4},   {"time", 4},  {"period", 6}, {"name", 4},    {"code", 4},
	        {"prose", 5},
	};
	return names[type];
}

bool pack_is_today(const struct question *q)
{
	return q->has_default && q->type == TYPE_DATE;
}

const struct question *pack_question(const struct pack *pack, uint32_t var)
{
	const struct var *v = &pack->vars[var];
	return v->kind == VAR_QUESTION ? &pack->questions[v->row] : NULL;
}

static words_id label_of(const struct pack *pack, const struct var *v)
{
	switch ((enum var_kind)v->kind) {
	case VAR_QUESTION: {
		const struct question *q = &pack->questions[v->row];
		return q->label ? q->label : q->ask;
	}
	case VAR_EVIDENCE:
		return pack->evidence[v->row].name;
	case VAR_CHECK:
		return pack->checks[v->row].name;
	case VAR_MEASURE:
	case VAR_REASON:
		break;
	}
	return 0;
}

struct str pack_label(const struct pack *pack, uint32_t var, uint32_t language)
{
	words_id label = label_of(pack, &pack->vars[var]);
	return label ? pack_words(pack, label, language) : pack_str(pack, pack->vars[var].name);
}

static struct str question_option(const struct pack *pack, const struct question *q, uint32_t bit)
{
	if (q->type == TYPE_YES_NO)
		return bit ? STR("yes") : STR("no");
	if (bit < q->choices.n)
		return pack_str(pack, pack->choices[q->choices.first + bit].id);
	return STR("answered");
}

struct str pack_option(const struct pack *pack, uint32_t var, uint32_t bit)
{
	static const struct str evidence[] = {{"no", 2}, {"yes", 3}, {"pending", 7}};
	static const struct str measure[] = {{"no", 2}, {"done", 4}, {"planned", 7}};
	const struct var *v = &pack->vars[var];
	switch ((enum var_kind)v->kind) {
	case VAR_QUESTION:
		return question_option(pack, &pack->questions[v->row], bit);
	case VAR_EVIDENCE:
		return evidence[bit];
	case VAR_MEASURE:
		return measure[bit];
	case VAR_CHECK:
		return pack_str(pack, pack->outcomes[pack->checks[v->row].outcomes.first + bit].id);
	case VAR_REASON:
		break;
	}
	/* The last option of the reason, behind all its rows, is "none". */
	return bit + 1 < v->options ? pack_str(pack, pack->reasons[v->row + bit].id) : STR("none");
}
