#pragma once
// The firm's own settings, kept in the table `setting`, and what the program notes down there about
// itself.

#include "store/database.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace comity::record {

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
    // Durable when it returns; other servers hear of it.
    void change(const Settings& settings);
    // Reads them again. Nobody catches what a listener throws, so a failure is logged, and they are
    // read with the next notice, whatever that is about.
    void hear(bool have_changed);

private:
    store::Database& m_database;
    mutable std::mutex m_mutex;
    Settings m_settings;
    bool m_has_missed = false; // others changed them and they could not be read
};

store::Table setting_table();
std::optional<std::string> find_setting(store::Connection& connection, std::string_view name);
void put_setting(store::Connection& connection, std::string_view name, std::string value);

} // namespace comity::record
