#pragma once
// Workbooks for tests: an archive without compression around the XML of a sheet.

#include <cstdint>
#include <string>
#include <string_view>

namespace comity::format {

inline void append_number(std::string& out, std::uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(number >> (8 * i));
}

inline std::uint32_t checksum(std::string_view bytes)
{
    std::uint32_t sum = ~0u;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320u : 0);
    }
    return ~sum;
}

// An archive without compression.
class Packer {
public:
    void add(std::string_view name, std::string_view bytes)
    {
        std::string about;
        append_number(about, 20, 2);
        about += std::string(6, '\0') + std::string("\x21\x00", 2); // stored, on 1980-01-01
        append_number(about, checksum(bytes), 4);
        append_number(about, static_cast<std::uint32_t>(bytes.size()), 4);
        append_number(about, static_cast<std::uint32_t>(bytes.size()), 4);
        append_number(about, static_cast<std::uint32_t>(name.size()), 2);
        append_number(about, 0, 2);
        m_directory += std::string("PK\x01\x02\x14\x00", 6) + about + std::string(10, '\0');
        append_number(m_directory, static_cast<std::uint32_t>(m_parts.size()), 4);
        m_directory += name;
        m_parts += std::string("PK\x03\x04", 4) + about + std::string(name) + std::string(bytes);
        ++m_count;
    }
    std::string finish()
    {
        std::string out = m_parts + m_directory + std::string("PK\x05\x06\0\0\0\0", 8);
        append_number(out, m_count, 2);
        append_number(out, m_count, 2);
        append_number(out, static_cast<std::uint32_t>(m_directory.size()), 4);
        append_number(out, static_cast<std::uint32_t>(m_parts.size()), 4);
        return out + std::string(2, '\0');
    }

private:
    std::string m_parts, m_directory;
    std::uint32_t m_count = 0;
};

struct WorkbookParts {
    std::string sheet;
    std::string shared_texts = "<sst><si><t>a</t></si><si><t>b</t></si></sst>";
    // Styles 0 to 3: a plain number, a date, a percentage, a time of the day.
    std::string styles = R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>)"
                         R"(<xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>)";
    std::string book =
        R"(<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>)";
};

inline std::string pack_workbook(const WorkbookParts& parts)
{
    Packer packer;
    packer.add("xl/workbook.xml", parts.book);
    packer.add("xl/_rels/workbook.xml.rels",
               R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>)"
               R"(<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/>)"
               R"(<Relationship Id="r3" Type="x/styles" Target="/xl/styles.xml"/>)"
               "</Relationships>");
    packer.add("xl/sharedStrings.xml", parts.shared_texts);
    packer.add("xl/styles.xml", parts.styles);
    packer.add("xl/worksheets/sheet1.xml", parts.sheet);
    return packer.finish();
}

} // namespace comity::format
