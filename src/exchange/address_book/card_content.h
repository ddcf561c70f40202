#pragma once
// What a card says, in the words of a contact: the properties that have a field, as the API would
// say them, and all other lines as they came.

#include "base/json.h"
#include "exchange/address_book/card_lines.h"
#include "exchange/exchange.h"

#include <array>
#include <functional>
#include <optional>

namespace comity::exchange {

using AddressParts = std::array<std::string, 5>; // street, city, region, postal code, country

struct CardAddress {
    std::string label;
    AddressParts parts;
    std::string raw; // the line
};

// Nothing means that the card has no such property.
struct CardContent {
    std::string uid;
    std::string first_name, last_name;
    std::string full_name; // when that is all the card gives; the names were read out of it
    std::optional<std::string> account, department, job_title, birthday, profile, description;
    std::optional<Json::Array> emails, phones; // {value, label}
    std::optional<Json::Array> tags;
    std::optional<std::vector<CardAddress>> addresses;
    std::vector<std::string> properties; // lines that are kept
    std::vector<std::string> pictures;   // the large ones of them: PHOTO, LOGO, SOUND, KEY
};

// `takes(field, value)`: whether that field of a contact takes the value; what no field takes is
// kept as a line. Error{malformed} as read_card_lines() has it.
using TakesField = std::function<bool(std::string_view field, const Json& value)>;
CardContent read_card(std::string_view text, const TakesField& takes);

} // namespace comity::exchange
