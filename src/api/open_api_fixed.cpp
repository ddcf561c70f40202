#include "api/open_api_fixed.h"

#include "api/open_api_parts.h"
#include "api/open_api_schema.h"

#include <string>
#include <string_view>

namespace comity::api {

using namespace open_api;

namespace {

enum class Sends { nothing, perhaps, json, form };

struct Fixed {
    const char* path; // what is in braces becomes a parameter
    const char* method;
    const char* id;
    const char* summary;
    Sends sends;
    const char* answers; // a media type
};

constexpr Fixed fixed[] = {
    {"/api/v1/session", "post", "sign_in", "Signs in.", Sends::json, media::json},
    {"/api/v1/session", "get", "read_session", "Who is signed in.", Sends::nothing, media::json},
    {"/api/v1/session", "delete", "sign_out", "Signs out.", Sends::nothing, media::json},
    {"/api/v1/setup", "get", "is_setup_needed", "Can nobody sign in yet?", Sends::nothing,
     media::json},
    {"/api/v1/setup", "post", "set_up", "The first set-up.", Sends::json, media::json},
    {"/api/v1/join", "post", "join", "Accepts an invitation.", Sends::json, media::json},
    {"/api/v1/me/password", "post", "change_password", "Changes the own password.", Sends::json,
     media::json},
    {"/api/v1/me", "patch", "change_me", "Changes the own settings.", Sends::json, media::json},
    {"/api/v1/settings", "patch", "change_settings", "Changes the firm's settings.", Sends::json,
     media::json},
    {"/api/v1/administration", "get", "read_administration", "How the program fares.",
     Sends::nothing, media::json},
    {"/api/v1/administration/queue", "get", "list_set_aside",
     "Entries of the queue that were set aside.", Sends::nothing, media::json},
    {"/api/v1/administration/queue/{id}/retry", "post", "retry_set_aside", "Tries one again.",
     Sends::nothing, media::json},
    {"/api/v1/administration/queue/{id}", "delete", "discard_set_aside", "Gives one up for good.",
     Sends::nothing, media::json},
    {"/api/v1/administration/work/{id}/retry", "post", "retry_long_work",
     "Goes on with long work that was set aside.", Sends::nothing, media::json},
    {"/api/v1/administration/chores/{name}/run", "post", "run_chore", "Runs a chore now.",
     Sends::nothing, media::json},
    {"/api/v1/administration/secrets/exchange-key", "post", "exchange_secrets_key",
     "Seals the secrets under a new key.", Sends::nothing, media::json},
    {"/api/v1/keys", "post", "add_key", "Makes an API key, shown once.", Sends::json, media::json},
    {"/api/v1/events", "get", "listen", "Live updates as server-sent events.", Sends::nothing,
     media::events},
    {"/api/v1/objects", "get", "list_objects", "What there is.", Sends::nothing, media::json},
    {"/api/v1/objects", "post", "add_object", "Adds an object.", Sends::json, media::json},
    {"/api/v1/definitions", "get", "read_definitions", "Objects and fields as text.",
     Sends::nothing, media::json},
    {"/api/v1/definitions", "post", "take_definitions", "Makes them say the text.", Sends::json,
     media::json},
    {"/api/v1/search", "get", "search", "Finds records across objects.", Sends::nothing,
     media::json},
    {"/api/v1/changes", "get", "list_changes", "The change log, newest first.", Sends::nothing,
     media::json},
    {"/api/v1/changes/days", "get", "list_change_days", "Days on which something changed.",
     Sends::nothing, media::json},
    {"/api/v1/changes/steps", "get", "find_change_steps", "The changes before and after.",
     Sends::nothing, media::json},
    {"/api/v1/changes/seal", "get", "read_seal", "The last seal of the log.", Sends::nothing,
     media::json},
    {"/api/v1/duplicates", "get", "list_duplicates", "Pairs that are likely to be one.",
     Sends::nothing, media::json},
    {"/api/v1/duplicates/dismiss", "post", "dismiss_duplicate", "Two that are not one.",
     Sends::json, media::json},
    {"/api/v1/duplicates/scan", "get", "read_duplicate_scan", "How far all are compared.",
     Sends::nothing, media::json},
    {"/api/v1/duplicates/scan", "post", "scan_duplicates", "Compares all again.", Sends::nothing,
     media::json},
    {"/api/v1/imports", "get", "list_imports", "The latest imports.", Sends::nothing, media::json},
    {"/api/v1/insights", "get", "list_insights", "What can be asked.", Sends::nothing, media::json},
    {"/api/v1/me", "get", "read_me", "Who is asking.", Sends::nothing, media::json},
    {"/api/v1/settings", "get", "read_settings", "The firm's settings.", Sends::nothing,
     media::json},
    {"/api/v1/rules/preview", "post", "preview_rule", "How many records break a rule already.",
     Sends::json, media::json},
    {"/api/v1/keys", "get", "list_keys", "API keys.", Sends::nothing, media::json},
    {"/api/v1/objects/{name}", "get", "read_object", "One object, its fields and what may be done.",
     Sends::nothing, media::json},
    {"/api/v1/objects/{name}", "patch", "change_object",
     "Changes what an object is called and shows.", Sends::json, media::json},
    {"/api/v1/objects/{name}", "delete", "remove_object", "Moves an own object to the bin.",
     Sends::nothing, media::json},
    {"/api/v1/objects/{name}/restore", "post", "restore_object", "Takes it out of the bin.",
     Sends::nothing, media::json},
    {"/api/v1/objects/{name}/empty", "post", "empty_object",
     "Drops a removed object's records for good.", Sends::nothing, media::json},
    {"/api/v1/objects/{name}/fields", "post", "add_field", "Adds a field.", Sends::json,
     media::json},
    {"/api/v1/objects/{name}/fields/{field}", "patch", "change_field", "Changes a field.",
     Sends::json, media::json},
    {"/api/v1/objects/{name}/fields/{field}", "delete", "remove_field",
     "Moves a field to the bin; its values stay.", Sends::nothing, media::json},
    {"/api/v1/objects/{name}/fields/{field}/restore", "post", "restore_field",
     "Takes it out of the bin, with its values.", Sends::nothing, media::json},
    {"/api/v1/objects/{name}/fields/{field}/empty", "post", "empty_field",
     "Drops a removed field's values for good.", Sends::nothing, media::json},
    {"/api/v1/changes/{id}", "get", "read_change", "One change set, field by field.",
     Sends::nothing, media::json},
    {"/api/v1/changes/{id}/undo", "post", "undo_change",
     "Takes a change set back, as a new one; with the header Prefer: respond-async as a job.",
     Sends::perhaps, media::json},
    {"/api/v1/jobs/{id}", "get", "read_job", "How far a long task is.", Sends::nothing,
     media::json},
    {"/api/v1/imports", "post", "upload_import", "Takes a file, or several, and what to do.",
     Sends::form, media::json},
    {"/api/v1/imports/{id}", "get", "read_import", "How far it is, counts and errors.",
     Sends::nothing, media::json},
    {"/api/v1/imports/{id}/start", "post", "start_import",
     "Begins with the mapping that was agreed on.", Sends::perhaps, media::json},
    {"/api/v1/imports/{id}/resume", "post", "resume_import",
     "Goes on with an interrupted import where it stopped.", Sends::perhaps, media::json},
    {"/api/v1/imports/{id}/mappings", "get", "list_fitting_mappings",
     "Saved mappings that were made for the same headers.", Sends::nothing, media::json},
    {"/api/v1/imports/{id}/errors.csv", "get", "read_import_errors",
     "The rows that failed, with the reasons.", Sends::nothing, media::csv},
    {"/api/v1/sheets", "post", "upload_sheet", "Takes an exported sheet that was edited.",
     Sends::form, media::json},
    {"/api/v1/sheets/{id}", "get", "read_sheet",
     "What was exported, what the sheet says, what is now.", Sends::nothing, media::json},
    {"/api/v1/sheets/{id}/apply", "post", "apply_sheet", "Accepts all of its changes or some.",
     Sends::perhaps, media::json},
    {"/api/v1/insights/{name}", "get", "read_insight",
     "One insight, with the rows behind each figure.", Sends::nothing, media::json},
    {"/api/v1/insights/{name}.csv", "get", "export_insight", "Its table, or its figures.",
     Sends::nothing, media::csv},
    {"/api/v1/files", "post", "upload_file", "Takes a file.", Sends::form, media::json},
    {"/api/v1/files/{id}/content", "get", "read_file_content", "A file's bytes.", Sends::nothing,
     media::bytes},
    {"/api/v1/keys/{id}", "delete", "remove_key", "Ends an API key.", Sends::nothing, media::json},
    {"/api/v1/users/{id}/invite", "post", "invite_again", "A new invitation for a person.",
     Sends::nothing, media::json},
    {"/api/openapi.json", "get", "read_open_api", "This description.", Sends::nothing, media::json},
};

Json::Array holes_of(std::string_view path)
{
    Json::Array holes;
    for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
        const std::string name(path.substr(open + 1, path.find('}', open) - open - 1));
        holes.push_back(name == "id" ? id_parameter()
                                     : parameter(name.c_str(), "path", "string", "Its name."));
    }
    return holes;
}

Json::Array asked_of(std::string_view id)
{
    if (id == "search")
        return {parameter("q", "query", "string", "What to find.")};
    if (id == "undo_change")
        return {parameter("Prefer", "header", "string",
                          "respond-async: 202 with a job, for large ones.")};
    return {};
}

Json fixed_answer(const Fixed& entry)
{
    if (std::string_view(entry.answers) != media::json)
        return file_answer(entry.answers);
    if (std::string_view(entry.id) == "list_insights")
        return answer("Those that may be asked.", reference_to("InsightList"));
    if (std::string_view(entry.id) == "read_insight")
        return answer("Figures, table and chart.", reference_to("InsightAnswer"));
    if (std::string_view(entry.id) == "undo_change")
        return answer("The new change set.", reference_to("ChangeSet"));
    return answer("Done.", any_object());
}

Json describe(const Fixed& entry)
{
    Json made = operation(entry.id, "comity", entry.summary, asked_of(entry.id), "200",
                          fixed_answer(entry));
    switch (entry.sends) {
    case Sends::nothing:
        return made;
    case Sends::perhaps:
        return with_optional_body(std::move(made));
    case Sends::json:
        return with_body(std::move(made), any_object());
    case Sends::form:
        return made.set(
            "requestBody",
            Json().set("required", true).set("content", content(any_object(), media::form)));
    }
    return made;
}

} // namespace

void add_fixed_paths(Json& paths)
{
    for (const Fixed& entry : fixed) {
        const Json* known = paths.find(entry.path);
        Json path = known ? *known : Json();
        if (Json::Array holes = holes_of(entry.path); !known && !holes.empty())
            path.set("parameters", std::move(holes));
        path.set(entry.method, describe(entry));
        paths.set(entry.path, std::move(path));
    }
}

} // namespace comity::api
