#include "exchange/import/running/stage_dates.h"

#include "base/text.h"
#include "exchange/import/reading/preset_shapes.h"
#include "exchange/import/reading/sheet.h"
#include "record/object/catalog.h"
#include "record/object/sql.h"
#include "store/database.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace comity::exchange {
namespace {

constexpr std::size_t page = 500;

struct Entry {
    Instant at;
    std::string stage; // folded
};
using Histories = std::unordered_map<std::string, std::vector<Entry>>; // by the deal's external id

Histories read_histories(const LinkedFile& file)
{
    Histories histories;
    Sheet sheet = open_sheet(file.given.path, find_file_format(file.given.path, {}));
    ShapedRow row(sheet.headers());
    while (sheet.next()) {
        if (sheet.row_problem())
            continue;
        row.set(sheet.cells());
        const auto at = parse_instant(row["createddate"]);
        if (at && *at <= now() && !row["opportunityid"].empty())
            histories[std::string(row["opportunityid"])].push_back({*at, fold(row["stagename"])});
    }
    for (auto& [deal, entries] : histories)
        std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return entry.at.us; });
    return histories;
}

// The first of the entries at the end that are all of this stage: other systems write one for every
// change of the amount, too.
std::optional<Instant> entered_at(const std::vector<Entry>& entries, const std::string& stage)
{
    std::optional<Instant> at;
    for (auto entry = entries.rbegin(); entry != entries.rend() && entry->stage == stage; ++entry)
        at = entry->at;
    return at;
}

struct Deal {
    Id id;
    std::string external_id, stage; // its name, folded
};

std::vector<Deal> load_deals(store::Connection& connection, const std::vector<std::string>& ids)
{
    Sql sql;
    sql += R"(SELECT d."id", d."external_id", s."name" FROM "deals" d JOIN "stages" s
              ON s."pipeline" = d."pipeline" AND s."key" = d."stage"
              WHERE d."deleted_at" IS NULL AND d."external_id" IN ()";
    for (std::size_t i = 0; i < ids.size(); ++i) {
        sql += i ? ", " : "";
        sql.bind(ids[i]);
    }
    sql += ")";
    std::vector<Deal> deals;
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        deals.push_back({row.id(0), std::string(row.text(1)), fold(trim(row.text(2)))});
    });
    return deals;
}

} // namespace

std::int64_t settle_stage_dates(Engine& engine, const Actor&, const LinkedFile& file,
                                ChangeSetInParts& changes)
{
    const auto catalog = engine.catalog();
    const Object* object = catalog->find("deal");
    if (!object || !object->find_field("stage_since") || !catalog->find("stage"))
        return 0;
    const Histories histories = read_histories(file);
    std::vector<std::string> ids;
    for (const auto& [id, entries] : histories)
        ids.push_back(id);
    std::int64_t settled = 0;
    for (std::size_t at = 0; at < ids.size(); at += page) {
        const std::vector<std::string> some(
            ids.begin() + static_cast<std::ptrdiff_t>(at),
            ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + page, ids.size())));
        std::int64_t of_page = 0;
        changes.run([&](Transaction& transaction) {
            of_page = 0;
            std::map<Id, Instant> since;
            for (const Deal& deal : load_deals(transaction.connection(), some))
                if (const auto entered = entered_at(histories.at(deal.external_id), deal.stage))
                    since.emplace(deal.id, *entered);
            std::vector<Id> wanted;
            for (const auto& [id, entered] : since)
                wanted.push_back(id);
            std::vector<Draft> drafts;
            for (Loaded& loaded : load_many(transaction, *object, wanted)) {
                if (!loaded.may_write)
                    continue;
                Draft& draft = drafts.emplace_back(make_draft(std::move(loaded.record)));
                draft.after.of(object->load_field("stage_since"))[0] = since.at(draft.after.id());
            }
            transaction.as_program([&] {
                prepare_drafts(transaction, *object, drafts, {true, true, true});
                of_page = write_drafts(transaction, *object, drafts);
            });
        });
        settled += of_page;
    }
    return settled;
}

} // namespace comity::exchange
