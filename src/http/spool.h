#pragma once
// A large body on its way to disk: one file of its own, removed when this goes, unless somebody
// has renamed it. Used by one thread at a time.

#include <cstdint>
#include <string>
#include <string_view>

namespace comity::http {

class Spool {
public:
    Spool() = default;
    ~Spool() { remove(); }
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    // False, and logged, when the disk refuses.
    bool open(const std::string& folder);
    bool write(std::string_view bytes);
    bool is_open() const { return m_file >= 0; }
    // The bytes are the kernel's; the path stays.
    void close();
    void remove();
    const std::string& path() const { return m_path; }

private:
    int m_file = -1;
    std::string m_path;
};

// Makes the folder when it is missing and removes what a crash has left there (older than a day).
// Error{unavailable} when it cannot be made. Returns the folder's path.
std::string prepare_spool_folder(const std::string& folder);

} // namespace comity::http
