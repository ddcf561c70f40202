#pragma once
// Where the values of a JSON text stand, so that what is wrong with one can be told with its line.

#include <map>
#include <string>
#include <string_view>

namespace comity {

// The line, from 1, on which each value begins, by its place: `objects[2].fields[0].kind`; the
// whole is "". Of a text that parse_json() has read; of any other some lines are missing.
using JsonLines = std::map<std::string, int, std::less<>>;
JsonLines lines_of_json(std::string_view text);

// The line of the place, or of what it is part of.
int line_of(const JsonLines& lines, std::string_view place);

} // namespace comity
