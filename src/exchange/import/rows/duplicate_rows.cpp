#include "exchange/import/rows/duplicate_rows.h"

#include "match/weights.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

// A dry run is looked at by somebody who waits.
constexpr std::int64_t most_in_dry_run = 20'000;
// Lines of the file that later ones are compared with: some 500 bytes each.
constexpr std::size_t most_lines = 200'000;

} // namespace

DuplicateRows::DuplicateRows(KeptCommonness& kept, const Catalog& catalog, const Actor& actor,
                             const ImportPlan& plan)
    : m_kept_commonness(kept), m_catalog(catalog), m_actor(actor), m_is_dry(plan.options.dry_run),
      m_leaves_out(plan.options.duplicates == "skip")
{
    if ((m_is_dry || m_leaves_out) && plan.object)
        m_matched = find_matched(catalog, *plan.object, &actor);
}

bool DuplicateRows::is_asked() const
{
    return m_matched && (m_leaves_out || m_asked < most_in_dry_run);
}

void DuplicateRows::begin_page()
{
    m_asked = m_kept_asked;
    if (m_lines.size() == m_kept)
        return;
    m_lines.resize(m_kept);
    for (auto& [key, holders] : m_by_key)
        while (!holders.empty() && holders.back() >= m_kept)
            holders.pop_back();
}

void DuplicateRows::keep_page()
{
    m_kept = m_lines.size();
    m_kept_asked = m_asked;
}

std::optional<RowTwin> DuplicateRows::ask(store::Connection& connection, const Record& row,
                                          std::int64_t line)
{
    ++m_asked;
    match::Profile profile;
    fill_profile(connection, *m_matched, row, profile);
    const auto index = find_index(connection, row.object->name, m_kept_commonness);
    const match::Commonness unknown;
    const match::Commonness& common = index ? *index->common : unknown;
    const match::Subject subject = common.subject(profile);

    Ask asking(connection, m_kept_commonness, m_catalog, m_actor, {});
    auto found = asking.find(*row.object, profile, Standing::proposed);
    std::ranges::stable_sort(found, std::greater(),
                             [](const Weighed& one) { return one.verdict.bits(); });
    std::optional<RowTwin> twin = among_lines(subject, common);
    if (!found.empty()) {
        const Weighed& best = found.front();
        const double score = score_of(best.verdict.bits(), best.log2_size);
        if (!twin || score >= twin->score)
            twin = RowTwin{best.row.id, 0, best.row.title, score, reasons_of(best.verdict)};
    }
    if (!twin || !m_leaves_out)
        learn(subject, {line, row.title(), profile.packed()});
    return twin;
}

std::optional<RowTwin> DuplicateRows::among_lines(const match::Subject& subject,
                                                  const match::Commonness& common) const
{
    std::vector<match::Key> keys;
    collect_keys(subject, keys);
    std::vector<std::uint32_t> lines;
    for (const match::Key key : keys) {
        const auto holders = m_by_key.find(key);
        if (holders != m_by_key.end() && holders->second.size() <= match::weights::most_in_block)
            lines.insert(lines.end(), holders->second.begin(), holders->second.end());
    }
    std::ranges::sort(lines);
    lines.erase(std::ranges::unique(lines).begin(), lines.end());
    std::optional<RowTwin> best;
    for (const std::uint32_t at : lines) {
        match::Profile profile;
        profile.unpack(m_lines[at].profile);
        const match::Verdict verdict = weigh(subject, common.subject(profile), common.log2_size());
        const double score = score_of(verdict.bits(), common.log2_size());
        if (standing_of(verdict, common.log2_size()) == Standing::proposed &&
            (!best || score > best->score))
            best = RowTwin{{}, m_lines[at].line, m_lines[at].title, score, reasons_of(verdict)};
    }
    return best;
}

void DuplicateRows::learn(const match::Subject& subject, Line line)
{
    if (m_lines.size() == most_lines)
        return;
    std::vector<match::Key> keys;
    collect_keys(subject, keys);
    for (const match::Key key : keys)
        if (auto& holders = m_by_key[key]; holders.size() <= match::weights::most_in_block)
            holders.push_back(static_cast<std::uint32_t>(m_lines.size()));
    m_lines.push_back(std::move(line));
}

} // namespace comity::exchange
