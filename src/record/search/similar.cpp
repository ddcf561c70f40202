#include "record/search/similar.h"

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace comity::record {
namespace {

constexpr std::size_t most_corrected = 4;
constexpr std::size_t least_inside = 5; // letters of a word that may follow a hyphen

// The fewest edits with which all terms stand at beginnings of words, or nothing.
std::optional<std::size_t> edits_in(const SimilarTerms& similar, std::string_view body)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < similar.terms.terms.size(); ++i) {
        std::optional<std::size_t> least;
        const auto& forms = similar.terms.terms[i];
        for (std::size_t k = 0; k < forms.size(); ++k)
            if ((!least || similar.edits[i][k] < *least) &&
                find_at_word(body, forms[k]) != body.npos)
                least = similar.edits[i][k];
        if (!least)
            return std::nullopt;
        sum += *least;
    }
    return sum;
}

} // namespace

SimilarTerms similar_terms_of(Vocabulary& vocabulary, store::Connection& connection,
                              const SearchTerms& terms, std::size_t most)
{
    SimilarTerms similar;
    if (terms.is_phone)
        return similar;
    std::size_t corrected = 0;
    SearchTerms found = terms;
    for (std::size_t i = 0; i < terms.terms.size(); ++i) {
        auto& forms = found.terms[i];
        auto& edits = similar.edits.emplace_back(forms.size(), 0);
        if (!is_correctable(terms.words[i]) || corrected == most_corrected)
            continue;
        const bool is_last = i + 1 == terms.terms.size();
        const auto others = vocabulary.similar(connection, terms.words[i], is_last, most);
        corrected += others.empty() ? 0 : 1;
        for (const Vocabulary::Similar& other : others) {
            forms.push_back((length_of(other.word) < least_inside ? " " : "") + other.word);
            edits.push_back(other.edits);
        }
    }
    if (corrected > 0)
        similar.terms = std::move(found);
    return similar;
}

double score_of(const SimilarTerms& similar, std::string_view title, std::string_view body)
{
    const auto edits = edits_in(similar, body);
    if (!edits)
        return 0;
    const double base = edits_in(similar, search_text(title)) ? 0.35 : 0.3;
    return std::max(0.05, base - 0.02 * static_cast<double>(*edits));
}

} // namespace comity::record
