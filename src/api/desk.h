#pragma once
// The desk: from a request to the workroom and back. It finds the route, turns a cookie or a key
// into an Actor, JSON into values, and an error into a status. It decides nothing about business.

#include "api/route_times.h"
#include "api/view_as.h"
#include "http/router.h"
#include "record/access/actor.h"
#include "record/engine.h"
#include "record/object/catalog.h"
#include "record/sign_in/identity.h"

#include <functional>
#include <memory>
#include <string>

namespace comity::api {

class LiveUpdates;

// What all routes share; outlives the server.
struct Desk {
    record::Engine& engine;
    LiveUpdates& live;
    bool is_secure_cookie = false; // behind TLS
    RouteTimes times = {};
    Looks looks = {};
};

// One request on its way.
struct Call {
    Desk& desk;
    const http::Request& request;
    record::Actor actor;                    // of no one for open routes
    std::optional<record::Session> session; // when signed in by cookie
    std::string cookie;

    record::Engine& engine() { return desk.engine; }
    std::shared_ptr<const record::Catalog> catalog = desk.engine.catalog();
    // The object that the path names. Error{not_found}.
    const record::Object& object() const { return catalog->load(request.parameter("plural")); }
    Id id(std::string_view parameter = "id") const; // Error{not_found} when it is none
    Json body() const; // Error{malformed}; an object, or null when empty
    std::string text(std::string_view name) const; // a query parameter, or ""
    int number(std::string_view name, int otherwise, int least, int most) const; // Error{malformed}
};

enum class Who { anyone, signed_in };
using Take = std::function<http::Response(Call&)>;

// What a route does, and the query parameters that it knows: others are refused before it begins,
// so that a mistyped one never means something else. `view_as` is known to all.
struct Taking {
    template <typename Answering>
    Taking(Answering answering) : take(std::move(answering)) // a route without parameters
    {
    }
    Taking(std::vector<std::string_view> its_parameters, Take its_take)
        : take(std::move(its_take)), parameters(std::move(its_parameters))
    {
    }

    Take take;
    std::vector<std::string_view> parameters = {};
};
// Of routes that know their parameters only when they are asked, and check them themselves.
inline const std::vector<std::string_view> any_parameters = {"*"};

// Wraps what it takes so that every error becomes an answer, and adds it to the router.
void add_route(http::Router& router, Desk& desk, http::Method method, std::string_view pattern,
               http::Lane lane, Who who, Taking taking, http::Body body = http::Body::small);

// All routes of the program.
http::Router make_router(Desk& desk);

// The rooms of the desk, each in its own file.
void add_session_routes(http::Router& router, Desk& desk);
void add_administration_routes(http::Router& router, Desk& desk); // how the program fares
void add_account_routes(http::Router& router, Desk& desk);        // me, keys, settings, invitations
void add_object_routes(http::Router& router, Desk& desk);
void add_record_routes(http::Router& router, Desk& desk);
void add_write_routes(http::Router& router, Desk& desk);
void add_duplicate_routes(http::Router& router, Desk& desk);
void add_rule_routes(http::Router& router, Desk& desk);
void add_mapping_routes(http::Router& router, Desk& desk);
void add_merge_routes(http::Router& router, Desk& desk);
void add_bulk_routes(http::Router& router, Desk& desk);
void add_change_routes(http::Router& router, Desk& desk);
void add_import_routes(http::Router& router, Desk& desk);
void add_sheet_routes(http::Router& router, Desk& desk);
void add_tree_routes(http::Router& router, Desk& desk);
void add_file_routes(http::Router& router, Desk& desk);
void add_insight_routes(http::Router& router, Desk& desk);
void add_access_routes(http::Router& router, Desk& desk); // shares, who may see what
void add_live_routes(http::Router& router, Desk& desk);
void add_shape_routes(http::Router& router, Desk& desk);
void add_dav_routes(http::Router& router, Desk& desk); // address books of phones
void add_open_api_route(http::Router& router, Desk& desk);

// Reads on SQLite are quick; whatever may wait for a network or a writer is slow.
http::Lane choose_lane(const Desk& desk, const http::Request& request, http::Lane wanted);

} // namespace comity::api
