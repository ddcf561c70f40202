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

inline constexpr std::array<string_view, 7> sectors = {
    "manufacturing", "logistics", "healthcare", "retail", "software", "energy", "education"};

struct Place {
    string_view city;
    string_view country;
};
inline constexpr std::array<Place, 12> places = {{{"Hamburg", "Germany"},
                                                  {"München", "Germany"},
                                                  {"Köln", "Germany"},
                                                  {"Wien", "Austria"},
                                                  {"Zürich", "Switzerland"},
                                                  {"Utrecht", "Netherlands"},
                                                  {"Malmö", "Sweden"},
                                                  {"Tampere", "Finland"},
                                                  {"Lyon", "France"},
                                                  {"Torino", "Italy"},
                                                  {"Leeds", "United Kingdom"},
                                                  {"Cork", "Ireland"}}};

inline constexpr std::array<string_view, 8> job_titles = {
    "Head of Purchasing", "Lab Manager", "Managing Director", "Operations Manager",
    "Quality Engineer",   "CFO",         "IT Lead",           "Facility Manager"};

struct Ware {
    string_view name;
    string_view family;
    int price;
};
inline constexpr std::array<Ware, 8> wares = {{{"Atlas Balance 200", "Balances", 2400},
                                               {"Atlas Balance 500", "Balances", 5900},
                                               {"Lynx Microscope", "Optics", 8700},
                                               {"Lynx Microscope Pro", "Optics", 16400},
                                               {"Orion Spectrometer", "Analysis", 38500},
                                               {"Orion Sampler", "Analysis", 12900},
                                               {"Care Contract Basic", "Service", 1200},
                                               {"Care Contract Plus", "Service", 3600}}};

inline constexpr std::array<string_view, 6> lost_reasons = {
    "Price",       "Chose a competitor", "No budget this year",
    "No decision", "Missing feature",    "Timing"};

inline constexpr std::array<string_view, 4> competitors = {"Helvion", "Lab Nova", "Precisa Group",
                                                           "Ostra"};

inline constexpr std::array<string_view, 8> call_notes = {
    "Talked through the offer; the lab wants a demonstration on their own samples.",
    "Budget is confirmed for this quarter. Purchasing needs the comparison with the old device.",
    "They like the service contract. Asked for references from the same sector.",
    "Nobody reached; left a message with reception.",
    "Decision moved by two weeks, the managing director travels.",
    "Discussed delivery: six weeks are fine for them.",
    "Quality manager will join the next meeting and has questions about calibration.",
    "Sent the revised price as agreed; they compare with one other supplier."};

inline constexpr std::array<string_view, 6> next_steps = {
    "Send revised offer", "Call back about budget",     "Demonstration on site",
    "Prepare comparison", "Meet the managing director", "Follow up on contract"};

inline constexpr std::array<string_view, 5> lead_sources = {"website", "referral", "event",
                                                            "campaign", "cold_call"};

} // namespace comity::crm::demo
