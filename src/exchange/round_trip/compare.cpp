#include "exchange/round_trip/compare.h"

#include "base/text.h"
#include "exchange/round_trip.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/kind.h"
#include "record/settings.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

using Sort = SheetColumn::Sort;

// Columns that the actor may not see are not compared.
ExportQuery visible_columns(SheetHeads& heads, const Actor& actor, const Object& object)
{
    std::erase_if(heads.columns, [&](const SheetColumn& column) {
        if (actor.may_see(object, *column.field))
            return false;
        heads.added.push_back(column.header);
        return true;
    });
    ExportQuery query;
    for (const SheetColumn& column : heads.columns)
        query.list.fields.push_back(column.field->name);
    if (query.list.fields.empty())
        query.list.fields.push_back(std::string(key_column::id));
    return query;
}

std::optional<std::int64_t> version_of(std::string_view text)
{
    std::int64_t version = 0;
    for (const char c : text.substr(0, text.find('.'))) {
        if (c < '0' || c > '9' || version > 1'000'000'000'000)
            return std::nullopt;
        version = version * 10 + (c - '0');
    }
    return text.empty() ? std::nullopt : std::optional(version);
}

std::span<const Value> part_of(const SheetColumn& column, std::span<const Value> cells)
{
    return column.sort == Sort::part ? cells.subspan(column.part, 1) : cells;
}

// Of money, the amount alone: its currency is another column.
bool is_same(const SheetColumn& column, std::span<const Value> one, std::span<const Value> other)
{
    if (column.sort == Sort::main_part)
        return one[0] == other[0];
    return std::ranges::equal(part_of(column, one), part_of(column, other));
}

} // namespace

Comparison::Comparison(Engine& engine, const Actor& actor, const Object& object, SheetHeads& heads)
    : m_engine(engine), m_actor(actor), m_tongue(tongue_of(engine.shelf(), actor.language)),
      m_object(object), m_heads(heads), m_catalog(engine.catalog()),
      m_texts(engine, *m_catalog, actor, object, visible_columns(heads, actor, object)),
      m_clues(heads.columns.size())
{
    m_format.currency = engine.settings().currency;
    m_format.zone = actor.zone;
    m_plan.object = &object;
    m_plan.catalog = m_catalog.get();
    const auto& names = m_texts.names();
    for (const SheetColumn& column : heads.columns)
        m_text_of.push_back(
            static_cast<std::size_t>(std::ranges::find(names, column.name) - names.begin()));
}

bool Comparison::may_write(const SheetColumn& column) const
{
    return !column.field->is_read_only && m_actor.may_change(m_object, *column.field);
}

Comparison::Page Comparison::load(const std::vector<SheetRow>& rows)
{
    Page page;
    std::vector<Id> ids;
    std::vector<std::pair<Id, std::int64_t>> wanted;
    for (const SheetRow& row : rows) {
        const auto id = parse_id(row.cell(m_heads.id));
        const auto version = version_of(row.cell(m_heads.version));
        if (!id)
            continue;
        ids.push_back(*id);
        if (version)
            wanted.emplace_back(*id, *version);
    }
    m_engine.database().read([&](store::Connection& connection) {
        page.now = load_now(connection, *m_catalog, m_actor, m_object, ids);
        page.then = load_versions(connection, m_object, page.now, wanted);
    });
    return page;
}

void Comparison::learn(const std::vector<SheetRow>& rows)
{
    const Page page = load(rows);
    for (const SheetRow& row : rows) {
        const auto id = parse_id(row.cell(m_heads.id));
        const auto version = version_of(row.cell(m_heads.version));
        const auto then = id && version ? page.then.find({*id, *version}) : page.then.end();
        if (then == page.then.end())
            continue;
        for (std::size_t i = 0; i < m_heads.columns.size(); ++i) {
            const SheetColumn& column = m_heads.columns[i];
            if (column.sort == Sort::whole || column.sort == Sort::main_part)
                m_clues[i].look_at(*column.field, row.cells[column.at], row.is_number[column.at],
                                   then->second.of(*column.field), m_format);
        }
    }
}

void Comparison::settle()
{
    for (std::size_t i = 0; i < m_heads.columns.size(); ++i) {
        SheetColumn& column = m_heads.columns[i];
        column.format = m_format;
        column.is_settled = m_clues[i].settle(column.format);
    }
}

std::vector<ComparedRow> Comparison::compare(const std::vector<SheetRow>& rows)
{
    Page page = load(rows);
    const auto fill = [&](auto& records, auto& texts) {
        std::vector<Record> list;
        for (const auto& [key, record] : records)
            list.push_back(record);
        std::vector<std::vector<ExportCell>> cells;
        m_texts.fill(m_engine, m_actor, list, cells);
        for (std::size_t i = 0; i < list.size(); ++i)
            texts.emplace(list[i].id(), std::move(cells[i]));
    };
    fill(page.now, page.texts_now);
    fill(page.then, page.texts_then);
    std::vector<ComparedRow> compared;
    m_engine.database().read([&](store::Connection& connection) {
        page.connection = &connection;
        for (const SheetRow& row : rows) {
            ComparedRow one = compare_row(row, page);
            if (!one.state.empty())
                compared.push_back(std::move(one));
        }
    });
    return compared;
}

ComparedRow Comparison::compare_row(const SheetRow& row, Page& page)
{
    ComparedRow compared;
    compared.line = row.line;
    compared.record = parse_id(row.cell(m_heads.id));
    if (row.cell(m_heads.id).empty()) {
        compare_new(row, compared, page);
        return compared;
    }
    const auto now = compared.record ? page.now.find(*compared.record) : page.now.end();
    if (now == page.now.end()) {
        compared.state = "unknown";
        compared.problem =
            m_tongue.tell(say("common.no_such_object", {{"object", within(m_object.label)}}));
        return compared;
    }
    compared.title = now->second.title();
    compared.version = now->second.version();
    if (!m_seen.insert(*compared.record).second) {
        compared.state = "repeated";
        compared.problem = m_tongue.tell(
            say("sheet.earlier_row_is_about_same", {{"object", within(m_object.label)}}));
        return compared;
    }
    if (now->second.is_in_bin()) {
        compared.state = "bin";
        compared.problem = m_tongue.tell(say("sheet.it_has_been_put_into"));
        return compared;
    }
    const auto version = version_of(row.cell(m_heads.version));
    const auto then = version ? page.then.find({*compared.record, *version}) : page.then.end();
    if (then == page.then.end()) {
        compared.state = "problem";
        compared.problem = m_tongue.tell(say("sheet.its_version_is_gone_so"));
        return compared;
    }
    for (const SheetColumn& column : m_heads.columns)
        compare_cell(row, column, then->second, now->second, compared, page);
    const auto has = [&](std::string_view state) {
        return std::ranges::any_of(compared.cells,
                                   [&](const ComparedCell& cell) { return cell.state == state; });
    };
    compared.state = has("conflict")                      ? "conflict"
                     : has("sheet")                       ? "changed"
                     : has("problem") || has("read_only") ? "problem"
                     : has("here")                        ? "here"
                                                          : "";
    return compared;
}

void Comparison::compare_cell(const SheetRow& row, const SheetColumn& column, const Record& then,
                              const Record& now, ComparedRow& compared, Page& page)
{
    const auto before = then.of(*column.field), current = now.of(*column.field);
    const bool changed_here = !is_same(column, before, current);
    const std::string& written = row.cells[column.at];
    const bool is_covered = !row.is_covered.empty() && row.is_covered[column.at];
    const auto at = static_cast<std::size_t>(&column - m_heads.columns.data());
    ComparedCell cell;
    cell.column = &column;
    cell.exported = page.texts_then.at(now.id())[m_text_of[at]].text;
    cell.now = page.texts_now.at(now.id())[m_text_of[at]].text;
    cell.sheet = tidied(written);
    if (is_program_error(written) || (is_covered && cell.sheet.empty())) {
        ++m_worn_cells;
        cell.sheet = cell.exported;
        cell.state = changed_here ? "here" : "";
    } else if (is_unchanged(row, column, then, page)) {
        m_worn_cells += tidied(cell.exported) != cell.sheet;
        cell.sheet = cell.exported;
        cell.state = changed_here ? "here" : "";
    } else {
        std::vector<Value> value(current.begin(), current.end());
        cell.problem = m_tongue.tell(read_value(row, column, now, value, page));
        if (cell.problem.empty() && is_same(column, value, before))
            cell.state = changed_here ? "here" : "";
        else if (cell.problem.empty() && is_same(column, value, current))
            return; // both did the same
        else if (!may_write(column))
            cell.state = "read_only";
        else
            cell.state = !cell.problem.empty() ? "problem" : changed_here ? "conflict" : "sheet";
        cell.value = part_json(column, value);
        cell.now_value = part_json(column, current);
    }
    if (!cell.state.empty())
        compared.cells.push_back(std::move(cell));
}

bool Comparison::is_unchanged(const SheetRow& row, const SheetColumn& column, const Record& then,
                              Page& page)
{
    const std::string& written = row.cells[column.at];
    const auto at = static_cast<std::size_t>(&column - m_heads.columns.data());
    const std::string& exported = page.texts_then.at(then.id())[m_text_of[at]].text;
    if (tidied(exported) == tidied(written))
        return true;
    if (column.sort == Sort::reference)
        return is_same_title(column, written, then, page);
    const auto before = then.of(*column.field);
    const KindFacts& facts = facts_of(*column.field);
    const bool is_text =
        column.sort == Sort::part || facts.worth == Worth::text || facts.has_labels;
    if (is_text)
        return is_worn_copy(exported, written);
    return may_mean(*column.field, tidied(written), part_of(column, before), column.format);
}

// A link is told by its title, and titles change: any that the record has ever had means it still.
bool Comparison::is_same_title(const SheetColumn& column, std::string_view written,
                               const Record& then, Page& page)
{
    const auto cells = then.of(*column.field);
    const Id* id = std::get_if<Id>(&cells[0]);
    std::string target = column.field->target;
    if (cells.size() > 1)
        if (const auto* name = std::get_if<std::string>(&cells[1]))
            target = *name;
    const Object* object = m_catalog->find(target);
    if (!id || !object)
        return trim(written).empty();
    auto& titles = page.titles[object->name];
    if (!titles.contains(*id)) {
        const auto visible = load_now(*page.connection, *m_catalog, m_actor, *object, {id, 1});
        auto& known = titles[*id];
        known = titles_ever(*page.connection, *object, {id, 1})[*id];
        if (visible.empty())
            known = {""}; // what may not be seen was left out
    }
    return std::ranges::any_of(titles[*id], [&](const std::string& title) {
        return is_worn_copy(title, written) || (title.empty() && trim(written).empty());
    });
}

void Comparison::compare_new(const SheetRow& row, ComparedRow& compared, Page& page)
{
    Record empty{&m_object, std::vector<Value>(Catalog::columns_of(m_object).size())};
    for (const SheetColumn& column : m_heads.columns) {
        const std::string written = tidied(row.cells[column.at]);
        if (trim(written).empty() || is_program_error(written) || !may_write(column))
            continue;
        ComparedCell cell{.column = &column,
                          .state = "sheet",
                          .exported = {},
                          .sheet = written,
                          .now = {},
                          .value = {},
                          .now_value = {},
                          .problem = {}};
        std::vector<Value> value(static_cast<std::size_t>(column.field->column_count), Null{});
        cell.problem = m_tongue.tell(read_value(row, column, empty, value, page));
        if (cell.problem.empty())
            cell.value = part_json(column, value);
        else
            cell.state = "problem";
        std::ranges::copy(value, empty.of(*column.field).begin());
        compared.cells.push_back(std::move(cell));
    }
    if (!compared.cells.empty())
        compared.state = "new";
    const Field* title = m_object.find_field(m_object.title);
    compared.title = title && is_name_like(*title) ? empty.title() : "";
}

} // namespace comity::exchange
