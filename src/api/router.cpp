#include "api/desk.h"

#include "http/static_files.h"

namespace comity::api {

http::Router make_router(Desk& desk)
{
    http::Router router;
    add_session_routes(router, desk);
    add_account_routes(router, desk);
    add_administration_routes(router, desk);
    add_object_routes(router, desk);
    add_shape_routes(router, desk);
    add_record_routes(router, desk);
    add_write_routes(router, desk);
    add_duplicate_routes(router, desk);
    add_mapping_routes(router, desk);
    add_merge_routes(router, desk);
    add_bulk_routes(router, desk);
    add_rule_routes(router, desk);
    add_change_routes(router, desk);
    add_import_routes(router, desk);
    add_sheet_routes(router, desk);
    add_tree_routes(router, desk);
    add_file_routes(router, desk);
    add_insight_routes(router, desk);
    add_access_routes(router, desk);
    add_live_routes(router, desk);
    add_dav_routes(router, desk);
    add_open_api_route(router, desk);
    router.otherwise(http::Lane::quick,
                     [](const http::Request& request) { return http::static_file(request); });
    return router;
}

} // namespace comity::api
