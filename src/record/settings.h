#pragma once
// The firm's own settings, kept in the table `setting`, and what the program notes down there about
// itself.

#include "record/mechanism.h"
#include "store/database.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace comity::record {

// What servers are told by when the settings are others.
inline constexpr std::string_view settings_notice = "settings";

// The object whose one record the firm describes itself by, and the engine follows.
inline constexpr std::string_view company_object = "company";

// What the engine works by of what the firm says of itself. The business keeps it in step with its
// own record of the company.
struct Settings {
    std::string company;
    std::string currency = "EUR"; // base currency: what sums are in
    std::string zone = "UTC";
    std::string language = "en";
};

// The settings in memory. Any thread.
class FirmSettings {
public:
    explicit FirmSettings(store::Database& database) : m_database(database) {}

    // Reads them from the database.
    void load();
    Settings now() const;
    // Reads them again. Nobody catches what a listener throws, so a failure is logged, and they are
    // read with the next notice, whatever that is about.
    void hear(bool have_changed);

private:
    store::Database& m_database;
    mutable std::mutex m_mutex;
    Settings m_settings;
    bool m_has_missed = false; // others changed them and they could not be read
};

// Writes them; every server hears of it once the transaction is durable.
void put_settings(store::Connection& connection, const Settings& settings);

Mechanism settings_mechanism();

store::Table setting_table();
std::optional<std::string> find_setting(store::Connection& connection, std::string_view name);
void put_setting(store::Connection& connection, std::string_view name, std::string value);

} // namespace comity::record
