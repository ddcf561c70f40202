#include "record/find/reading_fixture.h"

#include "record/figures/kept_figures.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/object/shelf.h"
#include "record/search/index.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

// Of the record and all below it.
Field with_below(Field field)
{
    field.derivation.below = true;
    return field;
}

Object make_user()
{
    return {.name = "user",
            .fields = {text("name").searched(), text("email").searched(), reference("role", "role"),
                       reference("team", "team"), reference("manager", "user"), text("zone"),
                       text("language")}};
}

Object make_account()
{
    return {.name = "account",
            .fields = {text("name").searched().indexed(), text("sector").indexed(),
                       reference("parent", "account"), reference("owner", "user"),
                       number("employees", 0), money("revenue"), address("billing_address"),
                       choices("tags"), web("website"),
                       roll_up("deals", "deal", "account").hidden(),
                       roll_up("open_value", "deal", "account", "sum", "amount")
                           .where("stage = \"open\"")
                           .hidden(),
                       with_below(roll_up("all_deals", "deal", "account").hidden()),
                       with_below(roll_up("group_value", "deal", "account", "sum", "amount")
                                      .where("stage = \"open\"")
                                      .hidden()),
                       roll_up("last_close", "deal", "account", "max", "close_date").hidden(),
                       roll_up("odds", "deal", "account", "avg", "probability").hidden(),
                       money("per_head").formula("open_value / employees").hidden()},
            .list = {"name", "sector"}};
}

Object make_contact()
{
    return {.name = "contact",
            .fields = {text("name").searched().indexed(), reference("account", "account"),
                       emails("emails"), phones("phones"), reference("owner", "user"),
                       yes_no("is_key"), references("labels", "tag"), date("birthday"),
                       long_text("notes").searched()},
            .list = {"name", "account"},
            .sort = "name"};
}

Object make_deal()
{
    return {
        .name = "deal",
        .fields = {text("name").searched(), reference("account", "account"),
                   choice("stage", {{"open", "Open", ""}, {"won", "Won", ""}, {"lost", "Lost", ""}})
                       .indexed(),
                   money("amount").indexed(), percent("probability"), date("close_date").indexed(),
                   instant("stage_since"), reference("owner", "user"), text("secret"),
                   money("expected").formula("amount * probability / 100").hidden(),
                   money("after_costs").formula("amount - 100.5").hidden(),
                   number("days", 0).formula("close_date - stage_since").hidden(),
                   text("line").formula("concat(name, \" (\", account.name, \")\")").hidden(),
                   yes_no("is_big").formula("amount >= 1000 AND stage != \"lost\"").hidden(),
                   date("chase_on").formula("if(stage = \"Open\", close_date + 7, null)").hidden(),
                   number("told").formula("length(secret)").hidden(),
                   lookup("sector", "account.sector").hidden(),
                   lookup("boss", "account.owner").hidden(),
                   lookup("rivals", "account.deals").hidden()},
        .list = {"name", "account", "stage", "amount"},
        .board = Board{"stage", "amount"}};
}

Object make_activity()
{
    return {.name = "activity",
            .title = "subject",
            .fields = {text("subject").searched(),
                       choice("kind", {{"call", "Call", ""}, {"note", "Note", ""}}),
                       reference("about"), reference("contact", "contact"), instant("done_at"),
                       instant("due_at"), reference("owner", "user"), long_text("body")},
            .timeline = {"about", "contact"}};
}

Shelf make_shelf()
{
    Shelf shelf;
    shelf.objects = {
        make_user(),
        make_account(),
        make_contact(),
        make_deal(),
        make_activity(),
        {.name = "team", .fields = {text("name"), reference("parent", "team")}},
        {.name = "role",
         .fields = {text("name"), text("key"), document("permissions"), document("hidden_fields"),
                    document("read_only_fields")}},
        {.name = "file",
         .fields = {text("name").searched(), reference("about"), reference("owner", "user")},
         .timeline = {"about"}},
        {.name = "tag", .fields = {text("name")}},
        {.name = "currency",
         .title = "code",
         .fields = {text("code"), number("rate"), date("rate_on")}}};
    return shelf;
}

} // namespace

void ReadingTest::SetUp()
{
    SKIP_WITHOUT_POSTGRES(is_postgres());
    m_store.emplace(is_postgres());
    m_database = store::Database::open(m_store->options());
    m_engine =
        std::make_unique<Engine>(*m_database, make_shelf(), all_mechanisms(), m_store->folder());
}

const Object& ReadingTest::object(std::string_view name)
{
    return engine().catalog()->load(name);
}

Record ReadingTest::parse(const Object& object, std::string_view fields)
{
    Record record;
    record.object = &object;
    record.cells.resize(Catalog::columns_of(object).size());
    std::vector<Problem> problems;
    const Json json = parse_json(fields);
    for (const auto& [name, value] : *json.if_object()) {
        const Field& field = object.load_field(name);
        kind_of(field).parse(field, value, {}, record.of(field), problems);
    }
    EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : problems[0].message);
    return record;
}

void ReadingTest::write(store::Connection& connection, const Record& record)
{
    std::vector<std::string> columns;
    std::vector<store::Type> types;
    for (const store::Column& column : Catalog::columns_of(*record.object)) {
        columns.push_back(column.name);
        types.push_back(column.type);
    }
    const std::vector<std::vector<Value>> rows = {record.cells};
    connection.bulk_insert(Catalog::table_of(*record.object), columns, types, rows);
    for (const Field& field : record.object->fields) {
        std::int64_t position = 0;
        for (const auto& entry : kind_of(field).entries(record.of(field)))
            connection.execute(
                {"INSERT INTO " + store::quote(Catalog::many_table_of(*record.object, field)) +
                     " (\"record\", \"position\", \"value\", \"label\") VALUES (?, ?, ?, ?)",
                 {record.id(), position++, entry.value, entry.label}});
    }
}

Id ReadingTest::put(std::string_view name, std::string_view fields, Instant at)
{
    const KeptFigures::Part not_in_the_log(engine().part<KeptFigures>());
    Record record = parse(object(name), fields);
    const Id id = make_id();
    record.cells[column_id] = id;
    record.cells[column_version] = std::int64_t{1};
    record.cells[column_created_at] = at;
    record.cells[column_updated_at] = at;
    database().write([&](store::Connection& connection) {
        write(connection, record);
        index_for_search(connection, nullptr, &record);
    });
    return id;
}

void ReadingTest::change(std::string_view name, const Id& id, std::string_view fields, Instant at)
{
    const KeptFigures::Part not_in_the_log(engine().part<KeptFigures>());
    const Object& type = object(name);
    const auto columns = Catalog::columns_of(type);
    std::string list;
    for (const store::Column& column : columns)
        list += (list.empty() ? "" : ", ") + store::quote(column.name);
    const std::string table = store::quote(Catalog::table_of(type));
    database().write([&](store::Connection& connection) {
        Record before = parse(type, "{}");
        connection.query({"SELECT " + list + " FROM " + table + " WHERE \"id\" = ?", {id}},
                         [&](const store::Row& row) {
                             for (std::size_t i = 0; i < columns.size(); ++i)
                                 before.cells[i] = row.value(static_cast<int>(i), columns[i].type);
                         });
        connection.execute({"INSERT INTO " + store::quote(Catalog::past_table_of(type)) + " (" +
                                list + ", \"until\") SELECT " + list + ", ? FROM " + table +
                                " WHERE \"id\" = ?",
                            {at, id}});
        connection.execute({"DELETE FROM " + table + " WHERE \"id\" = ?", {id}});
        for (const Field& field : type.fields)
            if (kind_of(field).has_many())
                connection.execute({"DELETE FROM " +
                                        store::quote(Catalog::many_table_of(type, field)) +
                                        " WHERE \"record\" = ?",
                                    {id}});
        Record after = before;
        const Record given = parse(type, fields);
        const Json json = parse_json(fields);
        for (const auto& [field_name, value] : *json.if_object()) {
            const Field& field = type.load_field(field_name);
            std::ranges::copy(given.of(field), after.of(field).begin());
        }
        after.cells[column_version] = before.version() + 1;
        after.cells[column_updated_at] = at;
        if (json.if_object()->empty())
            after.cells[column_deleted_at] = at;
        write(connection, after);
        index_for_search(connection, &before, &after);
    });
}

void ReadingTest::bin(std::string_view name, const Id& id, Instant at)
{
    change(name, id, "{}", at);
}

Actor ReadingTest::administrator() const
{
    return Actor::program("Test", Origin::api);
}

std::shared_ptr<Role> ReadingTest::role_of(Reach reach) const
{
    auto role = std::make_shared<Role>();
    role->reaches["*"] = {reach, reach, reach, reach, reach};
    for (const char* open : {"user", "currency", "tag"})
        role->reaches[open] = {Reach::all, Reach::none, Reach::none, Reach::none, Reach::none};
    return role;
}

Actor ReadingTest::rep(const Id& user, std::vector<Id> team) const
{
    Actor actor;
    actor.user = user;
    actor.name = "Rep";
    actor.role = role_of(team.empty() ? Reach::own : Reach::team);
    actor.team_members = std::move(team);
    std::ranges::sort(actor.team_members);
    return actor;
}

Json ReadingTest::list(std::string_view name, const ListQuery& query, const Actor& actor)
{
    std::string out;
    list_records(engine(), actor, object(name), query, out);
    return parse_json(out);
}

std::vector<std::string> ReadingTest::names(std::string_view name, const ListQuery& query,
                                            const Actor& actor)
{
    std::vector<std::string> found;
    const Json json = list(name, query, actor);
    for (const Json& record : *json.find("records")->if_array())
        found.emplace_back(record.text(object(name).title));
    return found;
}

std::vector<std::string> ReadingTest::all_names(std::string_view name, ListQuery query,
                                                const Actor& actor)
{
    std::vector<std::string> found;
    for (int pages = 0; pages < 100; ++pages) {
        const Json page = list(name, query, actor);
        for (const Json& record : *page.find("records")->if_array())
            found.emplace_back(record.text(object(name).title));
        if (page.find("next")->is_null())
            return found;
        query.after = page.text("next");
    }
    ADD_FAILURE() << "the pages do not end";
    return found;
}

std::vector<std::string> ReadingTest::names(std::string_view name, const std::string& filter)
{
    ListQuery query;
    query.filter = filter;
    query.sort = object(name).title;
    return names(name, query, administrator());
}

Error ReadingTest::error_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return {Cause::broken, "nothing was refused"};
}

std::int64_t ReadingTest::number(const std::string& sql)
{
    std::int64_t found = -1;
    database().read([&](store::Connection& connection) {
        connection.query({sql, {}}, [&](const store::Row& row) { found = row.integer(0); });
    });
    return found;
}

std::string name_of_database(const testing::TestParamInfo<TestDatabase>& info)
{
    return info.param == TestDatabase::sqlite ? "sqlite" : "postgres";
}

} // namespace comity::record
