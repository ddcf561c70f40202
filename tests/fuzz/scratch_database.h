#pragma once
// An empty SQLite database in memory with the subject's tables: does it understand a statement?

#include <string>

namespace comity::fuzz {

// Ends the program when it does not.
void check_statement(const std::string& sql);

} // namespace comity::fuzz
