#pragma once
// Where the columns of address books' exports go. Only presets.cpp includes this. Headers are
// folded: small letters, no accents.

#include "exchange/exchange.h"
#include "exchange/import/reading/presets.h"

namespace comity::exchange::preset_columns {

inline constexpr PresetColumn linkedin[] = {
    {"first name", "first_name"}, {"last name", "last_name"}, {"url", "profile"},
    {"email address", "emails"},  {"company", "account"},     {"position", "job_title"},
};

inline constexpr PresetColumn google[] = {
    {"first name", "first_name"},
    {"last name", "last_name"},
    {"organization name", "account"},
    {"organization title", "job_title"},
    {"organization department", "department"},
    {"birthday", "birthday"},
    {"notes", "description"},
    {"e-mail 1 - value", "emails"},
    {"e-mail 2 - value", "emails"},
    {"e-mail 3 - value", "emails"},
    {"phone 1 - value", "phones"},
    {"phone 2 - value", "phones"},
    {"phone 3 - value", "phones"},
    {"address 1 - street", "address.street"},
    {"address 1 - city", "address.city"},
    {"address 1 - region", "address.region"},
    {"address 1 - postal code", "address.postal_code"},
    {"address 1 - country", "address.country"},
    {"website 1 - value", "profile"},
};

inline constexpr PresetColumn google_until_2024[] = {
    {"given name", "first_name"},
    {"family name", "last_name"},
    {"organization 1 - name", "account"},
    {"organization 1 - title", "job_title"},
    {"organization 1 - department", "department"},
    {"birthday", "birthday"},
    {"notes", "description"},
    {"e-mail 1 - value", "emails"},
    {"e-mail 2 - value", "emails"},
    {"phone 1 - value", "phones"},
    {"phone 2 - value", "phones"},
    {"address 1 - street", "address.street"},
    {"address 1 - city", "address.city"},
    {"address 1 - region", "address.region"},
    {"address 1 - postal code", "address.postal_code"},
    {"address 1 - country", "address.country"},
    {"website 1 - value", "profile"},
};

inline constexpr PresetColumn outlook[] = {
    {"first name", "first_name"},
    {"last name", "last_name"},
    {"company", "account"},
    {"department", "department"},
    {"job title", "job_title"},
    {"e-mail address", "emails"},
    {"e-mail 2 address", "emails"},
    {"e-mail 3 address", "emails"},
    {"business phone", "phones:work"},
    {"business phone 2", "phones:work"},
    {"home phone", "phones:home"},
    {"mobile phone", "phones:mobile"},
    {"business street", "address.street"},
    {"business city", "address.city"},
    {"business state", "address.region"},
    {"business postal code", "address.postal_code"},
    {"business country/region", "address.country"},
    {"birthday", "birthday"},
    {"notes", "description"},
    {"web page", "profile"},
};

inline constexpr PresetColumn outlook_german[] = {
    {"vorname", "first_name"},
    {"nachname", "last_name"},
    {"firma", "account"},
    {"abteilung", "department"},
    {"position", "job_title"},
    {"e-mail-adresse", "emails"},
    {"e-mail 2: adresse", "emails"},
    {"e-mail 3: adresse", "emails"},
    {"telefon geschaftlich", "phones:work"},
    {"telefon geschaftlich 2", "phones:work"},
    {"telefon privat", "phones:home"},
    {"mobiltelefon", "phones:mobile"},
    {"strasse geschaftlich", "address.street"},
    {"ort geschaftlich", "address.city"},
    {"region geschaftlich", "address.region"},
    {"postleitzahl geschaftlich", "address.postal_code"},
    {"land/region geschaftlich", "address.country"},
    {"geburtstag", "birthday"},
    {"notizen", "description"},
    {"webseite", "profile"},
};

} // namespace comity::exchange::preset_columns
