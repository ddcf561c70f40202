#pragma once
// `expand=account,account.sector`: what references of a page point to, one query an object.

#include "record/find/plan.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace comity::record {

class Expansions {
public:
    // Error{invalid} naming every path that cannot be expanded.
    Expansions(Engine& engine, const Actor& actor, const Object& object,
               const std::vector<std::string>& paths, std::optional<Instant> as_of);

    bool is_empty() const { return m_items.empty(); }
    // Appends the columns it needs to a select list; they begin at `column`.
    void append_columns(Sql& columns, int& column);
    // Notes what this row points to.
    void collect(const store::Row& row);
    // Asks for everything noted, then appends `,"expanded":{…}` for the n-th collected row.
    void load(store::Connection& connection);
    void write(JsonWriter& json, std::size_t nth) const;

private:
    struct Item {
        const Field* field;
        const Object* target;            // null: any object
        std::vector<const Field*> extra; // what is shown beside the title
        int column = 0;
        std::vector<std::vector<Id>> rows; // ids by row
    };

    const Actor& m_actor;
    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    DerivedContext m_context;
    std::vector<Item> m_items;
    // object → ids that are wanted, with the fields that any item wants of it
    struct Wanted {
        const Object* object;
        std::unordered_set<Id> ids;
    };
    std::vector<Wanted> m_wanted;
    std::unordered_map<Id, std::string> m_told; // JSON of what was found

    void add_path(const Object& object, std::string_view path, std::vector<Problem>& problems);
    void want(const Object& object, const Id& id);
    std::vector<const Field*> extra_of(const Object& target) const;
    void load_object(store::Connection& connection, const Wanted& wanted);
};

} // namespace comity::record
