// What an import did, as a person at a terminal reads it.
#include "exchange/import.h"

namespace comity::exchange {
namespace {

std::string with_groups(std::int64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::int64_t rows_of(const Json& item)
{
    const Json* rows = item.find("rows");
    return rows && rows->if_number() ? std::stoll(rows->if_number()->text) : 0;
}

std::string rows_word(const Json& item)
{
    const std::int64_t rows = rows_of(item);
    return with_groups(rows) + (rows == 1 ? " row" : " rows");
}

const Json::Array& items_of(const Json& told, std::string_view name)
{
    static const Json::Array none;
    const Json* list = told.find(name);
    return list && list->if_array() ? *list->if_array() : none;
}

void append_missing(std::string& out, const ImportReport& report)
{
    constexpr int most = 20;
    int shown = 0;
    for (const Json& item : items_of(report.told, "missing")) {
        if (++shown > most) {
            out += "  … and more\n";
            return;
        }
        const std::string_view field = item.text("field"), text = item.text("text");
        out += "  ";
        out.append(field).append(": nothing is called \"").append(text).append("\", ");
        out += rows_word(item);
        for (const Json& suggestion : items_of(report.told, "suggestions"))
            if (suggestion.text("field") == field && suggestion.text("text") == text) {
                out.append("; is it \"").append(suggestion.text("nearest")).append("\"? --same \"");
                out.append(field).append(":").append(text).append("=");
                out.append(suggestion.text("nearest")).append("\"");
            }
        if (item.flag("creatable"))
            out.append("; or make it: --create ").append(field);
        out += "\n";
    }
}

// The first rows that were refused, each with its line and why.
void append_failures(std::string& out, const ImportReport& report)
{
    constexpr int most = 10;
    int shown = 0;
    for (const Json& row : items_of(report.told, "preview")) {
        const Json* line = row.find("row");
        if (row.text("verb") != "fail" || !line || !line->if_number() || ++shown > most)
            continue;
        out += "  Line " + line->if_number()->text + ":";
        for (const Json& problem : items_of(row, "problems"))
            out.append(" ").append(problem.text("message"));
        out += "\n";
    }
}

void append_twins(std::string& out, const ImportReport& report)
{
    constexpr int most = 10;
    const Json* twins = report.told.find("duplicates");
    const Json* count = twins ? twins->find("count") : nullptr;
    if (!count || !count->if_number() || count->if_number()->text == "0")
        return;
    out += "  likely there already: " + count->if_number()->text +
           (twins->flag("left_out") ? " (left out)\n" : " (--duplicates skip leaves them out)\n");
    int shown = 0;
    for (const Json& row : items_of(*twins, "rows")) {
        const Json* line = row.find("row");
        if (!line || !line->if_number() || ++shown > most)
            continue;
        const Json* of_row = row.find("of_row");
        out += "  Line " + line->if_number()->text + " is like ";
        out += of_row && of_row->if_number() ? "line " + of_row->if_number()->text + ", " : "";
        out.append(row.text("title")).append(": ").append(row.text("reason")).append("\n");
    }
}

std::string plural_of(const std::string& object, std::int64_t count)
{
    return count == 1              ? object
           : object.ends_with('y') ? object.substr(0, object.size() - 1) + "ies"
                                   : object + "s";
}

} // namespace

std::string format_import_report(const ImportReport& report)
{
    const ImportCounts& counts = report.counts;
    std::string out = report.options.dry_run ? "dry run, nothing written: " : "";
    out += "created " + with_groups(counts.created) + " · updated " + with_groups(counts.updated) +
           " · unchanged " + with_groups(counts.unchanged) + " · failed " +
           with_groups(counts.failed);
    std::string also;
    for (const auto& [object, count] : counts.also_created)
        also += (also.empty() ? "" : ", ") + with_groups(count) + " " + plural_of(object, count);
    if (!also.empty())
        out += " (also created " + also + ")";
    out += "\n";
    append_failures(out, report);
    append_missing(out, report);
    append_twins(out, report);
    for (const Json& note : items_of(report.told, "notes"))
        if (note.if_string())
            out += "  " + *note.if_string() + "\n";
    if (const Json* guesses = report.told.find("guesses"); guesses && guesses->if_object())
        for (const auto& [header, field] : *guesses->if_object())
            if (field.if_string() && !report.options.guess)
                out += "  \"" + header + "\" may be " + *field.if_string() + ": --map \"" + header +
                       "=" + *field.if_string() + "\"\n";
    if (!report.error.empty())
        out += "  " + report.error + "\n";
    if (!report.change_set.is_nil())
        out += "  change " + format_id(report.change_set) + "\n";
    return out;
}

} // namespace comity::exchange
