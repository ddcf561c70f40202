#pragma once
// What the ids in a page of the log are called, for those who read it: by today's titles.

#include "record/engine.h"

#include <map>
#include <string>
#include <vector>

namespace comity::record {

class TitlesOfReferences {
public:
    // Notes the records that this value of the field points to; of other kinds of fields nothing.
    void collect(const Field& field, const Json& value);
    // Appends `"titles":{"<id>":"Acme"|null}`: null is what the actor may not see or what is gone.
    // Asks the database; not within a read of it.
    void write(Engine& engine, const Actor& actor, JsonWriter& json) const;

private:
    std::map<std::string, std::vector<Id>> m_wanted; // by the name of the object
    void want(std::string_view object, std::string_view id);
};

} // namespace comity::record
