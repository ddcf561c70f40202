// What strangers send on purpose: smuggling, limits, nonsense.
#include "http/test_client.h"

#include "base/error.h"
#include "base/json.h"

#include <gtest/gtest.h>

namespace comity::http::test {
namespace {

struct Case {
    const char* name;
    std::string bytes;
    int status;
};

std::ostream& operator<<(std::ostream& out, const Case& one)
{
    return out << one.name;
}

std::string with_body(std::string_view headers, std::string_view body = "",
                      std::string_view version = "HTTP/1.1")
{
    return "POST /echo " + std::string(version) + "\r\nHost: x\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

std::string with_chunks(std::string_view chunks)
{
    return with_body("Transfer-Encoding: chunked\r\n", chunks);
}

std::vector<Case> framing_cases()
{
    return {
        {"te_gzip", with_body("Transfer-Encoding: gzip\r\n"), 400},
        {"te_gzip_and_length",
         with_body("Transfer-Encoding: gzip\r\nContent-Length: 5\r\n", "hello"), 400},
        {"te_gzip_chunked", with_body("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
        {"te_chunked_chunked", with_body("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
         400},
        {"te_twice",
         with_body("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400},
        {"te_twice_identity",
         with_body("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         400},
        {"te_then_length",
         with_body("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400},
        {"length_then_te",
         with_body("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"te_on_10", with_body("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "HTTP/1.0"), 400},
        {"te_vertical_tab", with_body("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n"), 400},
        {"te_space_before_colon", with_body("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
        {"te_xchunked", with_body("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
        {"te_empty", with_body("Transfer-Encoding:\r\n", ""), 400},
        {"te_parameter", with_body("Transfer-Encoding: chunked;a=b\r\n", "0\r\n\r\n"), 400},
        {"te_quoted", with_body("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 400},
        {"length_twice", with_body("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"length_twice_differing", with_body("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
         400},
        {"length_list", with_body("Content-Length: 5, 5\r\n", "hello"), 400},
        {"length_negative", with_body("Content-Length: -5\r\n", "hello"), 400},
        {"length_plus", with_body("Content-Length: +5\r\n", "hello"), 400},
        {"length_hex", with_body("Content-Length: 0x5\r\n", "hello"), 400},
        {"length_text", with_body("Content-Length: five\r\n", "hello"), 400},
        {"length_empty", with_body("Content-Length:\r\n", "hello"), 400},
        {"length_overflow", with_body("Content-Length: 18446744073709551621\r\n", "hello"), 400},
        {"length_too_large", with_body("Content-Length: 18446744073709551615\r\n", "hello"), 413},
        {"chunk_extension", with_chunks("5;a=b\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_extension_quoted", with_chunks("5;a=\"b;\"\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_extension_bare", with_chunks("5;a\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_extension_last", with_chunks("5\r\nhello\r\n0;a=b\r\n\r\n"), 400},
        {"chunk_size_0x", with_chunks("0x5\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_size_negative", with_chunks("-5\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_size_overflow", with_chunks("10000000000000005\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_size_huge", with_chunks("ffffffffffffffff\r\n" + std::string(1'100'000, 'x')), 413},
        {"chunk_size_empty", with_chunks("\r\nhello\r\n0\r\n\r\n"), 400},
        {"chunk_bare_feed", with_chunks("5\nhello\n0\n\n"), 400},
        {"chunk_too_long_data", with_chunks("5\r\nhello!\r\n0\r\n\r\n"), 400},
        {"chunk_line_endless", with_chunks(std::string(9000, '0')), 400},
        {"chunk_trailer_endless", with_chunks("0\r\nX: " + std::string(9000, 'y')), 400},
        {"chunk_trailer_length", with_chunks("0\r\nContent-Length: 5\r\n\r\n"), 400},
        {"chunked_too_large",
         with_chunks("180000\r\n" + std::string(0x180000, 'x') + "\r\n0\r\n\r\n"), 413},
    };
}

std::vector<Case> head_cases()
{
    const std::string end = "\r\n\r\n";
    std::string many = "GET /hello HTTP/1.1\r\nHost: x\r\n";
    for (int i = 0; i < 101; ++i)
        many += "X" + std::to_string(i) + ": y\r\n";
    using namespace std::string_literals;
    return {
        {"no_host", "GET /hello HTTP/1.1" + end, 400},
        {"two_hosts", "GET /hello HTTP/1.1\r\nHost: x\r\nHost: x" + end, 400},
        {"two_hosts_on_10", "GET /hello HTTP/1.0\r\nHost: x\r\nHost: y" + end, 400},
        {"host_empty", "GET /hello HTTP/1.1\r\nHost:" + end, 400},
        {"host_nonsense", "GET /hello HTTP/1.1\r\nHost: a b" + end, 400},
        {"host_user", "GET /hello HTTP/1.1\r\nHost: x@y" + end, 400},
        {"absolute_other_host", "GET http://y/hello HTTP/1.1\r\nHost: x" + end, 400},
        {"absolute_no_path", "GET http://x HTTP/1.1\r\nHost: x" + end, 400},
        {"absolute_same_host", "GET http://X/hello HTTP/1.1\r\nHost: x" + end, 200},
        {"absolute_ftp", "GET ftp://x/hello HTTP/1.1\r\nHost: x" + end, 400},
        {"authority_form", "GET x:80 HTTP/1.1\r\nHost: x" + end, 400},
        {"asterisk_get", "GET * HTTP/1.1\r\nHost: x" + end, 400},
        {"fold", "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\r\n c" + end, 400},
        {"fold_tab", "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc" + end, 400},
        {"fold_first", "GET /hello HTTP/1.1\r\n Host: x" + end, 400},
        {"nul_in_header", "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"s, 400},
        {"nul_in_target", "GET /he\0llo HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
        {"control_in_header", "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\x01" + end, 400},
        {"delete_in_header", "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\x7f" + end, 400},
        {"control_in_target", "GET /he\x01llo HTTP/1.1\r\nHost: x" + end, 400},
        {"space_in_target", "GET /he llo HTTP/1.1\r\nHost: x" + end, 400},
        {"bad_escape", "GET /%zz HTTP/1.1\r\nHost: x" + end, 400},
        {"escaped_nul", "GET /%00 HTTP/1.1\r\nHost: x" + end, 400},
        {"not_utf8", "GET /%ff HTTP/1.1\r\nHost: x" + end, 400},
        {"bare_feed", "GET /hello HTTP/1.1\nHost: x\n\n", 400},
        {"bare_feed_in_header", "GET /hello HTTP/1.1\r\nHost: x\nA: b" + end, 400},
        {"bare_return", "GET /hello HTTP/1.1\r\nHost: x\rA: b" + end, 400},
        {"no_colon", "GET /hello HTTP/1.1\r\nHost: x\r\nnonsense" + end, 400},
        {"empty_name", "GET /hello HTTP/1.1\r\nHost: x\r\n: b" + end, 400},
        {"space_in_name", "GET /hello HTTP/1.1\r\nHost: x\r\nA b: c" + end, 400},
        {"connect", "CONNECT x:80 HTTP/1.1\r\nHost: x" + end, 405},
        {"trace", "TRACE /hello HTTP/1.1\r\nHost: x" + end, 405},
        {"unknown_method", "BREW /hello HTTP/1.1\r\nHost: x" + end, 501},
        {"lower_case_method", "get /hello HTTP/1.1\r\nHost: x" + end, 400},
        {"version_2", "GET /hello HTTP/2.0\r\nHost: x" + end, 505},
        {"version_12", "GET /hello HTTP/1.2\r\nHost: x" + end, 505},
        {"version_09", "GET /hello\r\n\r\n", 400},
        {"http2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"tls_hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
        {"long_target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x" + end, 414},
        {"endless_target", "GET /" + std::string(30'000, 'a'), 414},
        {"large_header", "GET /hello HTTP/1.1\r\nHost: x\r\nA: " + std::string(20'000, 'b') + end,
         431},
        {"endless_headers", "GET /hello HTTP/1.1\r\nHost: x\r\nA: " + std::string(20'000, 'b'),
         431},
        {"many_headers", many + "\r\n", 431},
        {"good", get("/hello"), 200},
        {"good_after_empty_line", "\r\n" + get("/hello"), 200},
    };
}

class Abuse : public testing::TestWithParam<Case> {};

TEST_P(Abuse, IsAnsweredOnceAndEnds)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    // What follows must not be taken for a request of its own.
    const bool is_good = GetParam().status == 200;
    client.send(GetParam().bytes);
    if (!is_good)
        client.send(get("/hello"));
    const Reply reply = client.read_reply();
    EXPECT_EQ(reply.status, GetParam().status) << reply.head << reply.body;
    if (is_good)
        return;
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(reply.header("Connection"), "close");
    const Json problem = parse_json(reply.body);
    const bool is_size = reply.status == 413 || reply.status == 414 || reply.status == 431;
    EXPECT_EQ(problem.text("cause"), name_of(is_size ? Cause::too_large : Cause::malformed));
    bool ended = false;
    EXPECT_EQ(client.read_for(5000, &ended), "");
    EXPECT_TRUE(ended);
    EXPECT_EQ(server->counters().refused, 1u);
    EXPECT_EQ(server->counters().requests, 1u);
}

std::string name_of_case(const testing::TestParamInfo<Case>& info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Framing, Abuse, testing::ValuesIn(framing_cases()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Head, Abuse, testing::ValuesIn(head_cases()), name_of_case);

TEST(Abuse, AHugeBodyIsRefusedWithoutBeingRead)
{
    const auto server = serve(sample_router());
    Client client(server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5368709120\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 413);
    // It listens on for a moment only.
    const std::string block(1 << 20, 'x');
    int sent_mb = 0;
    while (sent_mb < 200 && client.send(block))
        ++sent_mb;
    EXPECT_LT(sent_mb, 100);
}

TEST(Abuse, AHugeUploadIsRefusedWithoutBeingRead)
{
    Options options = small_options();
    options.limits.upload_bytes = 1 << 20;
    const auto server = serve(sample_router(), options);
    Client client(server->port());
    EXPECT_EQ(
        client.ask("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 5368709120\r\n\r\n").status,
        413);
    Client chunked(server->port());
    EXPECT_EQ(chunked
                  .ask("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "200000\r\n" +
                       std::string(2 << 20, 'x') + "\r\n0\r\n\r\n")
                  .status,
              413);
}

TEST(Abuse, ManyBodiesAtOnceStayInBounds)
{
    Options options = small_options();
    options.limits.all_bodies_bytes = 3'000'000;
    options.limits.body = std::chrono::milliseconds(4000);
    const auto server = serve(sample_router(), options);
    std::vector<Client> clients;
    const std::string most = post("/echo", std::string(1'000'000, 'x')).substr(0, 900'000);
    for (int i = 0; i < 5; ++i)
        clients.emplace_back(server->port()).send(most);
    int refused = 0;
    for (Client& client : clients)
        refused += client.read_reply().status == 503;
    EXPECT_EQ(refused, 2); // the others are too slow
    Client later(server->port());
    EXPECT_EQ(later.ask(post("/echo", std::string(1'000'000, 'x'))).body.size(), 1'000'000u);
}

} // namespace
} // namespace comity::http::test
