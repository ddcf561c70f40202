#pragma once
// The door: an HTTP/1.1 server for one address.
//
// A few threads own the connections; every connection belongs to one of them for life. Requests of
// quick routes are answered right there, those of slow routes by the workers. What is malformed,
// too slow or too large is refused here, as application/problem+json with `Connection: close`.
// start, stop and the destructor belong to one thread; port and counters are for any.

#include "http/router.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace comity::http {

struct Limits {
    std::size_t target_bytes = 8 * 1024;
    std::size_t head_bytes = 16 * 1024;
    std::size_t headers = 100;
    std::uint64_t body_bytes = 1024 * 1024;
    std::uint64_t upload_bytes = 512ull * 1024 * 1024;
    std::uint64_t all_bodies_bytes = 128ull * 1024 * 1024; // in memory at once; beyond it 503
    std::size_t connections = 12'000;
    std::size_t worker_queue = 1'024; // requests that wait for a worker; more get 503

    std::chrono::milliseconds head{10'000}; // from a request's first byte to the end of its head
    std::chrono::milliseconds idle{75'000}; // between requests
    std::chrono::milliseconds body{10'000}; // in each such span a body brings at least body_step
    std::uint64_t body_step_bytes = 4 * 1024;
    std::chrono::milliseconds write{30'000};     // without the client taking a single byte
    std::chrono::milliseconds linger{2'000};     // reading on after a refusal, so that it arrives
    std::chrono::milliseconds heartbeat{15'000}; // of event streams
};

struct Options {
    std::string listen = "127.0.0.1:8080"; // "host:port", "[::1]:8080"; port 0 takes a free one
    unsigned io_threads = 0;               // 0: one for each core, at most 4
    unsigned worker_threads = 32;
    Limits limits;
    std::string spool_folder; // for uploads; made when missing; "" is the system's temporary folder

    // May move a request to the other lane (on PostgreSQL everything is slow).
    std::function<Lane(const Request&, Lane)> choose_lane;
    // Asked for upload routes when the head is there and the body is not; an answer refuses the
    // upload before a byte of it is read. Runs on the connection's thread.
    std::function<std::optional<Response>(const Request&)> admit_upload;
};

// What the door has counted since the start.
struct Counters {
    // Upper bounds of the latency buckets; the last bucket has none. From the end of the head (slow
    // uploads count) to the answer's being ready.
    static constexpr std::array<std::uint64_t, 14> bounds_us{
        100,    250,    500,     1'000,   2'500,     5'000,     10'000,
        25'000, 50'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};

    std::uint64_t requests = 0;              // answered
    std::array<std::uint64_t, 6> by_class{}; // [2] are the 2xx
    std::uint64_t refused = 0;               // by the door itself
    std::uint64_t accepted = 0;              // connections
    std::uint64_t turned_away = 0;           // connections beyond the limit
    std::uint64_t bytes_out = 0;
    std::uint64_t in_flight = 0;             // now
    std::uint64_t connections = 0;           // now
    std::uint64_t event_streams = 0;         // now
    std::uint64_t waiting_for_worker = 0;    // now
    std::array<std::uint64_t, 15> latency{}; // requests in each bucket, not cumulated
    std::uint64_t latency_sum_us = 0;
};

class Server {
public:
    Server(Options options, Router router);
    ~Server(); // stops without grace
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Binds and serves. Error{unavailable} when the address is taken or is none.
    void start();
    int port() const;
    // Stops accepting, closes idle connections and event streams, lets requests in hand finish
    // until the grace is over, then cuts them. Returns when no Answer or Producer runs any more.
    void stop(std::chrono::milliseconds grace);

    Counters counters() const;

private:
    class Door;
    std::unique_ptr<Door> m_door;
};

} // namespace comity::http
