#pragma once
// What the program tells a Prometheus server about itself.

#include "http/server.h"
#include "record/engine.h"

#include <string>

namespace comity::api {

// The text exposition format 0.0.4; times in seconds, sizes in bytes.
std::string format_metrics(const http::Counters& counters, record::Engine& engine);

} // namespace comity::api
