#pragma once
// One condition of a filter, `amount >= 1000`, on its way to SQL. The language knows what the path
// leads to (language/filter_sql.h); what the condition means is the field's kind's to say
// (FieldKind::compare), with what stands here.

#include "base/words/sentence.h"
#include "record/object/field.h"
#include "record/object/filter_tree.h"
#include "record/object/sql.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

class Condition {
public:
    // `columns`: the columns of the value as SQL, one a part; of a field with many values the one
    // in which each of them stands alone, as FieldKind::normalise leaves it.
    Condition(const FilterNode& node, const Field& field, std::vector<std::string> columns,
              Sql& sql)
        : node(node), field(field), columns(std::move(columns)), sql(sql)
    {
    }
    virtual ~Condition() = default;
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    const FilterNode& node;
    const Field& field;
    const std::vector<std::string> columns;
    Sql& sql;
    // Who asks, and of what.
    bool is_postgres = false;
    std::string zone = "UTC";
    Id me = {};

    // The literal does not fit the field; nothing more need be appended.
    virtual void complain(std::string_view rule, Sentence message) = 0;
    // Appends `SELECT id …` of the records that the asker may see and whose title is as asked for;
    // `as_text`: as side tables keep ids. False when the field's target is not one object.
    virtual bool append_titles(bool as_text) = 0;

    bool asks_for_order() const { return node.op.starts_with('<') || node.op.starts_with('>'); }
    const std::string& column() const { return columns[0]; }

    // `column op value`; `!=` finds empty ones too: what is not there is not that value.
    void append_value(std::string_view column, store::Value value);
    void append_value(store::Value value) { append_value(column(), std::move(value)); }
    // The literal as a text: `:` contains it, and `*` in it stands for anything.
    void append_text(std::string_view column);
};

// `field:*`
inline bool is_presence(const FilterNode& node)
{
    return !node.is_quoted && node.literal == "*" && (node.op == ":" || node.op == "=");
}
inline bool is_null_word(const FilterNode& node)
{
    return !node.is_quoted && node.literal == "null";
}
inline bool has_wildcard(const FilterNode& node)
{
    return node.pieces.size() > 1;
}

// Whether there is a value at all: appended and true where the node asks for that.
bool append_null_test(const FilterNode& node, std::string_view column, Sql& sql);
void append_text_test(const FilterNode& node, std::string_view column, bool is_postgres, Sql& sql);

} // namespace comity::record
