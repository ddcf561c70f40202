#pragma once
// How far the import of a job has come, for those who watch the job and, in the table `import`, for
// everybody else.

#include "exchange/exchange.h"
#include "record/object/record.h"
#include "record/work/long_work.h"

#include <chrono>

namespace comity::exchange {

// Tells the job's watchers and, once a second, the table.
class TableProgress : public Progress {
public:
    TableProgress(Engine& engine, const Id& import, Progress& job)
        : m_engine(engine), m_import(import), m_job(job)
    {
    }

    void update(std::int64_t done, std::int64_t total) override
    {
        m_job.update(done, total);
        const auto at = std::chrono::steady_clock::now();
        if (m_has_told && at - m_last < std::chrono::seconds(1))
            return;
        m_has_told = true;
        m_last = at;
        m_engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(UPDATE "import" SET "state" = 'running', "done" = ?, "rows" = ?,
                                  "touched_at" = ? WHERE "id" = ?)",
                               {done, total, now(), m_import});
        });
    }

    bool is_cancelled() const override { return m_job.is_cancelled(); }

    void opened(const Id& change_set) override
    {
        m_engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(UPDATE "import" SET "change_set" = ? WHERE "id" = ?)",
                               {change_set.is_nil() ? Value(Null{}) : Value(change_set), m_import});
        });
    }

private:
    Engine& m_engine;
    Id m_import;
    Progress& m_job;
    bool m_has_told = false;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace comity::exchange
