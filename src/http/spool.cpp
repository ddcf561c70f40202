#include "http/spool.h"

#include "base/error.h"
#include "base/log.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdlib.h>
#include <unistd.h>

namespace comity::http {
namespace {

constexpr std::string_view prefix = "comity-upload-";

bool complain(const char* what)
{
    log_error(std::string("an upload could not be ") + what + ": " + std::strerror(errno));
    return false;
}

} // namespace

bool Spool::open(const std::string& folder)
{
    m_path = folder + "/" + std::string(prefix) + "XXXXXX";
    m_file = ::mkostemp(m_path.data(), O_CLOEXEC);
    if (m_file >= 0)
        return true;
    m_path.clear();
    return complain("opened");
}

bool Spool::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return complain("written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void Spool::close()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

void Spool::remove()
{
    close();
    if (!m_path.empty())
        ::unlink(m_path.c_str());
    m_path.clear();
}

std::string prepare_spool_folder(const std::string& folder)
{
    namespace fs = std::filesystem;
    std::error_code failure;
    const fs::path path = folder.empty() ? fs::temp_directory_path(failure) : fs::path(folder);
    if (!failure)
        fs::create_directories(path, failure);
    if (failure)
        throw Error(Cause::unavailable, "The folder for uploads cannot be made: " + path.string() +
                                            ": " + failure.message());
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (fs::directory_iterator entry(path, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::error_code ignored;
        if (entry->path().filename().string().starts_with(prefix) &&
            entry->is_regular_file(ignored) && entry->last_write_time(ignored) < old)
            fs::remove(entry->path(), ignored);
    }
    return path.string();
}

} // namespace comity::http
