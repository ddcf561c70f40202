#pragma once
// Which names an administrator may give, and how much fits.

#include "base/error.h"
#include "record/object/object.h"

#include <string_view>
#include <vector>

namespace comity::record {

constexpr std::size_t longest_object_name = 40;
constexpr std::size_t longest_field_name = 48;
constexpr std::size_t longest_table_name = 63; // PostgreSQL cuts what is longer
constexpr std::size_t most_custom_fields = 500;
constexpr std::size_t most_custom_objects = 200;
constexpr std::size_t most_columns = 1500; // of an object; an address takes five
constexpr std::size_t most_choices = 500;

// Adds what is wrong with the word itself: letters, length, words of SQL and of the filter
// language.
void check_word(std::string_view name, std::string_view member, std::size_t longest,
                std::vector<Problem>& problems);
// Addresses of the API, tables of the program's own.
bool is_taken_plural(std::string_view plural);
// What every record has already.
bool is_system_word(std::string_view field);

} // namespace comity::record
