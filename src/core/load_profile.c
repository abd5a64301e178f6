/* profile.yaml: languages first, since all words depend on them, then the
 * facts of the platform. */
#include "core/load.h"
#include "core/value.h"

#define GET(node, key) node_get((node), STR(key))

/* -- languages ---------------------------------------------------------------- */

static void load_list_words(struct loader *l, const struct node *list, struct ref out[2])
{
	if (!list || list->kind != NODE_LIST)
		return;
	if (list->count != 2) {
		DIAG(l->diags, WANTS_PAIR, list->place, list->key);
		return;
	}
	out[0] = load_ref(l, list->first);
	out[1] = load_ref(l, list->last);
}

enum {
	FROM_PLACES = 1 << PIECE_YEAR | 1 << PIECE_MONTH | 1 << PIECE_DAY,
	PERIOD_PLACES = FROM_PLACES | 1 << PIECE_TO_YEAR | 1 << PIECE_TO_MONTH | 1 << PIECE_TO_DAY
};

static void load_patterns(struct loader *l, const struct node *node, struct language *out)
{
	const struct node *period = GET(node, "period");
	out->date = load_pattern(l, GET(node, "date"), FROM_PLACES);
	out->time = load_pattern(l, GET(node, "time"), 1 << PIECE_DAY_OF | 1 << PIECE_CLOCK);
	out->money = load_pattern(l, GET(node, "money"), 1 << PIECE_AMOUNT);
	out->quantity = load_pattern(l, GET(node, "quantity"), 1 << PIECE_NUMBER | 1 << PIECE_UNIT);
	out->exhibit = load_pattern(l, GET(node, "exhibit"), 1 << PIECE_NUMBER);
	out->blank = load_pattern(l, GET(node, "blank"), 1 << PIECE_LABEL);
	if (!period || !fields_check(l, MAP_period, period))
		return;
	out->period[PERIOD_MONTH] = load_pattern(l, GET(period, "same-month"), PERIOD_PLACES);
	out->period[PERIOD_YEAR] = load_pattern(l, GET(period, "same-year"), PERIOD_PLACES);
	out->period[PERIOD_OTHER] = load_pattern(l, GET(period, "other"), PERIOD_PLACES);
}

static void load_language(struct loader *l, const struct node *node)
{
	struct language out = {.tag = build_ref(&l->build, node->key)};
	if (!fields_check(l, MAP_language, node))
		return;
	const struct node *months = GET(node, "months");
	if (months && months->kind == NODE_LIST && months->count != 12)
		DIAG0(l->diags, WANTS_MONTHS, months->place);
	out.name = load_ref(l, GET(node, "name"));
	out.months = load_strings(l, months);
	out.numerals = load_strings(l, GET(node, "numerals"));
	load_patterns(l, node, &out);
	load_list_words(l, GET(node, "list"), out.list);
	out.line = load_ref(l, GET(node, "line"));
	out.sentence = load_ref(l, GET(node, "sentence"));
	out.clause = load_ref(l, GET(node, "clause"));
	out.stop = load_ref(l, GET(node, "stop"));
	out.final = load_ref(l, GET(node, "final"));
	build_languages(&l->build, out);
}

/* -- sources and advice --------------------------------------------------------- */

static void load_checked(struct loader *l, const struct node *node)
{
	int64_t days;
	if (node && node->kind == NODE_TEXT && !value_date(node->text, &days))
		DIAG(l->diags, BAD_DATE, node->place, node->text);
}

static void load_sources(struct loader *l, const struct node *map)
{
	for (const struct node *m = load_members(l, map); m; m = m->next) {
		if (!fields_check(l, MAP_source, m))
			continue;
		load_checked(l, GET(m, "checked"));
		struct origin row = {.name = build_ref(&l->build, m->key), .place = m->key_place};
		row.title = load_ref(l, GET(m, "title"));
		row.url = load_ref(l, GET(m, "url"));
		row.version = load_ref(l, GET(m, "version"));
		row.checked = load_ref(l, GET(m, "checked"));
		row.confirmed = load_flag(l, GET(m, "confirmed"));
		build_origins(&l->build, row);
	}
}

static void load_points(struct loader *l, const struct node *map)
{
	for (const struct node *m = load_members(l, map); m; m = m->next) {
		struct point row = {.id = build_ref(&l->build, m->key), .place = m->key_place};
		row.words = load_words(l, m);
		build_points(&l->build, row);
	}
}

/* -- slots ---------------------------------------------------------------------- */

static const struct str TAKES[] = {{"one", 3}, {"optional", 8}, {"some", 4}, {"any", 3}, {"none", 4}};
static const struct str FORMS[] = {{"run", 3}, {"list", 4}, {"title", 5}};

/* The stances, in the order of the choices of the stance's question. */
struct stances {
	struct str name[STANCES_MAX];
	uint32_t n;
};

static uint32_t stance_bit(struct loader *l, const struct stances *stances, const struct node *m)
{
	for (uint32_t i = 0; i < stances->n; i++)
		if (str_eq(stances->name[i], m->key))
			return i;
	/* Without any, the profile's question was explained. */
	if (stances->n)
		DIAG(l->diags, UNKNOWN_STANCE, m->key_place, m->key,
		     load_listed(l, stances->name, stances->n));
	return NO_ROW;
}

static void load_take(struct loader *l, const struct stances *stances, const struct node *node,
                      struct slot *slot)
{
	if (!node)
		return;
	for (uint32_t i = 0; i < STANCES_MAX; i++)
		slot->take[i] =
		        (uint8_t)(node->kind == NODE_TEXT ? load_word_of(l, node, TAKES, 5) : TAKE_NONE);
	if (node->kind == NODE_LIST)
		DIAG(l->diags, WANTS_MAP, node->place, node->key);
	for (const struct node *m = node->kind == NODE_MAP ? node->first : NULL; m; m = m->next) {
		uint32_t bit = stance_bit(l, stances, m);
		if (bit != NO_ROW)
			slot->take[bit] = (uint8_t)load_word_of(l, m, TAKES, 5);
	}
}

/* Words, or words by stance: the first key tells. */
static void load_heading(struct loader *l, const struct stances *stances, const struct node *node,
                         struct slot *slot)
{
	if (!node || node->kind != NODE_MAP)
		return;
	bool by_stance = node->first && node->first->kind == NODE_MAP;
	words_id words = by_stance ? 0 : load_words(l, node);
	for (uint32_t i = 0; i < STANCES_MAX; i++)
		slot->heading[i] = words;
	for (const struct node *m = by_stance ? node->first : NULL; m; m = m->next) {
		uint32_t bit = stance_bit(l, stances, m);
		if (bit != NO_ROW)
			slot->heading[bit] = load_words(l, m);
	}
}

static void load_slot(struct loader *l, const struct stances *stances, const struct node *node)
{
	if (!fields_check(l, MAP_slot, node))
		return;
	struct slot slot = {.place = node->place};
	const struct node *id = GET(node, "id");
	slot.id = id && id->kind == NODE_TEXT ? load_name(l, id->text, id->place) : slot.id;
	slot.as = (uint8_t)load_word_of(l, GET(node, "as"), FORMS, 3);
	slot.joins = load_flag(l, GET(node, "joins"));
	load_take(l, stances, GET(node, "take"), &slot);
	load_heading(l, stances, GET(node, "heading"), &slot);
	build_slots(&l->build, slot);
}

uint32_t load_slot_name(struct loader *l, const struct node *node)
{
	struct str *names = arena_many(l->arena, struct str, l->build.n_slots + 1);
	for (uint32_t i = 0; i < l->build.n_slots; i++)
		names[i] = build_str(&l->build, l->build.slots[i].id);
	return load_word_of(l, node, names, l->build.n_slots);
}

static void load_slots(struct loader *l, const struct stances *stances, const struct node *list)
{
	struct slot notes = {.as = AS_NOTES};
	for (const struct node *m = load_items(l, list); m; m = m->next)
		load_slot(l, stances, m);
	notes.id = build_ref(&l->build, STR("notes"));
	for (uint32_t i = 0; i < STANCES_MAX; i++)
		notes.take[i] = TAKE_ANY;
	build_slots(&l->build, notes);
}

/* The slots that a list of the supplement names. */
static void mark_slots(struct loader *l, const struct node *list, enum supplement supplement)
{
	for (const struct node *m = load_items(l, list); m; m = m->next)
		l->build.slots[load_slot_name(l, m)].supplement = (uint8_t)supplement;
}

static void load_supplement(struct loader *l, const struct node *node)
{
	if (!node || !fields_check(l, MAP_supplement, node))
		return;
	mark_slots(l, GET(node, "hides"), SUPPLEMENT_HIDES);
	mark_slots(l, GET(node, "papers"), SUPPLEMENT_PAPERS);
}

/* -- banned words ----------------------------------------------------------------- */

static void load_banned_words(struct loader *l, const struct node *by_language, uint32_t stances, bool except)
{
	for (const struct node *m = load_members(l, by_language); m; m = m->next) {
		struct pack view = build_view(&l->build);
		uint32_t language = pack_language(&view, m->key);
		if (language == NO_ROW)
			DIAG(l->diags, UNKNOWN_LANGUAGE, m->key_place, m->key);
		for (const struct node *w = load_items(l, m); w; w = w->next) {
			struct banned row = {load_ref(l, w), stances, language, except};
			build_banned(&l->build, row);
		}
	}
}

static void load_banned(struct loader *l, const struct stances *stances, const struct node *map)
{
	for (const struct node *m = load_members(l, map); m; m = m->next) {
		bool except = str_eq(m->key, STR("except"));
		bool all = except || str_eq(m->key, STR("all"));
		uint32_t bit = all ? 0 : stance_bit(l, stances, m);
		if (bit != NO_ROW)
			load_banned_words(l, m, all ? (1u << stances->n) - 1 : 1u << bit, except);
	}
}

/* -- words that claim --------------------------------------------------------------- */

static void load_claim_words(struct loader *l, const struct node *by_language, bool except)
{
	for (const struct node *m = load_members(l, by_language); m; m = m->next) {
		if (!except && str_eq(m->key, STR("except"))) {
			load_claim_words(l, m, true);
			continue;
		}
		struct pack view = build_view(&l->build);
		uint32_t language = pack_language(&view, m->key);
		if (language == NO_ROW)
			DIAG(l->diags, UNKNOWN_LANGUAGE, m->key_place, m->key);
		for (const struct node *w = load_items(l, m); w; w = w->next)
			build_claim_words(&l->build, (struct claim_word){load_ref(l, w), language, except});
	}
}

/* -- the rest ------------------------------------------------------------------- */

static int32_t load_zone(struct loader *l, const struct node *node)
{
	struct str text = load_text(l, node);
	uint64_t hours, minutes;
	bool sign = text.n == 6 && (text.p[0] == '+' || text.p[0] == '-') && text.p[3] == ':';
	if (sign && str_uint(str_sub(text, 1, 3), &hours) && str_uint(str_sub(text, 4, 6), &minutes) &&
	    hours < 15 && minutes < 60)
		return (int32_t)(hours * 3600 + minutes * 60) * (text.p[0] == '-' ? -1 : 1);
	if (node && node->kind == NODE_TEXT)
		DIAG(l->diags, BAD_ZONE, node->place, text);
	return 0;
}

static void load_form(struct loader *l, const struct node *node, struct profile *p)
{
	struct pack view = build_view(&l->build);
	if (!node || !fields_check(l, MAP_form, node))
		return;
	const struct node *language = GET(node, "language");
	uint32_t row = pack_language(&view, load_text(l, language));
	p->form_language = row == NO_ROW ? 0 : row;
	if (row == NO_ROW && language && language->kind == NODE_TEXT)
		DIAG(l->diags, UNKNOWN_LANGUAGE, language->place, language->text);
	p->form_limit = (uint32_t)load_integer(l, GET(node, "limit"), 1, 100000);
	p->form_smallest = (uint32_t)load_integer(l, GET(node, "smallest"), 1, 100000);
	p->form_origin = load_origin(l, GET(node, "source"), 0);
}

static void load_letter(struct loader *l, const struct node *node, struct profile *p)
{
	if (!node || !fields_check(l, MAP_letter, node))
		return;
	p->addressee = load_words(l, GET(node, "addressee"));
	p->signature = load_ref(l, GET(node, "signature"));
	p->date = load_ref(l, GET(node, "date"));
}

/* The stances are the choices of one question of the common file. */
static void find_stances(struct loader *l, const struct node *common, struct stances *stances)
{
	const struct node *name = GET(l->profile, "stance");
	const struct node *question = name ? node_get(GET(common, "questions"), name->text) : NULL;
	const struct node *choices = GET(question, "choices");
	stances->n = 0;
	if (!choices || choices->kind != NODE_MAP)
		return;
	if (choices->count > STANCES_MAX)
		DIAG(l->diags, TOO_MANY, choices->place, STR("8"));
	for (const struct node *m = choices->first; m && stances->n < STANCES_MAX; m = m->next)
		stances->name[stances->n++] = m->key;
}

static bool load_languages(struct loader *l, const struct node *languages)
{
	const struct node *first = load_members(l, languages);
	build_init(&l->build, l->arena, first ? languages->count : 0);
	if (languages && languages->kind == NODE_MAP && !first)
		DIAG0(l->diags, NO_LANGUAGES, languages->place);
	for (const struct node *m = first; m; m = m->next)
		load_language(l, m);
	return l->build.n_languages > 0;
}

bool load_profile(struct loader *l, const struct node *node, const struct node *common)
{
	struct profile p = {0};
	struct stances stances;
	if (!load_languages(l, GET(node, "languages")))
		return false;
	l->profile = node;
	find_stances(l, common, &stances);
	l->n_stances = stances.n;
	for (uint32_t i = 0; i < stances.n; i++)
		l->stances[i] = stances.name[i];
	l->measures = GET(node, "measures");
	if (l->measures)
		fields_check(l, MAP_measure_slots, l->measures);
	load_checked(l, GET(node, "checked"));
	load_sources(l, GET(node, "sources"));
	load_points(l, GET(node, "advice"));
	load_slots(l, &stances, GET(node, "slots"));
	load_supplement(l, GET(node, "supplement"));
	load_banned(l, &stances, GET(node, "banned"));
	load_claim_words(l, GET(node, "claim-words"), false);
	p.platform = load_ref(l, GET(node, "platform"));
	p.version = load_ref(l, GET(node, "version"));
	p.checked = load_ref(l, GET(node, "checked"));
	p.name = load_words(l, GET(node, "name"));
	p.channel = load_words(l, GET(node, "channel"));
	p.stance = load_ref(l, GET(node, "stance"));
	p.zone = load_zone(l, GET(node, "time-zone"));
	p.advice_origin = load_origin(l, GET(node, "advice-source"), 0);
	p.n_languages = l->build.n_languages;
	p.stale_after = 180;
	if (GET(node, "stale-after"))
		p.stale_after = (uint32_t)load_integer(l, GET(node, "stale-after"), 1, 10000);
	load_letter(l, GET(node, "letter"), &p);
	load_form(l, GET(node, "form"), &p);
	build_profile(&l->build, p);
	return true;
}
