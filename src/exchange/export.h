#pragma once
// Rows out of the house, streamed in constant memory: CSV, XLSX, JSON, PDF. Respects rights like a
// list.
// Whoever lets somebody have one tells the log (taken_out.h).

#include "exchange/exchange.h"
#include "record/find/find.h"

namespace comity::exchange {

enum class ExportFormat { csv, xlsx, json, vcard, pdf }; // vcard: of contacts only
std::optional<ExportFormat> find_export_format(std::string_view name);

// Whether an object's records can leave as cards.
bool has_cards(const Object& object);

struct ExportQuery {
    ListQuery list; // filter, sort, fields, as_of
    ExportFormat format = ExportFormat::csv;
    bool with_ids = false; // id columns beside the titles of references
    // Leads back: `id`, `version` and `export` come first, so that the sheet can be edited and
    // compared (exchange/round_trip.h). CSV and XLSX only.
    bool is_round_trip = false;
};

// A stream of pieces: call until it returns false. CSV is RFC 4180 with CRLF and a UTF-8 BOM; cells
// that a spreadsheet would run as a formula stay as they are in the data and are quoted; nothing is
// altered. PDF is for reading: labels, days and amounts as the actor's language has them, the
// fields of the object's list unless others are asked for.
class ExportStream {
public:
    ExportStream(Engine& engine, const Actor& actor, const Object& object,
                 const ExportQuery& query);
    ~ExportStream();
    bool next(std::string& out); // appends the next piece
    std::int64_t rows() const;   // that were in the pieces so far

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace comity::exchange
