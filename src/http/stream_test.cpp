// Long answers in pieces, streams of events, and the end of the server.
#include "base/eventually_fixture.h"
#include "http/events.h"
#include "http/test_client.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace comity::http::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Counts its pieces, so that a test sees how far ahead of the reader it runs.
Router producing_router(std::atomic<int>& pieces)
{
    Router router = sample_router();
    router.add(Method::get, "/export", Lane::slow, [&pieces](const Request& request) {
        const int most = std::atoi(std::string(*request.find("pieces")).c_str());
        return stream_response(
            "text/csv",
            [&pieces, most, i = 0](std::string& out) mutable {
                out.append(32 * 1024, static_cast<char>('a' + i % 26));
                ++pieces;
                return ++i < most;
            },
            "deals ä.csv");
    });
    router.add(Method::get, "/broken", Lane::slow, [](const Request&) {
        return stream_response("text/csv", [i = 0](std::string& out) mutable {
            out = std::string(40'000, 'x');
            if (++i > 3)
                throw std::runtime_error("the database has gone");
            return true;
        });
    });
    router.add(Method::get, "/nothing-to-export", Lane::slow, [](const Request&) {
        return stream_response("text/csv", [](std::string&) { return false; });
    });
    router.add(Method::get, "/short", Lane::slow,
               [](const Request&) { return text_response(200, "short"); });
    return router;
}

TEST(Producer, PiecesBecomeOneBody)
{
    std::atomic<int> pieces = 0;
    const auto server = serve(producing_router(pieces));
    Client client(server->port());
    const Reply reply = client.ask(get("/export?pieces=50"));
    EXPECT_TRUE(reply.is_whole);
    EXPECT_EQ(reply.body.size(), 50u * 32 * 1024);
    EXPECT_EQ(reply.header("Content-Disposition"), "attachment; filename=\"deals___.csv\"");
    const Reply empty = client.ask(get("/nothing-to-export"));
    EXPECT_TRUE(empty.is_whole);
    EXPECT_EQ(empty.body, "");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
    client.send("HEAD /export?pieces=5 HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read_reply(true).status, 200);
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
    Client old(server->port());
    EXPECT_EQ(old.ask("GET /export?pieces=3 HTTP/1.0\r\n\r\n").body.size(), 3u * 32 * 1024);
}

TEST(Producer, WaitsForASlowReader)
{
    std::atomic<int> pieces = 0;
    Options options = small_options();
    options.worker_threads = 1;
    const auto server = serve(producing_router(pieces), options);
    Client client(server->port());
    client.set_receive_buffer(128 * 1024);
    client.send(get("/export?pieces=1000"));
    ASSERT_TRUE(eventually([&] { return pieces > 0; }));
    // There is one thread for the pieces and for these, and pieces come first: whoever did not wait
    // for the reader would have made a piece between any two of them.
    Client other(server->port());
    for (int i = 0; i < 3000; ++i)
        ASSERT_EQ(other.ask(get("/short")).status, 200);
    EXPECT_LT(pieces, 300); // what the kernel takes, of 32 MB
    const Reply reply = client.read_reply();
    EXPECT_TRUE(reply.is_whole);
    EXPECT_EQ(reply.body.size(), 1000u * 32 * 1024);
}

TEST(Producer, AFailureIsSeenByTheClient)
{
    std::atomic<int> pieces = 0;
    const auto server = serve(producing_router(pieces));
    Client client(server->port());
    const Reply reply = client.ask(get("/broken"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_FALSE(reply.is_whole);
}

TEST(Producer, EndsWhenTheClientGoes)
{
    std::atomic<int> pieces = 0;
    const auto server = serve(producing_router(pieces));
    {
        Client client(server->port());
        client.send(get("/export?pieces=100000"));
        client.read_until("\r\n\r\n");
    }
    EXPECT_TRUE(eventually([&] { return server->counters().connections == 0; }));
    EXPECT_LT(pieces, 100'000);
}

// All the listeners, as the desk would keep them.
struct Hub {
    std::mutex mutex;
    std::vector<std::shared_ptr<EventChannel>> channels;
    EventChannel::Limits limits;

    Router router()
    {
        Router router = sample_router();
        router.add(Method::get, "/events", Lane::quick, [this](const Request&) {
            auto channel = std::make_shared<EventChannel>(limits);
            channel->send(std::make_shared<const std::string>(format_event("1", "", "first")));
            std::lock_guard lock(mutex);
            channels.push_back(channel);
            return event_response(channel);
        });
        return router;
    }
    void send_all(const std::string& text)
    {
        const auto bytes = std::make_shared<const std::string>(text);
        std::lock_guard lock(mutex);
        for (const auto& channel : channels)
            channel->send(bytes);
    }
    int gone()
    {
        std::lock_guard lock(mutex);
        return static_cast<int>(
            std::ranges::count_if(channels, [](const auto& one) { return !one->is_open(); }));
    }
    bool wait_for_gone(int count)
    {
        return eventually([&] { return gone() >= count; }) && gone() == count;
    }
};

// A heartbeat may come between any two.
std::string next_event(Client& client)
{
    std::string event;
    do
        event = client.read_until("\n\n");
    while (event == ":\n\n");
    return event;
}

TEST(Events, AreSentInOrderWithHeartbeats)
{
    Hub hub;
    Options options = small_options();
    options.limits.heartbeat = milliseconds(150);
    const auto server = serve(hub.router(), options);
    Client client(server->port());
    client.send(get("/events"));
    const std::string head = client.read_until("\r\n\r\n");
    EXPECT_NE(head.find("Content-Type: text/event-stream"), std::string::npos);
    EXPECT_EQ(next_event(client), "id: 1\ndata: first\n\n");
    for (int i = 0; i < 100; ++i)
        hub.send_all(format_event(std::to_string(i), "change", "{}"));
    for (int i = 0; i < 100; ++i)
        ASSERT_EQ(next_event(client), "id: " + std::to_string(i) + "\nevent: change\ndata: {}\n\n");
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
    EXPECT_EQ(server->counters().event_streams, 1u);
    hub.channels[0]->close();
    bool ended = false;
    client.read_for(60'000, &ended);
    EXPECT_TRUE(ended);
    EXPECT_FALSE(hub.channels[0]->is_open());
}

TEST(Events, TheDeskHearsWhenAListenerGoes)
{
    Hub hub;
    const auto server = serve(hub.router());
    {
        Client client(server->port());
        client.send(get("/events"));
        client.read_until("first");
        client.send("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n"); // ignored: nothing follows
    }
    EXPECT_TRUE(hub.wait_for_gone(1));
    EXPECT_FALSE(hub.channels[0]->send(std::make_shared<const std::string>("x")));
    Client head(server->port());
    head.send("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(head.read_reply(true).status, 200);
    EXPECT_TRUE(hub.wait_for_gone(2));
}

TEST(Events, AListenerThatDoesNotReadIsReset)
{
    Hub hub;
    hub.limits = {.events = 20, .bytes = 1 << 20};
    Options options = small_options();
    options.limits.write = milliseconds(600'000); // that is not what ends it
    const auto server = serve(hub.router(), options);
    Client slow(server->port());
    slow.send(get("/events"));
    slow.read_until("first");
    Client fast(server->port());
    fast.send(get("/events"));
    fast.read_until("first");
    const std::string event = format_event("", "change", std::string(5000, 'x'));
    for (int i = 0; i < 300; ++i) {
        hub.send_all(event);
        fast.read_until("xxx\n\n");
    }
    EXPECT_FALSE(hub.channels[0]->is_open());
    EXPECT_TRUE(hub.channels[1]->is_open());
    const std::string all = slow.read_until("event: reset");
    EXPECT_NE(all, "");
    bool ended = false;
    slow.read_for(60'000, &ended);
    EXPECT_TRUE(ended);
}

std::size_t resident_now_kb()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4;
}

TEST(Events, AThousandListenersHearAtOnce)
{
    constexpr int many = 1000;
    Hub hub;
    Options options = small_options();
    options.io_threads = 2;
    const auto server = serve(hub.router(), options);
    std::vector<Client> clients;
    clients.reserve(many);
    EXPECT_EQ(Client(server->port()).ask(get("/hello")).status, 200);
    const std::size_t before = resident_now_kb();
    for (int i = 0; i < many; ++i) {
        clients.emplace_back(server->port()).send(get("/events"));
        clients.back().read_until("first\n\n");
    }
    const std::size_t after = resident_now_kb();
    const auto start = Clock::now();
    hub.send_all(format_event("2", "change", "everybody"));
    for (Client& client : clients)
        ASSERT_EQ(client.read_until("\n\n"), "id: 2\nevent: change\ndata: everybody\n\n");
    const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    std::printf("%d listeners, %.1f KB each, heard after %d ms\n", many,
                static_cast<double>(after - before) / many, static_cast<int>(took.count()));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT((after - before) / many, 50u);
#endif
    server->stop(milliseconds(1000));
    EXPECT_EQ(hub.gone(), many);
}

TEST(Events, ManySendersAndGoingListeners)
{
    Hub hub;
    Options options = small_options();
    options.io_threads = 2;
    const auto server = serve(hub.router(), options);
    std::atomic<bool> is_over = false;
    std::vector<std::thread> senders;
    for (int i = 0; i < 3; ++i)
        senders.emplace_back([&] {
            while (!is_over) {
                hub.send_all(format_event("3", "change", "x"));
                std::this_thread::sleep_for(milliseconds(1));
            }
        });
    for (int round = 0; round < 20; ++round) {
        std::vector<Client> clients;
        for (int i = 0; i < 10; ++i)
            clients.emplace_back(server->port()).send(get("/events"));
        for (Client& client : clients)
            EXPECT_NE(client.read_until("change"), "");
    }
    EXPECT_TRUE(hub.wait_for_gone(200));
    {
        Client last(server->port());
        last.send(get("/events"));
        last.read_until("first");
        server->stop(milliseconds(0));
    }
    is_over = true;
    for (std::thread& sender : senders)
        sender.join();
}

bool is_turned_away(int port)
{
    try {
        const Client client(port);
        return false;
    } catch (const std::runtime_error&) {
        return true;
    }
}

TEST(Stop, FinishesWhatIsInHand)
{
    std::promise<void> may_end;
    Router router = sample_router();
    router.add(Method::get, "/held", Lane::slow,
               [end = may_end.get_future().share()](const Request&) {
                   end.wait();
                   return text_response(200, "held");
               });
    const auto server = serve(std::move(router));
    Client idle(server->port());
    idle.ask(get("/hello"));
    Client busy(server->port());
    busy.send(get("/held"));
    EXPECT_TRUE(eventually([&] { return server->counters().in_flight > 0; }));
    constexpr milliseconds grace = std::chrono::hours(1);
    const auto start = Clock::now();
    std::thread stopper([&] { server->stop(grace); });
    EXPECT_TRUE(eventually([&] { return is_turned_away(server->port()); })); // it has begun
    may_end.set_value();
    const Reply reply = busy.read_reply();
    EXPECT_EQ(reply.body, "held");
    EXPECT_EQ(reply.header("Connection"), "close");
    stopper.join();
    EXPECT_LT(Clock::now() - start, grace); // it does not wait for the end of its time
    bool ended = false;
    idle.read_for(60'000, &ended);
    EXPECT_TRUE(ended);
    EXPECT_THROW(Client{server->port()}, std::runtime_error);
    EXPECT_EQ(server->counters().connections, 0u);
}

TEST(Stop, CutsWhatTakesLongerThanTheGrace)
{
    std::atomic<int> pieces = 0;
    const auto server = serve(producing_router(pieces));
    Client client(server->port());
    client.set_receive_buffer(4096);
    client.send(get("/export?pieces=100000"));
    client.read_until("\r\n\r\n");
    Client half(server->port());
    half.send("GET /hello");
    std::vector<Client> waiting;
    for (int i = 0; i < 10; ++i)
        waiting.emplace_back(server->port()).send(get("/slow"));
    ASSERT_TRUE(eventually([&] { return server->counters().in_flight > 0; }));
    server->stop(milliseconds(150)); // does not wait for the export, which nobody reads
    EXPECT_FALSE(client.read_reply().is_whole);
    EXPECT_EQ(server->counters().in_flight, 0u);
}

} // namespace
} // namespace comity::http::test
