#include "record/work/sign_of_life.h"

#include "record/fixtures/scratch_fixture.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace comity::record {
namespace {

TEST(SignOfLifeTest, TellsWhoHasEndedHoweverItEnded)
{
    const ScratchStore folder(false);
    const Id me = make_id(), other = make_id(), killed = make_id();
    const SignOfLife sign(folder.folder(), me);
    EXPECT_TRUE(sign.ended().empty());
    {
        const SignOfLife living(folder.folder(), other);
        EXPECT_TRUE(sign.ended().empty());
        EXPECT_TRUE(living.ended().empty());
    }
    EXPECT_TRUE(sign.ended().empty()) << "it took its file away";

    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const SignOfLife living(folder.folder(), killed);
        [[maybe_unused]] const auto told = ::write(ready[1], "!", 1);
        ::pause();
    }
    char mark = 0;
    ASSERT_EQ(::read(ready[0], &mark, 1), 1);
    EXPECT_TRUE(sign.ended().empty());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(sign.ended(), std::vector{killed});
    sign.forget(killed);
    EXPECT_TRUE(sign.ended().empty());
}

TEST(SignOfLifeTest, PassesOverWhatIsNone)
{
    const ScratchStore folder(false);
    const SignOfLife sign(folder.folder(), make_id());
    std::filesystem::create_directory(folder.folder() + "/servers/" + format_id(make_id()));
    std::filesystem::create_directory(folder.folder() + "/servers/notes.txt");
    EXPECT_TRUE(sign.ended().empty());
    std::filesystem::remove_all(folder.folder() + "/servers");
    EXPECT_TRUE(sign.ended().empty());
}

} // namespace
} // namespace comity::record
