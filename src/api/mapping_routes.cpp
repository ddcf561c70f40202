// Saved mappings that fit a file; the mappings themselves are records like others.
#include "api/desk.h"
#include "exchange/import_mapping.h"

namespace comity::api {

void add_mapping_routes(http::Router& router, Desk& desk)
{
    add_route(router, desk, http::Method::get, "/api/v1/imports/{id}/mappings", http::Lane::slow,
              Who::signed_in, [](Call& call) {
                  std::string body;
                  exchange::list_fitting_mappings(call.engine(), call.actor, call.id(), body);
                  return http::json_response(200, std::move(body));
              });
}

} // namespace comity::api
