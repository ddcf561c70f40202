#pragma once
// Everything on the shelf. Defined by the build from the folders of this room (cmake/shelf.cmake).

#include "record/object/shelf.h"

namespace comity::crm {

record::Shelf shelf();

} // namespace comity::crm
