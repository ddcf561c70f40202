#pragma once
// For tests: waiting for what another thread brings about.

#include <chrono>
#include <thread>

namespace comity {

// Whether it becomes so. The limit finds what never comes; no test may depend on how soon it comes.
template <class IsSo> bool eventually(IsSo is_so)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace comity
