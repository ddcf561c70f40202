#include "commands/house.h"

#include "base/error.h"
#include "exchange/export.h"
#include "record/object/catalog.h"
#include "record/settings.h"

#include <cstdio>

namespace comity::commands {

int export_records(const Place& place, const Export& options)
{
    House house = open_house(place, {.read_only = true});
    const auto actor = record::Actor::program("Command line", record::Origin::command_line);
    const auto format = exchange::find_export_format(options.format);
    if (!format)
        throw Error(Cause::invalid, "The formats are csv, xlsx, json, pdf and, of contacts, vcf.");
    exchange::ExportQuery query;
    query.format = *format;
    query.with_ids = options.with_ids;
    query.list.filter = options.filter;
    if (!options.fields.empty())
        for (std::size_t from = 0; from <= options.fields.size();) {
            const std::size_t comma =
                std::min(options.fields.find(',', from), options.fields.size());
            query.list.fields.push_back(options.fields.substr(from, comma - from));
            from = comma + 1;
        }
    if (!options.as_of.empty()) {
        query.list.as_of = parse_instant(options.as_of);
        if (const auto date = parse_date(options.as_of))
            query.list.as_of = start_of(*date, house.engine->settings().zone);
        if (!query.list.as_of)
            throw Error(Cause::invalid,
                        "--as-of takes a time such as 2026-03-01T00:00:00Z or a date.");
    }
    const auto catalog = house.engine->catalog();
    exchange::ExportStream stream(*house.engine, actor, catalog->load(options.object), query);
    std::string piece;
    bool more = true;
    while (more) {
        piece.clear();
        more = stream.next(piece);
        if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size())
            throw Error(Cause::unavailable, "The output could not be written.");
    }
    return 0;
}

} // namespace comity::commands
