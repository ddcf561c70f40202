#include "record/check/check.h"

#include "record/check/parts.h"
#include "record/engine.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

namespace comity::record {
namespace {

using store::quote;

class Checker {
public:
    Checker(store::Connection& connection, const Catalog& catalog,
            std::span<const Mechanism> mechanisms, CheckReport& report)
        : m_connection(connection), m_catalog(catalog), m_mechanisms(mechanisms), m_report(report)
    {
    }

    void run()
    {
        for (const Object& object : m_catalog.objects()) {
            m_report.records += count("SELECT COUNT(*) FROM " + table(object));
            check_references(object);
            check_many_references(m_connection, m_catalog, object, m_report);
            check_history(m_connection, object, m_report);
            check_ends(object);
            check_copies(m_connection, object, m_report);
            check_orphans(object);
        }
        m_report.change_sets = count(R"(SELECT COUNT(*) FROM "change_set")");
        find("change rows belong to no change set",
             R"(SELECT COUNT(*) FROM "change" c WHERE NOT EXISTS
                (SELECT 1 FROM "change_set" s WHERE s."id" = c."change_set"))");
        find("change sets have fewer entries than records",
             R"(SELECT COUNT(*) FROM "change_set" s WHERE s."records" >
                (SELECT COUNT(*) FROM "change" c WHERE c."change_set" = s."id"))");
        for (const Mechanism& mechanism : m_mechanisms)
            if (mechanism.check)
                mechanism.check(m_connection, m_catalog, m_report);
        check_storage(m_connection, m_report);
    }

private:
    static std::string table(const Object& object) { return quote(Catalog::table_of(object)); }

    std::int64_t count(std::string sql)
    {
        std::int64_t number = 0;
        m_connection.query({std::move(sql), {}},
                           [&](const store::Row& row) { number = row.integer(0); });
        return number;
    }

    void find(std::string what, std::string sql)
    {
        tell(m_report, std::move(what), count(std::move(sql)));
    }

    // What is in the bin still exists, so that it can come back; only what is nowhere dangles.
    void check_references(const Object& object)
    {
        for (const Field& field : object.fields) {
            if (!facts_of(field).refers || facts_of(field).has_many)
                continue;
            if (const std::string_view target = target_of(field); !target.empty())
                check_reference(object, field, m_catalog.load(target), "");
            else
                check_references_to_any(object, field);
        }
    }

    void check_references_to_any(const Object& object, const Field& field)
    {
        const std::string which = "r." + quote(field.name + "_object");
        std::string names;
        for (const Object& target : m_catalog.objects()) {
            const std::string name = "'" + target.name + "'";
            check_reference(object, field, target, " AND " + which + " = " + name);
            names += (names.empty() ? "" : ", ") + name;
        }
        find(object.plural + "." + field.name + " refer to records of no object",
             "SELECT COUNT(*) FROM " + table(object) + " r WHERE r." + quote(field.name) +
                 " IS NOT NULL AND (" + which + " IS NULL OR " + which + " NOT IN (" + names +
                 "))");
    }

    void check_reference(const Object& object, const Field& field, const Object& target,
                         const std::string& condition)
    {
        find(object.plural + "." + field.name + " refer to " + target.plural + " that do not exist",
             "SELECT COUNT(*) FROM " + table(object) + " r WHERE r." + quote(field.name) +
                 " IS NOT NULL" + condition + " AND NOT EXISTS (SELECT 1 FROM " + table(target) +
                 " t WHERE t.\"id\" = r." + quote(field.name) + ")");
    }

    // Looking at an earlier time needs one version for every moment.
    void check_ends(const Object& object)
    {
        const std::string past = quote(Catalog::past_table_of(object));
        const auto begins_with = [](const std::string& next) {
            return " AND NOT EXISTS (SELECT 1 FROM " + next +
                   R"( n WHERE n."id" = p."id" AND n."version" = p."version" + 1
                        AND n."updated_at" = p."until"))";
        };
        find(object.plural + " have past rows that do not end when the next begins",
             "SELECT COUNT(*) FROM " + past + " p WHERE 1 = 1" + begins_with(past) +
                 begins_with(table(object)));
    }

    void check_orphans(const Object& object)
    {
        find("search entries of " + object.plural + " lead nowhere or into the bin",
             R"(SELECT COUNT(*) FROM "search_entry" s WHERE s."object" = ')" + object.name +
                 "' AND NOT EXISTS (SELECT 1 FROM " + table(object) +
                 R"( r WHERE r."id" = s."record" AND r."deleted_at" IS NULL))");
        for (const Field& field : object.fields)
            if (facts_of(field).has_many)
                find(object.plural + "." + field.name + " have entries of no record",
                     "SELECT COUNT(*) FROM " + quote(Catalog::many_table_of(object, field)) +
                         " s WHERE NOT EXISTS (SELECT 1 FROM " + table(object) +
                         " r WHERE r.\"id\" = s.\"record\")");
    }

    store::Connection& m_connection;
    const Catalog& m_catalog;
    std::span<const Mechanism> m_mechanisms;
    CheckReport& m_report;
};

} // namespace

CheckReport check_database(Engine& engine)
{
    CheckReport report;
    const auto catalog = engine.catalog();
    engine.database().read([&](store::Connection& connection) {
        Checker(connection, *catalog, engine.mechanisms(), report).run();
    });
    return report;
}

} // namespace comity::record
