#pragma once
// One record in memory: the cells of its row, in the order of the object's table.

#include "base/json.h"
#include "record/object/object.h"
#include "store/value.h"

#include <span>
#include <vector>

namespace comity::record {

using store::Null;
using store::Value;

// The columns that every table begins with.
enum SystemColumn : int {
    column_id,
    column_version,
    column_created_at,
    column_created_by,
    column_updated_at,
    column_updated_by,
    column_deleted_at,
    column_merged_into, // what this record, in the bin now, has become a part of (merge.h)
    system_column_count,
};

struct Record {
    const Object* object = nullptr;
    std::vector<Value> cells;

    Id id() const { return std::get<Id>(cells[column_id]); }
    std::int64_t version() const { return std::get<std::int64_t>(cells[column_version]); }
    bool is_in_bin() const { return !std::holds_alternative<Null>(cells[column_deleted_at]); }

    std::span<const Value> of(const Field& field) const
    {
        return {cells.data() + field.column, static_cast<std::size_t>(field.column_count)};
    }
    std::span<Value> of(const Field& field)
    {
        return {cells.data() + field.column, static_cast<std::size_t>(field.column_count)};
    }
    bool has(const Field& field) const
    {
        return !std::holds_alternative<Null>(cells[field.column]);
    }
    bool has(std::string_view name) const { return has(object->load_field(name)); }

    // Reading one field by name, for the shelf. An absent value is nothing, "" or nil.
    std::string text(std::string_view name) const;            // text, choice, web …
    std::optional<Id> reference(std::string_view name) const; // the id alone
    std::optional<Date> date(std::string_view name) const;
    std::optional<Instant> instant(std::string_view name) const;
    std::optional<double> number(std::string_view name) const; // number, percent
    bool flag(std::string_view name) const;
    std::string title() const { return text(object->title); }
    // The field as the API would say it.
    Json json(std::string_view name) const;
};

// A record with every cell null (and no id yet).
Record make_record(const Object& object);

} // namespace comity::record
