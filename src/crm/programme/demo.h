#pragma once
// A believable firm to try Comity with: people, accounts, contacts, leads, products, deals with a
// past of stage moves, activities done and planned. Generated from a fixed seed, dated relative to
// today.

#include "record/engine.h"

#include <string>

namespace comity::crm {

struct DemoFirm {
    std::string company;
    std::string summary;  // "48 accounts, 120 contacts, …"
    std::string email;    // of the administrator
    std::string password; // made at random for this database
};

// Its people, notes and products in that language. Error{conflict} when the database holds
// customers already.
DemoFirm make_demo_firm(record::Engine& engine, std::string_view language);

} // namespace comity::crm
