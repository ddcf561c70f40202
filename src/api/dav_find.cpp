// PROPFIND: what places and cards say of themselves.
#include "api/dav_desk.h"

#include "base/error.h"
#include "base/words/tongue.h"
#include "exchange/export/taken_out.h"
#include "record/object/catalog.h"

#include <algorithm>
#include <map>

namespace comity::api {

using exchange::BookEntry;
using exchange::BookKind;
using exchange::BookReading;
using Sort = DavPlace::Sort;

namespace {

DavName carddav(std::string_view name)
{
    return {std::string(card_space), std::string(name)};
}

std::string empty(std::string_view name)
{
    return dav_element(dav(name), "");
}

std::string href(std::string_view path)
{
    return dav_element(dav("href"), escaped_xml(path));
}

std::string title_of_book(BookKind kind, std::string_view language)
{
    return Tongue(language).tell(
        say(kind == BookKind::mine ? "address_book.my_contacts" : "address_book.all_contacts"));
}

std::string privileges_of(const DavCall& call)
{
    const record::Object& contacts = call.engine().catalog()->load("contact");
    std::string list;
    const auto add = [&](std::string_view name) {
        list += dav_element(dav("privilege"), empty(name));
    };
    add("read");
    add("read-current-user-privilege-set");
    const bool has_cards = call.place.sort == Sort::book || call.place.sort == Sort::card;
    if (has_cards && call.actor.reach(contacts, record::Verb::update) != record::Reach::none)
        add("write-content");
    if (has_cards && call.actor.reach(contacts, record::Verb::create) != record::Reach::none)
        add("bind");
    if (has_cards && call.actor.reach(contacts, record::Verb::remove) != record::Reach::none)
        add("unbind");
    return list;
}

std::string report_set()
{
    std::string set;
    for (const DavName& name :
         {carddav("addressbook-query"), carddav("addressbook-multiget"), dav("sync-collection")})
        set +=
            dav_element(dav("supported-report"), dav_element(dav("report"), dav_element(name, "")));
    return set;
}

std::string address_data_types()
{
    std::string types;
    for (const char* version : {"3.0", "4.0"})
        types += std::string("<C:address-data-type content-type=\"text/vcard\" version=\"") +
                 version + "\"/>";
    return types;
}

std::string token_of(DavCall& call)
{
    return call.address_book().token_now();
}

// Properties by name, each made only when it is asked for.
struct Property {
    DavName name;
    std::function<std::string()> value;
    bool is_of_all = true; // among those of allprop
};

std::string written(std::string_view path, const std::vector<Property>& known,
                    const WantedProperties& wanted)
{
    std::string found, missing;
    for (const Property& property : known) {
        if (wanted.is_all && property.is_of_all)
            found += dav_element(property.name, wanted.names_only ? "" : property.value());
        else if (std::ranges::find(wanted.names, property.name) != wanted.names.end())
            found += dav_element(property.name, property.value());
    }
    for (const DavName& name : wanted.names)
        if (std::ranges::find(known, name, &Property::name) == known.end())
            missing += dav_element(name, "");
    const auto stat = [](std::string_view properties, std::string_view status) {
        return dav_element(dav("propstat"),
                           dav_element(dav("prop"), properties) +
                               dav_element(dav("status"), std::string("HTTP/1.1 ").append(status)));
    };
    std::string inside = href(path);
    if (!found.empty() || missing.empty())
        inside += stat(found, "200 OK");
    if (!missing.empty())
        inside += stat(missing, "404 Not Found");
    return dav_element(dav("response"), inside);
}

void add_book_properties(std::vector<Property>& known, DavCall& call)
{
    known.push_back({carddav("addressbook-description"), [] { return std::string("Comity"); }});
    known.push_back({carddav("supported-address-data"), address_data_types, false});
    known.push_back({carddav("max-resource-size"), [] { return std::string("1000000"); }, false});
    known.push_back({dav("sync-token"), [&] { return escaped_xml(token_of(call)); }, false});
    known.push_back({{std::string(calendar_server_space), "getctag"},
                     [&] { return escaped_xml(token_of(call)); },
                     false});
}

std::string resource_type(Sort sort)
{
    std::string type = empty("collection");
    if (sort == Sort::principal)
        type += empty("principal");
    if (sort == Sort::book)
        type += dav_element(carddav("addressbook"), "");
    return type;
}

// Everything in the book, a page at a time: a listing has no pages of its own.
http::Response listing(DavCall& call, const WantedProperties& wanted)
{
    struct Walk {
        Walk(DavCall given, WantedProperties its_wanted)
            : call(std::move(given)), wanted(std::move(its_wanted)), book(call.address_book())
        {
        }
        DavCall call;
        WantedProperties wanted;
        BookReading book;
        Id after;
        bool has_begun = false;
    };
    // What the answer is made of outlives the request, which it never looks at again.
    auto walk = std::make_shared<Walk>(call, wanted);
    auto head = std::make_shared<std::string>(open_dav("multistatus") +
                                              response_of_place(call, call.place, wanted));
    http::Response response =
        http::stream_response("application/xml; charset=utf-8", [walk, head](std::string& out) {
            out += *head;
            head->clear();
            const auto pictures = walk->wanted.has(card_space, "address-data")
                                      ? BookReading::Pictures::read
                                      : BookReading::Pictures::left_out;
            const std::vector<BookEntry> page =
                walk->book.page(walk->after, cards_a_page, pictures);
            if (!page.empty())
                walk->call.engine().part<exchange::BulkReads>().note(
                    walk->call.actor, walk->book.contacts(),
                    static_cast<std::int64_t>(page.size()));
            for (const BookEntry& entry : page)
                out += response_of_card(walk->call, entry, walk->wanted);
            if (page.size() == cards_a_page) {
                walk->after = page.back().id();
                return true;
            }
            out += "</D:multistatus>";
            return false;
        });
    response.status = 207;
    response.with("DAV", "1, 3, access-control, addressbook");
    return response;
}

} // namespace

bool WantedProperties::has(std::string_view space, std::string_view name) const
{
    return std::ranges::any_of(names, [&](const DavName& one) { return one.is(space, name); });
}

WantedProperties wanted_properties(const DavNode* request)
{
    WantedProperties wanted;
    const DavNode* prop = request ? request->find(dav_space, "prop") : nullptr;
    wanted.names_only = request && request->find(dav_space, "propname");
    wanted.is_all = !prop;
    if (!prop)
        return wanted;
    for (const DavNode& child : prop->children) {
        wanted.names.push_back(child.name);
        if (child.name.is(card_space, "address-data") && child.attribute("version") == "4.0")
            wanted.version = exchange::CardVersion::v4;
    }
    return wanted;
}

std::string response_of_place(DavCall& asked, const DavPlace& place, const WantedProperties& wanted)
{
    DavCall call = asked;
    call.place = place;
    const auto self = [&] { return href(call.principal()); };
    std::vector<Property> known = {
        {dav("resourcetype"), [&] { return resource_type(place.sort); }},
        {dav("displayname"),
         [&] {
             return escaped_xml(place.sort == Sort::book
                                    ? title_of_book(place.kind, call.actor.language)
                                : place.sort == Sort::principal ? call.actor.name
                                                                : "Comity");
         }},
        {dav("current-user-principal"), self},
        {dav("principal-URL"), self, false},
        {dav("owner"), self, false},
        {dav("principal-collection-set"), [] { return href("/dav/principals/"); }, false},
        {dav("current-user-privilege-set"), [&] { return privileges_of(call); }, false},
        {dav("supported-report-set"), [] { return report_set(); }, false},
        {carddav("addressbook-home-set"), [&] { return href(call.home()); }, false},
    };
    if (place.sort == Sort::book)
        add_book_properties(known, call);
    return written(call.here(), known, wanted);
}

std::string response_of_card(const DavCall& call, const BookEntry& entry,
                             const WantedProperties& wanted)
{
    const std::vector<Property> known = {
        {dav("resourcetype"), [] { return std::string(); }},
        {dav("getetag"), [&] { return escaped_xml(entry.etag()); }},
        {dav("getcontenttype"), [] { return std::string("text/vcard; charset=utf-8"); }},
        {dav("current-user-privilege-set"), [&] { return privileges_of(call); }, false},
        {carddav("address-data"),
         [&] { return escaped_xml(exchange::write_card(entry, call.actor, wanted.version)); },
         false},
    };
    return written(call.card(entry.resource), known, wanted);
}

std::string response_of_missing(const DavCall& call, std::string_view resource)
{
    return dav_element(dav("response"), href(call.card(resource)) +
                                            dav_element(dav("status"), "HTTP/1.1 404 Not Found"));
}

http::Response answer_propfind(DavCall& call)
{
    const std::string_view depth = call.request.header("Depth");
    if (depth != "" && depth != "0" && depth != "1")
        throw DavRefusal{403, dav("propfind-finite-depth"), "Ask with Depth: 0 or 1."};
    std::optional<DavNode> body;
    if (!call.request.body.empty())
        body = read_dav(call.request.body);
    if (body && !body->name.is(dav_space, "propfind"))
        throw Error(Cause::malformed, say("address_book.body_of_propfind_is_propfind"));
    const WantedProperties wanted = wanted_properties(body ? &*body : nullptr);
    std::string out = open_dav("multistatus");
    if (call.place.sort == Sort::card) {
        out += response_of_card(call, call.address_book().load_card(call.place.card), wanted);
        return dav_response(207, out + "</D:multistatus>");
    }
    if (call.place.sort == Sort::book && depth == "1")
        return listing(call, wanted);
    out += response_of_place(call, call.place, wanted);
    if (depth == "1" && call.place.sort == Sort::home)
        out += response_of_place(
            call, {Sort::book, exchange::chosen_book(call.engine(), call.actor), ""}, wanted);
    if (depth == "1" && call.place.sort == Sort::root) {
        out += response_of_place(call, {Sort::principal, BookKind::mine, ""}, wanted);
        out += response_of_place(call, {Sort::home, BookKind::mine, ""}, wanted);
    }
    return dav_response(207, out + "</D:multistatus>");
}

} // namespace comity::api
