#include "record/duplicates/kept_commonness.h"

#include "record/duplicates/entries.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_kept = 12;

std::string read_common(store::Connection& connection, const std::string& object)
{
    std::string text;
    connection.query(
        {R"(SELECT "text" FROM "match_common" WHERE "object" = ? ORDER BY "piece")", {object}},
        [&](const store::Row& row) { text += row.text(0); });
    return text;
}

} // namespace

std::shared_ptr<const match::Commonness> KeptCommonness::find(const Id& generation)
{
    std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_recent, generation, &Kept::generation);
    if (found == m_recent.end())
        return nullptr;
    m_recent.splice(m_recent.begin(), m_recent, found);
    return found->common;
}

// What was counted under one name never changes, so any server may keep it.
std::shared_ptr<const match::Commonness> KeptCommonness::of(store::Connection& connection,
                                                            const MatchIndex& index)
{
    const auto records = static_cast<std::uint32_t>(std::max<std::int64_t>(index.records, 0));
    if (index.generation.is_nil())
        return std::make_shared<match::Commonness>(records);
    auto common = find(index.generation);
    if (!common) {
        common =
            std::make_shared<match::Commonness>(records, read_common(connection, index.object));
        std::lock_guard lock(m_mutex);
        m_recent.push_front({index.generation, common});
        if (m_recent.size() > most_kept)
            m_recent.pop_back();
    }
    return std::make_shared<match::Commonness>(common->with_records(records));
}

} // namespace comity::record
