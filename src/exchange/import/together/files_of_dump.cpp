#include "exchange/import/together/files_of_dump.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/text.h"
#include "exchange/import/mapping/names.h"
#include "exchange/import/reading/preset_shapes.h"
#include "exchange/import/reading/sheet.h"
#include "exchange/import/telling/told.h"
#include "exchange/import/together/dump.h"
#include "format/archive.h"
#include "record/access/access.h"
#include "record/files/kept_files.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

namespace comity::exchange {
namespace {

constexpr std::size_t page_rows = 100;
constexpr std::int64_t most_file_bytes = std::int64_t{512} << 20;
constexpr std::size_t most_told = 50;

struct AttachedRow {
    std::int64_t line = 0;
    std::string id, parent, name, content_type, size;
    bool is_old = false; // an earlier version of a file that is there in a later one
    Sentence problem;
    const Object* about = nullptr;
    Id about_id{};
    bool is_there = false;
    bool is_coming = false; // what it hangs on is there in a real run
    std::string digest;
};

AttachedRow read_row(const Sheet& sheet, const ShapedRow& row)
{
    AttachedRow read;
    read.line = sheet.line();
    if (const auto problem = sheet.row_problem()) {
        read.problem = *problem;
        return read;
    }
    read.id = row["id"];
    read.parent = row.first_of({"parentid", "firstpublishlocationid"});
    read.name = excerpt(row.first_of({"pathonclient", "name", "title", "id"}), 200);
    read.name = read.name.substr(read.name.find_last_of("/\\") + 1);
    read.content_type = row["contenttype"];
    read.size = row.first_of({"bodylength", "contentsize"});
    read.is_old = row["islatest"] == "0" || lower_ascii(row["islatest"]) == "false";
    return read;
}

class FilesRun {
public:
    FilesRun(Engine& engine, const Actor& actor, const LinkedFile& file, const Planned* planned,
             ChangeSetInParts& changes)
        : m_engine(engine), m_actor(actor), m_tongue(tongue_of(engine.shelf(), actor.language)),
          m_file(file), m_planned(planned), m_changes(changes), m_catalog(engine.catalog()),
          m_files(m_catalog->load("file")), m_errors(file.given.errors_path, file.headers)
    {
        if (!file.given.archive.empty()) {
            m_archive = std::make_unique<Archive>(
                Archive::open_file(file.given.archive, ArchiveUse::archive));
            for (const std::string& part : m_archive->names())
                if (is_body(part))
                    m_parts.emplace(key_of(part), part);
        }
        m_report.object = "file";
        m_report.file_name = file.given.name;
        m_report.options = file.options;
    }

    ImportReport run(Progress* progress)
    {
        Sheet sheet = open_sheet(m_file.given.path, find_file_format(m_file.given.path, {}));
        ShapedRow cells(sheet.headers());
        std::vector<AttachedRow> rows;
        const std::int64_t total = count_rows(m_file);
        const auto run_some = [&] {
            run_page(rows);
            rows.clear();
            if (progress)
                progress->update(m_report.counts.rows, total);
        };
        while (sheet.next() && !(progress && progress->is_cancelled())) {
            cells.set(sheet.cells());
            rows.push_back(read_row(sheet, cells));
            if (rows.size() == page_rows)
                run_some();
        }
        run_some();
        m_report.in_file = total;
        m_report.done = m_report.counts.rows;
        m_report.told.set("headers", Json::Array(m_file.headers.begin(), m_file.headers.end()));
        m_report.told.set("in_file", total);
        m_report.told.set("preview", std::move(m_preview));
        return std::move(m_report);
    }

private:
    // Their names are the ids of the rows, in some exports with an ending.
    static std::string key_of(std::string_view part)
    {
        const std::string_view name = part.substr(part.find_last_of('/') + 1);
        return std::string(name.substr(0, name.find('.')));
    }

    void run_page(std::vector<AttachedRow>& rows)
    {
        find_parents(rows);
        for (AttachedRow& row : rows)
            judge(row);
        if (!m_planned)
            write(rows);
        for (const AttachedRow& row : rows)
            tell(row);
    }

    void find_parents(std::vector<AttachedRow>& rows)
    {
        std::map<std::string, std::vector<AttachedRow*>> by_parent;
        for (AttachedRow& row : rows)
            if (row.problem.is_empty() && !row.parent.empty())
                by_parent[row.parent].push_back(&row);
        if (by_parent.empty())
            return;
        m_engine.database().read([&](store::Connection& connection) {
            for (const Object& object : m_catalog->objects())
                if (object.has_import && !object.is_setting && Names::fields_of(object).external_id)
                    find_parents_among(connection, object, by_parent);
            find_existing(connection, rows);
        });
    }

    void find_parents_among(store::Connection& connection, const Object& object,
                            const std::map<std::string, std::vector<AttachedRow*>>& by_parent)
    {
        Sql sql;
        sql += R"(SELECT t0."id", t0."external_id" FROM )";
        sql += store::quote(Catalog::table_of(object));
        sql += R"( t0 WHERE t0."deleted_at" IS NULL AND t0."external_id" IN ()";
        const char* separator = "";
        for (const auto& [parent, waiting] : by_parent) {
            sql += separator;
            sql.bind(parent);
            separator = ", ";
        }
        sql += ")";
        if (const auto access = access_predicate(*m_catalog, m_actor, object, Verb::read, "t0")) {
            sql += " AND (";
            sql.append(*access);
            sql += ")";
        }
        connection.query(std::move(sql).statement(), [&](const store::Row& found) {
            for (AttachedRow* row : by_parent.at(std::string(found.text(1)))) {
                row->about = &object;
                row->about_id = found.id(0);
            }
        });
        if (!m_planned)
            return;
        for (const auto& [parent, waiting] : by_parent)
            for (AttachedRow* row : waiting)
                row->is_coming = row->is_coming || m_planned->has_external(object, parent);
    }

    void find_existing(store::Connection& connection, std::vector<AttachedRow>& rows)
    {
        for (AttachedRow& row : rows) {
            if (!row.about)
                continue;
            Sql sql;
            sql += R"(SELECT "size_bytes" FROM "files" WHERE "deleted_at" IS NULL AND "about" = )";
            sql.bind(row.about_id);
            sql += R"( AND "name" = )";
            sql.bind(row.name);
            connection.query(std::move(sql).statement(), [&](const store::Row& found) {
                row.is_there = row.is_there || row.size.empty() || found.is_null(0) ||
                               found.real(0) == std::strtod(row.size.c_str(), nullptr);
            });
        }
    }

    void judge(AttachedRow& row) const
    {
        if (!row.problem.is_empty() || row.is_old || row.is_there)
            return;
        if (m_actor.reach(m_files, Verb::create) == Reach::none)
            row.problem = say("report.you_may_not_add_files");
        else if (row.parent.empty())
            row.problem = say("report.it_does_not_say_on");
        else if (!row.about && !row.is_coming)
            row.problem = say("report.name_on_which_it_hangs", {{"name", excerpt(row.parent)}});
        else if (!m_parts.contains(row.id))
            row.problem = m_archive ? say("report.archive_does_not_have_its", {{"id", row.id}})
                                    : say("report.it_came_without_archive_that");
    }

    bool is_wanted(const AttachedRow& row) const
    {
        return row.problem.is_empty() && !row.is_old && !row.is_there;
    }

    void keep_bytes(AttachedRow& row)
    {
        const std::string arriving = arriving_file(m_engine);
        try {
            const auto part = m_archive->open(m_parts.at(row.id), most_file_bytes);
            std::ofstream out(arriving, std::ios::binary);
            std::string piece(256 << 10, '\0');
            std::int64_t size = 0;
            while (const std::size_t count = part->read(piece.data(), piece.size())) {
                out.write(piece.data(), static_cast<std::streamsize>(count));
                size += static_cast<std::int64_t>(count);
            }
            out.close();
            if (!out)
                throw Error(Cause::unavailable, say("import.disk_does_not_take_file"));
            row.size = std::to_string(size);
            row.digest = keep_arrived(m_engine, arriving);
        } catch (const Error& error) {
            std::error_code ignored;
            std::filesystem::remove(arriving, ignored);
            if (error.cause() != Cause::invalid)
                throw;
            row.problem = error.sentence();
        }
    }

    void write(std::vector<AttachedRow>& rows)
    {
        std::vector<AttachedRow*> wanted;
        for (AttachedRow& row : rows) {
            if (is_wanted(row))
                keep_bytes(row);
            if (is_wanted(row))
                wanted.push_back(&row);
        }
        if (wanted.empty())
            return;
        m_changes.run([&](Transaction& transaction) {
            std::vector<Draft> drafts;
            for (const AttachedRow* row : wanted)
                drafts.push_back(draft_of(*row));
            prepare_drafts(transaction, m_files, drafts);
            write_drafts(transaction, m_files, drafts);
            for (std::size_t i = 0; i < wanted.size(); ++i)
                wanted[i]->problem = sentence_of(drafts[i].problems);
        });
    }

    Draft draft_of(const AttachedRow& row) const
    {
        Draft draft = make_draft(m_files);
        const auto set = [&](const char* field, const std::string& text) {
            kind_of(m_files.load_field(field))
                .parse_text(m_files.load_field(field), text, {},
                            draft.after.of(m_files.load_field(field)), draft.problems);
        };
        set("name", row.name);
        set("content_type",
            row.content_type.empty() ? "application/octet-stream" : row.content_type);
        set("size_bytes", row.size);
        set("digest", row.digest);
        const std::span<Value> about = draft.after.of(m_files.load_field("about"));
        about[0] = row.about_id;
        about[1] = row.about->name;
        return draft;
    }

    void tell(const AttachedRow& row)
    {
        ImportCounts& counts = m_report.counts;
        ++counts.rows;
        if (is_wanted(row))
            ++counts.created;
        else if (row.problem.is_empty())
            ++counts.unchanged;
        else
            ++counts.failed;
        if (row.problem.is_empty())
            return;
        const std::string problem = m_tongue.tell(row.problem);
        m_errors.add(row.line, problem);
        if (m_preview.size() < most_told)
            m_preview.push_back(Json::Object{
                {"row", row.line},
                {"verb", "fail"},
                {"record", {}},
                {"values", Json::Object{{"name", row.name}}},
                {"changes", Json::Array{}},
                {"problems", Json::Array{Json::Object{
                                 {"field", "about"}, {"rule", "file"}, {"message", problem}}}}});
    }

    Engine& m_engine;
    const Actor& m_actor;
    const Tongue m_tongue;
    const LinkedFile& m_file;
    const Planned* m_planned;
    ChangeSetInParts& m_changes;
    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_files;
    ErrorFile m_errors;
    std::unique_ptr<Archive> m_archive;
    std::map<std::string, std::string> m_parts; // by the row's id
    ImportReport m_report;
    Json::Array m_preview;
};

} // namespace

std::int64_t count_rows(const LinkedFile& file)
{
    Sheet sheet = open_sheet(file.given.path, find_file_format(file.given.path, {}));
    std::int64_t rows = 0;
    while (sheet.next())
        ++rows;
    return rows;
}

ImportReport run_files(Engine& engine, const Actor& importer, const LinkedFile& file,
                       const Planned* planned, ChangeSetInParts& changes, Progress* progress)
{
    return FilesRun(engine, importer, file, planned, changes).run(progress);
}

} // namespace comity::exchange
