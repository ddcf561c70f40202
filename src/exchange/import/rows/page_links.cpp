// What the linking columns of a page say: all texts of a column are resolved at once, and what is
// to be made is made only for rows that are good in every other way.
#include "exchange/import/rows/page.h"

#include "base/text.h"

namespace comity::exchange {
namespace {

// The names in a linking cell.
std::vector<std::string_view> texts_of(const ImportColumn& column, std::string_view text)
{
    return column.way == ImportColumn::Way::references ? parts_of(text) : std::vector{text};
}

} // namespace

void Page::resolve_links(Transaction& transaction)
{
    const auto& columns = m_state.plan.columns;
    m_meanings.assign(columns.size(), {});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].is_link())
            continue;
        for (std::size_t at = m_begin; at < m_end; ++at) {
            if (!is_good(at) || !row(at).given[i])
                continue;
            const std::string_view text = m_batch.text(row(at), columns[i]);
            for (const std::string_view part : texts_of(columns[i], text))
                ask_for(m_meanings[i], part);
        }
        if (!m_meanings[i].empty())
            m_state.links.resolve(transaction.connection(), columns[i], m_meanings[i]);
    }
}

bool Page::has_hopeless_link(std::size_t at) const
{
    const auto& columns = m_state.plan.columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].is_link() || !row(at).given[i])
            continue;
        for (const std::string_view part :
             texts_of(columns[i], m_batch.text(row(at), columns[i]))) {
            const Meaning& meaning = m_meanings[i].at(part);
            const bool is_hopeless =
                meaning.sort == Meaning::Sort::refused ||
                (meaning.sort == Meaning::Sort::unknown && !columns[i].creates);
            if (is_hopeless && !columns[i].leaves)
                return true;
        }
    }
    return false;
}

void Page::make_targets(Transaction& transaction)
{
    const auto& columns = m_state.plan.columns;
    std::vector<std::unordered_set<std::string_view>> wanted(columns.size());
    for (std::size_t at = m_begin; at < m_end; ++at) {
        if (!is_good(at) || has_hopeless_link(at))
            continue;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].is_link() && columns[i].creates && row(at).given[i])
                for (const std::string_view part :
                     texts_of(columns[i], m_batch.text(row(at), columns[i])))
                    if (m_meanings[i].at(part).sort == Meaning::Sort::unknown)
                        wanted[i].insert(part);
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!wanted[i].empty())
            m_state.links.make(transaction, columns[i], m_meanings[i], wanted[i]);
}

void Page::place_links()
{
    const auto& columns = m_state.plan.columns;
    for (std::size_t at = m_begin; at < m_end; ++at) {
        if (!is_good(at))
            continue;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].is_link() && row(at).given[i])
                place_link(at, columns[i], m_meanings[i]);
    }
}

void Page::place_link(std::size_t at, const ImportColumn& column, const Meanings& meanings)
{
    const std::string_view text = m_batch.text(row(at), column);
    std::string ids;
    const auto take = [&](std::string_view part) {
        if (const auto meaning = meanings.find(part); meaning != meanings.end())
            take_meaning(at, column, part, meaning->second, ids);
    };
    for (const std::string_view part : texts_of(column, text))
        take(part);
    if (!ids.empty())
        m_values[at - m_begin].of(*column.field)[0] = std::move(ids);
}

// What the row is about is said already: a task with a deal and a contact has a field for either.
void Page::place_beside(std::size_t at, const Meaning& meaning)
{
    for (const Field& field : m_state.plan.object->fields) {
        const bool fits =
            is_reference(field) && !field.is_read_only && field.target == meaning.object->name;
        if (!fits || m_state.plan.column_of(field.name))
            continue;
        Value& cell = m_values[at - m_begin].of(field)[0];
        if (std::holds_alternative<Null>(cell)) {
            cell = meaning.id;
            outcome(at).beside.push_back(&field);
        }
        return;
    }
}

void Page::take_meaning(std::size_t at, const ImportColumn& column, std::string_view text,
                        const Meaning& meaning, std::string& ids)
{
    const Field& field = *column.field;
    const std::span<Value> cells = m_values[at - m_begin].of(field);
    switch (meaning.sort) {
    case Meaning::Sort::record:
        if (column.way == ImportColumn::Way::references) {
            ids += ids.empty() ? "" : "\n";
            append_id(ids, meaning.id);
            return;
        }
        if (field.target.empty() && !std::holds_alternative<Null>(cells[0]))
            return place_beside(at, meaning);
        cells[0] = meaning.id;
        if (field.target.empty())
            cells[1] = meaning.object->name;
        return;
    case Meaning::Sort::coming:
        outcome(at).pending.emplace_back(&column, std::string(text));
        return;
    case Meaning::Sort::unknown:
        outcome(at).unknown.push_back({&field, std::string(column.meant_by(text))});
        if (column.leaves)
            return;
        return fail(at, field.name, "reference",
                    say("import.no_object_called_what", {{"object", within(meaning.object->label)},
                                                         {"name", column.meant_by(text)}}));
    case Meaning::Sort::refused:
        if (column.leaves) {
            outcome(at).unknown.push_back({&field, std::string(column.meant_by(text))});
            return;
        }
        return fail(at, field.name, "reference", meaning.reason);
    }
}

} // namespace comity::exchange
