#include "record/key_file.h"

#include "base/error.h"
#include "base/id.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/stat.h>

namespace comity::record {
namespace {

class KeyFileTest : public testing::Test {
protected:
    void SetUp() override
    {
        unsetenv("COMITY_SECRETS_KEY");
        m_folder = testing::TempDir() + "comity-secrets-" + format_id(make_id());
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override
    {
        unsetenv("COMITY_SECRETS_KEY");
        std::filesystem::remove_all(m_folder);
    }

    std::string file() const { return secrets_file_in(m_folder); }
    std::string content() const
    {
        std::ifstream in(file());
        return std::string(std::istreambuf_iterator<char>(in), {});
    }
    static Cause cause_of(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const Error& error) {
            return error.cause();
        }
        ADD_FAILURE() << "nothing was refused";
        return Cause::broken;
    }

private:
    std::string m_folder;
};

TEST_F(KeyFileTest, OpenWithTheirKeyOnly)
{
    KeyFile secrets(file());
    EXPECT_EQ(secrets.key_count(), 0u);
    EXPECT_FALSE(std::filesystem::exists(file())); // looking makes none
    const std::string sealed = secrets.seal("quiet harbour");
    EXPECT_EQ(sealed.find("quiet"), std::string::npos);
    EXPECT_NE(secrets.seal("quiet harbour"), sealed); // two alike do not look alike
    EXPECT_EQ(secrets.open(sealed), "quiet harbour");
    EXPECT_EQ(secrets.open(secrets.seal("")), "");
    struct stat about = {};
    ASSERT_EQ(stat(file().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    std::string altered = sealed;
    altered.back() = altered.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(cause_of([&] { secrets.open(altered); }), Cause::broken);
    EXPECT_EQ(cause_of([&] { secrets.open("quiet harbour"); }), Cause::broken);
    std::filesystem::remove(file());
    EXPECT_EQ(cause_of([&] { secrets.open(sealed); }), Cause::unavailable);
}

TEST_F(KeyFileTest, AnotherProgramReadsTheSameFile)
{
    const std::string sealed = KeyFile(file()).seal("quiet harbour");
    EXPECT_EQ(KeyFile(file()).open(sealed), "quiet harbour");
}

TEST_F(KeyFileTest, KeysAreExchangedWhileBothRun)
{
    KeyFile one(file()), other(file());
    const std::string before = one.seal("first");
    EXPECT_EQ(other.open(before), "first");
    one.add_key();
    const std::string after = one.seal("second");
    EXPECT_EQ(other.open(after), "second");
    EXPECT_EQ(other.open(before), "first");
    EXPECT_FALSE(other.is_current(before));
    EXPECT_TRUE(other.is_current(after));
    EXPECT_EQ(one.key_count(), 2u);
    one.forget_all_but({});
    EXPECT_EQ(other.open(after), "second");
    EXPECT_EQ(cause_of([&] { other.open(before); }), Cause::unavailable);
}

TEST_F(KeyFileTest, AFileThatOthersReadIsRefused)
{
    KeyFile secrets(file());
    const std::string sealed = secrets.seal("quiet harbour");
    chmod(file().c_str(), 0644);
    EXPECT_EQ(cause_of([&] { secrets.open(sealed); }), Cause::unavailable);
    chmod(file().c_str(), 0600);
    EXPECT_EQ(secrets.open(sealed), "quiet harbour");
}

TEST_F(KeyFileTest, KeysMayComeFromTheEnvironment)
{
    setenv("COMITY_SECRETS_KEY", "a key that is long enough", 1);
    KeyFile secrets(file());
    const std::string sealed = secrets.seal("quiet harbour");
    EXPECT_FALSE(std::filesystem::exists(file()));
    setenv("COMITY_SECRETS_KEY", "another one and a newer, a key that is long enough", 1);
    EXPECT_EQ(secrets.open(sealed), "quiet harbour");
    EXPECT_FALSE(secrets.is_current(sealed));
    EXPECT_EQ(cause_of([&] { secrets.add_key(); }), Cause::invalid);
    setenv("COMITY_SECRETS_KEY", "short", 1);
    EXPECT_EQ(cause_of([&] { secrets.open(sealed); }), Cause::unavailable);
}

} // namespace
} // namespace comity::record
