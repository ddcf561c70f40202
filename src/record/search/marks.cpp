#include "record/search/marks.h"

#include "record/access/access_rule.h"

#include "record/search/search.h"

#include <algorithm>

namespace comity::record {
namespace {

// Beyond that many, what an actor reaches is no small share of everything, and as many stretches
// of the index cost more than they save.
constexpr std::size_t most_owners = 100;

constexpr std::uint64_t mark_letters = 94; // 0x21 to 0x7e

// FNV-1a.
std::uint64_t hash_of(const void* bytes, std::size_t count)
{
    std::uint64_t hash = 14'695'981'039'346'656'037ULL;
    for (std::size_t i = 0; i < count; ++i) {
        hash ^= static_cast<const unsigned char*>(bytes)[i];
        hash *= 1'099'511'628'211ULL;
    }
    return hash ^ (hash >> 32);
}

std::string mark(char first, std::uint64_t hash)
{
    return {first, static_cast<char>('!' + hash % mark_letters),
            static_cast<char>('!' + hash / mark_letters % mark_letters)};
}

} // namespace

std::string object_mark(const Object& object)
{
    return mark('\x01', hash_of(object.name.data(), object.name.size()));
}

std::string owner_mark(const Id& owner)
{
    const std::string text = format_id(owner);
    const std::uint64_t hash = hash_of(text.data(), text.size());
    return mark(static_cast<char>(0x10 + (hash >> 40) % 16), hash);
}

std::string owner_mark_of(const Record& record)
{
    const Object& object = *record.object;
    if (object.owner.empty() || !object.find_field(object.owner))
        return {};
    const auto owner = record.reference(object.owner);
    return owner ? owner_mark(*owner) : std::string();
}

SearchRealm realm_of(const Catalog& catalog, const Actor& actor,
                     const std::vector<const Object*>& objects)
{
    SearchRealm realm;
    realm.is_whole = true;
    for (const Object* object : objects) {
        if (!is_searched(*object))
            continue;
        SearchRealm::Part part{object, {}};
        const AccessRule rule = rule_for(catalog, actor, *object, Verb::read);
        if (rule.base == AccessRule::Base::owners && !rule.is_shared)
            for (const Id& owner : rule.owners)
                part.owners.push_back(owner_mark(owner));
        if (part.owners.size() > most_owners)
            part.owners.clear();
        realm.is_whole = realm.is_whole && part.owners.empty();
        realm.parts.push_back(std::move(part));
    }
    for (const Object& object : catalog.objects())
        if (is_searched(object) && std::ranges::find(objects, &object) == objects.end())
            realm.is_whole = false;
    return realm;
}

} // namespace comity::record
