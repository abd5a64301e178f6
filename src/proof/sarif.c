/* See sarif.h. */
#include "proof/sarif.h"

#define TEXT(map, key, text)    node_text(s->arena, (map), STR(key), (text))
#define NUMBER(map, key, value) node_number(s->arena, (map), STR(key), (value))
#define MAP(map, key)           node_map(s->arena, (map), STR(key))
#define LIST(map, key)          node_list(s->arena, (map), STR(key))

static void add_message(struct sarif *s, struct node *map, struct str key, struct str text)
{
	struct node *message = text.n ? node_map(s->arena, map, key) : NULL;
	if (message)
		TEXT(message, "text", text);
}

void sarif_begin(struct sarif *s, struct str tool, struct str version)
{
	s->log = node_map(s->arena, NULL, STR(""));
	TEXT(s->log, "$schema",
	     STR("https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"));
	TEXT(s->log, "version", STR("2.1.0"));
	struct node *run = MAP(LIST(s->log, "runs"), "");
	struct node *driver = MAP(MAP(run, "tool"), "driver");
	TEXT(driver, "name", tool);
	TEXT(driver, "version", version);
	TEXT(driver, "semanticVersion", version);
	s->rules = LIST(driver, "rules");
	TEXT(run, "columnKind", STR("unicodeCodePoints"));
	s->results = LIST(run, "results");
}

void sarif_rule(struct sarif *s, const struct sarif_rule *r)
{
	struct node *rule = MAP(s->rules, "");
	TEXT(rule, "id", r->id);
	add_message(s, rule, STR("shortDescription"), r->brief);
	add_message(s, rule, STR("fullDescription"), r->means);
	add_message(s, rule, STR("help"), r->help);
}

/* -- places ---------------------------------------------------------------------------- */

static bool needs_no_escape(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || c == '~' || c == '/';
}

/* A file's name as a URI reference. */
static struct str uri_of(struct sarif *s, struct str name)
{
	struct buf out = {.arena = s->arena};
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

static void add_location(struct sarif *s, struct node *result, struct str file, struct location spot)
{
	struct node *list = LIST(result, "locations");
	if (!file.n)
		return;
	struct node *physical = MAP(MAP(list, ""), "physicalLocation");
	TEXT(MAP(physical, "artifactLocation"), "uri", uri_of(s, file));
	struct node *region = MAP(physical, "region");
	NUMBER(region, "startLine", spot.line);
	NUMBER(region, "startColumn", spot.column);
	NUMBER(region, "endLine", spot.line);
	NUMBER(region, "endColumn", spot.column + spot.length);
	add_message(s, region, STR("snippet"), spot.text);
}

/* -- results ---------------------------------------------------------------------------- */

static void add_rule_index(struct sarif *s, struct node *result, struct str id)
{
	uint64_t i = 0;
	for (const struct node *rule = s->rules->first; rule; rule = rule->next, i++)
		if (str_eq(node_get(rule, STR("id"))->text, id)) {
			NUMBER(result, "ruleIndex", i);
			return;
		}
}

struct node *sarif_result(struct sarif *s, struct str id, struct str level, struct str message,
                          struct str file, struct location spot)
{
	struct node *result = MAP(s->results, "");
	TEXT(result, "ruleId", id);
	add_rule_index(s, result, id);
	TEXT(result, "level", level);
	add_message(s, result, STR("message"), message);
	add_location(s, result, file, spot);
	return result;
}
