// The one door to libzip.
#include "format/archive.h"

#include "base/error.h"

#include <zip.h>

namespace comity::format {
namespace {

constexpr zip_int64_t most_parts = 10'000;
// From this size on, what was packed more tightly than any table is, is a trap.
constexpr std::int64_t suspicious_bytes = 64 << 20;
constexpr std::int64_t tightest = 300;

[[noreturn]] void refuse(const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"file", "workbook", message}});
}

Sentence noun_of(ArchiveUse use)
{
    return use == ArchiveUse::workbook ? say("reading.workbook") : say("reading.archive");
}

struct FileCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

class Part : public ArchivePart {
public:
    Part(std::unique_ptr<zip_file_t, FileCloser> file, std::int64_t packed, std::int64_t most,
         ArchiveUse use)
        : m_file(std::move(file)), m_packed(packed), m_most(most), m_use(use)
    {
    }

    std::size_t read(char* bytes, std::size_t size) override
    {
        const zip_int64_t count = zip_fread(m_file.get(), bytes, size);
        if (count < 0)
            refuse(say("reading.noun_is_damaged_part_of", {{"noun", noun_of(m_use)}}));
        m_read += count;
        const bool is_trap = m_read > suspicious_bytes && m_read / tightest > m_packed;
        if (m_read > m_most || is_trap)
            refuse(say("reading.noun_unpacks_to_more_than", {{"noun", noun_of(m_use)}}));
        return static_cast<std::size_t>(count);
    }

private:
    std::unique_ptr<zip_file_t, FileCloser> m_file;
    std::int64_t m_packed;
    std::int64_t m_most;
    ArchiveUse m_use;
    std::int64_t m_read = 0;
};

} // namespace

struct Archive::State {
    std::string bytes; // of one that is in memory
    ArchiveUse use = ArchiveUse::workbook;
    zip_t* zip = nullptr;
    ~State()
    {
        if (zip)
            zip_discard(zip);
    }
};

Archive::Archive(std::unique_ptr<State> state) : m_state(std::move(state))
{
    if (!m_state->zip)
        refuse(say("reading.noun_cannot_be_read_it", {{"noun", noun_of(m_state->use)}}));
    if (zip_get_num_entries(m_state->zip, 0) > most_parts)
        refuse(say("reading.this_is_not_noun_it", {{"noun", noun_of(m_state->use)}}));
}

Archive::Archive(Archive&&) noexcept = default;
Archive::~Archive() = default;

Archive Archive::open_file(const std::string& path, ArchiveUse use)
{
    auto state = std::make_unique<State>();
    state->use = use;
    state->zip = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    return Archive(std::move(state));
}

Archive Archive::open_bytes(std::string bytes)
{
    auto state = std::make_unique<State>();
    state->bytes = std::move(bytes);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source =
        zip_source_buffer_create(state->bytes.data(), state->bytes.size(), 0, &error);
    if (source) {
        state->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (!state->zip)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    return Archive(std::move(state));
}

bool Archive::has(std::string_view name) const
{
    return zip_name_locate(m_state->zip, std::string(name).c_str(), ZIP_FL_NOCASE) >= 0;
}

std::vector<std::string> Archive::names() const
{
    std::vector<std::string> names;
    const zip_int64_t count = zip_get_num_entries(m_state->zip, 0);
    for (zip_int64_t at = 0; at < count; ++at) {
        const char* name =
            zip_get_name(m_state->zip, static_cast<zip_uint64_t>(at), ZIP_FL_ENC_GUESS);
        if (name && !std::string_view(name).ends_with('/'))
            names.emplace_back(name);
    }
    return names;
}

std::unique_ptr<ArchivePart> Archive::open(const std::string& name, std::int64_t most_bytes) const
{
    const zip_int64_t at = zip_name_locate(m_state->zip, name.c_str(), ZIP_FL_NOCASE);
    zip_stat_t about;
    zip_stat_init(&about);
    if (at < 0 || zip_stat_index(m_state->zip, static_cast<zip_uint64_t>(at), 0, &about) != 0)
        refuse(say("reading.noun_is_damaged_it_has",
                   {{"noun", noun_of(m_state->use)}, {"name", name}}));
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
        refuse(say("reading.noun_is_protected_by_password", {{"noun", noun_of(m_state->use)}}));
    std::unique_ptr<zip_file_t, FileCloser> file(
        zip_fopen_index(m_state->zip, static_cast<zip_uint64_t>(at), 0));
    if (!file)
        refuse(say("reading.noun_is_damaged_its_part",
                   {{"noun", noun_of(m_state->use)}, {"name", name}}));
    const auto packed = static_cast<std::int64_t>(about.comp_size);
    return std::make_unique<Part>(std::move(file), packed, most_bytes, m_state->use);
}

} // namespace comity::format
