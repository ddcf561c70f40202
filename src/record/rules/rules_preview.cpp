// What a rule would find before it is laid down.
#include "record/rules/rules.h"

#include "base/percent.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"

namespace comity::record {

Json preview_rule(Engine& engine, const Actor& actor, const Json& asked)
{
    const auto catalog = engine.catalog();
    const Object& object = catalog->load("rule");
    actor.require(object, Verb::create);
    Record record = make_record(object);
    std::vector<Problem> problems;
    for (const char* name : {"object", "condition", "required_fields"}) {
        const Field& field = object.load_field(name);
        if (const Json* value = asked.find(name))
            kind_of(field).parse(field, *value, {}, record.of(field), problems);
    }
    const Rule rule = make_rule(*catalog, record, problems);
    std::erase_if(problems, [](const Problem& problem) { return problem.field == "message"; });
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    const Object& ruled = catalog->load(rule.object);
    AggregateQuery query;
    query.filter = violations_of(rule);
    const Json found = aggregate(engine, actor, ruled, query);
    return Json()
        .set("count", *found.find("rows")->if_array()->at(0).find("count"))
        .set("filter", query.filter)
        .set("rows", "/api/v1/" + ruled.plural + "?filter=" + percent_encoded(query.filter));
}

} // namespace comity::record
