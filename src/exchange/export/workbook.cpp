// The one door to libxlsxwriter.
#include "exchange/cells.h"

#include "base/error.h"
#include "base/excerpt.h"

#include <cstdio>
#include <filesystem>
#include <xlsxwriter.h>

namespace comity::exchange {
namespace {

constexpr std::uint32_t most_rows = 1'048'576; // of a sheet, the header among them
constexpr std::size_t longest_cell = 32'767;   // of a cell, in UTF-16 units
constexpr std::size_t piece = 64 * 1024;

void check(lxw_error error)
{
    if (error == LXW_NO_ERROR)
        return;
    throw Error(Cause::unavailable,
                say("export.workbook_could_not_be_written", {{"what", lxw_strerror(error)}}));
}

// A cell cannot hold more; what is longer is cut between characters.
std::string fitting(const std::string& text)
{
    if (text.size() <= longest_cell)
        return text;
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) == 0x80)
            continue;
        units += byte >= 0xf0 ? 2 : 1;
        if (units > longest_cell)
            return text.substr(0, i);
    }
    return text;
}

// `[]:*?/\` may not be in a sheet's name, nor more than 31 characters.
std::string sheet_name(std::string name, int number)
{
    for (char& c : name)
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos)
            c = ' ';
    const std::string ending = number > 1 ? " " + std::to_string(number) : "";
    return excerpt(name, 31 - ending.size()) + ending;
}

} // namespace

struct Workbook::State {
    std::string path;
    std::string name;
    std::vector<std::string> columns;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* bold = nullptr;
    lxw_format* day = nullptr;
    int hidden = 0;
    int sheets = 0;
    std::uint32_t row = 0;
    std::FILE* file = nullptr;
};

Workbook::Workbook(const std::string& folder, std::string name, std::vector<std::string> names,
                   int hidden)
    : m_state(std::make_unique<State>())
{
    std::filesystem::create_directories(folder);
    m_state->path = folder + "/export-" + format_id(make_id()) + ".xlsx";
    m_state->name = name.empty() ? "Rows" : std::move(name);
    m_state->columns = std::move(names);
    m_state->hidden = hidden;
    std::string tmp = folder;
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = tmp.data();
    options.use_zip64 = LXW_TRUE;
    m_state->book = workbook_new_opt(m_state->path.c_str(), &options);
    if (!m_state->book)
        throw Error(Cause::unavailable, say("export.workbook_could_not_be_begun"));
    m_state->bold = workbook_add_format(m_state->book);
    format_set_bold(m_state->bold);
    m_state->day = workbook_add_format(m_state->book);
    format_set_num_format(m_state->day, "yyyy-mm-dd");
    add_sheet();
}

Workbook::~Workbook()
{
    if (m_state->book)
        workbook_close(m_state->book); // the only way to give its files back
    if (m_state->file)
        std::fclose(m_state->file);
    std::error_code ignored;
    std::filesystem::remove(m_state->path, ignored);
}

void Workbook::add_sheet()
{
    State& state = *m_state;
    const std::string name = sheet_name(state.name, ++state.sheets);
    state.sheet = workbook_add_worksheet(state.book, name.c_str());
    if (!state.sheet)
        throw Error(Cause::unavailable, say("export.workbook_could_not_take_further"));
    worksheet_freeze_panes(state.sheet, 1, 0);
    if (state.hidden > 0) {
        lxw_row_col_options hidden{};
        hidden.hidden = LXW_TRUE;
        worksheet_set_column_opt(state.sheet, 0, static_cast<lxw_col_t>(state.hidden - 1),
                                 LXW_DEF_COL_WIDTH, nullptr, &hidden);
    }
    lxw_col_t column = 0;
    for (const std::string& title : state.columns)
        check(worksheet_write_string(state.sheet, 0, column++, title.c_str(), state.bold));
    state.row = 1;
}

void Workbook::add_row(std::span<const ExportCell> row)
{
    State& state = *m_state;
    if (state.row == most_rows)
        add_sheet();
    lxw_col_t column = 0;
    for (const ExportCell& cell : row) {
        const lxw_col_t at = column++;
        switch (cell.sort) {
        case ExportCell::Sort::empty:
            break;
        case ExportCell::Sort::text:
            check(worksheet_write_string(state.sheet, state.row, at, fitting(cell.text).c_str(),
                                         nullptr));
            break;
        case ExportCell::Sort::number:
            check(worksheet_write_number(state.sheet, state.row, at, cell.number, nullptr));
            break;
        case ExportCell::Sort::yes_no:
            check(worksheet_write_boolean(state.sheet, state.row, at, cell.number != 0, nullptr));
            break;
        case ExportCell::Sort::date: {
            const CivilDate civil = civil_of(cell.date);
            if (civil.year < 1900) { // before a workbook's calendar begins
                check(
                    worksheet_write_string(state.sheet, state.row, at, cell.text.c_str(), nullptr));
                break;
            }
            lxw_datetime day{civil.year, civil.month, civil.day, 0, 0, 0};
            check(worksheet_write_datetime(state.sheet, state.row, at, &day, state.day));
            break;
        }
        }
    }
    ++state.row;
}

void Workbook::finish()
{
    lxw_workbook* const book = m_state->book;
    m_state->book = nullptr;
    check(workbook_close(book));
    m_state->file = std::fopen(m_state->path.c_str(), "rb");
    if (!m_state->file)
        throw Error(Cause::unavailable, say("export.workbook_could_not_be_read"));
}

bool Workbook::read(std::string& out)
{
    const std::size_t start = out.size();
    out.resize(start + piece);
    const std::size_t count = std::fread(out.data() + start, 1, piece, m_state->file);
    out.resize(start + count);
    return count > 0;
}

} // namespace comity::exchange
