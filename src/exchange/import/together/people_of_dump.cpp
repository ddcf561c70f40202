#include "exchange/import/together/people_of_dump.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/reading/preset_shapes.h"
#include "exchange/import/reading/sheet.h"
#include "record/access/access.h"
#include "record/access/people.h"
#include "record/engine.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

namespace comity::exchange {
namespace {

constexpr std::size_t most_people_told = 50;

Piece list_of(const Json::Array& names, std::int64_t count)
{
    Piece::List list;
    for (std::size_t i = 0; i < names.size() && i < 10; ++i)
        list.emplace_back(*names[i].if_string());
    const std::int64_t more = count - static_cast<std::int64_t>(list.size());
    if (more == 0)
        return list;
    return say("report.list_and_number_more", {{"list", std::move(list)}, {"number", more}});
}

} // namespace

PeopleOfDump::PeopleOfDump(Engine& engine, const Actor& actor)
    : m_tongue(tongue_of(engine.shelf(), actor.language))
{
    const auto catalog = engine.catalog();
    const Object* users = catalog->find("user");
    if (!users || !users->find_field("email") || !users->find_field("external_id"))
        return;
    Sql sql;
    sql += R"(SELECT t0."id", t0."name", t0."email", t0."external_id" FROM )";
    sql += store::quote(Catalog::table_of(*users));
    sql += R"( t0 WHERE t0."deleted_at" IS NULL)";
    if (const auto access = access_predicate(*catalog, actor, *users, Verb::read, "t0")) {
        sql += " AND (";
        sql.append(*access);
        sql += ")";
    }
    engine.database().read([&](store::Connection& connection) {
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const std::string id = format_id(row.id(0));
            const auto add = [&](auto& people, const std::string& key) {
                if (const auto [at, is_new] = people.emplace(key, id); !is_new)
                    at->second.clear(); // several: it does not say who
            };
            if (!row.is_null(1))
                add(m_by_name, fold(trim(row.text(1))));
            if (!row.is_null(2))
                add(m_by_email, fold(trim(row.text(2))));
            if (!row.is_null(3))
                add(m_by_external, std::string(row.text(3)));
        });
    });
    m_meanings = m_by_email;
}

const std::string* PeopleOfDump::find(const Person& person) const
{
    for (const auto& [people, key] :
         {std::pair{&m_by_external, person.id}, std::pair{&m_by_email, fold(person.email)},
          std::pair{&m_by_name, fold(person.name)}})
        if (const auto at = people->find(key);
            !key.empty() && at != people->end() && !at->second.empty())
            return &at->second;
    return nullptr;
}

ImportReport PeopleOfDump::read(const LinkedFile& file, bool makes_people)
{
    ImportReport report;
    report.object = "user";
    report.file_name = file.given.name;
    report.options = file.options;
    Sheet sheet = open_sheet(file.given.path, find_file_format(file.given.path, {}));
    ShapedRow row(sheet.headers());
    Json::Array here, missing;
    std::int64_t missing_count = 0;
    while (sheet.next()) {
        ++report.counts.rows;
        if (sheet.row_problem()) {
            ++report.counts.failed;
            continue;
        }
        row.set(sheet.cells());
        Person person{row.first_of({"id"}), row.first_of({"email"}), row.first_of({"name"})};
        if (person.name.empty())
            person.name = trim(row.first_of({"firstname", "first name"}) + " " +
                               row.first_of({"lastname", "last name"}));
        ++report.counts.unchanged;
        const std::string* id = find(person);
        if (!id && person.name.empty())
            person.name = person.email.empty() ? person.id : person.email;
        for (const std::string& text : {person.id, person.email})
            if (!text.empty())
                m_meanings[text] = id ? *id : person.name;
        if (id)
            m_meanings[person.name] = *id;
        missing_count += id ? 0 : 1;
        if (Json::Array& told = id ? here : missing; told.size() < most_people_told)
            told.push_back(person.name);
    }
    const std::int64_t here_count = report.counts.unchanged - missing_count;
    Json::Array notes;
    const auto note = [&](std::string_view key, const Json::Array& people, std::int64_t count) {
        notes.push_back(m_tongue.tell(say(key, {{"people", list_of(people, count)}})));
    };
    if (here_count > 0)
        note("report.here_by_e_mail_address", here, here_count);
    if (missing_count > 0)
        note(makes_people ? "report.not_here_people_are_made" : "report.not_here_people_are_left",
             missing, missing_count);
    report.told = Json::Object{
        {"headers", Json::Array(sheet.headers().begin(), sheet.headers().end())},
        {"people", Json::Object{{"here", std::move(here)}, {"missing", std::move(missing)}}},
        {"notes", std::move(notes)}};
    report.in_file = report.done = report.counts.rows;
    report.told.set("in_file", report.in_file);
    return report;
}

void PeopleOfDump::translate(const Catalog& catalog, ImportOptions& options) const
{
    for (const auto& names : {options.create, options.leave})
        for (const std::string& name : names) {
            const Field* field = catalog.load(options.object).find_field(name);
            if (field && field->target == "user")
                for (const auto& [text, meaning] : m_meanings)
                    if (!meaning.empty())
                        options.same[name].emplace(text, meaning); // what the options say wins
        }
}

} // namespace comity::exchange
