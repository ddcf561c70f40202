#include "record/key_file.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace comity::record {
namespace {

constexpr std::string_view sealed_mark = "sealed:";
constexpr std::size_t shortest_key = 20;
constexpr std::size_t id_length = 8;

std::string_view keys_from_outside()
{
    const char* keys = std::getenv("COMITY_SECRETS_KEY");
    return keys ? keys : "";
}

[[noreturn]] void fail_file(const std::string& what, const std::string& path)
{
    throw Error(Cause::unavailable, what + " " + path + ": " + std::strerror(errno) + ".");
}

void write_whole(int file, const std::string& path, std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0)
            fail_file("The keys could not be written to", path);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file) != 0)
        fail_file("The keys could not be kept in", path);
}

} // namespace

std::string secrets_file_in(const std::string& data_folder)
{
    return (std::filesystem::path(data_folder) / "secrets.key").string();
}

KeyFile::Key KeyFile::make_key(std::string text)
{
    const SealKey key = seal_key_of(text);
    std::string id = sha256_hex("which key: " + text).substr(0, id_length);
    return {std::move(text), std::move(id), key};
}

std::vector<KeyFile::Key> KeyFile::parse_keys(std::string_view text, char separator)
{
    std::vector<Key> keys;
    for (const std::string_view part : split(text, separator)) {
        const std::string_view key = trim(part);
        if (key.empty())
            continue;
        if (key.size() < shortest_key)
            throw Error(Cause::unavailable,
                        "A key for secrets has less than 20 characters: take a longer one that "
                        "nobody can guess.");
        keys.push_back(make_key(std::string(key)));
    }
    return keys;
}

void KeyFile::read_again()
{
    if (const std::string_view outside = keys_from_outside(); !outside.empty()) {
        if (m_seen != outside)
            m_keys = parse_keys(outside, ',');
        m_seen = outside;
        return;
    }
    struct stat about = {};
    if (::stat(m_file.c_str(), &about) != 0) {
        if (errno != ENOENT)
            fail_file("The keys of secrets cannot be read from", m_file);
        m_keys.clear();
        m_seen.clear();
        return;
    }
    if ((about.st_mode & 077) != 0)
        throw Error(Cause::unavailable,
                    "Others may read " + m_file + ", the keys of secrets: chmod 600 it first.");
    const std::string seen = std::to_string(about.st_mtim.tv_sec) + "." +
                             std::to_string(about.st_mtim.tv_nsec) + " " +
                             std::to_string(about.st_size) + " " + std::to_string(about.st_ino);
    if (seen == m_seen)
        return;
    std::ifstream in(m_file, std::ios::binary);
    if (!in)
        fail_file("The keys of secrets cannot be read from", m_file);
    m_keys = parse_keys(std::string(std::istreambuf_iterator<char>(in), {}), '\n');
    m_seen = seen;
}

// Beside the old one first, so that a crash leaves one of the two whole.
void KeyFile::write_file(const std::vector<Key>& keys)
{
    const std::string beside = m_file + ".new";
    ::unlink(beside.c_str());
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        fail_file("The keys could not be written to", beside);
    std::string text;
    for (const Key& key : keys)
        text += key.text + "\n";
    try {
        write_whole(file, beside, text);
    } catch (...) {
        ::close(file);
        throw;
    }
    ::close(file);
    if (::rename(beside.c_str(), m_file.c_str()) != 0)
        fail_file("The keys could not be put to", m_file);
    m_seen.clear(); // read again with the next use
}

const KeyFile::Key* KeyFile::find(std::string_view id)
{
    const auto found = std::ranges::find(m_keys, id, &Key::id);
    return found == m_keys.end() ? nullptr : &*found;
}

std::string KeyFile::seal(std::string_view secret)
{
    std::lock_guard lock(m_mutex);
    read_again();
    if (m_keys.empty()) {
        const Held held = hold(); // another program may have made the first one meanwhile
        read_again();
        if (m_keys.empty())
            write_file({make_key(make_token(32))});
        read_again();
    }
    const Key& key = m_keys.front();
    return std::string(sealed_mark) + key.id + ":" + comity::seal(secret, key.key);
}

std::string KeyFile::open(std::string_view sealed)
{
    std::lock_guard lock(m_mutex);
    read_again();
    if (!sealed.starts_with(sealed_mark) || sealed.size() < sealed_mark.size() + id_length + 1)
        throw Error(Cause::broken, "A secret is not sealed as it should be.");
    sealed.remove_prefix(sealed_mark.size());
    const Key* key = find(sealed.substr(0, id_length));
    if (!key)
        throw Error(Cause::unavailable, "The key that a secret was sealed with is not here: put it "
                                        "into the key file, or enter the secret anew.");
    auto secret = unseal(sealed.substr(id_length + 1), key->key);
    if (!secret)
        throw Error(Cause::broken, "A secret was altered: enter it anew.");
    return *std::move(secret);
}

bool KeyFile::has_key_of(std::string_view sealed)
{
    std::lock_guard lock(m_mutex);
    read_again();
    return sealed.starts_with(sealed_mark) &&
           find(sealed.substr(sealed_mark.size()).substr(0, id_length)) != nullptr;
}

bool KeyFile::is_current(std::string_view sealed)
{
    std::lock_guard lock(m_mutex);
    read_again();
    return !m_keys.empty() && sealed.starts_with(sealed_mark) &&
           sealed.substr(sealed_mark.size(), id_length) == m_keys.front().id;
}

bool KeyFile::is_file() const
{
    return keys_from_outside().empty();
}

std::size_t KeyFile::key_count()
{
    std::lock_guard lock(m_mutex);
    read_again();
    return m_keys.size();
}

void KeyFile::add_key()
{
    std::lock_guard lock(m_mutex);
    if (!keys_from_outside().empty())
        throw Error(Cause::invalid, "The keys come from COMITY_SECRETS_KEY: put the new one before "
                                    "the others there, and start the servers again.");
    read_again();
    std::vector<Key> keys = m_keys;
    keys.insert(keys.begin(), make_key(make_token(32)));
    write_file(keys);
}

void KeyFile::forget_all_but(std::span<const std::string> sealed)
{
    std::lock_guard lock(m_mutex);
    if (!keys_from_outside().empty())
        throw Error(Cause::invalid, "The keys come from COMITY_SECRETS_KEY: take the old ones out "
                                    "there.");
    read_again();
    std::vector<Key> kept;
    for (const Key& key : m_keys)
        if (kept.empty() || std::ranges::any_of(sealed, [&](std::string_view text) {
                return text.starts_with(sealed_mark) &&
                       text.substr(sealed_mark.size()).starts_with(key.id + ":");
            }))
            kept.push_back(key);
    if (kept.size() < m_keys.size())
        write_file(kept);
}

// A file of its own: the key file is exchanged whole, and a lock would stay with the old one.
KeyFile::Held::Held(const std::string& key_file)
{
    const std::string path = key_file + ".lock";
    m_lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock < 0)
        fail_file("The keys cannot be held by", path);
    while (::flock(m_lock, LOCK_EX) != 0)
        if (errno != EINTR)
            fail_file("The keys cannot be held by", path);
}

KeyFile::Held::~Held()
{
    ::close(m_lock);
}

} // namespace comity::record
