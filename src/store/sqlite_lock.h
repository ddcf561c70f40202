#pragma once
// One process a data folder.

#include <string>

namespace comity::store {

// Holds `comity.lock` in a data folder, with this process's number in it, until it is destroyed or
// the process ends, however it ends.
class SqliteLock {
public:
    // Error{unavailable}, naming the process, when another holds it.
    explicit SqliteLock(const std::string& folder);
    ~SqliteLock();
    SqliteLock(const SqliteLock&) = delete;
    SqliteLock& operator=(const SqliteLock&) = delete;

private:
    int m_file = -1;
};

} // namespace comity::store
