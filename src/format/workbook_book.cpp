#include "format/workbook_book.h"

#include "base/error.h"
#include "base/text.h"
#include "format/xml_events.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace comity::format {
namespace {

constexpr std::int64_t small_part = 32 << 20;
constexpr std::size_t most_sheets = 1'000;
constexpr std::size_t most_styles = 100'000;

[[noreturn]] void refuse_workbook(const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"file", "workbook", message}});
}

int number_of(std::optional<std::string_view> text, int otherwise)
{
    int number = otherwise;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

bool is_yes(std::optional<std::string_view> text)
{
    return text && (*text == "1" || *text == "true");
}

// `../worksheets/sheet1.xml` beside `xl/workbook.xml`.
std::string part_beside(std::string_view target)
{
    if (target.starts_with("/"))
        return std::string(target.substr(1));
    return "xl/" + std::string(target);
}

// Where the ids of xl/workbook.xml lead.
class Relations : public XmlListener {
public:
    void begin(std::string_view name, const XmlAttributes& attributes) override
    {
        const auto id = attributes.find("Id");
        const auto target = attributes.find("Target");
        const auto type = attributes.find("Type");
        if (name != "Relationship" || !id || !target || parts.size() > 10 * most_sheets)
            return;
        parts[std::string(*id)] = part_beside(*target);
        if (type && type->ends_with("/sharedStrings"))
            shared_texts = part_beside(*target);
        if (type && type->ends_with("/styles"))
            styles = part_beside(*target);
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string, std::less<>> parts;
    std::string shared_texts, styles;
};

class BookPart : public XmlListener {
public:
    BookPart(Book& book, const Relations& relations) : m_book(book), m_relations(relations) {}

    void begin(std::string_view name, const XmlAttributes& attributes) override
    {
        if (name == "workbookPr")
            m_book.begins_1904 = is_yes(attributes.find("date1904"));
        if (name != "sheet" || m_book.sheets.size() >= most_sheets)
            return;
        // The id of the relation has a prefix of the writer's choice, and is not `sheetId`.
        const auto id = attributes.find("id");
        const auto part = id ? m_relations.parts.find(*id) : m_relations.parts.end();
        if (part == m_relations.parts.end())
            return;
        const auto state = attributes.find("state");
        m_book.sheets.push_back({std::string(attributes.find("name").value_or("")), part->second,
                                 state && *state != "visible"});
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

private:
    Book& m_book;
    const Relations& m_relations;
};

NumberLook look_of_builtin(int id)
{
    if (id == 9 || id == 10)
        return NumberLook::percent;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return NumberLook::date;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        return NumberLook::time;
    return id == 22 ? NumberLook::moment : NumberLook::number;
}

class StylesPart : public XmlListener {
public:
    explicit StylesPart(Book& book) : m_book(book) {}

    void begin(std::string_view name, const XmlAttributes& attributes) override
    {
        if (name == "numFmt")
            m_codes[number_of(attributes.find("numFmtId"), -1)] =
                look_of_code(attributes.find("formatCode").value_or(""));
        if (name == "cellXfs")
            m_is_in_cells = true;
        if (name != "xf" || !m_is_in_cells || m_book.styles.size() >= most_styles)
            return;
        const int id = number_of(attributes.find("numFmtId"), 0);
        const auto own = m_codes.find(id);
        m_book.styles.push_back(own == m_codes.end() ? look_of_builtin(id) : own->second);
    }
    void end(std::string_view name) override
    {
        if (name == "cellXfs")
            m_is_in_cells = false;
    }
    void text(std::string_view) override {}

private:
    Book& m_book;
    std::map<int, NumberLook> m_codes;
    bool m_is_in_cells = false;
};

void read_part(const Archive& archive, const std::string& name, XmlListener& listener)
{
    const auto part = archive.open(name, small_part);
    XmlEvents(*part, listener).run();
}

void refuse_other_archives(const Archive& archive)
{
    if (archive.has("xl/workbook.bin"))
        refuse_workbook(say("reading.this_is_binary_workbook_xlsb"));
    if (archive.has("mimetype") || archive.has("content.xml"))
        refuse_workbook(say("reading.this_is_opendocument_file_save"));
    if (!archive.has("xl/workbook.xml") || !archive.has("xl/_rels/workbook.xml.rels"))
        refuse_workbook(say("reading.this_is_zip_archive_and"));
}

} // namespace

NumberLook look_of_code(std::string_view code)
{
    bool has_day = false, has_time = false, has_month = false, is_percent = false;
    // The part for positive numbers decides.
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t close = std::min(code.find(']', i), code.size());
            const std::string inside = lower_ascii(code.substr(i + 1, close - i - 1));
            has_time |= !inside.empty() && inside.find_first_not_of("hms") == inside.npos;
            i = close;
        } else if (lower_ascii(code.substr(i, 7)) == "general") {
            i += 6;
        } else if (lower_ascii(code.substr(i, 5)) == "am/pm") {
            has_time = true;
            i += 4;
        } else {
            has_day |= c == 'y' || c == 'Y' || c == 'd' || c == 'D';
            has_time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
            has_month |= c == 'm' || c == 'M';
            is_percent |= c == '%';
        }
    }
    if (has_day && has_time)
        return NumberLook::moment;
    if (has_time)
        return NumberLook::time;
    if (has_day || has_month)
        return NumberLook::date;
    return is_percent ? NumberLook::percent : NumberLook::number;
}

Book read_book(const Archive& archive)
{
    refuse_other_archives(archive);
    Relations relations;
    read_part(archive, "xl/_rels/workbook.xml.rels", relations);
    Book book;
    BookPart sheets(book, relations);
    read_part(archive, "xl/workbook.xml", sheets);
    if (!relations.styles.empty() && archive.has(relations.styles)) {
        StylesPart styles(book);
        read_part(archive, relations.styles, styles);
    }
    if (archive.has(relations.shared_texts))
        book.shared_texts = relations.shared_texts;
    if (book.sheets.empty())
        refuse_workbook(say("reading.workbook_has_no_sheet"));
    return book;
}

const BookSheet& choose_sheet(const Book& book, std::string_view name)
{
    const std::string folded = fold(trim(name));
    Piece::List names;
    for (const BookSheet& sheet : book.sheets) {
        if (folded.empty() ? !sheet.is_hidden : fold(trim(sheet.name)) == folded)
            return sheet;
        names.emplace_back(say("reading.quoted", {{"text", sheet.name}}));
    }
    if (folded.empty())
        return book.sheets.front();
    throw Error(
        Cause::invalid,
        say("reading.workbook_has_no_sheet_called", {{"name", name}, {"sheets", std::move(names)}}),
        {{"format.sheet", "unknown", say("reading.workbook_has_no_such_sheet")}});
}

void unescape_text(std::string& text)
{
    const auto is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    };
    for (std::size_t at = text.find("_x"); at != text.npos; at = text.find("_x", at + 1)) {
        if (at + 7 > text.size())
            return;
        if (text[at + 6] != '_' || !std::all_of(&text[at + 2], &text[at + 6], is_hex))
            continue;
        unsigned code = 0;
        std::from_chars(&text[at + 2], &text[at + 6], code, 16);
        if (code < 0x80) // others need no escape; half of a pair would be no character
            text.replace(at, 7, 1, static_cast<char>(code));
    }
}

} // namespace comity::format
