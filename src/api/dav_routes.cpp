// Address books of phones: CardDAV.
#include "api/dav_desk.h"

#include "api/answers.h"
#include "base/error.h"
#include "base/text.h"
#include "exchange/address_book/book_write.h"

namespace comity::api {

using exchange::CardOutcome;
using Sort = DavPlace::Sort;

namespace {

http::Response options(DavCall& call)
{
    const bool is_card = call.place.sort == Sort::card;
    http::Response response = http::empty_response();
    response.status = 200;
    response.with("DAV", "1, 3, access-control, addressbook");
    response.with("Allow", is_card ? "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND"
                                   : "OPTIONS, PROPFIND, REPORT");
    return response;
}

http::Response get(DavCall& call)
{
    const exchange::BookEntry found = call.address_book().load_card(call.place.card);
    const bool wants_v4 = call.request.header("Accept").find("version=4.0") != std::string::npos;
    http::Response response =
        http::text_response(200, exchange::write_card(found, call.actor,
                                                      wants_v4 ? exchange::CardVersion::v4
                                                               : exchange::CardVersion::v3));
    response.content_type = "text/vcard; charset=utf-8";
    response.with("ETag", found.etag());
    return response;
}

std::optional<std::string> header_of(const DavCall& call, std::string_view name)
{
    if (!call.request.has_header(name))
        return std::nullopt;
    return std::string(trim(call.request.header(name)));
}

[[noreturn]] void refuse_precondition()
{
    throw DavRefusal{
        412, {}, "The card is another by now; nothing was changed. Read it and try again."};
}

http::Response put(DavCall& call)
{
    const std::string type = call.request.media_type();
    if (!type.empty() && type != "text/vcard" && type != "text/x-vcard" && type != "text/plain" &&
        type != "application/octet-stream")
        throw DavRefusal{
            415, {std::string(card_space), "supported-address-data"}, "A card is text/vcard."};
    exchange::CardPut wanted;
    wanted.resource = call.place.card;
    wanted.text = call.request.body;
    wanted.if_match = header_of(call, "If-Match");
    wanted.is_only_new = header_of(call, "If-None-Match").has_value();
    wanted.program = call.request.header("User-Agent");
    CardOutcome outcome;
    try {
        outcome = exchange::put_card(call.engine(), call.actor, call.place.kind, wanted);
    } catch (const Error& error) {
        if (error.cause() != Cause::malformed)
            throw;
        throw DavRefusal{400, {std::string(card_space), "valid-address-data"}, error.message()};
    }
    if (outcome.sort == CardOutcome::Sort::precondition_failed)
        refuse_precondition();
    if (outcome.sort == CardOutcome::Sort::uid_taken) {
        DavCall elsewhere = call;
        elsewhere.place.kind = exchange::BookKind::all;
        throw DavRefusal{409,
                         {std::string(card_space), "no-uid-conflict"},
                         "This card is in the address book already; nothing was changed.",
                         dav_element({std::string(dav_space), "href"},
                                     escaped_xml(elsewhere.card(outcome.taken_by)))};
    }
    // No ETag: what is kept is not the card byte for byte, so the phone reads it once.
    http::Response response = http::empty_response();
    response.status = outcome.sort == CardOutcome::Sort::created ? 201 : 204;
    name_change(response, outcome.change_set);
    return response;
}

http::Response delete_card(DavCall& call)
{
    const CardOutcome outcome = exchange::remove_card(call.engine(), call.actor, call.place.kind,
                                                      call.place.card, header_of(call, "If-Match"));
    if (outcome.sort == CardOutcome::Sort::precondition_failed)
        refuse_precondition();
    http::Response response = http::empty_response();
    name_change(response, outcome.change_set);
    return response;
}

// RFC 6764: whoever knows the server's name alone begins here.
http::Response well_known(const http::Request&)
{
    http::Response response = http::empty_response();
    response.status = 301;
    response.with("Location", "/dav/");
    return response;
}

} // namespace

void add_dav_routes(http::Router& router, Desk& desk)
{
    using http::Method;
    for (const Method method : {Method::get, Method::propfind, Method::options, Method::report})
        router.add(method, "/.well-known/carddav", http::Lane::quick, well_known);
    const std::pair<std::string_view, Sort> places[] = {
        {"/dav", Sort::root},
        {"/dav/", Sort::root},
        {"/dav/principals/{user}", Sort::principal},
        {"/dav/principals/{user}/", Sort::principal},
        {"/dav/books/{user}", Sort::home},
        {"/dav/books/{user}/", Sort::home},
        {"/dav/books/{user}/{book}", Sort::book},
        {"/dav/books/{user}/{book}/", Sort::book},
        {"/dav/books/{user}/{book}/{card}", Sort::card}};
    for (const auto& [pattern, sort] : places) {
        add_dav_route(router, desk, Method::options, pattern, sort, options);
        add_dav_route(router, desk, Method::propfind, pattern, sort, answer_propfind);
        if (sort != Sort::card)
            add_dav_route(router, desk, Method::report, pattern, sort, answer_report);
    }
    constexpr std::string_view card = "/dav/books/{user}/{book}/{card}";
    add_dav_route(router, desk, Method::get, card, Sort::card, get);
    add_dav_route(router, desk, Method::put, card, Sort::card, put);
    add_dav_route(router, desk, Method::delete_, card, Sort::card, delete_card);
}

} // namespace comity::api
