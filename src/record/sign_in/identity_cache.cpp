#include "record/sign_in/identity_cache.h"

#include "base/error.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr int free_failures = 5;
constexpr std::int64_t first_wait_us = 15'000'000;
constexpr std::int64_t longest_wait_us = 900'000'000;
constexpr std::size_t most_pages = 50'000;

} // namespace

std::int64_t FailureBook::wait_us(int count)
{
    if (count < free_failures)
        return 0;
    return std::min(longest_wait_us, first_wait_us << std::min(count - free_failures, 10));
}

void FailureBook::check(const std::string& name)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_pages.find(name);
    if (found == m_pages.end())
        return;
    const std::int64_t left_us = found->second.last.us + wait_us(found->second.count) - now().us;
    if (left_us <= 0)
        return;
    const int seconds = static_cast<int>(left_us / 1'000'000 + 1);
    throw Error(Cause::too_many,
                say("sign_in.too_many_attempts_failed_try", {{"seconds", seconds}}))
        .with_retry_after(seconds);
}

void FailureBook::add(const std::string& name)
{
    std::lock_guard lock(m_mutex);
    const Instant at = now();
    if (m_pages.size() >= most_pages)
        std::erase_if(m_pages, [&](const auto& entry) {
            return entry.second.last.us + longest_wait_us < at.us;
        });
    Page& page = m_pages[name];
    if (page.last.us + longest_wait_us < at.us)
        page.count = 0;
    ++page.count;
    page.last = at;
}

void FailureBook::clear(const std::string& name)
{
    std::lock_guard lock(m_mutex);
    m_pages.erase(name);
}

} // namespace comity::record
