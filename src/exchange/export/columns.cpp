// Fields as columns, values as cells.
#include "exchange/cells.h"

#include "base/error.h"
#include "exchange/export/said.h"
#include "record/language/derived_value.h"
#include "record/language/filter_sql.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::exchange {
namespace {

constexpr std::size_t most_titles = 20'000;

// Cells of a field, also of one that every record has.
std::span<const Value> values_of(const Record& record, const Field& field)
{
    return {record.cells.data() + field.column, static_cast<std::size_t>(field.column_count)};
}

// A version is the one value that is no field's.
bool is_version(const Field& field)
{
    return field.name == "version" && field.column == column_version;
}

ExportCell version_cell(std::int64_t version)
{
    ExportCell cell;
    cell.sort = ExportCell::Sort::number;
    cell.text = std::to_string(version);
    cell.number = static_cast<double>(version);
    return cell;
}

} // namespace

ExportColumns::ExportColumns(Engine& engine, const Catalog& catalog, const Actor& actor,
                             const Object& object, const ExportQuery& query)
    : m_catalog(catalog), m_with_ids(query.with_ids)
{
    std::vector<Problem> problems;
    for (const std::string& name : query.list.fields) {
        const Field* field = find_visible_field(object, actor, name);
        if (!field)
            problems.push_back({name, "unknown",
                                say("common.no_field_name_in_objects",
                                    {{"name", name}, {"objects", as_label(object.label_plural)}})});
        else if (std::ranges::find(m_fields, field) == m_fields.end())
            m_fields.push_back(field);
    }
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    if (query.list.fields.empty())
        choose_all(actor, object, query.format);
    if (query.format == ExportFormat::pdf)
        m_said = std::make_unique<Said>(engine, catalog, actor, m_fields);
    for (const Field* field : m_fields)
        add_names(*field);
}

ExportColumns::~ExportColumns() = default;

void ExportColumns::choose_all(const Actor& actor, const Object& object, ExportFormat format)
{
    if (format == ExportFormat::pdf) {
        for (const std::string& name : object.list)
            if (const Field* field = find_visible_field(object, actor, name))
                m_fields.push_back(field);
        return;
    }
    if (m_with_ids || format == ExportFormat::json)
        m_fields.push_back(find_system_field("id"));
    for (const Field& field : object.fields)
        if (!field.is_hidden && actor.may_see(object, field))
            m_fields.push_back(&field);
    for (const Field& field : object.derived)
        if (!field.is_hidden && actor.may_see(object, field) && !field.derived->reads_others)
            m_fields.push_back(&field);
}

std::vector<const Field*> ExportColumns::derived() const
{
    std::vector<const Field*> derived;
    for (const Field* field : m_fields)
        if (field->is_derived())
            derived.push_back(field);
    return derived;
}

void ExportColumns::add_names(const Field& field)
{
    if (m_said) {
        m_names.emplace_back(m_said->tongue().label(field.label));
        return;
    }
    const bool is_system = find_system_field(field.name) == &field;
    const auto parts = kind_of(field).parts(field);
    if (facts_of(field).is_in_parts) {
        for (const Part& part : parts)
            m_names.push_back(field.name + std::string(part.suffix));
        return;
    }
    m_names.push_back(field.name);
    if (!facts_of(field).refers || field.name == "id")
        return;
    if (parts.size() > 1 && !is_system)
        m_names.push_back(field.name + "_object");
    if (m_with_ids)
        m_names.push_back(field.name + "_id");
}

void ExportColumns::load_titles(Engine& engine, const Actor& actor, std::span<const Record> page)
{
    if (m_titles.size() > most_titles)
        m_titles.clear();
    std::unordered_map<const Object*, std::vector<Id>> wanted;
    for (const Field* field : m_fields) {
        if (!facts_of(*field).refers || field->name == "id")
            continue;
        for (const Record& record : page) {
            const auto cells = values_of(record, *field);
            const Object* target = m_catalog.find(target_of(*field));
            if (!target && cells.size() > 1)
                if (const auto* object = std::get_if<std::string>(&cells[1]))
                    target = m_catalog.find(*object);
            for (const Id& id : kind_of(*field).ids(cells))
                if (target && !m_titles.contains(id))
                    wanted[target].push_back(id);
        }
    }
    for (auto& [object, ids] : wanted) {
        for (const Id& id : ids)
            m_titles.try_emplace(id); // what cannot be seen is not asked for again
        for (auto& [id, title] : titles_of(engine, actor, *object, std::move(ids)))
            m_titles[id] = std::move(title);
    }
}

std::string ExportColumns::title_of(const Id& id) const
{
    const auto found = m_titles.find(id);
    return found == m_titles.end() ? std::string() : found->second;
}

void ExportColumns::add_reference(const Field& field, std::span<const Value> cells,
                                  std::vector<ExportCell>& row) const
{
    std::string titles;
    std::string ids;
    for (const Id& id : kind_of(field).ids(cells)) {
        titles += (titles.empty() ? "" : "; ") + title_of(id);
        ids += (ids.empty() ? "" : "; ") + format_id(id);
    }
    row.push_back(text_cell(std::move(titles)));
    if (m_said)
        return;
    if (cells.size() > 1) {
        const auto* object = std::get_if<std::string>(&cells[1]);
        row.push_back(text_cell(object ? *object : std::string()));
    }
    if (m_with_ids)
        row.push_back(text_cell(std::move(ids)));
}

void ExportColumns::add_cells(const Field& field, const Record& record,
                              std::vector<ExportCell>& row) const
{
    const auto cells = values_of(record, field);
    if (field.name == "id" && field.column == column_id) {
        row.push_back(text_cell(format_id(record.id())));
        return;
    }
    if (is_version(field)) {
        row.push_back(version_cell(record.version()));
        return;
    }
    if (facts_of(field).refers)
        return add_reference(field, cells, row);
    if (m_said) {
        row.push_back(m_said->cell(field, cells));
        return;
    }
    kind_of(field).append_cells(field, cells, row);
}

void ExportColumns::fill(Engine& engine, const Actor& actor, std::span<const Record> page,
                         std::vector<std::vector<ExportCell>>& rows)
{
    load_titles(engine, actor, page);
    rows.clear();
    for (const Record& record : page) {
        std::vector<ExportCell>& row = rows.emplace_back();
        row.reserve(m_names.size());
        for (const Field* field : m_fields)
            add_cells(*field, record, row);
    }
}

void ExportColumns::write_json(JsonWriter& json, const Record& record) const
{
    json.begin_object();
    for (const Field* field : m_fields) {
        json.plain_key(field->name);
        const auto cells = values_of(record, *field);
        if (field->name == "id")
            json.plain(format_id(record.id()));
        else if (is_version(*field))
            json.value(record.version());
        else
            kind_of(*field).write_json(json, *field, cells);
    }
    json.end_object();
}

} // namespace comity::exchange
