// COPY: seven times as fast as inserting one by one.

#include "base/error.h"
#include "store/postgres_codec.h"
#include "store/postgres_connection.h"

namespace comity::store {
namespace {

constexpr std::size_t enough_to_send = 64 * 1024;

// The start of the binary form: a signature, no flags, no extension.
const std::string header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

} // namespace

void PostgresConnection::do_bulk_insert(std::string_view table,
                                        std::span<const std::string> columns,
                                        std::span<const Type> types,
                                        std::span<const std::vector<Value>> rows)
{
    std::string names;
    for (const std::string& column : columns) {
        names += names.empty() ? "" : ", ";
        names += quote(column);
    }
    const std::string sql = "COPY " + quote(table) + " (" + names + ") FROM STDIN (FORMAT binary)";
    outside_pipeline([&] {
        const PostgresResult start =
            m_link.run(m_is_begun ? sql : std::string(m_begin) + "; " + sql);
        m_is_begun = true;
        m_round_trips += 2;
        if (PQresultStatus(start.get()) != PGRES_COPY_IN)
            fail(failure_of(start.get()), sql);
        const char* trouble = nullptr;
        std::exception_ptr wrong_value;
        try {
            copy_rows(types, rows);
        } catch (const Error&) {
            set_failed(true);
            wrong_value = std::current_exception();
            trouble = "a value cannot be kept";
        }
        PQputCopyEnd(m_link.raw(), trouble);
        PostgresFailure failure;
        while (const PostgresResult result{PQgetResult(m_link.raw())}) {
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !failure.is_set())
                failure = failure_of(result.get());
        }
        if (wrong_value)
            std::rethrow_exception(wrong_value);
        if (failure.is_set())
            fail(std::move(failure), sql);
    });
}

void PostgresConnection::copy_rows(std::span<const Type> types,
                                   std::span<const std::vector<Value>> rows)
{
    std::string out = header;
    const auto put = [&] {
        // A server that has gone is told by the result that follows.
        PQputCopyData(m_link.raw(), out.data(), static_cast<int>(out.size()));
        out.clear();
    };
    for (const auto& row : rows) {
        append_int16(out, static_cast<std::int16_t>(row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            encode_cell(out, row[i], types[i]);
        if (out.size() >= enough_to_send)
            put();
    }
    append_int16(out, -1);
    put();
}

} // namespace comity::store
