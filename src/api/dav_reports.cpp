// REPORT: cards by name, by what is in them, and what has changed since a token.
#include "api/dav_desk.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/address_book/card_match.h"
#include "exchange/export/taken_out.h"

#include <algorithm>
#include <charconv>

namespace comity::api {

using exchange::BookEntry;
using exchange::BookReading;

namespace {

constexpr int sync_page = 500;            // contacts in one answer to sync-collection
constexpr int most_found = 1'000;         // cards in one answer to addressbook-query
constexpr std::size_t most_asked = 5'000; // cards by name in one question

BookReading::Pictures pictures_for(const WantedProperties& wanted)
{
    return wanted.has(card_space, "address-data") ? BookReading::Pictures::read
                                                  : BookReading::Pictures::left_out;
}

// Whoever reads many contacts is in the log, however they are read.
void note_read(const DavCall& call, const BookReading& book, std::size_t cards)
{
    if (cards > 0)
        call.engine().part<exchange::BulkReads>().note(call.actor, book.contacts(),
                                                       static_cast<std::int64_t>(cards));
}

// There is more than this answer has room for: RFC 6578 and RFC 6352 say so alike.
std::string truncated(const DavCall& call)
{
    return dav_element(
        dav("response"),
        dav_element(dav("href"), escaped_xml(call.book(call.place.kind))) +
            dav_element(dav("status"), "HTTP/1.1 507 Insufficient Storage") +
            dav_element(dav("error"), dav_element(dav("number-of-matches-within-limits"), "")));
}

// `limit/nresults`, at most `most`.
int limit_in(const DavNode& request, std::string_view space, int most)
{
    const DavNode* limit = request.find(space, "limit");
    const DavNode* count = limit ? limit->find(space, "nresults") : nullptr;
    if (!count)
        return most;
    const std::string_view text = trim(count->text);
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 1)
        throw Error(Cause::malformed, say("address_book.nresults_must_be_whole_number"));
    return std::min(number, most);
}

http::Response sync_collection(DavCall& call, const DavNode& request)
{
    const DavNode* token = request.find(dav_space, "sync-token");
    const DavNode* level = request.find(dav_space, "sync-level");
    if (!token || (level && trim(level->text) != "1" && trim(level->text) != "infinite"))
        throw Error(Cause::malformed, say("address_book.sync_collection_has_sync_token"));
    const WantedProperties wanted = wanted_properties(&request);
    const int limit = limit_in(request, dav_space, sync_page);
    const BookReading book = call.address_book();
    const auto page = book.changes_after(trim(token->text), limit, pictures_for(wanted));
    if (!page)
        throw DavRefusal{403, dav("valid-sync-token"),
                         "This token is not of this address book as it is now. Begin again without "
                         "one."};
    note_read(call, book, page->changed.size());
    std::string out = open_dav("multistatus");
    for (const BookEntry& entry : page->changed)
        out += response_of_card(call, entry, wanted);
    for (const std::string& name : page->removed)
        out += response_of_missing(call, name);
    if (page->has_more)
        out += truncated(call);
    out += dav_element(dav("sync-token"), escaped_xml(page->token));
    return dav_response(207, out + "</D:multistatus>");
}

// The name of the card in an address of this book, or nothing.
std::optional<std::string> name_of_card(const DavCall& call, std::string_view href)
{
    href = trim(href);
    if (const std::size_t scheme = href.find("://"); scheme != href.npos) {
        const std::size_t path = href.find('/', scheme + 3);
        href = path == href.npos ? std::string_view() : href.substr(path);
    }
    http::Request request;
    std::string room;
    request.target = href;
    const std::string book = call.book(call.place.kind);
    if (!http::read_target(request, room) || !request.path.starts_with(book))
        return std::nullopt;
    return std::string(request.path.substr(book.size()));
}

http::Response multiget(DavCall& call, const DavNode& request)
{
    const WantedProperties wanted = wanted_properties(&request);
    const BookReading book = call.address_book();
    std::vector<std::string> hrefs;
    for (const DavNode& child : request.children)
        if (child.name.is(dav_space, "href"))
            hrefs.push_back(child.text);
    if (hrefs.size() > most_asked)
        throw DavRefusal{403, dav("number-of-matches-within-limits"),
                         "Ask for at most 5,000 cards at once."};
    std::string out = open_dav("multistatus");
    std::size_t told = 0;
    for (std::size_t from = 0; from < hrefs.size(); from += cards_a_page) {
        const std::size_t count = std::min<std::size_t>(cards_a_page, hrefs.size() - from);
        std::vector<std::string> names;
        for (const std::string& href : std::span(hrefs).subspan(from, count)) {
            if (const auto name = name_of_card(call, href))
                names.push_back(*name);
            else
                out += dav_element(dav("response"),
                                   dav_element(dav("href"), escaped_xml(trim(href))) +
                                       dav_element(dav("status"), "HTTP/1.1 404 Not Found"));
        }
        const std::vector<BookEntry> entries = book.load_named(names, pictures_for(wanted));
        for (const std::string& name : names) {
            const auto entry = std::ranges::find(entries, name, &BookEntry::resource);
            out += entry == entries.end() ? response_of_missing(call, name)
                                          : response_of_card(call, *entry, wanted);
        }
        told += entries.size();
    }
    note_read(call, book, told);
    return dav_response(207, out + "</D:multistatus>");
}

exchange::CardFilter filter_in(const DavNode& request)
{
    exchange::CardFilter filter;
    const DavNode* node = request.find(card_space, "filter");
    if (!node)
        return filter;
    filter.needs_all = node->attribute("test") == "allof";
    for (const DavNode& child : node->children) {
        if (!child.name.is(card_space, "prop-filter"))
            continue;
        exchange::PropertyFilter& property = filter.properties.emplace_back();
        property.name = child.attribute("name");
        property.needs_all = child.attribute("test") == "allof";
        property.is_absent = child.find(card_space, "is-not-defined") != nullptr;
        for (const DavNode& match : child.children) {
            if (match.name.is(card_space, "param-filter"))
                throw DavRefusal{403,
                                 {std::string(card_space), "supported-filter"},
                                 "Cards are not searched by their parameters."};
            if (match.name.is(card_space, "text-match"))
                property.texts.push_back({match.text, std::string(match.attribute("match-type")),
                                          match.attribute("negate-condition") == "yes"});
        }
    }
    return filter;
}

http::Response query(DavCall& call, const DavNode& request)
{
    const WantedProperties wanted = wanted_properties(&request);
    const exchange::CardFilter filter = filter_in(request);
    const int limit = limit_in(request, card_space, most_found);
    const BookReading book = call.address_book();
    std::string out = open_dav("multistatus");
    int found = 0;
    Id after;
    bool is_cut = false;
    for (bool has_more = true; has_more && !is_cut;) {
        const std::vector<BookEntry> page = book.page(after, cards_a_page, pictures_for(wanted));
        has_more = page.size() == cards_a_page;
        for (const BookEntry& entry : page) {
            after = entry.id();
            if (!exchange::matches(filter, exchange::write_card(entry, call.actor, wanted.version)))
                continue;
            if (found == limit) {
                is_cut = true;
                break;
            }
            out += response_of_card(call, entry, wanted);
            ++found;
        }
    }
    note_read(call, book, static_cast<std::size_t>(found));
    if (is_cut)
        out += truncated(call);
    return dav_response(207, out + "</D:multistatus>");
}

} // namespace

http::Response answer_report(DavCall& call)
{
    const DavNode request = read_dav(call.request.body);
    const bool is_of_book = call.place.sort == DavPlace::Sort::book;
    if (is_of_book && request.name.is(dav_space, "sync-collection"))
        return sync_collection(call, request);
    if (is_of_book && request.name.is(card_space, "addressbook-multiget"))
        return multiget(call, request);
    if (is_of_book && request.name.is(card_space, "addressbook-query"))
        return query(call, request);
    throw DavRefusal{403, dav("supported-report"), "There is no such report here."};
}

} // namespace comity::api
