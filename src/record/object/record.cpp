#include "record/object/record.h"

#include "record/object/kind.h"

namespace comity::record {
namespace {

template <class Type> std::optional<Type> cell_as(const Record& record, std::string_view name)
{
    const Field& field = record.object->load_field(name);
    if (const Type* value = std::get_if<Type>(&record.cells[field.column]))
        return *value;
    return std::nullopt;
}

} // namespace

std::string Record::text(std::string_view name) const
{
    return cell_as<std::string>(*this, name).value_or("");
}

std::optional<Id> Record::reference(std::string_view name) const
{
    return cell_as<Id>(*this, name);
}

std::optional<Date> Record::date(std::string_view name) const
{
    return cell_as<Date>(*this, name);
}

std::optional<Instant> Record::instant(std::string_view name) const
{
    return cell_as<Instant>(*this, name);
}

std::optional<double> Record::number(std::string_view name) const
{
    return cell_as<double>(*this, name);
}

bool Record::flag(std::string_view name) const
{
    return cell_as<bool>(*this, name).value_or(false);
}

Json Record::json(std::string_view name) const
{
    const Field& field = object->load_field(name);
    std::string text;
    JsonWriter writer(text);
    kind_of(field).write_json(writer, field, of(field));
    return parse_json(text);
}

Record make_record(const Object& object)
{
    Record record;
    record.object = &object;
    int columns = system_column_count;
    for (const Field& field : object.fields)
        columns += field.column_count;
    record.cells.resize(static_cast<std::size_t>(columns));
    return record;
}

} // namespace comity::record
