#pragma once
// What `comity bench` asks: found out from the records that are there, so that it fits every firm.

#include "record/engine.h"

#include <functional>
#include <string>
#include <vector>

namespace comity::commands {

struct Asked {
    std::string method;
    std::string target; // below /api/v1
    std::string body;
};

// One line of the table. Each turn is asked something else where that makes a difference.
struct Question {
    std::string name;
    // One request, or those that a whole screen sends.
    std::function<std::vector<Asked>(std::size_t turn)> requests;
};

// About the three objects with the most records. `records` becomes the number of all records.
// Writes only where `may_write`. Nothing for a database without records.
std::vector<Question> make_questions(record::Engine& engine, const record::Actor& actor,
                                     bool may_write, std::int64_t& records);

} // namespace comity::commands
