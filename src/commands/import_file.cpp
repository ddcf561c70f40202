#include "commands/house.h"

#include "base/error.h"
#include "record/import_going_on.h"

#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace comity::commands {
namespace {

// One line that is written over, and only where somebody watches.
class TerminalProgress : public record::JobProgress {
public:
    void update(std::int64_t done, std::int64_t total) override
    {
        if (!m_is_terminal)
            return;
        if (total > 0)
            std::fprintf(stderr, "\r%lld of %lld rows", static_cast<long long>(done),
                         static_cast<long long>(total));
        else
            std::fprintf(stderr, "\r%lld rows", static_cast<long long>(done));
    }
    bool is_cancelled() const override { return false; }
    ~TerminalProgress() override
    {
        if (m_is_terminal)
            std::fprintf(stderr, "\r\033[K");
    }

private:
    bool m_is_terminal = isatty(2) == 1;
};

std::pair<std::string, std::string> cut(const std::string& text, const char* option)
{
    const std::size_t at = text.find('=');
    if (at == text.npos || at == 0)
        throw Error(Cause::invalid,
                    "\"" + text + "\" is not of the form that " + option + " takes: left=right.");
    return {text.substr(0, at), text.substr(at + 1)};
}

record::ImportOptions import_options(const Import& given)
{
    record::ImportOptions options;
    options.object = given.object;
    for (const std::string& entry : given.map)
        options.map.insert(cut(entry, "--map"));
    for (const std::string& entry : given.set)
        options.set.insert(cut(entry, "--set"));
    for (const std::string& entry : given.same) {
        const auto [from, to] = cut(entry, "--same");
        const std::size_t colon = from.find(':');
        if (colon == from.npos)
            throw Error(Cause::invalid, "--same takes field:text=text, not \"" + entry + "\".");
        options.same[from.substr(0, colon)][from.substr(colon + 1)] = to;
    }
    options.match = given.match;
    options.create = given.create;
    options.dry_run = given.dry_run;
    options.create_only = given.create_only;
    options.duplicates = given.duplicates;
    if (!given.duplicates.empty() && given.duplicates != "tell" && given.duplicates != "skip")
        throw Error(Cause::invalid, "--duplicates takes tell or skip.");
    options.label = given.label;
    options.encoding = given.encoding;
    options.delimiter = given.delimiter;
    options.decimal = given.decimal;
    options.date_order = given.dates;
    options.sheet = given.sheet;
    return options;
}

record::ImportReport run_import(record::Engine& engine, const Import& options,
                                TerminalProgress& progress)
{
    const auto actor = record::Actor::program("Command line", record::Origin::import);
    try {
        return record::run_kept_import(
            engine, actor, options.file, std::filesystem::path(options.file).filename().string(),
            import_options(options), options.errors, &progress, {{}, options.resume, options.anew});
    } catch (const Error& error) {
        if (error.cause() != Cause::unavailable || options.dry_run)
            throw;
        throw Error(error.cause(), error.message() + " What is in is kept; the same command with "
                                                     "--resume goes on where this one stopped.");
    }
}

} // namespace

int import_file(const Place& place, const Import& options)
{
    if (!std::filesystem::is_regular_file(options.file))
        throw Error(Cause::not_found, "There is no file " + options.file + ".");
    House house = open_house(place);
    TerminalProgress progress;
    const auto report = run_import(*house.engine, options, progress);
    std::printf("%s\n", record::format_import_report(report).c_str());
    return report.counts.failed == 0 && report.error.empty() ? 0 : 1;
}

int import_together(const Place& place, const ImportTogether& options)
{
    std::vector<record::LinkedFile> files;
    for (const std::string& path : options.files) {
        if (!std::filesystem::is_regular_file(path))
            throw Error(Cause::not_found, "There is no file " + path + ".");
        files.push_back(
            record::recognise_file(path, std::filesystem::path(path).filename().string()));
        files.back().errors_path = path + "-errors.csv";
    }
    House house = open_house(place);
    const auto actor = record::Actor::program("Command line", record::Origin::import);
    TerminalProgress progress;
    const std::string label = options.label.empty()
                                  ? "Import of " + std::to_string(files.size()) + " files"
                                  : options.label;
    bool is_whole = true;
    for (const auto& report :
         record::run_imports(*house.engine, actor, std::move(files), label, &progress)) {
        std::printf("%s, %s: %s\n", report.file_name.c_str(), report.object.c_str(),
                    record::format_import_report(report).c_str());
        is_whole = is_whole && report.counts.failed == 0 && report.error.empty();
    }
    return is_whole ? 0 : 1;
}

} // namespace comity::commands
