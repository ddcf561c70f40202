#pragma once
// What the program tells a Prometheus server about itself.

#include "api/route_times.h"
#include "http/server.h"
#include "record/engine.h"

#include <string>

namespace comity::api {

// The text exposition format 0.0.4; times in seconds, sizes in bytes. It is read without signing
// in, so it names routes, but nothing that a firm has called by a name of its own.
std::string format_metrics(const http::Counters& counters, const RouteTimes& times,
                           record::Engine& engine);

} // namespace comity::api
