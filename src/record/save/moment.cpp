// What a behaviour sees of the record on its way to disk.

#include "base/error.h"
#include "record/object/kind.h"
#include "record/object/shelf.h"
#include "record/save/state.h"

namespace comity::record {

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

Actor Job::actor() const
{
    return Actor::program(behaviour, Origin::automation)
        .because_of({BroughtBy::Kind::automation, {}, behaviour, change_set});
}

} // namespace comity::record
