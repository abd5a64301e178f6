/* The public interface over the layers below: it keeps the session's memory,
 * rules, templates and diagnostics, and joins the stages. */
#include "shensu.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "builtin.h"
#include "core/pack_load.h"
#include "core/value.h"
#include "data/check.h"
#include "data/json.h"
#include "data/yaml.h"
#include "proof/diff.h"
#include "proof/report.h"
#include "proof/rules_test.h"
#include "proof/verify_folder.h"
#include "proof/wording.h"
#include "render/render.h"
#include "render/view.h"

#define VERSION "1.0.0"

struct shensu {
	struct memory memory;
	struct arena arena;
	struct diags diags;
	shensu_host host;
	bool has_pack, is_builtin;
	struct pack pack;
	uint32_t first_rule, n_rules; /* sources of the rule files */
	const shensu_file *templates; /* the caller's; they go before the built-in ones */
	size_t n_templates;
	const struct node *names; /* that templates may use */
};

struct shensu_proof {
	shensu *s;
	struct proof proof;
	struct report report;
};

struct shensu_reading {
	shensu *s;
	struct reading reading;
	uint32_t *left, n_left; /* the findings that are not allowed */
};

struct shensu_draft {
	shensu *s;
	struct kase kase;
	struct decisions decisions;
	struct draft draft;
	struct draft_options options;
	struct node *view;
};

/* -- the session -------------------------------------------------------------------- */

static void exhausted(void *host)
{
	const shensu_host *h = host;
	if (h->out_of_memory)
		h->out_of_memory(h->user);
	__builtin_trap();
}

shensu *shensu_open(const shensu_host *host)
{
	shensu *s = calloc(1, sizeof *s);
	if (!s) {
		shensu_host copy = *host;
		exhausted(&copy);
	}
	s->host = *host;
	s->memory = (struct memory){.limit = host->memory_limit, .exhausted = exhausted, .host = &s->host};
	s->arena.memory = &s->memory;
	diags_init(&s->diags, &s->arena);
	return s;
}

void shensu_close(shensu *s)
{
	if (s)
		arena_free(&s->arena);
	free(s);
}

const char *shensu_version(void)
{
	return VERSION;
}

static enum message_language message_language(const shensu *s)
{
	return s->host.chinese ? MESSAGE_ZH : MESSAGE_EN;
}

static uint32_t host_language(const shensu *s)
{
	uint32_t row = pack_language(&s->pack, s->host.chinese ? STR("zh-CN") : STR("en"));
	return row == NO_ROW ? 0 : row;
}

static shensu_text text_of(struct str s)
{
	return (shensu_text){s.p, s.n};
}

/* With a NUL behind it, as shensu.h promises. */
static shensu_text hand_out(shensu *s, const struct buf *buf)
{
	return text_of(arena_copy(&s->arena, buf_str(buf)));
}

static struct str str_of_text(shensu_text text)
{
	return (struct str){text.bytes, text.length};
}

/* -- rules and templates --------------------------------------------------------------- */

bool shensu_use_builtin(shensu *s)
{
	struct str block = {(const char *)builtin_pack, builtin_pack_size};
	struct place nowhere = {0, 0, 0};
	s->has_pack = s->is_builtin = pack_open(&s->pack, block);
	if (!s->has_pack)
		DIAG0(&s->diags, BROKEN_PACK, nowhere);
	return s->has_pack;
}

bool shensu_use_rules(shensu *s, const shensu_file *files, size_t n)
{
	struct rule_file *rules = arena_many(&s->arena, struct rule_file, n + 1);
	s->first_rule = s->diags.n_sources;
	s->n_rules = (uint32_t)n;
	s->is_builtin = false;
	for (size_t i = 0; i < n; i++) {
		rules[i].name = str_of(files[i].name);
		rules[i].source = diags_source(&s->diags, rules[i].name, str_of_text(files[i].content));
	}
	struct str block = pack_load(&s->arena, &s->diags, rules, n);
	s->has_pack = block.n && pack_open(&s->pack, block);
	return s->has_pack;
}

static bool is_rule(const shensu_file *file)
{
	struct str folder = STR("rules/"), ending = STR(".yaml"), name = str_of(file->name);
	return str_starts(name, folder) && str_ends(name, ending);
}

/* The files behind the built-in pack: they have the places. */
static bool use_builtin_sources(shensu *s)
{
	shensu_file *files = arena_many(&s->arena, shensu_file, builtin_files_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < builtin_files_count; i++)
		if (is_rule(&builtin_files[i]))
			files[n++] = builtin_files[i];
	return shensu_use_rules(s, files, n);
}

static struct template *parse_template(shensu *s, const shensu_file *file)
{
	if (!s->names)
		s->names = view_names(&s->arena, &s->diags);
	return render_parse(&s->arena, &s->diags, str_of(file->name), str_of_text(file->content), s->names);
}

bool shensu_use_templates(shensu *s, const shensu_file *files, size_t n)
{
	bool ok = true;
	for (size_t i = 0; i < n; i++)
		if (!parse_template(s, &files[i]))
			ok = false;
	s->templates = ok ? files : NULL;
	s->n_templates = ok ? n : 0;
	return ok;
}

const shensu_file *shensu_builtin_files(size_t *n)
{
	*n = builtin_files_count;
	return builtin_files;
}

shensu_text shensu_pack_version(shensu *s)
{
	struct buf out = {.arena = &s->arena};
	const struct profile *p = s->pack.profile;
	if (!s->has_pack)
		return text_of(STR(""));
	struct str args[] = {pack_str(&s->pack, p->platform), pack_str(&s->pack, p->version),
	                     pack_str(&s->pack, p->checked)};
	buf_format(&out,
	           s->host.chinese ? STR("规则 {0} {1}，核对于 {2}") : STR("rules {0} {1}, checked on {2}"),
	           args);
	return hand_out(s, &out);
}

static struct str base_name(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_sub(path, i, path.n);
	return path;
}

static const shensu_file *find_template(const shensu *s, struct str name)
{
	for (size_t i = 0; i < s->n_templates; i++)
		if (str_eq(base_name(str_of(s->templates[i].name)), name))
			return &s->templates[i];
	for (size_t i = 0; i < builtin_files_count; i++)
		if (str_eq(base_name(str_of(builtin_files[i].name)), name))
			return &builtin_files[i];
	return NULL;
}

/* The layout of a document, or NULL after a diagnostic. */
static struct template *layout(shensu *s, struct str stem, uint32_t language, struct str format)
{
	struct place nowhere = {0, 0, 0};
	struct str tag = pack_str(&s->pack, s->pack.languages[language].tag);
	struct str name = render_template_name(&s->arena, stem, tag, format);
	const shensu_file *file = find_template(s, name);
	if (!file)
		DIAG(&s->diags, MISSING_TEMPLATE, nowhere, name);
	return file ? parse_template(s, file) : NULL;
}

static bool render(shensu *s, struct str stem, uint32_t language, struct str format, const struct node *view,
                   shensu_text *out)
{
	struct buf text = {.arena = &s->arena};
	struct template *template = layout(s, stem, language, format);
	if (!template)
		return false;
	template_render(&text, template, view, render_escape(format));
	*out = hand_out(s, &text);
	return true;
}

/* -- lists -------------------------------------------------------------------------------- */

static bool write_json(shensu *s, const struct node *view, shensu_text *out)
{
	struct buf text = {.arena = &s->arena};
	json_write(&text, view);
	*out = hand_out(s, &text);
	return true;
}

bool shensu_violations(shensu *s, shensu_list_format format, shensu_text *out)
{
	if (!s->has_pack)
		return false;
	struct node *view = view_violations(&s->arena, &s->pack, host_language(s));
	if (format == SHENSU_LIST_JSON)
		return write_json(s, view, out);
	return render(s, STR("violations"), host_language(s), STR("txt"), view, out);
}

static uint32_t count_names(const struct pack *pack)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < pack->n_violations; i++)
		n += 2 + pack->violations[i].aliases.n;
	return n;
}

/* The nearest slug, name or alias; empty when none is near. */
static struct str nearest_violation(shensu *s, struct str name)
{
	struct str *names = arena_many(&s->arena, struct str, count_names(&s->pack) + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < s->pack.n_violations; i++) {
		const struct violation *v = &s->pack.violations[i];
		names[n++] = pack_str(&s->pack, v->slug);
		names[n++] = pack_words(&s->pack, v->name, 0);
		for (uint32_t k = 0; k < v->aliases.n; k++)
			names[n++] = pack_str(&s->pack, s->pack.strings[v->aliases.first + k]);
	}
	return str_nearest(name, names, n);
}

/* "slug (official name), …" of all that go by a name. */
static struct str violations_called(shensu *s, struct str name)
{
	struct buf out = {.arena = &s->arena};
	for (uint32_t row = pack_violation(&s->pack, name, 0); row != NO_ROW;
	     row = pack_violation(&s->pack, name, row + 1)) {
		const struct violation *v = &s->pack.violations[row];
		buf_add(&out, out.n ? STR(", ") : STR(""));
		buf_add(&out, pack_str(&s->pack, v->slug));
		buf_add(&out, STR(" ("));
		buf_add(&out, pack_words(&s->pack, v->name, 0));
		buf_add(&out, STR(")"));
	}
	return buf_str(&out);
}

static const struct violation *find_violation(shensu *s, struct str name, struct place place)
{
	if (!s->has_pack)
		return NULL;
	uint32_t row = pack_violation(&s->pack, name, 0);
	struct str nearest = row == NO_ROW ? nearest_violation(s, name) : STR("");
	if (row != NO_ROW && pack_violation(&s->pack, name, row + 1) != NO_ROW)
		DIAG(&s->diags, AMBIGUOUS_VIOLATION, place, name, violations_called(s, name));
	else if (row != NO_ROW)
		return &s->pack.violations[row];
	else if (nearest.n)
		DIAG(&s->diags, UNKNOWN_VIOLATION_NEAR, place, name, nearest);
	else
		DIAG(&s->diags, UNKNOWN_VIOLATION, place, name);
	return NULL;
}

bool shensu_questions(shensu *s, const char *violation, shensu_list_format format, shensu_text *out)
{
	struct place nowhere = {0, 0, 0};
	uint32_t language = host_language(s);
	const struct violation *v = find_violation(s, str_of(violation), nowhere);
	if (!v)
		return false;
	struct node *view = view_questions(&s->arena, &s->pack, v, language);
	if (format == SHENSU_LIST_JSON)
		return write_json(s, view, out);
	bool yaml = format == SHENSU_LIST_YAML;
	return render(s, yaml ? STR("case") : STR("questions"), language, yaml ? STR("yaml") : STR("txt"),
	              view, out);
}

bool shensu_sheet(shensu *s, const char *violation, shensu_text *out)
{
	struct place nowhere = {0, 0, 0};
	uint32_t language = host_language(s);
	const struct violation *only = violation ? find_violation(s, str_of(violation), nowhere) : NULL;
	if (!s->has_pack || (violation && !only))
		return false;
	struct node *view = view_sheet(&s->arena, &s->pack, only, language);
	return render(s, STR("sheet"), language, STR("html"), view, out);
}

/* -- from a request to a case ---------------------------------------------------------------- */

static bool is_json(struct str name, struct str text)
{
	struct str body = str_trim(text);
	return str_ends(name, STR(".json")) || (body.n && body.p[0] == '{');
}

/* NULL with a diagnostic when the file cannot be read; an empty map without. */
static struct node *read_answers(shensu *s, const shensu_file *file)
{
	if (!file)
		return node_map(&s->arena, NULL, STR(""));
	struct str name = str_of(file->name), text = str_of_text(file->content);
	uint32_t source = diags_source(&s->diags, name, text);
	struct node *tree = is_json(name, text) ? json_read(&s->arena, &s->diags, source)
	                                        : yaml_read(&s->arena, &s->diags, source);
	if (tree && tree->kind != NODE_MAP) {
		DIAG0(&s->diags, ANSWERS_NOT_FLAT, tree->place);
		return NULL;
	}
	return tree;
}

/* An option's text meets the same demands as a file's. */
static bool check_pair(shensu *s, uint32_t source, struct str text)
{
	if (!check_source(&s->diags, source, YAML_BYTES_MAX))
		return false;
	if (str_find(text, STR("="), 0) < text.n && text.p[0] != '=')
		return true;
	struct place all = {source, 0, (uint32_t)text.n};
	DIAG(&s->diags, BAD_PAIR, all, text);
	return false;
}

static bool read_pairs(shensu *s, const shensu_request *request, struct pair *pairs)
{
	bool ok = true;
	for (size_t i = 0; i < request->n_pairs; i++) {
		struct str text = str_of(request->pairs[i]), rest = text;
		uint32_t source = diags_source(&s->diags, STR("-a"), text);
		if (!check_pair(s, source, text)) {
			ok = false;
			continue;
		}
		struct str key = str_trim(str_cut(&rest, '='));
		uint32_t value_at = (uint32_t)(text.n - rest.n);
		pairs[i] = (struct pair){
		        key, rest, {source, 0, value_at - 1}, {source, value_at, (uint32_t)text.n}};
	}
	return ok;
}

/* What the answers say of the violation: the last pair, else the file. */
static struct pair named_violation(const struct node *answers, const struct pair *pairs, size_t n)
{
	const struct node *node = node_get(answers, STR("violation"));
	struct pair named = {0};
	if (node)
		named = (struct pair){node->key, node->text, node->key_place, node->place};
	for (size_t i = 0; i < n; i++)
		if (str_eq(pairs[i].key, STR("violation")))
			named = pairs[i];
	named.value = str_trim(named.value);
	return named;
}

/* The command line names the violation, or the answers do; not two of them. */
static const struct violation *choose_violation(shensu *s, const char *wanted, const struct pair *named)
{
	struct place nowhere = {0, 0, 0};
	const struct violation *v = NULL, *in_answers = NULL;
	if (!wanted && !named->value.n) {
		DIAG0(&s->diags, NO_VIOLATION, nowhere);
		return NULL;
	}
	if (wanted && !(v = find_violation(s, str_of(wanted), nowhere)))
		return NULL;
	if (named->value.n && !(in_answers = find_violation(s, named->value, named->place)))
		return NULL;
	if (v && in_answers && v != in_answers) {
		DIAG(&s->diags, OTHER_VIOLATION, named->place, str_of(wanted), named->value);
		return NULL;
	}
	return v ? v : in_answers;
}

static bool choose_language(shensu *s, const char *tag, uint32_t *language)
{
	struct place nowhere = {0, 0, 0};
	struct buf known = {.arena = &s->arena};
	*language = tag ? pack_language(&s->pack, str_of(tag)) : 0;
	if (*language != NO_ROW)
		return true;
	for (uint32_t i = 0; i < s->pack.n_languages; i++) {
		buf_add(&known, i ? STR(", ") : STR(""));
		buf_add(&known, pack_str(&s->pack, s->pack.languages[i].tag));
	}
	DIAG(&s->diags, UNKNOWN_LETTER_LANGUAGE, nowhere, str_of(tag), buf_str(&known));
	return false;
}

static bool choose_limit(shensu *s, uint32_t wanted, uint32_t *limit)
{
	const struct profile *p = s->pack.profile;
	struct place nowhere = {0, 0, 0};
	struct buf has = {.arena = &s->arena}, least = {.arena = &s->arena};
	*limit = wanted ? wanted : p->form_limit;
	if (*limit >= p->form_smallest)
		return true;
	buf_uint(&has, wanted);
	buf_uint(&least, p->form_smallest);
	DIAG(&s->diags, LIMIT_TOO_SMALL, nowhere, buf_str(&has), buf_str(&least));
	return false;
}

static bool choose_options(shensu *s, const shensu_request *request, struct draft_options *out)
{
	out->now = request->now + s->pack.profile->zone;
	bool language = choose_language(s, request->language, &out->language);
	return choose_limit(s, request->limit, &out->limit) && language;
}

/* -- drafting ----------------------------------------------------------------------------------- */

static bool read_case(shensu_draft *d, const shensu_request *request)
{
	shensu *s = d->s;
	struct pair *pairs = arena_many(&s->arena, struct pair, request->n_pairs + 1);
	struct node *answers = read_answers(s, request->answers);
	bool pairs_ok = read_pairs(s, request, pairs);
	if (!answers || !pairs_ok)
		return false;
	struct pair named = named_violation(answers, pairs, request->n_pairs);
	const struct violation *violation = choose_violation(s, request->violation, &named);
	if (!violation)
		return false;
	int64_t now = d->options.now;
	int64_t today = now / DAY_SECONDS - (now % DAY_SECONDS < 0);
	d->kase = (struct kase){.pack = &s->pack, .violation = violation};
	return case_read(&d->kase, &s->arena, &s->diags, answers, pairs, request->n_pairs, today);
}

static bool decide_case(shensu_draft *d)
{
	shensu *s = d->s;
	decide(&d->decisions, &s->arena, &d->kase);
	bool consistent = decide_consistent(&d->decisions, &s->arena, &s->diags);
	bool complete = decide_needed(&d->decisions, &s->arena, &s->diags, host_language(s));
	return consistent && complete &&
	       decide_refusals(&d->decisions, &s->arena, &s->diags, host_language(s));
}

shensu_draft *shensu_draft_make(shensu *s, const shensu_request *request)
{
	shensu_draft *d = arena_new(&s->arena, shensu_draft);
	uint32_t errors = s->diags.errors;
	d->s = s;
	if (!s->has_pack || !choose_options(s, request, &d->options) || !read_case(d, request) ||
	    !decide_case(d))
		return NULL;
	/* Some mistakes leave the answers readable; they are mistakes all the same. */
	if (s->diags.errors > errors)
		return NULL;
	draft_make(&d->draft, &s->arena, &d->decisions, &d->options);
	return d;
}

shensu_outcome shensu_draft_outcome(const shensu_draft *d)
{
	if (d->draft.refusal != NO_ROW)
		return SHENSU_REFUSED;
	return d->draft.ready ? SHENSU_READY : SHENSU_NOT_READY;
}

shensu_text shensu_draft_violation(const shensu_draft *d)
{
	struct buf slug = {.arena = &d->s->arena};
	buf_add(&slug, pack_str(&d->s->pack, d->kase.violation->slug));
	return hand_out(d->s, &slug);
}

/* -- documents ------------------------------------------------------------------------------------ */

struct document {
	struct str stem, format;
	bool of_refused; /* exists for a refused case, too */
};

static const struct document DOCUMENTS[] = {
        [SHENSU_LETTER_TXT] = {{"letter", 6}, {"txt", 3}, false},
        [SHENSU_LETTER_MD] = {{"letter", 6}, {"md", 2}, false},
        [SHENSU_LETTER_JSON] = {{"letter", 6}, {"json", 4}, false},
        [SHENSU_FORM] = {{"form", 4}, {"", 0}, false},
        [SHENSU_NOTES] = {{"notes", 5}, {"txt", 3}, true},
        [SHENSU_SUMMARY] = {{"summary", 7}, {"txt", 3}, true},
};

bool shensu_document_of(const char *file_name, shensu_document *document)
{
	struct str name = base_name(str_of(file_name));
	size_t dot = name.n;
	while (dot > 0 && name.p[dot - 1] != '.')
		dot--;
	struct str ending = dot > 1 ? str_sub(name, dot, name.n) : STR("txt");
	for (int i = SHENSU_LETTER_TXT; i <= SHENSU_LETTER_JSON; i++)
		if (str_eq(DOCUMENTS[i].format, ending)) {
			*document = (shensu_document)i;
			return true;
		}
	return false;
}

/* In the language of the host: the same case, drafted once more. */
static bool write_summary(shensu_draft *d, shensu_text *out)
{
	shensu *s = d->s;
	struct draft_options options = d->options;
	struct draft *here = &d->draft;
	options.language = host_language(s);
	if (options.language != d->options.language) {
		here = arena_new(&s->arena, struct draft);
		draft_make(here, &s->arena, &d->decisions, &options);
	}
	struct node *view = view_draft(&s->arena, here);
	return render(s, STR("summary"), options.language, STR("txt"), view, out);
}

/* Exactly what goes into the text box: without a final newline. */
static bool write_form(shensu_draft *d, shensu_text *out)
{
	struct buf text = {.arena = &d->s->arena};
	buf_add(&text, d->draft.form.words);
	*out = hand_out(d->s, &text);
	return true;
}

bool shensu_draft_write(shensu_draft *d, shensu_document document, shensu_text *out)
{
	const struct document *kind = &DOCUMENTS[document];
	if (d->draft.refusal != NO_ROW && !kind->of_refused)
		return false;
	if (document == SHENSU_FORM)
		return write_form(d, out);
	if (document == SHENSU_SUMMARY)
		return write_summary(d, out);
	if (!d->view)
		d->view = view_draft(&d->s->arena, &d->draft);
	if (document == SHENSU_LETTER_JSON)
		return write_json(d->s, d->view, out);
	return render(d->s, kind->stem, d->options.language, kind->format, d->view, out);
}

static bool find_text(shensu_draft *d, struct str id, uint32_t *row)
{
	const struct pack *pack = &d->s->pack;
	struct range texts = d->kase.violation->texts;
	struct place nowhere = {0, 0, 0};
	struct buf advice = {.arena = &d->s->arena};
	struct str *names = arena_many(&d->s->arena, struct str, texts.n + 1);
	for (*row = texts.first; *row < texts.first + texts.n; ++*row) {
		names[*row - texts.first] = pack_str(pack, pack->texts[*row].id);
		if (str_eq(names[*row - texts.first], id))
			return true;
	}
	struct str nearest = str_nearest(id, names, texts.n);
	if (nearest.n)
		buf_format(&advice, d->s->host.chinese ? STR("是否想写“{0}”？") : STR("did you mean '{0}'? "),
		           &nearest);
	DIAG(&d->s->diags, UNKNOWN_TEXT, nowhere, id, buf_str(&advice));
	return false;
}

bool shensu_draft_explain(shensu_draft *d, const char *id, shensu_text *out)
{
	uint32_t row = NO_ROW;
	if (id && !find_text(d, str_of(id), &row))
		return false;
	struct node *view = view_explain(&d->s->arena, &d->draft, row);
	return render(d->s, STR("explain"), host_language(d->s), STR("txt"), view, out);
}

/* -- the tests of the rules ------------------------------------------------------------------------- */

struct snapshots {
	shensu *s;
	const shensu_test_request *request;
};

static bool read_snapshot(void *user, struct str name, struct str *content)
{
	const struct snapshots *snapshots = user;
	const shensu_test_request *request = snapshots->request;
	shensu_text text;
	if (!request->read || !request->read(request->user, arena_copy(&snapshots->s->arena, name).p, &text))
		return false;
	*content = str_of_text(text);
	return true;
}

static bool all_layouts(shensu *s, const struct template **letters, const struct template **notes)
{
	bool ok = (*notes = layout(s, STR("notes"), 0, STR("txt"))) != NULL;
	for (uint32_t i = 0; i < s->pack.n_languages; i++)
		ok = (letters[i] = layout(s, STR("letter"), i, STR("txt"))) && ok;
	return ok;
}

static int64_t now_of_tests(const shensu *s, const shensu_test_request *request)
{
	struct civil day = {2026, 11, 20};
	if (request->has_now)
		return request->now + s->pack.profile->zone;
	return civil_days(day) * DAY_SECONDS + 9 * 3600;
}

static shensu_share share_of(struct reach reach)
{
	return (shensu_share){reach.reached, reach.all};
}

static void hand_out_tests(shensu *s, const struct rules_test_result *result, shensu_test_result *out)
{
	shensu_file *files = arena_many(&s->arena, shensu_file, result->n_snapshots + 1);
	for (uint32_t i = 0; i < result->n_snapshots; i++)
		files[i] = (shensu_file){result->snapshots[i].name.p, text_of(result->snapshots[i].content)};
	*out = (shensu_test_result){
	        .passed = result->passed,
	        .failed = result->failed,
	        .texts = share_of(result->reach[REACH_TEXTS]),
	        .choices = share_of(result->reach[REACH_CHOICES]),
	        .outcomes = share_of(result->reach[REACH_OUTCOMES]),
	        .evidence = share_of(result->reach[REACH_EVIDENCE]),
	        .refusals = share_of(result->reach[REACH_REFUSALS]),
	        .wordings = share_of(result->reach[REACH_WORDINGS]),
	        .snapshots = files,
	        .n_snapshots = result->n_snapshots,
	};
}

bool shensu_test(shensu *s, const shensu_test_request *request, shensu_test_result *out)
{
	struct snapshots snapshots = {s, request};
	struct rules_test_result result;
	if (!s->has_pack || (s->is_builtin && !use_builtin_sources(s)))
		return false;
	const struct template **letters = arena_many(&s->arena, const struct template *, s->pack.n_languages);
	struct rules_tests tests = {
	        .pack = &s->pack,
	        .first_source = s->first_rule,
	        .n_sources = s->n_rules,
	        .letters = letters,
	        .language = host_language(s),
	        .now = now_of_tests(s, request),
	        .folder = str_of(request->rules),
	        .accept = request->accept,
	        .read = read_snapshot,
	        .user = &snapshots,
	};
	if (!all_layouts(s, letters, &tests.notes))
		return false;
	rules_test(&result, &tests, &s->arena, &s->diags);
	hand_out_tests(s, &result, out);
	return true;
}

/* -- the difference of two packs --------------------------------------------------------------------- */

bool shensu_diff(shensu *s, const shensu_file *old_files, size_t n_old, const shensu_file *new_files,
                 size_t n_new, shensu_text *out, bool *differs)
{
	struct diff diff;
	bool ok = shensu_use_rules(s, old_files, n_old);
	struct pack old = s->pack;
	if (!shensu_use_rules(s, new_files, n_new) || !ok)
		return false;
	diff_packs(&diff, &s->arena, &old, &s->pack);
	*differs = diff.n_changes || diff.n_notes;
	*out = text_of(arena_copy(&s->arena, diff_report(&diff, &s->diags, message_language(s))));
	return true;
}

/* -- diagnostics ------------------------------------------------------------------------------------ */

size_t shensu_diagnostics(shensu *s)
{
	diags_sort(&s->diags);
	return s->diags.n;
}

static const char *level_name(enum level level, bool chinese)
{
	static const char *const names[][2] = {{"error", "错误"}, {"warning", "警告"}, {"note", "说明"}};
	return names[level][chinese];
}

static void locate(const shensu *s, const struct diag *diag, shensu_diagnostic_info *out)
{
	struct location spot = diag_locate(&s->diags, diag);
	out->line = spot.line;
	out->column = spot.column;
	out->length = spot.length;
	out->file = text_of(s->diags.sources[diag->place.source].name);
	out->source = text_of(spot.text);
}

static void describe(shensu *s, const struct diag *diag, shensu_diagnostic_info *out)
{
	struct buf message = {.arena = &s->arena}, advice = {.arena = &s->arena};
	enum level level = message_level(diag->message);
	message_text(&message, diag->message, message_language(s), diag->args);
	message_help(&advice, diag->message, message_language(s), diag->args);
	*out = (shensu_diagnostic_info){
	        .id = message_id(diag->message),
	        .level = level_name(level, s->host.chinese),
	        .error = level == LEVEL_ERROR,
	        .message = hand_out(s, &message),
	        .advice = hand_out(s, &advice),
	        .file = text_of(STR("")),
	        .source = text_of(STR("")),
	};
	if (diag->place.source)
		locate(s, diag, out);
}

void shensu_diagnostic(shensu *s, size_t i, shensu_diagnostic_info *out)
{
	describe(s, &s->diags.items[i], out);
}

/* -- the proof -------------------------------------------------------------------------------------- */

static bool read_rule(const void *user, size_t i, struct str *text)
{
	const shensu_folder *folder = user;
	shensu_text content;
	if (!folder->read(folder->user, i, &content))
		return false;
	*text = str_of_text(content);
	return true;
}

static bool read_builtin_rule(const void *user, size_t i, struct str *text)
{
	const size_t *rows = user;
	*text = str_of_text(builtin_files[rows[i]].content);
	return true;
}

static struct rules_folder builtin_folder(shensu *s)
{
	struct str *names = arena_many(&s->arena, struct str, builtin_files_count + 1);
	size_t *rows = arena_many(&s->arena, size_t, builtin_files_count + 1);
	struct rules_folder folder = {names, 0, read_builtin_rule, rows};
	for (size_t i = 0; i < builtin_files_count; i++)
		if (is_rule(&builtin_files[i])) {
			rows[folder.n] = i;
			names[folder.n++] = str_of(builtin_files[i].name);
		}
	return folder;
}

static struct rules_folder folder_of(shensu *s, const shensu_folder *folder)
{
	if (!folder)
		return builtin_folder(s);
	struct str *names = arena_many(&s->arena, struct str, folder->n + 1);
	for (size_t i = 0; i < folder->n; i++)
		names[i] = str_of(folder->names[i]);
	return (struct rules_folder){names, folder->n, read_rule, folder};
}

shensu_proof *shensu_verify(shensu *s, const shensu_verify_request *request)
{
	shensu_proof *p = arena_new(&s->arena, shensu_proof);
	struct rules_folder folder = folder_of(s, request->folder);
	struct moment now = {request->has_now, request->now};
	p->s = s;
	p->report = (struct report){
	        .arena = &s->arena,
	        .diags = &s->diags,
	        .proof = &p->proof,
	        .rules = str_of(request->rules),
	        .version = STR(VERSION),
	        .language = message_language(s),
	};
	return verify_folder(&p->report, &s->diags, &folder, now) ? p : NULL;
}

size_t shensu_proof_findings(const shensu_proof *p)
{
	return p->proof.n;
}

static shensu_text keep(shensu *s, struct str text)
{
	return text_of(arena_copy(&s->arena, text));
}

void shensu_proof_finding(shensu_proof *p, size_t i, shensu_finding_info *out)
{
	const struct finding *f = &p->proof.findings[i];
	struct diag diag = {.message = f->message, .place = f->place, .kept = &f->told.location};
	for (int k = 0; k < MESSAGE_ARGS; k++)
		diag.args[k] = f->args[k];
	describe(p->s, &diag, &out->diagnostic);
	out->violation = text_of(f->violation);
	out->has_case = f->has_case;
	out->answers = text_of(f->told.answers);
	out->command = text_of(f->told.command);
	out->test = text_of(f->told.test);
}

bool shensu_proof_write(shensu_proof *p, shensu_proof_document document, shensu_text *out)
{
	switch (document) {
	case SHENSU_PROOF_COVERAGE:
		*out = keep(p->s, report_coverage(&p->report));
		return true;
	case SHENSU_PROOF_JSON:
		return write_json(p->s, report_json(&p->report), out);
	case SHENSU_PROOF_SARIF:
		return write_json(p->s, report_sarif(&p->report), out);
	}
	return false;
}

static void unknown_finding(shensu *s, struct str id)
{
	size_t n;
	const struct meaning *meanings = report_meanings(&n);
	struct place nowhere = {0, 0, 0};
	struct buf all = {.arena = &s->arena};
	for (size_t i = 0; i < n; i++) {
		buf_add(&all, i ? STR(", ") : STR(""));
		buf_add(&all, str_of(meanings[i].id));
	}
	DIAG(&s->diags, UNKNOWN_FINDING, nowhere, id, buf_str(&all));
}

bool shensu_explain_finding(shensu *s, const char *id, shensu_text *out)
{
	struct buf text = {.arena = &s->arena};
	if (!report_explain(&text, str_of(id), message_language(s))) {
		unknown_finding(s, str_of(id));
		return false;
	}
	*out = hand_out(s, &text);
	return true;
}

/* -- the wording of letters ------------------------------------------------------------------------- */

static bool choose_stance(shensu *s, const char *name, uint32_t *option)
{
	struct str all;
	struct place nowhere = {0, 0, 0};
	*option = name ? lint_stance(&s->arena, &s->pack, str_of(name), &all) : NO_ROW;
	if (!name || *option != NO_ROW)
		return true;
	DIAG(&s->diags, UNKNOWN_LINT_STANCE, nowhere, str_of(name), all);
	return false;
}

static bool choose_lint(shensu *s, const shensu_lint_request *request, struct lint_options *out)
{
	*out = (struct lint_options){.language = NO_ROW};
	bool language = !request->language || choose_language(s, request->language, &out->language);
	return choose_stance(s, request->stance, &out->stance) && language;
}

static void free_arena(void *arena)
{
	arena_free(arena);
}

/* A text is taken apart in memory of its own, so that many need that of one. */
static bool read_letters(shensu *s, struct reading *reading, const shensu_lint_request *request)
{
	struct arena *scratch = arena_new(&s->arena, struct arena);
	bool ok = true;
	scratch->memory = &s->memory;
	arena_defer(&s->arena, free_arena, scratch);
	for (size_t i = 0; i < request->n_files; i++) {
		const shensu_file *file = &request->files[i];
		uint32_t source = diags_source(&s->diags, str_of(file->name), str_of_text(file->content));
		ok = wording_read(reading, scratch, source) && ok;
		arena_free(scratch);
	}
	wording_end(reading);
	return ok;
}

static void count_left(shensu_reading *r)
{
	r->left = arena_many(&r->s->arena, uint32_t, r->reading.n + 1);
	for (uint32_t i = 0; i < r->reading.n; i++)
		if (r->reading.findings[i].allowance == NO_ROW)
			r->left[r->n_left++] = i;
}

shensu_reading *shensu_lint(shensu *s, const shensu_lint_request *request)
{
	shensu_reading *r = arena_new(&s->arena, shensu_reading);
	r->s = s;
	r->reading = (struct reading){
	        .arena = &s->arena,
	        .diags = &s->diags,
	        .pack = &s->pack,
	        .language = message_language(s),
	        .version = STR(VERSION),
	        .stance = str_of(request->stance),
	};
	if (!s->has_pack)
		return NULL;
	r->reading.words = host_language(s);
	bool chosen = choose_lint(s, request, &r->reading.options);
	if (!wording_allow(&r->reading, request->allowed, request->n_allowed) || !chosen ||
	    !read_letters(s, &r->reading, request))
		return NULL;
	count_left(r);
	return r;
}

size_t shensu_reading_findings(const shensu_reading *r)
{
	return r->n_left;
}

size_t shensu_reading_allowed(const shensu_reading *r)
{
	return r->reading.n - r->n_left;
}

void shensu_reading_finding(shensu_reading *r, size_t i, shensu_diagnostic_info *out)
{
	const struct wording_finding *f = &r->reading.findings[r->left[i]];
	*out = (shensu_diagnostic_info){
	        .id = arena_copy(&r->s->arena, f->id).p,
	        .level = level_name(f->level, r->s->host.chinese),
	        .error = f->level == LEVEL_ERROR,
	        .message = keep(r->s, f->message),
	        .advice = keep(r->s, f->advice),
	};
	locate(r->s, &(struct diag){.place = f->place}, out);
}

bool shensu_reading_write(shensu_reading *r, shensu_reading_document document, shensu_text *out)
{
	switch (document) {
	case SHENSU_READING_JSON:
		return write_json(r->s, wording_json(&r->reading), out);
	case SHENSU_READING_SARIF:
		return write_json(r->s, wording_sarif(&r->reading), out);
	}
	return false;
}

bool shensu_explain_wording(shensu *s, const char *id, shensu_text *out)
{
	struct buf text = {.arena = &s->arena};
	if (!s->has_pack)
		return false;
	if (!wording_explain(&text, &s->pack, str_of(id), message_language(s), host_language(s))) {
		wording_unknown(&s->arena, &s->diags, &s->pack, str_of(id), (struct place){0, 0, 0});
		return false;
	}
	*out = hand_out(s, &text);
	return true;
}
