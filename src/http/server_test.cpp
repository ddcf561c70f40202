#include "http/test_client.h"

#include "base/error.h"
#include "base/eventually_fixture.h"
#include "base/id.h"
#include "base/json.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace comity::http::test {
namespace {

TEST(Server, AnswersAndKeepsTheConnection)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    for (int i = 0; i < 3; ++i) {
        const Reply reply = client.ask(get("/hello"));
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "hello");
        EXPECT_TRUE(parse_id(reply.header("X-Request-Id")));
        EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
        EXPECT_NE(reply.header("Content-Security-Policy").find("frame-ancestors 'none'"),
                  std::string::npos);
        EXPECT_EQ(reply.header("Date").size(), 29u);
        EXPECT_EQ(reply.header("Cache-Control"), "no-store");
        EXPECT_EQ(reply.header("Connection"), "");
    }
    const Reply last = client.ask(get("/hello", "Connection: close\r\n"));
    EXPECT_EQ(last.header("Connection"), "close");
    bool ended = false;
    client.read_for(2000, &ended);
    EXPECT_TRUE(ended);
    EXPECT_EQ(server->counters().requests, 4u);
    EXPECT_EQ(server->counters().by_class[2], 4u);
    EXPECT_EQ(server->counters().in_flight, 0u);
}

TEST(Server, OldClients)
{
    const auto server = serve(sample_router());
    {
        Client client(server->port());
        const Reply reply = client.ask("GET /hello HTTP/1.0\r\n\r\n");
        EXPECT_EQ(reply.body, "hello");
        EXPECT_EQ(reply.header("Connection"), "close");
    }
    Client client(server->port());
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(client.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                      .header("Connection"),
                  "keep-alive");
}

TEST(Server, HeadOptionsUnknownPathsAndMethods)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply head = client.read_reply(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "5");
    const Reply options = client.ask("OPTIONS /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.header("Allow"), "POST, OPTIONS");
    EXPECT_EQ(options.header("Content-Length"), "");
    EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
    EXPECT_EQ(client.ask("OPTIONS /nothing HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
    const Reply wrong = client.ask(get("/echo"));
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.header("Allow"), "POST, OPTIONS");
    const Reply absent = client.ask(get("/nothing"));
    EXPECT_EQ(absent.status, 404);
    EXPECT_EQ(absent.header("Content-Type"), "application/problem+json");
    const Json problem = parse_json(absent.body);
    EXPECT_EQ(problem.text("cause"), "not_found");
    EXPECT_EQ(problem.text("request_id"), absent.header("X-Request-Id"));
    // A body that nobody reads ends the connection, but the answer arrives.
    EXPECT_EQ(client.ask(post("/nothing", std::string(100'000, 'x'))).status, 404);
}

TEST(Server, PipelinedRequestsAreAnsweredInOrder)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += i % 5 == 0   ? get("/slow?n=" + std::to_string(i))
               : i % 5 == 1 ? post("/echo", "echo " + std::to_string(i)) + "\r\n"
               : i % 5 == 2 ? get("/big?mb=1")
                            : get("/hello");
    all.replace(all.find("/slow?n=45"), 10, "/hello    ");
    all = all.substr(0, all.find("GET /hello    "));
    client.send(all);
    for (int i = 0; i < 45; ++i) {
        const Reply reply = client.read_reply();
        ASSERT_EQ(reply.status, 200) << i;
        if (i % 5 == 0)
            EXPECT_EQ(reply.body, "slow " + std::to_string(i));
        else if (i % 5 == 1)
            EXPECT_EQ(reply.body, "echo " + std::to_string(i));
        else
            EXPECT_EQ(reply.body.size(), i % 5 == 2 ? 1u << 20 : 5u);
    }
}

TEST(Server, RequestsThatArriveByteByByte)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    const std::string chunked =
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
    for (const std::string& request : {get("/hello"), post("/echo", "hello world"), chunked}) {
        for (const char c : request)
            client.send(std::string_view(&c, 1));
        EXPECT_EQ(client.read_reply().status, 200);
    }
}

TEST(Server, ChunkedBodies)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n";
    EXPECT_EQ(client.ask(head + "5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n").body,
              "hello0123456789");
    EXPECT_EQ(client.ask(head + "0\r\n\r\n").body, "");
    EXPECT_EQ(client.ask(head + "1\r\nx\r\n0\r\nTrailer: is dropped\r\n\r\n").body, "x");
    std::string big = head;
    for (int i = 0; i < 500; ++i)
        big += "3e8\r\n" + std::string(1000, static_cast<char>('a' + i % 26)) + "\r\n";
    const Reply reply = client.ask(big + "0\r\n\r\n" + get("/hello"));
    EXPECT_EQ(reply.body.size(), 500'000u);
    EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(Server, ContinueIsSaidOnceAndOnlyWhenWanted)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: "
                "100-continue\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 100);
    EXPECT_EQ(client.ask("hello").body, "hello");
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\nExpect: "
                "100-continue\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 413);
    Client other(server->port());
    EXPECT_EQ(other.ask(post("/echo", "x", "Expect: something\r\n")).status, 417);
}

TEST(Server, AnExceptionIsA500AndNoMore)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    const Reply reply = client.ask(get("/throw"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("on purpose"), std::string::npos);
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(Server, AHeaderCannotSplitAnAnswer)
{
    Router router = sample_router();
    router.add(Method::get, "/split", Lane::quick, [](const Request& request) {
        return text_response(200, "x").with("X-Name", std::string(*request.find("name")));
    });
    const auto server = serve(std::move(router));
    Client client(server->port());
    EXPECT_EQ(client.ask(get("/split?name=a")).header("X-Name"), "a");
    const Reply reply = client.ask(get("/split?name=a%0d%0aSet-Cookie:%20x=y"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.header("Set-Cookie"), "");
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(Server, TheLaneCanBeChosenByTheRequest)
{
    Options options = small_options();
    options.choose_lane = [](const Request& request, Lane lane) {
        return request.path == "/where" ? Lane::slow : lane;
    };
    Router router;
    std::thread::id there;
    router.add(Method::get, "/here", Lane::quick, [&](const Request&) {
        there = std::this_thread::get_id();
        return empty_response();
    });
    router.add(Method::get, "/where", Lane::quick, [&](const Request&) {
        return text_response(200, std::this_thread::get_id() == there ? "loop" : "worker");
    });
    const auto server = serve(std::move(router), options);
    Client client(server->port());
    EXPECT_EQ(client.ask(get("/here")).status, 204);
    EXPECT_EQ(client.ask(get("/where")).body, "worker");
}

TEST(Server, TooManySlowRequestsAreTurnedAway)
{
    Options options = small_options();
    options.limits.worker_queue = 3;
    const auto server = serve(sample_router(), options);
    std::vector<Client> clients;
    for (int i = 0; i < 12; ++i)
        clients.emplace_back(server->port()).send(get("/slow"));
    int fine = 0;
    int refused = 0;
    for (Client& client : clients) {
        const Reply reply = client.read_reply();
        fine += reply.status == 200;
        refused += reply.status == 503 && reply.header("Retry-After") == "1";
        EXPECT_EQ(client.ask(get("/hello")).status, 200); // and the connection goes on
    }
    EXPECT_EQ(fine + refused, 12);
    EXPECT_GE(fine, 3);
    EXPECT_GE(refused, 5);
}

TEST(Server, UploadsAreSpooledAndRemoved)
{
    Options options = small_options();
    options.spool_folder = testing::TempDir() + "spool-" + format_id(make_id());
    options.limits.upload_bytes = 64 << 20;
    options.admit_upload = [](const Request& request) -> std::optional<Response> {
        if (request.has_header("X-Stranger"))
            return text_response(401, "no");
        return std::nullopt;
    };
    const auto server = serve(sample_router(), options);
    Client client(server->port());
    const std::string big = "start" + std::string(40 << 20, 'x');
    EXPECT_EQ(client.ask(post("/upload", big)).body,
              std::to_string(big.size()) + " startxxxxxxxxxxx");
    EXPECT_EQ(client.ask(post("/upload", "small")).body, "5 small");
    EXPECT_EQ(client.ask(post("/upload", "")).body, "0 ");
    EXPECT_EQ(client
                  .ask("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "5\r\nhello\r\n0\r\n\r\n")
                  .body,
              "5 hello");
    EXPECT_EQ(client
                  .ask("POST /upload HTTP/1.1\r\nHost: x\r\nX-Stranger: 1\r\nContent-Length: "
                       "5000000\r\n\r\n")
                  .status,
              401);
    {
        Client half(server->port());
        half.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" +
                  std::string(1'000'000, 'x'));
    }
    EXPECT_TRUE(eventually([&] { return std::filesystem::is_empty(options.spool_folder); }));
    std::filesystem::remove_all(options.spool_folder);
}

TEST(Server, AFullDiskIsAnAnswer)
{
    Options options = small_options();
    options.spool_folder = testing::TempDir() + "spool-" + format_id(make_id());
    const auto server = serve(sample_router(), options);
    std::filesystem::remove_all(options.spool_folder);
    Client client(server->port());
    const Reply reply = client.ask(post("/upload", std::string(1'000'000, 'x')));
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(parse_json(reply.body).text("cause"), "unavailable");
}

TEST(Server, AnAddressThatIsTakenIsAnError)
{
    const auto server = serve(sample_router());
    Options options = small_options();
    options.listen = "127.0.0.1:" + std::to_string(server->port());
    EXPECT_THROW(serve(sample_router(), options), Error);
    for (const char* bad : {"", "8080", "127.0.0.1:", ":80", "nowhere.invalid:1", "127.0.0.1:x"}) {
        options.listen = bad;
        EXPECT_THROW(serve(sample_router(), options), Error) << bad;
    }
}

} // namespace
} // namespace comity::http::test
