// Objects and fields as one text: out, and in.
#include "commands/house.h"

#include "base/error.h"
#include "record/shape/text.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace comity::commands {
namespace {

std::string read_all(const std::string& file)
{
    if (file == "-")
        return {std::istreambuf_iterator<char>(std::cin), {}};
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw Error(Cause::invalid, "The file " + file + " cannot be read.");
    return {std::istreambuf_iterator<char>(in), {}};
}

void say(const record::DefinitionChange& change)
{
    std::string name = change.object + (change.what == "field" ? "." + change.name : "");
    if (change.what != "field" && change.what != "object")
        name = change.what + " \"" + change.name + "\"" +
               (change.object.empty() ? "" : " of " + change.object);
    std::printf("%s %s\n", change.action.c_str(), name.c_str());
    if (change.action == "add" || change.action == "remove")
        return;
    for (const auto& [member, before, after] : change.differences)
        std::printf("    %s: %s -> %s\n", member.c_str(), format_json(before).c_str(),
                    format_json(after).c_str());
}

} // namespace

int export_definitions(const Place& place, const DefinitionsFile& options)
{
    House house = open_house(place, {.read_only = true});
    const std::string text = record::format_definitions(*house.engine);
    if (options.file == "-") {
        std::fputs(text.c_str(), stdout);
        return 0;
    }
    std::ofstream out(options.file, std::ios::binary);
    out << text;
    out.close();
    if (!out)
        throw Error(Cause::unavailable, "The file " + options.file + " could not be written.");
    std::printf("Wrote the definitions to %s.\n", options.file.c_str());
    return 0;
}

int import_definitions(const Place& place, const DefinitionsFile& options)
{
    const std::string text = read_all(options.file);
    House house = open_house(place);
    const auto actor = record::Actor::program("Command line", record::Origin::command_line);
    const record::DefinitionOutcome outcome =
        apply_definitions(*house.engine, actor, text, options.remove, options.dry_run);
    for (const record::DefinitionChange& change : outcome.changes)
        say(change);
    if (outcome.changes.empty())
        std::puts("Nothing differs.");
    else
        std::printf("%s %zu definition%s.\n", options.dry_run ? "Would change" : "Changed",
                    outcome.changes.size(), outcome.changes.size() == 1 ? "" : "s");
    return 0;
}

} // namespace comity::commands
