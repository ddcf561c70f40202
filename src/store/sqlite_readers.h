#pragma once
// Connections that only look, beside the writer.

#include "store/database.h"
#include "store/sqlite_connection.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace comity::store {

// Any thread may borrow one; a thread gets the one it had last when that is free, because its
// pages and statements are warm. Opened when first needed. Beyond the usual number more are opened
// only when all have been busy for a while (long exports), and those are closed again.
class SqliteReaders {
    struct Reader {
        std::unique_ptr<SqliteConnection> connection;
        std::size_t number;
    };

public:
    class Loan {
    public:
        Loan(SqliteReaders& readers, Reader reader)
            : m_readers(readers), m_reader(std::move(reader))
        {
        }
        ~Loan() { m_readers.take_back(std::move(m_reader)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

        SqliteConnection& operator*() const { return *m_reader.connection; }
        SqliteConnection* operator->() const { return m_reader.connection.get(); }

    private:
        SqliteReaders& m_readers;
        Reader m_reader;
    };

    SqliteReaders(std::string path, const Options& options);

    // Error{unavailable} when none is to be had in time.
    Loan lend();

private:
    Reader borrow();
    Reader take_idle(std::size_t position);
    Reader open_one(std::unique_lock<std::mutex>& lock);
    void take_back(Reader reader);

    const std::string m_path;
    const Options m_options;
    const std::size_t m_usual;
    const std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<Reader> m_idle; // the last returned at the end
    std::size_t m_open = 0;
    std::size_t m_next_number = 1;
};

} // namespace comity::store
