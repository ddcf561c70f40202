#include "record/work/backup_note.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace comity::record {
namespace {

std::filesystem::path note_file(const std::string& data_folder)
{
    return std::filesystem::path(data_folder) / "last_backup.json";
}

} // namespace

void note_backup(const std::string& data_folder, const BackupNote& note)
{
    Json json;
    json.set("at", format_instant(note.at)).set("file", note.file);
    json.set("bytes", note.bytes).set("is_well", note.is_well);
    std::ofstream out(note_file(data_folder), std::ios::binary);
    out << format_json(json) << "\n";
    if (!out.flush())
        log_warning("the backup could not be noted in " + note_file(data_folder).string());
}

std::optional<BackupNote> find_backup_note(const std::string& data_folder)
{
    std::ifstream in(note_file(data_folder), std::ios::binary);
    if (!in)
        return std::nullopt;
    try {
        const Json json = parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
        const auto at = parse_instant(json.text("at"));
        const Json* bytes = json.find("bytes");
        if (!at || !bytes || !bytes->if_number())
            return std::nullopt;
        return BackupNote{*at, std::string(json.text("file")), std::stoll(bytes->if_number()->text),
                          json.flag("is_well")};
    } catch (const Error&) {
        return std::nullopt; // somebody else wrote it
    }
}

} // namespace comity::record
