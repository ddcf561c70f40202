#pragma once
// XML of WebDAV: a small request as a tree, an answer as text.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::api {

inline constexpr std::string_view dav_space = "DAV:";
inline constexpr std::string_view card_space = "urn:ietf:params:xml:ns:carddav";
inline constexpr std::string_view calendar_server_space = "http://calendarserver.org/ns/";

struct DavName {
    std::string space;
    std::string name;

    bool is(std::string_view its_space, std::string_view its_name) const
    {
        return space == its_space && name == its_name;
    }
    bool operator==(const DavName&) const = default;
};

struct DavNode {
    DavName name;
    std::string text;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<DavNode> children;

    const DavNode* find(std::string_view space, std::string_view child) const;
    std::string_view attribute(std::string_view key) const; // "" when absent
};

// Error{malformed} for what is no XML, declares a document type, or is deeper, longer or wider than
// any client's question.
DavNode read_dav(std::string_view body);

std::string escaped_xml(std::string_view text);

// The beginning of a document whose prefixes are D, C and S for the three spaces above.
std::string open_dav(std::string_view element);
// `<D:getetag>value</D:getetag>`; of other spaces with a declaration of its own. `value` is XML.
// A name in the space of WebDAV itself.
DavName dav(std::string_view name);
std::string dav_element(const DavName& name, std::string_view value);

} // namespace comity::api
