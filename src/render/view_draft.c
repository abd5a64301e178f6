/* A draft as a tree: the names of letter, notes and summary. */
#include "render/view.h"

#include "core/format.h"
#include "core/value.h"

#define K(literal) STR(literal)

struct scene {
	struct arena *a;
	struct draft *d;
	uint32_t language;
	bool supplement;
};

/* -- shared parts ------------------------------------------------------------------ */

void view_head(struct arena *a, struct node *tree, const struct pack *pack, uint32_t language)
{
	const struct profile *p = &pack->profile[0];
	struct node *rules = node_map(a, tree, K("rules"));
	node_text(a, rules, K("platform"), pack_str(pack, p->platform));
	node_text(a, rules, K("platform_name"), pack_words(pack, p->name, language));
	node_text(a, rules, K("version"), pack_str(pack, p->version));
	node_text(a, rules, K("checked"), pack_str(pack, p->checked));
}

void view_origin(struct arena *a, struct node *tree, const struct pack *pack, uint32_t origin)
{
	const struct origin *o = &pack->origins[origin];
	struct node *source = node_map(a, tree, K("source"));
	node_text(a, source, K("name"), pack_str(pack, o->name));
	node_text(a, source, K("title"), pack_str(pack, o->title));
	node_text(a, source, K("url"), pack_str(pack, o->url));
	node_text(a, source, K("version"), pack_str(pack, o->version));
	node_text(a, source, K("checked"), pack_str(pack, o->checked));
	node_bool(a, source, K("confirmed"), o->confirmed);
}

void view_advice(struct arena *a, struct node *tree, const struct pack *pack, struct range advice,
                 uint32_t language)
{
	struct node *list = node_list(a, tree, K("advice"));
	for (uint32_t i = 0; i < advice.n; i++) {
		const struct point *point = &pack->points[pack->numbers[advice.first + i]];
		struct node *item = node_map(a, list, K(""));
		node_text(a, item, K("id"), pack_str(pack, point->id));
		node_text(a, item, K("words"), pack_words(pack, point->words, language));
	}
}

static struct node *item(struct scene *s, struct node *list)
{
	return node_map(s->a, list, K(""));
}

static struct str numeral(struct scene *s, uint32_t number)
{
	struct range numerals = s->d->pack->languages[s->language].numerals;
	struct buf figure = {.arena = s->a};
	if (!number)
		return K("");
	if (number <= numerals.n)
		return pack_str(s->d->pack, s->d->pack->strings[numerals.first + number - 1]);
	buf_uint(&figure, number);
	return buf_str(&figure);
}

/* -- the letter ----------------------------------------------------------------------- */

static void add_block(struct scene *s, struct node *list, struct str words, uint32_t number)
{
	struct node *block = item(s, list);
	node_bool(s->a, block, K("listed"), number > 0);
	node_number(s->a, block, K("number"), number);
	node_text(s->a, block, K("numeral"), numeral(s, number));
	node_text(s->a, block, K("text"), words);
}

static void add_sections(struct scene *s, struct node *letter)
{
	struct node *list = node_list(s->a, letter, K("sections"));
	for (uint32_t i = 0; i < s->d->n_sections; i++) {
		const struct section *section = &s->d->sections[i];
		struct node *node = item(s, list);
		node_text(s->a, node, K("heading"), section->heading);
		node_number(s->a, node, K("number"), section->number);
		node_text(s->a, node, K("numeral"), numeral(s, section->number));
		struct node *blocks = node_list(s->a, node, K("blocks"));
		for (uint32_t k = 0; k < section->n_blocks; k++)
			add_block(s, blocks, section->blocks[k].words, section->listed ? k + 1 : 0);
	}
}

static void add_exhibits(struct scene *s, struct node *letter)
{
	struct node *list = node_list(s->a, letter, K("exhibits"));
	for (uint32_t i = 0; i < s->d->n_exhibits; i++) {
		struct node *node = item(s, list);
		struct buf label = {.arena = s->a};
		format_exhibit(&label, s->d->pack, i + 1, s->language);
		node_number(s->a, node, K("number"), i + 1);
		node_text(s->a, node, K("label"), buf_str(&label));
		node_text(s->a, node, K("name"), pack_label(s->d->pack, s->d->exhibits[i], s->language));
	}
	node_bool(s->a, letter, K("has_exhibits"), s->d->n_exhibits > 0);
}

/* The words of a question that the layout itself shows. */
static struct str answer_words(struct scene *s, uint32_t var)
{
	struct buf out = {.arena = s->a};
	if (decide_var(s->d->decisions, var).known)
		format_answer(&out, s->d->kase, var, s->language);
	else
		format_blank(&out, s->d->pack, pack_label(s->d->pack, var, s->language), s->language);
	return buf_str(&out);
}

static void add_letter(struct scene *s, struct node *tree)
{
	struct node *letter = node_map(s->a, tree, K("letter"));
	node_text(s->a, letter, K("title"), s->d->title);
	node_text(s->a, letter, K("addressee"),
	          pack_words(s->d->pack, s->d->pack->profile[0].addressee, s->language));
	add_sections(s, letter);
	node_text(s->a, letter, K("signature"), answer_words(s, s->d->violation->signature));
	node_text(s->a, letter, K("date"), answer_words(s, s->d->violation->date));
	add_exhibits(s, letter);
}

static void add_form(struct scene *s, struct node *tree)
{
	const struct form *form = &s->d->form;
	struct node *node = node_map(s->a, tree, K("form"));
	node_text(s->a, node, K("text"), form->words);
	node_number(s->a, node, K("length"), form->length);
	node_number(s->a, node, K("limit"), form->limit);
	node_bool(s->a, node, K("fits"), form->fits);
}

/* -- what keeps it from being ready ------------------------------------------------------ */

static void add_notes(struct scene *s, struct node *tree, struct str name, bool blocks)
{
	struct node *list = node_list(s->a, tree, name);
	for (uint32_t i = 0; i < s->d->n_shown; i++) {
		const struct text *text = &s->d->pack->texts[s->d->shown[i].text];
		bool note = s->d->pack->slots[text->slot].as == AS_NOTES;
		if (!note || text->blocks != blocks)
			continue;
		struct node *node = item(s, list);
		node_text(s->a, node, K("text"), s->d->shown[i].words);
		view_origin(s->a, node, s->d->pack, text->origin);
	}
}

static void add_options(struct scene *s, struct node *node, uint32_t var)
{
	const struct question *q = pack_question(s->d->pack, var);
	struct buf out = {.arena = s->a};
	uint32_t n = q->choices.n ? q->choices.n : q->type == TYPE_YES_NO ? 2 : 0;
	for (uint32_t i = 0; i < n; i++) {
		bool allowed =
		        !q->choices.n ||
		        decide_cond(s->d->decisions, s->d->pack->choices[q->choices.first + i].when) != FALSE;
		if (!allowed)
			continue;
		buf_add(&out, out.n ? K("|") : K(""));
		buf_add(&out, pack_option(s->d->pack, var, i));
	}
	node_text(s->a, node, K("options"), out.n ? buf_str(&out) : K("…"));
}

static void add_open(struct scene *s, struct node *tree)
{
	struct node *list = node_list(s->a, tree, K("unanswered"));
	for (uint32_t i = 0; i < s->d->violation->vars.n; i++) {
		uint32_t var = s->d->violation->vars.first + i;
		if (!decide_open(s->d->decisions, var))
			continue;
		struct node *node = item(s, list);
		node_text(s->a, node, K("key"), pack_str(s->d->pack, s->d->pack->vars[var].name));
		node_text(s->a, node, K("label"), pack_label(s->d->pack, var, s->language));
		add_options(s, node, var);
	}
}

static void add_hits(struct scene *s, struct node *tree)
{
	struct node *list = node_list(s->a, tree, K("banned_words"));
	for (uint32_t i = 0; i < s->d->n_hits; i++) {
		const struct hit *hit = &s->d->pack->hits[s->d->hits[i]];
		struct node *node = item(s, list);
		node_text(s->a, node, K("word"), pack_str(s->d->pack, hit->word));
		node_text(s->a, node, K("id"), pack_str(s->d->pack, s->d->pack->texts[hit->text].id));
	}
}

/* What was found in the merchant's own words. */
static void add_wording(struct scene *s, struct node *tree)
{
	struct node *list = node_list(s->a, tree, K("wording"));
	for (uint32_t i = 0; i < s->d->kase->n_worded; i++) {
		const struct worded *worded = &s->d->kase->worded[i];
		const struct wording *rule = &s->d->pack->wordings[worded->rule];
		struct node *node = item(s, list);
		node_text(s->a, node, K("key"), pack_str(s->d->pack, s->d->pack->vars[worded->var].name));
		node_text(s->a, node, K("label"), pack_label(s->d->pack, worded->var, s->language));
		node_text(s->a, node, K("word"), worded->word);
		node_text(s->a, node, K("id"), pack_str(s->d->pack, rule->id));
		node_text(s->a, node, K("why"), pack_words(s->d->pack, rule->why, s->language));
		node_text(s->a, node, K("better"), pack_words(s->d->pack, rule->better, s->language));
		node_bool(s->a, node, K("blocks"), worded->blocks);
	}
}

/* -- papers and checks of the reason -------------------------------------------------------- */

static bool is_pending(struct scene *s, uint32_t var)
{
	struct state state = decide_var(s->d->decisions, var);
	return state.relevant == TRUE && state.options == 1u << EVIDENCE_PENDING;
}

/* One group of papers that stand for each other. */
static void add_paper(struct scene *s, struct node *list, const struct reason *reason, uint32_t *row)
{
	uint32_t first = *row;
	bool has = draft_has_paper(s->d, reason, row), pending = false;
	struct buf name = {.arena = s->a}, help = {.arena = s->a};
	for (uint32_t i = first; i < *row; i++) {
		uint32_t var = s->d->pack->papers[i].var;
		const struct evidence *evidence = &s->d->pack->evidence[s->d->pack->vars[var].row];
		if (decide_var(s->d->decisions, var).relevant == FALSE ||
		    (has && !decide_enclosed(s->d->decisions, var)))
			continue;
		buf_add(&name, name.n ? K(" / ") : K(""));
		buf_add(&name, pack_words(s->d->pack, evidence->name, s->language));
		buf_add(&help, help.n && evidence->help ? K(" / ") : K(""));
		buf_add(&help, pack_words(s->d->pack, evidence->help, s->language));
		pending = pending || is_pending(s, var);
	}
	if (!name.n)
		return;
	struct node *node = item(s, list);
	node_text(s->a, node, K("name"), buf_str(&name));
	node_text(s->a, node, K("help"), buf_str(&help));
	node_bool(s->a, node, K("ready"), has);
	node_bool(s->a, node, K("pending"), !has && pending);
	node_bool(s->a, node, K("missing"), !has && !pending && !s->supplement);
	node_bool(s->a, node, K("handed_in"), !has && !pending && s->supplement);
}

static void add_check(struct scene *s, struct node *list, uint32_t test)
{
	uint32_t var = s->d->pack->conds[test].var;
	enum truth truth = decide_cond(s->d->decisions, test);
	if (decide_var(s->d->decisions, var).relevant == FALSE)
		return;
	struct node *node = item(s, list);
	node_text(s->a, node, K("name"), pack_label(s->d->pack, var, s->language));
	node_bool(s->a, node, K("pass"), truth == TRUE);
	node_bool(s->a, node, K("fail"), truth == FALSE);
	node_bool(s->a, node, K("unknown"), truth == UNKNOWN);
}

static void add_other_reasons(struct scene *s, struct node *tree, uint32_t proposed)
{
	struct node *list = node_list(s->a, tree, K("other_reasons"));
	struct range reasons = s->d->violation->reasons;
	for (uint32_t i = reasons.first; i < reasons.first + reasons.n; i++) {
		const struct reason *reason = &s->d->pack->reasons[i];
		if (i == proposed || decide_cond(s->d->decisions, reason->when) != TRUE)
			continue;
		struct node *node = item(s, list);
		node_text(s->a, node, K("id"), pack_str(s->d->pack, reason->id));
		node_text(s->a, node, K("name"), pack_words(s->d->pack, reason->name, 0));
	}
	node_bool(s->a, tree, K("has_other_reasons"), list->count > 0);
}

/* The form is in the pack's first language, so its reasons are shown in it. */
static void add_reason(struct scene *s, struct node *tree)
{
	uint32_t row = draft_reason(s->d);
	const struct reason *reason = row == NO_ROW ? NULL : &s->d->pack->reasons[row];
	node_text(s->a, tree, K("reason"), reason ? pack_words(s->d->pack, reason->name, 0) : K(""));
	node_text(s->a, tree, K("reason_id"), reason ? pack_str(s->d->pack, reason->id) : K(""));
	add_other_reasons(s, tree, row);
	struct range needed = reason ? reason->papers : (struct range){0, 0};
	struct range tests = reason ? reason->checks : (struct range){0, 0};
	struct node *papers = node_list(s->a, tree, K("papers"));
	for (uint32_t i = needed.first; i < needed.first + needed.n;)
		add_paper(s, papers, reason, &i);
	struct node *checks = node_list(s->a, tree, K("checks"));
	for (uint32_t i = 0; i < tests.n; i++)
		add_check(s, checks, tests.first + i);
	node_bool(s->a, tree, K("has_papers"), papers->count > 0);
	node_bool(s->a, tree, K("has_checks"), checks->count > 0);
	node_bool(s->a, tree, K("lacks_papers"), draft_lacks_papers(s->d));
}

/* -- what was left out ------------------------------------------------------------------------ */

static void add_uncited(struct scene *s, struct node *tree)
{
	struct node *uncited = node_list(s->a, tree, K("uncited"));
	struct node *pending = node_list(s->a, tree, K("pending"));
	for (uint32_t i = 0; i < s->d->violation->vars.n; i++) {
		uint32_t var = s->d->violation->vars.first + i;
		if (s->d->pack->vars[var].kind != VAR_EVIDENCE)
			continue;
		struct str name = pack_label(s->d->pack, var, s->language);
		if (decide_enclosed(s->d->decisions, var) && !draft_exhibit(s->d, var))
			node_text(s->a, item(s, uncited), K("name"), name);
		if (is_pending(s, var))
			node_text(s->a, item(s, pending), K("name"), name);
	}
}

/* A `no` to what is irrelevant is no loss. */
static bool is_unused(struct scene *s, uint32_t var)
{
	const struct answer *answer = case_answer(s->d->kase, var);
	enum var_kind kind = (enum var_kind)s->d->pack->vars[var].kind;
	bool says_no = (kind == VAR_EVIDENCE || kind == VAR_MEASURE) && answer->options == 1u << EVIDENCE_NO;
	return answer->given && !answer->by_default && !says_no && decide_var(s->d->decisions, var).relevant == FALSE;
}

static void add_unused(struct scene *s, struct node *tree)
{
	struct node *list = node_list(s->a, tree, K("unused"));
	for (uint32_t i = 0; i < s->d->violation->vars.n; i++) {
		uint32_t var = s->d->violation->vars.first + i;
		if (!is_unused(s, var))
			continue;
		struct buf value = {.arena = s->a};
		format_typed(&value, s->d->kase, var);
		struct node *node = item(s, list);
		node_text(s->a, node, K("key"), pack_str(s->d->pack, s->d->pack->vars[var].name));
		node_text(s->a, node, K("value"), buf_str(&value));
	}
	node_bool(s->a, tree, K("has_left_out"),
	          list->count || node_get(tree, K("uncited"))->count || node_get(tree, K("pending"))->count);
}

/* -- the whole ---------------------------------------------------------------------------------- */

/* Days and hours, or on the last day hours and minutes. */
static void add_left(struct scene *s, struct node *tree)
{
	int64_t left = s->d->until.known && !s->d->late ? s->d->until.last + 1 - s->d->now : 0;
	node_bool(s->a, tree, K("has_days"), left >= DAY_SECONDS);
	node_number(s->a, tree, K("days"), (uint64_t)(left / DAY_SECONDS));
	node_number(s->a, tree, K("hours"), (uint64_t)(left % DAY_SECONDS / 3600));
	node_number(s->a, tree, K("minutes"), (uint64_t)(left % 3600 / 60));
}

static void add_deadline(struct scene *s, struct node *tree)
{
	struct buf last = {.arena = s->a};
	const struct until *until = &s->d->until;
	const struct deadline *deadline = until->deadline;
	if (until->known)
		format_iso_time(&last, until->last);
	node_text(s->a, tree, K("deadline"), buf_str(&last));
	node_bool(s->a, tree, K("has_deadline"), deadline != NULL);
	node_bool(s->a, tree, K("late"), s->d->late);
	node_bool(s->a, tree, K("holidays_unknown"), until->holidays_unknown);
	node_text(s->a, tree, K("deadline_from"),
	          deadline ? pack_label(s->d->pack, deadline->from, s->language) : K(""));
	struct node *rule = node_map(s->a, tree, K("deadline_rule"));
	view_origin(s->a, rule, s->d->pack, deadline ? deadline->origin : 0);
	add_left(s, node_map(s->a, tree, K("left")));
}

static void add_refusal(struct scene *s, struct node *tree)
{
	struct node *list = node_list(s->a, tree, K("refusal"));
	if (s->d->refusal == NO_ROW)
		return;
	const struct refusal *refusal = &s->d->pack->refusals[s->d->refusal];
	struct node *node = item(s, list);
	node_text(s->a, node, K("id"), pack_str(s->d->pack, refusal->id));
	node_text(s->a, node, K("text"), pack_words(s->d->pack, refusal->say, s->language));
	view_advice(s->a, node, s->d->pack, refusal->advice, s->language);
	view_origin(s->a, node, s->d->pack, refusal->origin);
}

static void add_violation(struct scene *s, struct node *tree)
{
	node_text(s->a, tree, K("violation"), pack_str(s->d->pack, s->d->violation->slug));
	node_text(s->a, tree, K("violation_name"),
	          pack_words(s->d->pack, s->d->violation->name, s->language));
	node_text(s->a, tree, K("language"), pack_str(s->d->pack, s->d->pack->languages[s->language].tag));
}

static void add_merchant_part(struct scene *s, struct node *tree)
{
	struct node *notes = node_map(s->a, tree, K("notes"));
	add_notes(s, notes, K("blocks"), true);
	add_open(s, notes);
	add_hits(s, notes);
	add_wording(s, notes);
	add_reason(s, notes);
	node_text(s->a, notes, K("channel"),
	          pack_words(s->d->pack, s->d->pack->profile[0].channel, s->language));
	add_deadline(s, notes);
	add_uncited(s, notes);
	add_unused(s, notes);
	add_notes(s, notes, K("advice"), false);
}

struct node *view_draft(struct arena *a, struct draft *d)
{
	struct scene s = {a, d, d->language, decide_supplement(d->decisions) == TRUE};
	struct node *tree = node_map(a, NULL, K(""));
	node_text(a, tree, K("format"), K("shensu.draft/1"));
	view_head(a, tree, d->pack, s.language);
	add_violation(&s, tree);
	node_bool(a, tree, K("ready"), d->ready);
	node_bool(a, tree, K("refused"), d->refusal != NO_ROW);
	add_refusal(&s, tree);
	add_letter(&s, tree);
	add_form(&s, tree);
	add_merchant_part(&s, tree);
	view_texts(a, tree, d);
	return tree;
}
