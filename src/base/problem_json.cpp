#include "base/problem_json.h"

namespace comity {

void write_problems(JsonWriter& json, const Tongue& tongue, const std::vector<Problem>& problems)
{
    json.key("problems");
    json.begin_array();
    for (const Problem& problem : problems) {
        json.begin_object();
        json.member("field", problem.field);
        json.member("rule", problem.rule);
        json.member("message", tongue.tell(problem.message));
        json.end_object();
    }
    json.end_array();
}

} // namespace comity
