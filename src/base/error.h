#pragma once
// What goes wrong in the caller's world, and how it is told.
//
// An Error is thrown where it is found and caught in two places only: around a request (api) and
// around a job (the worker). A broken invariant of ours is CHECK, which stays on in release builds
// and throws Error{Cause::broken} so that one request fails and not the program.

#include "base/words/sentence.h"

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

// The closed list of causes. api turns each into one HTTP status.
enum class Cause {
    invalid,         // well-formed but wrong: 422
    malformed,       // could not be read at all: 400
    unauthenticated, // 401
    forbidden,       // 403
    not_found,       // 404
    conflict,        // 409
    too_large,       // 413
    too_many,        // 429
    unavailable,     // 503
    broken,          // 500, our fault
};

std::string_view name_of(Cause cause);

// One thing wrong with one field. `rule` is a stable word for programs, `message` a sentence for
// people.
struct Problem {
    std::string field;
    std::string rule;
    Sentence message;
};

class Error : public std::exception {
public:
    Error(Cause cause, Sentence sentence, std::vector<Problem> problems = {});

    Cause cause() const { return m_cause; }
    // What is told to whoever asked, in his language.
    const Sentence& sentence() const { return m_sentence; }
    // The same in English, for logs and the command line.
    const std::string& message() const { return m_message; }
    const std::vector<Problem>& problems() const { return m_problems; }
    const char* what() const noexcept override { return m_message.c_str(); }

    // A JSON object with members that this kind of error adds to its answer (conflicts), or empty.
    const std::string& extra_json() const { return m_extra_json; }
    Error& with_extra_json(std::string json);
    // Seconds after which it is worth trying again; 0 when unknown.
    int retry_after_s() const { return m_retry_after_s; }
    Error& with_retry_after(int seconds);

private:
    Cause m_cause;
    Sentence m_sentence;
    std::string m_message;
    std::vector<Problem> m_problems;
    std::string m_extra_json;
    int m_retry_after_s = 0;
};

[[noreturn]] void fail_check(const char* condition, const char* file, int line);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) [[unlikely]]                                                             \
            ::comity::fail_check(#condition, __FILE__, __LINE__);                                  \
    } while (false)

} // namespace comity
