#pragma once
// Words that the demo firm is made of. Invented people and companies; nobody is meant.

#include <array>
#include <string_view>

namespace comity::crm::demo {

using std::string_view;

inline constexpr std::array<string_view, 40> first_names = {
    "Anna",   "Ben",      "Clara",  "David",  "Elena",  "Felix",  "Greta",   "Hugo",
    "Ines",   "Jonas",    "Katrin", "Lukas",  "Maria",  "Niklas", "Olga",    "Paul",
    "Renate", "Simon",    "Tessa",  "Viktor", "Amélie", "Bruno",  "Chiara",  "Diego",
    "Eszter", "François", "Giulia", "Henrik", "Ilse",   "João",   "Kerstin", "Liam",
    "Maeve",  "Noor",     "Oskar",  "Priya",  "Rasmus", "Sofía",  "Tomasz",  "Zoë"};

inline constexpr std::array<string_view, 40> last_names = {
    "Albrecht",   "Brandt", "Castillo", "Dahl",      "Ekström", "Fischer", "García",   "Haas",
    "Ivanova",    "Jansen", "Keller",   "Lindqvist", "Moreau",  "Nowak",   "Okafor",   "Petrov",
    "Quinn",      "Rossi",  "Schäfer",  "Thorsen",   "Ueda",    "Vogel",   "Weber",    "Yıldız",
    "Zimmermann", "Bauer",  "Costa",    "Dubois",    "Fontana", "Gruber",  "Holm",     "Kowalski",
    "Lefèvre",    "Müller", "Nilsson",  "Oliveira",  "Pohl",    "Richter", "Sørensen", "Tanaka"};

inline constexpr std::array<string_view, 30> company_stems = {
    "Alpenglas",   "Baltic Freight", "Cerulean",    "Donau Technik", "Eastfold",   "Fjordline",
    "Grünwald",    "Harbourview",    "Isar Chemie", "Juniper",       "Kestrel",    "Lumen",
    "Meridian",    "Nordlicht",      "Oakhurst",    "Polder",        "Quarzwerk",  "Rheingold",
    "Silverbirch", "Talvik",         "Umbra",       "Vantaa",        "Westerwald", "Xylon",
    "Yarrow",      "Zephyr",         "Bluestone",   "Copperfield",   "Drift",      "Elbtal"};

inline constexpr std::array<string_view, 6> company_ends = {"GmbH", "Ltd",    "AG",
                                                            "B.V.", "S.r.l.", "Oy"};

// What follows are keys of words/server/demo.txt.
inline constexpr std::array<string_view, 7> sectors = {
    "demo.sector_manufacturing", "demo.sector_logistics", "demo.sector_healthcare",
    "demo.sector_retail",        "demo.sector_software",  "demo.sector_energy",
    "demo.sector_education"};

struct Place {
    string_view city;
    string_view country; // a key
};
inline constexpr std::array<Place, 12> places = {{{"Hamburg", "demo.country_germany"},
                                                  {"München", "demo.country_germany"},
                                                  {"Köln", "demo.country_germany"},
                                                  {"Wien", "demo.country_austria"},
                                                  {"Zürich", "demo.country_switzerland"},
                                                  {"Utrecht", "demo.country_netherlands"},
                                                  {"Malmö", "demo.country_sweden"},
                                                  {"Tampere", "demo.country_finland"},
                                                  {"Lyon", "demo.country_france"},
                                                  {"Torino", "demo.country_italy"},
                                                  {"Leeds", "demo.country_united_kingdom"},
                                                  {"Cork", "demo.country_ireland"}}};

inline constexpr std::array<string_view, 8> job_titles = {
    "demo.job_purchasing", "demo.job_lab", "demo.job_director", "demo.job_operations",
    "demo.job_quality",    "demo.job_cfo", "demo.job_it",       "demo.job_facility"};

struct Ware {
    string_view name; // a key, as the family
    string_view family;
    int price;
};
inline constexpr std::array<Ware, 8> wares = {
    {{"demo.ware_balance_200", "demo.family_balances", 2400},
     {"demo.ware_balance_500", "demo.family_balances", 5900},
     {"demo.ware_microscope", "demo.family_optics", 8700},
     {"demo.ware_microscope_pro", "demo.family_optics", 16400},
     {"demo.ware_spectrometer", "demo.family_analysis", 38500},
     {"demo.ware_sampler", "demo.family_analysis", 12900},
     {"demo.ware_care_basic", "demo.family_service", 1200},
     {"demo.ware_care_plus", "demo.family_service", 3600}}};

inline constexpr std::array<string_view, 6> lost_reasons = {
    "demo.lost_price",       "demo.lost_competitor", "demo.lost_budget",
    "demo.lost_no_decision", "demo.lost_feature",    "demo.lost_timing"};

inline constexpr std::array<string_view, 4> competitors = {"Helvion", "Lab Nova", "Precisa Group",
                                                           "Ostra"};

inline constexpr std::array<string_view, 8> call_notes = {
    "demo.note_samples", "demo.note_budget",   "demo.note_references",  "demo.note_nobody",
    "demo.note_moved",   "demo.note_delivery", "demo.note_calibration", "demo.note_revised"};

inline constexpr std::array<string_view, 6> next_steps = {
    "demo.next_offer",      "demo.next_budget",   "demo.next_demonstration",
    "demo.next_comparison", "demo.next_director", "demo.next_contract"};

inline constexpr std::array<string_view, 5> lead_sources = {"website", "referral", "event",
                                                            "campaign", "cold_call"};

} // namespace comity::crm::demo
