#pragma once
// All objects there are, built-in and custom: an immutable snapshot shared by all threads, replaced
// as a whole when an administrator changes a definition.

#include "record/object/object.h"
#include "store/table.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace comity::record {

class Catalog {
public:
    // Completes the descriptions (labels, plurals, column positions) and checks them:
    // Error{invalid} with every problem of every object (unknown targets, doubled names, SQL or API
    // words, bad lists).
    explicit Catalog(std::vector<Object> objects);

    std::span<const Object> objects() const { return m_objects; }
    const Object* find(std::string_view name_or_plural) const;
    const Object& load(std::string_view name_or_plural) const; // Error{not_found}

    // References to this object, from every object: what is shown as related, moved by a merge, and
    // looked at before something is emptied from the bin.
    struct Referrer {
        const Object* object;
        const Field* field;
    };
    std::vector<Referrer> referrers_of(const Object& target) const;

    // The tables of one object: its rows, its past rows, and one for each field with many values.
    static std::vector<store::Table> tables_of(const Object& object);
    // Names of all columns of an object's table in the order of Record::cells, with their types.
    static std::vector<store::Column> columns_of(const Object& object);
    // Where its rows are read from: its table, or the view of its table and annexes (annex.h).
    static std::string table_of(const Object& object)
    {
        return object.annexes > 0 ? object.plural + "_whole" : object.plural;
    }
    // Superseded rows: the same columns and `until`, the moment the row stopped being so.
    static std::string past_table_of(const Object& object)
    {
        return object.plural + (object.annexes > 0 ? "_past_whole" : "_past");
    }
    static std::vector<store::Column> system_columns();
    // The tables that are written.
    static std::string own_table_of(const Object& object) { return object.plural; }
    static std::string own_past_table_of(const Object& object) { return object.plural + "_past"; }
    static std::string many_table_of(const Object& object, const Field& field)
    {
        return object.plural + "_" + field.name;
    }

private:
    std::vector<Object> m_objects;
};

} // namespace comity::record
