/* Findings of a reading for programs. */
#include "proof/sarif.h"
#include "proof/wording.h"

#define TEXT(map, key, text)    node_text(r->arena, (map), STR(key), (text))
#define NUMBER(map, key, value) node_number(r->arena, (map), STR(key), (value))

static struct str level_name(enum level level)
{
	static const struct str names[] = {{"error", 5}, {"warning", 7}, {"note", 4}};
	return names[level];
}

static void add_place(const struct reading *r, struct node *map, struct place place)
{
	const struct source *source = &r->diags->sources[place.source];
	struct location spot = source_locate(source, place);
	TEXT(map, "file", source->name);
	NUMBER(map, "line", spot.line);
	NUMBER(map, "column", spot.column);
	NUMBER(map, "length", spot.length);
}

static void add_finding(const struct reading *r, struct node *list, const struct wording_finding *f)
{
	struct node *map = node_map(r->arena, list, STR(""));
	TEXT(map, "id", f->id);
	TEXT(map, "level", level_name(f->level));
	TEXT(map, "message", f->message);
	TEXT(map, "advice", f->advice);
	add_place(r, map, f->place);
	if (f->allowance != NO_ROW)
		TEXT(map, "allowed", r->allowances[f->allowance].reason);
}

struct node *wording_json(const struct reading *r)
{
	const struct profile *p = r->pack->profile;
	struct node *map = node_map(r->arena, NULL, STR(""));
	TEXT(map, "format", STR("shensu.lint/1"));
	TEXT(map, "program_version", r->version);
	TEXT(map, "platform", pack_str(r->pack, p->platform));
	TEXT(map, "pack_version", pack_str(r->pack, p->version));
	if (r->stance.n)
		TEXT(map, "stance", r->stance);
	node_bool(r->arena, map, STR("clean"), !wording_left(r));
	struct node *list = node_list(r->arena, map, STR("findings"));
	for (uint32_t i = 0; i < r->n; i++)
		add_finding(r, list, &r->findings[i]);
	return map;
}

/* -- SARIF --------------------------------------------------------------------------------- */

static struct str explained(const struct reading *r, struct str id)
{
	struct buf out = {.arena = r->arena};
	wording_explain(&out, r->pack, id, r->language, r->words);
	return buf_str(&out);
}

static void add_rules(const struct reading *r, struct sarif *sarif)
{
	for (uint32_t i = 0; i < r->pack->n_wordings; i++) {
		const struct wording *w = &r->pack->wordings[i];
		struct str id = pack_str(r->pack, w->id);
		struct sarif_rule rule = {id, pack_words(r->pack, w->why, r->words), STR(""),
		                          explained(r, id)};
		sarif_rule(sarif, &rule);
	}
}

static void add_suppression(const struct reading *r, struct node *result, uint32_t row)
{
	struct node *item = node_map(r->arena, node_list(r->arena, result, STR("suppressions")), STR(""));
	TEXT(item, "kind", STR("external"));
	TEXT(item, "justification", r->allowances[row].reason);
}

struct node *wording_sarif(const struct reading *r)
{
	struct sarif sarif = {.arena = r->arena};
	sarif_begin(&sarif, STR("shensu lint"), r->version);
	add_rules(r, &sarif);
	for (uint32_t i = 0; i < r->n; i++) {
		const struct wording_finding *f = &r->findings[i];
		struct str parts[] = {f->message, f->advice};
		struct buf words = {.arena = r->arena};
		buf_format(&words, STR("{0}\n{1}"), parts);
		const struct source *source = &r->diags->sources[f->place.source];
		struct location spot = f->place.source ? source_locate(source, f->place) : (struct location){0};
		struct node *result = sarif_result(&sarif, f->id, level_name(f->level), buf_str(&words),
		                                   source->name, spot);
		if (f->allowance != NO_ROW)
			add_suppression(r, result, f->allowance);
	}
	return sarif.log;
}
