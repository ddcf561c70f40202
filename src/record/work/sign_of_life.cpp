#include "record/work/sign_of_life.h"

#include "base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace comity::record {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path)
{
    throw Error(Cause::unavailable,
                say("store.cannot_open", {{"path", path}, {"what", std::strerror(errno)}}));
}

bool is_held(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return true; // gone meanwhile, or not ours to ask
    const bool is_free = ::flock(file, LOCK_EX | LOCK_NB) == 0;
    ::close(file);
    return !is_free;
}

} // namespace

SignOfLife::SignOfLife(const std::string& data_folder, const Id& id)
    : m_folder(data_folder + "/servers"), m_path(m_folder + "/" + format_id(id))
{
    std::error_code ignored;
    fs::create_directories(m_folder, ignored);
    // Under its name only when it is held: another server would take it for one that has ended.
    const std::string unnamed = m_path + ".new";
    m_file = ::open(unnamed.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_file < 0)
        fail(unnamed);
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0 || ::rename(unnamed.c_str(), m_path.c_str()) != 0) {
        ::close(m_file);
        fail(unnamed);
    }
}

SignOfLife::~SignOfLife()
{
    ::unlink(m_path.c_str());
    ::close(m_file);
}

std::vector<Id> SignOfLife::ended() const
{
    std::vector<Id> ids;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_folder, ignored)) {
        const auto id = parse_id(entry.path().filename().string());
        if (id && entry.path() != m_path && !is_held(entry.path()))
            ids.push_back(*id);
    }
    return ids;
}

void SignOfLife::forget(const Id& ended) const
{
    ::unlink((m_folder + "/" + format_id(ended)).c_str());
}

} // namespace comity::record
