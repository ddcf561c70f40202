#include "format/workbook_book.h"

#include "base/error.h"
#include "format/csv.h"
#include "format/xml_events.h"

#include <sys/mman.h>

namespace comity::format {
namespace {

constexpr std::int64_t most_text_bytes = std::int64_t{2} << 30;

struct ScratchCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, ScratchCloser>;

// The runs of each `<si>` together; what helps to pronounce them (`<rPh>`) is no text.
class TextsPart : public XmlListener {
public:
    TextsPart(std::FILE* file, std::vector<std::uint64_t>& ends) : m_file(file), m_ends(ends) {}

    void begin(std::string_view name, const XmlAttributes&) override
    {
        if (name == "si")
            m_text.clear();
        m_is_spoken += name == "rPh";
        m_is_text = name == "t" && m_is_spoken == 0;
    }
    void end(std::string_view name) override
    {
        m_is_text = false;
        m_is_spoken -= name == "rPh";
        if (name != "si")
            return;
        unescape_text(m_text);
        if (std::fwrite(m_text.data(), 1, m_text.size(), m_file) != m_text.size())
            throw Error(Cause::unavailable, say("reading.texts_of_workbook_could_not"));
        m_size += m_text.size();
        m_ends.push_back(m_size);
    }
    void text(std::string_view piece) override
    {
        if (!m_is_text)
            return;
        m_text += piece;
        if (m_text.size() > CsvLimits::field_bytes)
            throw Error(Cause::invalid, say("reading.cell_of_workbook_has_more"),
                        {{"file", "workbook", say("reading.cell_has_more_than_1")}});
    }

private:
    std::FILE* m_file;
    std::vector<std::uint64_t>& m_ends;
    std::string m_text;
    std::uint64_t m_size = 0;
    int m_is_spoken = 0;
    bool m_is_text = false;
};

} // namespace

SharedTexts::SharedTexts(const Archive& archive, const std::string& part)
{
    if (part.empty())
        return;
    const File file(std::tmpfile());
    if (!file)
        throw Error(Cause::unavailable, say("reading.texts_of_workbook_could_not"));
    TextsPart texts(file.get(), m_ends);
    const auto bytes = archive.open(part, most_text_bytes);
    XmlEvents(*bytes, texts).run();
    m_mapped = m_ends.empty() ? 0 : m_ends.back();
    if (m_mapped == 0)
        return;
    void* place = MAP_FAILED;
    if (std::fflush(file.get()) == 0)
        place = ::mmap(nullptr, m_mapped, PROT_READ, MAP_PRIVATE, ::fileno(file.get()), 0);
    if (place == MAP_FAILED)
        throw Error(Cause::unavailable, say("reading.texts_of_workbook_could_not"));
    m_bytes = static_cast<const char*>(place);
}

SharedTexts::~SharedTexts()
{
    if (m_bytes)
        ::munmap(const_cast<char*>(m_bytes), m_mapped);
}

std::string_view SharedTexts::operator[](std::size_t at) const
{
    const std::uint64_t begin = at == 0 ? 0 : m_ends[at - 1];
    return {m_bytes + begin, static_cast<std::size_t>(m_ends[at] - begin)};
}

} // namespace comity::format
