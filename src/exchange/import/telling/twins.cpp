// Rows that are likely there already: which, and what speaks for it.
#include "exchange/import/telling/told.h"

#include "base/error.h"

#include <algorithm>
#include <span>

namespace comity::exchange {
namespace {

constexpr std::size_t most_twins = 50;

struct ReasonWord {
    std::string_view reason; // of a ToldReason
    std::string_view key;
};
constexpr ReasonWord whats[] = {
    {"given_name", "report.first_name"}, {"family_name", "report.last_name"},
    {"birth_date", "report.birthday"},   {"email", "report.e_mail"},
    {"phone", "report.phone"},           {"identifier", "report.identifier"},
    {"organisation", "report.company"},  {"domain", "report.domain"},
    {"address", "report.address"},       {"place", "report.town"},
};
constexpr ReasonWord hows[] = {
    {"same", "report.same_what"},
    {"similar", "report.similar_what"},
    {"different", "report.different_what"},
};

// Null for one that has no word.
const ReasonWord* find_word(std::span<const ReasonWord> words, std::string_view reason)
{
    const auto found = std::ranges::find(words, reason, &ReasonWord::reason);
    return found == words.end() ? nullptr : &*found;
}

Piece piece_of(const ToldReason& reason)
{
    if (reason.what == "swapped_names")
        return say("report.names_other_way_round");
    const ReasonWord* what = find_word(whats, reason.what);
    const ReasonWord* how = find_word(hows, reason.how);
    CHECK(how);
    return say(how->key, {{"what", what ? Piece(say(what->key)) : Piece(reason.what)}});
}

// "same e-mail, similar last name".
Sentence told_reasons(const std::vector<ToldReason>& reasons)
{
    Piece::List pieces;
    for (const ToldReason& reason : reasons)
        pieces.push_back(piece_of(reason));
    return Sentence("", {{"", std::move(pieces)}});
}

} // namespace

void Telling::take_twin(const ImportRow& row, const RowTwin& twin)
{
    ++m_twin_count;
    if (m_twins.size() >= most_twins)
        return;
    std::string score;
    JsonWriter(score).value(twin.score);
    Json::Array reasons;
    for (const ToldReason& reason : twin.reasons)
        reasons.push_back(Json::Object{{"what", reason.what}, {"how", reason.how}});
    m_twins.push_back(Json::Object{
        {"row", row.line},
        {"object", m_plan.object->name},
        {"id", twin.line > 0 ? Json() : Json(format_id(twin.record))},
        {"of_row", twin.line > 0 ? Json(twin.line) : Json()},
        {"title", twin.title},
        {"score", Json::Number{score}},
        {"reasons", std::move(reasons)},
        {"reason", m_plan.tongue.tell(told_reasons(twin.reasons))},
    });
}

Json Telling::twins(const DuplicateRows& duplicates) const
{
    return Json::Object{{"count", m_twin_count},
                        {"asked", duplicates.asked()},
                        {"left_out", duplicates.leaves_out()},
                        {"rows", m_twins}};
}

} // namespace comity::exchange
