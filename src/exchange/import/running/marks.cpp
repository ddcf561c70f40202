#include "exchange/import/running/marks.h"

#include "base/secret.h"
#include "exchange/import/telling/told.h"

#include <algorithm>

namespace comity::exchange {

void count_link(ImportCounts& counts, const PendingLink& link, const LinkOutcome& outcome)
{
    if (!outcome.failure.empty()) {
        ++counts.failed;
        --(link.was_unchanged ? counts.unchanged : counts.created);
    } else if (outcome.is_changed && link.was_unchanged) {
        --counts.unchanged;
        ++counts.updated;
    }
}

std::vector<ImportRest> ImportMarks::failures(ImportRest::Sort sort) const
{
    std::vector<ImportRest> failures;
    if (m_journal)
        m_journal->each(sort, [&](const ImportRest& rest) { failures.push_back(rest); });
    return failures;
}

std::vector<PendingLink> ImportMarks::links_to_make() const
{
    std::vector<PendingLink> links;
    std::int64_t made = 0;
    if (m_journal)
        m_journal->each(ImportRest::Sort::link, [&](const ImportRest& rest) {
            if (made++ >= m_standing.linked)
                links.push_back({rest.record,
                                 &m_plan.columns.at(static_cast<std::size_t>(rest.column)),
                                 rest.text, rest.line, rest.was_unchanged});
        });
    return links;
}

void ImportMarks::keep(Transaction& transaction, const std::vector<ImportRest>& rest)
{
    m_next.change_set = transaction.change_set();
    m_journal->keep(transaction.connection(), m_next, rest);
}

void ImportMarks::keep_page(Transaction& transaction, const RowBatch& batch, std::size_t begin,
                            Page& page, const Links& links)
{
    if (!m_journal)
        return;
    m_next = m_standing;
    std::vector<ImportRest> rest = m_noted;
    m_next.counts.failed += static_cast<std::int64_t>(m_noted.size());
    m_next.counts.rows += static_cast<std::int64_t>(m_noted.size());
    for (std::size_t at = begin; at < page.end(); ++at) {
        const RowOutcome& outcome = page.outcome(at);
        const std::int64_t line = batch.rows()[at].line;
        count_row(m_next.counts, outcome);
        if (!outcome.problems.empty()) {
            rest.push_back({ImportRest::Sort::failed,
                            line,
                            m_plan.tongue.tell(sentence_of(outcome.problems)),
                            {},
                            0,
                            false});
            continue;
        }
        if (outcome.draft < 0)
            continue;
        const Record& record = page.drafts()[static_cast<std::size_t>(outcome.draft)].after;
        for (const auto& [column, text] : outcome.pending)
            rest.push_back({ImportRest::Sort::link, line, text, record.id(),
                            column - m_plan.columns.data(),
                            outcome.verb == RowOutcome::Verb::unchanged});
    }
    for (const Links::Made& made : links.made())
        ++m_next.counts.also_created[made.object->name];
    m_next.rows = m_next.counts.rows;
    keep(transaction, rest);
}

void ImportMarks::keep_links(Transaction& transaction, std::span<const PendingLink> links,
                             std::span<const LinkOutcome> outcomes)
{
    if (!m_journal)
        return;
    m_next = m_standing;
    std::vector<ImportRest> rest;
    for (std::size_t i = 0; i < links.size(); ++i) {
        count_link(m_next.counts, links[i], outcomes[i]);
        if (!outcomes[i].failure.empty())
            rest.push_back(
                {ImportRest::Sort::broken_link, links[i].line, outcomes[i].failure, {}, 0, false});
    }
    m_next.linked += static_cast<std::int64_t>(links.size());
    keep(transaction, rest);
}

void ImportMarks::settle()
{
    if (!m_journal)
        return;
    m_standing = m_next;
    m_noted.clear();
}

void ImportMarks::note_failure(std::int64_t line, std::string reason)
{
    if (m_journal)
        m_noted.push_back({ImportRest::Sort::failed, line, std::move(reason), {}, 0, false});
}

void ImportMarks::forget() const
{
    if (m_journal)
        m_journal->forget();
}

// What each column goes to is part of it: fields may have changed since.
std::string digest_of(const ImportPlan& plan, const std::string& path)
{
    ImportOptions options = plan.options;
    options.label.clear();
    std::string all =
        sha256_hex_of_file(path) + "\n" + plan.object->name + "\n" + format_json(json_of(options));
    for (const ImportColumn& column : plan.columns) {
        all += "\n" + column.field->name + " " + std::to_string(column.part) + " " + column.label +
               " " + std::to_string(column.cell) + " " + column.constant + " ";
        all += column.format.decimal;
        all += column.format.date_order == TextFormat::DateOrder::mdy ? " mdy" : " dmy";
        all += column.creates ? " makes" : "";
    }
    return sha256_hex(all);
}

} // namespace comity::exchange
