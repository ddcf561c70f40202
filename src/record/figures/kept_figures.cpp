#include "record/figures/kept_figures.h"

#include "record/engine.h"
#include "record/figures/kept_changes.h"
#include "record/object/shelf.h"
#include "record/object/value_bytes.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_entries = 4'000;
constexpr std::size_t most_rows_of_one = 5'000;
constexpr std::size_t most_rows = 50'000;

std::string key_of(const FigureQuestion& question)
{
    std::string key = question.object.name + '\n';
    append_sql_bytes(key, question.whole());
    return key;
}

} // namespace

Sql FigureQuestion::whole() const
{
    Sql sql;
    sql.append(select);
    return std::move(sql.append(search.source(plan.joins)) += group_by);
}

Sql FigureQuestion::fastest(store::Connection& connection) const
{
    Sql sql;
    sql.append(select);
    const std::string index = search.covering_index(connection, select.text + plan.joins.text);
    return std::move(sql.append(search.source(plan.joins, index)) += group_by);
}

struct KeptFigures::Entry {
    std::mutex mutex; // held while it is computed, so that nobody computes it beside
    std::optional<PartialRows> rows;
    std::int64_t seq = 0;    // of the last change set that is in `rows`
    std::uint64_t parts = 0; // that had been written
    std::size_t counted = 0; // rows of it in KeptFigures::m_rows; under its mutex
    Dependence dependence;
};

KeptFigures::KeptFigures() = default;
KeptFigures::~KeptFigures() = default;

void KeptFigures::forget()
{
    std::lock_guard lock(m_mutex);
    m_by_question.clear();
    m_recent.clear();
    m_rows = 0;
}

KeptFigures::Moment KeptFigures::moment() const
{
    // In this order: a part that begins in between is seen as unfinished.
    const std::uint64_t ended = m_ended;
    const std::uint64_t begun = m_begun;
    return {begun, begun == ended};
}

// Brings the entry to the connection's snapshot. False when it cannot hold that exactly.
bool KeptFigures::refresh(Entry& entry, store::Connection& connection,
                          const FigureQuestion& question, const Moment& moment)
{
    const std::int64_t seq = last_change_set(connection);
    if (entry.rows && entry.seq >= seq && entry.parts >= moment.parts)
        return true; // somebody with a later snapshot was here
    const bool is_good =
        entry.rows && entry.parts == moment.parts &&
        bring_up_to_date(connection, question, entry.dependence, entry.seq, *entry.rows);
    if (!is_good) {
        entry.dependence = dependence_of(question);
        entry.rows.emplace(partial_columns(question.plan));
        bool is_exact = true;
        const auto on_row = [&](const store::Row& row) {
            is_exact = entry.rows->add(row) && is_exact;
        };
        connection.query(question.fastest(connection).statement(), on_row);
        if (!is_exact)
            return false;
    }
    entry.seq = seq;
    entry.parts = moment.parts;
    return true;
}

void KeptFigures::each_row(store::Connection& connection, const FigureQuestion& question,
                           const Moment& moment, store::OnRow on_row)
{
    if (connection.dialect().is_postgres() || !moment.is_quiet)
        return connection.query(question.fastest(connection).statement(), on_row);
    const std::string key = key_of(question);
    const std::shared_ptr<Entry> entry = entry_for(key);
    std::unique_lock lock(entry->mutex);
    bool is_exact = false;
    try {
        is_exact = refresh(*entry, connection, question, moment);
    } catch (...) {
        entry->rows.reset(); // half of an answer is none
        throw;
    }
    if (!is_exact) {
        entry->rows.reset();
        lock.unlock();
        return connection.query(question.fastest(connection).statement(), on_row);
    }
    entry->rows->each(on_row);
    if (entry->rows->size() > most_rows_of_one)
        entry->rows.reset(); // told, but too large to be kept
    const std::size_t rows = entry->rows ? entry->rows->size() : 0;
    lock.unlock();
    note_size(key, entry, rows);
}

std::shared_ptr<KeptFigures::Entry> KeptFigures::entry_for(const std::string& key)
{
    std::lock_guard lock(m_mutex);
    if (const auto found = m_by_question.find(key); found != m_by_question.end()) {
        m_recent.splice(m_recent.begin(), m_recent, found->second);
        return found->second->second;
    }
    m_recent.emplace_front(key, std::make_shared<Entry>());
    m_by_question.emplace(m_recent.front().first, m_recent.begin());
    if (m_recent.size() > most_entries)
        drop_last();
    return m_recent.front().second;
}

void KeptFigures::note_size(const std::string& key, const std::shared_ptr<Entry>& entry,
                            std::size_t rows)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_by_question.find(key);
    if (found == m_by_question.end() || found->second->second != entry)
        return; // dropped meanwhile
    m_rows += rows - entry->counted;
    entry->counted = rows;
    while (m_rows > most_rows && m_recent.size() > 1)
        drop_last();
}

void KeptFigures::drop_last()
{
    const auto& [key, entry] = m_recent.back();
    m_rows -= entry->counted;
    m_by_question.erase(key);
    m_recent.pop_back();
}

Mechanism kept_figures_mechanism()
{
    return {.name = "kept_figures",
            .begin = [](Engine&, OneOfEach& parts) { parts.make<KeptFigures>(); },
            .forget_catalog = [](Engine& engine) { engine.part<KeptFigures>().forget(); }};
}

} // namespace comity::record
