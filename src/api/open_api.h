#pragma once
// The API described by itself: OpenAPI 3.1, generated from the catalog and the shelf, custom
// objects and all, so that it is never behind the program.

#include "record/engine.h"
#include "record/object/shelf.h"

#include <string>

namespace comity::api {

std::string format_open_api(const record::Catalog& catalog, const record::Shelf& shelf);

} // namespace comity::api
