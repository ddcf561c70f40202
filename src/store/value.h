#pragma once
// What goes into and comes out of a database, the same on both.

#include "base/id.h"
#include "base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace comity::store {

// A column's type. On SQLite: INTEGER, REAL, INTEGER 0/1, TEXT, BLOB(16), TEXT `YYYY-MM-DD`, TEXT
// `YYYY-MM-DDTHH:MM:SS.ffffffZ` (always six digits, so that text order is time order). On
// PostgreSQL: BIGINT, DOUBLE PRECISION, BOOLEAN, TEXT, UUID, DATE, TIMESTAMPTZ.
enum class Type { integer, real, boolean, text, uuid, date, instant };

using Null = std::monostate;
using Value = std::variant<Null, std::int64_t, double, bool, std::string, Id, Date, Instant>;

// SQL with `?` for each value, in the subset that both databases read. Identifiers are quoted with
// double quotes; no literal in it contains a question mark. The text is the key of the statement
// cache, so the same question should always be the same text.
struct Statement {
    std::string sql;
    std::vector<Value> values;
};

// One row of a result, valid only inside the callback that it is handed to. Columns count from 0.
// Asking for a type that the column does not have is a broken invariant; null reads as zero or "".
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual bool boolean(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual Id id(int column) const = 0;
    virtual Date date(int column) const = 0;
    virtual Instant instant(int column) const = 0;

    // A copy of the cell as that type; Null when it is null.
    Value value(int column, Type type) const;
};

} // namespace comity::store
