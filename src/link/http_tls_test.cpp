#include "link/fixtures/calls.h"
#include "link/tls_fixture.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace comity::link {
namespace {

struct Secure {
    Certificate certificate;
    ScriptedServer server;

    explicit Secure(const char* hosts, long days = 1, int newest_version = TLS1_3_VERSION)
        : certificate(hosts, days),
          server(saying(answer_of(200, "secure")), "127.0.0.1", 0, certificate.wrap(newest_version))
    {
    }
    HttpClient client(const std::string& certificates)
    {
        HttpOptions options = allowing(server);
        options.resolve = everybody_at({"127.0.0.1"});
        options.certificates = certificates;
        return HttpClient(std::move(options));
    }
    std::string at(const std::string& host) const
    {
        return "https://" + host + ":" + std::to_string(server.port()) + "/";
    }
};

// Who ends the handshake has asked for nothing.
auto heard_by(const ScriptedServer& server)
{
    return std::ranges::count_if(server.requests(),
                                 [](const std::string& request) { return !request.empty(); });
}

TEST(HttpTls, AHostProvesItsName)
{
    Secure secure("DNS:a.example,DNS:*.wild.example,IP:127.0.0.1");
    HttpClient client = secure.client(secure.certificate.file());
    for (const char* host : {"a.example", "x.wild.example", "127.0.0.1"})
        EXPECT_EQ(client.ask({.address = secure.at(host)}).body, "secure") << host;
    for (const char* host : {"b.example", "www.a.example", "x.y.wild.example"})
        EXPECT_TRUE(
            failure_by(client, {.address = secure.at(host)}, Cause::unavailable)
                .starts_with(std::string(host) + " does not prove that it is " + host + ":"))
            << host;
    EXPECT_EQ(heard_by(secure.server), 3); // from the others nothing
}

TEST(HttpTls, NobodyIsTrustedByHisOwnWord)
{
    Secure secure("DNS:a.example");
    Secure another("DNS:a.example");
    for (const std::string& certificates : {std::string(), another.certificate.file()}) {
        HttpClient client = secure.client(certificates);
        EXPECT_TRUE(failure_by(client, {.address = secure.at("a.example")}, Cause::unavailable)
                        .contains("does not prove"));
    }
    EXPECT_EQ(heard_by(secure.server), 0);
}

TEST(HttpTls, OutOfDateIsNoProof)
{
    for (const long days : {-1L, 30L}) { // over, and not begun yet
        Secure secure("DNS:a.example", days);
        HttpClient client = secure.client(secure.certificate.file());
        EXPECT_TRUE(failure_by(client, {.address = secure.at("a.example")}, Cause::unavailable)
                        .contains("out of date"));
    }
}

TEST(HttpTls, OldVersionsAreNotSpoken)
{
    Secure old("DNS:a.example", 1, TLS1_1_VERSION);
    HttpClient client = old.client(old.certificate.file());
    EXPECT_EQ(failure_by(client, {.address = old.at("a.example")}, Cause::unavailable),
              "There is no secure connection to a.example.");
    Secure enough("DNS:a.example", 1, TLS1_2_VERSION);
    HttpClient other = enough.client(enough.certificate.file());
    EXPECT_EQ(other.ask({.address = enough.at("a.example")}).body, "secure");
    // And what is no TLS at all.
    const ScriptedServer plain(saying(""), "127.0.0.1", 0, [](int socket) {
        Talk(plain_wire(socket)).say(answer_of(400, "plain"));
        return Wire{};
    });
    HttpClient third(allowing(plain));
    EXPECT_EQ(
        failure_by(third, {.address = "https://" + place_of(plain) + "/"}, Cause::unavailable),
        "There is no secure connection to 127.0.0.1.");
}

} // namespace
} // namespace comity::link
