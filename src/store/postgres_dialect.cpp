#include "store/postgres_dialect.h"

#include "base/error.h"

namespace comity::store {
namespace {

class PostgresDialect final : public Dialect {
public:
    bool is_postgres() const override { return true; }

    std::string_view type_name(Type type) const override
    {
        switch (type) {
        case Type::integer:
            return "BIGINT";
        case Type::real:
            return "DOUBLE PRECISION";
        case Type::boolean:
            return "BOOLEAN";
        case Type::text:
            return "TEXT";
        case Type::uuid:
            return "UUID";
        case Type::date:
            return "DATE";
        case Type::instant:
            return "TIMESTAMPTZ";
        }
        CHECK(false);
    }

    std::string_view for_update() const override { return " FOR UPDATE"; }

    std::string period(std::string_view column_sql, Type type, Period period,
                       std::string_view zone) const override
    {
        CHECK(type == Type::date || type == Type::instant);
        std::string value(column_sql);
        if (type == Type::instant) {
            if (!is_zone(zone))
                throw Error(Cause::invalid, say("value.no_zone", {{"zone", zone}}));
            value = "(" + value + ") AT TIME ZONE '" + std::string(zone) + "'";
        } else {
            value = "(" + value + ")::timestamp"; // not timestamptz, which depends on the session
        }
        return "to_char(" + value + ", '" + pattern(period) + "')";
    }

    // LIKE, so that a trigram index helps where there is one.
    std::string contains(std::string_view column_sql, std::string_view placeholder) const override
    {
        return std::string(column_sql) + " LIKE ('%' || replace(replace(replace(" +
               std::string(placeholder) + R"(, '\', '\\'), '%', '\%'), '_', '\_') || '%'))";
    }

private:
    static const char* pattern(Period period)
    {
        switch (period) {
        case Period::day:
            return "YYYY-MM-DD";
        case Period::week:
            return "IYYY-\"W\"IW";
        case Period::month:
            return "YYYY-MM";
        case Period::quarter:
            return "YYYY-\"Q\"Q";
        case Period::year:
            return "YYYY";
        }
        CHECK(false);
    }
};

} // namespace

const Dialect& postgres_dialect()
{
    static const PostgresDialect dialect;
    return dialect;
}

} // namespace comity::store
