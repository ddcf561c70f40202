#pragma once
// The rooms put together: a database opened, an engine on it, the firm's basics there.

#include "commands/commands.h"
#include "crm/shelf.h"
#include "record/engine.h"
#include "record/outside.h"
#include "store/database.h"

#include <memory>

namespace comity::commands {

struct House {
    std::unique_ptr<store::Database> database;
    std::unique_ptr<record::Engine> engine; // uses the database to its end

    // Before the folder is used otherwise.
    void close()
    {
        engine.reset();
        database.reset();
    }
};

struct Opening {
    bool read_only = false; // looks at a database beside a running server and changes nothing
    int statement_limit_ms = 30'000; // how long the database may work on one question
    std::shared_ptr<record::Outside> outside = nullptr; // null: it speaks to no other systems
};
House open_house(const Place& place, const Opening& how = {});

} // namespace comity::commands
