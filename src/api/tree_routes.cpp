// Records in their trees.
#include "api/answers.h"
#include "api/desk.h"
#include "record/find/tree_page.h"

namespace comity::api {

using namespace record;

namespace {

http::Response tree(Call& call)
{
    TreeQuery query;
    query.after = call.text("after");
    query.limit = static_cast<int>(call.number("limit", 50, 1, 200));
    query.with_figures = call.text("figures") == "true";
    query.as_of = as_of(call);
    std::string body;
    read_tree(call.engine(), call.actor, call.object(), call.id(), query, body);
    return http::json_response(200, std::move(body));
}

} // namespace

void add_tree_routes(http::Router& router, Desk& desk)
{
    add_route(router, desk, http::Method::get, "/api/v1/{plural}/{id}/tree", http::Lane::slow,
              Who::signed_in, Taking({"after", "limit", "figures", "as_of"}, tree));
}

} // namespace comity::api
