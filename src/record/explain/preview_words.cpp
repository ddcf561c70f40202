#include "record/explain/preview_words.h"
#include "record/access/people.h"

namespace comity::record {
namespace {

// 3,120 or 3.120.
std::string grouped(const Wording& wording, std::int64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, 1, wording.is_german ? '.' : ',');
    return text;
}

std::string people_words(const Wording& wording, std::int64_t people)
{
    return people == 1 ? in(wording, {"One person", "Eine Person"})
                       : grouped(wording, people) + in(wording, {" people", " Personen"});
}

Phrase loss_of(Verb verb, bool is_one)
{
    switch (verb) {
    case Verb::read:
        return is_one ? Phrase{"loses sight of", "sieht nicht mehr"}
                      : Phrase{"lose sight of", "sehen nicht mehr"};
    case Verb::update:
        return {"can no longer change",
                is_one ? "kann nicht mehr ändern:" : "können nicht mehr ändern:"};
    case Verb::remove:
        return {"can no longer delete",
                is_one ? "kann nicht mehr löschen:" : "können nicht mehr löschen:"};
    default:
        return {"can no longer export",
                is_one ? "kann nicht mehr exportieren:" : "können nicht mehr exportieren:"};
    }
}

Phrase gain_of(Verb verb, bool is_one)
{
    switch (verb) {
    case Verb::read:
        return is_one ? Phrase{"sees", "sieht neu"} : Phrase{"see", "sehen neu"};
    case Verb::update:
        return {"can change", is_one ? "kann neu ändern:" : "können neu ändern:"};
    case Verb::remove:
        return {"can delete", is_one ? "kann neu löschen:" : "können neu löschen:"};
    default:
        return {"can export", is_one ? "kann neu exportieren:" : "können neu exportieren:"};
    }
}

// Whose the records are that the wider reach has and the narrower one has not.
Phrase whose(Reach narrow, Reach wide)
{
    if (narrow == Reach::none)
        return {"", ""};
    if (narrow == Reach::shared)
        return {" that are not shared with them", ", die nicht für sie freigegeben sind"};
    if (narrow == Reach::own)
        return wide == Reach::team ? Phrase{" of their colleagues", " ihrer Kollegen"}
                                   : Phrase{" of others", " anderer"};
    if (narrow == Reach::team && wide == Reach::team_below)
        return {" of the teams below", " der Teams darunter"};
    return {" of other teams", " anderer Teams"};
}

std::string sentence_of(const Wording& wording, const PreviewChange& change, const Phrase& verb,
                        std::int64_t people, std::int64_t records, const Phrase& of_whom)
{
    return fill(in(wording, {"{people} {verb} {records} {objects}{whose}.",
                             "{people} {verb} {records} {objects}{whose}."}),
                {{"people", people_words(wording, people)},
                 {"verb", in(wording, verb)},
                 {"records", grouped(wording, records)},
                 {"objects",
                  wording.word(records == 1 ? change.object->label : change.object->label_plural)},
                 {"whose", in(wording, of_whom)}});
}

} // namespace

std::vector<std::string> total_words(const Wording& wording, const PreviewChange& change,
                                     const PreviewTotals& totals)
{
    std::vector<std::string> sentences;
    if (totals.losers > 0)
        sentences.push_back(sentence_of(wording, change, loss_of(change.verb, totals.losers == 1),
                                        totals.losers, totals.lost,
                                        whose(change.new_reach, change.old_reach)));
    if (totals.gainers > 0)
        sentences.push_back(sentence_of(wording, change, gain_of(change.verb, totals.gainers == 1),
                                        totals.gainers, totals.gained,
                                        whose(change.old_reach, change.new_reach)));
    if (totals.others > 0 && sentences.empty())
        sentences.push_back(
            fill(in(wording,
                    {"The role now {rule}; so far, it {was}.", "Die Rolle {rule}; bisher: {was}."}),
                 {{"rule", reach_words(wording, *change.object, change.verb, change.new_reach)},
                  {"was", reach_words(wording, *change.object, change.verb, change.old_reach)}}));
    return sentences;
}

std::string field_words(const Wording& wording, const Object& object, const Field& field,
                        std::string_view change, std::int64_t people)
{
    const bool is_one = people == 1;
    const Phrase phrase =
        change == "hidden"      ? Phrase{"{people} no longer {see} {field} of {objects}.",
                                    "{people} {see} {field} von {objects} nicht mehr."}
        : change == "shown"     ? Phrase{"{people} {see} {field} of {objects}.",
                                     "{people} {see} neu {field} von {objects}."}
        : change == "read_only" ? Phrase{"{people} can no longer change {field} of {objects}.",
                                         "{people} {can} {field} von {objects} nicht mehr ändern."}
                                : Phrase{"{people} can change {field} of {objects}.",
                                         "{people} {can} {field} von {objects} neu ändern."};
    return fill(in(wording, phrase),
                {{"people", people_words(wording, people)},
                 {"see", in(wording, is_one ? Phrase{"sees", "sieht"} : Phrase{"see", "sehen"})},
                 {"can", in(wording, is_one ? Phrase{"can", "kann"} : Phrase{"can", "können"})},
                 {"field", wording.word(field.label)},
                 {"objects", wording.word(object.label_plural)}});
}

} // namespace comity::record
