#pragma once
// Rows as a table on pages of A4, in PDF: what people print or send along. Any script, by Pango.
// Pages go out as they are full: in memory are one page and the shapes of the letters that came.

#include "exchange/cells.h"
#include "exchange/exchange.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace comity::exchange {

// What stands around the rows.
struct PaperWords {
    std::string title;
    std::string below_title; // which rows, of which moment, for whom
    std::string page;        // "Page": its number follows
};

class Paper {
public:
    // More columns are more than can be read across a page.
    static constexpr std::size_t most_columns = 20;

    Paper(PaperWords words, std::vector<std::string> columns);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    // How wide columns are and how the page lies follows from the rows of the first call. A cell
    // has at most six lines, the last of which then ends with an ellipsis.
    void add_rows(std::span<const std::vector<ExportCell>> rows);
    // Nothing can be added afterwards.
    void finish();
    // Appends what is ready, and forgets it. Error{unavailable} when it could not be made.
    void take(std::string& out);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace comity::exchange
