#pragma once
// The rooms put together: a database opened, an engine on it, the firm's basics there.

#include "commands/commands.h"
#include "crm/shelf.h"
#include "record/engine.h"
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

// `read_only` looks at a database beside a running server and changes nothing. `statement_limit_ms`
// is how long the database may work on one question.
House open_house(const Place& place, bool read_only = false, int statement_limit_ms = 30'000);

} // namespace comity::commands
