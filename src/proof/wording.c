/* See wording.h. */
#include "proof/wording.h"

#include "base/utf8.h"

/* -- allowances ------------------------------------------------------------------------ */

void wording_unknown(struct arena *arena, struct diags *diags, const struct pack *pack, struct str id,
                     struct place place)
{
	struct str *ids = arena_many(arena, struct str, pack->n_wordings + 1);
	for (uint32_t i = 0; i < pack->n_wordings; i++)
		ids[i] = pack_str(pack, pack->wordings[i].id);
	struct str nearest = str_nearest(id, ids, pack->n_wordings);
	if (nearest.n)
		DIAG(diags, UNKNOWN_WORDING_NEAR, place, id, nearest);
	else
		DIAG(diags, UNKNOWN_WORDING, place, id);
}

static bool read_allowance(struct reading *r, struct str text, struct allowance *out)
{
	uint32_t source = diags_source(r->diags, STR("--allow"), text);
	struct str rest = text, head = str_cut(&rest, '='), line = head;
	uint64_t number = 1;
	out->place = (struct place){source, 0, (uint32_t)head.n};
	out->id = str_trim(str_cut(&line, ':'));
	out->reason = str_trim(rest);
	bool has_line = out->id.n < head.n;
	if (!out->id.n || !out->reason.n || (has_line && (!str_uint(line, &number) || number > UINT32_MAX))) {
		DIAG(r->diags, BAD_ALLOWANCE, ((struct place){source, 0, (uint32_t)text.n}), text);
		return false;
	}
	out->line = has_line ? (uint32_t)number : 0;
	if (lint_rule(r->pack, out->id) == NO_ROW) {
		wording_unknown(r->arena, r->diags, r->pack, out->id, out->place);
		return false;
	}
	return true;
}

bool wording_allow(struct reading *r, const char *const *allowances, size_t n)
{
	bool ok = true;
	r->allowances = arena_many(r->arena, struct allowance, n + 1);
	r->n_allowances = (uint32_t)n;
	for (size_t i = 0; i < n; i++)
		ok = read_allowance(r, str_of(allowances[i]), &r->allowances[i]) && ok;
	return ok;
}

static uint32_t find_allowance(struct reading *r, struct str id, struct place place)
{
	uint32_t line, column;
	if (!r->n_allowances)
		return NO_ROW;
	source_position(&r->diags->sources[place.source], place.start, &line, &column);
	for (uint32_t i = 0; i < r->n_allowances; i++) {
		struct allowance *a = &r->allowances[i];
		if (str_eq(a->id, id) && (!a->line || a->line == line)) {
			a->used = true;
			return i;
		}
	}
	return NO_ROW;
}

/* -- findings ------------------------------------------------------------------------------ */

static void push(struct reading *r, struct wording_finding finding)
{
	r->findings = arena_grow(r->arena, r->findings, r->n, &r->room, sizeof finding);
	r->findings[r->n++] = finding;
}

enum { SHOWN_MAX = 24 };

/* As much of the words as a message can hold. */
static struct str shortened(struct reading *r, struct str words)
{
	struct buf out = {.arena = r->arena};
	size_t at = 0;
	for (int i = 0; i < SHOWN_MAX && at < words.n; i++)
		utf8_next(words, &at);
	buf_add(&out, str_sub(words, 0, at));
	buf_add(&out, at < words.n ? STR("…") : STR(""));
	return buf_str(&out);
}

static void add_remark(struct reading *r, uint32_t source, const struct remark *remark)
{
	const struct wording *w = &r->pack->wordings[remark->rule];
	struct str text = r->diags->sources[source].text;
	struct str args[] = {shortened(r, str_sub(text, remark->span.from, remark->span.to)),
	                     pack_words(r->pack, w->why, r->words)};
	struct buf message = {.arena = r->arena};
	buf_format(&message, r->language == MESSAGE_ZH ? STR("“{0}”：{1}") : STR("'{0}': {1}"), args);
	struct wording_finding f = {.id = pack_str(r->pack, w->id),
	                            .message = buf_str(&message),
	                            .advice = pack_words(r->pack, w->better, r->words),
	                            .level = (enum level)w->level,
	                            .place = {source, remark->span.from, remark->span.to}};
	f.allowance = find_allowance(r, f.id, f.place);
	push(r, f);
}

/* What the program itself has to say. */
static void add_message(struct reading *r, enum message message, struct place place, struct str about)
{
	struct buf text = {.arena = r->arena}, help = {.arena = r->arena};
	const struct str args[MESSAGE_ARGS] = {about};
	message_text(&text, message, r->language, args);
	message_help(&help, message, r->language, args);
	push(r, (struct wording_finding){.id = str_of(message_id(message)),
	                                 .message = buf_str(&text),
	                                 .advice = buf_str(&help),
	                                 .level = message_level(message),
	                                 .place = place,
	                                 .allowance = NO_ROW});
}

enum { TEXT_BYTES_MAX = 1 << 20 };

static bool is_readable(struct reading *r, uint32_t source)
{
	struct str text = r->diags->sources[source].text;
	size_t bad = text.n > TEXT_BYTES_MAX ? 0 : utf8_check(text);
	struct place place = {source, (uint32_t)bad, (uint32_t)bad + 1};
	if (text.n > TEXT_BYTES_MAX)
		DIAG(r->diags, SOURCE_TOO_BIG, place, STR("1048576"));
	else if (bad < text.n)
		DIAG0(r->diags, BAD_UTF8, place);
	return text.n <= TEXT_BYTES_MAX && bad == text.n;
}

bool wording_read(struct reading *r, struct arena *scratch, uint32_t source)
{
	struct remarks remarks;
	if (!is_readable(r, source))
		return false;
	lint(&remarks, scratch, r->pack, r->diags->sources[source].text, &r->options);
	for (uint32_t i = 0; i < remarks.n; i++)
		add_remark(r, source, &remarks.items[i]);
	uint32_t last = remarks.n ? remarks.items[remarks.n - 1].span.to : 0;
	if (remarks.more)
		add_message(r, MSG_MANY_FINDINGS, (struct place){source, last, last}, STR("1000"));
	return true;
}

void wording_end(struct reading *r)
{
	for (uint32_t i = 0; i < r->n_allowances; i++)
		if (!r->allowances[i].used)
			add_message(r, MSG_UNUSED_ALLOWANCE, r->allowances[i].place, r->allowances[i].id);
}

uint32_t wording_left(const struct reading *r)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < r->n; i++)
		n += r->findings[i].allowance == NO_ROW;
	return n;
}

/* -- a rule in words ------------------------------------------------------------------------ */

static struct str stances_of(struct arena *arena, const struct pack *pack, const struct wording *w)
{
	struct buf out = {.arena = arena};
	uint32_t var = pack->violations[0].stance;
	for (uint32_t i = 0; i < pack->vars[var].options; i++)
		if (w->stances & 1u << i) {
			buf_add(&out, out.n ? STR(", ") : STR(""));
			buf_add(&out, pack_option(pack, var, i));
		}
	return buf_str(&out);
}

bool wording_explain(struct buf *out, const struct pack *pack, struct str id, enum message_language language,
                     uint32_t words)
{
	static const char *const levels[][3] = {{"error", "warning", "note"}, {"错误", "警告", "说明"}};
	uint32_t row = lint_rule(pack, id);
	if (row == NO_ROW)
		return false;
	const struct wording *w = &pack->wordings[row];
	struct str args[] = {id, str_of(levels[language][w->level]), pack_words(pack, w->why, words),
	                     pack_words(pack, w->better, words), stances_of(out->arena, pack, w)};
	buf_format(out, STR("{0} ({1})\n\n{2}\n{3}\n"), args);
	if (w->stances != ANY_STANCE)
		buf_format(out,
		           language == MESSAGE_ZH ? STR("仅用于立场：{4}\n")
		                                  : STR("Only with --stance: {4}\n"),
		           args);
	return true;
}
