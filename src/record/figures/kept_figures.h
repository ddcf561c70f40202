#pragma once
// Figures over many records are kept in memory and brought up to date by the change log: a
// dashboard over a million deals costs what has changed since it was last looked at. The answer is
// that of the asking snapshot or of one since; what cannot be told exactly from the log is computed
// anew. On SQLite only, where this process is the one that writes. Bounded; any thread.

#include "record/figures/partial_rows.h"
#include "record/mechanism.h"
#include "record/object/shelf.h"
#include "store/database.h"

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace comity::record {

// A statement in pieces, so that it can be asked of other rows too.
struct FigureQuestion {
    const Catalog& catalog;
    const Object& object;
    const AggregatePlan& plan;
    const RowSearch& search;
    Sql select;           // `SELECT …, count(*)`, the columns of partial_columns(plan)
    std::string group_by; // ` GROUP BY …` and the limit
    int count_column;     // where count(*) is

    Sql whole() const; // of all rows
    // The same by the way that is fastest now.
    Sql fastest(store::Connection& connection) const;
};

class KeptFigures {
public:
    KeptFigures();
    ~KeptFigures();

    // To be taken before the snapshot that each_row() is to answer from begins.
    struct Moment {
        std::uint64_t parts = 0;
        bool is_quiet = false;
    };
    Moment moment() const;
    // Nothing that was kept is used again: a field's name may mean another column now.
    void forget();

    // Hands over the statement's rows as of the connection's snapshot.
    void each_row(store::Connection& connection, const FigureQuestion& question,
                  const Moment& moment, store::OnRow on_row);

    // A change set that is written in parts cannot be followed in the log while it grows: around
    // each part, nothing that is kept is used.
    class Part {
    public:
        explicit Part(KeptFigures& kept) : m_kept(kept) { ++m_kept.m_begun; }
        ~Part() { ++m_kept.m_ended; }
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;

    private:
        KeptFigures& m_kept;
    };

private:
    struct Entry;
    using Recent = std::list<std::pair<std::string, std::shared_ptr<Entry>>>;

    std::atomic<std::uint64_t> m_begun = 0;
    std::atomic<std::uint64_t> m_ended = 0;
    std::mutex m_mutex;
    Recent m_recent; // used last first
    std::unordered_map<std::string_view, Recent::iterator> m_by_question;
    std::size_t m_rows = 0; // in all entries

    static bool refresh(Entry& entry, store::Connection& connection, const FigureQuestion& question,
                        const Moment& moment);
    std::shared_ptr<Entry> entry_for(const std::string& key);
    void note_size(const std::string& key, const std::shared_ptr<Entry>& entry, std::size_t rows);
    void drop_last();
};

Mechanism kept_figures_mechanism();

} // namespace comity::record
