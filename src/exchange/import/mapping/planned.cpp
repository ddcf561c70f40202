#include "exchange/import/mapping/planned.h"

#include "base/text.h"
#include "exchange/import/mapping/names.h"
#include "record/object/kind.h"

namespace comity::exchange {

void Planned::learn(const Record& record)
{
    std::unordered_set<KeyHash>& known = keys[record.object->name];
    const Names::Fields fields = Names::fields_of(*record.object);
    if (fields.external_id && record.has(*fields.external_id))
        known.insert(hash_of(name_sort::external, record.text("external_id")));
    for (const Field* field : fields.names) {
        if (!facts_of(*field).has_many)
            known.insert(hash_of(name_sort::folded, fold(trim(record.text(field->name)))));
        else
            for (const FieldKind::Entry& entry : kind_of(*field).entries(record.of(*field)))
                known.insert(hash_of(name_sort::folded, fold(entry.value)));
    }
}

bool Planned::has_external(const Object& object, std::string_view id) const
{
    const auto at = keys.find(object.name);
    return at != keys.end() && at->second.contains(hash_of(name_sort::external, id));
}

bool Planned::has(const Object& object, std::string_view text) const
{
    const auto at = keys.find(object.name);
    return at != keys.end() && (at->second.contains(hash_of(name_sort::external, text)) ||
                                at->second.contains(hash_of(name_sort::folded, fold(trim(text)))));
}

} // namespace comity::exchange
