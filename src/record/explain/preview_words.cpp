#include "record/explain/preview_words.h"
#include "record/access/people.h"

namespace comity::record {
namespace {

std::string_view loss_of(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return "preview.lose_read";
    case Verb::update:
        return "preview.lose_update";
    case Verb::remove:
        return "preview.lose_delete";
    default:
        return "preview.lose_export";
    }
}

std::string_view gain_of(Verb verb)
{
    switch (verb) {
    case Verb::read:
        return "preview.gain_read";
    case Verb::update:
        return "preview.gain_update";
    case Verb::remove:
        return "preview.gain_delete";
    default:
        return "preview.gain_export";
    }
}

// The records that the wider reach has and the narrower one has not.
std::string_view between(Reach narrow, Reach wide)
{
    if (narrow == Reach::none)
        return "preview.records";
    if (narrow == Reach::shared)
        return "preview.records_not_shared";
    if (narrow == Reach::own)
        return wide == Reach::team ? "preview.records_of_colleagues" : "preview.records_of_others";
    return narrow == Reach::team && wide == Reach::team_below ? "preview.records_of_teams_below"
                                                              : "preview.records_of_other_teams";
}

Sentence total(std::string_view key, std::int64_t people, std::string_view which,
               std::int64_t records, const Object& object)
{
    const std::string& name = records == 1 ? object.label : object.label_plural;
    return say(
        key, {{"count", grouped(people)},
              {"what", say(which, {{"records", grouped(records)}, {"objects", as_label(name)}})}});
}

} // namespace

std::vector<Sentence> total_words(const PreviewChange& change, const PreviewTotals& totals)
{
    const Object& object = *change.object;
    std::vector<Sentence> sentences;
    if (totals.losers > 0)
        sentences.push_back(total(loss_of(change.verb), totals.losers,
                                  between(change.new_reach, change.old_reach), totals.lost,
                                  object));
    if (totals.gainers > 0)
        sentences.push_back(total(gain_of(change.verb), totals.gainers,
                                  between(change.old_reach, change.new_reach), totals.gained,
                                  object));
    if (totals.others > 0 && sentences.empty())
        sentences.push_back(
            say("preview.rule_now", {{"rule", reach_words(object, change.verb, change.new_reach)},
                                     {"was", reach_words(object, change.verb, change.old_reach)}}));
    return sentences;
}

Sentence field_words(const Object& object, const Field& field, std::string_view change,
                     std::int64_t people)
{
    const std::string_view key = change == "hidden"      ? "preview.field_hidden"
                                 : change == "shown"     ? "preview.field_shown"
                                 : change == "read_only" ? "preview.field_read_only"
                                                         : "preview.field_writable";
    return say(key, {{"count", grouped(people)},
                     {"field", as_label(field.label)},
                     {"objects", as_label(object.label_plural)}});
}

} // namespace comity::record
