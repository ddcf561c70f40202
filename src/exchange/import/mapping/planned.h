#pragma once
// What a dry run of several files would have made so far, by what it would be called: the files
// that come after may refer to it.

#include "exchange/exchange.h"
#include "exchange/import/mapping/key_index.h"
#include "record/object/record.h"

#include <map>
#include <string>
#include <unordered_set>

namespace comity::exchange {

struct Planned {
    std::map<std::string, std::unordered_set<KeyHash>, std::less<>> keys; // by object

    void learn(const Record& record);
    bool has(const Object& object, std::string_view text) const;
    bool has_external(const Object& object, std::string_view id) const;
};

} // namespace comity::exchange
