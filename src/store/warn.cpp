#include "store/warn.h"

#include "base/log.h"
#include "base/time.h"

#include <atomic>

namespace comity::store {

void warn_now_and_then(const std::string& message)
{
    static std::atomic<std::int64_t> last_us = 0;
    const std::int64_t now_us = now().us;
    std::int64_t seen = last_us.load();
    if (now_us - seen > 1'000'000 && last_us.compare_exchange_strong(seen, now_us))
        log_warning("store: " + message);
}

} // namespace comity::store
