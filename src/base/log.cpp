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

void set_log_level(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return logger().set_level(spdlog::level::debug);
    case LogLevel::info:
        return logger().set_level(spdlog::level::info);
    case LogLevel::warning:
        return logger().set_level(spdlog::level::warn);
    case LogLevel::error:
        return logger().set_level(spdlog::level::err);
    }
}

void log_debug(std::string_view text)
{
    logger().debug("{}", text);
}

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
