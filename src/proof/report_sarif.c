/* A proof as SARIF 2.1.0 (OASIS), for editors and code review. */
#include "proof/report.h"

#define TEXT(map, key, text)    node_text(r->arena, (map), STR(key), (text))
#define NUMBER(map, key, value) node_number(r->arena, (map), STR(key), (value))
#define MAP(map, key)           node_map(r->arena, (map), STR(key))
#define LIST(map, key)          node_list(r->arena, (map), STR(key))

static void add_message(const struct report *r, struct node *map, struct str key, struct str text)
{
	struct node *message = node_map(r->arena, map, key);
	TEXT(message, "text", text);
}

/* -- the rules of the tool ---------------------------------------------------------------- */

static void add_rule(const struct report *r, struct node *list, const struct meaning *m)
{
	struct node *rule = MAP(list, "");
	struct buf help = {.arena = r->arena};
	report_explain(&help, str_of(m->id), r->language);
	TEXT(rule, "id", str_of(m->id));
	add_message(r, rule, STR("shortDescription"), str_of(m->brief[r->language]));
	add_message(r, rule, STR("fullDescription"), str_of(m->means[r->language]));
	add_message(r, rule, STR("help"), buf_str(&help));
}

static void add_tool(const struct report *r, struct node *run)
{
	size_t n;
	const struct meaning *meanings = report_meanings(&n);
	struct node *driver = MAP(MAP(run, "tool"), "driver");
	TEXT(driver, "name", STR("shensu verify"));
	TEXT(driver, "version", r->version);
	TEXT(driver, "semanticVersion", r->version);
	struct node *rules = LIST(driver, "rules");
	for (size_t i = 0; i < n; i++)
		add_rule(r, rules, &meanings[i]);
}

static void add_rule_index(const struct report *r, struct node *result, struct str id)
{
	size_t n;
	const struct meaning *meanings = report_meanings(&n);
	TEXT(result, "ruleId", id);
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(meanings[i].id), id))
			NUMBER(result, "ruleIndex", i);
}

/* -- places ---------------------------------------------------------------------------------- */

static bool needs_no_escape(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || c == '~' || c == '/';
}

/* A file's name as a URI reference. */
static struct str uri_of(const struct report *r, struct str name)
{
	struct buf out = {.arena = r->arena};
	if (str_starts(name, STR("/")))
		buf_add(&out, STR("file://"));
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (needs_no_escape(name.p[i])) {
			buf_char(&out, name.p[i]);
			continue;
		}
		buf_char(&out, '%');
		buf_char(&out, "0123456789ABCDEF"[c >> 4]);
		buf_char(&out, "0123456789ABCDEF"[c & 15]);
	}
	return buf_str(&out);
}

static void add_location(const struct report *r, struct node *result, const struct told *told)
{
	struct node *list = LIST(result, "locations");
	struct location spot = told->location;
	if (!told->file.n)
		return;
	struct node *physical = MAP(MAP(list, ""), "physicalLocation");
	TEXT(MAP(physical, "artifactLocation"), "uri", uri_of(r, told->file));
	struct node *region = MAP(physical, "region");
	NUMBER(region, "startLine", spot.line);
	NUMBER(region, "startColumn", spot.column);
	NUMBER(region, "endLine", spot.line);
	NUMBER(region, "endColumn", spot.column + spot.length);
	add_message(r, region, STR("snippet"), spot.text);
}

/* -- results ----------------------------------------------------------------------------------- */

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
	struct node *properties = MAP(result, "properties");
	if (f->violation.n)
		TEXT(properties, "violation", f->violation);
	if (!f->has_case)
		return;
	TEXT(properties, "case", f->told.answers);
	TEXT(properties, "command", f->told.command);
	if (f->told.test.n)
		TEXT(properties, "test", f->told.test);
}

static void add_result(const struct report *r, struct node *list, const struct finding *f)
{
	struct node *result = MAP(list, "");
	add_rule_index(r, result, str_of(message_id(f->message)));
	TEXT(result, "level", report_level(f->message));
	add_message(r, result, STR("message"), sentence(r, f));
	add_location(r, result, &f->told);
	add_properties(r, result, f);
}

struct node *report_sarif(const struct report *r)
{
	struct node *log = node_map(r->arena, NULL, STR(""));
	TEXT(log, "$schema",
	     STR("https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"));
	TEXT(log, "version", STR("2.1.0"));
	struct node *run = MAP(LIST(log, "runs"), "");
	add_tool(r, run);
	TEXT(run, "columnKind", STR("unicodeCodePoints"));
	struct node *results = LIST(run, "results");
	for (uint32_t i = 0; i < r->proof->n; i++)
		add_result(r, results, &r->proof->findings[i]);
	return log;
}
