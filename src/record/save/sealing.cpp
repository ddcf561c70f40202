// Secrets are sealed before anything is compared, logged or written.
#include "record/save/state.h"

#include "record/engine.h"
#include "record/object/typed_secret.h"
#include "record/secrets.h"

namespace comity::record {

void seal_secrets(SaveState& state, Draft& draft)
{
    if (!draft.after.object->has_secrets)
        return;
    for (const Field& field : draft.after.object->fields) {
        if (!facts_of(field).is_secret)
            continue;
        Value& cell = draft.after.cells[static_cast<std::size_t>(field.column)];
        const auto* text = std::get_if<std::string>(&cell);
        if (text && text->starts_with(typed_secret))
            cell = state.engine.part<Secrets>().seal(
                state.connection, std::string_view(*text).substr(typed_secret.size()));
    }
}

} // namespace comity::record
