#include "record/test_shelf.h"

#include "record/work/jobs.h"
#include "record/kind.h"

#include <algorithm>
#include <chrono>

namespace comity::record {
namespace {

Object make_deal()
{
    Object deal{
        .name = "deal",
        .fields = {text("name").required().searched(), reference("account", "account"),
                   reference("pipeline", "pipeline"), choice("stage").from("stage", "pipeline"),
                   choice("status", {{"open", "", ""}, {"won", "", ""}, {"lost", "", ""}})
                       .starts_as("open"),
                   money("amount"), percent("probability"), date("close_date").starts_as("today"),
                   instant("opened_at").starts_as("now"), choices("tags"),
                   text("summary").read_only(), reference("owner", "user").starts_as("me")}};
    deal.moves_field = "status";
    deal.moves = {{"open", "won"}, {"open", "lost"}, {"lost", "open"}};
    return deal;
}

std::vector<Object> make_objects()
{
    return {
        {.name = "user",
         .fields = {text("name"), text("email"), reference("role", "role"),
                    reference("team", "team"), reference("manager", "user"), text("zone"),
                    text("language")}},
        {.name = "team", .fields = {text("name"), reference("parent", "team")}},
        {.name = "role",
         .fields = {text("name"), text("key"), document("permissions"), document("hidden_fields"),
                    document("read_only_fields")}},
        {.name = "pipeline", .fields = {text("name")}},
        {.name = "stage", .fields = {text("name"), text("key"), reference("pipeline", "pipeline")}},
        {.name = "account",
         .fields = {text("name").unique().searched(), text("sector"),
                    reference("parent", "account"), number("won_deals", 0).read_only(),
                    number("loop", 0), address("billing_address"),
                    reference("owner", "user").starts_as("me")}},
        {.name = "contact",
         .fields = {text("name").required().searched(), emails("emails"), phones("phones"),
                    reference("account", "account"), text("secret"),
                    reference("owner", "user").starts_as("me")}},
        make_deal(),
        {.name = "task",
         .title = "subject",
         .fields = {text("subject").required().searched(), reference("about"),
                    references("contacts", "contact"), reference("owner", "user")}},
        {.name = "person",
         .fields = {text("name").personal().required(), emails("mails").personal(), text("town")}},
    };
}

void derive_summary(Moment& moment)
{
    moment.set("summary", moment.after.text("name") + "/" + moment.after.text("status"));
}

void celebrate(Moment& moment)
{
    Transaction& transaction = moment.transaction;
    const Catalog& catalog = transaction.catalog();
    transaction.as_program([&] {
        Json task;
        task.set("subject", "Celebrate " + moment.after.title());
        task.set("about",
                 Json(Json::Object{{"object", "deal"}, {"id", format_id(moment.after.id())}}));
        transaction.create(catalog.load("task"), task);
        const auto account = moment.after.reference("account");
        if (!account)
            return;
        const Object& accounts = catalog.load("account");
        const Record before = transaction.load(accounts, *account);
        Json fields;
        fields.set("won_deals", static_cast<int>(before.number("won_deals").value_or(0)) + 1);
        transaction.update(accounts, *account, fields);
    });
}

void loop_again(Moment& moment)
{
    Json fields;
    fields.set("loop", static_cast<int>(moment.after.number("loop").value_or(0)) + 1);
    moment.transaction.update(*moment.after.object, moment.after.id(), fields);
}

void refuse(Moment&)
{
    throw Error(Cause::invalid, "Refused.", {{"name", "refused", "Nobody may be called that."}});
}

Action make_assign()
{
    return {.name = "hand_over",
            .object = "contact",
            .label = "Hand over",
            .input = {reference("account", "account").required(), text("why")},
            .on_list = true,
            .run = [](Transaction& transaction, const Record& record, const Json& input) {
                Json fields;
                fields.set("account", *input.find("account"));
                transaction.update(*record.object, record.id(), fields);
                Json answer;
                answer.set("account", *input.find("account"));
                return answer;
            }};
}

} // namespace

Shelf WritingTest::make_shelf()
{
    Shelf shelf;
    shelf.objects = make_objects();
    shelf.behaviours = {
        {.name = "summarise_deal", .when = written("deal"), .before_write = derive_summary},
        {.name = "celebrate_won_deal",
         .when = becomes("deal", "status", {"won"}),
         .then = celebrate,
         .later =
             [this](Job& job) {
                 if (failures_to_come-- > 0)
                     throw Error(Cause::unavailable, "The world does not answer.");
                 told.push_back(job.object + " " + format_id(job.record));
             }},
        {.name = "loop", .when = changes("account", "loop"), .then = loop_again},
        {.name = "refuse", .when = becomes("contact", "name", {"refuse"}), .then = refuse},
        {.name = "derive_refuse",
         .when = becomes("contact", "name", {"derive-refuse"}),
         .before_write = refuse},
    };
    shelf.actions = {make_assign()};
    return shelf;
}

void WritingTest::SetUp()
{
    SKIP_WITHOUT_POSTGRES(is_postgres());
    m_store.emplace(is_postgres());
    reopen([](const std::string&) {});
    m_administrator = Actor::program("Ada", Origin::api);
    m_administrator.user = create("user", R"({"name":"Ada"})");
}

void WritingTest::reopen(const std::function<void(const std::string& folder)>& between)
{
    m_engine.reset();
    m_database.reset();
    between(m_store->folder());
    m_database = store::Database::open(m_store->options());
    m_engine = std::make_unique<Engine>(*m_database, make_shelf(), m_store->folder());
}

void WritingTest::TearDown()
{
    store::Database::set_fault_hook(nullptr);
}

const Object& WritingTest::object(std::string_view name)
{
    return engine().catalog()->load(name);
}

Actor WritingTest::rep(const Id& user, std::vector<Id> team) const
{
    auto role = std::make_shared<Role>();
    const Reach reach = team.empty() ? Reach::own : Reach::team;
    role->reaches["*"] = {reach, reach, reach, reach, reach};
    for (const char* open : {"user", "pipeline", "stage"})
        role->reaches[open] = {Reach::all, Reach::none, Reach::none, Reach::none, Reach::none};
    role->hidden_fields["contact"] = {"secret"};
    role->read_only_fields["deal"] = {"probability"};
    Actor actor;
    actor.user = user;
    actor.name = "Rep";
    actor.role = role;
    actor.team_members = std::move(team);
    std::ranges::sort(actor.team_members);
    return actor;
}

Id WritingTest::create_as(const Actor& actor, std::string_view name, std::string_view fields)
{
    Id id;
    m_last_change = write_change_set(engine(), actor, {}, [&](Transaction& transaction) {
        id = transaction.create(object(name), parse_json(fields)).id;
    });
    return id;
}

Id WritingTest::create(std::string_view name, std::string_view fields)
{
    return create_as(m_administrator, name, fields);
}

Saved WritingTest::update_as(const Actor& actor, std::string_view name, const Id& id,
                             std::string_view fields, std::optional<std::int64_t> seen)
{
    Saved saved;
    m_last_change = write_change_set(engine(), actor, {}, [&](Transaction& transaction) {
        saved = transaction.update(object(name), id, parse_json(fields), seen);
    });
    return saved;
}

Saved WritingTest::update(std::string_view name, const Id& id, std::string_view fields,
                          std::optional<std::int64_t> seen)
{
    return update_as(m_administrator, name, id, fields, seen);
}

Saved WritingTest::remove(std::string_view name, const Id& id)
{
    Saved saved;
    m_last_change = write_change_set(engine(), m_administrator, {}, [&](Transaction& transaction) {
        saved = transaction.remove(object(name), id);
    });
    return saved;
}

Saved WritingTest::restore(std::string_view name, const Id& id)
{
    Saved saved;
    m_last_change = write_change_set(engine(), m_administrator, {}, [&](Transaction& transaction) {
        saved = transaction.restore(object(name), id);
    });
    return saved;
}

Id WritingTest::undo(const Id& change_set, const std::vector<std::string>& force)
{
    m_last_change = undo_change_set(engine(), m_administrator, change_set, force);
    return m_last_change;
}

std::string WritingTest::value(std::string_view name, const Id& id, std::string_view field_name)
{
    const Object& type = object(name);
    const Field& field = type.load_field(field_name);
    std::string out = "missing";
    std::string columns = "\"deleted_at\"";
    for (const Part& part : kind_of(field).parts(field))
        columns += ", " + store::quote(field.name + std::string(part.suffix));
    database().read([&](store::Connection& connection) {
        connection.query({"SELECT " + columns + " FROM " + store::quote(Catalog::table_of(type)) +
                              " WHERE \"id\" = ?",
                          {id}},
                         [&](const store::Row& row) {
                             out.clear();
                             JsonWriter json(out);
                             kind_of(field).write_json(json, field, row, 1);
                             if (!row.is_null(0))
                                 out = "in bin";
                         });
    });
    return out;
}

std::int64_t WritingTest::version(std::string_view name, const Id& id)
{
    return number("SELECT \"version\" FROM " + store::quote(Catalog::table_of(object(name))) +
                      " WHERE \"id\" = ?",
                  {id});
}

bool WritingTest::is_in_bin(std::string_view name, const Id& id)
{
    return value(name, id, object(name).title) == "in bin";
}

std::int64_t WritingTest::number(const std::string& sql, std::vector<Value> values)
{
    std::int64_t found = -1;
    database().read([&](store::Connection& connection) {
        connection.query({sql, values}, [&](const store::Row& row) { found = row.integer(0); });
    });
    return found;
}

std::string WritingTest::text(const std::string& sql, std::vector<Value> values)
{
    std::string found = "nothing";
    database().read([&](store::Connection& connection) {
        connection.query({sql, values},
                         [&](const store::Row& row) { found = std::string(row.text(0)); });
    });
    return found;
}

Json WritingTest::wait_for(const Id& job)
{
    for (int i = 0; i < 1'000; ++i) {
        std::string text;
        read_job(engine(), administrator(), job, text);
        Json json = parse_json(text);
        if (json.text("state") == "done" || json.text("state") == "failed")
            return json;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "the job does not end";
    return {};
}

std::vector<std::pair<std::string, std::int64_t>> WritingTest::counts()
{
    std::vector<std::string> tables = {"change_set", "change", "outbox", "search_entry",
                                       "idempotency"};
    for (const Object& type : engine().catalog()->objects())
        for (const store::Table& table : Catalog::tables_of(type))
            tables.push_back(table.name);
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (const std::string& table : tables)
        found.emplace_back(table, number("SELECT COUNT(*) FROM " + store::quote(table)));
    return found;
}

std::string WritingTest::contents()
{
    std::string out;
    database().read([&](store::Connection& connection) {
        for (const Object& type : engine().catalog()->objects()) {
            const auto columns = Catalog::columns_of(type);
            std::string list;
            for (const store::Column& column : columns)
                list += (list.empty() ? "" : ", ") + store::quote(column.name);
            connection.query({"SELECT " + list + " FROM " + store::quote(Catalog::table_of(type)) +
                                  " WHERE \"deleted_at\" IS NULL ORDER BY \"id\"",
                              {}},
                             [&](const store::Row& row) {
                                 out += type.name + " " + format_id(row.id(0));
                                 for (const Field& field : type.fields) {
                                     out += " ";
                                     JsonWriter json(out);
                                     kind_of(field).write_json(json, field, row, field.column);
                                 }
                                 out += "\n";
                             });
        }
        for (const char* table : {"contacts_emails", "contacts_phones", "deals_tags"})
            connection.query(
                {"SELECT m.\"value\" FROM \"" + std::string(table) +
                     "\" m ORDER BY m.\"record\", m.\"position\"",
                 {}},
                [&](const store::Row& row) { out += std::string(row.text(0)) + "\n"; });
    });
    return out;
}

Error WritingTest::error_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return {Cause::broken, "nothing was refused"};
}

std::string WritingTest::problems_of(const std::function<void()>& work)
{
    const Error error = error_of(work);
    std::vector<std::string> found;
    for (const Problem& problem : error.problems())
        found.push_back(problem.field + " " + problem.rule);
    std::ranges::sort(found);
    std::string out;
    for (const std::string& problem : found)
        out += (out.empty() ? "" : ", ") + problem;
    return out.empty() ? std::string(name_of(error.cause())) : out;
}

std::string name_of_writes_on(const testing::TestParamInfo<WritesOn>& info)
{
    return info.param == WritesOn::sqlite ? "sqlite" : "postgres";
}

} // namespace comity::record
