/* The names that templates may use, as an example of all the views together.
 * A name that is not here is an error when a template is loaded.
 * templates/README.md explains each. */
#include "data/json.h"
#include "render/view.h"

#define SOURCE                                                                                               \
	"{\"name\": \"\", \"title\": \"\", \"url\": \"\", \"version\": \"\", \"checked\": \"\", "            \
	"\"confirmed\": true}"
#define ADVICE  "[{\"id\": \"\", \"words\": \"\"}]"
#define BECAUSE "[{\"key\": \"\", \"value\": \"\"}]"
#define NOTE    "[{\"text\": \"\", \"source\": " SOURCE "}]"
#define TEXT                                                                                                 \
	"\"id\": \"\", \"slot\": \"\", \"words\": \"\", \"because\": " BECAUSE ", \"advice\": " ADVICE       \
	", \"source\": " SOURCE

#define VERSIONS "[{\"language\": \"\", \"words\": \"\"}]"
#define PIECES   "[{\"words\": \"\", \"place\": \"\"}]"
#define SHEET_TEXTS                                                                                          \
	"[{\"id\": \"\", \"clause\": true, \"otherwise\": true, \"blocks\": true, \"when\": \"\","           \
	" \"versions\": [{\"language\": \"\", \"pieces\": " PIECES "}],"                                     \
	" \"shorts\": [{\"pieces\": " PIECES "}], \"has_shorts\": true, \"must\": true, \"priority\": 1,"    \
	" \"form_language\": \"\", \"advice\": " ADVICE ", \"source\": " SOURCE "}]"

static const char NAMES[] =
        "{\"format\": \"\", \"violation\": \"\", \"violation_name\": \"\", \"language\": \"\","
        " \"ready\": true, \"refused\": true,"
        " \"rules\": {\"platform\": \"\", \"platform_name\": \"\", \"version\": \"\", \"checked\": \"\"},"
        " \"refusal\": [{\"id\": \"\", \"text\": \"\", \"advice\": " ADVICE ", \"source\": " SOURCE "}],"
        " \"letter\": {\"title\": \"\", \"addressee\": \"\", \"signature\": \"\", \"date\": \"\", "
        "\"has_exhibits\": true,"
        "  \"sections\": [{\"heading\": \"\", \"number\": 1, \"numeral\": \"\","
        "   \"blocks\": [{\"listed\": true, \"number\": 1, \"numeral\": \"\", \"text\": \"\"}]}],"
        "  \"exhibits\": [{\"number\": 1, \"label\": \"\", \"name\": \"\"}]},"
        " \"form\": {\"text\": \"\", \"length\": 1, \"limit\": 1, \"fits\": true},"
        " \"notes\": {\"blocks\": " NOTE ", \"advice\": " NOTE ","
        "  \"unanswered\": [{\"key\": \"\", \"label\": \"\", \"options\": \"\"}],"
        "  \"banned_words\": [{\"word\": \"\", \"id\": \"\"}],"
        "  \"wording\": [{\"key\": \"\", \"label\": \"\", \"word\": \"\", \"id\": \"\", \"why\": \"\", "
        "\"better\": \"\", \"blocks\": true}],"
        "  \"reason\": \"\", \"reason_id\": \"\", \"other_reasons\": [{\"id\": \"\", \"name\": \"\"}],"
        "  \"has_other_reasons\": true, \"has_papers\": true, \"has_checks\": true, \"lacks_papers\": true,"
        "  \"papers\": [{\"name\": \"\", \"help\": \"\", \"ready\": true, \"pending\": true, \"missing\": "
        "true, \"handed_in\": true}],"
        "  \"checks\": [{\"name\": \"\", \"pass\": true, \"fail\": true, \"unknown\": true}],"
        "  \"channel\": \"\", \"deadline\": \"\", \"has_deadline\": true, \"late\": true,"
        "  \"holidays_unknown\": true, \"deadline_from\": \"\", \"deadline_rule\": {\"source\": " SOURCE "},"
        "  \"left\": {\"has_days\": true, \"days\": 1, \"hours\": 1, \"minutes\": 1},"
        "  \"uncited\": [{\"name\": \"\"}], \"pending\": [{\"name\": \"\"}],"
        "  \"unused\": [{\"key\": \"\", \"value\": \"\"}], \"has_left_out\": true},"
        " \"texts\": [{" TEXT "}],"
        " \"explained\": [{" TEXT ", \"shown\": true,"
        "  \"fails\": [{\"key\": \"\", \"wanted\": \"\", \"negated\": true, \"value\": \"\"}],"
        "  \"waits\": [{\"key\": \"\"}], \"other\": true}],"
        " \"violations\": [{\"violation\": \"\", \"name\": \"\", \"name_here\": \"\", \"aliases\": [\"\"],"
        "  \"source\": " SOURCE "}],"
        " \"questions\": [{\"key\": \"\", \"type\": \"\", \"ask\": \"\", \"help\": \"\", \"example\": \"\", "
        "\"unit\": \"\","
        "  \"needed\": true, \"optional\": true, \"default\": \"\", \"several\": true, \"when\": \"\","
        "  \"choices\": [{\"id\": \"\", \"label\": \"\", \"when\": \"\"}]}],"
        " \"evidence\": [{\"key\": \"\", \"name\": \"\", \"help\": \"\", \"when\": \"\"}],"
        " \"measures\": [{\"key\": \"\", \"words\": \"\", \"when\": \"\"}],"
        " \"reasons\": [{\"id\": \"\", \"name\": \"\", \"when\": \"\"}]}";

static const char SHEET_NAMES[] =
        "{\"sheet\": [{\"violation\": \"\", \"labels\": " VERSIONS
        ", \"aliases\": [\"\"], \"source\": " SOURCE ","
        "  \"questions\": [{\"key\": \"\", \"type\": \"\", \"asks\": " VERSIONS ", \"helps\": " VERSIONS ","
        "   \"units\": " VERSIONS ", \"needed\": true, \"optional\": true, \"when\": \"\","
        "   \"choices\": [{\"labels\": " VERSIONS ", \"says\": " VERSIONS ", \"when\": \"\"}]}],"
        "  \"papers\": [{\"key\": \"\", \"labels\": " VERSIONS ", \"helps\": " VERSIONS ", \"when\": \"\"}],"
        "  \"checks\": [{\"key\": \"\", \"labels\": " VERSIONS ","
        "   \"outcomes\": [{\"name\": \"\", \"test\": \"\"}]}],"
        "  \"measures\": [{\"key\": \"\", \"when\": \"\", \"texts\": " SHEET_TEXTS "}],"
        "  \"reasons\": [{\"id\": \"\", \"labels\": " VERSIONS ", \"when\": \"\","
        "   \"papers\": [{\"name\": \"\", \"or\": true}], \"has_papers\": true,"
        "   \"checks\": [{\"when\": \"\"}], \"has_checks\": true}],"
        "  \"refusals\": [{\"id\": \"\", \"when\": \"\", \"says\": " VERSIONS ", \"advice\": " ADVICE ","
        "   \"source\": " SOURCE "}],"
        "  \"slots\": [{\"id\": \"\", \"heading\": \"\", \"texts\": " SHEET_TEXTS "}]}]}";

struct node *view_names(struct arena *arena, struct diags *diags)
{
	struct node *names = json_read(arena, diags, diags_source(diags, STR("names"), STR(NAMES)));
	struct node *sheet = json_read(arena, diags, diags_source(diags, STR("names"), STR(SHEET_NAMES)));
	node_append(names, sheet->first);
	return names;
}
