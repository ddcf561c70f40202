#include "record/history/label_search.h"

#include "base/json.h"
#include "base/text.h"
#include "record/object/rows.h"

namespace comity::record {
namespace {

constexpr std::string_view log_area = "log.";
// A word that stands in more of the catalogue than this narrows nothing.
constexpr std::size_t most_parts = 40;

std::string json_text(std::string_view text)
{
    std::string json;
    append_json_string(json, text);
    return json.substr(1, json.size() - 2);
}

// The parts of kept labels whose text in the reader's language has the word.
std::vector<std::string> parts_told_with(const Tongue& tongue, const std::string& word)
{
    std::vector<std::string> parts;
    for (const CatalogueEntry& entry : catalogue_entries()) {
        const CatalogueForms& forms = entry.texts[place_of(tongue.language())];
        if (entry.key.starts_with(log_area) && (fold(forms.one).find(word) != std::string::npos ||
                                                fold(forms.other).find(word) != std::string::npos))
            parts.push_back("\"say\":\"" + std::string(entry.key) + "\"");
    }
    for (const auto& [english, told] : tongue.labels())
        if (fold(told).find(word) != std::string::npos)
            for (const char* member : {"\"within\":\"", "\"label\":\""})
                parts.push_back(member + json_text(english) + "\"");
    return parts;
}

} // namespace

LabelSearch::LabelSearch(const Tongue& tongue, std::string_view text) : m_folded(fold(text))
{
    for (const std::string_view word : split(m_folded, ' ')) {
        if (word.empty())
            continue;
        std::vector<std::string> parts = parts_told_with(tongue, std::string(word));
        if (parts.size() <= most_parts)
            m_words.push_back({json_text(word), std::move(parts)});
    }
}

void LabelSearch::narrow(Sql& sql, bool is_postgres) const
{
    for (const Word& word : m_words) {
        (sql += " AND (") += folded_sql("s.\"label\"", is_postgres);
        (sql += " LIKE ").bind(like_contains(word.kept)) += " ESCAPE '\\'";
        for (const std::string& part : word.parts)
            (sql += " OR s.\"label\" LIKE ").bind(like_contains(part)) += " ESCAPE '\\'";
        sql += ")";
    }
}

bool LabelSearch::finds(std::string_view told) const
{
    return fold(told).find(m_folded) != std::string::npos;
}

} // namespace comity::record
