#include "api/dav_xml.h"

#include "base/error.h"
#include "base/text.h"
#include "format/xml_events.h"

#include <algorithm>
#include <cstring>

namespace comity::api {
namespace {

constexpr std::size_t most_depth = 20;
constexpr std::size_t most_nodes = 50'000; // a question for 10,000 cards by name has that many

class TextPart : public format::ArchivePart {
public:
    explicit TextPart(std::string_view text) : m_text(text) {}

    std::size_t read(char* bytes, std::size_t size) override
    {
        const std::size_t count = std::min(size, m_text.size());
        std::memcpy(bytes, m_text.data(), count);
        m_text.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_text;
};

DavName name_from(std::string_view told)
{
    const std::size_t blank = told.rfind(' ');
    if (blank == told.npos)
        return {"", std::string(told)};
    return {std::string(told.substr(0, blank)), std::string(told.substr(blank + 1))};
}

class TreeBuilder : public format::XmlListener {
public:
    void begin(std::string_view name, const format::XmlAttributes& attributes) override
    {
        if (m_open.size() >= most_depth)
            throw Error(Cause::malformed, say("address_book.xml_is_deeper_than_any"));
        if (++m_nodes > most_nodes)
            throw Error(Cause::too_large, say("address_book.xml_asks_for_too_much"));
        std::vector<DavNode>& siblings = m_open.empty() ? m_roots : m_open.back()->children;
        DavNode& node = siblings.emplace_back();
        node.name = name_from(name);
        // All that any question uses.
        for (const char* key : {"name", "test", "match-type", "negate-condition", "collation",
                                "content-type", "version"})
            if (const auto value = attributes.find_whole(key))
                node.attributes.emplace_back(key, *value);
        m_open.push_back(&node);
    }
    void end(std::string_view) override { m_open.pop_back(); }
    void text(std::string_view piece) override
    {
        if (!m_open.empty())
            m_open.back()->text += piece;
    }

    DavNode take()
    {
        if (m_roots.empty())
            throw Error(Cause::malformed, say("address_book.body_has_no_xml_in"));
        return std::move(m_roots[0]);
    }

private:
    std::vector<DavNode> m_roots;
    // A parent's children do not grow while one of them is open, so these stay where they are.
    std::vector<DavNode*> m_open;
    std::size_t m_nodes = 0;
};

} // namespace

const DavNode* DavNode::find(std::string_view space, std::string_view child) const
{
    for (const DavNode& node : children)
        if (node.name.is(space, child))
            return &node;
    return nullptr;
}

std::string_view DavNode::attribute(std::string_view key) const
{
    for (const auto& [name, value] : attributes)
        if (name == key)
            return value;
    return {};
}

DavNode read_dav(std::string_view body)
{
    TextPart part(body);
    TreeBuilder builder;
    format::XmlEvents(part, builder, format::XmlUse::request).run();
    return builder.take();
}

std::string escaped_xml(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\r')
            out += "&#13;"; // or a reader makes the ends of a card's lines others
        else if (byte >= 0x20 || c == '\n' || c == '\t')
            out += c; // XML 1.0 has no place for the others
    }
    return out;
}

std::string open_dav(std::string_view element)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:";
    out += element;
    for (const auto& [prefix, space] :
         {std::pair{"D", dav_space}, {"C", card_space}, {"S", calendar_server_space}})
        out.append(" xmlns:").append(prefix).append("=\"").append(space).append("\"");
    return out + ">";
}

std::string dav_element(const DavName& name, std::string_view value)
{
    std::string tag = name.space == dav_space               ? "D:"
                      : name.space == card_space            ? "C:"
                      : name.space == calendar_server_space ? "S:"
                                                            : "";
    tag += name.name;
    std::string out = "<" + tag;
    if (tag == name.name)
        out += " xmlns=\"" + escaped_xml(name.space) + "\"";
    if (value.empty())
        return out + "/>";
    return out.append(">").append(value).append("</").append(tag).append(">");
}

DavName dav(std::string_view name)
{
    return {std::string(dav_space), std::string(name)};
}

} // namespace comity::api
