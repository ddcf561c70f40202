#include "http/parser.h"

// Beast's boost::optional looks uninitialised to g++ 12 when it is optimised with sanitizers.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

// Beast 1.74 asserts that a last chunk with the begin of a trailer has five bytes; "0\r\nx" has
// four, and is read right. A stranger's bytes must not end a build that has assertions.
#define BOOST_DISABLE_ASSERTS
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace comity::http {
namespace {

namespace beast = boost::beast;

std::string_view view_of(beast::string_view text)
{
    return {text.data(), text.size()};
}

constexpr Refusal bad_head{400, Cause::malformed, "The request could not be read."};
constexpr Refusal bad_chunks{400, Cause::malformed, "The chunked body could not be read."};
constexpr std::size_t longest_chunk_line = 4 * 1024;

bool is_host_text(std::string_view host)
{
    if (host.empty())
        return false;
    for (const char c : host) {
        const bool is_fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || std::strchr(".-_:[]", c) != nullptr;
        if (!is_fine || c == 0)
            return false;
    }
    return true;
}

} // namespace

class MessageParser::Grammar {
public:
    // Keeps what matters of each field; everything else stays Beast's business.
    class Reader : public beast::http::basic_parser<true> {
    public:
        Reader(Request& request, std::size_t headers) : m_request(request), m_most(headers)
        {
            eager(false);
            header_limit(1u << 30);
            body_limit(~std::uint64_t{0}); // the connection counts; none would refuse every length
        }

        std::optional<Refusal> refusal;
        std::string* out = nullptr;
        std::string_view host;
        std::string_view content_length;
        std::string_view transfer_encoding;
        std::string_view expect;
        int hosts = 0;
        int content_lengths = 0;
        int transfer_encodings = 0;
        int version = 11;

    private:
        using error_code = beast::error_code;
        using string_view = beast::string_view;

        static void stop(error_code& failure)
        {
            failure = beast::http::make_error_code(beast::http::error::bad_value);
        }

        void on_request_impl(beast::http::verb, string_view name, string_view target, int number,
                             error_code& failure) override
        {
            version = number;
            m_request.target = view_of(target);
            const auto method = http::parse_method(view_of(name));
            if (method) {
                m_request.method = *method;
                return;
            }
            refusal = Refusal{501, Cause::malformed, "This method is not known here."};
            if (name == "TRACE" || name == "CONNECT")
                refusal = Refusal{405, Cause::malformed, "This method is not allowed here."};
            stop(failure);
        }

        void on_field_impl(beast::http::field field, string_view name, string_view value,
                           error_code& failure) override
        {
            if (is_header_done()) {
                // Trailers mean nothing to us, but they must end some time.
                m_trailer_bytes += name.size() + value.size();
                return m_trailer_bytes > longest_chunk_line ? stop(failure) : void();
            }
            if (m_request.headers.size() >= m_most) {
                refusal = Refusal{431, Cause::too_large, "There are too many headers."};
                return stop(failure);
            }
            m_request.headers.push_back({view_of(name), view_of(value)});
            switch (field) {
            case beast::http::field::host:
                host = view_of(value);
                ++hosts;
                break;
            case beast::http::field::content_length:
                content_length = view_of(value);
                ++content_lengths;
                break;
            case beast::http::field::transfer_encoding:
                transfer_encoding = view_of(value);
                ++transfer_encodings;
                break;
            case beast::http::field::expect:
                expect = view_of(value);
                break;
            default:
                break;
            }
        }

        void on_chunk_header_impl(std::uint64_t, string_view extension,
                                  error_code& failure) override
        {
            if (!extension.empty())
                stop(failure);
        }

        std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override
        {
            out->append(bytes.data(), bytes.size());
            return bytes.size();
        }

        void on_response_impl(int, string_view, int, error_code&) override {}
        void on_header_impl(error_code&) override {}
        void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
        std::size_t on_body_impl(string_view bytes, error_code&) override { return bytes.size(); }
        void on_finish_impl(error_code&) override {}

        Request& m_request;
        std::size_t m_most;
        std::size_t m_trailer_bytes = 0;
    };

    std::optional<Reader> reader;
};

MessageParser::MessageParser() : m_grammar(std::make_unique<Grammar>())
{
}
MessageParser::~MessageParser() = default;

namespace {

template <class Reader>
std::optional<Refusal> check_framing(const Reader& reader, MessageParser::Head& head)
{
    if (reader.transfer_encodings > 0) {
        if (reader.transfer_encodings > 1 || head.is_http_10 || reader.content_lengths > 0 ||
            !equal_ignoring_case(reader.transfer_encoding, "chunked"))
            return Refusal{400, Cause::malformed,
                           "Transfer-Encoding must be exactly one \"chunked\", over HTTP/1.1 and "
                           "without Content-Length."};
        head.is_chunked = true;
        return std::nullopt;
    }
    if (reader.content_lengths == 0)
        return std::nullopt;
    const std::string_view text = reader.content_length;
    const auto [end, failure] =
        std::from_chars(text.data(), text.data() + text.size(), head.content_length);
    if (reader.content_lengths > 1 || failure != std::errc{} || end != text.data() + text.size())
        return Refusal{400, Cause::malformed, "Content-Length must be one number."};
    return std::nullopt;
}

// An absolute form must name the host that Host names; only its path goes on.
std::optional<Refusal> check_target(Request& request, std::string_view host)
{
    constexpr Refusal bad{400, Cause::malformed, "The request target could not be read."};
    std::string_view target = request.target;
    if (target == "*")
        return request.method == Method::options ? std::nullopt : std::optional(bad);
    if (target.starts_with('/'))
        return std::nullopt;
    constexpr std::string_view scheme = "http://";
    if (target.size() < scheme.size() || !equal_ignoring_case(target.substr(0, 7), scheme))
        return bad;
    target.remove_prefix(scheme.size());
    const std::size_t slash = target.find('/');
    if (slash == target.npos || !equal_ignoring_case(target.substr(0, slash), host))
        return bad;
    request.target = target.substr(slash);
    return std::nullopt;
}

} // namespace

std::optional<Refusal> MessageParser::read_head(std::string_view bytes, const Limits& limits,
                                                Request& request, Head& head)
{
    request.headers.clear();
    auto& reader = m_grammar->reader.emplace(request, limits.headers);
    beast::error_code failure;
    const std::size_t used = reader.put(boost::asio::buffer(bytes.data(), bytes.size()), failure);
    head = {};
    head.is_http_10 = reader.version == 10;
    if (reader.refusal)
        return reader.refusal;
    // Our own look at the framing first: its reasons are clearer.
    if (auto refusal = check_framing(reader, head))
        return refusal;
    // With a space in the target, what follows it is no version either.
    const std::string_view line = bytes.substr(0, bytes.find('\r'));
    if (failure == beast::http::error::bad_version && std::ranges::count(line, ' ') == 2)
        return Refusal{505, Cause::malformed, "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
    if (failure || used != bytes.size())
        return bad_head;
    if (request.target.size() > limits.target_bytes)
        return Refusal{414, Cause::too_large, "The request target is too long."};
    if (reader.hosts > 1 || (reader.hosts == 0 && !head.is_http_10) ||
        (reader.hosts == 1 && !is_host_text(reader.host)))
        return Refusal{400, Cause::malformed, "Exactly one Host header is needed."};
    if (auto refusal = check_target(request, reader.host))
        return refusal;
    if (!reader.expect.empty() && !head.is_http_10) {
        if (!equal_ignoring_case(reader.expect, "100-continue"))
            return Refusal{417, Cause::malformed, "Only 100-continue can be expected."};
        head.expects_continue = true;
    }
    head.is_keep_alive = reader.keep_alive();
    reader.eager(true);
    return std::nullopt;
}

MessageParser::Chunks MessageParser::read_chunks(std::string_view bytes, std::string& out)
{
    auto& reader = *m_grammar->reader;
    Chunks chunks;
    if (reader.is_done()) {
        chunks.is_done = true;
        return chunks;
    }
    reader.out = &out;
    beast::error_code failure;
    while (chunks.consumed < bytes.size() && !reader.is_done()) {
        const std::string_view rest = bytes.substr(chunks.consumed);
        chunks.consumed += reader.put(boost::asio::buffer(rest.data(), rest.size()), failure);
        if (failure)
            break;
    }
    chunks.is_done = reader.is_done();
    if (failure && failure != beast::http::error::need_more)
        chunks.refusal = bad_chunks;
    else if (!chunks.is_done && bytes.size() - chunks.consumed > longest_chunk_line)
        chunks.refusal = bad_chunks;
    return chunks;
}

HeadEnd find_head_end(std::string_view bytes, std::size_t& scanned, const Limits& limits)
{
    if (!bytes.empty() && (bytes[0] < 'A' || bytes[0] > 'Z'))
        return {0, bad_head};
    for (;;) {
        const std::size_t feed = bytes.find('\n', scanned);
        if (feed == bytes.npos)
            break;
        if (feed == 0 || bytes[feed - 1] != '\r')
            return {0, bad_head};
        if (feed + 1 > limits.head_bytes)
            break;
        if (feed >= 3 && bytes[feed - 2] == '\n')
            return {feed + 1, std::nullopt};
        if (feed + 1 < bytes.size() && (bytes[feed + 1] == ' ' || bytes[feed + 1] == '\t'))
            return {0, Refusal{400, Cause::malformed, "Headers must not be folded."}};
        if (feed + 1 == bytes.size()) {
            // The byte behind decides whether the next line is folded: look at this one again.
            scanned = feed;
            break;
        }
        scanned = feed + 1;
    }
    if (bytes.size() > limits.target_bytes + 32 && bytes.find('\n') > limits.target_bytes + 32)
        return {0, Refusal{414, Cause::too_large, "The request target is too long."}};
    if (bytes.size() > limits.head_bytes)
        return {0, Refusal{431, Cause::too_large, "The headers are too large."}};
    return {};
}

} // namespace comity::http
