#pragma once
// What the routes of address books share (WebDAV, RFC 4918; CardDAV, RFC 6352): who asks, by HTTP
// Basic with an e-mail address and a key; what is asked of; refusals in WebDAV's words.

#include "api/dav_xml.h"
#include "api/desk.h"
#include "exchange/address_book/book_reading.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::api {

constexpr int cards_a_page = 200; // read at once

// An answer that WebDAV has a word for: the status, and the element in its body
// (`C:no-uid-conflict`).
struct DavRefusal {
    int status = 403;
    DavName condition;
    std::string message;
    std::string inside = {}; // XML in the element
};

// The places there are.
struct DavPlace {
    enum class Sort { root, principal, home, book, card } sort = Sort::root;
    exchange::BookKind kind = exchange::BookKind::mine;
    std::string card; // its name, decoded
};

struct DavCall {
    Desk& desk;
    const http::Request& request;
    record::Actor actor;
    DavPlace place;

    record::Engine& engine() const { return desk.engine; }
    std::string root() const { return "/dav/"; }
    std::string principal() const;
    std::string home() const;
    std::string book(exchange::BookKind kind) const;
    // The address of a card in the book that is asked of.
    std::string card(std::string_view resource) const;
    std::string here() const; // of the place itself
    exchange::BookReading address_book() const { return {desk.engine, actor, place.kind}; }
};

using DavTake = std::function<http::Response(DavCall&)>;

// Adds the route; every error becomes an answer of WebDAV's.
void add_dav_route(http::Router& router, Desk& desk, http::Method method, std::string_view pattern,
                   DavPlace::Sort sort, DavTake take);

http::Response dav_response(int status, std::string xml);

// What is asked for in PROPFIND and in a REPORT's prop; every property when `is_all`.
struct WantedProperties {
    bool is_all = false;
    bool names_only = false;
    std::vector<DavName> names;
    exchange::CardVersion version = exchange::CardVersion::v3; // of address-data
    bool has(std::string_view space, std::string_view name) const;
};
WantedProperties wanted_properties(const DavNode* request);

// One D:response of a place or a card.
std::string response_of_place(DavCall& call, const DavPlace& place, const WantedProperties& wanted);
std::string response_of_card(const DavCall& call, const exchange::BookEntry& entry,
                             const WantedProperties& wanted);
std::string response_of_missing(const DavCall& call, std::string_view resource);

// dav_find.cpp, dav_reports.cpp.
http::Response answer_propfind(DavCall& call);
http::Response answer_report(DavCall& call);

} // namespace comity::api
