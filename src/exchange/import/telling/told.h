#pragma once
// What an import tells: counts, a preview, what is missing and what was probably meant, the file of
// failed rows.

#include "exchange/exchange.h"
#include "exchange/import/rows/page.h"

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace comity::exchange {

// How many records of other objects were made, by object.
std::string also_json(const ImportCounts& counts);
void write_import(std::string& out, const ImportReport& report);

// The failed rows with two more columns, `line` and `reason`; made with the first of them.
class ErrorFile {
public:
    ErrorFile(std::string path, const std::vector<std::string>& headers);
    ~ErrorFile();
    void add(const RowBatch& batch, const ImportRow& row, std::string_view reason);
    // A row whose text is not at hand any more.
    void add(std::int64_t line, std::string_view reason);

private:
    void write(const std::string& text);

    std::string m_path;
    const std::vector<std::string>& m_headers;
    std::FILE* m_file = nullptr;
};

class Telling {
public:
    Telling(const ImportPlan& plan, const std::string& errors_path);

    // Rows that a page has dealt with, durable or (dry) thought through.
    void take(const RowBatch& batch, std::size_t begin, Page& page);
    // A row that failed as a whole, when it was written.
    void take_failure(const RowBatch& batch, std::size_t row, const std::vector<Problem>& problems);
    // What failed and is counted already: a row that an interrupted run has dealt with, or one that
    // went in but could not be linked to what should have come later.
    void tell_again(const RowBatch& batch, const ImportRow& row, const std::string& reason);
    void tell_again(std::int64_t line, const std::string& reason);
    // The counts of what an interrupted run has dealt with.
    void go_on(const ImportCounts& counts);
    void take_made(const std::vector<Links::Made>& made);

    ImportCounts& counts() { return m_counts; }
    std::int64_t done() const { return m_done; }
    struct Unknown {
        const Field* field;
        std::map<std::string, std::int64_t> rows; // by text
    };
    const std::map<std::string, Unknown>& unknown() const { return m_unknown; }

    // {"count","asked","left_out","rows":[…]}: rows that are likely there already.
    Json twins(const DuplicateRows& duplicates) const;
    // headers, map, guesses, format, sample, missing, notes, preview, errors; suggestions are added
    // by the caller.
    Json told() const;

private:
    void take_twin(const ImportRow& row, const RowTwin& twin);
    void preview(const RowBatch& batch, const ImportRow& row, const RowOutcome& outcome,
                 const Draft* draft);
    std::vector<std::string> notes() const;

    const ImportPlan& m_plan;
    ErrorFile m_errors;
    ImportCounts m_counts;
    std::int64_t m_done = 0;
    Json::Array m_preview;
    Json::Array m_twins; // the first of them
    std::int64_t m_twin_count = 0;
    std::map<std::string, Unknown> m_unknown; // by field
    std::set<std::string> m_made;             // what a dry run would have made
    std::map<const Object*, std::vector<std::string>> m_made_titles;
    std::vector<std::string> m_closing; // notes on stages that end a deal, told
};

// Of all of them, one after the other.
Sentence sentence_of(const std::vector<Problem>& problems);

} // namespace comity::exchange
