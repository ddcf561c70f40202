#pragma once
// Which new rows of a file are likely to be records that are there already, or earlier rows of the
// file. Asked in a dry run, and in a real one only where such rows are left out.

#include "exchange/exchange.h"
#include "exchange/import/mapping/plan.h"
#include "record/duplicates/ask.h"

#include <unordered_map>
#include <vector>

namespace comity::exchange {

// Who a row may be: a record, or a line of the file.
struct RowTwin {
    Id record;
    std::int64_t line = 0; // 0: it is a record
    std::string title;
    double score = 0;
    std::vector<ToldReason> reasons;
};

class DuplicateRows {
public:
    DuplicateRows(KeptCommonness& kept, const Catalog& catalog, const Actor& actor,
                  const ImportPlan& plan);

    // False as soon as a dry run has asked about enough rows.
    bool is_asked() const;
    bool leaves_out() const { return m_leaves_out; }
    std::int64_t asked() const { return m_asked; }

    // Rows of a page are asked about in turn; a page that is tried again begins anew.
    void begin_page();
    std::optional<RowTwin> ask(store::Connection& connection, const Record& row, std::int64_t line);
    // The page's rows are there, for those that follow.
    void keep_page();

private:
    struct Line {
        std::int64_t line;
        std::string title, profile;
    };
    std::optional<RowTwin> among_lines(const match::Subject& subject,
                                       const match::Commonness& common) const;
    void learn(const match::Subject& subject, Line line);

    KeptCommonness& m_kept_commonness;
    const Catalog& m_catalog;
    const Actor& m_actor;
    std::optional<MatchedObject> m_matched;
    bool m_is_dry, m_leaves_out;
    std::int64_t m_asked = 0, m_kept_asked = 0;
    std::vector<Line> m_lines;
    std::size_t m_kept = 0; // lines of pages that are there
    std::unordered_map<match::Key, std::vector<std::uint32_t>> m_by_key;
};

} // namespace comity::exchange
