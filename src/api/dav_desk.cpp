#include "api/dav_desk.h"

#include "api/problem.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "base/words/tongue.h"
#include "record/object/catalog.h"
#include "record/sign_in/identity.h"

#include <array>

namespace comity::api {
namespace {

constexpr std::string_view basic = "Basic ";

// Nothing when it is no base64.
std::optional<std::string> decoded_base64(std::string_view text)
{
    std::string out;
    unsigned bits = 0;
    int count = 0;
    while (text.ends_with('='))
        text.remove_suffix(1);
    for (const char c : text) {
        constexpr std::string_view alphabet =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const std::size_t digit = alphabet.find(c);
        if (digit == alphabet.npos)
            return std::nullopt;
        bits = bits << 6 | static_cast<unsigned>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xff);
        }
    }
    return out;
}

// The e-mail address and a key of that person. A password never opens an address book: phones keep
// what they are given, and a second step of signing in could not be asked for.
record::Actor identify_phone(Desk& desk, const http::Request& request)
{
    const std::string_view header = request.header("Authorization");
    const auto pair = header.starts_with(basic) ? decoded_base64(trim(header.substr(basic.size())))
                                                : std::nullopt;
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos)
        throw Error(Cause::unauthenticated, say("address_book.sign_in_with_your_e"));
    const Id user = record::sign_in_with_key(desk.engine, pair->substr(0, colon),
                                             pair->substr(colon + 1), request.remote_address);
    return desk.engine.actor_for(user, record::Origin::sync);
}

DavPlace place_of(const http::Request& request, const record::Actor& actor, DavPlace::Sort sort)
{
    DavPlace place{sort, exchange::BookKind::mine, ""};
    if (sort == DavPlace::Sort::root)
        return place;
    if (parse_id(request.parameter("user")) != actor.user)
        throw Error(Cause::forbidden, say("address_book.these_address_books_are_another"));
    if (sort != DavPlace::Sort::book && sort != DavPlace::Sort::card)
        return place;
    const std::string_view book = request.parameter("book");
    if (book != "mine" && book != "all")
        throw Error(Cause::not_found, say("address_book.no_such_address_book"));
    place.kind = book == "all" ? exchange::BookKind::all : exchange::BookKind::mine;
    if (sort == DavPlace::Sort::card) {
        place.card = request.parameter("card");
        if (place.card.size() > 300)
            throw Error(Cause::malformed, say("address_book.name_of_card_has_at"));
    }
    return place;
}

http::Response refusal(const DavRefusal& refused)
{
    std::string body = open_dav("error");
    if (!refused.condition.name.empty())
        body += dav_element(refused.condition, refused.inside);
    body += dav_element({"urn:comity", "message"}, escaped_xml(refused.message));
    return dav_response(refused.status, body + "</D:error>");
}

http::Response refusal_of(const Error& error)
{
    const bool is_ours = error.cause() == Cause::broken;
    DavRefusal refused{status_of(error.cause()),
                       {},
                       is_ours ? "This is our fault; nothing was "
                                 "changed."
                               : error.message()};
    for (const Problem& problem : error.problems())
        refused.message += " " + problem.field + ": " + in_english(problem.message);
    if (error.cause() == Cause::forbidden)
        refused.condition = {std::string(dav_space), "need-privileges"};
    http::Response response = refusal(refused);
    if (error.cause() == Cause::unauthenticated)
        response.with("WWW-Authenticate", "Basic realm=\"Comity\", charset=\"UTF-8\"");
    if (error.retry_after_s() > 0)
        response.with("Retry-After", std::to_string(error.retry_after_s()));
    return response;
}

http::Response answer_phone(Desk& desk, DavPlace::Sort sort, const DavTake& take,
                            const http::Request& request)
{
    try {
        record::Actor actor = identify_phone(desk, request);
        DavPlace place = place_of(request, actor, sort);
        DavCall call{desk, request, std::move(actor), std::move(place)};
        return take(call);
    } catch (const DavRefusal& refused) {
        return refusal(refused);
    } catch (const Error& error) {
        if (error.cause() == Cause::broken)
            log_error(std::string(request.request_id) + " " + std::string(request.path) + ": " +
                      error.message());
        return refusal_of(error);
    } catch (const std::exception& exception) {
        log_error(std::string(request.request_id) + " " + std::string(request.path) +
                  ": broken: " + exception.what());
        return refusal_of(Error(Cause::broken, exception.what()));
    }
}

// What may stand in a path as it is.
std::string escaped_path(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') ||
                              std::string_view("-._~@:").find(c) != std::string_view::npos;
        if (is_plain)
            out += c;
        else
            out.append("%").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return out;
}

} // namespace

std::string DavCall::principal() const
{
    return "/dav/principals/" + format_id(actor.user) + "/";
}

std::string DavCall::home() const
{
    return "/dav/books/" + format_id(actor.user) + "/";
}

std::string DavCall::book(exchange::BookKind kind) const
{
    return home() + (kind == exchange::BookKind::all ? "all/" : "mine/");
}

std::string DavCall::card(std::string_view resource) const
{
    return book(place.kind) + escaped_path(resource);
}

std::string DavCall::here() const
{
    switch (place.sort) {
    case DavPlace::Sort::root:
        return root();
    case DavPlace::Sort::principal:
        return principal();
    case DavPlace::Sort::home:
        return home();
    case DavPlace::Sort::book:
        return book(place.kind);
    case DavPlace::Sort::card:
        return card(place.card);
    }
    return root();
}

void add_dav_route(http::Router& router, Desk& desk, http::Method method, std::string_view pattern,
                   DavPlace::Sort sort, DavTake take)
{
    router.add(method, pattern, http::Lane::slow,
               [&desk, sort, take = std::move(take)](const http::Request& request) {
                   return answer_phone(desk, sort, take, request);
               });
}

http::Response dav_response(int status, std::string xml)
{
    http::Response response = http::json_response(status, std::move(xml));
    response.content_type = "application/xml; charset=utf-8";
    response.with("DAV", "1, 3, access-control, addressbook");
    return response;
}

} // namespace comity::api
