#pragma once
// The three-way comparison: what was exported (the record as its version had it), what the sheet
// says, what is here now.

#include "base/words/tongue.h"
#include "exchange/cells.h"
#include "exchange/exchange.h"
#include "exchange/import/mapping/names.h"
#include "exchange/import/rows/scoped_choices.h"
#include "exchange/round_trip/sheet_file.h"
#include "exchange/round_trip/versions.h"
#include "record/engine.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace comity::exchange {

struct ComparedCell {
    const SheetColumn* column = nullptr;
    // sheet: changed there only · here: changed here only · conflict: both, differently ·
    // read_only: changed in the sheet where it cannot be written · problem: it cannot be read
    std::string_view state;
    std::string exported, sheet, now; // as texts
    Json value;                       // of `sheet`, of the column's part
    Json now_value;                   // of `now`
    std::string problem;
};

struct ComparedRow {
    std::int64_t line = 0;
    std::optional<Id> record;
    std::int64_t version = 0; // that is here now
    std::string title;
    // changed, conflict, here, new · unknown: no such record, or not to be seen · bin ·
    // repeated: an earlier row has the same id · problem: nothing of it can be taken
    std::string_view state;
    std::vector<ComparedCell> cells;
    std::string problem;
};

class Comparison {
public:
    // `heads` outlives it.
    Comparison(Engine& engine, const Actor& actor, const Object& object, SheetHeads& heads);

    // Looks at rows to find out how columns write dates and numbers; any number of times, then
    // settle().
    void learn(const std::vector<SheetRow>& rows);
    void settle();
    // Rows that differ, in their order. Some hundred at a time.
    std::vector<ComparedRow> compare(const std::vector<SheetRow>& rows);

    std::int64_t known_rows() const { return static_cast<std::int64_t>(m_seen.size()); }
    std::int64_t worn_cells() const { return m_worn_cells; } // spoilt by programs and left alone

private:
    // What some rows are compared with.
    struct Page {
        std::unordered_map<Id, Record> now;
        Versions then;
        std::unordered_map<Id, std::vector<ExportCell>> texts_now, texts_then;
        std::map<std::string, std::unordered_map<Id, std::vector<std::string>>> titles; // by object
        store::Connection* connection = nullptr;
    };

    Page load(const std::vector<SheetRow>& rows);
    ComparedRow compare_row(const SheetRow& row, Page& page);
    void compare_new(const SheetRow& row, ComparedRow& compared, Page& page);
    void compare_cell(const SheetRow& row, const SheetColumn& column, const Record& then,
                      const Record& now, ComparedRow& compared, Page& page);
    bool is_unchanged(const SheetRow& row, const SheetColumn& column, const Record& then,
                      Page& page);
    bool is_same_title(const SheetColumn& column, std::string_view written, const Record& then,
                       Page& page);
    // The value that the cell says, in place of the part in `cells`; a problem, or nothing.
    Sentence read_value(const SheetRow& row, const SheetColumn& column, const Record& now,
                        std::vector<Value>& cells, Page& page);
    Sentence find_reference(const SheetColumn& column, const std::string& text,
                            std::vector<Value>& cells, Page& page);
    Sentence find_choice(const SheetRow& row, const SheetColumn& column, const Record& now,
                         const std::string& text, std::vector<Value>& cells, Page& page);
    bool may_write(const SheetColumn& column) const;

    Engine& m_engine;
    const Actor m_actor;
    const Tongue m_tongue; // the actor's, in which problems are told
    const Object& m_object;
    SheetHeads& m_heads;
    std::shared_ptr<const Catalog> m_catalog;
    TextFormat m_format;
    ExportColumns m_texts;
    std::vector<std::size_t> m_text_of; // of each column, in m_texts
    std::vector<ColumnClues> m_clues;
    ImportPlan m_plan; // of nothing: what names and choices ask for
    std::map<std::string, std::unique_ptr<Names>> m_names; // by object
    std::map<const Field*, std::unique_ptr<ScopedChoices>> m_choices;
    std::vector<std::unique_ptr<ImportColumn>> m_choice_columns;
    std::unordered_set<Id> m_seen;
    std::int64_t m_worn_cells = 0;
};

// The part of a field that a column shows, as JSON; and the whole field with such a part put in.
Json part_json(const SheetColumn& column, std::span<const Value> cells);
Json whole_json(const Field& field, std::size_t part, SheetColumn::Sort sort, Json whole,
                const Json& value);

} // namespace comity::exchange
