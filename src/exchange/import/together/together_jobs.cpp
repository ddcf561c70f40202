// Several files that somebody uploaded: they are kept in a folder of the import's own, with a list
// of what they were called.
#include "exchange/import/running/kept.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "exchange/import/telling/told.h"
#include "record/object/dictionary.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace comity::exchange {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_name = "files.json";

void move_file(const std::string& from, const std::string& to)
{
    std::error_code failure;
    fs::rename(from, to, failure);
    if (failure) // another file system
        fs::copy_file(from, to, failure);
    if (failure)
        throw Error(Cause::unavailable,
                    say("common.file_could_not_be_kept", {{"what", failure.message()}}));
}

std::string file_name_of(const std::string& path)
{
    return path.empty() ? "" : fs::path(path).filename().string();
}

void write_list(const fs::path& folder, const std::vector<GivenFile>& files)
{
    Json::Array list;
    for (const GivenFile& file : files)
        list.push_back(Json::Object{{"name", file.name},
                                    {"file", file_name_of(file.path)},
                                    {"archive", file_name_of(file.archive)}});
    std::ofstream out(folder / list_name, std::ios::binary);
    out << format_json(list);
    out.flush();
    if (!out)
        throw Error(Cause::unavailable, say("import.list_of_files_could_not"));
}

// What is known of the files before any of their rows was looked at.
Json first_look(const std::vector<LinkedFile>& files, const Tongue& tongue)
{
    Json::Array told;
    for (const LinkedFile& file : files) {
        ImportReport report;
        report.object = file.options.object;
        report.file_name = file.given.name;
        report.state = "reading";
        report.options = file.options;
        report.error = tongue.tell(sentence_of(file.problems));
        report.told.set("headers", Json::Array(file.headers.begin(), file.headers.end()));
        std::string text;
        write_import(text, report);
        told.push_back(
            parse_json(text).set("left_out", file.is_left_out).set("label", file.preset));
    }
    return told;
}

// Not even a first look is kept of what brings secrets in.
void refuse_secrets(std::vector<LinkedFile> files)
{
    for (LinkedFile& file : files)
        std::erase_if(file.problems,
                      [](const Problem& problem) { return problem.rule != "secret"; });
    refuse_problems(files);
}

} // namespace

fs::path files_folder_of(const Engine& engine, const Id& import)
{
    return import_folder(engine) / format_id(import);
}

std::vector<GivenFile> load_files_of(const Engine& engine, const Id& import)
{
    const fs::path folder = files_folder_of(engine, import);
    std::ifstream in(folder / list_name, std::ios::binary);
    if (!in)
        throw Error(Cause::not_found, say("import.files_of_this_import_are"));
    const Json list = parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
    std::vector<GivenFile> files;
    for (const Json& item : *list.if_array()) {
        const std::string path = (folder / item.text("file")).string();
        const std::string_view archive = item.text("archive");
        files.push_back({path, std::string(item.text("name")),
                         archive.empty() ? "" : (folder / archive).string(), path + "-errors.csv"});
    }
    return files;
}

void check_files(Engine& engine, const Id& import, const TogetherOptions& options)
{
    const auto files = recognise_files(engine, load_files_of(engine, import), options);
    refuse_secrets(files);
    if (!options.dry_run)
        refuse_problems(files);
}

ImportReport run_kept_files(Engine& engine, const Actor& actor, const ImportReport& report,
                            Progress* progress)
{
    const TogetherOptions options = parse_together_options(report.together);
    return run_together(engine, actor,
                        recognise_files(engine, load_files_of(engine, report.id), options), options,
                        report.file_name, progress);
}

Id start_together(Engine& engine, const Actor& actor, const std::vector<GivenFile>& given,
                  const TogetherOptions& options)
{
    ImportReport report;
    report.id = make_id();
    report.state = "reading";
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    report.file_name = tongue.tell(name_of_files(given));
    report.options.dry_run = options.dry_run;
    report.together = json_of(options);
    const fs::path folder = files_folder_of(engine, report.id);
    fs::create_directories(folder);
    try {
        std::vector<GivenFile> kept;
        for (const GivenFile& file : given) {
            const std::string path = (folder / ("given-" + std::to_string(kept.size() + 1)));
            move_file(file.path, path);
            kept.push_back({path, excerpt(file.name, 200)});
        }
        const auto files = unpack_files(kept, folder.string());
        write_list(folder, files);
        const auto recognised = recognise_files(engine, files, options);
        refuse_secrets(recognised);
        if (!options.dry_run)
            refuse_problems(recognised);
        report.told.set("files", first_look(recognised, tongue));
        begin_import(engine, actor, report);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        throw;
    }
    return report.id;
}

} // namespace comity::exchange
