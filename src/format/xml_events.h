#pragma once
// XML as events, a piece at a time and in constant memory: the one door to expat. Declarations of
// documents (and with them entities that unfold without end) are refused.

#include "format/archive.h"

#include <memory>
#include <optional>
#include <string_view>

namespace comity::format {

class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : m_pairs(pairs) {}
    // By its name without prefix.
    std::optional<std::string_view> find(std::string_view name) const;
    // By its whole name, `r:id`.
    std::optional<std::string_view> find_whole(std::string_view name) const;

private:
    const char** m_pairs; // name, value, …, null
};

class XmlListener {
public:
    virtual ~XmlListener() = default;
    virtual void begin(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    // A piece of text; one text may come in several.
    virtual void text(std::string_view piece) = 0;
};

// What is read, which decides how names come and what a refusal says. workbook: names without their
// prefix, Error{invalid}. request: `namespace name`, or the name alone where it is in none,
// Error{malformed}.
enum class XmlUse { workbook, request };

class XmlEvents {
public:
    // Both outlive it.
    XmlEvents(ArchivePart& part, XmlListener& listener, XmlUse use = XmlUse::workbook);
    ~XmlEvents();
    XmlEvents(const XmlEvents&) = delete;
    XmlEvents& operator=(const XmlEvents&) = delete;

    // Tells until the end, or until the listener calls pause(). False at the end. An Error for what
    // is no XML; what the listener throws comes through.
    bool run();
    void pause();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace comity::format
