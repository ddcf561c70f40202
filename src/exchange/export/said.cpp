#include "exchange/export/said.h"

#include "base/money.h"
#include "base/time_in_zone.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/label.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace comity::exchange {
namespace {

using Sort = ExportCell::Sort;

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

// "-1234567.50" with its thousands apart, in the reader's signs.
std::string Said::amount(std::string plain) const
{
    const std::size_t point = std::min(plain.find('.'), plain.size());
    const std::size_t first = plain.starts_with('-') ? 1 : 0;
    if (m_tongue.is("de") && point < plain.size())
        plain[point] = ',';
    for (std::size_t at = point; at > first + 3; at -= 3)
        plain.insert(at - 3, 1, m_tongue.is("de") ? '.' : ',');
    return plain;
}

ExportCell Said::cell(const Field& field, std::span<const Value> cells) const
{
    ExportCell said;
    if (field.kind == Kind::address) {
        for (const Value& value : cells)
            if (const auto* text = std::get_if<std::string>(&value); text && !text->empty())
                said.text += (said.text.empty() ? "" : ", ") + *text;
        said.sort = said.text.empty() ? Sort::empty : Sort::text;
        return said;
    }
    if (std::holds_alternative<Null>(cells[0]))
        return said;
    said.sort = Sort::text;
    if (const auto* text = std::get_if<std::string>(&cells[0]); text && field.kind == Kind::choice)
        said.text = choice(field, *text);
    else if (text && field.kind == Kind::choices)
        for (const std::string_view key : values_of_lines(*text))
            said.text += (said.text.empty() ? "" : ", ") + choice(field, key);
    else if (const auto* flag = std::get_if<bool>(&cells[0]))
        said.text = m_tongue.tell(say(*flag ? "paper.yes" : "paper.no"));
    else if (const auto* day = std::get_if<Date>(&cells[0]))
        said.text = date(*day);
    else if (const auto* when = std::get_if<Instant>(&cells[0]))
        said.text = moment(*when);
    else if (const auto* whole = std::get_if<std::int64_t>(&cells[0])) {
        said.sort = Sort::number; // money, or a version
        said.text = std::to_string(*whole);
        if (field.kind == Kind::money) {
            const auto* currency = std::get_if<std::string>(&cells[1]);
            said.text = amount(format_amount({*whole})) + (currency ? " " + *currency : "");
        }
    } else {
        kind_of(field).write_text(said.text, field, cells);
        if (std::holds_alternative<double>(cells[0])) {
            said.sort = Sort::number;
            if (m_tongue.is("de"))
                std::ranges::replace(said.text, '.', ',');
            if (field.kind == Kind::percent)
                said.text += " %";
        }
    }
    return said;
}

} // namespace comity::exchange
