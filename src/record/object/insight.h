#pragma once
// What a person can ask of the records of one object: figures, a table, a chart of it. A
// description only: record/insights/ answers it and leaves out what the reader may not see, api/
// tells it, and one screen draws them all.

#include "record/object/field.h"

#include <functional>
#include <string>
#include <vector>

namespace comity::record {

class Asking;

// What it may be narrowed to: records whose field at `path` has the value that is given.
struct InsightInput {
    Field field;
    std::string path; // "pipeline", "owner.team"; empty: `run` knows what to do with it
};

// A single number over the records that `filter` finds.
struct InsightFigure {
    std::string name;
    std::string label;
    std::string definition;
    std::string measure;        // as aggregates have them: count, sum(amount), weighted(amount)
    std::string filter;         // of what it counts
    std::string by = {};        // a measure of the same records by which it is divided
    std::string share_of = {};  // a filter: it is told in percent of what this one finds
    std::string beside = {};    // a measure of the same records that is told beside it
    bool in_period = false;     // counts what lies in the asked period, and compares with the one
                                // before; else what is now
    bool wants_nothing = false; // anything but zero asks for attention
};

// A column of the table.
struct InsightColumn {
    enum class Sort {
        group,   // records are grouped by it
        measure, // a measure of each group
        other,   // `run` fills it
    } sort = Sort::other;
    std::string name; // "owner", "closed_on.month"; "sum(amount)"
    std::string label;
    std::string kind;                        // a field kind's name
    std::string nothing = {};                // what stands for a group without a value: "Nobody"
    std::string period = {};                 // its values are days, months, quarters … as texts
    std::vector<std::string> stands_on = {}; // other: the paths that it is worked out from
    std::vector<Choice> choices = {};        // how the answer calls its values, in their order
};
// `path` may end in a period: closed_on.month.
InsightColumn grouped_by(std::string path, std::string label, std::string kind = "text",
                         std::string nothing = {});
InsightColumn measured(std::string measure, std::string label); // its kind is that of the field

// What may be drawn, and how a sentence calls it: "{label} holds 31 % of won value".
struct InsightMarks {
    std::string column;
    std::string what;
};

// How the table is drawn, and what the chart says in its title.
struct InsightChart {
    enum class Sort { none, bar, column, line, stacked, funnel } sort = Sort::none;
    std::string label = {}; // the column that names the marks
    // The first of these that the reader sees and that is not all zero.
    std::vector<InsightMarks> draws = {};
    std::vector<std::string> with = {}; // measures that are drawn beside it, where lines are
    std::string split = {};             // a group that makes a line of each of its values
    std::string tone = {};              // what its colour means: good, bad
    enum class Says {
        nothing, // or what `run` says
        largest, // which mark holds most of the whole
        change,  // the last period that is over against the one before
    } says = Says::nothing;
    bool is_wide = false;
};

struct Insight {
    std::string name;
    std::string label;
    std::string definition; // in words
    std::string object;     // whose records it counts
    std::vector<InsightInput> input = {};
    // The date by which a period counts, which makes it an input; empty: it knows none.
    std::string time = {};
    std::vector<InsightFigure> figures = {};
    std::vector<InsightColumn> columns = {};
    std::string filter = {}; // of the records that are in the table
    std::string sort = {};   // as aggregates have it
    InsightChart chart = {};
    int place_on_dashboard = 0; // 0: not there
    // Instead of asking for the columns as they are described.
    std::function<void(Asking&)> run = nullptr;
};

} // namespace comity::record
