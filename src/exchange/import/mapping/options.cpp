// The options of an import as JSON (docs/wire.md "Importing").
#include "exchange/import.h"

#include "base/error.h"
#include "base/text.h"

namespace comity::exchange {
namespace {

class OptionReader {
public:
    explicit OptionReader(const Json& json) : m_json(json) {}

    ImportOptions read()
    {
        if (!m_json.is_null() && !m_json.if_object())
            complain("options", "type", say("import.options_must_be_object"));
        else if (m_json.if_object())
            for (const auto& [name, value] : *m_json.if_object())
                read_member(name, value);
        // Nobody has mapped anything yet: a first look shows what would be guessed.
        if (!m_json.find("map") && !m_json.find("guess"))
            m_options.guess = m_options.dry_run;
        if (!m_problems.empty())
            throw Error(Cause::invalid, m_problems[0].message, m_problems);
        return std::move(m_options);
    }

private:
    void read_member(const std::string& name, const Json& value)
    {
        if (value.is_null())
            return;
        if (name == "object")
            m_options.object = text_of(name, value);
        else if (name == "label")
            m_options.label = text_of(name, value);
        else if (name == "dry_run")
            m_options.dry_run = flag_of(name, value);
        else if (name == "create_only")
            m_options.create_only = flag_of(name, value);
        else if (name == "guess")
            m_options.guess = flag_of(name, value);
        else if (name == "duplicates")
            read_duplicates(value);
        else if (name == "match")
            m_options.match = list_of(name, value);
        else if (name == "create")
            m_options.create = list_of(name, value);
        else if (name == "leave")
            m_options.leave = list_of(name, value);
        else if (name == "map")
            m_options.map = texts_of(name, value);
        else if (name == "set")
            m_options.set = texts_of(name, value);
        else if (name == "same")
            read_same(value);
        else if (name == "format")
            read_format(value);
        else
            complain(name, "unknown", say("import.import_has_no_option_called", {{"name", name}}));
    }

    void read_duplicates(const Json& value)
    {
        m_options.duplicates = text_of("duplicates", value);
        if (m_options.duplicates != "tell" && m_options.duplicates != "skip")
            complain("duplicates", "choice", say("import.duplicates_is_tell_or_skip"));
    }

    void read_same(const Json& value)
    {
        if (!value.if_object())
            return complain("same", "type", say("import.same_must_be_object_of"));
        for (const auto& [field, texts] : *value.if_object())
            m_options.same[field] = texts_of("same." + field, texts);
    }

    void read_format(const Json& value)
    {
        if (!value.if_object())
            return complain("format", "type", say("import.format_must_be_object"));
        for (const auto& [name, member] : *value.if_object()) {
            if (member.is_null() || name == "dates" || name == "decimals" ||
                name.starts_with("ambiguous_"))
                continue; // what read_import told may be sent back as it is
            if (name == "encoding")
                m_options.encoding = text_of("format.encoding", member);
            else if (name == "delimiter")
                m_options.delimiter = text_of("format.delimiter", member);
            else if (name == "decimal")
                m_options.decimal = text_of("format.decimal", member);
            else if (name == "sheet")
                m_options.sheet = text_of("format.sheet", member);
            else if (name == "date")
                m_options.date_order = text_of("format.date", member);
            else
                complain("format." + name, "unknown",
                         say("import.format_has_no_name", {{"name", name}}));
        }
    }

    std::string text_of(const std::string& name, const Json& value)
    {
        if (value.if_string())
            return *value.if_string();
        complain(name, "type", say("import.name_must_be_text", {{"name", name}}));
        return "";
    }

    bool flag_of(const std::string& name, const Json& value)
    {
        if (value.if_bool())
            return *value.if_bool();
        complain(name, "type", say("common.name_must_be_true_or", {{"name", name}}));
        return false;
    }

    std::vector<std::string> list_of(const std::string& name, const Json& value)
    {
        std::vector<std::string> texts;
        if (!value.if_array())
            complain(name, "type", say("import.name_must_be_list_of", {{"name", name}}));
        else
            for (const Json& item : *value.if_array())
                texts.push_back(text_of(name, item));
        return texts;
    }

    std::map<std::string, std::string> texts_of(const std::string& name, const Json& value)
    {
        std::map<std::string, std::string> texts;
        if (!value.if_object())
            complain(name, "type", say("import.name_must_be_object_of", {{"name", name}}));
        else
            for (const auto& [key, text] : *value.if_object())
                texts[key] = text.is_null() ? "" : text_of(name + "." + key, text);
        return texts;
    }

    void complain(std::string field, std::string rule, Sentence message)
    {
        m_problems.push_back({std::move(field), std::move(rule), std::move(message)});
    }

    const Json& m_json;
    ImportOptions m_options;
    std::vector<Problem> m_problems;
};

Json json_of(const std::map<std::string, std::string>& texts, bool empty_is_null)
{
    Json::Object object;
    for (const auto& [key, text] : texts)
        object.emplace_back(key, text.empty() && empty_is_null ? Json() : Json(text));
    return object;
}

Json json_of(const std::vector<std::string>& texts)
{
    return Json::Array(texts.begin(), texts.end());
}

} // namespace

ImportOptions parse_import_options(const Json& json)
{
    return OptionReader(json).read();
}

Json json_of(const ImportOptions& options)
{
    Json::Object same;
    for (const auto& [field, texts] : options.same)
        same.emplace_back(field, json_of(texts, false));
    Json::Object format;
    for (const auto& [name, text] :
         {std::pair{"encoding", options.encoding}, std::pair{"delimiter", options.delimiter},
          std::pair{"decimal", options.decimal}, std::pair{"date", options.date_order},
          std::pair{"sheet", options.sheet}})
        if (!text.empty())
            format.emplace_back(name, text);
    return Json::Object{{"map", json_of(options.map, true)},
                        {"match", json_of(options.match)},
                        {"create", json_of(options.create)},
                        {"leave", json_of(options.leave)},
                        {"same", same},
                        {"set", json_of(options.set, false)},
                        {"dry_run", options.dry_run},
                        {"create_only", options.create_only},
                        {"duplicates", options.duplicates.empty() ? "tell" : options.duplicates},
                        {"guess", options.guess},
                        {"label", options.label},
                        {"format", format}};
}

} // namespace comity::exchange
