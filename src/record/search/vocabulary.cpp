#include "record/search/vocabulary.h"

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <tuple>

namespace comity::record {
namespace {

constexpr std::size_t least_letters = 3;
constexpr std::size_t most_letters = 24;
constexpr std::size_t most_words = 2'000'000;
constexpr std::size_t most_word_bytes = 64'000'000;

// PostgreSQL hands out numbers before their transactions are durable: this many of the latest are
// read again, every so often, for those that came late.
constexpr std::int64_t late_numbers = 20'000;
constexpr std::int64_t late_after_us = 5'000'000;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// One bit a letter; those beyond a to z share six, told by their last bytes.
std::uint32_t letters_of(std::string_view word)
{
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        const bool is_last =
            i + 1 == word.size() || (static_cast<unsigned char>(word[i + 1]) & 0xc0) != 0x80;
        if (byte >= 'a' && byte <= 'z')
            letters |= 1U << (byte - 'a');
        else if (byte >= 0x80 && is_last)
            letters |= 1U << (26 + byte % 6);
    }
    return letters;
}

constexpr std::size_t most_edits = 2;
constexpr std::size_t most_compared = most_letters + most_edits;

struct Letters {
    std::array<char32_t, most_compared> letters;
    std::size_t count = 0;
};

// As many as there is room for.
Letters read_letters(std::string_view word)
{
    Letters read;
    for (std::size_t i = 0; i < word.size() && read.count < most_compared;) {
        const auto byte = static_cast<unsigned char>(word[i]);
        const std::size_t size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        char32_t letter = size == 1 ? byte : byte & (0x7fU >> size);
        for (std::size_t k = 1; k < size && i + k < word.size(); ++k)
            letter = letter << 6 | (static_cast<unsigned char>(word[i + k]) & 0x3fU);
        read.letters[read.count++] = letter;
        i += size;
    }
    return read;
}

struct Edits {
    std::size_t whole;     // to the other word
    std::size_t beginning; // to the nearest beginning of it that is not the whole
};

// As base's edit_distance() does, but for hundreds of thousands of words: without memory, only near
// the diagonal, and for all beginnings at once, which are the last row. More than `limit` is told
// as limit + 1.
Edits edits_between(const Letters& word, const Letters& other, std::size_t limit)
{
    constexpr std::size_t width = most_compared + 1;
    std::array<std::array<std::uint8_t, width>, 3> rows{};
    const auto far = static_cast<std::uint8_t>(limit + 1);
    const std::size_t m = word.count;
    const std::size_t n = std::min(other.count, m + limit);
    for (std::size_t j = 0; j <= n; ++j)
        rows[0][j] = static_cast<std::uint8_t>(std::min(j, limit + 1));
    for (std::size_t i = 1; i <= m; ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        row.fill(far);
        row[0] = static_cast<std::uint8_t>(std::min(i, limit + 1));
        std::uint8_t least = row[0];
        const std::size_t last = std::min(n, i + limit);
        for (std::size_t j = i > limit ? i - limit : 1; j <= last; ++j) {
            const char32_t a = word.letters[i - 1];
            const char32_t b = other.letters[j - 1];
            int edits = above[j - 1] + (a == b ? 0 : 1);
            edits = std::min({edits, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a == other.letters[j - 2] && b == word.letters[i - 2])
                edits = std::min(edits, before[j - 2] + 1);
            row[j] = static_cast<std::uint8_t>(std::min<int>(edits, far));
            least = std::min(least, row[j]);
        }
        if (least > limit)
            return {limit + 1, limit + 1};
    }
    const auto& row = rows[m % 3];
    Edits edits{other.count == n ? row[n] : limit + 1, limit + 1};
    for (std::size_t j = 1; j <= n && j < other.count; ++j)
        edits.beginning = std::min<std::size_t>(edits.beginning, row[j]);
    return edits;
}

std::string list_of(const std::set<std::string>& words)
{
    std::string list;
    JsonWriter json(list);
    json.begin_array();
    for (const std::string& word : words)
        json.value(word);
    json.end_array();
    return list;
}

} // namespace

std::size_t forgiven_edits(std::size_t letters)
{
    return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

bool is_correctable(std::string_view word)
{
    return std::ranges::all_of(word, is_letter) && forgiven_edits(length_of(word)) > 0;
}

void append_vocabulary(std::string_view body, std::set<std::string>& words)
{
    for (std::string_view token : split(body, ' ')) {
        // What stands before an @ is hardly ever a word.
        if (const std::size_t at = token.find('@'); at != token.npos)
            token.remove_prefix(at + 1);
        for (std::size_t i = 0; i < token.size();) {
            while (i < token.size() && !is_letter(token[i]) && !is_digit(token[i]))
                ++i;
            const std::size_t start = i;
            bool has_digit = false;
            for (; i < token.size() && (is_letter(token[i]) || is_digit(token[i])); ++i)
                has_digit |= is_digit(token[i]);
            const std::string_view word = token.substr(start, i - start);
            const std::size_t length = has_digit ? 0 : length_of(word);
            if (length >= least_letters && length <= most_letters)
                words.emplace(word);
        }
    }
}

store::Statement remember_words(const std::set<std::string>& words, bool is_postgres)
{
    // Without the condition PostgreSQL would use up a number for each word that is known.
    return {is_postgres ? R"(INSERT INTO "search_word" ("word")
                     SELECT v FROM json_array_elements_text(CAST(? AS json)) v WHERE NOT EXISTS
                         (SELECT 1 FROM "search_word" w WHERE w."word" = v)
                     ON CONFLICT DO NOTHING)"
                        : R"(INSERT INTO "search_word" ("word") SELECT value FROM json_each(?)
                     WHERE 1 = 1 ON CONFLICT DO NOTHING)",
            {list_of(words)}};
}

std::int64_t count_known(store::Connection& connection, const std::set<std::string>& words)
{
    std::int64_t count = 0;
    const bool is_postgres = connection.dialect().is_postgres();
    connection.query({is_postgres ? R"(SELECT count(*) FROM "search_word" WHERE "word" IN
                        (SELECT json_array_elements_text(CAST(? AS json))))"
                                  : R"(SELECT count(*) FROM "search_word" WHERE "word" IN
                        (SELECT value FROM json_each(?)))",
                      {list_of(words)}},
                     [&](const store::Row& row) { count = row.integer(0); });
    return count;
}

store::Table vocabulary_table()
{
    store::Table table;
    table.name = "search_word";
    table.counter = "n";
    table.columns = {{"n", store::Type::integer, true}, {"word", store::Type::text, true}};
    table.primary_key = {"n"};
    table.indexes = {{{"word"}, true}};
    return table;
}

void Vocabulary::add(std::string_view word)
{
    if (m_ends.size() >= most_words || m_text.size() + word.size() > most_word_bytes)
        return;
    m_text += word;
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    m_letters.push_back(letters_of(word));
}

void Vocabulary::catch_up(store::Connection& connection)
{
    const std::unique_lock lock(m_mutex);
    std::int64_t from = m_last;
    if (connection.dialect().is_postgres() && now().us - m_looked_us > late_after_us) {
        from = std::max<std::int64_t>(0, m_last - late_numbers);
        m_looked_us = now().us;
    }
    connection.query(
        {R"(SELECT "n", "word" FROM "search_word" WHERE "n" > ? ORDER BY "n")", {from}},
        [&](const store::Row& row) {
            const std::int64_t number = row.integer(0);
            if (number <= m_last && m_recent.contains(number))
                return;
            add(row.text(1));
            m_last = std::max(m_last, number);
            if (connection.dialect().is_postgres())
                m_recent.insert(number);
        });
    m_recent.erase(m_recent.begin(), m_recent.upper_bound(m_last - late_numbers));
}

std::vector<Vocabulary::Similar> Vocabulary::similar(store::Connection& connection,
                                                     std::string_view word, bool may_go_on,
                                                     std::size_t most)
{
    catch_up(connection);
    const std::size_t letters = length_of(word);
    const std::size_t limit = forgiven_edits(letters);
    const std::uint32_t wanted = letters_of(word);
    const bool with_beginnings = may_go_on && letters > 4;
    std::vector<Similar> found;
    if (letters > most_compared)
        return found;
    const Letters typed = read_letters(word);
    const std::shared_lock lock(m_mutex);
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < m_ends.size(); begin = m_ends[i++]) {
        // Most words are told apart by their letters alone.
        if (static_cast<std::size_t>(std::popcount(wanted & ~m_letters[i])) > limit)
            continue;
        const std::string_view other = std::string_view(m_text).substr(begin, m_ends[i] - begin);
        const bool may_be_whole =
            static_cast<std::size_t>(std::popcount(m_letters[i] & ~wanted)) <= limit;
        if ((!may_be_whole && !with_beginnings) || other.size() + limit < letters)
            continue;
        const Edits edits = edits_between(typed, read_letters(other), limit);
        if (edits.whole > 0 && edits.whole <= limit)
            found.push_back({std::string(other), edits.whole, false});
        else if (with_beginnings && edits.whole > 0 && edits.beginning > 0 &&
                 edits.beginning <= limit)
            found.push_back({std::string(other), edits.beginning, true});
    }
    const auto rank = [&](const Similar& one) {
        return std::tuple(one.edits, one.is_beginning, one.word[0] != word[0],
                          one.word.size() > word.size() ? one.word.size() - word.size()
                                                        : word.size() - one.word.size());
    };
    std::ranges::sort(found, [&](const Similar& a, const Similar& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.word < b.word;
    });
    if (found.size() > most)
        found.resize(most);
    return found;
}

} // namespace comity::record
