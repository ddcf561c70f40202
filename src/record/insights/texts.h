#pragma once
// Small pieces that the parts of an answer share: filters put together as text, numbers in JSON.

#include "base/json.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace comity::record {

// What must all hold; nothing at all is no filter. In the language of filters AND binds least.
std::string all_of(std::initializer_list<std::string_view> filters);
// `pipeline = "0198…"`; for an empty value `NOT pipeline:*`.
std::string is_value(std::string_view path, std::string_view value);

Json without(Json object, std::string_view member);
// A number, or the amount of money; 0 for anything else.
double number_in(const Json* value);
Json number_of(double number);
// As a person would say it: below ten with one decimal, else whole.
double said_percent(double percent);

} // namespace comity::record
