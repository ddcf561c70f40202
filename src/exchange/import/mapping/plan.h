#pragma once
// What an import will do with each column, settled before the first row is written.

#include "base/words/tongue.h"
#include "exchange/exchange.h"
#include "exchange/import.h"
#include "exchange/import/mapping/key_index.h"
#include "exchange/import/mapping/mapping.h"
#include "exchange/import/reading/sheet.h"
#include "record/engine.h"
#include "record/object/kind.h"

#include <map>
#include <string>
#include <vector>

namespace comity::exchange {

// One field that rows give a value to.
struct ImportColumn {
    enum class Way { plain, reference, references, scoped_choice };

    const Field* field = nullptr;
    const FieldKind* kind = nullptr;
    Way way = Way::plain;
    bool is_link() const { return way == Way::reference || way == Way::references; }
    int part = -1;        // the one part of the field that it fills; all of it when negative
    std::string label;    // of its value, among several
    int cell = -1;        // its place in a row, or
    std::string constant; // the same text for every row
    TextFormat format;
    bool creates = false; // what it names and is not there is made
    bool leaves = false;  // what it names and is not there is left out of the row
    const std::map<std::string, std::string>* same = nullptr;

    // What the options say that this text stands for.
    std::string_view meant_by(std::string_view text) const;
};

struct Planned;

// What a file turned out to be, and what is to be done with it. Lives as long as the import.
struct ImportPlan {
    const Object* object = nullptr;
    std::size_t cell_count = 0; // of a record
    ImportOptions options;
    Tongue tongue; // of whoever imports: what is told of the rows is told in it
    SheetFormat format;
    std::vector<std::string> headers;
    ColumnMap map;
    std::vector<ImportColumn> columns;
    std::vector<const Field*> match;
    std::int64_t rows = 0;
    std::vector<std::vector<std::string>> sample;
    std::vector<std::string> ambiguous_dates;    // headers
    std::vector<std::string> ambiguous_decimals; // headers
    std::vector<std::string> notes;              // told
    // Names and external ids that the file itself brings, where rows refer to rows.
    KeySet coming;
    // Distinct texts of scoped choices in the order of their first row: field → (scope, text).
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> choice_texts;

    const Catalog* catalog = nullptr;
    Planned* planned =
        nullptr; // what the files before this one would make, in a dry run of several

    const ImportColumn* column_of(std::string_view field) const;
    // Whether options.create may name this field.
    bool is_creatable(const Field& field) const;
};

// How the options say that a file is written. Error{invalid} for what no file is.
SheetFormat wanted_format(const ImportOptions& options);
// Reads the whole file once. Error{invalid} when it cannot be read (with line and reason), when
// options name what there is not, when nothing maps (unless dry), and, unless dry, when dates or
// decimal signs can be read in two ways.
ImportPlan make_plan(Engine& engine, const Catalog& catalog, const Actor& actor,
                     const std::string& file_path, const ImportOptions& options);

} // namespace comity::exchange
