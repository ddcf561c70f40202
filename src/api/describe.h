#pragma once
// Objects as clients need them described (docs/wire.md "Describing objects"), in the person's
// language.

#include "base/json.h"
#include "record/object/shelf.h"
#include "record/shape/layouts.h"

#include <string>
#include <string_view>

namespace comity::api {

struct Call;

// The shelf's words in one language; a word that has no translation stays as it is.
class Words {
public:
    Words(const record::Shelf& shelf, std::string_view language);
    std::string_view of(std::string_view word) const;

private:
    const record::Dictionary* m_dictionary = nullptr;
};

// By the person's own language; before signing in by Accept-Language.
Words words_for(const Call& call);

// `"input":[…]`: declared fields of actions and insights.
void write_inputs(JsonWriter& json, const std::vector<record::Field>& input, const Words& words);
// `layout`: how administrators have laid it out for this actor; null: as described.
void write_object(JsonWriter& json, const Call& call, const record::Object& object,
                  const record::Layout* layout, const Words& words);

} // namespace comity::api
