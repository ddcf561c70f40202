#pragma once
// Records of one object by what people call them: title, further names (e-mail), external id.

#include "exchange/exchange.h"
#include "exchange/import/mapping/key_index.h"
#include "record/access/access.h"
#include "record/object/record.h"
#include "store/database.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

// Names compare folded; an external id, and a title among several that fold the same, exactly.
namespace name_sort {
constexpr char folded = 'n';
constexpr char external = 'x';
} // namespace name_sort

class Names {
public:
    // The fields of an object that a record can be named by.
    struct Fields {
        const Field* external_id = nullptr;
        std::vector<const Field*> names;
    };
    static Fields fields_of(const Object& object);

    Names(const Catalog& catalog, const Actor& actor, const Object& object);

    const Object& object() const { return m_object; }
    // Reads the names of all records that the actor may see, once; outside the transactions that
    // write, so that nothing which is rolled back stays in memory.
    void load(store::Connection& connection);

    struct Found {
        std::size_t count = 0; // several: ambiguous
        Id id;                 // of the one
    };
    Found find(store::Connection& connection, std::string_view text);
    Found find_external(std::string_view id) const;
    // Which of these ids are records that the actor may see.
    std::vector<Id> existing(store::Connection& connection, std::span<const Id> ids) const;
    // A record that was written meanwhile.
    void learn(const Record& record);

    // Calls with every title, for the nearest one.
    void each_title(store::Connection& connection,
                    store::FunctionRef<bool(const Id&, std::string_view)> on_title) const;

private:
    void load_column(store::Connection& connection, const Field& field, char sort);
    Sql visible_rows(std::string_view columns, std::string_view more_from = "") const;
    Found choose_exact(store::Connection& connection, std::string_view text,
                       const std::vector<Id>& ids) const;

    const Catalog& m_catalog;
    const Actor& m_actor;
    const Object& m_object;
    Fields m_fields;
    KeyIndex m_index;
    bool m_is_loaded = false;
};

} // namespace comity::exchange
