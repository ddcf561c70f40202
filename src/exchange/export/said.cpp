#include "exchange/export/said.h"

#include "base/time_in_zone.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "store/database.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace comity::exchange {
namespace {

constexpr int most_choices = 5'000;
constexpr std::int64_t us_per_minute = 60'000'000;
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::map<std::string, std::string> names_of(Engine& engine, const Object& object)
{
    std::map<std::string, std::string> names;
    const std::string sql = "SELECT \"key\", " + store::quote(object.title) + " FROM " +
                            store::quote(Catalog::table_of(object)) + " ORDER BY \"id\" LIMIT " +
                            std::to_string(most_choices);
    engine.database().read([&](store::Connection& connection) {
        names.clear();
        connection.query({sql, {}}, [&](const store::Row& row) {
            names.try_emplace(std::string(row.text(0)), row.text(1));
        });
    });
    return names;
}

} // namespace

Said::Said(Engine& engine, const Catalog& catalog, const Actor& actor,
           std::span<const Field* const> fields)
    : m_tongue(tongue_of(engine.shelf(), actor.language)), m_zone(actor.zone)
{
    for (const Field* field : fields)
        if (const Object* object = catalog.find(field->choices_object);
            object && !m_names.contains(object->name))
            m_names[object->name] = names_of(engine, *object);
}

std::string Said::date(Date date) const
{
    const CivilDate civil = civil_of(date);
    if (m_tongue.is("de"))
        return fmt::format("{:02}.{:02}.{:04}", civil.day, civil.month, civil.year);
    return fmt::format("{} {} {}", civil.day, months[static_cast<std::size_t>(civil.month - 1)],
                       civil.year);
}

std::string Said::moment(Instant moment) const
{
    const std::int64_t minutes = wall_of(moment, m_zone).us / us_per_minute;
    const std::int64_t of_day = (minutes % 1440 + 1440) % 1440;
    return fmt::format("{} {:02}:{:02}", date(date_in(moment, m_zone)), of_day / 60, of_day % 60);
}

std::string Said::choice(const Field& field, std::string_view key) const
{
    for (const Choice& each : field.choices)
        if (each.key == key)
            return std::string(m_tongue.label(each.label));
    if (const auto names = m_names.find(field.choices_object); names != m_names.end())
        if (const auto name = names->second.find(std::string(key)); name != names->second.end())
            return name->second;
    return label_from(key);
}

std::string Said::figure(std::string plain, bool apart) const
{
    const std::size_t point = std::min(plain.find('.'), plain.size());
    const std::size_t first = plain.starts_with('-') ? 1 : 0;
    if (m_tongue.is("de") && point < plain.size())
        plain[point] = ',';
    for (std::size_t at = point; apart && at > first + 3; at -= 3)
        plain.insert(at - 3, 1, m_tongue.is("de") ? '.' : ',');
    return plain;
}

ExportCell Said::cell(const Field& field, std::span<const Value> cells) const
{
    ExportCell said = text_cell(kind_of(field).tell(field, cells, *this));
    if (said.sort == ExportCell::Sort::text && adds_up(worth_of(field)))
        said.sort = ExportCell::Sort::number;
    return said;
}

} // namespace comity::exchange
