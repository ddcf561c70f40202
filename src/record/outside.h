#pragma once
// The port to the outside: how the engine, and the business on it, speaks to other systems. What
// stands behind it (time, size, who may be called) is the program's: commands/outside.cpp fills it
// with `link`. docs/outside.md says what is promised.

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::record {

class Engine;
struct Mechanism;

struct OutsideCall {
    std::string method = "GET"; // HEAD, POST, PUT, PATCH or DELETE
    std::string address;        // https://… or http://…
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    int time_limit_ms = 10'000;                   // in all
    std::size_t answer_limit_bytes = 1024 * 1024; // of the answer's body
    int redirects = 5; // that are followed; 0: an answer that leads elsewhere is the answer
};

struct OutsideAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers = {}; // names in lower case
    std::string body = {};
};

class Outside {
public:
    virtual ~Outside() = default;
    // Any status is an answer. Blocks, so not inside a transaction; any thread may ask.
    // Error{invalid}: it may not be called, or the call is wrong; trying again does not help.
    // Error{unavailable}: no whole answer this time, or the stop was requested. A message names the
    // host and nothing of headers and bodies, so it may be kept and shown.
    virtual OutsideAnswer ask(const OutsideCall& call, std::stop_token stop) = 0;
};

// The engine's way out. Error{unavailable} in a program that has none: a command that brings a file
// in speaks to nobody.
Outside& outside_of(Engine& engine);

// The first of an engine's mechanisms, since what the others do may still ask when they end. Not
// among all_mechanisms(): only a program that serves has one.
Mechanism outside_mechanism(std::shared_ptr<Outside> outside);

} // namespace comity::record
