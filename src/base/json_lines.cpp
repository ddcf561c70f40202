#include "base/json_lines.h"

#include <vector>

namespace comity {
namespace {

class Walk {
public:
    explicit Walk(std::string_view text) : m_text(text) {}

    JsonLines run()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at)
            take(m_text[m_at]);
        return std::move(m_lines);
    }

private:
    struct Around { // what the place is in
        std::string place;
        bool is_array;
        std::size_t index = 0;
        std::string key = {};
    };

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_awaits_value = true; // false: what comes is a key, or the rest of a value
    std::vector<Around> m_around;
    JsonLines m_lines;

    std::string place() const
    {
        if (m_around.empty())
            return "";
        const Around& around = m_around.back();
        if (around.is_array)
            return around.place + "[" + std::to_string(around.index) + "]";
        return around.place.empty() ? around.key : around.place + "." + around.key;
    }

    void begin_value()
    {
        if (m_awaits_value)
            m_lines.emplace(place(), m_line);
        m_awaits_value = false;
    }

    void take(char c)
    {
        switch (c) {
        case '\n':
            ++m_line;
            break;
        case ' ':
        case '\t':
        case '\r':
            break;
        case '{':
        case '[':
            begin_value();
            m_around.push_back({place(), c == '['});
            m_awaits_value = c == '[';
            break;
        case '}':
        case ']':
            if (!m_around.empty())
                m_around.pop_back();
            m_awaits_value = false;
            break;
        case ',':
            m_awaits_value = !m_around.empty() && m_around.back().is_array;
            if (m_awaits_value)
                ++m_around.back().index;
            break;
        case ':':
            m_awaits_value = true;
            break;
        case '"':
            take_string();
            break;
        default:
            begin_value();
        }
    }

    void take_string()
    {
        const std::size_t from = m_at + 1;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at)
            m_at += m_text[m_at] == '\\' ? 1 : 0;
        if (!m_awaits_value && !m_around.empty() && !m_around.back().is_array)
            m_around.back().key = m_text.substr(from, m_at - from);
        else
            begin_value();
    }
};

} // namespace

JsonLines lines_of_json(std::string_view text)
{
    return Walk(text).run();
}

int line_of(const JsonLines& lines, std::string_view place)
{
    for (;;) {
        if (const auto found = lines.find(place); found != lines.end())
            return found->second;
        const auto cut = place.find_last_of(".[");
        if (cut == std::string_view::npos)
            return 1;
        place = place.substr(0, cut);
    }
}

} // namespace comity
