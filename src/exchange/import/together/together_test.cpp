// Several files in one go: what is refused before the first row, what a dry run sees, the sums.
#include "exchange/import/import_fixture.h"
#include "exchange/import_together.h"
#include "format/zip_fixture.h"
#include "record/save/save.h"

#include <filesystem>
#include <fstream>

namespace comity::exchange {
namespace {

constexpr const char* accounts =
    "Id,Name,ParentId,BillingStreet,Industry\na1,Acme,,S,x\na2,,,S,x\n";
constexpr const char* deals = "Id,AccountId,Name,StageName,CloseDate\n"
                              "o1,a1,Roof,Open,2026-12-24\no2,a2,Wall,Open,2026-12-24\n";

class TogetherTest : public ImportTest {
protected:
    GivenFile file(const std::string& name, const std::string& text)
    {
        std::filesystem::create_directories(folder() + "/given");
        const std::string path = folder() + "/given/" + name;
        std::ofstream(path, std::ios::binary) << text;
        return {path, name, "", path + "-errors.csv"};
    }

    ImportReport run(const std::vector<GivenFile>& files, const TogetherOptions& options)
    {
        return run_together(engine(), administrator(), recognise_files(engine(), files, options),
                            options, "them", nullptr);
    }

    std::vector<Problem> refused(const std::vector<GivenFile>& files,
                                 const TogetherOptions& options)
    {
        try {
            refuse_problems(recognise_files(engine(), unpack_files(files, folder()), options));
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::invalid);
            return error.problems();
        }
        return {};
    }
};

IMPORTS_ON_BOTH(TogetherTest);

TEST_P(TogetherTest, ADryRunSeesWhatTheFilesBeforeWouldHaveMade)
{
    TogetherOptions options;
    options.dry_run = true;
    const auto before = all_counts();
    const std::vector<GivenFile> files = {file("d.csv", deals), file("a.csv", accounts)};
    const ImportReport dry = run(files, options);
    EXPECT_EQ(counts_of(dry), "created 2, failed 2, also pipeline 1, also stage 1");
    ASSERT_EQ(dry.files.size(), 2u);
    EXPECT_EQ(dry.files[0].file_name, "a.csv");
    EXPECT_EQ(counts_of(dry.files[1]),
              "created 1, failed 1, also pipeline 1, also stage 1"); // the account of o2 would not
                                                                     // be there
    EXPECT_TRUE(dry.is_reconciled());
    EXPECT_TRUE(dry.change_set.is_nil());
    EXPECT_EQ(all_counts(), before);

    options.dry_run = false;
    const ImportReport real = run(files, options);
    EXPECT_EQ(counts_of(real), counts_of(dry));
    EXPECT_EQ(real.in_file, 4);
    EXPECT_TRUE(real.is_reconciled());
    EXPECT_FALSE(real.change_set.is_nil());
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\" WHERE \"account\" IS NOT NULL"), 1);
    undo_change_set(engine(), administrator(), real.change_set);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\" WHERE \"deleted_at\" IS NULL"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"accounts\" WHERE \"deleted_at\" IS NULL"), 0);
}

TEST_P(TogetherTest, AFileThatCannotBeReadLeavesAllOutside)
{
    const auto before = all_counts();
    const std::vector<GivenFile> files = {
        file("a.csv", accounts), file("d.csv", "Id,AccountId,Name,StageName,CloseDate\n\"o1,a\n")};
    EXPECT_THROW(run(files, {}), Error);
    EXPECT_EQ(all_counts(), before);
    TogetherOptions options;
    options.dry_run = true;
    const ImportReport dry = run(files, options); // which tells it, and looks at the others
    EXPECT_EQ(counts_of(dry.files[0]), "created 1, failed 1");
    EXPECT_NE(dry.files[1].error.find("quote"), std::string::npos) << dry.files[1].error;
}

TEST_P(TogetherTest, WhatIsWrongIsNamedAtOnce)
{
    const GivenFile known = file("a.csv", accounts);
    const auto unknown =
        refused({known, file("x.csv", "a,b\n1,2\n"), file("y.csv", "c,d\n1,2\n")}, {});
    ASSERT_EQ(unknown.size(), 2u);
    EXPECT_EQ(unknown[0].field + unknown[1].field, "x.csvy.csv");
    const auto twice = refused({known, file("b.csv", accounts)}, {});
    ASSERT_EQ(twice.size(), 1u);
    EXPECT_EQ(twice[0].rule, "twice");
    TogetherOptions options;
    options.leaves_unknown = true;
    EXPECT_TRUE(refused({known, file("x.csv", "a,b\n1,2\n")}, options).empty());
    options.files["gone.csv"] = {};
    EXPECT_EQ(refused({known}, options)[0].rule, "unknown");
}

TEST_P(TogetherTest, AnArchiveIsItsTables)
{
    Packer packer;
    packer.add("export/a.csv", accounts);
    packer.add("export/d.csv", deals);
    packer.add("__MACOSX/export/._a.csv", "junk");
    packer.add("export/Attachments/00P.csv", "a body, not a table");
    const GivenFile archive = file("all.zip", packer.finish());
    ASSERT_TRUE(is_dump(archive.path));
    const auto files = unpack_files({archive}, folder());
    ASSERT_EQ(files.size(), 2u);
    EXPECT_EQ(files[0].name, "a.csv");
    EXPECT_EQ(files[0].archive, archive.path);
    EXPECT_EQ(counts_of(run(files, {})), "created 2, failed 2, also pipeline 1, also stage 1");
    Packer book;
    book.add("xl/workbook.xml", "<workbook/>");
    EXPECT_FALSE(is_dump(file("book.xlsx", book.finish()).path));
}

TEST_P(TogetherTest, OwnersWhoAreNotHereAreToldAndNotMade)
{
    const GivenFile users =
        file("u.csv", "Id,Username,LastName,FirstName,Email\n005,x,Gone,Max,max@x.example\n");
    const GivenFile owned = file("d.csv", "Id,AccountId,Name,StageName,CloseDate,OwnerId\n"
                                          "o1,,Roof,Open,2026-12-24,005\n");
    const std::int64_t people = number("SELECT COUNT(*) FROM \"users\"");
    const ImportReport left = run({owned, users}, {});
    EXPECT_EQ(counts_of(left), "created 1, unchanged 1, also pipeline 1, also stage 1");
    EXPECT_NE(told(left.files[1], "missing").find("Max Gone"), std::string::npos)
        << told(left.files[1], "missing");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"users\""), people);
    undo_change_set(engine(), administrator(), left.change_set);
    TogetherOptions options;
    options.makes_people = true;
    const ImportReport made = run({owned, users}, options);
    EXPECT_EQ(made.counts.also_created.at("user"), 1);
    EXPECT_EQ(text("SELECT \"name\" FROM \"users\" ORDER BY \"created_at\" DESC LIMIT 1"),
              "Max Gone");
}

} // namespace
} // namespace comity::exchange
