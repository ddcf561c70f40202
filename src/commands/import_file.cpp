#include "commands/house.h"

#include "base/error.h"
#include "exchange/import_going_on.h"
#include "exchange/import_together.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace comity::commands {
namespace {

// One line that is written over, and only where somebody watches.
class TerminalProgress : public record::Progress {
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

exchange::ImportOptions import_options(const Import& given)
{
    exchange::ImportOptions options;
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

exchange::ImportReport run_import(record::Engine& engine, const Import& options,
                                  TerminalProgress& progress)
{
    const auto actor = record::Actor::program("Command line", record::Origin::import);
    try {
        return exchange::run_kept_import(
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
    std::printf("%s\n", exchange::format_import_report(report).c_str());
    return report.counts.failed == 0 && report.error.empty() ? 0 : 1;
}

namespace {

exchange::TogetherOptions together_options(const ImportTogether& given)
{
    exchange::TogetherOptions options;
    for (const std::string& entry : given.as) {
        const auto [file, object] = cut(entry, "--as");
        options.files[file] = Json().set("object", object);
    }
    for (const std::string& file : given.leave_out)
        options.files[file] = {};
    if (!given.dates.empty())
        options.format.set("date", given.dates);
    if (!given.duplicates.empty() && given.duplicates != "tell" && given.duplicates != "skip")
        throw Error(Cause::invalid, "--duplicates takes tell or skip.");
    options.duplicates = given.duplicates;
    options.leaves_unknown = given.leave_unknown;
    options.makes_people = given.create_people;
    options.dry_run = given.dry_run;
    options.label = given.label;
    return options;
}

// Room for what archives have in them, gone when it is not needed any more.
class Unpacked {
public:
    Unpacked()
    {
        std::string name = (std::filesystem::temp_directory_path() / "comity-XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw Error(Cause::unavailable, "There is no room for what the archive has in it.");
        folder = name;
    }
    ~Unpacked()
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Unpacked(const Unpacked&) = delete;
    Unpacked& operator=(const Unpacked&) = delete;

    std::string folder;
};

// The failed rows stand beside what was given.
std::string errors_path_of(const exchange::GivenFile& file)
{
    const auto beside = std::filesystem::path(file.archive).parent_path();
    return (file.archive.empty() ? file.path : (beside / file.name).string()) + "-errors.csv";
}

void print_totals(const exchange::ImportReport& whole)
{
    const exchange::ImportCounts& counts = whole.counts;
    const std::int64_t skipped = counts.unchanged;
    std::printf(
        "all files: %lld rows = %lld created + %lld updated + %lld skipped + %lld failed%s\n",
        static_cast<long long>(whole.in_file), static_cast<long long>(counts.created),
        static_cast<long long>(counts.updated), static_cast<long long>(skipped),
        static_cast<long long>(counts.failed),
        whole.is_reconciled() ? "" : " (THIS DOES NOT ADD UP)");
}

} // namespace

int import_together(const Place& place, const ImportTogether& options)
{
    std::vector<exchange::GivenFile> given;
    for (const std::string& path : options.files) {
        if (!std::filesystem::is_regular_file(path))
            throw Error(Cause::not_found, "There is no file " + path + ".");
        given.push_back({path, std::filesystem::path(path).filename().string()});
    }
    const std::string name =
        given.size() == 1 ? given[0].name : std::to_string(given.size()) + " files";
    const Unpacked unpacked;
    std::vector<exchange::GivenFile> files = exchange::unpack_files(given, unpacked.folder);
    for (exchange::GivenFile& file : files)
        file.errors_path = errors_path_of(file);
    const exchange::TogetherOptions together = together_options(options);
    House house = open_house(place);
    const auto recognised = exchange::recognise_files(*house.engine, files, together);
    if (!together.dry_run)
        exchange::refuse_problems(recognised);
    const auto actor = record::Actor::program("Command line", record::Origin::import);
    TerminalProgress progress;
    const exchange::ImportReport whole =
        exchange::run_together(*house.engine, actor, recognised, together, name, &progress);
    bool is_whole = whole.error.empty();
    for (std::size_t i = 0; i < whole.files.size(); ++i) {
        const exchange::ImportReport& report = whole.files[i];
        if (recognised[i].is_left_out)
            std::printf("%s: left out\n", report.file_name.c_str());
        else
            std::printf("%s, %s: %s", report.file_name.c_str(),
                        report.object.empty() ? "unknown" : report.object.c_str(),
                        exchange::format_import_report(report).c_str());
        is_whole = is_whole && report.counts.failed == 0 && report.error.empty();
    }
    print_totals(whole);
    if (!whole.change_set.is_nil())
        std::printf("change %s\n", format_id(whole.change_set).c_str());
    return is_whole ? 0 : 1;
}

} // namespace comity::commands
