// What was given, unpacked: the tables of an archive beside the files that came by themselves.
#include "exchange/import_together.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/secret.h"
#include "base/text.h"
#include "exchange/import/together/dump.h"
#include "format/archive.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

namespace comity::exchange {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_tables = 200;
constexpr std::int64_t most_bytes_of_table = std::int64_t{2} << 30;
// All tables of an archive together: so much, or so many times the archive's size.
constexpr std::int64_t usual_bytes = 256 << 20;
constexpr std::int64_t tightest = 300;
constexpr std::int64_t most_bytes = std::int64_t{8} << 30;

[[noreturn]] void refuse(const std::string& name, std::string_view rule, const Sentence& message)
{
    throw Error(Cause::invalid, message, {{name, std::string(rule), message}});
}

std::string_view last_segment(std::string_view path)
{
    const std::size_t slash = path.find_last_of("/\\");
    return slash == path.npos ? path : path.substr(slash + 1);
}

bool is_table(std::string_view part)
{
    static constexpr std::array<std::string_view, 4> endings = {".csv", ".tsv", ".xlsx", ".vcf"};
    const std::string name = lower_ascii(last_segment(part));
    // Beside the files, programs pack their own notes (`._Account.csv`) and others' attachments.
    return !name.starts_with('.') && !is_body(part) &&
           std::ranges::any_of(endings,
                               [&](std::string_view ending) { return name.ends_with(ending); });
}

void unpack_part(ArchivePart& part, const std::string& to, std::int64_t& left)
{
    std::ofstream file(to, std::ios::binary);
    std::string piece(256 << 10, '\0');
    while (const std::size_t count = part.read(piece.data(), piece.size())) {
        left -= static_cast<std::int64_t>(count);
        if (left < 0)
            refuse("file", "bomb", say("import.archive_unpacks_to_more_than"));
        file.write(piece.data(), static_cast<std::streamsize>(count));
    }
    file.flush();
    if (!file)
        throw Error(Cause::unavailable,
                    say("import.archive_could_not_be_unpacked", {{"what", std::strerror(errno)}}));
}

void unpack(const GivenFile& given, const std::string& folder, std::vector<GivenFile>& out)
{
    const Archive archive = Archive::open_file(given.path, ArchiveUse::archive);
    const auto packed = static_cast<std::int64_t>(fs::file_size(given.path));
    std::int64_t left = std::min(most_bytes, std::max(usual_bytes, packed * tightest));
    std::size_t tables = 0;
    for (const std::string& part : archive.names()) {
        if (!is_table(part))
            continue;
        if (++tables > most_tables)
            refuse(given.name, "too_many",
                   say("import.name_has_more_than_most_tables",
                       {{"name", given.name}, {"most", most_tables}}));
        const std::string to = folder + "/table-" + std::to_string(out.size() + 1);
        unpack_part(*archive.open(part, most_bytes_of_table), to, left);
        out.push_back({to, excerpt(last_segment(part), 200), given.path});
    }
    if (tables == 0)
        refuse(given.name, "empty", say("import.name_has_no_table_csv", {{"name", given.name}}));
}

// Which were given twice: by their name, or the same bytes under two names.
void refuse_doubles(const std::vector<GivenFile>& files)
{
    std::vector<Problem> problems;
    std::map<std::string, const GivenFile*> by_name;
    std::map<std::uintmax_t, std::vector<const GivenFile*>> by_size;
    for (const GivenFile& file : files) {
        if (!by_name.emplace(fold(file.name), &file).second) {
            problems.push_back(
                {file.name, "twice", say("import.name_is_there_twice", {{"name", file.name}})});
            continue;
        }
        auto& others = by_size[fs::file_size(file.path)];
        for (const GivenFile* other : others)
            if (sha256_hex_of_file(other->path) == sha256_hex_of_file(file.path))
                problems.push_back({file.name, "twice",
                                    say("import.name_and_other_are_same",
                                        {{"name", file.name}, {"other", other->name}})});
        others.push_back(&file);
    }
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message.then(say("common.nothing_was_changed")),
                    problems);
}

} // namespace

bool is_body(std::string_view part)
{
    const std::string folder = lower_ascii(part.substr(0, part.size() - last_segment(part).size()));
    for (const std::string_view name : {"attachments/", "contentversion/", "documents/"})
        if (folder == name || folder.ends_with("/" + std::string(name)))
            return true;
    return folder.starts_with("__macosx/");
}

bool is_dump(const std::string& path)
{
    std::string head(4, '\0');
    std::ifstream(path, std::ios::binary).read(head.data(), 4);
    if (!head.starts_with("PK\x03\x04"))
        return false;
    const Archive archive = Archive::open_file(path, ArchiveUse::archive);
    return !archive.has("[Content_Types].xml") && !archive.has("xl/workbook.xml") &&
           !archive.has("mimetype");
}

std::vector<GivenFile> unpack_files(const std::vector<GivenFile>& given, const std::string& folder)
{
    std::vector<GivenFile> files;
    for (const GivenFile& file : given)
        if (is_dump(file.path))
            unpack(file, folder, files);
        else
            files.push_back(file);
    refuse_doubles(files);
    return files;
}

Sentence name_of_files(const std::vector<GivenFile>& files)
{
    if (files.empty())
        return {};
    if (files.size() == 1)
        return files[0].name;
    return say("import.name_and_more_files",
               {{"name", excerpt(files[0].name, 200)}, {"count", files.size() - 1}});
}

} // namespace comity::exchange
