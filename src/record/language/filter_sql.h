#pragma once
// The parts of compile_filter(): one walk over the tree that collects every problem on its way.

#include "record/language/filter_condition.h"
#include "record/object/condition.h"
#include "record/object/kind.h"

#include <span>
#include <string>
#include <vector>

namespace comity::record {

// The rows that a path stands on.
struct FilterScope {
    const Object& object;
    std::string alias;
    int depth = 0; // references followed so far
};

class FilterSql {
public:
    FilterSql(const FilterContext& context, std::vector<Problem>& problems)
        : m_context(context), m_problems(problems)
    {
    }

    void append(const FilterNode& node, const FilterScope& scope, Sql& sql);

private:
    const FilterContext& m_context;
    std::vector<Problem>& m_problems;
    int m_aliases = 0;

    using Path = std::span<const std::string>;

    std::string make_alias() { return "f" + std::to_string(++m_aliases); }
    void complain(const FilterNode& node, std::string_view rule, Sentence message);

    void append_group(const FilterNode& node, const FilterScope& scope, Sql& sql);
    void append_words(const FilterNode& node, const FilterScope& scope, Sql& sql);

    // Paths.
    void append_path(const FilterNode& node, Path path, const FilterScope& scope, Sql& sql);
    void append_step(const FilterNode& node, const Field& field, Path rest,
                     const FilterScope& scope, Sql& sql);
    void append_derived(const FilterNode& node, Path path, const Field& field,
                        const FilterScope& scope, Sql& sql);
    bool append_part(const FilterNode& node, const Field& field, std::string_view part,
                     const FilterScope& scope, Sql& sql);
    void append_compare(const FilterNode& node, const Field& field, const FilterScope& scope,
                        Sql& sql);

    // Trees (filter_trees.cpp).
    Sql tops_of(const FilterNode& node, const Object& tree);
    Sql within_sql(const FilterNode& node, const Object& tree, const Field& by);
    bool is_within_test(const FilterNode& node);
    void append_within_itself(const FilterNode& node, const FilterScope& scope, Sql& sql);
    bool append_within(const FilterNode& node, const Field& field, const FilterScope& scope,
                       Sql& sql);
    void append_within_any(const FilterNode& node, const Field& field, const FilterScope& scope,
                           Sql& sql);

    // At the end of a path the field's kind is asked.
    class Asked;
    void append_id(const FilterNode& node, std::string_view column, Sql& sql);
    void append_many(const FilterNode& node, const Field& field, const FilterScope& scope,
                     Sql& sql);
    void append_titles(const FilterNode& node, const Object& target, bool as_text, Sql& sql);
    void append_access(const Object& target, std::string_view alias, Sql& sql) const;
};

// A field of the object or one that every record has (id, version, created_by …) by name; null when
// there is none or this actor may not see it.
const Field* find_visible_field(const Object& object, const Actor& actor, std::string_view name);
// `id` and its like, as fields with the columns that every table begins with; null for others.
const Field* find_system_field(std::string_view name);

} // namespace comity::record
