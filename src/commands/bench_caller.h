#pragma once
// Somebody who asks a server of this process over the loopback, one request after another.

#include <string>
#include <string_view>

namespace comity::commands {

class Caller {
public:
    // Error{unavailable} when nobody listens there.
    Caller(int port, std::string key);
    ~Caller();
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    struct Answer {
        int status = 0;
        std::string body;
    };
    // `target` is below /api/v1. Waits for the whole answer; Error{unavailable} when there is none.
    Answer ask(std::string_view method, std::string_view target, std::string_view body = {});

private:
    int m_socket = -1;
    std::string m_key;
    std::string m_in;

    void send_all(std::string_view bytes) const;
    void receive();
};

// Text for a query's value.
std::string encode_query(std::string_view text);

} // namespace comity::commands
