#include "store/sqlite_dialect.h"

#include "base/error.h"
#include "store/period.h"

namespace comity::store {
namespace {

class SqliteDialect final : public Dialect {
public:
    bool is_postgres() const override { return false; }

    std::string_view type_name(Type type) const override
    {
        switch (type) {
        case Type::integer:
        case Type::boolean:
            return "INTEGER";
        case Type::real:
            return "REAL";
        case Type::uuid:
            return "BLOB";
        case Type::text:
        case Type::date:
        case Type::instant:
            return "TEXT";
        }
        CHECK(false);
    }

    // One writer at a time: what it has read cannot change under it.
    std::string_view for_update() const override { return ""; }

    std::string period(std::string_view column_sql, Type type, Period period,
                       std::string_view zone) const override
    {
        CHECK(type == Type::date || type == Type::instant);
        const std::string column(column_sql);
        const bool is_instant = type == Type::instant;
        const bool in_place = !is_instant || zone == "UTC"; // the text itself says it
        if (in_place && period != Period::week)
            return by_text(column, period);
        return "comity_period(" + column + ", " + (is_instant ? "1" : "0") + ", '" +
               std::string(name_of(period)) + "', " + literal(is_instant ? zone : "") + ")";
    }

    // Not LIKE: it folds ASCII case, and its pattern would have to be escaped.
    std::string contains(std::string_view column_sql, std::string_view placeholder) const override
    {
        return "instr(" + std::string(column_sql) + ", " + std::string(placeholder) + ") > 0";
    }

private:
    static std::string by_text(const std::string& column, Period period)
    {
        if (period == Period::month)
            return "substr(" + column + ", 1, 7)";
        if (period == Period::year)
            return "substr(" + column + ", 1, 4)";
        if (period == Period::quarter)
            return "substr(" + column + ", 1, 4) || '-Q' || ((CAST(substr(" + column +
                   ", 6, 2) AS INTEGER) + 2) / 3)";
        return "substr(" + column + ", 1, 10)";
    }

    static std::string literal(std::string_view zone)
    {
        if (!zone.empty() && !is_zone(zone))
            throw Error(Cause::invalid, say("value.no_zone", {{"zone", zone}}));
        return std::string("'").append(zone).append("'");
    }
};

} // namespace

const Dialect& sqlite_dialect()
{
    static const SqliteDialect dialect;
    return dialect;
}

} // namespace comity::store
