// What the options say about how a file is written.
#include "exchange/import/mapping/plan.h"

#include "base/error.h"

namespace comity::exchange {

SheetFormat wanted_format(const ImportOptions& options)
{
    SheetFormat format;
    format.sheet = options.sheet;
    std::vector<Problem> problems;
    const auto complain = [&](std::string field, std::string rule, Sentence message) {
        problems.push_back({std::move(field), std::move(rule), std::move(message)});
    };
    if (!options.encoding.empty()) {
        format.encoding = find_encoding(options.encoding);
        if (!format.encoding)
            complain("format.encoding", "unknown",
                     say("import.encoding_encoding_is_not_read", {{"encoding", options.encoding}}));
    }
    const std::string& delimiter = options.delimiter;
    if (delimiter == "tab" || delimiter == "\\t")
        format.delimiter = '\t';
    else if (delimiter.size() == 1 &&
             std::string_view(",;\t|").find(delimiter[0]) != std::string::npos)
        format.delimiter = delimiter[0];
    else if (!delimiter.empty())
        complain("format.delimiter", "choice", say("import.delimiter_is_or_tab"));
    if (!options.decimal.empty() && options.decimal != "." && options.decimal != ",")
        complain("format.decimal", "choice", say("import.decimal_sign_is_or"));
    if (!options.date_order.empty() && options.date_order != "dmy" && options.date_order != "mdy" &&
        options.date_order != "ymd" && options.date_order != "iso")
        complain("format.date", "choice", say("import.order_of_dates_is_dmy"));
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    return format;
}

} // namespace comity::exchange
