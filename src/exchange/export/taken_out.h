#pragma once
// Who took many records out of the house: exports, and lists that were read page after page. Each
// is an entry of the log for administrators to find, with the verb `export` or `read`, an object,
// and instead of a record what was asked for.

#include "exchange/exchange.h"
#include "exchange/export.h"
#include "record/mechanism.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace comity::exchange {

// An export that is told: that it begins, durable before the first piece leaves; and when it ends
// how many rows left and whether the receiver took them all.
class LoggedExport {
public:
    LoggedExport(Engine& engine, const Actor& actor, const Object& object,
                 const ExportQuery& query);
    ~LoggedExport();
    LoggedExport(const LoggedExport&) = delete;
    bool next(std::string& out); // as ExportStream's

private:
    Engine& m_engine;
    Actor m_actor;
    std::string m_object;
    ExportStream m_stream;
    bool m_has_ended = false;

    void tell_end(bool is_whole);
};

// Counts what everybody reads of an object through pages of its list within an hour, and logs it at
// 1,000 records and at each tenfold more. In memory, bounded; any thread may call note(), which
// never waits for the database.
class BulkReads {
public:
    explicit BulkReads(Engine& engine) : m_engine(engine) {}
    ~BulkReads() { write_waiting(); }
    void note(const Actor& actor, const Object& object, std::int64_t records);
    void write_waiting();

private:
    struct Hour {
        std::chrono::steady_clock::time_point until;
        std::int64_t records = 0;
        std::int64_t tell_at = 0;
    };
    struct Entry {
        Actor actor;
        std::string object;
        std::int64_t records = 0;
    };

    Engine& m_engine;
    std::mutex m_mutex;
    std::map<std::pair<Id, std::string>, Hour> m_hours; // by who and object
    std::deque<Entry> m_waiting;

    void write(const Entry& entry) const;
};

Mechanism exports_mechanism();

} // namespace comity::exchange
