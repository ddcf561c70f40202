#include "store/sqlite_lock.h"

#include "base/error.h"
#include "base/text.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace comity::store {
namespace {

std::string holder_of(int file)
{
    char text[32];
    const ssize_t size = pread(file, text, sizeof text, 0);
    const std::string_view number(text, static_cast<std::size_t>(size > 0 ? size : 0));
    return trim(number).empty() ? "another process" : "process " + std::string(trim(number));
}

} // namespace

SqliteLock::SqliteLock(const std::string& folder)
{
    const std::string path = folder + "/comity.lock";
    m_file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_file < 0)
        throw Error(Cause::unavailable,
                    say("store.cannot_open", {{"path", path}, {"what", std::strerror(errno)}}));
    if (flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        const std::string holder = holder_of(m_file);
        close(m_file);
        throw Error(Cause::unavailable,
                    say("store.in_use", {{"folder", folder}, {"holder", holder}}));
    }
    // A full disk must not keep the program from starting: the number only helps people.
    const std::string number = std::to_string(getpid()) + "\n";
    if (ftruncate(m_file, 0) == 0) [[maybe_unused]]
        const ssize_t written = pwrite(m_file, number.data(), number.size(), 0);
}

SqliteLock::~SqliteLock()
{
    close(m_file);
}

} // namespace comity::store
