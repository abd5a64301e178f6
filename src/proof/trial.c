/* Drafting the answers of a test, by the same stages as a merchant's. */
#include "proof/trial.h"

#include "core/format.h"
#include "core/value.h"
#include "render/view.h"

/* -- drafting --------------------------------------------------------------------- */

static void make(struct trial *t, uint32_t language)
{
	struct draft_options options = {
	        .language = language, .limit = t->tests->pack->profile[0].form_limit, .now = t->tests->now};
	t->drafts[language] = arena_new(t->arena, struct draft);
	draft_make(t->drafts[language], t->arena, &t->decisions, &options);
}

static bool decide_all(struct trial *t)
{
	int64_t today = t->tests->now / DAY_SECONDS;
	const struct node *answers = node_get(t->node, STR("answers"));
	if (!case_read(&t->kase, t->arena, &t->own, answers, NULL, 0, today))
		return false;
	decide(&t->decisions, t->arena, &t->kase);
	bool consistent = decide_consistent(&t->decisions, t->arena, &t->own);
	bool needed = decide_needed(&t->decisions, t->arena, &t->own, t->tests->language);
	return consistent && needed &&
	       decide_refusals(&t->decisions, t->arena, &t->own, t->tests->language) && !t->own.errors;
}

void trial_draft(struct trial *t)
{
	t->kase = (struct kase){.pack = t->tests->pack, .violation = t->violation};
	t->drafts = arena_many(t->arena, struct draft *, t->tests->pack->n_languages);
	t->status = EXIT_STATUS_WRONG;
	if (!decide_all(t))
		return;
	make(t, 0);
	if (t->drafts[0]->refusal != NO_ROW)
		t->status = EXIT_STATUS_REFUSED;
	else
		t->status = t->drafts[0]->ready ? EXIT_STATUS_READY : EXIT_STATUS_NOT_READY;
}

struct draft *trial_letter(struct trial *t, uint32_t language)
{
	if (t->status == EXIT_STATUS_WRONG || t->status == EXIT_STATUS_REFUSED)
		return NULL;
	if (!t->drafts[language])
		make(t, language);
	return t->drafts[language];
}

struct str trial_text(struct trial *t, uint32_t language, const struct template *layout)
{
	struct buf out = {.arena = t->arena};
	template_render(&out, layout, view_draft(t->arena, trial_letter(t, language)), ESCAPE_NONE);
	return buf_str(&out);
}

/* -- the command ------------------------------------------------------------------ */

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       str_find(STR("-_.:/=+,@"), (struct str){&c, 1}, 0) < 9 || (c & 0x80);
}

/* As one word of a shell. */
static void add_word(struct buf *out, struct str word)
{
	bool plain = word.n > 0;
	for (size_t i = 0; i < word.n; i++)
		plain = plain && is_plain(word.p[i]);
	buf_add(out, plain ? STR(" ") : STR(" '"));
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == '\'')
			buf_add(out, STR("'\\''"));
		else
			buf_char(out, word.p[i]);
	buf_add(out, plain ? STR("") : STR("'"));
}

static void add_now(struct buf *out, const struct trial *t)
{
	struct buf now = {.arena = t->arena};
	int32_t zone = t->tests->pack->profile[0].zone;
	uint32_t minutes = (uint32_t)(zone < 0 ? -zone : zone) / 60;
	format_iso_time(&now, t->tests->now);
	now.p[10] = 'T'; /* behind the day */
	buf_char(&now, zone < 0 ? '-' : '+');
	buf_add(&now, minutes < 600 ? STR("0") : STR(""));
	buf_uint(&now, minutes / 60);
	buf_add(&now, minutes % 60 < 10 ? STR(":0") : STR(":"));
	buf_uint(&now, minutes % 60);
	buf_add(out, STR(" --now"));
	add_word(out, buf_str(&now));
}

static void add_answer(struct buf *out, struct trial *t, const struct node *answer)
{
	struct buf pair = {.arena = t->arena};
	buf_add(&pair, answer->key);
	buf_char(&pair, '=');
	buf_add(&pair, answer->text);
	for (const struct node *m = answer->first; m; m = m->next) {
		buf_add(&pair, m == answer->first ? STR("") : STR(", "));
		buf_add(&pair, m->text);
	}
	buf_add(out, STR(" -a"));
	add_word(out, buf_str(&pair));
}

struct str trial_command(struct trial *t)
{
	struct buf out = {.arena = t->arena};
	buf_add(&out, STR("shensu draft"));
	add_word(&out, pack_str(t->tests->pack, t->violation->slug));
	if (t->tests->folder.n) {
		buf_add(&out, STR(" --rules"));
		add_word(&out, t->tests->folder);
	}
	add_now(&out, t);
	buf_add(&out, STR(" --no-input -o -"));
	for (const struct node *m = node_get(t->node, STR("answers"))->first; m; m = m->next)
		if (!str_eq(m->key, STR("violation")))
			add_answer(&out, t, m);
	return buf_str(&out);
}
