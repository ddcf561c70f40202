// The one door to expat.
#include "format/xml_events.h"

#include "base/error.h"

#include <exception>
#include <expat.h>

namespace comity::format {
namespace {

constexpr int piece_bytes = 64 << 10;

[[noreturn]] void refuse(XmlUse use, const Sentence& message)
{
    if (use == XmlUse::request)
        throw Error(Cause::malformed, message);
    throw Error(Cause::invalid, message, {{"file", "workbook", message}});
}

[[noreturn]] void refuse_declarations(XmlUse use)
{
    refuse(use, use == XmlUse::request ? say("reading.xml_declares_document_type_which")
                                       : say("reading.workbook_declares_things_that_no"));
}

[[noreturn]] void refuse_damage(XmlUse use, std::string_view what)
{
    if (use == XmlUse::request)
        refuse(use, say("reading.body_is_no_xml_what", {{"what", what}}));
    refuse(use, say("reading.workbook_is_damaged_what_in", {{"what", what}}));
}

std::string_view local_name(std::string_view name)
{
    const std::size_t colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

} // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const
{
    for (const char** pair = m_pairs; *pair; pair += 2)
        if (local_name(pair[0]) == name)
            return pair[1];
    return std::nullopt;
}

std::optional<std::string_view> XmlAttributes::find_whole(std::string_view name) const
{
    for (const char** pair = m_pairs; *pair; pair += 2)
        if (pair[0] == name)
            return pair[1];
    return std::nullopt;
}

struct XmlEvents::State {
    ArchivePart& part;
    XmlListener& listener;
    XML_Parser parser;
    XmlUse use = XmlUse::workbook;
    bool is_paused = false;
    bool is_last = false;
    std::exception_ptr thrown = {}; // expat is C: nothing may be thrown through it

    template <class Work> void guard(Work work)
    {
        if (thrown)
            return;
        try {
            work();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }

    std::string_view told(std::string_view name) const
    {
        return use == XmlUse::request ? name : local_name(name);
    }

    static void on_begin(void* self, const char* name, const char** attributes)
    {
        auto& state = *static_cast<State*>(self);
        state.guard([&] { state.listener.begin(state.told(name), XmlAttributes(attributes)); });
    }
    static void on_end(void* self, const char* name)
    {
        auto& state = *static_cast<State*>(self);
        state.guard([&] { state.listener.end(state.told(name)); });
    }
    static void on_text(void* self, const char* text, int size)
    {
        auto& state = *static_cast<State*>(self);
        state.guard([&] { state.listener.text({text, static_cast<std::size_t>(size)}); });
    }
    static void on_document_type(void* self, const char*, const char*, const char*, int)
    {
        auto& state = *static_cast<State*>(self);
        state.guard([&] { refuse_declarations(state.use); });
    }
};

XmlEvents::XmlEvents(ArchivePart& part, XmlListener& listener, XmlUse use)
    : m_state(std::make_unique<State>(State{
          part, listener,
          use == XmlUse::request ? XML_ParserCreateNS(nullptr, ' ') : XML_ParserCreate(nullptr),
          use}))
{
    CHECK(m_state->parser);
    XML_SetUserData(m_state->parser, m_state.get());
    XML_SetElementHandler(m_state->parser, State::on_begin, State::on_end);
    XML_SetCharacterDataHandler(m_state->parser, State::on_text);
    XML_SetStartDoctypeDeclHandler(m_state->parser, State::on_document_type);
}

XmlEvents::~XmlEvents()
{
    XML_ParserFree(m_state->parser);
}

void XmlEvents::pause()
{
    m_state->is_paused = true;
    XML_StopParser(m_state->parser, XML_TRUE);
}

bool XmlEvents::run()
{
    State& state = *m_state;
    bool is_resumed = state.is_paused;
    state.is_paused = false;
    while (true) {
        XML_Status status = XML_STATUS_OK;
        if (is_resumed) {
            status = XML_ResumeParser(state.parser);
        } else {
            if (state.is_last)
                return false;
            void* buffer = XML_GetBuffer(state.parser, piece_bytes);
            CHECK(buffer);
            const std::size_t count = state.part.read(static_cast<char*>(buffer), piece_bytes);
            state.is_last = count == 0;
            status = XML_ParseBuffer(state.parser, static_cast<int>(count), state.is_last);
        }
        is_resumed = false;
        if (state.thrown)
            std::rethrow_exception(state.thrown);
        if (status == XML_STATUS_ERROR)
            refuse_damage(state.use, XML_ErrorString(XML_GetErrorCode(state.parser)));
        if (status == XML_STATUS_SUSPENDED)
            return true;
    }
}

} // namespace comity::format
