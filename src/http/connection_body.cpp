// The way in of bodies: to memory or to a file, within their limits.
#include "http/connection.h"

#include "base/log.h"

namespace comity::http {
namespace {

constexpr std::size_t spool_piece = 128 * 1024;

constexpr Refusal too_large{413, Cause::too_large, "The body is larger than is taken in here."};
constexpr Refusal no_memory{503, Cause::unavailable, "Too many large requests at once."};
constexpr Refusal no_disk{503, Cause::unavailable, "There is no room for the upload."};
constexpr Refusal body_failed{500, Cause::broken, "Something went wrong on our side."};

} // namespace

bool Connection::admit_body()
{
    Exchange& x = *m_exchange;
    const bool is_upload = x.route->body == Body::upload;
    x.body_limit = is_upload ? m_loop.limits().upload_bytes : m_loop.limits().body_bytes;
    if (x.head.content_length > x.body_limit) {
        refuse(too_large);
        return false;
    }
    const auto& admit = m_loop.site().options.admit_upload;
    if (!is_upload || !admit)
        return true;
    std::optional<Response> answer;
    try {
        answer = admit(x.request);
    } catch (const std::exception& failure) {
        log_error(std::string("admitting an upload body_failed: ") + failure.what());
        answer = http::refuse(body_failed, x.request.request_id);
    }
    if (!answer)
        return true;
    x.response = std::move(*answer);
    m_is_last = x.head.has_body();
    m_state = State::answered;
    return false;
}

bool Connection::take_body()
{
    Exchange& x = *m_exchange;
    const std::string_view rest = std::string_view(x.rest).substr(x.rest_at);
    const std::size_t before = x.body.size();
    if (x.head.is_chunked) {
        const auto chunks = x.parser.read_chunks(rest, x.body);
        x.rest_at += chunks.consumed;
        x.is_body_done = chunks.is_done;
        if (chunks.refusal) {
            refuse(*chunks.refusal);
            return true;
        }
    } else {
        const std::string_view ours = rest.substr(0, x.head.content_length - x.body_taken);
        x.body.append(ours);
        x.rest_at += ours.size();
        x.is_body_done = x.body_taken + ours.size() == x.head.content_length;
    }
    x.body_taken += x.body.size() - before;
    if (x.body_taken > x.body_limit) {
        refuse(too_large);
        return true;
    }
    if (x.route->body == Body::upload) {
        if (x.body.size() >= spool_piece || (x.is_body_done && !x.body.empty())) {
            spool_body();
            return true;
        }
    } else if (!account_body()) {
        refuse(no_memory);
        return true;
    }
    if (x.is_body_done) {
        m_state = State::ready;
        return true;
    }
    x.rest.erase(0, x.rest_at);
    x.rest_at = 0;
    arm_read();
    return false;
}

bool Connection::account_body()
{
    Exchange& x = *m_exchange;
    auto& all = m_loop.site().memory_bodies;
    const std::uint64_t more = x.body.size() - x.body_accounted;
    x.body_accounted = x.body.size();
    return all.fetch_add(more) + more <= m_loop.limits().all_bodies_bytes;
}

void Connection::spool_body()
{
    m_state = State::spooling;
    const auto write = [folder = &m_loop.site().spool_folder](Exchange& x) {
        const bool is_fine = (x.spool.is_open() || x.spool.open(*folder)) && x.spool.write(x.body);
        if (x.is_body_done)
            x.spool.close();
        return is_fine;
    };
    const auto go_on = [](Connection& self, bool is_fine) {
        Exchange& x = *self.m_exchange;
        x.body.clear();
        self.m_state = x.is_body_done ? State::ready : State::body;
        if (!is_fine)
            self.refuse(no_disk);
        self.advance();
    };
    if (!at_work(false, write, go_on))
        close();
}

} // namespace comity::http
