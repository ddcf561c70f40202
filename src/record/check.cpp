#include "record/check.h"

#include "record/kind.h"

namespace comity::record {
namespace {

using store::quote;

class Checker {
public:
    Checker(store::Connection& connection, const Catalog& catalog, CheckReport& report)
        : m_connection(connection), m_catalog(catalog), m_report(report)
    {
    }

    void run()
    {
        for (const Object& object : m_catalog.objects()) {
            m_report.records += count("SELECT COUNT(*) FROM " + table(object));
            check_references(object);
            check_log(object);
            check_past(object);
            check_search(object);
            check_sides(object);
        }
        m_report.change_sets = count(R"(SELECT COUNT(*) FROM "change_set")");
        find("change rows belong to no change set",
             R"(SELECT COUNT(*) FROM "change" c WHERE NOT EXISTS
                (SELECT 1 FROM "change_set" s WHERE s."id" = c."change_set"))");
        check_file();
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
        if (const std::int64_t number = count(std::move(sql)); number > 0)
            m_report.findings.push_back({std::move(what), number});
    }

    // What is in the bin still exists, so that it can come back; only what is nowhere dangles.
    void check_references(const Object& object)
    {
        for (const Field& field : object.fields) {
            if (field.kind != Kind::reference || field.target.empty())
                continue;
            const Object& target = m_catalog.load(field.target);
            find(object.plural + "." + field.name + " refer to " + target.plural +
                     " that do not exist",
                 "SELECT COUNT(*) FROM " + table(object) + " r WHERE r." + quote(field.name) +
                     " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + table(target) +
                     " t WHERE t.\"id\" = r." + quote(field.name) + ")");
        }
    }

    void check_log(const Object& object)
    {
        find(object.plural + " are in no change set",
             "SELECT COUNT(*) FROM " + table(object) +
                 R"( r WHERE NOT EXISTS (SELECT 1 FROM "change" c WHERE c."record" = r."id"))");
        find(object.plural + " have another version than the log's last",
             "SELECT COUNT(*) FROM " + table(object) +
                 R"( r WHERE EXISTS (SELECT 1 FROM "change" c WHERE c."record" = r."id")
                    AND NOT EXISTS (SELECT 1 FROM "change" c
                                    WHERE c."record" = r."id" AND c."version" = r."version"))");
    }

    void check_past(const Object& object)
    {
        find(object.plural + " have a past row that is not older than they are",
             "SELECT COUNT(*) FROM " + quote(Catalog::past_table_of(object)) + " p JOIN " +
                 table(object) + R"( r ON r."id" = p."id" WHERE p."version" >= r."version")");
    }

    bool is_searched(const Object& object) const
    {
        for (const Field& field : object.fields)
            if (field.is_searched)
                return true;
        return false;
    }

    void check_search(const Object& object)
    {
        if (is_searched(object))
            find(object.plural + " cannot be found by the search",
                 "SELECT COUNT(*) FROM " + table(object) +
                     R"( r WHERE r."deleted_at" IS NULL AND NOT EXISTS
                        (SELECT 1 FROM "search_entry" s WHERE s."record" = r."id"))");
        find("search entries of " + object.plural + " lead nowhere or into the bin",
             R"(SELECT COUNT(*) FROM "search_entry" s WHERE s."object" = ')" + object.name +
                 "' AND NOT EXISTS (SELECT 1 FROM " + table(object) +
                 R"( r WHERE r."id" = s."record" AND r."deleted_at" IS NULL))");
    }

    void check_sides(const Object& object)
    {
        for (const Field& field : object.fields) {
            if (!kind_of(field).has_many())
                continue;
            const std::string side = quote(Catalog::many_table_of(object, field));
            find(object.plural + "." + field.name + " have entries of no record",
                 "SELECT COUNT(*) FROM " + side + " s WHERE NOT EXISTS (SELECT 1 FROM " +
                     table(object) + " r WHERE r.\"id\" = s.\"record\" AND r." + quote(field.name) +
                     " IS NOT NULL)");
            find(object.plural + "." + field.name + " cannot be found by their values",
                 "SELECT COUNT(*) FROM " + table(object) + " r WHERE r." + quote(field.name) +
                     " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + side +
                     " s WHERE s.\"record\" = r.\"id\")");
        }
    }

    void check_file()
    {
        if (m_connection.dialect().is_postgres())
            return;
        m_connection.query({"PRAGMA integrity_check(20)", {}}, [&](const store::Row& row) {
            if (row.text(0) != "ok")
                m_report.findings.push_back({"the file: " + std::string(row.text(0)), 1});
        });
    }

    store::Connection& m_connection;
    const Catalog& m_catalog;
    CheckReport& m_report;
};

} // namespace

CheckReport check_database(Engine& engine)
{
    CheckReport report;
    const auto catalog = engine.catalog();
    engine.database().read(
        [&](store::Connection& connection) { Checker(connection, *catalog, report).run(); });
    return report;
}

} // namespace comity::record
