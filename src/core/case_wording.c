/* The wording of what a merchant types: his prose must not harm him, and his
 * names and codes must not hold other people's data. */
#include "base/utf8.h"
#include "core/case.h"
#include "core/lint.h"

/* -- prose in one line ------------------------------------------------------------- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Chinese needs no blank where its lines meet. */
static bool meets_han(struct str text, size_t from, size_t to)
{
	size_t before = from, after = to;
	while (before > 0 && ((unsigned char)text.p[before - 1] & 0xC0) == 0x80)
		before--;
	before -= before > 0;
	return (before < from && utf8_next(text, &before) >= 0x2E80) ||
	       (after < text.n && utf8_next(text, &after) >= 0x2E80);
}

struct str prose_line(struct arena *arena, struct str text)
{
	struct buf out = {.arena = arena};
	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		bool breaks = false;
		for (; end < text.n && is_space(text.p[end]); end++)
			breaks = breaks || text.p[end] == '\n';
		if (breaks)
			buf_add(&out, meets_han(text, at, end) ? STR("") : STR(" "));
		else if (end > at)
			buf_add(&out, str_sub(text, at, end));
		else
			buf_char(&out, text.p[end++]);
		at = end;
	}
	return buf_str(&out);
}

/* -- what is found in it -------------------------------------------------------------- */

static uint32_t stance_of(const struct kase *kase)
{
	uint32_t options = case_answer(kase, kase->violation->stance)->options, bit = 0;
	if (!options)
		return NO_ROW;
	while (!(options & 1u << bit))
		bit++;
	return bit;
}

static struct str words_of(const struct remark *r, struct str text)
{
	return str_sub(text, r->span.from, r->span.to);
}

static void note(struct kase *kase, struct arena *arena, uint32_t var, const struct remark *r)
{
	struct worded row = {var, r->rule, {NULL, 0}, false};
	row.word = words_of(r, case_answer(kase, var)->text);
	row.blocks = kase->pack->wordings[r->rule].level == LEVEL_ERROR;
	kase->worded =
	        arena_grow(arena, kase->worded, kase->n_worded, &kase->worded_room, sizeof *kase->worded);
	kase->worded[kase->n_worded++] = row;
}

static void check_prose(struct kase *kase, struct arena *arena, uint32_t var)
{
	struct lint_options options = {.stance = stance_of(kase), .language = NO_ROW};
	struct answer *answer = &kase->answers[var - kase->violation->vars.first];
	struct remarks remarks;
	bool blocked = false;
	lint(&remarks, arena, kase->pack, answer->text, &options);
	for (uint32_t i = 0; i < remarks.n; i++) {
		note(kase, arena, var, &remarks.items[i]);
		blocked = blocked || kase->worded[kase->n_worded - 1].blocks;
	}
	answer->given = answer->given && !blocked;
	answer->options = blocked ? 0 : answer->options;
}

static bool check_line(const struct kase *kase, struct arena *arena, struct diags *diags, uint32_t var)
{
	struct lint_options options = {.stance = NO_ROW, .language = NO_ROW, .answers = true};
	const struct answer *answer = case_answer(kase, var);
	struct remarks remarks;
	lint(&remarks, arena, kase->pack, answer->text, &options);
	if (remarks.n)
		DIAG(diags, PRIVATE_ANSWER, answer->place, pack_str(kase->pack, kase->pack->vars[var].name),
		     words_of(&remarks.items[0], answer->text));
	return !remarks.n;
}

bool case_wording(struct kase *kase, struct arena *arena, struct diags *diags)
{
	struct range vars = kase->violation->vars;
	bool ok = true;
	for (uint32_t var = vars.first; var < vars.first + vars.n; var++) {
		const struct question *q = pack_question(kase->pack, var);
		if (!q || !case_answer(kase, var)->given)
			continue;
		if (q->type == TYPE_PROSE)
			check_prose(kase, arena, var);
		else if (q->type == TYPE_NAME || q->type == TYPE_CODE)
			ok = check_line(kase, arena, diags, var) && ok;
	}
	return ok;
}
