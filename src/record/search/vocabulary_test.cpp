#include "record/search/vocabulary.h"

#include <gtest/gtest.h>

namespace comity::record {
namespace {

std::string words_of(std::string_view body)
{
    std::set<std::string> words;
    append_vocabulary(body, words);
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

TEST(Vocabulary, TakesWordsOfLetters)
{
    EXPECT_EQ(words_of(" anna muller-ludenscheidt o'brien "), "anna brien ludenscheidt muller");
    EXPECT_EQ(words_of(" c4711 offer77 30 ab "), "");
    EXPECT_EQ(words_of(" anna.schmidt@engines.example "), "engines example");
    EXPECT_EQ(words_of(" иванов 東 京 "), "иванов");
    EXPECT_EQ(words_of(" " + std::string(25, 'x') + " "), "");
}

TEST(Vocabulary, ForgivesByLength)
{
    EXPECT_EQ(forgiven_edits(3), 0u);
    EXPECT_EQ(forgiven_edits(4), 1u);
    EXPECT_EQ(forgiven_edits(7), 1u);
    EXPECT_EQ(forgiven_edits(8), 2u);
    EXPECT_TRUE(is_correctable("anna"));
    EXPECT_FALSE(is_correctable("ann"));
    EXPECT_FALSE(is_correctable("an@na"));
    EXPECT_FALSE(is_correctable("anna1"));
}

} // namespace
} // namespace comity::record
