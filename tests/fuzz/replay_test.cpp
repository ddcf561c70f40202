// The short form of fuzzing: every input that was kept is tried again. What a target finds ends the
// program; the last line before says which input it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

extern "C" {
int fuzz_cards(const std::uint8_t*, std::size_t);
int fuzz_csv(const std::uint8_t*, std::size_t);
int fuzz_filter(const std::uint8_t*, std::size_t);
int fuzz_http(const std::uint8_t*, std::size_t);
int fuzz_json(const std::uint8_t*, std::size_t);
int fuzz_multipart(const std::uint8_t*, std::size_t);
int fuzz_values(const std::uint8_t*, std::size_t);
int fuzz_workbook(const std::uint8_t*, std::size_t);
}

namespace {

struct Target {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
};

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, HoldsEverywhere)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(COMITY_FUZZ_CORPUS "/") + GetParam().name))
        files.push_back(entry.path());
    std::ranges::sort(files);
    EXPECT_GE(files.size(), 10u);
    for (const auto& path : files) {
        std::cerr << GetParam().name << "/" << path.filename().string() << std::endl;
        std::ifstream file(path, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(GetParam().run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()),
                  0);
    }
}

INSTANTIATE_TEST_SUITE_P(, Corpus,
                         testing::Values(Target{"cards", fuzz_cards}, Target{"csv", fuzz_csv},
                                         Target{"filter", fuzz_filter}, Target{"http", fuzz_http},
                                         Target{"json", fuzz_json},
                                         Target{"multipart", fuzz_multipart},
                                         Target{"values", fuzz_values},
                                         Target{"workbook", fuzz_workbook}),
                         [](const auto& info) { return info.param.name; });

} // namespace
