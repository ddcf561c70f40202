#include "commands/outside.h"

#include "commands/commands.h"
#include "link/http_client.h"

#include <chrono>
#include <csignal>
#include <cstdio>

namespace comity::commands {
namespace {

link::HttpCall as_link_has_it(const record::OutsideCall& call)
{
    link::HttpCall made{.method = call.method, .address = call.address, .body = call.body};
    for (const auto& [name, value] : call.headers)
        made.headers.push_back({name, value});
    made.limits.time = std::chrono::milliseconds(call.time_limit_ms);
    made.limits.answer_bytes = call.answer_limit_bytes;
    made.limits.redirects = call.redirects;
    return made;
}

record::OutsideAnswer as_engine_has_it(link::HttpAnswer answer)
{
    record::OutsideAnswer made{.status = answer.status, .body = std::move(answer.body)};
    for (link::HttpHeader& header : answer.headers)
        made.headers.emplace_back(std::move(header.name), std::move(header.value));
    return made;
}

class OutsideByLink final : public record::Outside {
public:
    explicit OutsideByLink(const std::vector<std::string>& allowed)
        : m_client({.allowed = link::AllowList(allowed)})
    {
    }
    record::OutsideAnswer ask(const record::OutsideCall& call, std::stop_token stop) override
    {
        return as_engine_has_it(m_client.ask(as_link_has_it(call), std::move(stop)));
    }

private:
    link::HttpClient m_client;
};

} // namespace

std::shared_ptr<record::Outside> make_outside(const std::vector<std::string>& allowed)
{
    return std::make_shared<OutsideByLink>(allowed);
}

int call(const Call& options)
{
    std::signal(SIGPIPE, SIG_IGN);
    const record::OutsideAnswer answer =
        make_outside(options.outside_allow)->ask({.address = options.address}, {});
    std::printf("It answered %d with %zu bytes.\n", answer.status, answer.body.size());
    return 0;
}

} // namespace comity::commands
