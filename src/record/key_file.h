#pragma once
// The keys that are not in the database, under which secrets.h seals those that are.
//
// They are lines of a file that only its owner reads (by default `secrets.key` in the data
// folder; never in a backup), or the value of COMITY_SECRETS_KEY (several, by commas; at least 20
// characters each, which nobody can guess). The first is the one that seals; the others open what
// was sealed before. A file may be exchanged while servers run: it is read again when it is another
// one.

#include "base/secret.h"

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

// Any thread.
class KeyFile {
public:
    // Of a file that does not exist yet the first key is made when something is sealed.
    explicit KeyFile(std::string key_file) : m_file(std::move(key_file)) {}

    // Text that says which key it wants. Error{unavailable} when no key can be had.
    std::string seal(std::string_view secret);
    // Error{unavailable} when its key is not here, Error{broken} when it is no sealed text or was
    // altered. The secret is in no message.
    std::string open(std::string_view sealed);
    // Is the key here that it was sealed with?
    bool has_key_of(std::string_view sealed);
    // Sealed by the first key.
    bool is_current(std::string_view sealed);
    // Do they come from the file? Otherwise from the environment.
    bool is_file() const;
    // How many keys there are; 0: none was needed yet.
    std::size_t key_count();

    // Puts a new key before the others; what is sealed from now on is sealed with it. The file is
    // exchanged whole. Error{invalid} when the keys come from the environment.
    void add_key();
    // Takes away what none of these texts was sealed with, but for the first.
    void forget_all_but(std::span<const std::string> sealed);

    // Nobody else on this machine exchanges keys as long as this is held, in this program or
    // another. Error{unavailable} when there is no room for the lock.
    class Held {
    public:
        explicit Held(const std::string& key_file);
        ~Held();
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;

    private:
        int m_lock = -1;
    };
    Held hold() const { return Held(m_file); }

private:
    struct Key {
        std::string text;
        std::string id; // of what it sealed: tells nothing of the text
        SealKey key;
    };
    const std::string m_file;
    std::mutex m_mutex;
    std::vector<Key> m_keys;
    std::string m_seen; // which file they were read from: time and size

    void read_again();
    void write_file(const std::vector<Key>& keys);
    const Key* find(std::string_view id);
    static std::vector<Key> parse_keys(std::string_view text, char separator);
    static Key make_key(std::string text);
};

// Where the keys are unless told otherwise.
std::string secrets_file_in(const std::string& data_folder);

} // namespace comity::record
