#pragma once
// Rights inside the search's index: each entry is marked with its object and with its owner, so
// that the index offers a rep his own entries among millions of others'. A mark is one trigram of
// three bytes that begins with a control character and so is no part of any text. Two owners may
// share a mark: marks narrow, the rights are asked of each candidate all the same.

#include "record/access/access.h"
#include "record/object/catalog.h"

#include <string>
#include <vector>

namespace comity::record {

std::string object_mark(const Object& object);
std::string owner_mark(const Id& owner);
// Empty when nobody owns the record or when its object has no owners.
std::string owner_mark_of(const Record& record);

// What a search looks through.
struct SearchRealm {
    struct Part {
        const Object* object = nullptr;
        std::vector<std::string> owners; // marks; none means whoever owns it
    };
    std::vector<Part> parts; // only what is in the index
    bool is_whole = false;   // every entry there is: nothing to narrow
};
SearchRealm realm_of(const Catalog& catalog, const Actor& actor,
                     const std::vector<const Object*>& objects);

} // namespace comity::record
