#include "base/error.h"

#include "base/log.h"
#include "base/words/tongue.h"

namespace comity {

std::string_view name_of(Cause cause)
{
    switch (cause) {
    case Cause::invalid:
        return "invalid";
    case Cause::malformed:
        return "invalid"; // the same word as for wrong values; the status tells them apart
    case Cause::unauthenticated:
        return "unauthenticated";
    case Cause::forbidden:
        return "forbidden";
    case Cause::not_found:
        return "not_found";
    case Cause::conflict:
        return "conflict";
    case Cause::too_large:
        return "too_large";
    case Cause::too_many:
        return "too_many";
    case Cause::unavailable:
        return "unavailable";
    case Cause::broken:
        return "broken";
    }
    return "broken";
}

Error::Error(Cause cause, Sentence sentence, std::vector<Problem> problems)
    : m_cause(cause), m_sentence(std::move(sentence)), m_message(in_english(m_sentence)),
      m_problems(std::move(problems))
{
}

Error& Error::with_extra_json(std::string json)
{
    m_extra_json = std::move(json);
    return *this;
}

Error& Error::with_retry_after(int seconds)
{
    m_retry_after_s = seconds;
    return *this;
}

void fail_check(const char* condition, const char* file, int line)
{
    std::string where =
        std::string("broken: ") + condition + " at " + file + ":" + std::to_string(line);
    log_error(where);
    throw Error(Cause::broken, std::move(where));
}

} // namespace comity
