/* The build's own tool: writes a JSON Schema for each kind of rule file from
 * the table of fields, so that editors complete and check keys.
 * Usage: schema DIR (writes profile.json, common.json, wording.json and violation.json). */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shape { ONE, LIST_OF, MAP_OF };

/* Which mapping a key holds; other keys hold plain values. */
static const struct link {
	const char *map, *key;
	enum shape shape;
	const char *target;
} LINKS[] = {
        {"profile", "letter", ONE, "letter"},
        {"profile", "form", ONE, "form"},
        {"profile", "deadline", LIST_OF, "deadline"},
        {"profile", "measures", ONE, "measure_slots"},
        {"profile", "slots", LIST_OF, "slot"},
        {"profile", "languages", MAP_OF, "language"},
        {"profile", "sources", MAP_OF, "source"},
        {"language", "period", ONE, "period"},
        {"wording", "rules", MAP_OF, "wording_rule"},
        {"wording_rule", "tests", ONE, "wording_tests"},
        {"section", "questions", MAP_OF, "question"},
        {"section", "evidence", MAP_OF, "evidence"},
        {"section", "checks", MAP_OF, "check"},
        {"section", "reasons", MAP_OF, "reason"},
        {"section", "refuse", MAP_OF, "refusal"},
        {"section", "measures", MAP_OF, "measure"},
        {"section", "paragraphs", LIST_OF, "paragraph"},
        {"section", "tests", LIST_OF, "test"},
        {"section", "deadline", LIST_OF, "deadline"},
        {"question", "choices", MAP_OF, "choice"},
        {"measure", "short", ONE, "measure_short"},
        {"paragraph", "short", ONE, "short"},
        {"paragraph", "then", LIST_OF, "clause"},
        {"clause", "short", ONE, "short"},
        {"test", "expect", ONE, "expect"},
        {"expect", "form", ONE, "expect_words"},
        {"expect", "notes", ONE, "expect_notes"},
        {"expect", "en", ONE, "expect_words"},
};

static const struct row {
	const char *map, *key, *kind, *need, *meaning;
} ROWS[] = {
#define FIELDS(map, meaning)                 {#map, NULL, "", "", meaning},
#define FIELD(map, key, kind, need, meaning) {#map, key, #kind, #need, meaning},
#include "core/fields.def"
#undef FIELDS
#undef FIELD
};

enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS, LINK_COUNT = sizeof LINKS / sizeof *LINKS };

static const struct link *find_link(const struct row *row)
{
	bool file = !strcmp(row->map, "common") || !strcmp(row->map, "violation");
	for (size_t i = 0; i < LINK_COUNT; i++)
		if (!strcmp(LINKS[i].key, row->key) && !strcmp(LINKS[i].map, file ? "section" : row->map))
			return &LINKS[i];
	return NULL;
}

/* The table's texts need no escapes but for quotes, which it does not use. */
static void write_link(FILE *out, const struct link *link)
{
	static const char *const shapes[] = {
	        [ONE] = "\"$ref\": \"#/definitions/%s\"",
	        [LIST_OF] = "\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/%s\"}",
	        [MAP_OF] = "\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/definitions/%s\"}",
	};
	fprintf(out, shapes[link->shape], link->target);
}

static const char *plain_type(const char *kind)
{
	if (!strcmp(kind, "TEXT"))
		return "\"type\": [\"string\", \"number\", \"boolean\"]";
	if (!strcmp(kind, "FLAG"))
		return "\"enum\": [\"yes\", \"no\", true, false]";
	if (!strcmp(kind, "LIST"))
		return "\"type\": \"array\"";
	return strcmp(kind, "ANY") ? "\"type\": \"object\"" : "";
}

static void write_key(FILE *out, const struct row *row, bool first)
{
	const struct link *link = find_link(row);
	const char *type = plain_type(row->kind);
	fprintf(out, "%s\n        \"%s\": {\"description\": \"%s\"", first ? "" : ",", row->key,
	        row->meaning);
	if (link || *type)
		fputs(", ", out);
	if (link)
		write_link(out, link);
	else
		fputs(type, out);
	fputs("}", out);
}

static void write_required(FILE *out, const char *map)
{
	bool first = true;
	fputs("      \"required\": [", out);
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (ROWS[i].key && !strcmp(ROWS[i].map, map) && !strcmp(ROWS[i].need, "NEEDED")) {
			fprintf(out, "%s\"%s\"", first ? "" : ", ", ROWS[i].key);
			first = false;
		}
	fputs("],\n", out);
}

/* A choice holds its words beside its keys, in languages that vary. */
static void write_map(FILE *out, const struct row *map, bool first)
{
	bool first_key = true, open = !strcmp(map->map, "choice");
	fprintf(out, "%s\n    \"%s\": {\n      \"description\": \"%s\",\n", first ? "" : ",", map->map,
	        map->meaning);
	fputs("      \"type\": \"object\",\n", out);
	write_required(out, map->map);
	fprintf(out, "      \"additionalProperties\": %s,\n      \"properties\": {", open ? "true" : "false");
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (ROWS[i].key && !strcmp(ROWS[i].map, map->map)) {
			write_key(out, &ROWS[i], first_key);
			first_key = false;
		}
	fputs("\n      }\n    }", out);
}

static void write_schema(const char *dir, const char *root)
{
	char path[1024];
	bool first = true;
	snprintf(path, sizeof path, "%s/%s.json", dir, root);
	FILE *out = fopen(path, "wb");
	if (!out) {
		fprintf(stderr, "schema: cannot write %s\n", path);
		exit(1);
	}
	fprintf(out, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n");
	fprintf(out, "  \"$ref\": \"#/definitions/%s\",\n  \"definitions\": {", root);
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (!ROWS[i].key) {
			write_map(out, &ROWS[i], first);
			first = false;
		}
	fputs("\n  }\n}\n", out);
	if (ferror(out) || fclose(out))
		exit(1);
}

int main(int argc, char **argv)
{
	static const char *const roots[] = {"profile", "common", "wording", "violation", "calendar"};
	if (argc != 2) {
		fputs("usage: schema DIR\n", stderr);
		return 1;
	}
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		write_schema(argv[1], roots[i]);
	return 0;
}
