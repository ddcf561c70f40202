#pragma once
// For tests only: merges in the small firm of test_shelf.h, and every row of it as text.

#include "record/check/check.h"
#include "record/fixtures/test_shelf.h"
#include "record/merge/merge.h"
#include "record/object/kind.h"

#include <map>
#include <string>
#include <vector>

namespace comity::record {

class MergeTest : public WritingTest {
protected:
    Id merge(std::string_view object_name, const Id& survivor, const Id& other,
             std::map<std::string, MergeSide> choose = {})
    {
        MergeRequest request{survivor, other, std::move(choose)};
        return merge_records(engine(), administrator(), object(object_name), request).change_set;
    }

    std::string quoted(const Id& id) { return "\"" + format_id(id) + "\""; }

    Id make_task(const Id& about, std::string_view of, const std::vector<Id>& contacts = {})
    {
        std::string list;
        for (const Id& contact : contacts)
            list += (list.empty() ? "" : ",") + quoted(contact);
        return create("task", R"({"subject":"T","about":{"object":")" + std::string(of) +
                                  R"(","id":)" + quoted(about) + "},\"contacts\":[" + list + "]}");
    }

    // Every row of every object with its side tables and search entries, but for what counts its
    // versions.
    std::string rows()
    {
        std::string out;
        database().read([&](store::Connection& connection) {
            for (const Object& type : engine().catalog()->objects()) {
                const auto columns = Catalog::columns_of(type);
                std::string list;
                for (const store::Column& column : columns)
                    list += (list.empty() ? "" : ", ") + store::quote(column.name);
                connection.query({"SELECT " + list + " FROM " +
                                      store::quote(Catalog::table_of(type)) + " ORDER BY \"id\"",
                                  {}},
                                 [&](const store::Row& row) {
                                     out += type.name + " " + format_id(row.id(0));
                                     out += row.is_null(column_created_by)
                                                ? " -"
                                                : " " + format_id(row.id(column_created_by));
                                     out += " " + format_instant(row.instant(column_created_at));
                                     out += row.is_null(column_deleted_at) ? " here" : " in bin";
                                     out += row.is_null(column_merged_into)
                                                ? " whole"
                                                : " of " + format_id(row.id(column_merged_into));
                                     for (const Field& field : type.fields) {
                                         out += " ";
                                         JsonWriter json(out);
                                         kind_of(field).write_json(json, field, row, field.column);
                                     }
                                     out += "\n";
                                 });
                for (const Field& field : type.fields)
                    if (kind_of(field).has_many())
                        connection.query(
                            {"SELECT \"record\", \"position\", \"value\", \"label\" FROM " +
                                 store::quote(Catalog::many_table_of(type, field)) +
                                 " ORDER BY 1, 2",
                             {}},
                            [&](const store::Row& row) {
                                out += format_id(row.id(0)) + std::to_string(row.integer(1)) +
                                       std::string(row.text(2)) +
                                       (row.is_null(3) ? "" : std::string(row.text(3))) + "\n";
                            });
            }
            connection.query(
                {R"(SELECT "record", "title", "body" FROM "search_entry" ORDER BY "record")", {}},
                [&](const store::Row& row) {
                    out += format_id(row.id(0)) + std::string(row.text(1)) +
                           std::string(row.text(2)) + "\n";
                });
        });
        return out;
    }

    void TearDown() override
    {
        if (!IsSkipped())
            for (const Finding& finding : check_database(engine()).findings)
                ADD_FAILURE() << finding.count << ": " << finding.what;
        WritingTest::TearDown();
    }
};

} // namespace comity::record
