#pragma once
// The parts of a zip archive as streams: the one door to libzip. What unpacks to far more than it
// should is refused while it is being read, whatever the archive says about itself.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::format {

class ArchivePart {
public:
    virtual ~ArchivePart() = default;
    // Up to `size` bytes; 0 at the end. Error{invalid} when the part is damaged or over its limit.
    virtual std::size_t read(char* bytes, std::size_t size) = 0;
};

// What it is read as, which decides what a refusal calls it.
enum class ArchiveUse { workbook, archive };

class Archive {
public:
    // Error{invalid} when it is no archive, is damaged or has too many parts.
    static Archive open_file(const std::string& path, ArchiveUse use = ArchiveUse::workbook);
    static Archive open_bytes(std::string bytes);
    Archive(Archive&&) noexcept;
    ~Archive();

    bool has(std::string_view name) const;
    // Names of the parts in their order, folders left out.
    std::vector<std::string> names() const;
    // Lives no longer than the archive. Error{invalid} when there is no such part, when it is
    // encrypted, or, while reading, when it has more than `most_bytes`.
    std::unique_ptr<ArchivePart> open(const std::string& name, std::int64_t most_bytes) const;

private:
    struct State;
    explicit Archive(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace comity::format
