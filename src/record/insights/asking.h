#pragma once
// One insight being answered for one reader. An insight's own `run` works with this; those that
// have none are answered by ask_table(). Used by one thread.

#include "record/engine.h"
#include "record/insights/answer.h"
#include "record/insights/seen.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

class Asking {
public:
    // `input` has the values that were given, as the inputs' kinds write them. Error{forbidden}
    // when the reader may not read the object at all.
    Asking(Engine& engine, const Actor& actor, const Insight& insight, const Json& input);

    Engine& engine() const { return m_engine; }
    const Actor& actor() const { return m_actor; }
    // The moment that is looked at, when it is a past one, and its day where the reader is.
    std::optional<Instant> as_of() const { return m_as_of; }
    Date today() const { return m_today; }
    // An input's value as text, or what it begins with; "" when there is none.
    std::string given(std::string_view input) const;

    // The columns that this reader sees; none when the table stands on something hidden.
    const std::vector<InsightColumn>& columns() const { return m_answer.columns; }
    // Other ones than those described, of which the reader sees what he may; and another chart.
    void set_columns(std::vector<InsightColumn> columns);
    InsightChart& chart() { return m_answer.chart; }

    // Only records that this filter finds, from here on.
    void narrow(const std::string& filter);

    // Asks for the columns as they are: names and choices, periods without gaps, totals. A row that
    // was added before, with no more than its groups, is there also where nothing was found.
    void ask_table();
    // The measures among the columns over all records that this filter finds, with their path.
    Json measure(const std::string& filter);
    void add_row(Json row) { m_answer.rows.push_back(std::move(row)); }
    Json::Array& rows() { return m_answer.rows; }

    void say(InsightSentence sentence) { m_answer.sentence = std::move(sentence); }
    // How what is drawn changed from one row to another.
    void say_change(const Json& before, const Json& now);

    // Answers figures and table; once.
    InsightAnswer answer();

private:
    struct Question {
        std::vector<std::string> groups = {};
        std::vector<std::string> measures = {};
        std::string filter = {};
        std::string sort = {};
    };

    Engine& m_engine;
    const Actor& m_actor;
    const Insight& m_insight;
    const Json& m_input;
    const std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    std::optional<Instant> m_as_of;
    Date m_today;
    SeenInsight m_seen;
    std::optional<Days> m_days_before;
    std::string m_narrowed;              // by the inputs that are no period
    std::map<std::string, Json> m_asked; // rows of figures by their filter
    std::set<std::string> m_without_rate;
    InsightAnswer m_answer;

    void read_period();
    void narrow_by_inputs();
    std::string in_table() const; // the filter of all that is in it
    std::string path_of(const std::string& filter) const;
    Json ask(const Question& question);
    void note_money(const Json& told);

    // figures.cpp
    void ask_figures();
    const Json& figure_row(const std::string& filter, const Days& days);
    Json value_of(const InsightFigure& figure, const Days& days);
    FigureAnswer figure_of(const InsightFigure& figure);

    // table.cpp
    std::vector<std::string> names_of(InsightColumn::Sort sort) const;
    void take_rows(const Json& told);
    void take_row(Json row);
    void name_references(Json& row, const Json* titles) const;
    void fill_gaps(const InsightColumn& column);
    void complete(Json& row) const;
    void load_choices(InsightColumn& column) const;
    void load_records_as_choices(InsightColumn& column, const Field& field) const;
    void sort_rows();
    void add_totals();

    // sentences.cpp
    void choose_series();
    void say_what_is_seen();
    void say_largest();
    void say_last_period();
};

} // namespace comity::record
