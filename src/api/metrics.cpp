#include "api/metrics.h"

#include "base/version.h"
#include "record/history/changes.h"
#include "record/work/backup_note.h"
#include "record/work/chores.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "record/work/storage.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <unistd.h>

namespace comity::api {
namespace {

constexpr std::size_t most_counted = 100;

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

// A label's value: quotes and backslashes are escaped, as Prometheus wants them.
std::string label_value(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c == '\n' ? ' ' : c;
    }
    return text + "\"";
}

void add_work(std::string& out, record::Engine& engine)
{
    const record::QueueStanding queue = engine.part<record::Queue>().standing();
    add(out, "comity_queue_waiting", "gauge", "Entries of the queue that wait.",
        static_cast<double>(queue.waiting));
    add(out, "comity_queue_set_aside", "gauge", "Entries of the queue that were set aside.",
        static_cast<double>(queue.set_aside));
    add(out, "comity_queue_oldest_seconds", "gauge", "How long the oldest due entry has waited.",
        queue.oldest ? static_cast<double>(now().us - queue.oldest->us) / 1e6 : 0);
    out += "# HELP comity_chore_failures Failures in a row.\n"
           "# TYPE comity_chore_failures gauge\n";
    const auto chores = engine.part<record::Chores>().standings();
    for (const record::ChoreStanding& chore : chores)
        out += "comity_chore_failures{chore=" + label_value(chore.name) + "} " +
               std::to_string(chore.failures) + "\n";
    out += "# HELP comity_chore_ran_seconds When its last run began, since 1970.\n"
           "# TYPE comity_chore_ran_seconds gauge\n";
    for (const record::ChoreStanding& chore : chores)
        if (chore.ran_at)
            out += "comity_chore_ran_seconds{chore=" + label_value(chore.name) + "} " +
                   std::to_string(static_cast<double>(chore.ran_at->us) / 1e6) + "\n";
    std::map<std::string, int> works;
    for (const record::LongWorkStanding& work : engine.part<record::LongWorks>().standings(200))
        ++works[work.state];
    out += "# HELP comity_long_work Long work by state, of the latest.\n"
           "# TYPE comity_long_work gauge\n";
    for (const char* state : {"waiting", "running", "failed"})
        out += "comity_long_work{state=" + label_value(state) + "} " +
               std::to_string(works[state]) + "\n";
    if (const auto backup = record::find_backup_note(engine.data_folder())) {
        add(out, "comity_backup_age_seconds", "gauge", "Since the last backup was made.",
            static_cast<double>(now().us - backup->at.us) / 1e6);
        add(out, "comity_backup_is_well", "gauge", "1 when its check found nothing.",
            backup->is_well);
    }
    out += "# HELP comity_build_info Which program this is.\n# TYPE comity_build_info gauge\n"
           "comity_build_info{version=" +
           label_value(program_version) + "} 1\n";
}

void add_speed(std::string& out, const RouteTimes& times, record::Engine& engine)
{
    out += "# HELP comity_route_p95_seconds Within it 95 of 100 requests were answered.\n"
           "# TYPE comity_route_p95_seconds gauge\n";
    for (const RouteTime* time : times.slowest())
        out += "comity_route_p95_seconds{route=" + label_value(time->route()) + "} " +
               std::to_string(static_cast<double>(time->quantile_us(0.95)) / 1e6) + "\n";
    std::int64_t count = 0, worst_us = 0;
    for (const store::SlowStatement& slow : record::slow_statements(engine, most_counted)) {
        count += slow.count;
        worst_us = std::max(worst_us, slow.worst_us);
    }
    add(out, "comity_slow_statements", "gauge", "Statements of the database that took long.",
        static_cast<double>(count));
    add(out, "comity_slowest_statement_seconds", "gauge", "The worst of them.",
        static_cast<double>(worst_us) / 1e6);
}

} // namespace

std::string format_metrics(const http::Counters& counters, const RouteTimes& times,
                           record::Engine& engine)
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
    add_speed(out, times, engine);
    add_work(out, engine);
    return out;
}

} // namespace comity::api
