#pragma once
// Random bytes, password hashes, digests: the one door to libsodium. Any thread may call.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

void fill_random(void* bytes, std::size_t size);

// `bytes` random bytes as unpadded base64url.
std::string make_token(std::size_t bytes = 32);
// Letters and digits that are not confused with each other, for a person to type.
std::string make_password(std::size_t length = 14);

// argon2id, 19 MiB, about 25 ms of one core: never call it from a connection's thread.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// The same of a file's bytes, read piece by piece. Error{unavailable} when it cannot be read.
std::string sha256_hex_of_file(const std::string& path);
// Text that only who has the key reads: XSalsa20-Poly1305 with a nonce of its own each time
// (libsodium's secretbox), as unpadded base64url. Of the key's 128 bits the 256 that it takes are
// made by BLAKE2b.
using SealKey = std::array<std::uint8_t, 16>;
SealKey make_seal_key();
// From a text that nobody can guess (at least 20 characters of a token): the same each time.
SealKey seal_key_of(std::string_view secret);
std::string seal(std::string_view text, const SealKey& key);
// Nothing when it was sealed with another key or is not whole.
std::optional<std::string> unseal(std::string_view sealed, const SealKey& key);

// Takes the same time wherever the two differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace comity
