// What `comity check` finds: every disagreement is planted once, and a sound database has none.

#include "record/check/check.h"

#include "record/fixtures/test_shelf.h"
#include "record/parts/bulk.h"
#include "store/database.h"

#include <algorithm>
#include <fstream>

namespace comity::record {
namespace {

class CheckTest : public WritingTest {
protected:
    void SetUp() override
    {
        WritingTest::SetUp();
        if (IsSkipped())
            return;
        account = create("account", R"({"name":"Acme"})");
        contact = create("contact", R"({"name":"Eva","account":")" + format_id(account) +
                                        R"(","emails":[{"value":"A@b.test","label":"work"},)" +
                                        R"("c@d.test"],"phones":["+49 30 123456"]})");
        update("contact", contact, R"({"name":"Eve","emails":["e@f.test","c@d.test"]})");
        update("contact", contact, R"({"secret":"x"})");
        task = create("task", R"({"subject":"Call","about":{"object":"account","id":")" +
                                  format_id(account) + R"("},"contacts":[")" + format_id(contact) +
                                  "\"]}");
    }

    // What the check finds, in the order of its words, one a line with its count before it.
    std::string findings()
    {
        std::vector<std::string> lines;
        for (const Finding& finding : check_database(engine()).findings)
            lines.push_back(std::to_string(finding.count) + " " + finding.what);
        std::ranges::sort(lines);
        std::string text;
        for (const std::string& line : lines)
            text += (text.empty() ? "" : "\n") + line;
        return text;
    }

    // Past every rule of ours.
    void plant(const std::string& sql, std::vector<Value> values = {})
    {
        database().write([&](store::Connection& connection) {
            EXPECT_EQ(connection.execute(sql, values), 1) << sql;
        });
    }

    void script(const std::string& sql)
    {
        database().write([&](store::Connection& connection) { connection.execute_script(sql); });
    }

    Id account, contact, task;
};

TEST_P(CheckTest, NothingInASoundDatabase)
{
    const std::string firm = format_id(account);
    const Id deal = create("deal", R"({"name":"Big","account":")" + firm + R"(","tags":["a"]})");
    update("deal", deal, R"({"status":"won","amount":{"amount":"12.5","currency":"EUR"}})");
    undo(last_change());
    undo(last_change());
    remove("contact", contact);
    restore("contact", contact);
    remove("contact", contact);
    BulkChange change;
    change.ids = {account};
    change.set = parse_json(R"({"sector":"tech","billing_address":{"city":"Köln"}})");
    run_bulk(engine(), administrator(), object("account"), change);
    EXPECT_EQ(findings(), "");
    const CheckReport report = check_database(engine());
    EXPECT_GE(report.records, 6);
    EXPECT_GE(report.change_sets, 11);
}

TEST_P(CheckTest, MoreThanOnePage)
{
    write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
        for (int i = 0; i < 450; ++i)
            transaction.create(object("contact"),
                               parse_json(R"({"name":"Eva","emails":["a@b.test"]})"));
    });
    for (int i = 0; i < 210; ++i)
        update("contact", contact, R"({"secret":")" + std::to_string(i) + "\"}");
    EXPECT_EQ(findings(), "");
    plant("DELETE FROM \"change\" WHERE \"record\" = ? AND \"version\" = 205", {contact});
    EXPECT_EQ(findings(), "1 change sets have fewer entries than records\n"
                          "1 contacts have versions that are in no change set");
}

TEST_P(CheckTest, MissingLogEntry)
{
    plant("DELETE FROM \"change\" WHERE \"record\" = ? AND \"version\" = 2", {contact});
    EXPECT_EQ(findings(), "1 change sets have fewer entries than records\n"
                          "1 contacts have versions that are in no change set");
}

TEST_P(CheckTest, LogEntryOfNoChangeSet)
{
    const Id change = last_change();
    plant("DELETE FROM \"change_set\" WHERE \"id\" = ?", {change});
    EXPECT_EQ(findings(), "1 change rows belong to no change set");
}

TEST_P(CheckTest, PastRowThatContradictsTheLog)
{
    plant("UPDATE \"contacts_past\" SET \"name\" = 'Ina' WHERE \"id\" = ? AND \"version\" = 1",
          {contact});
    // The version itself, and the one that says what was before it.
    EXPECT_EQ(findings(), "2 contacts have versions that the log tells otherwise");
}

TEST_P(CheckTest, RowThatTheLogDoesNotTell)
{
    plant("UPDATE \"contacts\" SET \"secret\" = 'y' WHERE \"id\" = ?", {contact});
    EXPECT_EQ(findings(), "1 contacts have versions that the log tells otherwise");
}

TEST_P(CheckTest, LostAndDoubledVersions)
{
    plant("DELETE FROM \"contacts_past\" WHERE \"id\" = ? AND \"version\" = 2", {contact});
    EXPECT_EQ(findings(), "1 contacts have lost versions that the log knows\n"
                          "1 contacts have past rows that do not end when the next begins\n"
                          "1 contacts have versions that do not follow each other");
}

TEST_P(CheckTest, PastRowThatEndsAtAnotherTime)
{
    plant("UPDATE \"contacts_past\" SET \"until\" = ? WHERE \"id\" = ? AND \"version\" = 1",
          {Instant{now().us + 1'000'000}, contact});
    EXPECT_EQ(findings(), "1 contacts have past rows that do not end when the next begins");
}

TEST_P(CheckTest, DanglingReferences)
{
    // The log goes with them, so that nothing else is wrong.
    plant("UPDATE \"change_set\" SET \"records\" = 0 WHERE \"id\" = "
          "(SELECT \"change_set\" FROM \"change\" WHERE \"record\" = ?)",
          {account});
    plant("DELETE FROM \"accounts\" WHERE \"id\" = ?", {account});
    plant("DELETE FROM \"change\" WHERE \"record\" = ?", {account});
    plant("DELETE FROM \"search_entry\" WHERE \"record\" = ?", {account});
    EXPECT_EQ(findings(), "1 contacts.account refer to accounts that do not exist\n"
                          "1 tasks.about refer to accounts that do not exist");
    plant("UPDATE \"tasks_contacts\" SET \"value\" = ?", {format_id(make_id())});
    EXPECT_EQ(findings(), "1 contacts.account refer to accounts that do not exist\n"
                          "1 tasks.about refer to accounts that do not exist\n"
                          "1 tasks.contacts are found by values that they do not have\n"
                          "1 tasks.contacts refer to contacts that do not exist");
}

TEST_P(CheckTest, ReferenceToNoObject)
{
    plant("UPDATE \"tasks\" SET \"about_object\" = 'ghost'");
    EXPECT_EQ(findings(), "1 tasks have versions that the log tells otherwise\n"
                          "1 tasks.about refer to records of no object");
}

TEST_P(CheckTest, StaleSearchRow)
{
    plant("UPDATE \"search_entry\" SET \"body\" = ' eva ' WHERE \"record\" = ?", {contact});
    EXPECT_EQ(findings(), "1 contacts are found by words that they do not have");
    plant("UPDATE \"search_entry\" SET \"title\" = 'acne' WHERE \"record\" = ?", {account});
    EXPECT_EQ(findings(), "1 accounts are found by words that they do not have\n"
                          "1 contacts are found by words that they do not have");
}

TEST_P(CheckTest, SearchRowOfAnotherOwner)
{
    plant("UPDATE \"search_entry\" SET \"owner_mark\" = 'xyz' WHERE \"record\" = ?", {contact});
    EXPECT_EQ(findings(), "1 contacts are searched for under another owner");
}

TEST_P(CheckTest, WordsThatTheSearchForgot)
{
    plant("DELETE FROM \"search_word\" WHERE \"word\" = 'acme'");
    EXPECT_EQ(findings(), "1 words of accounts are not known to the search");
}

TEST_P(CheckTest, MissingAndLeftOverSearchRows)
{
    plant("DELETE FROM \"search_entry\" WHERE \"record\" = ?", {contact});
    plant("INSERT INTO \"search_entry\" (\"record\", \"object\", \"title\", \"body\") "
          "VALUES (?, 'account', 'x', ' x ')",
          {make_id()});
    EXPECT_EQ(findings(), "1 contacts cannot be found by the search\n"
                          "1 search entries of accounts lead nowhere or into the bin");
}

TEST_P(CheckTest, WrongSideRows)
{
    const std::string wrong = "1 contacts.emails are found by values that they do not have";
    plant("UPDATE \"contacts_emails\" SET \"value\" = 'x@y.test' WHERE \"position\" = 1");
    EXPECT_EQ(findings(), wrong);
    plant("DELETE FROM \"contacts_emails\" WHERE \"position\" = 1");
    EXPECT_EQ(findings(), wrong);
    plant("DELETE FROM \"contacts_emails\" WHERE \"position\" = 0");
    EXPECT_EQ(findings(), wrong);
    plant(
        "INSERT INTO \"contacts_phones\" (\"record\", \"position\", \"value\") VALUES (?, 0, '1')",
        {make_id()});
    EXPECT_EQ(findings(), wrong + "\n1 contacts.phones have entries of no record");
}

class WrongIndexTest : public CheckTest {
protected:
    // A letter of a name changes in the index's own page of the file.
    void damage_file()
    {
        const std::string where = R"( FROM sqlite_schema WHERE name = 'accounts_name_d631a3_key')";
        const std::int64_t size = number("SELECT page_size FROM pragma_page_size");
        const std::int64_t page = number("SELECT rootpage" + where);
        ASSERT_GT(page, 0);
        reopen([&](const std::string& folder) {
            std::fstream file(folder + "/comity.db",
                              std::ios::in | std::ios::out | std::ios::binary);
            std::string bytes(static_cast<std::size_t>(size), '\0');
            file.seekg((page - 1) * size);
            file.read(bytes.data(), size);
            const std::size_t at = bytes.find("Acme");
            ASSERT_NE(at, std::string::npos);
            file.seekp((page - 1) * size + static_cast<std::int64_t>(at));
            file.put('B');
        });
    }

    // A row is written while the database does not know of the index.
    void hide_index()
    {
        const auto know = [&](const char* is_known) {
            script("UPDATE pg_index SET indisready = " + std::string(is_known) +
                   " WHERE indexrelid = 'accounts_updated_at_id_owner_deleted_at_idx'::regclass");
        };
        know("false");
        create("account", R"({"name":"Globex"})");
        know("true");
    }
};

TEST_P(WrongIndexTest, IsFound)
{
    EXPECT_EQ(findings(), "");
    if (is_postgres()) {
        hide_index();
        EXPECT_EQ(findings(), "1 the index accounts_updated_at_id_owner_deleted_at_idx: it has not "
                              "the rows of its table");
    } else {
        damage_file();
        EXPECT_EQ(findings(), "1 the file: row 1 missing from index accounts_name_d631a3_key");
    }
}

TEST_P(WrongIndexTest, IsFoundByAmcheck)
{
    if (!is_postgres())
        GTEST_SKIP() << "amcheck is PostgreSQL's";
    try {
        script("CREATE EXTENSION IF NOT EXISTS amcheck");
    } catch (const Error&) {
        GTEST_SKIP() << "this PostgreSQL has no amcheck";
    }
    EXPECT_EQ(findings(), "");
    hide_index();
    const std::string found = findings();
    EXPECT_TRUE(found.starts_with("1 the index accounts_updated_at_id_owner_deleted_at_idx: "))
        << found;
    EXPECT_NE(found.find("lacks matching index tuple"), std::string::npos) << found;
    EXPECT_EQ(found.find('\n'), std::string::npos) << found;
}

WRITES_ON_BOTH(CheckTest);
WRITES_ON_BOTH(WrongIndexTest);

} // namespace
} // namespace comity::record
