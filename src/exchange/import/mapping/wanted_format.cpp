// What the options say about how a file is written.
#include "exchange/import/mapping/plan.h"

#include "base/error.h"

namespace comity::exchange {

SheetFormat wanted_format(const ImportOptions& options)
{
    SheetFormat format;
    format.sheet = options.sheet;
    std::vector<Problem> problems;
    const auto complain = [&](std::string field, std::string rule, std::string message) {
        problems.push_back({std::move(field), std::move(rule), std::move(message)});
    };
    if (!options.encoding.empty()) {
        format.encoding = find_encoding(options.encoding);
        if (!format.encoding)
            complain("format.encoding", "unknown",
                     "The encoding " + options.encoding +
                         " is not read here; it may be utf-8, utf-16 or windows-1252.");
    }
    const std::string& delimiter = options.delimiter;
    if (delimiter == "tab" || delimiter == "\\t")
        format.delimiter = '\t';
    else if (delimiter.size() == 1 &&
             std::string_view(",;\t|").find(delimiter[0]) != std::string::npos)
        format.delimiter = delimiter[0];
    else if (!delimiter.empty())
        complain("format.delimiter", "choice", "A delimiter is , ; | or tab.");
    if (!options.decimal.empty() && options.decimal != "." && options.decimal != ",")
        complain("format.decimal", "choice", "A decimal sign is . or ,");
    if (!options.date_order.empty() && options.date_order != "dmy" && options.date_order != "mdy" &&
        options.date_order != "ymd" && options.date_order != "iso")
        complain("format.date", "choice", "An order of dates is dmy, mdy or ymd.");
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    return format;
}

} // namespace comity::exchange
