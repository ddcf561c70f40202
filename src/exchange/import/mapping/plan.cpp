#include "exchange/import/mapping/plan.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/mapping/names.h"
#include "exchange/import/reading/format_guess.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/shelf.h"
#include "record/settings.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace comity::exchange {
namespace {

constexpr std::size_t sample_rows = 5;
constexpr std::size_t most_choice_texts = 500;

void add(std::vector<Problem>& problems, std::string field, std::string_view rule, Sentence message)
{
    problems.push_back({std::move(field), std::string(rule), std::move(message)});
}

void throw_any(const std::vector<Problem>& problems)
{
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
}

ImportColumn::Way way_of(const Field& field)
{
    if (is_reference(field))
        return ImportColumn::Way::reference;
    if (facts_of(field).refers && facts_of(field).has_many)
        return ImportColumn::Way::references;
    if (!field.choices_object.empty())
        return ImportColumn::Way::scoped_choice;
    return ImportColumn::Way::plain;
}

void check_field_options(const Actor& actor, const ImportPlan& plan, std::vector<Problem>& problems)
{
    const Object& object = *plan.object;
    const auto require = [&](const std::string& name, std::string_view option) -> const Field* {
        const Field* field = object.find_field(name);
        if (!field)
            add(problems, name, "unknown",
                say("import.object_has_no_field_called",
                    {{"object", as_label(object.label)}, {"name", name}, {"option", option}}));
        return field;
    };
    for (const std::string& name : plan.options.create)
        if (const Field* field = require(name, "create"); field && !plan.is_creatable(*field))
            add(problems, name, "choice",
                say("import.what_name_names_cannot_be", {{"name", name}}));
    for (const std::string& name : plan.options.leave)
        if (const Field* field = require(name, "leave"); field && !is_reference(*field))
            add(problems, name, "choice",
                say("import.name_refers_to_nothing_so", {{"name", name}}));
    for (const auto& [name, texts] : plan.options.same)
        require(name, "same");
    for (const auto& [name, text] : plan.options.set)
        if (const Field* field = require(name, "set"); field && field->is_read_only)
            add(problems, name, "read_only",
                say("import.field_cannot_be_written", {{"field", as_label(field->label)}}));
    for (const std::string& name : plan.options.match) {
        const Field* field = require(name, "match");
        if (!field)
            continue;
        if (!field->choices_object.empty() || !facts_of(*field).can_match)
            add(problems, name, "choice",
                say("import.records_cannot_be_found_by", {{"name", name}}));
        else if (facts_of(*field).has_many && plan.options.match.size() > 1)
            add(problems, name, "choice",
                say("import.records_are_found_by_name", {{"name", name}}));
    }
    for (const ImportColumn& column : plan.columns)
        if (!actor.may_change(object, *column.field))
            add(problems, column.field->name, "read_only",
                say("import.you_may_not_change_field", {{"field", as_label(column.field->label)}}));
}

// Gathers what only all rows together can tell.
class Survey {
public:
    Survey(ImportPlan& plan, const TextFormat& format) : m_plan(plan), m_format(format)
    {
        const Object& object = *plan.object;
        for (const ImportColumn& column : plan.columns)
            m_has_self_reference |=
                column.way != ImportColumn::Way::plain && column.field->target == object.name;
        const Names::Fields names = Names::fields_of(object);
        for (std::size_t i = 0; i < plan.map.targets.size(); ++i) {
            const Field* field = plan.map.targets[i].field;
            if (!field || plan.map.targets[i].part >= 0)
                continue;
            if (is_time(worth_of(*field)))
                m_dates.push_back({i, field, {}});
            if (adds_up(worth_of(*field)))
                m_numbers.push_back({i, field, {}});
            if (m_has_self_reference && field == names.external_id)
                m_keys.emplace_back(i, name_sort::external);
            if (m_has_self_reference && std::count(names.names.begin(), names.names.end(), field))
                m_keys.emplace_back(i, name_sort::folded);
        }
    }

    void look_at(const Sheet& sheet)
    {
        ++m_plan.rows;
        const auto cells = sheet.cells();
        if (m_plan.sample.size() < sample_rows)
            m_plan.sample.emplace_back(cells.begin(), cells.end());
        if (cells.size() != m_plan.headers.size())
            return; // its own problem
        for (auto& [at, field, evidence] : m_dates)
            evidence.look_at(cells[at]);
        for (auto& [at, field, evidence] : m_numbers)
            if (!sheet.is_number(at))
                evidence.look_at(cells[at], field->decimals == 0);
        for (const auto& [at, sort] : m_keys)
            if (!cells[at].empty())
                m_plan.coming.add(hash_of(sort, sort == name_sort::external
                                                    ? std::string(cells[at])
                                                    : fold(trim(cells[at]))));
        for (const ImportColumn& column : m_plan.columns)
            if (column.way == ImportColumn::Way::scoped_choice && column.creates)
                note_choice(column, cells);
    }

    void finish()
    {
        m_plan.coming.settle();
        for (const auto& [at, field, evidence] : m_dates) {
            TextFormat& format = format_of(at);
            format.date_order =
                m_plan.options.date_order.empty() ? evidence.order() : m_format.date_order;
            if (m_plan.options.date_order.empty() && evidence.is_ambiguous())
                m_plan.ambiguous_dates.push_back(m_plan.headers[at]);
        }
        for (const auto& [at, field, evidence] : m_numbers) {
            TextFormat& format = format_of(at);
            format.decimal = m_plan.options.decimal.empty() ? evidence.sign() : m_format.decimal;
            if (m_plan.options.decimal.empty() && evidence.is_ambiguous())
                m_plan.ambiguous_decimals.push_back(m_plan.headers[at]);
        }
    }

private:
    template <class Evidence> struct Watched {
        std::size_t at;
        const Field* field;
        Evidence evidence;
    };

    TextFormat& format_of(std::size_t cell)
    {
        for (ImportColumn& column : m_plan.columns)
            if (column.cell == static_cast<int>(cell))
                return column.format;
        CHECK(false);
    }

    static std::string_view text_of(const ImportColumn& column,
                                    std::span<const std::string_view> cells)
    {
        return column.meant_by(column.cell < 0 ? std::string_view(column.constant)
                                               : cells[static_cast<std::size_t>(column.cell)]);
    }

    void note_choice(const ImportColumn& column, std::span<const std::string_view> cells)
    {
        const std::string_view text = text_of(column, cells);
        if (text.empty())
            return;
        const ImportColumn* scope = m_plan.column_of(column.field->choices_scope);
        std::string key(scope ? text_of(*scope, cells) : std::string_view());
        const std::size_t scope_size = key.size();
        key += '\n';
        key += text;
        auto& texts = m_plan.choice_texts[column.field->name];
        if (m_choices_seen.contains(key) || texts.size() >= most_choice_texts)
            return;
        texts.emplace_back(key.substr(0, scope_size), std::string(text));
        m_choices_seen.insert(std::move(key));
    }

    ImportPlan& m_plan;
    TextFormat m_format;
    bool m_has_self_reference = false;
    std::vector<Watched<DateEvidence>> m_dates;
    std::vector<Watched<DecimalEvidence>> m_numbers;
    std::vector<std::pair<std::size_t, char>> m_keys;
    std::unordered_set<std::string> m_choices_seen;
};

TextFormat given_format(Engine& engine, const Actor& actor, const ImportOptions& options)
{
    TextFormat format;
    format.currency = engine.settings().currency;
    format.zone = actor.zone;
    if (options.decimal == ",")
        format.decimal = ',';
    if (options.date_order == "dmy")
        format.date_order = TextFormat::DateOrder::dmy;
    if (options.date_order == "mdy")
        format.date_order = TextFormat::DateOrder::mdy;
    return format;
}

// Of several columns that say what a row is about, the one that its program's preset names first
// comes first.
void order_links(ImportPlan& plan)
{
    if (!plan.map.preset)
        return;
    const auto preset = plan.map.preset->columns;
    const auto place_of = [&](const ImportColumn& column) {
        const std::string header = fold(plan.headers[static_cast<std::size_t>(column.cell)]);
        return std::ranges::find(preset, header, &PresetColumn::header) - preset.begin();
    };
    std::vector<std::size_t> places;
    std::vector<ImportColumn> links;
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        if (plan.columns[i].way == ImportColumn::Way::reference &&
            plan.columns[i].field->target.empty()) {
            places.push_back(i);
            links.push_back(plan.columns[i]);
        }
    std::ranges::stable_sort(links, {}, place_of);
    for (std::size_t i = 0; i < places.size(); ++i)
        plan.columns[places[i]] = std::move(links[i]);
}

void add_columns(ImportPlan& plan, const TextFormat& format)
{
    const auto add_column = [&](const ColumnTarget& target, int cell, const std::string& constant) {
        const Field* field = target.field;
        ImportColumn column{.field = field,
                            .kind = &kind_of(*field),
                            .way = way_of(*field),
                            .part = target.part,
                            .label = target.label,
                            .cell = cell,
                            .constant = constant,
                            .format = format};
        column.creates =
            std::count(plan.options.create.begin(), plan.options.create.end(), field->name) > 0;
        column.leaves =
            std::count(plan.options.leave.begin(), plan.options.leave.end(), field->name) > 0;
        if (const auto same = plan.options.same.find(field->name); same != plan.options.same.end())
            column.same = &same->second;
        plan.columns.push_back(std::move(column));
    };
    for (std::size_t i = 0; i < plan.map.targets.size(); ++i)
        if (plan.map.targets[i])
            add_column(plan.map.targets[i], static_cast<int>(i), "");
    order_links(plan);
    for (const auto& [name, text] : plan.options.set)
        if (const Field* field = plan.object->find_field(name))
            add_column({field, -1, ""}, -1, text);
}

Piece list_of(const std::vector<std::string>& words)
{
    constexpr std::size_t most = 12;
    Piece::List list;
    for (std::size_t i = 0; i < words.size() && i < most; ++i)
        list.emplace_back(words[i]);
    if (words.size() <= most)
        return list;
    return say("report.list_and_number_more",
               {{"list", std::move(list)}, {"number", words.size() - most}});
}

void refuse_ambiguity(ImportPlan& plan, std::vector<Problem>& problems)
{
    if (!plan.ambiguous_dates.empty()) {
        Sentence message =
            say("import.dates_read_two_ways", {{"columns", list_of(plan.ambiguous_dates)}});
        plan.notes.push_back(plan.tongue.tell(message));
        add(problems, "format.date", "ambiguous", std::move(message));
    }
    if (!plan.ambiguous_decimals.empty()) {
        Sentence message =
            say("import.numbers_read_two_ways", {{"columns", list_of(plan.ambiguous_decimals)}});
        plan.notes.push_back(plan.tongue.tell(message));
        add(problems, "format.decimal", "ambiguous", std::move(message));
    }
}

} // namespace

std::string_view ImportColumn::meant_by(std::string_view text) const
{
    if (!same || text.empty())
        return text;
    auto at = same->find(std::string(text));
    if (at == same->end())
        at = same->find(std::string(trim(text)));
    return at == same->end() ? text : std::string_view(at->second);
}

const ImportColumn* ImportPlan::column_of(std::string_view field) const
{
    for (const ImportColumn& column : columns)
        if (column.field->name == field)
            return &column;
    return nullptr;
}

bool ImportPlan::is_creatable(const Field& field) const
{
    if (!field.choices_object.empty())
        return true;
    if (!facts_of(field).refers || !facts_of(field).target.empty())
        return false;
    const Object* target = catalog->find(field.target);
    const Field* title = target ? target->find_field(target->title) : nullptr;
    return title && is_name_like(*title) && !title->is_read_only;
}

std::string recognise_object(const std::string& file_path)
{
    const Preset* preset =
        find_preset(open_sheet(file_path, find_file_format(file_path, {})).headers());
    return preset ? std::string(preset->object) : "";
}

ImportPlan make_plan(Engine& engine, const Catalog& catalog, const Actor& actor,
                     const std::string& file_path, const ImportOptions& options)
{
    ImportPlan plan;
    plan.options = options;
    plan.tongue = tongue_of(engine.shelf(), actor.language);
    plan.catalog = &catalog;
    plan.object = &catalog.load(options.object);
    plan.cell_count = Catalog::columns_of(*plan.object).size();
    if (!plan.object->has_import)
        throw Error(Cause::invalid, say("import.objects_cannot_be_imported",
                                        {{"objects", as_label(plan.object->label_plural)}}));
    plan.format = find_file_format(file_path, wanted_format(options));
    Sheet sheet = open_sheet(file_path, plan.format);
    plan.headers = sheet.headers();
    plan.map = map_columns(*plan.object, plan.headers, options, engine.shelf().words);
    const TextFormat format = given_format(engine, actor, options);
    add_columns(plan, format);

    std::vector<Problem> problems;
    check_field_options(actor, plan, problems);
    throw_any(problems);
    problems.clear();
    for (const std::string& name : options.match) {
        plan.match.push_back(plan.object->find_field(name));
        if (!plan.column_of(name))
            add(problems, name, "required", say("import.rows_are_to_be_matched", {{"name", name}}));
    }
    const bool has_columns = std::any_of(plan.columns.begin(), plan.columns.end(),
                                         [](const ImportColumn& c) { return c.cell >= 0; });
    if (!has_columns)
        add(problems, "map", "required",
            say("import.no_column_of_file_is",
                {{"object", as_label(plan.object->label)}, {"columns", list_of(plan.headers)}}));
    Survey survey(plan, format);
    while (sheet.next())
        survey.look_at(sheet);
    survey.finish();
    if (const Sentence note = sheet.note(); !note.is_empty())
        plan.notes.push_back(plan.tongue.tell(note));
    if (!plan.map.left_out.empty())
        plan.notes.push_back(plan.tongue.tell(
            say("report.columns_left_out", {{"columns", list_of(plan.map.left_out)}})));
    refuse_ambiguity(plan, problems);
    if (!options.dry_run)
        throw_any(problems);
    else if (!has_columns || (!problems.empty() && problems[0].rule == "required"))
        plan.notes.push_back(plan.tongue.tell(problems[0].message));
    return plan;
}

} // namespace comity::exchange
