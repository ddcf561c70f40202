#pragma once
// A client for tests that says exactly what it is told, and a small server to tell it to.

#include "http/server.h"

#include <memory>
#include <string>
#include <string_view>

namespace comity::http::test {

struct Reply {
    int status = 0; // 0: the connection ended without a whole answer
    std::string head;
    std::string body;
    bool is_whole = false;

    std::string header(std::string_view name) const;
};

class Client {
public:
    explicit Client(int port);
    ~Client();
    Client(Client&& other) noexcept;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // False when the server has closed.
    bool send(std::string_view bytes);
    // One answer, with its body by Content-Length, chunks or close.
    Reply read_reply(bool is_head = false);
    Reply ask(std::string_view bytes)
    {
        send(bytes);
        return read_reply();
    }
    // What comes within the time, until the end; `ended` says whether the server has closed.
    std::string read_for(int ms, bool* ended = nullptr);
    // The text up to and with `mark`.
    std::string read_until(std::string_view mark);
    void set_receive_buffer(int bytes);
    void finish_sending();
    int socket() const { return m_socket; }

private:
    bool fill();
    std::string take(std::size_t count);

    int m_socket;
    std::string m_in;
    bool m_is_over = false;
};

std::string get(std::string_view path, std::string_view more = {});
std::string post(std::string_view path, std::string_view body, std::string_view more = {});

// Free port, one loop, two workers, the usual deadlines.
Options small_options();
// The same with deadlines of a fraction of a second.
Options hasty_options();
std::unique_ptr<Server> serve(Router router, Options options = small_options());

// A few routes: GET /hello, POST /echo, GET /slow (100 ms on a worker), POST /upload (answers size
// and first bytes), GET /big?mb=, GET /throw.
Router sample_router();

} // namespace comity::http::test
