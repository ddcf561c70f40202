#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace comity {
namespace {

spdlog::logger& logger()
{
    static auto instance = [] {
        auto made = spdlog::stderr_color_mt("comity");
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        return made;
    }();
    return *instance;
}

} // namespace

void log_info(std::string_view text)
{
    logger().info("{}", text);
}

void log_warning(std::string_view text)
{
    logger().warn("{}", text);
}

void log_error(std::string_view text)
{
    logger().error("{}", text);
}

} // namespace comity
