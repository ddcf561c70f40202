#pragma once
// Connections that are lent to threads.

#include "base/error.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace comity::store {

// Any thread may borrow; a thread gets the one it had last when that is free, because its pages and
// statements are warm. Opened when first needed. Beyond `usual` more are opened, up to `most`, only
// when all have been busy for a while (long exports), and those are closed again.
template <class Resource> class Pool {
    struct Item {
        std::unique_ptr<Resource> resource;
        std::size_t number = 0;
        std::chrono::steady_clock::time_point used_at = {};
    };

public:
    struct Bounds {
        std::size_t usual;
        std::size_t most;
        std::chrono::milliseconds patience; // then Error{unavailable}
    };

    class Loan {
    public:
        Loan(Pool& pool, Item item) : m_pool(pool), m_item(std::move(item)) {}
        ~Loan() { m_pool.take_back(std::move(m_item)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

        Resource& operator*() const { return *m_item.resource; }
        Resource* operator->() const { return m_item.resource.get(); }

    private:
        Pool& m_pool;
        Item m_item;
    };

    // `open` makes one or throws; `is_fit` says whether an idle one can still be used.
    Pool(Bounds bounds, std::function<std::unique_ptr<Resource>()> open,
         std::function<bool(Resource&)> is_fit)
        : m_bounds(bounds), m_open(std::move(open)), m_is_fit(std::move(is_fit))
    {
    }

    Loan lend() { return lend(m_bounds.patience); }
    Loan lend(std::chrono::milliseconds patience) { return {*this, borrow(patience)}; }

    // Calls `tend` once for each that has been idle for that long since it was last used; the
    // number of them.
    std::size_t tend_idle(std::chrono::milliseconds idle,
                          const std::function<void(Resource&)>& tend)
    {
        const auto before = std::chrono::steady_clock::now() - idle;
        std::size_t count = 0;
        std::lock_guard lock(m_mutex);
        for (Item& item : m_idle) {
            if (item.used_at == std::chrono::steady_clock::time_point{} || item.used_at > before)
                continue;
            tend(*item.resource);
            item.used_at = {};
            ++count;
        }
        return count;
    }

    void close_idle()
    {
        std::lock_guard lock(m_mutex);
        m_count -= m_idle.size();
        m_idle.clear();
    }

private:
    Item borrow(std::chrono::milliseconds patience)
    {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        for (;;) {
            Item item = wait_for_one(deadline);
            if (!item.resource)
                item.resource = open_one();
            else if (!m_is_fit(*item.resource)) {
                drop(std::move(item));
                continue;
            }
            last_number = item.number;
            return item;
        }
    }

    // One without a resource has yet to be opened.
    Item wait_for_one(std::chrono::steady_clock::time_point deadline)
    {
        constexpr auto before_one_more = std::chrono::milliseconds(20);
        std::unique_lock lock(m_mutex);
        const auto is_free = [this] { return !m_idle.empty() || m_count < m_bounds.usual; };
        if (!is_free() && m_count < m_bounds.most)
            m_changed.wait_until(
                lock, std::min(deadline, std::chrono::steady_clock::now() + before_one_more),
                is_free);
        if (m_idle.empty() && m_count < m_bounds.most) {
            ++m_count;
            return {nullptr, ++m_last_made, {}};
        }
        if (!m_changed.wait_until(lock, deadline, is_free))
            throw Error(Cause::unavailable, say("store.busy")).with_retry_after(1);
        if (m_idle.empty()) {
            ++m_count;
            return {nullptr, ++m_last_made, {}};
        }
        auto at = std::ranges::find(m_idle, last_number, &Item::number);
        if (at == m_idle.end())
            --at;
        Item item = std::move(*at);
        m_idle.erase(at);
        return item;
    }

    std::unique_ptr<Resource> open_one()
    {
        try {
            return m_open();
        } catch (...) {
            count_down();
            throw;
        }
    }

    void take_back(Item item)
    {
        item.used_at = std::chrono::steady_clock::now();
        {
            std::lock_guard lock(m_mutex);
            if (m_count <= m_bounds.usual || m_idle.empty()) {
                m_idle.push_back(std::move(item));
                m_changed.notify_one();
                return;
            }
        }
        drop(std::move(item));
    }

    void drop(Item item)
    {
        item.resource.reset(); // may take a while: not under the lock
        count_down();
    }

    void count_down()
    {
        std::lock_guard lock(m_mutex);
        --m_count;
        m_changed.notify_one();
    }

    // Of any pool: a number that is not found in another one does no harm.
    static inline thread_local std::size_t last_number = 0;

    const Bounds m_bounds;
    const std::function<std::unique_ptr<Resource>()> m_open;
    const std::function<bool(Resource&)> m_is_fit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Item> m_idle; // the last returned at the end
    std::size_t m_count = 0;  // open or being opened
    std::size_t m_last_made = 0;
};

} // namespace comity::store
