// What a connection makes of the bytes that a stranger sends: the same requests, however they are
// cut into pieces on their way.
//
// input: a byte that chooses the size of the pieces, then what the client sends.
#include "must.h"

#include "base/text.h"
#include "http/connection.h"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace comity::fuzz {
namespace {

using namespace http;

struct Heard {
    std::vector<std::string> requests; // as the routes got them
    std::string answers;
};
Heard* heard = nullptr;

Response hear(const Request& request)
{
    std::string text(name_of(request.method));
    ((text += ' ') += request.path) += '\n';
    must(is_utf8(request.path) && request.path.starts_with('/'), "a path is text after a slash");
    for (const auto* fields : {&request.query, &request.captured, &request.headers})
        for (const Field& field : *fields)
            (((text += field.name) += '=') += field.value) += '\n';
    for (const Field& field : request.query)
        must(is_utf8(field.name) && is_utf8(field.value), "a query is text");
    for (const Field& field : request.headers)
        must(field.value.find_first_of("\r\n") == field.value.npos, "a header is one line");
    must(request.body.size() == request.body_size, "a body is as long as is said");
    heard->requests.push_back(text += request.body);
    return text_response(200, "fine");
}

Router make_router()
{
    Router router;
    router.add(Method::get, "/a", Lane::quick, hear);
    router.add(Method::post, "/a", Lane::quick, hear);
    router.add(Method::patch, "/a/{id}", Lane::quick, hear);
    router.add(Method::get, "/b/{rest...}", Lane::quick, hear);
    router.otherwise(Lane::quick, hear);
    return router;
}

// Small, so that small inputs reach them.
Options make_options()
{
    Options options;
    options.limits.target_bytes = 64;
    options.limits.head_bytes = 512;
    options.limits.headers = 8;
    options.limits.body_bytes = 256;
    options.limits.linger = std::chrono::milliseconds(0);
    return options;
}

void take_answers(int socket)
{
    char room[4096];
    for (;;) {
        const ssize_t got = ::recv(socket, room, sizeof room, MSG_DONTWAIT);
        if (got < 0 && errno == ECONNRESET)
            continue; // told once; what was sent before is still there
        if (got <= 0)
            return;
        heard->answers.append(room, static_cast<std::size_t>(got));
    }
}

Heard send_in_pieces(Loop& loop, std::string_view bytes, std::size_t piece)
{
    Heard result;
    heard = &result;
    int sockets[2];
    must(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, sockets) == 0,
         "there are sockets");
    loop.site().connections.fetch_add(1);
    loop.adopt(sockets[0], "127.0.0.1");
    loop.io().poll();
    while (!bytes.empty()) {
        const std::size_t size = std::min(piece, bytes.size());
        if (::send(sockets[1], bytes.data(), size, MSG_NOSIGNAL) < 0)
            break; // it has hung up
        bytes.remove_prefix(size);
        loop.io().poll();
        take_answers(sockets[1]);
    }
    ::shutdown(sockets[1], SHUT_WR);
    loop.io().poll();
    take_answers(sockets[1]);
    loop.cut();
    loop.io().poll();
    must(loop.site().connections == 0, "a connection ends");
    ::close(sockets[1]);
    return result;
}

// Status lines, but for the interim one, which is sent to who seems to wait for it.
std::vector<int> statuses_of(std::string_view answers)
{
    std::vector<int> found;
    constexpr std::string_view mark = "HTTP/1.1 ";
    for (std::size_t at = answers.find(mark); at != answers.npos; at = answers.find(mark, at + 1))
        if (const int status = std::atoi(answers.data() + at + mark.size()); status > 100)
            found.push_back(status);
    return found;
}

// A refusal may be for the first reason that shows.
bool are_alike(const std::vector<int>& a, const std::vector<int>& b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && (a[i] < 400 || b[i] < 400 || i + 1 < a.size()))
            return false;
    return true;
}

void check(Loop& loop, std::string_view bytes, std::size_t piece)
{
    const Heard whole = send_in_pieces(loop, bytes, 1 << 16);
    const auto statuses = statuses_of(whole.answers);
    must(statuses.size() >= whole.requests.size(), "every request is answered");
    for (const std::size_t size : {std::size_t{1}, piece}) {
        const Heard pieces = send_in_pieces(loop, bytes, size);
        must(pieces.requests == whole.requests, "requests do not depend on the pieces");
        must(are_alike(statuses_of(pieces.answers), statuses),
             "answers do not depend on the pieces:\n" + pieces.answers + "\n" + whole.answers);
    }
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    static Site site(make_options(), make_router());
    static Loop loop(site);
    std::string_view input = text_of(bytes, size);
    const std::size_t piece = 2 + take_byte(input) % 64;
    check(loop, input, piece);
    return 0;
}
