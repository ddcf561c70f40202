#pragma once
// The cells of an export, and what writes rows of them: CSV or a workbook; paper.h has the third.

#include "exchange/exchange.h"
#include "exchange/export.h"
#include "record/object/table_cell.h"

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

using ExportCell = record::TableCell;

class Said;

// The columns of one export: a field may be several (money and its currency, an address), and with
// ids a reference has one for its id. On paper a field is one column, in words.
class ExportColumns {
public:
    ExportColumns(Engine& engine, const Catalog& catalog, const Actor& actor, const Object& object,
                  const ExportQuery& query);
    ~ExportColumns();

    const std::vector<std::string>& names() const { return m_names; }
    const Said* said() const { return m_said.get(); } // of paper
    // Those of its fields that are worked out.
    std::vector<const Field*> derived() const;
    // Appends to `rows` one row of cells for each record; titles of references are asked for the
    // page, one query an object.
    void fill(Engine& engine, const Actor& actor, std::span<const Record> page,
              std::vector<std::vector<ExportCell>>& rows);
    // One record as the API has it.
    void write_json(JsonWriter& json, const Record& record) const;

private:
    const Catalog& m_catalog;
    bool m_with_ids;
    std::vector<const Field*> m_fields;
    std::vector<std::string> m_names;
    std::unique_ptr<Said> m_said;
    std::unordered_map<Id, std::string> m_titles; // of what was met so far, up to some thousands

    void choose_all(const Actor& actor, const Object& object, ExportFormat format);
    void add_names(const Field& field);
    void load_titles(Engine& engine, const Actor& actor, std::span<const Record> page);
    void add_cells(const Field& field, const Record& record, std::vector<ExportCell>& row) const;
    void add_reference(const Field& field, std::span<const Value> cells,
                       std::vector<ExportCell>& row) const;
    std::string title_of(const Id& id) const;
};

// RFC 4180 with CRLF.
void append_csv_row(std::string& out, std::span<const ExportCell> row);
void append_csv_row(std::string& out, std::span<const std::string> row);

// A workbook that grows in a temporary file, in constant memory, a further sheet each 1,048,575
// rows. Finished, its bytes are read from the file; the file goes with the object.
class Workbook {
public:
    // The first `hidden` columns are there and not seen.
    Workbook(const std::string& folder, std::string sheet_name, std::vector<std::string> names,
             int hidden = 0);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void add_row(std::span<const ExportCell> row);
    void finish();
    // Appends the next piece of the finished file; false at its end.
    bool read(std::string& out);

private:
    struct State;
    std::unique_ptr<State> m_state;
    void add_sheet();
};

} // namespace comity::exchange
