#include "record/search_hits.h"

#include "base/text.h"
#include "record/kind.h"
#include "record/rows.h"

#include <algorithm>
#include <unordered_map>

namespace comity::record {
namespace {

bool has_all(const SearchTerms& terms, std::string_view body, bool at_word)
{
    return std::ranges::all_of(terms.terms, [&](const std::vector<std::string>& forms) {
        return std::ranges::any_of(forms, [&](const std::string& form) {
            if (!at_word || form.starts_with(' '))
                return body.find(form) != body.npos;
            // Bodies have a space before each word.
            for (std::size_t at = body.find(form); at != body.npos; at = body.find(form, at + 1))
                if (at > 0 && body[at - 1] == ' ')
                    return true;
            return false;
        });
    });
}

} // namespace

double score_of(const SearchTerms& terms, std::string_view title, std::string_view body)
{
    if (title == terms.text)
        return 1;
    if (title.starts_with(terms.text))
        return 0.9;
    if (!has_all(terms, body, false))
        return 0;
    const std::string title_words = search_text(title);
    if (has_all(terms, title_words, true))
        return 0.8;
    if (has_all(terms, body, true))
        return 0.65;
    return has_all(terms, title_words, false) ? 0.5 : 0.4;
}

void keep_visible(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  std::vector<SearchHit>& hits)
{
    std::unordered_map<const Object*, std::vector<Id>> by_object;
    for (const SearchHit& hit : hits)
        by_object[hit.object].push_back(hit.record);
    std::unordered_set<Id> visible;
    std::unordered_set<const Object*> open; // what is in the bin has no entry
    for (const auto& [object, ids] : by_object) {
        const auto access = access_test(catalog, actor, *object, Verb::read, "t0",
                                        connection.dialect().is_postgres());
        if (!access) {
            open.insert(object);
            continue;
        }
        Sql sql;
        sql += "SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(*object)) +
               " t0 WHERE t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL AND ";
        sql.append(*access);
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { visible.insert(row.id(0)); });
    }
    std::erase_if(hits, [&](const SearchHit& hit) {
        return !open.contains(hit.object) && !visible.contains(hit.record);
    });
}

namespace {

// What a result says of its record.
struct Told {
    std::string title;
    std::string matched;
    std::string subtitle;
    std::vector<std::pair<const Object*, Id>> links; // whose titles belong into the subtitle
    bool has_all = false;
};

std::vector<const Field*> subtitle_fields(const Object& object, const Actor& actor)
{
    std::vector<const Field*> fields;
    for (const std::string& name : object.list) {
        const Field* field = object.find_field(name);
        if (field && name != object.title && actor.may_see(object, *field) && fields.size() < 2)
            fields.push_back(field);
    }
    return fields;
}

class Teller {
public:
    Teller(Engine& engine, store::Connection& connection, const Actor& actor,
           const SearchTerms& terms)
        : m_catalog(engine.catalog()), m_connection(connection), m_actor(actor), m_terms(terms)
    {
    }

    void tell(const Object& object, const std::vector<Id>& ids)
    {
        std::vector<const Field*> fields = subtitle_fields(object, m_actor);
        const std::size_t subtitles = fields.size();
        fields.push_back(&object.load_field(object.title));
        for (const Field& field : object.fields)
            if (field.name != object.title && is_searched(object, field) &&
                m_actor.may_see(object, field))
                fields.push_back(&field);
        Sql sql;
        sql += "SELECT t0.\"id\"";
        for (const Field* field : fields)
            for (std::size_t part = 0; part < kind_of(*field).parts(*field).size(); ++part)
                sql += ", " + column_sql("t0", *field, part);
        sql += " FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL";
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            Told& told = m_told[row.id(0)];
            int column = 1;
            std::string all = " ";
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const auto cells = read_cells(row, *fields[i], column);
                if (i < subtitles)
                    add_subtitle(told, *fields[i], cells);
                else
                    match(told, *fields[i], cells, all);
                if (i == subtitles)
                    kind_of(*fields[i]).write_text(told.title, *fields[i], cells);
            }
            told.has_all = m_terms.is_empty() || has_all(m_terms, all, false);
        });
    }

    // Titles of linked records take the place of their ids.
    void resolve_links()
    {
        std::unordered_map<const Object*, std::vector<Id>> wanted;
        for (const auto& [id, told] : m_told)
            for (const auto& [object, link] : told.links)
                wanted[object].push_back(link);
        for (const auto& [object, ids] : wanted) {
            Sql sql;
            sql += "SELECT t0.\"id\", " + column_sql("t0", object->title) + " FROM " +
                   store::quote(Catalog::table_of(*object)) + " t0 WHERE t0.\"id\" IN (";
            append_ids(sql, ids);
            sql += ")";
            if (const auto access = access_test(*m_catalog, m_actor, *object, Verb::read, "t0",
                                                m_connection.dialect().is_postgres()))
                (sql += " AND ").append(*access);
            m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
                m_titles[row.id(0)] = std::string(row.text(1));
            });
        }
    }

    const Told* find(const Id& id) const
    {
        const auto found = m_told.find(id);
        return found == m_told.end() ? nullptr : &found->second;
    }

    std::string subtitle(const Told& told) const
    {
        std::string text;
        for (const auto& [object, link] : told.links)
            if (const auto found = m_titles.find(link); found != m_titles.end())
                text += (text.empty() ? "" : " \u00b7 ") + found->second;
        if (!told.subtitle.empty())
            text += (text.empty() ? "" : " \u00b7 ") + told.subtitle;
        return text;
    }

private:
    std::shared_ptr<const Catalog> m_catalog;
    store::Connection& m_connection;
    const Actor& m_actor;
    const SearchTerms& m_terms;
    std::unordered_map<Id, Told> m_told;
    std::unordered_map<Id, std::string> m_titles;

    static std::vector<Value> read_cells(const store::Row& row, const Field& field, int& column)
    {
        std::vector<Value> cells;
        for (const Part& part : kind_of(field).parts(field))
            cells.push_back(row.value(column++, part.type));
        return cells;
    }

    void add_subtitle(Told& told, const Field& field, const std::vector<Value>& cells)
    {
        if (std::holds_alternative<Null>(cells[0]))
            return;
        if (field.kind == Kind::reference) {
            const Object* target = m_catalog->find(field.target);
            if (target && m_actor.may_see(*target, target->load_field(target->title)))
                told.links.emplace_back(target, std::get<Id>(cells[0]));
            return;
        }
        std::string text;
        kind_of(field).write_text(text, field, cells);
        for (const Choice& choice : field.choices)
            if (field.kind == Kind::choice && choice.key == text)
                text = choice.label;
        if (!text.empty())
            told.subtitle += (told.subtitle.empty() ? "" : " \u00b7 ") + text;
    }

    void match(Told& told, const Field& field, const std::vector<Value>& cells, std::string& all)
    {
        std::string found;
        kind_of(field).append_search(found, cells);
        found = search_text(found);
        all.append(found, 1);
        const bool has_any = std::ranges::any_of(
            m_terms.terms, [&](const auto& forms) { return has_term(found, forms); });
        if (has_any && told.matched.empty())
            told.matched = field.name;
    }
};

// Returns how many it wrote, at most `most`.
std::size_t write_some(Engine& engine, store::Connection& connection, const Actor& actor,
                       const SearchTerms& terms, std::span<const SearchHit> hits, std::size_t most,
                       JsonWriter& json)
{
    Teller teller(engine, connection, actor, terms);
    std::unordered_map<const Object*, std::vector<Id>> by_object;
    for (const SearchHit& hit : hits)
        by_object[hit.object].push_back(hit.record);
    for (const auto& [object, ids] : by_object)
        teller.tell(*object, ids);
    teller.resolve_links();
    std::size_t written = 0;
    for (std::size_t i = 0; i < hits.size() && written < most; ++i) {
        const Told* told = teller.find(hits[i].record);
        if (!told || !told->has_all)
            continue;
        json.begin_object();
        json.member("object", hits[i].object->name);
        json.member("id", format_id(hits[i].record));
        json.member("title", told->title);
        json.member("subtitle", teller.subtitle(*told));
        json.key("matched");
        if (told->matched.empty())
            json.null();
        else
            json.value(told->matched);
        json.member("score", hits[i].score);
        json.end_object();
        ++written;
    }
    return written;
}

} // namespace

void write_hits(Engine& engine, store::Connection& connection, const Actor& actor,
                const SearchTerms& terms, const std::vector<SearchHit>& hits, int limit,
                JsonWriter& json)
{
    const auto wanted = static_cast<std::size_t>(limit);
    std::size_t written = 0;
    // Once more for as many, because a few may turn out to be explained by a hidden field only.
    for (std::size_t at = 0; at < hits.size() && at < wanted * 2 && written < wanted; at += wanted)
        written += write_some(engine, connection, actor, terms,
                              std::span(hits).subspan(at, std::min(wanted, hits.size() - at)),
                              wanted - written, json);
}

} // namespace comity::record
