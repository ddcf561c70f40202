// When a behaviour is due, and what it sees of the record on its way to disk.

#include "record/object/shelf.h"

#include "base/error.h"
#include "record/object/kind.h"
#include "record/save/state.h"

namespace comity::record {

When created(std::string object)
{
    return {When::Event::created, std::move(object)};
}

When changes(std::string object, std::string field)
{
    return {When::Event::changes, std::move(object), std::move(field)};
}

When becomes(std::string object, std::string field, std::vector<std::string> values)
{
    return {When::Event::becomes, std::move(object), std::move(field), std::move(values)};
}

When written(std::string object)
{
    return {When::Event::written, std::move(object)};
}

When removed(std::string object)
{
    return {When::Event::removed, std::move(object)};
}

When restored(std::string object)
{
    return {When::Event::restored, std::move(object)};
}

When every(int seconds)
{
    When when;
    when.event = When::Event::every;
    when.every_s = seconds;
    return when;
}

bool Moment::changed(std::string_view field) const
{
    const Field& of = after.object->load_field(field);
    return before ? differs(*before, after, of) : after.has(of);
}

void Moment::set(std::string_view field, const Json& value) const
{
    const Field& of = after.object->load_field(field);
    std::vector<Problem> problems;
    kind_of(of).parse(of, value, transaction.state().format, after.of(of), problems);
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
}

} // namespace comity::record
