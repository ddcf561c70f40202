#include "record/settings.h"

#include "base/error.h"
#include "base/log.h"
#include "record/engine.h"

namespace comity::record {

store::Table setting_table()
{
    store::Table table;
    table.name = "setting";
    table.columns = {{"name", store::Type::text, true}, {"value", store::Type::text}};
    table.primary_key = {"name"};
    return table;
}

std::optional<std::string> find_setting(store::Connection& connection, std::string_view name)
{
    std::optional<std::string> value;
    connection.query({R"(SELECT "value" FROM "setting" WHERE "name" = ?)", {std::string(name)}},
                     [&](const store::Row& row) { value = std::string(row.text(0)); });
    return value;
}

void put_setting(store::Connection& connection, std::string_view name, std::string value)
{
    connection.execute(R"(INSERT INTO "setting" ("name", "value") VALUES (?, ?)
                          ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value")",
                       {std::string(name), std::move(value)});
}

Settings FirmSettings::now() const
{
    std::lock_guard lock(m_mutex);
    return m_settings;
}

void FirmSettings::load()
{
    Settings settings;
    m_database.read([&](store::Connection& connection) {
        settings.company = find_setting(connection, "company").value_or("");
        settings.currency = find_setting(connection, "currency").value_or("EUR");
        settings.zone = find_setting(connection, "zone").value_or("UTC");
        settings.language = find_setting(connection, "language").value_or("en");
    });
    std::lock_guard lock(m_mutex);
    m_settings = std::move(settings);
    m_has_missed = false;
}

void put_settings(store::Connection& connection, const Settings& settings)
{
    put_setting(connection, "company", settings.company);
    put_setting(connection, "currency", settings.currency);
    put_setting(connection, "zone", settings.zone);
    put_setting(connection, "language", settings.language);
    connection.notify(std::string(settings_notice));
}

void FirmSettings::hear(bool have_changed)
{
    {
        std::lock_guard lock(m_mutex);
        m_has_missed = m_has_missed || have_changed;
        if (!m_has_missed)
            return;
    }
    try {
        load();
    } catch (const Error& error) {
        log_warning("the settings could not be read again: " + error.message());
    }
}

Mechanism settings_mechanism()
{
    return {.name = "settings",
            .follows = {std::string(company_object)},
            .follow = [](Engine& engine) { engine.load_settings(); }};
}

} // namespace comity::record
