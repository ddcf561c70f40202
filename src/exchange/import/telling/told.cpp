#include "exchange/import/telling/told.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "exchange/round_trip.h"
#include "record/object/kind.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace comity::exchange {
namespace {

constexpr std::size_t preview_rows = 50;
constexpr std::size_t most_unknown = 1'000;
constexpr std::size_t most_titles = 10;

Json cells_json(const Field& field, std::span<const Value> cells)
{
    std::string text;
    JsonWriter writer(text);
    kind_of(field).write_json(writer, field, cells);
    return parse_json(text);
}

std::string_view name_of(RowOutcome::Verb verb)
{
    switch (verb) {
    case RowOutcome::Verb::create:
        return "create";
    case RowOutcome::Verb::update:
        return "update";
    case RowOutcome::Verb::unchanged:
        return "unchanged";
    case RowOutcome::Verb::fail:
        return "fail";
    }
    return "";
}

Json json_of(const std::vector<Problem>& problems, const Tongue& tongue)
{
    Json::Array list;
    for (const Problem& problem : problems)
        list.push_back(Json::Object{{"field", problem.field},
                                    {"rule", problem.rule},
                                    {"message", tongue.tell(problem.message)}});
    return list;
}

Json texts_json(const std::vector<std::string>& texts)
{
    return Json::Array(texts.begin(), texts.end());
}

std::string_view name_of(TextFormat::DateOrder order)
{
    return order == TextFormat::DateOrder::mdy ? "mdy" : "dmy";
}

Json format_json_of(const ImportPlan& plan)
{
    Json::Object format;
    if (plan.format.sort == SheetFormat::Sort::workbook) {
        format.emplace_back("sheet", plan.format.sheet);
    } else {
        format.emplace_back("encoding", name_of(plan.format.encoding.value_or(Encoding::utf8)));
        format.emplace_back("delimiter", std::string(1, plan.format.delimiter));
    }
    Json::Object dates, decimals;
    for (const ImportColumn& column : plan.columns) {
        if (column.cell < 0)
            continue;
        const std::string& header = plan.headers[static_cast<std::size_t>(column.cell)];
        const Worth worth = worth_of(*column.field);
        if (is_time(worth))
            dates.emplace_back(header, name_of(column.format.date_order));
        if (adds_up(worth))
            decimals.emplace_back(header, std::string(1, column.format.decimal));
    }
    format.emplace_back("decimal", plan.options.decimal.empty() ? Json() : plan.options.decimal);
    format.emplace_back("date", plan.options.date_order.empty() ? Json() : plan.options.date_order);
    format.emplace_back("dates", dates);
    format.emplace_back("decimals", decimals);
    format.emplace_back("ambiguous_dates", texts_json(plan.ambiguous_dates));
    format.emplace_back("ambiguous_decimals", texts_json(plan.ambiguous_decimals));
    return format;
}

Json preset_json(const Preset* preset)
{
    if (!preset)
        return {};
    const auto words = [](std::string_view text) {
        Json::Array list;
        for (const std::string_view word : split(text, ' '))
            if (!word.empty())
                list.push_back(word);
        return list;
    };
    return Json::Object{{"name", preset->name},
                        {"label", preset->label},
                        {"object", preset->object},
                        {"match", words(preset->match)},
                        {"create", words(preset->create)},
                        {"fill", preset->fill}};
}

Sentence made_note(const Object& object, const std::vector<std::string>& titles, bool is_dry)
{
    if (titles.size() == 1)
        return say(is_dry ? "report.to_be_made_object_title" : "report.made_object_title",
                   {{"object", within(object.label)}, {"title", titles[0]}});
    Piece::List some;
    for (std::size_t i = 0; i < titles.size() && i < most_titles; ++i)
        some.emplace_back(titles[i]);
    if (titles.size() > most_titles)
        some.emplace_back("…");
    return say(is_dry ? "report.to_be_made_number_objects" : "report.made_number_objects",
               {{"number", titles.size()},
                {"objects", within(object.label_plural)},
                {"titles", std::move(some)}});
}

} // namespace

Sentence sentence_of(const std::vector<Problem>& problems)
{
    Sentence sentence;
    for (const Problem& problem : problems)
        sentence = sentence.then(problem.message);
    return sentence;
}

ErrorFile::ErrorFile(std::string path, const std::vector<std::string>& headers)
    : m_path(std::move(path)), m_headers(headers)
{
    if (!m_path.empty())
        std::remove(m_path.c_str()); // of an earlier run
}

ErrorFile::~ErrorFile()
{
    if (m_file)
        std::fclose(m_file);
}

void ErrorFile::add(const RowBatch& batch, const ImportRow& row, std::string_view reason)
{
    std::string text;
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        append_csv_cell(text, batch.cell(row, i));
        text += ',';
    }
    text += std::to_string(row.line) + ",";
    append_csv_cell(text, reason);
    write(text + "\r\n");
}

void ErrorFile::add(std::int64_t line, std::string_view reason)
{
    std::string text(m_headers.size(), ',');
    text += std::to_string(line) + ",";
    append_csv_cell(text, reason);
    write(text + "\r\n");
}

void ErrorFile::write(const std::string& text)
{
    if (m_path.empty())
        return;
    std::string whole = text;
    if (!m_file) {
        m_file = std::fopen(m_path.c_str(), "wb");
        std::string header;
        for (const std::string& name : m_headers) {
            append_csv_cell(header, name);
            header += ',';
        }
        whole = header + "line,reason\r\n" + text;
    }
    if (!m_file || std::fwrite(whole.data(), 1, whole.size(), m_file) != whole.size())
        throw Error(Cause::unavailable, say("report.file_of_failed_rows_cannot",
                                            {{"path", m_path}, {"what", std::strerror(errno)}}));
}

Telling::Telling(const ImportPlan& plan, const std::string& errors_path)
    : m_plan(plan), m_errors(errors_path, plan.headers)
{
}

void Telling::take(const RowBatch& batch, std::size_t begin, Page& page)
{
    for (std::size_t at = begin; at < page.end(); ++at) {
        const ImportRow& row = batch.rows()[at];
        const RowOutcome& outcome = page.outcome(at);
        const bool is_good = outcome.problems.empty();
        count_row(m_counts, outcome);
        ++m_done;
        if (outcome.twin)
            take_twin(row, *outcome.twin);
        if (!is_good)
            m_errors.add(batch, row, m_plan.tongue.tell(sentence_of(outcome.problems)));
        for (const UnknownText& text : outcome.unknown) {
            Unknown& unknown = m_unknown[text.field->name];
            unknown.field = text.field;
            if (unknown.rows.size() < most_unknown || unknown.rows.contains(text.text))
                ++unknown.rows[text.text];
        }
        if (m_preview.size() < preview_rows)
            preview(batch, row, outcome,
                    outcome.draft < 0 ? nullptr
                                      : &page.drafts()[static_cast<std::size_t>(outcome.draft)]);
    }
}

void Telling::take_failure(const RowBatch& batch, std::size_t at,
                           const std::vector<Problem>& problems)
{
    const ImportRow& row = batch.rows()[at];
    ++m_counts.rows;
    ++m_done;
    ++m_counts.failed;
    m_errors.add(batch, row, m_plan.tongue.tell(sentence_of(problems)));
    RowOutcome outcome;
    outcome.problems = problems;
    if (m_preview.size() < preview_rows)
        preview(batch, row, outcome, nullptr);
}

void Telling::tell_again(const RowBatch& batch, const ImportRow& row, const std::string& reason)
{
    m_errors.add(batch, row, reason);
}

void Telling::tell_again(std::int64_t line, const std::string& reason)
{
    m_errors.add(line, reason);
}

void Telling::go_on(const ImportCounts& counts)
{
    m_counts = counts;
    m_done = counts.rows;
}

void Telling::take_made(const std::vector<Links::Made>& made)
{
    for (const Links::Made& one : made) {
        const Record& record = one.record;
        const std::string title = record.title();
        std::string key = one.object->name + "\n" + fold(title);
        if (const Field* pipeline = one.object->find_field("pipeline");
            pipeline && !m_plan.options.dry_run)
            key += "\n" + format_id(record.reference("pipeline").value_or(Id{}));
        if (!m_made.insert(key).second)
            continue; // a dry run makes it again in each of its transactions
        ++m_counts.also_created[one.object->name];
        m_made_titles[one.object].push_back(title);
        const std::string status = one.object->find_field("status") ? record.text("status") : "";
        if (status == "won" || status == "lost")
            m_closing.push_back(
                m_plan.tongue.tell(say(status == "won" ? "report.object_title_will_close_won"
                                                       : "report.object_title_will_close_lost",
                                       {{"object", as_label(one.object->label)},
                                        {"title", title},
                                        {"objects", within(m_plan.object->label_plural)}})));
    }
}

void Telling::preview(const RowBatch& batch, const ImportRow& row, const RowOutcome& outcome,
                      const Draft* draft)
{
    Json::Object values;
    Json::Array changes;
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
        const ImportColumn& column = m_plan.columns[i];
        const Field& field = *column.field;
        const bool is_told =
            std::ranges::any_of(values, [&](const auto& told) { return told.first == field.name; });
        if (is_told)
            continue; // another column of the same field, which is told as a whole
        const std::string_view text = column.meant_by(batch.text(row, column));
        bool is_given = false;
        for (std::size_t other = i; other < row.given.size(); ++other)
            is_given |= row.given[other] && m_plan.columns[other].field == &field;
        const bool is_plain = column.way == ImportColumn::Way::plain;
        Json value = !is_given ? Json()
                     : is_plain && !row.values.cells.empty()
                         ? cells_json(field, row.values.of(field))
                         : Json(text);
        if (draft && draft->before && is_given) {
            Json old = cells_json(field, draft->before->of(field));
            Json now = cells_json(field, draft->after.of(field));
            if (old != now)
                changes.push_back(Json::Object{
                    {"field", field.name}, {"old", old}, {"new", is_plain ? now : value}});
        }
        values.emplace_back(field.name, std::move(value));
    }
    const bool is_good = outcome.problems.empty();
    m_preview.push_back(Json::Object{
        {"row", row.line},
        {"verb", name_of(is_good ? outcome.verb : RowOutcome::Verb::fail)},
        {"record", draft && draft->before ? Json(format_id(draft->before->id())) : Json()},
        {"values", std::move(values)},
        {"changes", std::move(changes)},
        {"problems", json_of(outcome.problems, m_plan.tongue)}});
}

std::vector<std::string> Telling::notes() const
{
    std::vector<std::string> notes = m_plan.notes;
    for (const auto& [object, titles] : m_made_titles)
        notes.push_back(m_plan.tongue.tell(made_note(*object, titles, m_plan.options.dry_run)));
    notes.insert(notes.end(), m_closing.begin(), m_closing.end());
    return notes;
}

Json Telling::told() const
{
    Json::Object map, guesses;
    for (std::size_t i = 0; i < m_plan.headers.size(); ++i)
        if (m_plan.map.targets[i])
            map.emplace_back(m_plan.headers[i], name_of(m_plan.map.targets[i]));
    for (const auto& [header, field] : m_plan.map.guesses)
        guesses.emplace_back(header, field);
    Json::Array sample;
    for (const auto& row : m_plan.sample)
        sample.push_back(texts_json(row));
    Json::Array missing;
    for (const auto& [name, unknown] : m_unknown)
        for (const auto& [text, rows] : unknown.rows)
            missing.push_back(Json::Object{{"field", name},
                                           {"text", text},
                                           {"rows", rows},
                                           {"creatable", m_plan.is_creatable(*unknown.field)}});
    return Json::Object{{"headers", texts_json(m_plan.headers)},
                        {"map", std::move(map)},
                        {"guesses", std::move(guesses)},
                        {"format", format_json_of(m_plan)},
                        {"sample", std::move(sample)},
                        {"missing", std::move(missing)},
                        {"notes", texts_json(notes())},
                        {"round_trip", is_round_trip(m_plan.headers)},
                        {"preset", preset_json(m_plan.map.preset)},
                        {"preview", m_preview},
                        {"errors", m_counts.failed}};
}

} // namespace comity::exchange
