#pragma once
// Secrets are typed in, never read from a file: a file with a column of them would lie in the data
// folder in the clear, and so would a constant among the options that are kept of an import.

#include "exchange/import.h"
#include "exchange/import/mapping/mapping.h"

#include <string>
#include <vector>

namespace comity::exchange {

// Problems of what the options say about secret fields, other than which column is one.
std::vector<Problem> secret_options(const Object& object, const ImportOptions& options);
// Error{invalid} with all of them.
void refuse_secret_options(const Object& object, const ImportOptions& options);
// Error{invalid} naming each column that is a secret, by its header or by the options.
void refuse_secret_columns(const Object& object, const std::vector<std::string>& headers,
                           const ImportOptions& options, const Words& words);
// Of a file before it is kept. One that cannot be read is for whoever reads it to complain about.
void refuse_secret_columns(const Object& object, const std::string& file_path,
                           const ImportOptions& options, const Words& words);

} // namespace comity::exchange
