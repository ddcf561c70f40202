// Several files of one export: what each is, and in which order they link.
#include "record/import.h"

#include "base/error.h"
#include "base/text.h"
#include "record/catalog.h"
#include "record/import/presets.h"
#include "record/import/sheet.h"

#include <algorithm>

namespace comity::record {
namespace {

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty())
            words.emplace_back(word);
    return words;
}

bool refers_to(const Object& object, const std::string& target)
{
    return object.name != target && std::ranges::any_of(object.fields, [&](const Field& field) {
               return !field.is_read_only && field.target == target;
           });
}

} // namespace

LinkedFile recognise_file(const std::string& path, const std::string& name)
{
    const auto headers = open_sheet(path, find_file_format(path, {})).headers();
    const Preset* preset = find_preset(headers);
    if (!preset)
        throw Error(Cause::invalid, name + " is no export that is known by its headers. Import it "
                                           "alone and say where its columns go.");
    LinkedFile file{path, name, "", {}};
    file.options.object = preset->object;
    file.options.guess = true;
    for (std::string& field : words(preset->match)) {
        const bool has_column = std::ranges::any_of(headers, [&](const std::string& header) {
            const std::string_view target = target_of(*preset, header);
            return target.substr(0, target.find(':')) == field;
        });
        if (has_column)
            file.options.match.push_back(std::move(field));
    }
    file.options.create = words(preset->create);
    if (const std::size_t equals = preset->fill.find('='); equals != preset->fill.npos)
        file.options.set[std::string(preset->fill.substr(0, equals))] =
            preset->fill.substr(equals + 1);
    return file;
}

void order_by_links(const Catalog& catalog, std::vector<LinkedFile>& files)
{
    for (std::size_t at = 0; at < files.size(); ++at) {
        const auto begin = files.begin() + static_cast<std::ptrdiff_t>(at);
        const auto first = std::find_if(begin, files.end(), [&](const LinkedFile& file) {
            const Object& object = catalog.load(file.options.object);
            return std::none_of(begin, files.end(), [&](const LinkedFile& other) {
                return refers_to(object, other.options.object);
            });
        });
        if (first != files.end())
            std::rotate(begin, first, first + 1);
    }
}

} // namespace comity::record
