/* A proof as SARIF 2.1.0, for editors and code review. */
#include "proof/report.h"
#include "proof/sarif.h"

#define TEXT(map, key, text) node_text(r->arena, (map), STR(key), (text))

static void add_rules(const struct report *r, struct sarif *sarif)
{
	size_t n;
	const struct meaning *meanings = report_meanings(&n);
	for (size_t i = 0; i < n; i++) {
		struct str id = str_of(meanings[i].id);
		struct buf help = {.arena = r->arena};
		report_explain(&help, id, r->language);
		struct sarif_rule rule = {id, str_of(meanings[i].brief[r->language]),
		                          str_of(meanings[i].means[r->language]), buf_str(&help)};
		sarif_rule(sarif, &rule);
	}
}

/* The message must say all by itself: many viewers show nothing else. */
static struct str sentence(const struct report *r, const struct finding *f)
{
	struct buf out = {.arena = r->arena}, advice = {.arena = r->arena};
	message_text(&out, f->message, r->language, f->args);
	message_help(&advice, f->message, r->language, f->args);
	if (advice.n)
		buf_char(&out, '\n');
	buf_add(&out, buf_str(&advice));
	return buf_str(&out);
}

static void add_properties(const struct report *r, struct node *result, const struct finding *f)
{
	struct node *properties = node_map(r->arena, result, STR("properties"));
	if (f->violation.n)
		TEXT(properties, "violation", f->violation);
	if (!f->has_case)
		return;
	TEXT(properties, "case", f->told.answers);
	TEXT(properties, "command", f->told.command);
	if (f->told.test.n)
		TEXT(properties, "test", f->told.test);
}

struct node *report_sarif(const struct report *r)
{
	struct sarif sarif = {.arena = r->arena};
	sarif_begin(&sarif, STR("shensu verify"), r->version);
	add_rules(r, &sarif);
	for (uint32_t i = 0; i < r->proof->n; i++) {
		const struct finding *f = &r->proof->findings[i];
		struct node *result =
		        sarif_result(&sarif, str_of(message_id(f->message)), report_level(f->message),
		                     sentence(r, f), f->told.file, f->told.location);
		add_properties(r, result, f);
	}
	return sarif.log;
}
