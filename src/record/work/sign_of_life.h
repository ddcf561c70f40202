#pragma once
// How the servers of one machine know of each other that one has ended, however it ended: each
// holds a file that the kernel lets go of with the process.

#include "base/id.h"

#include <string>
#include <vector>

namespace comity::record {

// Holds `servers/<id>` in a data folder until it is destroyed. One thread.
class SignOfLife {
public:
    // Error{unavailable} when the file cannot be made.
    SignOfLife(const std::string& data_folder, const Id& id);
    ~SignOfLife();
    SignOfLife(const SignOfLife&) = delete;
    SignOfLife& operator=(const SignOfLife&) = delete;

    // Those that have left their file behind in this folder. Says nothing of servers that have
    // another folder; what cannot be read is passed over.
    std::vector<Id> ended() const;
    // No more is to be known of it.
    void forget(const Id& ended) const;

private:
    const std::string m_folder;
    const std::string m_path;
    int m_file = -1;
};

} // namespace comity::record
