#include "record/history/titles.h"

#include "base/json.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"

#include <set>

namespace comity::record {

void TitlesOfReferences::want(std::string_view object, std::string_view text)
{
    if (const auto id = parse_id(text); id && !object.empty())
        m_wanted[std::string(object)].push_back(*id);
}

void TitlesOfReferences::collect(const Field& field, const Json& value)
{
    if (!facts_of(field).refers)
        return;
    const std::string_view target = target_of(field);
    if (const Json::Array* many = value.if_array()) {
        for (const Json& one : *many)
            collect(field, one);
    } else if (const std::string* id = value.if_string()) {
        want(target, *id);
    } else if (value.if_object()) {
        want(value.text("object"), value.text("id"));
    }
}

void TitlesOfReferences::write(Engine& engine, const Actor& actor, JsonWriter& json) const
{
    const auto catalog = engine.catalog();
    std::map<std::string, std::string> titles;
    std::set<std::string> unseen;
    for (const auto& [name, ids] : m_wanted) {
        for (const Id& id : ids)
            unseen.insert(format_id(id));
        if (const Object* object = catalog->find(name))
            for (auto& [id, title] : titles_of(engine, actor, *object, ids))
                titles.insert_or_assign(format_id(id), std::move(title));
    }
    json.plain_key("titles");
    json.begin_object();
    for (const auto& [id, title] : titles) {
        unseen.erase(id);
        json.plain_key(id);
        json.value(title);
    }
    for (const std::string& id : unseen) {
        json.plain_key(id);
        json.null();
    }
    json.end_object();
}

} // namespace comity::record
