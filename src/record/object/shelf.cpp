#include "record/object/shelf.h"

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

} // namespace comity::record
