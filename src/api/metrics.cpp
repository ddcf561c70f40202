#include "api/metrics.h"

#include "record/history/changes.h"

#include <fstream>
#include <unistd.h>

namespace comity::api {
namespace {

void add(std::string& out, std::string_view name, std::string_view type, std::string_view help,
         double value)
{
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name);
    out.append(" ").append(type).append("\n").append(name).append(" ");
    out.append(std::to_string(value)).append("\n");
}

double resident_bytes()
{
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void add_latency(std::string& out, const http::Counters& counters)
{
    constexpr std::string_view name = "comity_request_seconds";
    out.append("# HELP ").append(name).append(" Time from a request's head to its answer.\n");
    out.append("# TYPE ").append(name).append(" histogram\n");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counters.latency.size(); ++i) {
        sum += counters.latency[i];
        const std::string bound =
            i < counters.bounds_us.size()
                ? std::to_string(static_cast<double>(counters.bounds_us[i]) / 1e6)
                : "+Inf";
        out.append(name).append("_bucket{le=\"").append(bound).append("\"} ");
        out.append(std::to_string(sum)).append("\n");
    }
    out.append(name).append("_sum ");
    out.append(std::to_string(static_cast<double>(counters.latency_sum_us) / 1e6)).append("\n");
    out.append(name).append("_count ").append(std::to_string(sum)).append("\n");
}

} // namespace

std::string format_metrics(const http::Counters& counters, record::Engine& engine)
{
    std::string out;
    add(out, "comity_requests_total", "counter", "Requests answered.",
        static_cast<double>(counters.requests));
    out += "# HELP comity_responses_total Answers by class of status.\n"
           "# TYPE comity_responses_total counter\n";
    for (std::size_t i = 1; i < counters.by_class.size(); ++i)
        out += "comity_responses_total{class=\"" + std::to_string(i) + "xx\"} " +
               std::to_string(counters.by_class[i]) + "\n";
    add(out, "comity_requests_in_flight", "gauge", "Requests under way.",
        static_cast<double>(counters.in_flight));
    add(out, "comity_connections", "gauge", "Open connections.",
        static_cast<double>(counters.connections));
    add(out, "comity_event_streams", "gauge", "Listeners to live updates.",
        static_cast<double>(counters.event_streams));
    add(out, "comity_waiting_for_worker", "gauge", "Requests that wait for a worker.",
        static_cast<double>(counters.waiting_for_worker));
    add(out, "comity_sent_bytes_total", "counter", "Bytes sent.",
        static_cast<double>(counters.bytes_out));
    add(out, "comity_resident_memory_bytes", "gauge", "Memory of the process.", resident_bytes());
    add(out, "comity_database_bytes", "gauge", "Database on disk, with its logs.",
        static_cast<double>(engine.size_bytes()));
    add(out, "comity_change_sets_total", "counter", "Change sets in the log.",
        static_cast<double>(record::last_change_seq(engine)));
    add_latency(out, counters);
    return out;
}

} // namespace comity::api
