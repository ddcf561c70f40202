#include "exchange/import/telling/suggestions.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

// More would make a dry run slow where thousands of texts are unknown among many titles.
constexpr std::size_t most_texts = 200;
constexpr std::int64_t most_comparisons = 5'000'000;

struct Search {
    const Field* field;
    std::string text;
    std::int64_t rows;
    std::string folded, squeezed;
    std::size_t best; // edits to the nearest so far
    std::string nearest;
    std::optional<Id> nearest_id = {};
    bool is_doubtful = false; // another title is as near
};

// Letters and digits alone: "GTXPro" and "GTX Pro" are the same then.
std::string squeeze(std::string_view folded)
{
    std::string out;
    for (const char c : folded)
        if (!std::ispunct(static_cast<unsigned char>(c)) && c != ' ')
            out += c;
    return out;
}

std::vector<Search> searches_of(const Telling& telling)
{
    std::vector<Search> searches;
    for (const auto& [name, unknown] : telling.unknown())
        for (const auto& [text, rows] : unknown.rows) {
            std::string folded = fold(trim(text));
            std::string squeezed = squeeze(folded);
            // A quarter of the letters may differ.
            const std::size_t limit = std::clamp<std::size_t>(length_of(folded) / 4, 1, 4) + 1;
            searches.push_back({unknown.field,
                                text,
                                rows,
                                std::move(folded),
                                std::move(squeezed),
                                limit,
                                "",
                                {},
                                false});
        }
    std::stable_sort(searches.begin(), searches.end(),
                     [](const Search& a, const Search& b) { return a.rows > b.rows; });
    if (searches.size() > most_texts)
        searches.resize(most_texts);
    return searches;
}

void compare(Search& search, std::string_view title, const std::string& folded,
             const std::string& squeezed, const Id* id)
{
    const std::size_t edits = !search.squeezed.empty() && squeezed == search.squeezed
                                  ? 0
                                  : edit_distance(search.folded, folded, search.best);
    if (edits > search.best || (edits == search.best && search.nearest.empty()))
        return;
    if (edits == search.best) {
        search.is_doubtful = search.is_doubtful || title != search.nearest;
        return;
    }
    search.best = edits;
    search.nearest = title;
    search.nearest_id = id ? std::optional(*id) : std::nullopt;
    search.is_doubtful = false;
}

void search_titles(store::Connection& connection, Names& names, std::vector<Search*>& searches)
{
    std::int64_t comparisons = 0;
    names.each_title(connection, [&](const Id& id, std::string_view title) {
        const std::string folded = fold(trim(title));
        const std::string squeezed = squeeze(folded);
        for (Search* search : searches)
            compare(*search, title, folded, squeezed, &id);
        comparisons += static_cast<std::int64_t>(searches.size());
        return comparisons < most_comparisons;
    });
}

} // namespace

Json make_suggestions(store::Connection& connection, ImportState& state, const Telling& telling)
{
    std::vector<Search> searches = searches_of(telling);
    std::map<const Object*, std::vector<Search*>> by_target;
    for (Search& search : searches)
        if (const Object* target = state.catalog.find(search.field->target))
            by_target[target].push_back(&search);
    for (auto& [target, some] : by_target)
        search_titles(connection, state.links.names_of(*target), some);
    for (const auto& choices : state.choices) {
        if (!choices)
            continue;
        choices->load(connection);
        for (const std::string& name : choices->names())
            for (Search& search : searches)
                if (search.field == choices->column().field)
                    compare(search, name, fold(name), squeeze(fold(name)), nullptr);
    }
    for (Search& search : searches)
        for (const Choice& choice : search.field->choices)
            compare(search, choice.label, fold(choice.label), squeeze(fold(choice.label)), nullptr);
    Json::Array list;
    for (const Search& search : searches)
        if (!search.nearest.empty() && !search.is_doubtful)
            list.push_back(Json::Object{
                {"field", search.field->name},
                {"text", search.text},
                {"nearest", search.nearest},
                {"nearest_id", search.nearest_id ? Json(format_id(*search.nearest_id)) : Json()},
                {"rows", search.rows}});
    return list;
}

} // namespace comity::exchange
