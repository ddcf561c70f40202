#pragma once
// The order of a list and the cursor that says where a page ended.
//
// Empty values come last in either direction. The first key that can be empty is walked in two
// phases (rows that have it, then rows that do not), so that each phase is a stretch of an index;
// later keys sort their empty values last by an expression. The id breaks ties, in the direction of
// the first key.

#include "record/language/derived_value.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

struct SortKey {
    Sql expression;
    store::Type type = store::Type::text;
    bool is_descending = false;
    bool is_nullable = true;
    bool has_index = false;       // all rows can be walked in this order
    bool has_owner_index = false; // and those of one owner
    bool is_worked_out = false;   // at a price: not to be asked twice of a row
};

struct SortOrder {
    std::vector<SortKey> keys; // the last is the id
    bool has_phases() const { return keys.front().is_nullable; }
};

// `-amount,name` as keys on rows under `t0`; the object's own order when empty. Error{invalid}
// naming every field that is unknown, hidden or has no order.
SortOrder parse_sort(const DerivedContext& context, const Object& object, std::string_view text);

// Where a page ended: the values of all keys of its last row.
struct Cursor {
    int phase = 0;
    std::vector<store::Value> values;
};

// `digest` names the question; a cursor of another one is Error{malformed}.
std::string format_cursor(const Cursor& cursor, std::string_view digest);
Cursor parse_cursor(std::string_view text, std::string_view digest, const SortOrder& order);
[[noreturn]] void refuse_cursor();

// Unpadded base64url and back; nothing when it is not.
std::string encode_token(std::string_view bytes);
std::optional<std::string> decode_token(std::string_view text);

// The condition of a phase: `… IS NOT NULL`, `… IS NULL`, or nothing. SQLite does not take the
// order's index for it when it is to be shunned.
void append_phase(const SortOrder& order, int phase, Sql& sql, bool shuns_index = false);
// ` AND …`: what comes after the cursor.
void append_after(const SortOrder& order, const Cursor& cursor, Sql& sql);
// ` ORDER BY …`; `columns` says the keys by other names (those of a derived table).
void append_order(const SortOrder& order, int phase, std::span<const std::string> columns,
                  Sql& sql);

} // namespace comity::record
