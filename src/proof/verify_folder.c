/* See verify_folder.h.  What all violations share stays, and is loaded
 * together with each of them: so it has the same places every time. */
#include "proof/verify_folder.h"

#include "core/pack_load.h"
#include "core/value.h"

enum { N_SHARED = RULE_VIOLATION };

struct sweep {
	struct report *report;
	struct diags *diags;
	const struct rules_folder *folder;
	struct moment now;
	struct arena *arena;   /* of the proof and the shared files */
	struct arena *scratch; /* of the violation at hand */
	struct pack pack;      /* with that violation */
	uint32_t source;       /* of the first file; the others follow */
	uint32_t errors;       /* before all this */
	struct rule_file files[N_SHARED + 1];
	size_t n_shared;
};

static bool read_file(struct sweep *s, size_t i, struct arena *arena, struct rule_file *file)
{
	struct str text;
	*file = (struct rule_file){s->folder->names[i], s->source + (uint32_t)i};
	if (!s->folder->read(s->folder->user, i, &text))
		return false;
	diags_open(s->diags, file->source, arena, arena_copy(arena, text));
	return true;
}

static bool read_kind(struct sweep *s, enum rule_kind kind)
{
	for (size_t i = 0; i < s->folder->n; i++)
		if (rule_kind(s->folder->names[i]) == kind)
			return read_file(s, i, s->arena, &s->files[s->n_shared++]);
	return true;
}

/* In the order of their kinds: the wording is the last. */
static bool read_shared(struct sweep *s)
{
	bool ok = true;
	for (int kind = 0; kind < RULE_VIOLATION && ok; kind++)
		ok = read_kind(s, (enum rule_kind)kind);
	return ok;
}

/* No violation looks at the wording, so it is loaded with the first alone. */
static void drop_wording(struct sweep *s)
{
	if (s->n_shared && rule_kind(s->files[s->n_shared - 1].name) == RULE_WORDING)
		s->n_shared--;
}

/* Which day it is at the platform, only its profile can tell. */
static int64_t day_of(const struct sweep *s)
{
	int64_t local = s->now.seconds + s->pack.profile->zone;
	return local / DAY_SECONDS - (local % DAY_SECONDS < 0);
}

static void prove(struct sweep *s)
{
	struct proof *proof = s->report->proof;
	uint32_t first = proof->n;
	proof->options.now = day_of(s);
	verify_violation(proof, s->scratch, &s->pack, 0);
	report_tell(s->report, s->scratch, &s->pack, 0, first);
}

/* Once there is a mistake, only further ones are of interest. */
static void load(struct sweep *s, size_t n_files)
{
	struct str block = pack_load(s->scratch, s->diags, s->files, n_files);
	if (s->diags->errors == s->errors && block.n && pack_open(&s->pack, block))
		prove(s);
}

static bool sweep(struct sweep *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->folder->n; i++) {
		struct rule_file *own = &s->files[s->n_shared];
		if (rule_kind(s->folder->names[i]) != RULE_VIOLATION)
			continue;
		arena_free(s->scratch);
		n++;
		if (!read_file(s, i, s->scratch, own))
			return false;
		load(s, s->n_shared + 1);
		diags_close(s->diags, own->source);
		drop_wording(s);
	}
	/* What lacks beside them is told by the loader. */
	if (!n)
		load(s, s->n_shared);
	return s->diags->errors == s->errors;
}

static void end(struct sweep *s)
{
	struct proof *proof = s->report->proof;
	uint32_t first = proof->n;
	verify_end(proof, &s->pack);
	report_tell(s->report, s->scratch, &s->pack, 0, first);
	verify_sort(proof);
}

bool verify_folder(struct report *report, struct diags *diags, const struct rules_folder *folder,
                   struct moment now)
{
	struct verify_options options = {.has_now = now.is_known};
	struct sweep s = {.report = report, .diags = diags, .folder = folder, .now = now};
	s.arena = report->arena;
	s.errors = diags->errors;
	s.source = diags->n_sources;
	s.scratch = arena_within(s.arena);
	for (size_t i = 0; i < folder->n; i++)
		diags_closed(diags, folder->names[i]);
	verify_begin(report->proof, s.arena, &options);
	bool ok = read_shared(&s) && sweep(&s);
	if (ok)
		end(&s);
	arena_free(s.scratch);
	return ok;
}
