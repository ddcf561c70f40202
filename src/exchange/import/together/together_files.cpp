// Several files of one export: what each is, and in which order they link.
#include "exchange/import_together.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/mapping/mapping.h"
#include "exchange/import/mapping/plan.h"
#include "exchange/import/reading/presets.h"
#include "exchange/import/reading/sheet.h"
#include "exchange/import/telling/told.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <algorithm>
#include <set>

namespace comity::exchange {
namespace {

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty())
            words.emplace_back(word);
    return words;
}

// What the program whose export it is needs.
ImportOptions options_of(const Preset& preset, const std::vector<std::string>& headers)
{
    ImportOptions options;
    options.object = preset.object;
    for (std::string& field : words(preset.match)) {
        const bool has_column = std::ranges::any_of(headers, [&](const std::string& header) {
            const std::string_view target = target_of(preset, header);
            return target.substr(0, target.find(':')) == field;
        });
        if (has_column)
            options.match.push_back(std::move(field));
    }
    options.create = words(preset.create);
    if (const std::size_t equals = preset.fill.find('='); equals != preset.fill.npos)
        options.set[std::string(preset.fill.substr(0, equals))] = preset.fill.substr(equals + 1);
    return options;
}

// What a file's headers make of it, with what is said about it on top.
class Recognition {
public:
    Recognition(Engine& engine, const TogetherOptions& options)
        : m_engine(engine), m_catalog(engine.catalog()), m_options(options)
    {
    }

    LinkedFile recognise(const GivenFile& given)
    {
        LinkedFile file;
        file.given = given;
        const auto said = m_options.files.find(given.name);
        if (said != m_options.files.end() && said->second.is_null()) {
            file.is_left_out = true;
            return file;
        }
        try {
            settle(file, said == m_options.files.end() ? Json(Json::Object{}) : said->second);
        } catch (const Error& error) {
            file.problems = error.problems();
            if (file.problems.empty())
                file.problems.push_back({"", "file", error.sentence()});
            for (Problem& problem : file.problems) {
                problem.field = given.name;
                problem.message = Sentence(given.name + ":").then(problem.message);
            }
        }
        return file;
    }

private:
    void settle(LinkedFile& file, const Json& said)
    {
        Json format = Json::Object{};
        if (const Json* of_file = said.find("format"); of_file ? of_file->if_object() : nullptr)
            format = *of_file;
        else if (m_options.format.if_object())
            format = m_options.format;
        const SheetFormat wanted =
            wanted_format(parse_import_options(Json().set("format", std::move(format))));
        const auto& headers = file.headers =
            open_sheet(file.given.path, find_file_format(file.given.path, wanted)).headers();
        const Preset* preset = find_preset(headers);
        const std::string object(said.text("object"));
        if (object.empty() && !preset) {
            file.is_left_out = m_options.leaves_unknown;
            if (!file.is_left_out)
                throw Error(Cause::invalid, say("import.its_headers_are_of_no"),
                            {{"object", "unknown", say("import.its_headers_are_of_no")}});
            return;
        }
        file.preset = preset ? preset->label : "";
        const bool is_presets = preset && (object.empty() || object == preset->object);
        ImportOptions options = is_presets ? options_of(*preset, headers) : ImportOptions{};
        options.guess = true;
        Json json = json_of(options);
        if (m_options.format.if_object())
            json.set("format", m_options.format);
        if (!m_options.duplicates.empty())
            json.set("duplicates", m_options.duplicates);
        if (said.if_object())
            for (const auto& [name, value] : *said.if_object())
                json.set(name, value);
        file.options = parse_import_options(json);
        file.options.object = is_presets ? std::string(preset->object) : object;
        file.options.dry_run = m_options.dry_run;
        if (is_presets)
            file.role = preset->role;
        if (!m_catalog->find(file.options.object))
            throw Error(Cause::invalid,
                        say("common.nothing_called_object", {{"object", file.options.object}}));
        if (file.role != LinkedFile::Role::people && file.role != LinkedFile::Role::attachments)
            settle_people(file.options, headers);
    }

    // Records whose owners are not here come in all the same.
    void settle_people(ImportOptions& options, const std::vector<std::string>& headers)
    {
        const Object& object = m_catalog->load(options.object);
        for (const ColumnTarget& target :
             map_columns(object, headers, options, m_engine.shelf().words).targets) {
            if (!target || !is_reference(*target.field) || target.field->target != "user")
                continue;
            auto& names = m_options.makes_people ? options.create : options.leave;
            if (std::ranges::find(names, target.field->name) == names.end())
                names.push_back(target.field->name);
        }
    }

    Engine& m_engine;
    std::shared_ptr<const Catalog> m_catalog;
    const TogetherOptions& m_options;
};

// What the columns of a file refer to.
struct References {
    std::map<std::string, std::string> columns; // object → the label of the first column
    std::set<std::string> objects;              // that its object could refer to
    bool to_anything = false;
    bool to_the_last = false; // files hang on notes, too
};

References references_of(Engine& engine, const Catalog& catalog, const LinkedFile& file)
{
    References references;
    if (file.role == LinkedFile::Role::people)
        return references;
    if (file.role == LinkedFile::Role::attachments)
        return {{}, {}, true, true};
    const Object& object = catalog.load(file.options.object);
    for (const Field& field : object.fields)
        if (!field.is_read_only)
            references.objects.insert(field.target);
    for (const ColumnTarget& target :
         map_columns(object, file.headers, file.options, engine.shelf().words).targets) {
        if (!target || !facts_of(*target.field).refers || target.field->target == object.name)
            continue;
        if (target.field->target.empty())
            references.to_anything = true;
        else
            references.columns.emplace(target.field->target, target.field->label);
    }
    return references;
}

// What others refer to comes first; what may refer to anything comes last.
class Order {
public:
    Order(const std::vector<LinkedFile>& files, std::vector<References> references)
        : m_files(files), m_references(std::move(references))
    {
        for (std::size_t i = 0; i < files.size(); ++i)
            m_left.push_back(i);
    }

    std::vector<std::size_t> find()
    {
        std::vector<std::size_t> order;
        while (!m_left.empty()) {
            auto first = std::ranges::find_if(
                m_left, [&](std::size_t at) { return is_free(at) && comes_early(at); });
            if (first == m_left.end())
                first = std::ranges::find_if(
                    m_left, [&](std::size_t at) { return is_free(at) && !waits_for_all(at); });
            if (first == m_left.end())
                first = std::ranges::find_if(m_left, [&](std::size_t at) { return is_free(at); });
            if (first == m_left.end())
                refuse_circle();
            order.push_back(*first);
            m_left.erase(first);
        }
        return order;
    }

private:
    const std::string& object_of(std::size_t at) const { return m_files[at].options.object; }

    bool refers_to(std::size_t at, std::size_t other) const
    {
        return object_of(at) != object_of(other) &&
               m_references[at].columns.contains(object_of(other));
    }

    bool is_free(std::size_t at) const
    {
        return std::ranges::none_of(m_left,
                                    [&](std::size_t other) { return refers_to(at, other); });
    }

    // In the order that people expect: what its object is about is there, whatever the columns.
    bool comes_early(std::size_t at) const
    {
        return !waits_for_all(at) && std::ranges::none_of(m_left, [&](std::size_t other) {
            return object_of(at) != object_of(other) &&
                   m_references[at].objects.contains(object_of(other));
        });
    }

    bool waits_for_all(std::size_t at) const
    {
        return m_references[at].to_anything && std::ranges::any_of(m_left, [&](std::size_t other) {
                   return object_of(other) != object_of(at) &&
                          (!m_references[other].to_anything || m_references[at].to_the_last);
               });
    }

    [[noreturn]] void refuse_circle()
    {
        const auto nobody_refers_to = [&](std::size_t at) {
            return std::ranges::none_of(m_left,
                                        [&](std::size_t other) { return refers_to(other, at); });
        };
        for (auto idle = std::ranges::find_if(m_left, nobody_refers_to); idle != m_left.end();
             idle = std::ranges::find_if(m_left, nobody_refers_to))
            m_left.erase(idle); // waits for the circle, is not part of it
        std::vector<Problem> problems;
        for (const std::size_t at : m_left)
            for (const std::size_t other : m_left)
                if (refers_to(at, other))
                    problems.push_back({m_files[at].given.name, "circle",
                                        say("import.name_refers_to_other_by",
                                            {{"name", m_files[at].given.name},
                                             {"other", m_files[other].given.name},
                                             {"field", as_label(m_references[at].columns.at(
                                                           object_of(other)))}})});
        throw Error(Cause::invalid, say("import.files_refer_to_each_other"), problems);
    }

    const std::vector<LinkedFile>& m_files;
    const std::vector<References> m_references;
    std::vector<std::size_t> m_left;
};

std::vector<LinkedFile> in_order(Engine& engine, std::vector<LinkedFile> files)
{
    const auto catalog = engine.catalog();
    std::vector<References> references;
    for (LinkedFile& file : files) {
        References of_file;
        if (file.problems.empty() && !file.is_left_out)
            of_file = references_of(engine, *catalog, file);
        references.push_back(std::move(of_file));
    }
    const std::vector<std::size_t> order = Order(files, std::move(references)).find();
    std::vector<LinkedFile> ordered;
    for (const bool comes_in : {true, false}) // what stays outside is told last
        for (const std::size_t at : order)
            if ((files[at].problems.empty() && !files[at].is_left_out) == comes_in)
                ordered.push_back(std::move(files[at]));
    return ordered;
}

} // namespace

std::vector<LinkedFile> recognise_files(Engine& engine, const std::vector<GivenFile>& given,
                                        const TogetherOptions& options)
{
    std::vector<Problem> problems;
    for (const auto& [name, said] : options.files)
        if (std::ranges::none_of(given, [&](const GivenFile& file) { return file.name == name; }))
            problems.push_back(
                {name, "unknown", say("import.no_file_called_name", {{"name", name}})});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    Recognition recognition(engine, options);
    std::vector<LinkedFile> files;
    for (const GivenFile& file : given)
        files.push_back(recognition.recognise(file));
    return in_order(engine, std::move(files));
}

void refuse_problems(const std::vector<LinkedFile>& files)
{
    std::vector<Problem> problems;
    for (const LinkedFile& file : files)
        problems.insert(problems.end(), file.problems.begin(), file.problems.end());
    if (problems.empty())
        return;
    throw Error(Cause::invalid,
                say("import.what_nothing_was_changed", {{"what", sentence_of(problems)}}),
                problems);
}

} // namespace comity::exchange
