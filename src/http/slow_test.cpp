// Clients that take their time, on purpose or not, and many of them.
#include "http/test_client.h"

#include "base/error.h"
#include "base/eventually_fixture.h"
#include "base/json.h"

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace comity::http::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

milliseconds time_of(const std::function<void()>& work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

TEST(Slow, HalfAHeadIsRefusedInTime)
{
    const auto server = serve(sample_router(), hasty_options());
    Client client(server->port());
    client.send("GET /hello HTTP/1.1\r\nHost: x\r\n");
    Reply reply;
    const auto took = time_of([&] { reply = client.read_reply(); });
    EXPECT_EQ(reply.status, 408);
    EXPECT_EQ(parse_json(reply.body).text("cause"), name_of(Cause::malformed));
    EXPECT_GE(took.count(), 290);
}

TEST(Slow, ADripOfHeadersDoesNotHelp)
{
    const auto server = serve(sample_router(), hasty_options());
    Client client(server->port());
    bool is_open = client.send("GET /hello HTTP/1.1\r\n");
    bool ended = false;
    std::string said;
    while (is_open && !ended) {
        is_open = client.send("X: y\r\n");
        said += client.read_for(20, &ended);
    }
    EXPECT_NE(said.find(" 408 "), std::string::npos);
}

TEST(Slow, IdleConnectionsEndSilently)
{
    const auto server = serve(sample_router(), hasty_options());
    Client never(server->port());
    Client once(server->port());
    EXPECT_EQ(once.ask(get("/hello")).status, 200);
    bool ended = false;
    EXPECT_EQ(never.read_for(60'000, &ended), "");
    EXPECT_TRUE(ended);
    EXPECT_EQ(once.read_for(60'000, &ended), "");
    EXPECT_TRUE(ended);
    EXPECT_TRUE(eventually([&] { return server->counters().connections == 0; }));
}

TEST(Slow, ABodyThatStallsIsRefusedOneThatGoesOnIsNot)
{
    Options options = hasty_options();
    options.limits.body_step_bytes = 100;
    options.limits.body = milliseconds(2000);
    const auto server = serve(sample_router(), options);
    Client stalled(server->port());
    stalled.send(post("/echo", std::string(2000, 'x')).substr(0, 500));
    Client dripping(server->port());
    dripping.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    Client going(server->port());
    going.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 18000\r\n\r\n");
    for (int i = 0; i < 180; ++i) { // longer than a body may stand still
        going.send(std::string(100, 'x'));
        dripping.send("x");
        std::this_thread::sleep_for(milliseconds(15));
    }
    EXPECT_EQ(going.read_reply().status, 200);
    EXPECT_EQ(stalled.read_reply().status, 408);
    EXPECT_EQ(dripping.read_reply().status, 408);
}

// One loop, 200 requests in one piece. Without turns the other is answered after all of them.
TEST(Slow, ManyRequestsInOnePieceLetOthersTakeTheirTurn)
{
    std::atomic<int> done = 0;
    Router router = sample_router();
    router.add(Method::get, "/busy", Lane::quick, [&done](const Request&) {
        std::this_thread::sleep_for(milliseconds(5));
        ++done;
        return text_response(200, "done");
    });
    const auto server = serve(std::move(router));
    Client greedy(server->port());
    std::string burst;
    for (int i = 0; i < 200; ++i)
        burst += get("/busy");
    greedy.send(burst);
    ASSERT_TRUE(eventually([&] { return done > 0; }));
    Client other(server->port());
    EXPECT_EQ(other.ask(get("/hello")).status, 200);
    EXPECT_LT(done, 200);
    for (int i = 0; i < 200; ++i)
        ASSERT_EQ(greedy.read_reply().body, "done") << i;
}

TEST(Slow, AClientThatDoesNotReadIsCut)
{
    const auto server = serve(sample_router(), hasty_options());
    Client client(server->port());
    client.set_receive_buffer(4096);
    client.send(get("/big?mb=20"));
    EXPECT_NE(client.read_until("\r\n\r\n"), "");
    EXPECT_TRUE(eventually([&] { return server->counters().connections == 0; }));
}

TEST(Slow, AClientThatReadsSlowlyGetsItAll)
{
    Options options = hasty_options();
    options.limits.write = milliseconds(1500);
    const auto server = serve(sample_router(), options);
    Client client(server->port());
    client.set_receive_buffer(128 * 1024);
    client.send(get("/big?mb=16"));
    std::size_t got = 0;
    const auto start = Clock::now();
    std::vector<char> room(64 * 1024);
    while (got < (16u << 20)) {
        const ssize_t n = ::read(client.socket(), room.data(), room.size());
        ASSERT_GT(n, 0) << got;
        got += static_cast<std::size_t>(n);
        if (Clock::now() - start < milliseconds(2500))
            std::this_thread::sleep_for(milliseconds(40));
    }
    EXPECT_GT(Clock::now() - start, milliseconds(2400));
}

TEST(Slow, FortyFiveHalfOpenConnectionsDisturbNobody)
{
    Options options = hasty_options();
    options.limits.head = options.limits.body = milliseconds(600'000);
    const auto server = serve(sample_router(), options);
    std::vector<Client> half;
    for (int i = 0; i < 45; ++i)
        half.emplace_back(server->port())
            .send(i % 3 == 0   ? "GET /hello HTTP/1.1\r\n"
                  : i % 3 == 1 ? "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx"
                               : "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx");
    Client client(server->port());
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(client.ask(get("/hello")).status, 200);
    EXPECT_EQ(client.ask(get("/slow")).status, 200);
    EXPECT_EQ(server->counters().connections, 46u); // all of them still wait
}

TEST(Slow, BeyondTheLimitClientsAreTurnedAway)
{
    Options options = hasty_options();
    options.limits.connections = 5;
    options.limits.idle = milliseconds(600'000);
    const auto server = serve(sample_router(), options);
    std::vector<Client> clients;
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(clients.emplace_back(server->port()).ask(get("/hello")).status, 200);
    Client more(server->port());
    EXPECT_NE(more.read_for(60'000).find(" 503 "), std::string::npos);
    clients.pop_back();
    EXPECT_TRUE(eventually([&] { return server->counters().connections <= 4; }));
    EXPECT_EQ(Client(server->port()).ask(get("/hello")).status, 200);
    EXPECT_EQ(server->counters().turned_away, 1u);
}

std::size_t resident_kb()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4;
}

TEST(Slow, ThousandsOfIdleConnections)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    // Both ends are in this process, and the system sets the ceiling.
    const std::size_t many = std::min<std::size_t>(9'500, (limit.rlim_max - 200) / 2);
    Options options = hasty_options();
    options.io_threads = 2;
    options.limits.idle = milliseconds(600'000);
    const auto server = serve(sample_router(), options);
    std::vector<Client> clients;
    clients.reserve(many);
    const std::size_t before = resident_kb();
    for (std::size_t i = 0; i < many; ++i)
        ASSERT_EQ(clients.emplace_back(server->port()).ask(get("/hello")).status, 200);
    const std::size_t after = resident_kb();
    RecordProperty("idle_connections", static_cast<int>(many));
    std::printf("%zu idle connections, %.1f KB each with the client's side\n", many,
                static_cast<double>(after - before) / static_cast<double>(many));
    EXPECT_EQ(server->counters().connections, many);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT((after - before) / many, 6u);
#endif
    Client late(server->port());
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(late.ask(get("/hello")).status, 200);
    EXPECT_EQ(server->counters().connections, many + 1);
}

} // namespace
} // namespace comity::http::test
