// How hits are told: titles, what is beside them, and which field explains them.
#include "record/engine.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/search/hits.h"
#include "record/search/shown.h"
#include "record/search/similar.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>
#include <unordered_map>

namespace comity::record {
namespace {

// What a result says of its record.
struct Told {
    std::string title;
    std::vector<ShownRange> title_ranges;
    std::string matched;      // the first field that has any of the words
    std::string matched_text; // of the first other field that has a word, as it stands there
    std::vector<ShownRange> matched_ranges;
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

bool is_part_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Teller {
public:
    Teller(Engine& engine, store::Connection& connection, const Actor& actor,
           const SearchQuestion& question)
        : m_catalog(engine.catalog()), m_connection(connection), m_actor(actor),
          m_question(question)
    {
    }

    void tell(const Object& object, const std::vector<const SearchHit*>& hits)
    {
        std::vector<const Field*> fields = subtitle_fields(object, m_actor);
        const std::size_t subtitles = fields.size();
        fields.push_back(&object.load_field(object.title));
        for (const Field& field : object.fields)
            if (field.name != object.title && is_searched(object, field) &&
                m_actor.may_see(object, field))
                fields.push_back(&field);
        std::vector<Id> ids;
        std::unordered_map<Id, const SearchHit*> hit_of;
        for (const SearchHit* hit : hits) {
            ids.push_back(hit->record);
            hit_of[hit->record] = hit;
        }
        Sql sql;
        sql += "SELECT t0.\"id\"";
        for (const Field* field : fields)
            for (std::size_t part = 0; part < kind_of(*field).parts(*field).size(); ++part)
                sql += ", " + column_sql("t0", *field, part);
        sql += " FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL";
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const SearchHit& hit = *hit_of.at(row.id(0));
            Told& told = m_told[row.id(0)];
            int column = 1;
            std::string all = search_text(hit.linked);
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const auto cells = read_cells(row, *fields[i], column);
                if (i < subtitles)
                    add_subtitle(told, *fields[i], cells);
                else
                    match(told, hit, *fields[i], cells, all);
            }
            told.has_all = std::ranges::all_of(
                terms_of(hit).terms, [&](const auto& forms) { return has_term(all, forms); });
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
    const SearchQuestion& m_question;
    std::unordered_map<Id, Told> m_told;
    std::unordered_map<Id, std::string> m_titles;

    const SearchTerms& terms_of(const SearchHit& hit) const
    {
        return hit.is_similar() ? m_question.similar : m_question.typed;
    }

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
        if (is_reference(field)) {
            const Object* target = m_catalog->find(field.target);
            if (target && m_actor.may_see(*target, target->load_field(target->title)))
                told.links.emplace_back(target, std::get<Id>(cells[0]));
            return;
        }
        std::string text;
        kind_of(field).write_text(text, field, cells);
        for (const Choice& choice : field.choices)
            if (is_choice(field) && choice.key == text)
                text = choice.label;
        if (!text.empty())
            told.subtitle += (told.subtitle.empty() ? "" : " \u00b7 ") + text;
    }

    void match(Told& told, const SearchHit& hit, const Field& field,
               const std::vector<Value>& cells, std::string& all)
    {
        const SearchTerms& terms = terms_of(hit);
        const bool is_title = field.name == hit.object->title;
        if (is_title)
            kind_of(field).write_text(told.title, field, cells);
        std::string found;
        kind_of(field).append_search(found, cells);
        found = search_text(found);
        if (const std::string latin = latin_words(found); !latin.empty())
            found.append(latin, 1);
        all.append(found, 1);
        const bool has_any = std::ranges::any_of(
            terms.terms, [&](const auto& forms) { return has_term(found, forms); });
        if (!has_any)
            return;
        if (told.matched.empty())
            told.matched = field.name;
        if (is_title)
            told.title_ranges = find_shown(told.title, terms, hit.is_similar());
        else if (told.matched_text.empty())
            show_match(told, hit, field, cells);
    }

    void show_match(Told& told, const SearchHit& hit, const Field& field,
                    const std::vector<Value>& cells)
    {
        const SearchTerms& terms = terms_of(hit);
        if (told.title_ranges.size() >= terms.terms.size())
            return; // the title says it all
        const auto find = [&](std::string_view text) {
            const bool is_number = facts_of(field).sense == Sense::phone && terms.is_phone;
            return is_number ? find_shown_digits(text, terms)
                             : find_shown(text, terms, hit.is_similar());
        };
        std::string text;
        const auto* lines = std::get_if<std::string>(&cells[0]);
        if (lines && facts_of(field).has_many) {
            for (const std::string_view value : values_of_lines(*lines))
                if (text.empty() && !find(value).empty())
                    text = value;
        } else {
            kind_of(field).write_text(text, field, cells);
        }
        told.matched_ranges = find(text);
        if (!told.matched_ranges.empty())
            told.matched_text = std::move(text);
    }
};

void write_hit(const Teller& teller, const Told& told, const SearchHit& hit, JsonWriter& json)
{
    json.begin_object();
    json.member("object", hit.object->name);
    json.member("id", format_id(hit.record));
    json.member("title", told.title);
    json.member("subtitle", teller.subtitle(told));
    json.key("matched");
    if (told.matched.empty())
        json.null();
    else
        json.value(told.matched);
    if (!told.title_ranges.empty()) {
        json.key("title_parts");
        write_shown(told.title, told.title_ranges, json);
    }
    if (!told.matched_text.empty()) {
        json.key("matched_parts");
        write_shown(told.matched_text, told.matched_ranges, json);
    }
    json.member("score", hit.score);
    json.end_object();
}

// The question as the first hit has its words: those that were found there, in full.
std::string suggestion(const Told& told, const SearchTerms& typed, const SearchTerms& similar)
{
    std::string text;
    for (std::size_t i = 0; i < similar.terms.size(); ++i) {
        SearchTerms one;
        one.terms = {similar.terms[i]};
        std::string word = typed.words[i];
        for (const std::string* shown : {&told.title, &told.matched_text}) {
            const auto ranges = find_shown(*shown, one, true);
            if (ranges.empty())
                continue;
            std::size_t end = ranges[0].end;
            while (end < shown->size() && is_part_of_word((*shown)[end]))
                ++end;
            word = shown->substr(ranges[0].begin, end - ranges[0].begin);
            break;
        }
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

} // namespace

void write_hits(Engine& engine, store::Connection& connection, const Actor& actor,
                const SearchQuestion& question, const std::vector<SearchHit>& hits, int limit,
                JsonWriter& json)
{
    const auto wanted = static_cast<std::size_t>(limit);
    std::size_t written = 0;
    std::string meant;
    json.key("results");
    json.begin_array();
    // Once more for as many, because a few may turn out to be explained by a hidden field only.
    for (std::size_t at = 0; at < hits.size() && at < wanted * 2 && written < wanted;
         at += wanted) {
        const std::size_t end = std::min(at + wanted, hits.size());
        Teller teller(engine, connection, actor, question);
        std::unordered_map<const Object*, std::vector<const SearchHit*>> by_object;
        for (std::size_t i = at; i < end; ++i)
            by_object[hits[i].object].push_back(&hits[i]);
        for (const auto& [object, some] : by_object)
            teller.tell(*object, some);
        teller.resolve_links();
        for (std::size_t i = at; i < end && written < wanted; ++i) {
            const Told* told = teller.find(hits[i].record);
            if (!told || !told->has_all)
                continue;
            write_hit(teller, *told, hits[i], json);
            if (++written == 1 && hits[i].is_similar())
                meant = suggestion(*told, question.typed, question.similar);
        }
    }
    json.end_array();
    if (!meant.empty())
        json.member("did_you_mean", meant);
}

} // namespace comity::record
