// What a phone is told of changes: nothing is left out, whatever is being written meanwhile.

#include "crm/shelf.h"
#include "exchange/address_book/book_changes.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/save/many.h"
#include "record/save/save.h"
#include "store/database.h"

#include <set>

namespace comity::crm {
namespace {

using namespace exchange;
using namespace record;

class AddressBookTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        SKIP_WITHOUT_POSTGRES(GetParam());
        m_store.emplace(GetParam());
        m_database = store::Database::open(m_store->options());
        m_engine = std::make_unique<Engine>(*m_database, shelf(), record::all_mechanisms(),
                                            m_store->folder());
    }

    static Id add(Transaction& transaction, std::string_view object, const Json& fields)
    {
        return transaction.create(transaction.catalog().load(object), fields).id;
    }
    Id create(std::string_view object, const Json& fields)
    {
        Id id;
        write([&](Transaction& transaction) { id = add(transaction, object, fields); });
        return id;
    }
    void write(const std::function<void(Transaction&)>& work)
    {
        write_change_set(*m_engine, m_actor, {}, work);
    }

    // One answer, after which `token` is its token.
    BookPage ask(std::string& token, int limit = 100)
    {
        const AddressBook book(*m_engine, m_actor, BookKind::all);
        std::optional<BookPage> page;
        m_database->read([&](store::Connection& connection) {
            page =
                BookChanges(book).after(connection, token, limit, AddressBook::Pictures::left_out);
        });
        if (!page) {
            ADD_FAILURE() << "the token was refused: " << token;
            return {};
        }
        token = page->token;
        return *std::move(page);
    }
    // All answers until nothing is left.
    std::set<Id> read_on(std::string& token, int limit = 100)
    {
        std::set<Id> told;
        for (int pages = 0; pages < 100; ++pages) {
            const BookPage page = ask(token, limit);
            EXPECT_LE(page.changed.size() + page.removed.size(), static_cast<std::size_t>(limit));
            for (const BookEntry& entry : page.changed)
                told.insert(entry.id());
            if (!page.has_more)
                return told;
        }
        ADD_FAILURE() << "it never ends";
        return told;
    }

    Actor m_actor = Actor::program("test", Origin::sync);
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
};

TEST_P(AddressBookTest, ATokenTakenDuringAnImportMissesNothing)
{
    std::string token;
    read_on(token);
    ChangeSetInParts importing(*m_engine, m_actor, {"Import", {}});
    Id first, second, beside;
    importing.run([&](Transaction& transaction) {
        first = add(transaction, "contact", Json().set("last_name", "First"));
    });
    beside = create("contact", Json().set("last_name", "Beside"));
    EXPECT_EQ(read_on(token), (std::set{first, beside}));
    // The same change set goes on, below the number of the one beside it.
    importing.run([&](Transaction& transaction) {
        second = add(transaction, "contact", Json().set("last_name", "Second"));
    });
    importing.finish();
    EXPECT_TRUE(read_on(token).contains(second));
    EXPECT_TRUE(read_on(token).empty());
}

TEST_P(AddressBookTest, WhatGoesWhileAPhoneReadsIsToldAfterwards)
{
    for (int i = 0; i < 5; ++i)
        create("contact", Json().set("last_name", "P" + std::to_string(i)));
    std::string token;
    const BookPage begun = ask(token, 2);
    EXPECT_TRUE(begun.has_more);
    // One that was told already changes, and goes.
    write([&](Transaction& transaction) {
        transaction.remove(transaction.catalog().load("contact"), begun.changed[0].id());
    });
    read_on(token, 2);
    const BookPage after = ask(token);
    EXPECT_EQ(after.removed, std::vector{own_resource(begun.changed[0].id())});
    EXPECT_TRUE(after.changed.empty());
    std::string again;
    EXPECT_EQ(read_on(again, 2).size(), 4u);
}

TEST_P(AddressBookTest, WhoWorksForAFirmThatIsRenamedIsToldInPages)
{
    const Id firm = create("account", Json().set("name", "Before"));
    std::set<Id> all;
    for (int i = 0; i < 7; ++i)
        all.insert(create(
            "contact",
            Json().set("last_name", "P" + std::to_string(i)).set("account", format_id(firm))));
    create("contact", Json().set("last_name", "Elsewhere"));
    std::string token;
    read_on(token);
    write([&](Transaction& transaction) {
        transaction.update(transaction.catalog().load("account"), firm,
                           Json().set("sector", "food"));
    });
    EXPECT_TRUE(read_on(token).empty()) << "a card does not say the sector";
    write([&](Transaction& transaction) {
        transaction.update(transaction.catalog().load("account"), firm,
                           Json().set("name", "After"));
    });
    EXPECT_EQ(read_on(token, 3), all);
}

INSTANTIATE_TEST_SUITE_P(, AddressBookTest, testing::Bool(),
                         [](const auto& info) { return info.param ? "postgres" : "sqlite"; });

} // namespace
} // namespace comity::crm
