// What an import did, as the API tells it.
#include "exchange/import/telling/told.h"

namespace comity::exchange {

std::string also_json(const ImportCounts& counts)
{
    Json::Object also;
    for (const auto& [object, count] : counts.also_created)
        also.emplace_back(object, count);
    return format_json(also);
}

void write_import(std::string& out, const ImportReport& report)
{
    static constexpr const char* told_members[] = {"headers", "map",    "guesses",
                                                   "format",  "sample", "suggestions",
                                                   "missing", "notes",  "preview"};
    JsonWriter json(out);
    json.begin_object();
    json.key("id");
    report.id.is_nil() ? json.null() : json.value(format_id(report.id));
    json.key("object");
    report.object.empty() ? json.null() : json.value(report.object);
    json.member("file_name", report.file_name);
    json.member("state", report.state);
    json.member("dry_run", report.options.dry_run);
    json.member("can_resume", report.can_resume);
    json.member("rows", report.counts.rows);
    json.key("in_file");
    report.in_file < 0 ? json.null() : json.value(report.in_file);
    json.member("done", report.done);
    json.member("created", report.counts.created);
    json.member("updated", report.counts.updated);
    json.member("unchanged", report.counts.unchanged);
    json.member("skipped", report.counts.unchanged);
    json.member("failed", report.counts.failed);
    const bool is_over = report.state == "done" || report.state == "waiting";
    json.member("reconciled", is_over && report.is_reconciled());
    json.key("also_created");
    json.raw(also_json(report.counts));
    json.key("preset");
    const Json* preset = report.told.find("preset");
    json.value(preset ? *preset : Json());
    json.member("round_trip", report.told.flag("round_trip"));
    for (const char* name : told_members) {
        const Json* member = report.told.find(name);
        const std::string_view word = name;
        const bool is_object = word == "map" || word == "guesses" || word == "format";
        json.key(name);
        if (member)
            json.value(*member);
        else
            json.raw(is_object ? "{}" : "[]");
    }
    if (const Json* people = report.told.find("people"))
        json.member("people", *people);
    json.key("duplicates");
    if (const Json* twins = report.told.find("duplicates"))
        json.value(*twins);
    else
        json.null();
    json.member("options", report.together.is_null() ? json_of(report.options) : report.together);
    const Json* files = report.told.find("files");
    json.member("files", files ? *files : Json(Json::Array{}));
    json.member("errors", report.counts.failed);
    json.key("change");
    if (report.change_set.is_nil())
        json.null();
    else
        json.value(format_id(report.change_set));
    json.key("error");
    if (report.error.empty())
        json.null();
    else
        json.value(report.error);
    json.end_object();
}

} // namespace comity::exchange
