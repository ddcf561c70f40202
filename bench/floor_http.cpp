// The floor: a bare handler of our own door that reads by one prepared statement from a SQLite
// file. No sign-in, no access rules, no field kinds: what the engine is measured against.
//
//     floor_http FILE [PORT [IO_THREADS]]     GET /hello · /one/{id} · /fifty · /sum · /words?q=
#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "http/server.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>
#include <string>

namespace {

using namespace comity;

// One connection and its two statements for each thread that answers.
class Reader {
public:
    explicit Reader(const char* file)
    {
        if (sqlite3_open_v2(file, &m_database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                            nullptr) != SQLITE_OK)
            throw Error(Cause::unavailable, sqlite3_errmsg(m_database));
        m_one = prepare("SELECT * FROM \"deals\" WHERE \"id\" = ?1");
        m_fifty = prepare("SELECT * FROM \"deals\" ORDER BY \"id\" LIMIT 50");
        m_sum = prepare("SELECT \"stage\", count(*), sum(\"amount\") FROM \"deals\" "
                        "WHERE \"deleted_at\" IS NULL GROUP BY \"stage\"");
        m_words = prepare("SELECT \"record\", \"object\", \"title\" FROM \"search_entry\" "
                          "WHERE \"n\" IN (SELECT rowid FROM \"search_fts\" "
                          "WHERE \"search_fts\" MATCH ?1 ORDER BY rowid DESC LIMIT 20)");
    }
    ~Reader()
    {
        for (sqlite3_stmt* statement : {m_one, m_fifty, m_sum, m_words})
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool read_one(std::string_view text, std::string& out)
    {
        const auto id = parse_id(text);
        if (id)
            sqlite3_bind_blob(m_one, 1, id->bytes.data(), 16, SQLITE_STATIC);
        else
            sqlite3_bind_int64(m_one, 1, std::strtoll(std::string(text).c_str(), nullptr, 10));
        JsonWriter json(out);
        const bool is_there = sqlite3_step(m_one) == SQLITE_ROW;
        if (is_there)
            write_row(m_one, json);
        sqlite3_reset(m_one);
        return is_there;
    }

    void read_fifty(std::string& out) { write_rows(m_fifty, out); }
    void read_sum(std::string& out) { write_rows(m_sum, out); }

    void find_words(std::string_view text, std::string& out)
    {
        const std::string wanted = trigrams_of(text);
        sqlite3_bind_text(m_words, 1, wanted.data(), static_cast<int>(wanted.size()),
                          SQLITE_STATIC);
        write_rows(m_words, out);
    }

private:
    sqlite3_stmt* prepare(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                               nullptr) != SQLITE_OK)
            throw Error(Cause::unavailable, sqlite3_errmsg(m_database));
        return statement;
    }

    // The index knows of threes of letters only which entries have them.
    static std::string trigrams_of(std::string_view text)
    {
        std::string wanted;
        for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
            wanted += wanted.empty() ? "\"" : " AND \"";
            for (const char letter : text.substr(at, 3))
                wanted += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
            wanted += '"';
        }
        return wanted;
    }

    static void write_rows(sqlite3_stmt* statement, std::string& out)
    {
        JsonWriter json(out);
        json.begin_object();
        json.plain_key("records");
        json.begin_array();
        while (sqlite3_step(statement) == SQLITE_ROW)
            write_row(statement, json);
        sqlite3_reset(statement);
        json.end_array();
        json.end_object();
    }

    static void write_value(sqlite3_stmt* row, int column, JsonWriter& json)
    {
        switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER:
            return json.value(static_cast<std::int64_t>(sqlite3_column_int64(row, column)));
        case SQLITE_FLOAT:
            return json.value(sqlite3_column_double(row, column));
        case SQLITE_TEXT:
            return json.value(
                std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(row, column)),
                                 static_cast<std::size_t>(sqlite3_column_bytes(row, column))));
        case SQLITE_BLOB: {
            if (sqlite3_column_bytes(row, column) != 16)
                return json.null();
            Id id;
            const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column));
            std::copy(bytes, bytes + 16, id.bytes.begin());
            return json.plain(format_id(id));
        }
        default:
            return json.null();
        }
    }

    static void write_row(sqlite3_stmt* row, JsonWriter& json)
    {
        json.begin_object();
        const int columns = sqlite3_column_count(row);
        for (int i = 0; i < columns; ++i) {
            json.plain_key(sqlite3_column_name(row, i));
            write_value(row, i, json);
        }
        json.end_object();
    }

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_one = nullptr;
    sqlite3_stmt* m_fifty = nullptr;
    sqlite3_stmt* m_sum = nullptr;
    sqlite3_stmt* m_words = nullptr;
};

http::Router make_router(const char* file)
{
    const auto reader = [file]() -> Reader& {
        thread_local Reader instance(file);
        return instance;
    };
    http::Router router;
    router.add(http::Method::get, "/hello", http::Lane::quick, [](const http::Request&) {
        return http::json_response(200, R"({"hello":"world"})");
    });
    router.add(http::Method::get, "/slow-hello", http::Lane::slow, [](const http::Request&) {
        return http::json_response(200, R"({"hello":"world"})");
    });
    router.add(http::Method::get, "/one/{id}", http::Lane::quick,
               [reader](const http::Request& request) {
                   std::string body;
                   body.reserve(1024);
                   const bool is_there = reader().read_one(request.parameter("id"), body);
                   return http::json_response(is_there ? 200 : 404, std::move(body));
               });
    router.add(http::Method::get, "/fifty", http::Lane::quick, [reader](const http::Request&) {
        std::string body;
        body.reserve(32 * 1024);
        reader().read_fifty(body);
        return http::json_response(200, std::move(body));
    });
    router.add(http::Method::get, "/sum", http::Lane::slow, [reader](const http::Request&) {
        std::string body;
        reader().read_sum(body);
        return http::json_response(200, std::move(body));
    });
    router.add(http::Method::get, "/words", http::Lane::slow,
               [reader](const http::Request& request) {
                   std::string body;
                   reader().find_words(request.find("q").value_or(""), body);
                   return http::json_response(200, std::move(body));
               });
    return router;
}

} // namespace

int main(int count, char** words)
{
    if (count < 2) {
        std::fprintf(stderr, "usage: floor_http FILE [PORT [IO_THREADS]]\n");
        return 2;
    }
    try {
        sigset_t ends;
        sigemptyset(&ends);
        sigaddset(&ends, SIGINT);
        sigaddset(&ends, SIGTERM);
        sigprocmask(SIG_BLOCK, &ends, nullptr);
        http::Options options;
        options.listen = std::string("127.0.0.1:") + (count > 2 ? words[2] : "0");
        options.io_threads = count > 3 ? static_cast<unsigned>(std::atoi(words[3])) : 0;
        options.worker_threads = 2;
        http::Server server(options, make_router(words[1]));
        server.start();
        std::printf("http://127.0.0.1:%d\n", server.port());
        std::fflush(stdout);
        int which = 0;
        sigwait(&ends, &which);
        server.stop(std::chrono::seconds(2));
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "floor_http: %s\n", failure.what());
        return 1;
    }
}
