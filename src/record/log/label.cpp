#include "record/log/label.h"

namespace comity::record {
namespace {

constexpr std::string_view undid = "log.undid";
constexpr std::string_view redid = "log.redid";

Sentence taken_back(std::string_view key, Piece what)
{
    return say(key, {{"what", std::move(what)}});
}

} // namespace

Piece titled(const Object& object, std::string_view title)
{
    if (title.empty())
        return within(object.label);
    return say("log.titled", {{"object", within(object.label)}, {"title", title}});
}

Piece counted(const Object& object, std::int64_t count)
{
    return say("log.counted", {{"count", count}, {"objects", within(object.label_plural)}});
}

Sentence label_of_verb(std::string_view verb, Piece what)
{
    if (verb == "create")
        return say("log.created", {{"what", std::move(what)}});
    if (verb == "delete")
        return say("log.deleted", {{"what", std::move(what)}});
    if (verb == "restore")
        return say("log.restored", {{"what", std::move(what)}});
    return say("log.edited", {{"what", std::move(what)}});
}

Sentence label_of_undo(std::string_view kept)
{
    const Sentence label = parse_sentence(kept);
    const Piece* what = label.find("what");
    if (what && label.key() == undid)
        return taken_back(redid, *what);
    if (what && label.key() == redid)
        return taken_back(undid, *what);
    // Rows of before there were sentences.
    if (label.key().empty() && kept.starts_with("Undid: "))
        return taken_back(redid, kept.substr(kept.find(' ') + 1));
    if (label.key().empty() && kept.starts_with("Redid: "))
        return taken_back(undid, kept.substr(kept.find(' ') + 1));
    return taken_back(undid, label);
}

} // namespace comity::record
