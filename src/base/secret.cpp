#include "base/secret.h"

#include "base/error.h"

#include <array>
#include <fstream>
#include <sodium.h>

namespace comity {
namespace {

constexpr unsigned long long password_operations = 2;
constexpr std::size_t password_memory_bytes = 19u << 20;

void ensure_ready()
{
    static const int result = sodium_init();
    CHECK(result >= 0);
}

std::string hex_of(const unsigned char (&digest)[crypto_hash_sha256_BYTES])
{
    std::string hex(sizeof digest * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest, sizeof digest);
    hex.resize(sizeof digest * 2);
    return hex;
}

constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64_of(std::string_view bytes)
{
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), base64);
    text.resize(text.size() - 1);
    return text;
}

std::optional<std::string> bytes_of_base64(std::string_view text)
{
    std::string bytes(text.size() * 3 / 4, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, base64);
    if (failed || end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::array<unsigned char, crypto_secretbox_KEYBYTES> box_key_of(const SealKey& key)
{
    std::array<unsigned char, crypto_secretbox_KEYBYTES> box_key;
    crypto_generichash(box_key.data(), box_key.size(), key.data(), key.size(), nullptr, 0);
    return box_key;
}

} // namespace

void fill_random(void* bytes, std::size_t size)
{
    ensure_ready();
    // One system call for many ids: a small buffer for each thread.
    thread_local std::array<std::uint8_t, 1024> pool;
    thread_local std::size_t used = pool.size();
    if (size > pool.size()) {
        randombytes_buf(bytes, size);
        return;
    }
    if (used + size > pool.size()) {
        randombytes_buf(pool.data(), pool.size());
        used = 0;
    }
    auto* out = static_cast<std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = pool[used];
        pool[used++] = 0;
    }
}

std::string make_token(std::size_t bytes)
{
    std::string raw(bytes, '\0');
    fill_random(raw.data(), raw.size());
    return base64_of(raw);
}

std::string make_password(std::size_t length)
{
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    ensure_ready();
    std::string password;
    for (std::size_t i = 0; i < length; ++i)
        password += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return password;
}

std::string hash_password(std::string_view password)
{
    ensure_ready();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    const int failed =
        crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), password_operations,
                              password_memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed)
        throw Error(Cause::unavailable, say("secret.no_memory"));
    hash.resize(hash.find('\0'));
    return hash;
}

bool verify_password(std::string_view hash, std::string_view password)
{
    ensure_ready();
    const std::string terminated(hash);
    return crypto_pwhash_str_verify(terminated.c_str(), password.data(), password.size()) == 0;
}

std::string sha256_hex(std::string_view bytes)
{
    ensure_ready();
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hex_of(digest);
}

std::string sha256_hex_of_file(const std::string& path)
{
    ensure_ready();
    std::ifstream file(path, std::ios::binary);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    char piece[64 * 1024];
    while (file.read(piece, sizeof piece) || file.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece),
                                  static_cast<unsigned long long>(file.gcount()));
    if (!file.eof())
        throw Error(Cause::unavailable, say("secret.unreadable", {{"file", path}}));
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&state, digest);
    return hex_of(digest);
}

SealKey make_seal_key()
{
    SealKey key;
    fill_random(key.data(), key.size());
    return key;
}

SealKey seal_key_of(std::string_view secret)
{
    ensure_ready();
    SealKey key;
    crypto_generichash(key.data(), key.size(), bytes_of(secret), secret.size(), nullptr, 0);
    return key;
}

std::string seal(std::string_view text, const SealKey& key)
{
    ensure_ready();
    std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
    fill_random(box.data(), crypto_secretbox_NONCEBYTES);
    auto* const bytes = reinterpret_cast<unsigned char*>(box.data());
    crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, bytes_of(text), text.size(), bytes,
                          box_key_of(key).data());
    return base64_of(box);
}

std::optional<std::string> unseal(std::string_view sealed, const SealKey& key)
{
    ensure_ready();
    const auto box = bytes_of_base64(sealed);
    constexpr std::size_t extra = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!box || box->size() < extra)
        return std::nullopt;
    std::string text(box->size() - extra, '\0');
    const unsigned char* const bytes = bytes_of(*box);
    const int failed = crypto_secretbox_open_easy(
        reinterpret_cast<unsigned char*>(text.data()), bytes + crypto_secretbox_NONCEBYTES,
        box->size() - crypto_secretbox_NONCEBYTES, bytes, box_key_of(key).data());
    return failed ? std::nullopt : std::optional(std::move(text));
}

bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    ensure_ready();
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace comity
