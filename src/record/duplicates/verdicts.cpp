#include "record/duplicates/verdicts.h"

#include "base/error.h"
#include "base/words/tongue.h"

#include <algorithm>
#include <cmath>

namespace comity::record {
namespace {

using match::Reason;
using match::Sort;

// Of log2(N), which is what singles out one record.
constexpr float nearly_one = .85f;
constexpr float half = .5f;

bool has_against(const match::Verdict& verdict)
{
    return std::ranges::any_of(verdict.reasons(), [](const Reason& reason) {
        return reason.bits < 0 && reason.sort != Sort::swapped_names;
    });
}

// That it is the same, and that this alone says so much.
bool is_same(const match::Verdict& verdict, Sort sort, float bits)
{
    return std::ranges::any_of(verdict.reasons(), [&](const Reason& reason) {
        return reason.sort == sort && reason.is_exact && reason.bits >= bits;
    });
}

std::string_view word_of(Sort sort)
{
    switch (sort) {
    case Sort::given_name:
        return "given_name";
    case Sort::family_name:
        return "family_name";
    case Sort::swapped_names:
        return "swapped_names";
    case Sort::birth_date:
        return "birth_date";
    case Sort::email:
        return "email";
    default:
        return match::name_of(sort); // one word already
    }
}

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

} // namespace

Standing standing_of(const match::Verdict& verdict, float log2_size)
{
    const bool is_one_firm = is_same(verdict, Sort::organisation, nearly_one * log2_size);
    if (verdict.bits() >= match::least_bits(log2_size) || (is_one_firm && !has_against(verdict)))
        return Standing::proposed;
    const bool is_enough = verdict.bits() >= nearly_one * log2_size && !has_against(verdict);
    if (is_enough || is_same(verdict, Sort::email, nearly_one * log2_size))
        return Standing::possible;
    return Standing::none;
}

Standing standing_of_employer(const match::Verdict& verdict, float log2_size)
{
    if (is_same(verdict, Sort::organisation, half * log2_size) ||
        is_same(verdict, Sort::domain, half * log2_size))
        return Standing::possible;
    return standing_of(verdict, log2_size);
}

bool is_likely(float bits, float log2_size)
{
    return bits >= nearly_one * log2_size;
}

double score_of(float bits, float log2_size)
{
    constexpr double width = 4; // bits that make twice the odds: all of them would make all ones
    const double beyond = static_cast<double>(bits) - static_cast<double>(log2_size);
    return std::round(1000 / (1 + std::exp2(-beyond / width))) / 1000;
}

std::vector<ToldReason> reasons_of(const match::Verdict& verdict)
{
    std::vector<Reason> sorted(verdict.reasons().begin(), verdict.reasons().end());
    // That a home or a firm is shared is arithmetic, not a reason.
    std::erase_if(sorted, [](const Reason& reason) { return reason.sort == Sort::shared; });
    std::ranges::stable_sort(sorted, std::greater(), &Reason::bits);
    std::vector<ToldReason> told;
    for (const Reason& reason : sorted)
        told.push_back({word_of(reason.sort), reason.is_exact || reason.sort == Sort::swapped_names
                                                  ? "same"
                                              : reason.bits > 0 ? "similar"
                                                                : "different"});
    return told;
}

Sentence sentence_of(std::span<const ToldReason> reasons)
{
    Piece::List pieces;
    for (const ToldReason& reason : reasons)
        pieces.push_back(piece_of(reason));
    return Sentence("", {{"", std::move(pieces)}});
}

void write_verdict(JsonWriter& json, double score, std::span<const ToldReason> reasons)
{
    json.member("score", score);
    json.plain_key("reasons");
    json.begin_array();
    for (const ToldReason& reason : reasons) {
        json.begin_object();
        json.member("what", reason.what);
        json.member("how", reason.how);
        json.end_object();
    }
    json.end_array();
    json.member("reason", in_english(sentence_of(reasons)));
}

} // namespace comity::record
