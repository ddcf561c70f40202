#pragma once
// Which columns a reading selects and how a row becomes JSON: worked out once for an object, a role
// and a choice of fields, then reused by its thread.

#include "record/engine.h"
#include "record/language/derived_value.h"
#include "record/object/kind.h"

#include <memory>
#include <string>
#include <vector>

namespace comity::record {

struct ReadPlan {
    struct Shown {
        const Field* field;
        const FieldKind* kind;
        int column; // in the select list
    };

    std::shared_ptr<const Catalog> catalog;
    std::shared_ptr<const Role> role;
    const Object* object = nullptr;
    std::vector<std::string> asked; // the fields that were named
    bool is_of_one = false;         // without names: also what reads other records
    std::vector<Shown> fields;      // those without a column last

    std::vector<const Field*> system; // the system fields that follow the others
    std::string columns;              // select list over `t0` of what has columns
    int stored_count = 0;             // how many those are
    int fixed_count = 0;              // with what is worked out in one way for everybody
    int column_count = 0;             // with everything that is worked out
    store::Statement by_id;           // … WHERE t0."id" = ? and not in the bin
    store::Statement by_id_in_bin;    // wherever it is

    bool has_derived() const { return column_count > fixed_count; }
    // The whole select list, as this actor sees it.
    Sql select(const DerivedContext& context) const;
    // One record's members without the closing brace, so that more may follow.
    void write_open(JsonWriter& json, const store::Row& row) const;
    static constexpr int id_column = 0;
    static constexpr int version_column = 1;
};

// Error{invalid} naming every field that is unknown or hidden. Empty `fields` means all that the
// actor may see and that do not hide by themselves; what is worked out from other records comes
// with them for one record only, so that a list pays for what it names.
std::shared_ptr<ReadPlan> plan_for(Engine& engine, const Actor& actor, const Object& object,
                                   const std::vector<std::string>& fields, bool is_of_one = false);

} // namespace comity::record
