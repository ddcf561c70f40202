// The options of several files as JSON (docs/wire.md "Importing").
#include "exchange/import_together.h"

#include "base/error.h"

namespace comity::exchange {
namespace {

class TogetherReader {
public:
    TogetherOptions read(const Json& json)
    {
        if (!json.is_null() && !json.if_object())
            complain("options", "type", say("import.options_must_be_object"));
        else if (json.if_object())
            for (const auto& [name, value] : *json.if_object())
                if (!value.is_null())
                    read_member(name, value);
        if (!m_problems.empty())
            throw Error(Cause::invalid, m_problems[0].message, m_problems);
        return std::move(m_options);
    }

private:
    void read_member(const std::string& name, const Json& value)
    {
        if (name == "files")
            read_files(value);
        else if (name == "unknown")
            m_options.leaves_unknown = is_second(name, value, "refuse", "leave");
        else if (name == "people")
            m_options.makes_people = is_second(name, value, "match", "create");
        else if (name == "duplicates")
            m_options.duplicates = is_second(name, value, "tell", "skip") ? "skip" : "tell";
        else if (name == "dry_run" && value.if_bool())
            m_options.dry_run = *value.if_bool();
        else if (name == "dry_run")
            complain(name, "type", say("import.dry_run_must_be_true_or"));
        else if (name == "label" && value.if_string())
            m_options.label = *value.if_string();
        else if (name == "label")
            complain(name, "type", say("import.label_must_be_text"));
        else if (name == "format" && value.if_object())
            m_options.format = value;
        else if (name == "format")
            complain(name, "type", say("import.format_must_be_object"));
        else
            complain(name, "unknown", say("import.import_of_several_files_has", {{"name", name}}));
    }

    void read_files(const Json& value)
    {
        if (!value.if_object())
            return complain("files", "type", say("import.files_must_be_object_of"));
        for (const auto& [name, said] : *value.if_object())
            if (said.is_null() || said.if_object())
                m_options.files[name] = said;
            else
                complain("files." + name, "type",
                         say("import.options_of_name_must_be", {{"name", name}}));
    }

    bool is_second(const std::string& name, const Json& value, std::string_view first,
                   std::string_view second)
    {
        const std::string* text = value.if_string();
        if (!text || (*text != first && *text != second))
            complain(name, "choice",
                     say("import.name_is_first_or_second",
                         {{"name", name}, {"first", first}, {"second", second}}));
        return text && *text == second;
    }

    void complain(std::string field, std::string rule, Sentence message)
    {
        m_problems.push_back({std::move(field), std::move(rule), std::move(message)});
    }

    TogetherOptions m_options;
    std::vector<Problem> m_problems;
};

} // namespace

TogetherOptions parse_together_options(const Json& json)
{
    return TogetherReader().read(json);
}

Json json_of(const TogetherOptions& options)
{
    Json::Object files;
    for (const auto& [name, said] : options.files)
        files.emplace_back(name, said);
    return Json::Object{{"files", std::move(files)},
                        {"format", options.format},
                        {"unknown", options.leaves_unknown ? "leave" : "refuse"},
                        {"people", options.makes_people ? "create" : "match"},
                        {"duplicates", options.duplicates.empty() ? "tell" : options.duplicates},
                        {"dry_run", options.dry_run},
                        {"label", options.label}};
}

} // namespace comity::exchange
