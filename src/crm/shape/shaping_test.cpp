// Objects and fields that are changed while others read and write.

#include "crm/shelf.h"
#include "record/find/find.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/shape/edit.h"
#include "record/shape/keeper.h"
#include "record/shape/text.h"
#include "store/database.h"

#include <atomic>
#include <fmt/format.h>
#include <thread>

namespace comity::crm {
namespace {

using namespace record;

class ShapingTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        SKIP_WITHOUT_POSTGRES(GetParam());
        m_engine.reset();
        m_database.reset();
        m_store.emplace(GetParam());
        open();
    }
    void open()
    {
        m_engine.reset();
        m_database.reset();
        m_database = store::Database::open(m_store->options());
        m_engine = std::make_unique<Engine>(*m_database, shelf(), record::all_mechanisms(),
                                            m_store->folder());
    }
    Engine& engine() { return *m_engine; }
    Actor actor() const { return Actor::program("test", Origin::api); }
    const Object* find(std::string_view name)
    {
        m_catalog = engine().catalog();
        return m_catalog->find(name);
    }
    Id create(std::string_view object, const Json& fields)
    {
        Id id;
        write_change_set(engine(), actor(), {}, [&](Transaction& transaction) {
            id = transaction.create(transaction.catalog().load(object), fields).id;
        });
        return id;
    }
    void update(std::string_view object, const Id& id, const Json& fields)
    {
        write_change_set(engine(), actor(), {}, [&](Transaction& transaction) {
            transaction.update(transaction.catalog().load(object), id, fields);
        });
    }
    Json read(std::string_view object, const Id& id, std::optional<Instant> as_of = {})
    {
        const auto catalog = engine().catalog();
        std::string body;
        ListQuery query;
        query.as_of = as_of;
        read_record(engine(), actor(), catalog->load(object), id, query, body);
        return parse_json(body);
    }
    Json list(std::string_view object, const std::string& filter)
    {
        const auto catalog = engine().catalog();
        std::string body;
        ListQuery query;
        query.filter = filter;
        list_records(engine(), actor(), catalog->load(object), query, body);
        return parse_json(body);
    }

private:
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
    std::shared_ptr<const Catalog> m_catalog;
};

INSTANTIATE_TEST_SUITE_P(, ShapingTest, testing::Values(false, true), [](const auto& on) {
    return on.param ? std::string("postgres") : std::string("sqlite");
});

Json field(const std::string& name, const char* kind)
{
    return Json().set("name", name).set("kind", kind);
}

// One field of any kind there is, and a value for it.
Json any_field(int number)
{
    static constexpr const char* kinds[] = {
        "text",   "long_text", "number",    "money",  "percent", "yes_no",  "date", "instant",
        "choice", "choices",   "reference", "emails", "phones",  "address", "web"};
    const char* const kind = kinds[static_cast<std::size_t>(number) % std::size(kinds)];
    Json made = field(fmt::format("f{}", number), kind);
    if (std::string_view(kind).starts_with("choice"))
        made.set("choices", Json::Array{"Red", "Green"});
    if (std::string_view(kind) == "reference")
        made.set("target", "account");
    return made;
}

Json value_for(const Json& field, int number, const Id& account)
{
    const std::string_view kind = field.text("kind");
    const std::string text = fmt::format("twenty-four letters {:04}", number);
    if (kind == "text" || kind == "long_text")
        return text;
    if (kind == "number" || kind == "percent")
        return Json(number % 90);
    if (kind == "money")
        return Json().set("amount", fmt::format("{}.50", number)).set("currency", "EUR");
    if (kind == "yes_no")
        return true;
    if (kind == "date")
        return "2020-02-03";
    if (kind == "instant")
        return "2020-02-03T04:05:06Z";
    if (kind == "choice")
        return "red";
    if (kind == "choices")
        return Json::Array{"red", "green"};
    if (kind == "reference")
        return format_id(account);
    if (kind == "emails")
        return Json::Array{fmt::format("a{}@b.example", number)};
    if (kind == "phones")
        return Json::Array{fmt::format("+33 6 28 23 {:04}", number)};
    if (kind == "address")
        return Json().set("street", text).set("city", text).set("country", "FR");
    return fmt::format("https://example.com/{}", number);
}

TEST_P(ShapingTest, five_hundred_fields_of_all_kinds_hold_their_values)
{
    const Id line = create("account", Json().set("name", "Line"));
    Json::Array fields;
    for (int i = 0; i < 500; ++i)
        fields.push_back(any_field(i));
    add_fields(engine(), actor(), "account", Json().set("fields", fields));
    EXPECT_GT(find("account")->annexes, 0);
    Json values = Json().set("name", "Wide");
    for (int i = 0; i < 500; ++i)
        values.set(fmt::format("f{}", i), value_for(fields[static_cast<std::size_t>(i)], i, line));
    const Id wide = create("account", values);
    const Json kept = read("account", wide);
    for (int i = 0; i < 500; ++i) {
        const Json* value = kept.find(fmt::format("f{}", i));
        ASSERT_TRUE(value && !value->is_null() &&
                    (value->if_array() != nullptr) ==
                        (fields[static_cast<std::size_t>(i)].text("kind") == "choices" ||
                         fields[static_cast<std::size_t>(i)].text("kind") == "emails" ||
                         fields[static_cast<std::size_t>(i)].text("kind") == "phones"))
            << i;
    }
    EXPECT_EQ(kept.text("f495"), "twenty-four letters 0495");
    EXPECT_EQ(
        list("account", "f495 = \"twenty-four letters 0495\"").find("records")->if_array()->size(),
        1U);
    const Instant before = now();
    while (now() <= before)
        std::this_thread::yield();
    update("account", wide, Json().set("f495", "other").set("f0", "first"));
    EXPECT_EQ(read("account", wide).text("f495"), "other");
    EXPECT_EQ(read("account", wide).text("f480"), "twenty-four letters 0480");
    EXPECT_EQ(read("account", wide, before).text("f495"), "twenty-four letters 0495");
    EXPECT_EQ(read("account", wide, before).text("f0"), "twenty-four letters 0000");
    EXPECT_THROW(add_fields(engine(), actor(), "account", field("one_more", "text")), Error);
    open();
    EXPECT_EQ(read("account", wide).text("f495"), "other");
}

TEST_P(ShapingTest, people_work_while_fields_come_and_go)
{
    const Id id = create("account", Json().set("name", "Busy"));
    std::atomic<bool> is_over = false;
    std::atomic<int> failures = 0;
    std::atomic<int> done = 0;
    const auto work = [&](const std::function<void()>& step) {
        return std::thread([&, step] {
            while (!is_over) {
                try {
                    step();
                } catch (const Error& error) {
                    ++failures;
                    ADD_FAILURE() << error.message();
                }
                ++done;
            }
        });
    };
    std::vector<std::thread> people;
    people.push_back(work([&] { read("account", id); }));
    people.push_back(work([&] { list("account", "name : \"Bus\""); }));
    people.push_back(work([&] {
        static std::atomic<int> count = 0;
        update("account", id, Json().set("sector", fmt::format("s{}", ++count)));
    }));
    people.push_back(work([&] { create("account", Json().set("name", "Another")); }));
    for (int i = 0; i < 12; ++i) {
        const std::string name = fmt::format("passing{}", i);
        add_fields(engine(), actor(), "account", field(name, "text").set("indexed", true));
        update("account", id, Json().set(name, "here"));
        if (i % 2)
            remove_definition(engine(), actor(), "account", name);
    }
    is_over = true;
    for (std::thread& person : people)
        person.join();
    EXPECT_EQ(failures, 0);
    EXPECT_GT(done, 20);
    EXPECT_EQ(read("account", id).text("passing10"), "here");
    EXPECT_EQ(read("account", id).find("passing11"), nullptr);
    restore_definition(engine(), actor(), "account", "passing11");
    EXPECT_EQ(read("account", id).text("passing11"), "here");
}

TEST_P(ShapingTest, definitions_come_out_as_they_went_in)
{
    std::string made;
    add_object(engine(), actor(),
               Json().set("label", "Vessel").set("fields", Json::Array{any_field(3), any_field(8)}),
               made);
    add_fields(engine(), actor(), "deal", field("ship", "reference").set("target", "vessel"));
    change_field(engine(), actor(), "account", "domain", Json().set("label", "Web domain"));
    const std::string text = format_definitions(engine());
    EXPECT_TRUE(apply_definitions(engine(), actor(), text, false, false).changes.empty());
    SetUp(); // an empty installation
    EXPECT_EQ(find("vessel"), nullptr);
    const auto asked = apply_definitions(engine(), actor(), text, false, true);
    EXPECT_EQ(asked.changes.size(), 7U); // vessel, its four fields, the ship, the domain
    EXPECT_EQ(find("vessel"), nullptr);
    apply_definitions(engine(), actor(), text, false, false);
    EXPECT_NE(find("vessel"), nullptr);
    EXPECT_EQ(format_definitions(engine()), text);
}

} // namespace
} // namespace comity::crm
