#include "exchange/import/mapping/secret_columns.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/mapping/plan.h"
#include "record/object/kind.h"

#include <set>

namespace comity::exchange {
namespace {

bool is_secret(const Field* field)
{
    return field && facts_of(*field).is_secret;
}

void refuse_all(const std::vector<Problem>& problems)
{
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
}

// What the options say that this column is.
const Field* said_of(const Object& object, const std::string& header, const ImportOptions& options)
{
    for (const auto& [column, name] : options.map)
        if (trim(column) == trim(header))
            return object.find_field(name);
    return nullptr;
}

} // namespace

std::vector<Problem> secret_options(const Object& object, const ImportOptions& options)
{
    std::set<std::string> names(options.match.begin(), options.match.end());
    names.insert(options.create.begin(), options.create.end());
    names.insert(options.leave.begin(), options.leave.end());
    for (const auto& [name, texts] : options.same)
        names.insert(name);
    for (const auto& [name, text] : options.set)
        names.insert(name);
    std::vector<Problem> problems;
    for (const std::string& name : names)
        if (const Field* field = object.find_field(name); is_secret(field))
            problems.push_back(
                {name, "secret",
                 say("value.field_is_typed_in_never", {{"field", as_label(field->label)}})});
    return problems;
}

void refuse_secret_options(const Object& object, const ImportOptions& options)
{
    if (object.has_secrets)
        refuse_all(secret_options(object, options));
}

void refuse_secret_columns(const Object& object, const std::vector<std::string>& headers,
                           const ImportOptions& options, const Words& words)
{
    if (!object.has_secrets)
        return;
    std::vector<Problem> problems;
    for (const std::string& header : headers) {
        const Field* field = said_of(object, header, options);
        if (!is_secret(field)) // left out or called something else, it would still be in the file
            field = find_named_field(object, header, words);
        if (is_secret(field))
            problems.push_back({field->name, "secret",
                                say("import.column_is_secret",
                                    {{"header", header}, {"field", as_label(field->label)}})});
    }
    refuse_all(problems);
}

void refuse_secret_columns(const Object& object, const std::string& file_path,
                           const ImportOptions& options, const Words& words)
{
    if (!object.has_secrets)
        return;
    std::vector<std::string> headers;
    try {
        const SheetFormat format = find_file_format(file_path, wanted_format(options));
        headers = open_sheet(file_path, format).headers();
    } catch (const Error&) {
        return;
    }
    refuse_secret_columns(object, headers, options, words);
}

} // namespace comity::exchange
