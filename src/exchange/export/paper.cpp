// The one door to Cairo and Pango.
#include "exchange/export/paper.h"

#include "base/error.h"
#include "exchange/export/paper_widths.h"

#include <algorithm>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace comity::exchange {
namespace {

// In points, 72 to the inch.
constexpr double short_side = 595.28;
constexpr double long_side = 841.89;
constexpr double margin = 36;
constexpr double cell_gap = 8;  // between columns
constexpr double cell_rise = 3; // above and below a text
constexpr int most_lines = 6;
constexpr std::size_t most_measured = 100;  // rows
constexpr std::size_t longest_text = 2'000; // bytes; six lines hold less

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length)
{
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

double width_of(PangoLayout* layout)
{
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    return pango_units_to_double(width);
}

double height_of(PangoLayout* layout)
{
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return pango_units_to_double(height);
}

// Cut between characters.
void set_text(PangoLayout* layout, std::string_view text)
{
    std::size_t length = std::min(text.size(), longest_text);
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80)
        --length;
    pango_layout_set_text(layout, text.data(), static_cast<int>(length));
}

} // namespace

struct Paper::State {
    PaperWords words;
    std::vector<std::string> columns;
    std::string ready;
    std::unique_ptr<PangoFontMap, Unref> fonts{pango_cairo_font_map_new()};
    std::unique_ptr<PangoContext, Unref> context{pango_font_map_create_context(fonts.get())};
    std::unique_ptr<cairo_surface_t, DestroySurface> surface;
    std::unique_ptr<cairo_t, DestroyCairo> cairo;
    std::vector<Layout> heads, cells; // one a column, used for every row
    std::vector<double> widths;
    double page_width = short_side, page_height = long_side;
    double at = 0; // from the top of the page to where the next row begins
    int page = 0;
    bool has_rows = false; // on this page

    Layout layout(const char* font) const
    {
        Layout layout(pango_layout_new(context.get()));
        PangoFontDescription* description = pango_font_description_from_string(font);
        pango_layout_set_font_description(layout.get(), description);
        pango_font_description_free(description);
        return layout;
    }

    void measure(std::span<const std::vector<ExportCell>> rows);
    void begin(const std::vector<bool>& is_number);
    void show(PangoLayout* layout, double x, double y, double grey = 0) const;
    void line(double y, double grey, double width) const;
    void begin_page();
    void end_page();
    double set_cells(std::span<const ExportCell> row) const;
    void add_row(std::span<const ExportCell> row);
};

void Paper::State::measure(std::span<const std::vector<ExportCell>> rows)
{
    const Layout ruler = layout("Sans 8");
    const Layout head_ruler = layout("Sans Bold 8");
    const auto measured = rows.first(std::min(rows.size(), most_measured));
    std::vector<bool> is_number(columns.size(), !measured.empty());
    std::vector<double> natural;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        set_text(head_ruler.get(), columns[i]);
        double widest = width_of(head_ruler.get());
        for (const auto& row : measured) {
            if (row[i].sort == ExportCell::Sort::text)
                is_number[i] = false;
            set_text(ruler.get(), row[i].text);
            widest = std::max(widest, width_of(ruler.get()));
        }
        natural.push_back(widest + 1);
    }
    const double gaps = cell_gap * static_cast<double>(columns.size() - 1);
    double wanted = gaps;
    for (const double width : natural)
        wanted += std::min(width, widest_column);
    if (wanted > short_side - 2 * margin)
        std::swap(page_width, page_height);
    widths = share_width(natural, page_width - 2 * margin - gaps);
    begin(is_number);
}

void Paper::State::begin(const std::vector<bool>& is_number)
{
    surface.reset(cairo_pdf_surface_create_for_stream(append, &ready, page_width, page_height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, words.title.c_str());
    cairo.reset(cairo_create(surface.get()));
    pango_cairo_update_context(cairo.get(), context.get());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        heads.push_back(layout("Sans Bold 8"));
        cells.push_back(layout("Sans 8"));
        set_text(heads[i].get(), columns[i]);
        for (PangoLayout* one : {heads[i].get(), cells[i].get()}) {
            pango_layout_set_width(one, pango_units_from_double(widths[i]));
            pango_layout_set_wrap(one, PANGO_WRAP_WORD_CHAR);
            pango_layout_set_height(one, -most_lines);
            pango_layout_set_ellipsize(one, PANGO_ELLIPSIZE_END);
            if (is_number[i])
                pango_layout_set_alignment(one, PANGO_ALIGN_RIGHT);
        }
    }
    begin_page();
}

void Paper::State::show(PangoLayout* layout, double x, double y, double grey) const
{
    cairo_set_source_rgb(cairo.get(), grey, grey, grey);
    cairo_move_to(cairo.get(), x, y);
    pango_cairo_show_layout(cairo.get(), layout);
}

void Paper::State::line(double y, double grey, double width) const
{
    cairo_set_source_rgb(cairo.get(), grey, grey, grey);
    cairo_set_line_width(cairo.get(), width);
    cairo_move_to(cairo.get(), margin, y);
    cairo_line_to(cairo.get(), page_width - margin, y);
    cairo_stroke(cairo.get());
}

void Paper::State::begin_page()
{
    at = margin;
    has_rows = false;
    if (++page == 1) {
        for (const auto& [text, font, grey] : {std::tuple(&words.title, "Sans Bold 14", 0.0),
                                               std::tuple(&words.below_title, "Sans 8", 0.35)}) {
            const Layout head = layout(font);
            pango_layout_set_width(head.get(), pango_units_from_double(page_width - 2 * margin));
            set_text(head.get(), *text);
            show(head.get(), margin, at, grey);
            at += height_of(head.get()) + 4;
        }
        at += 8;
    }
    double x = margin;
    double height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        show(heads[i].get(), x, at);
        height = std::max(height, height_of(heads[i].get()));
        x += widths[i] + cell_gap;
    }
    at += height + cell_rise;
    line(at, 0.2, 0.75);
}

void Paper::State::end_page()
{
    const Layout foot = layout("Sans 7");
    pango_layout_set_width(foot.get(), pango_units_from_double(page_width - 2 * margin));
    pango_layout_set_alignment(foot.get(), PANGO_ALIGN_RIGHT);
    set_text(foot.get(), words.page + " " + std::to_string(page));
    show(foot.get(), margin, page_height - margin + 8, 0.35);
    cairo_show_page(cairo.get());
}

// Its height.
double Paper::State::set_cells(std::span<const ExportCell> row) const
{
    double height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        set_text(cells[i].get(), row[i].text);
        height = std::max(height, height_of(cells[i].get()));
    }
    return height + 2 * cell_rise;
}

void Paper::State::add_row(std::span<const ExportCell> row)
{
    const double height = set_cells(row);
    if (has_rows && at + height > page_height - margin) {
        end_page();
        begin_page();
    }
    double x = margin;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!row[i].text.empty())
            show(cells[i].get(), x, at + cell_rise);
        x += widths[i] + cell_gap;
    }
    at += height;
    line(at, 0.85, 0.25);
    has_rows = true;
}

Paper::Paper(PaperWords words, std::vector<std::string> columns)
    : m_state(std::make_unique<State>())
{
    if (columns.empty() || columns.size() > most_columns)
        throw Error(Cause::invalid, say("export.page_has_room_for_1", {{"most", most_columns}}),
                    {{"fields", "range",
                      say("export.choose_at_most_most_columns", {{"most", most_columns}})}});
    m_state->words = std::move(words);
    m_state->columns = std::move(columns);
}

Paper::~Paper() = default;

void Paper::add_rows(std::span<const std::vector<ExportCell>> rows)
{
    if (!m_state->cairo)
        m_state->measure(rows);
    for (const auto& row : rows)
        m_state->add_row(row);
}

void Paper::finish()
{
    if (!m_state->cairo)
        m_state->measure({});
    m_state->end_page();
    m_state->cairo.reset();
    cairo_surface_finish(m_state->surface.get());
}

void Paper::take(std::string& out)
{
    if (m_state->surface)
        if (const cairo_status_t status = cairo_surface_status(m_state->surface.get()))
            throw Error(Cause::unavailable, say("export.pdf_could_not_be_made",
                                                {{"what", cairo_status_to_string(status)}}));
    out += m_state->ready;
    m_state->ready.clear();
}

} // namespace comity::exchange
