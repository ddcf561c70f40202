#include "record/files/kept_files.h"

#include "base/secret.h"

namespace comity::record {

namespace fs = std::filesystem;

fs::path bytes_of_file(const Engine& engine, const std::string& digest)
{
    return fs::path(engine.data_folder()) / "files" / digest.substr(0, 2) / digest;
}

std::string arriving_file(const Engine& engine)
{
    const fs::path path = fs::path(engine.data_folder()) / "files" / ("arriving-" + make_token(12));
    fs::create_directories(path.parent_path());
    return path.string();
}

std::string keep_arrived(const Engine& engine, const std::string& arrived)
{
    std::string digest = sha256_hex_of_file(arrived);
    const fs::path place = bytes_of_file(engine, digest);
    fs::create_directories(place.parent_path());
    fs::rename(arrived, place);
    return digest;
}

} // namespace comity::record
