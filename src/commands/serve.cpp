#include "commands/house.h"
#include "commands/outside.h"

#include "api/desk.h"
#include "api/live.h"
#include "api/metrics.h"
#include "base/log.h"
#include "http/server.h"
#include "record/sign_in/identity.h"
#include "record/work/serving.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <pthread.h>

namespace comity::commands {
namespace {

using namespace std::chrono_literals;

constexpr auto grace = 10s;

// Threads made after this leave the signals to wait_for_stop().
sigset_t hold_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void wait_for_stop(const sigset_t& signals)
{
    int signal = 0;
    sigwait(&signals, &signal);
}

std::string host_of(const std::string& listen)
{
    return listen.substr(0, listen.rfind(':'));
}

void greet(record::Engine& engine, const std::string& address)
{
    std::printf("Comity listens on %s\n", address.c_str());
    if (record::is_setup_needed(engine))
        std::printf("Nobody can sign in yet. Set Comity up at %s/setup?code=%s\n", address.c_str(),
                    record::setup_code(engine).c_str());
    std::fflush(stdout);
}

http::Options server_options(const Place& place, const Serve& options, api::Desk& desk)
{
    http::Options server;
    server.listen = options.listen;
    if (options.workers > 0)
        server.worker_threads = static_cast<unsigned>(options.workers);
    server.spool_folder = (std::filesystem::path(place.data) / "arriving").string();
    server.choose_lane = [&desk](const http::Request& request, http::Lane wanted) {
        return api::choose_lane(desk, request, wanted);
    };
    return server;
}

} // namespace

int serve(const Place& place, const Serve& options)
{
    const sigset_t signals = hold_signals();
    House house = open_house(place, {.outside = make_outside(options.outside_allow)});
    api::LiveUpdates live(*house.engine);
    api::Desk desk{*house.engine, live, options.behind_tls};
    http::Router router = api::make_router(desk);
    http::Server* running = nullptr;
    router.add(http::Method::get, "/metrics", http::Lane::slow, [&](const http::Request&) {
        return http::text_response(
            200, api::format_metrics(running->counters(), desk.times, *house.engine));
    });
    http::Server server(server_options(place, options, desk), std::move(router));
    running = &server;
    record::Serving serving(*house.engine);
    server.start();
    greet(*house.engine, "http://" + host_of(options.listen) + ":" + std::to_string(server.port()));
    wait_for_stop(signals);
    log_info("stopping: requests in hand are finished first");
    server.stop(grace);
    return 0;
}

} // namespace comity::commands
