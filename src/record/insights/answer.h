#pragma once
// What an insight answers: values with the paths of the records behind them, and words that wait
// for the reader's language.

#include "base/json.h"
#include "record/insights/periods.h"
#include "record/object/insight.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::record {

struct FigureAnswer {
    InsightFigure figure;
    std::string kind = {}; // number, money, percent
    Json value = {};       // null: there is none, such as the average of nothing
    Json beside = {};      // null: nothing stands beside it
    std::string rows = {};
    // The same of the days before.
    struct Before {
        Days days;
        Json value = {};
        std::string rows = {};
        Json change = {}; // in percent of the value before, or in points of a percentage; null:
                          // from nothing
    };
    std::optional<Before> before = {};
};

// A sentence with holes: `text` is a pattern ("{what} rose {percent} on {before}"), `what` goes
// into it first and may have holes of its own; the values are written as the reader writes them.
struct InsightSentence {
    struct Value {
        std::string name;
        Json value;
        std::string kind;        // of the value, or
        std::string column = {}; // that it is one of this column
    };
    std::string text;
    std::string what = {};
    std::vector<Value> values = {};
};

// What the engine itself says around insights; dictionaries have them in other languages.
inline constexpr std::string_view insight_texts[] = {
    "{label} holds {percent} of {what}",
    "All of {what} is in {label}",
    "{what} rose {percent} on {before}",
    "{what} fell {percent} on {before}",
    "{what} is the same as {before}",
    "{what}: {now}, after nothing in {before}",
    "Your role does not show what this stands on.",
    "Your role does not show what these stand on: {what}.",
    "Amounts in {what} are left out: there is no rate for them.",
    "Only the first {what} rows are shown.",
    "Not shown to you",
    "Figure",
    "Value",
    "Currency",
    "Before",
};

struct LeftOut {
    enum class Why {
        hidden,  // labels of figures and columns that stand on hidden fields
        no_rate, // currencies
        too_many // rows beyond those that are told
    } why;
    std::vector<std::string> what = {};
};

struct InsightAnswer {
    std::vector<FigureAnswer> figures;
    std::vector<InsightColumn> columns;
    Json::Array rows; // by column name; `rows` in each is the path of its records
    Json totals;      // null: they make no sense
    InsightChart chart;
    std::vector<std::string> series; // columns that it draws
    std::optional<InsightSentence> sentence;
    std::vector<LeftOut> left_out;
    Json::Array rates; // that amounts were converted at
    Days days;         // that the asked period means
    bool has_period = false;
};

} // namespace comity::record
