#pragma once
// Work of seconds to minutes that somebody started and watches: bulk edits, imports, large undos.
// Runs on a thread of its own (at most two at a time), tells its progress, survives in the table
// `job` so that an interrupted one is shown as failed after a restart, never as running for ever.

#include "record/engine.h"
#include "record/mechanism.h"

#include <functional>
#include <string>

namespace comity::record {

class JobProgress {
public:
    virtual ~JobProgress() = default;
    virtual void update(std::int64_t done, std::int64_t total) = 0; // cheap: kept in memory
    virtual bool is_cancelled() const = 0;
    // The change set that the work writes in several transactions, told before the first; nil when
    // nothing was written after all.
    virtual void opened(const Id&) {}
};

// Writes what must be told of a job when it is over, however long the database is away (its disk
// is full, it is started again): tries once a second until it works or the job is cancelled, then
// throws.
void write_patiently(Engine& engine, const JobProgress& job,
                     const std::function<void(store::Connection&)>& work);

Mechanism jobs_mechanism();
// Returns the job's id at once. The callback returns the change set it made (nil when none).
Id start_job(Engine& engine, const Actor& actor, std::string kind,
             std::function<Id(JobProgress&)> work);
// Appends {"id","kind","state","done","total","change","error","problem"}; Error{not_found} for
// other people's.
void read_job(Engine& engine, const Actor& actor, const Id& job, std::string& out);
// Waits until no job is running; for a graceful stop.
void finish_jobs(Engine& engine, int timeout_ms);

} // namespace comity::record
