#include "store/postgres_connection.h"

#include "base/error.h"
#include "store/postgres_codec.h"
#include "store/postgres_dialect.h"
#include "store/postgres_row.h"
#include "store/postgres_sql.h"
#include "store/storable.h"
#include "store/warn.h"

#include <charconv>
#include <cstring>

namespace comity::store {
namespace {

constexpr std::size_t statements_in_flight = 500; // of a batch, before their answers are read

std::int64_t touched(const PGresult* result)
{
    std::int64_t count = 0;
    const char* const text = PQcmdTuples(const_cast<PGresult*>(result));
    std::from_chars(text, text + std::strlen(text), count);
    return count;
}

bool returns_rows(const PGresult* result)
{
    return PQresultStatus(result) == PGRES_TUPLES_OK;
}

void for_each_row(const PGresult* result, OnRow on_row)
{
    const int rows = PQntuples(result);
    for (int i = 0; i < rows; ++i)
        on_row(PostgresRow(result, i));
}

} // namespace

PostgresConnection::PostgresConnection(const Options& options)
    : Connection(options.slow), m_options(options), m_link(options), m_patience(m_link.patience())
{
    PQenterPipelineMode(m_link.raw());
}

const Dialect& PostgresConnection::dialect() const
{
    return postgres_dialect();
}

void PostgresConnection::begin_read()
{
    m_is_reading = true;
    begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresConnection::begin_write()
{
    m_is_reading = false;
    begin("BEGIN ISOLATION LEVEL READ COMMITTED");
}

void PostgresConnection::begin(const char* sql)
{
    m_begin = sql;
    m_is_begun = false;
    m_failure = {};
    m_may_pass_again = false;
    m_link.set_patience(m_patience);
    set_failed(false);
    take_notices();
}

void PostgresConnection::commit()
{
    prepare_to_commit();
    const auto notices = take_notices();
    if (!m_is_begun && notices.empty())
        return;
    send_begin();
    std::size_t position = 0;
    for (const std::string& notice : notices)
        send({"SELECT pg_notify(left('comity_' || current_schema(), 63), ?)::text", {notice}},
             position++);
    send_plain("COMMIT", Expected::Kind::answer);
    send_sync();
    bool is_kept = false;
    settle(
        [&](std::size_t, PostgresResult result) {
            is_kept = std::strcmp(PQcmdStatus(result.get()), "COMMIT") == 0;
        },
        [](std::size_t) { return "COMMIT"; });
    m_is_begun = false;
    // The server answers ROLLBACK when a failure before was ignored.
    CHECK(is_kept);
}

void PostgresConnection::roll_back() noexcept
{
    if (!m_is_begun || m_is_spent)
        return;
    m_is_begun = false;
    try {
        send_plain(m_is_reading ? "COMMIT" : "ROLLBACK", Expected::Kind::ignored);
        send_sync();
    } catch (const Error&) {
        m_is_spent = true;
    }
}

bool PostgresConnection::is_fit()
{
    return !m_is_spent && m_link.is_alive();
}

void PostgresConnection::expect_sent(int sent)
{
    if (!sent)
        fail(lost_connection(m_link.raw()), "");
}

// Before anything is sent, so that the pipeline is never left half full.
void PostgresConnection::check_values(const Statement& statement)
{
    try {
        if (!m_statements.takes(statement.sql, statement.values.size()))
            throw Error(Cause::broken,
                        "Placeholders and values differ in number: " + statement.sql);
        for (const Value& value : statement.values)
            check_storable(value);
    } catch (...) {
        set_failed(true);
        throw;
    }
}

void PostgresConnection::send_begin()
{
    if (m_is_begun)
        return;
    m_is_begun = true;
    send_plain(m_begin, Expected::Kind::quiet);
}

void PostgresConnection::send_plain(const char* sql, Expected::Kind kind)
{
    expect_sent(PQsendQueryParams(m_link.raw(), sql, 0, nullptr, nullptr, nullptr, nullptr, 1));
    m_expected.push_back({kind});
}

void PostgresConnection::send(const Statement& statement, std::size_t position)
{
    // The way out of a failure is not prepared: in a failed transaction the statement that would
    // have to make room for it cannot be dropped.
    if (statement.sql.starts_with("ROLLBACK TO ")) {
        send_plain(statement.sql.c_str(), Expected::Kind::answer);
        return;
    }
    const auto prepared = m_statements.find(statement.sql, statement.values);
    if (!prepared.dropped.empty())
        send_plain(("DEALLOCATE " + prepared.dropped).c_str(), Expected::Kind::ignored);
    if (prepared.is_new) {
        std::size_t placeholders = 0;
        const std::string sql = number_placeholders(statement.sql, placeholders);
        expect_sent(PQsendPrepare(m_link.raw(), prepared.name.c_str(), sql.c_str(),
                                  static_cast<int>(prepared.types.size()), prepared.types.data()));
        m_expected.push_back({Expected::Kind::prepared, position, prepared.name});
    }
    send_values(prepared.name, statement.values);
    m_expected.push_back({Expected::Kind::answer, position, prepared.name});
}

void PostgresConnection::send_values(const std::string& name, std::span<const Value> values)
{
    m_bytes.clear();
    std::vector<std::size_t> ends;
    ends.reserve(values.size());
    for (const Value& value : values) {
        encode(m_bytes, value);
        ends.push_back(m_bytes.size());
    }
    std::vector<const char*> starts(values.size());
    std::vector<int> sizes(values.size());
    const std::vector<int> formats(values.size(), 1);
    std::size_t start = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool is_null = std::holds_alternative<Null>(values[i]);
        starts[i] = is_null ? nullptr : m_bytes.data() + start;
        sizes[i] = static_cast<int>(ends[i] - start);
        start = ends[i];
    }
    expect_sent(PQsendQueryPrepared(m_link.raw(), name.c_str(), static_cast<int>(values.size()),
                                    starts.data(), sizes.data(), formats.data(), 1));
}

void PostgresConnection::send_sync()
{
    expect_sent(PQpipelineSync(m_link.raw()));
    m_expected.push_back({Expected::Kind::sync});
}

void PostgresConnection::fail(PostgresFailure failure, std::string_view sql)
{
    set_failed(true);
    m_failure = std::move(failure);
    m_may_pass_again = m_may_pass_again || m_failure.may_pass_again();
    if (m_is_reading && m_failure.state == "25006")
        throw Error(Cause::broken, "A read cannot change anything: " + std::string(sql));
    if (m_failure.ends_connection())
        m_is_spent = true;
    throw_postgres(m_failure, sql);
}

PostgresResult PostgresConnection::next_result(const Expected& expected)
{
    PostgresResult result = m_link.next();
    const bool is_lost = !result || PQstatus(m_link.raw()) != CONNECTION_OK;
    if (is_lost) {
        m_expected.clear();
        PostgresFailure failure = result ? failure_of(result.get()) : lost_connection(m_link.raw());
        if (!failure.ends_connection())
            failure.state.clear();
        fail(std::move(failure), "");
    }
    if (expected.kind != Expected::Kind::sync)
        m_link.next(); // the end of that one's answers
    return result;
}

void PostgresConnection::take(const Expected& expected, PostgresResult result, OnAnswer on_answer,
                              std::size_t& failed_position)
{
    using Kind = Expected::Kind;
    const ExecStatusType status = PQresultStatus(result.get());
    const bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (expected.kind == Kind::sync || expected.kind == Kind::ignored)
        return;
    if (is_good) {
        if (expected.kind == Kind::answer)
            on_answer(expected.position, std::move(result));
        return;
    }
    // What comes after a failure in a pipeline is skipped and has nothing to say of its own.
    if (!m_failure.is_set()) {
        m_failure = status == PGRES_PIPELINE_ABORTED
                        ? PostgresFailure{"26000", "a statement before it failed", ""}
                        : failure_of(result.get());
        failed_position = expected.position;
    }
    if (expected.kind == Kind::prepared || m_failure.may_pass_again())
        m_statements.forget(expected.name);
}

void PostgresConnection::settle(OnAnswer on_answer,
                                FunctionRef<std::string_view(std::size_t)> sql_of)
{
    ++m_round_trips;
    m_failure = {};
    std::size_t failed_position = 0;
    while (!m_expected.empty()) {
        const Expected expected = std::move(m_expected.front());
        m_expected.pop_front();
        take(expected, next_result(expected), on_answer, failed_position);
    }
    if (m_failure.is_set())
        fail(m_failure, sql_of(failed_position));
}

void PostgresConnection::exchange_with_server(FunctionRef<void()> exchange)
{
    const bool is_first = !m_is_begun;
    try {
        return exchange();
    } catch (const Error&) {
        if (!is_first || !m_is_spent || m_link.is_given_up())
            throw;
    }
    reconnect();
    exchange();
}

void PostgresConnection::reconnect()
{
    try {
        m_link = PostgresLink(m_options);
    } catch (const Error& error) {
        warn_now_and_then(error.message());
        throw Error(Cause::unavailable, say("store.unreachable")).with_retry_after(2);
    }
    PQenterPipelineMode(m_link.raw());
    m_statements = PostgresStatements();
    m_expected.clear();
    m_failure = {};
    m_is_begun = false;
    m_is_spent = false;
    set_failed(false);
}

PostgresResult PostgresConnection::answer_to(const Statement& statement)
{
    check_values(statement);
    PostgresResult answer;
    exchange_with_server([&] {
        send_begin();
        send(statement, 0);
        send_sync();
        settle([&](std::size_t, PostgresResult result) { answer = std::move(result); },
               [&](std::size_t) -> std::string_view { return statement.sql; });
    });
    return answer;
}

void PostgresConnection::do_query(const Statement& statement, OnRow on_row)
{
    const PostgresResult answer = answer_to(statement);
    for_each_row(answer.get(), on_row);
}

std::int64_t PostgresConnection::do_execute(const Statement& statement)
{
    const PostgresResult answer = answer_to(statement);
    return touched(answer.get());
}

void PostgresConnection::do_batch(std::span<const Statement> statements,
                                  FunctionRef<void(std::size_t, const Row&)> on_row)
{
    for (std::size_t from = 0; from < statements.size(); from += statements_in_flight) {
        const auto part =
            statements.subspan(from, std::min(statements_in_flight, statements.size() - from));
        std::vector<PostgresResult> answers(part.size());
        for (const Statement& statement : part)
            check_values(statement);
        exchange_with_server([&] {
            send_begin();
            for (std::size_t i = 0; i < part.size(); ++i)
                send(part[i], i);
            send_sync();
            settle([&](std::size_t i, PostgresResult result) { answers[i] = std::move(result); },
                   [&](std::size_t i) -> std::string_view { return part[i].sql; });
        });
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (answers[i] && returns_rows(answers[i].get()))
                for_each_row(answers[i].get(), [&](const Row& row) { on_row(from + i, row); });
        }
    }
}

void PostgresConnection::outside_pipeline(FunctionRef<void()> work)
{
    settle([](std::size_t, PostgresResult) {}, [](std::size_t) { return ""; });
    if (!PQexitPipelineMode(m_link.raw()))
        fail(lost_connection(m_link.raw()), "");
    try {
        work();
    } catch (...) {
        PQenterPipelineMode(m_link.raw());
        throw;
    }
    PQenterPipelineMode(m_link.raw());
}

void PostgresConnection::do_script(std::string_view sql)
{
    // An index on a large table takes what it takes.
    std::string text = m_is_begun ? "" : std::string(m_begin) + "; ";
    text += "SET LOCAL statement_timeout = 0; ";
    text += sql;
    outside_pipeline([&] {
        m_is_begun = true;
        ++m_round_trips;
        const PostgresResult result = m_link.run(text);
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
            fail(failure_of(result.get()), sql);
    });
}

} // namespace comity::store
