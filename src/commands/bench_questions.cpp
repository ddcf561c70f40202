#include "commands/bench_questions.h"

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "commands/bench_caller.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

#include <algorithm>
#include <random>

namespace comity::commands {
namespace {

using namespace record;

constexpr std::size_t most_objects = 3;
constexpr std::size_t most_ids = 2'000;
constexpr std::size_t most_columns = 8;
constexpr std::int64_t day_us = 86'400'000'000;

// An object with records in it.
struct Held {
    const Object* object = nullptr;
    std::int64_t count = 0;
    std::vector<std::string> ids;     // some, in no order
    std::vector<std::string> titles;  // of those
    std::vector<std::string> columns; // keys of its board's columns, the fullest first
};

std::string lower_label(const Object& object)
{
    return fold(object.label_plural);
}

class Questions {
public:
    Questions(Engine& engine, const Actor& actor) : m_engine(engine), m_actor(actor) {}

    std::vector<Question> make(bool may_write, std::int64_t& records)
    {
        m_catalog = m_engine.catalog();
        records = find_held();
        for (const Held& held : m_held)
            add_reading(held);
        add_search();
        for (const Held& held : m_held)
            if (may_write)
                add_writing(held);
        return std::move(m_questions);
    }

private:
    Engine& m_engine;
    const Actor& m_actor;
    std::shared_ptr<const Catalog> m_catalog;
    std::vector<Held> m_held;
    std::vector<Question> m_questions;

    std::int64_t find_held()
    {
        std::int64_t records = 0;
        m_engine.database().read([&](store::Connection& connection) {
            for (const Object& object : m_catalog->objects()) {
                Held held;
                held.object = &object;
                connection.query({"SELECT count(*)" + from(object), {}},
                                 [&](const store::Row& row) { held.count = row.integer(0); });
                records += held.count;
                if (held.count > 0 && !object.group.empty() && !object.is_setting)
                    m_held.push_back(held);
            }
        });
        std::ranges::sort(m_held, std::ranges::greater(), &Held::count);
        if (m_held.size() > most_objects)
            m_held.resize(most_objects);
        for (Held& held : m_held)
            look_into(held);
        return records;
    }

    static std::string from(const Object& object)
    {
        return " FROM " + store::quote(Catalog::table_of(object)) + " WHERE \"deleted_at\" IS NULL";
    }

    void look_into(Held& held)
    {
        const Object& object = *held.object;
        std::vector<std::pair<std::string, std::string>> known;
        m_engine.database().read([&](store::Connection& connection) {
            connection.query({"SELECT \"id\", " + store::quote(object.title) + from(object) +
                                  " ORDER BY \"id\" DESC LIMIT 200000",
                              {}},
                             [&](const store::Row& row) {
                                 known.emplace_back(format_id(row.id(0)),
                                                    row.is_null(1) ? "" : row.text(1));
                             });
            if (!object.board)
                return;
            const std::string field = store::quote(object.board->field);
            connection.query(
                {"SELECT " + field + from(object) + " AND " + field +
                     " IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT " +
                     std::to_string(most_columns),
                 {}},
                [&](const store::Row& row) { held.columns.emplace_back(row.text(0)); });
        });
        std::ranges::shuffle(known, std::mt19937_64(17));
        known.resize(std::min(known.size(), most_ids));
        for (auto& [id, title] : known) {
            held.ids.push_back(std::move(id));
            held.titles.push_back(std::move(title));
        }
    }

    void add(std::string name, std::function<std::vector<Asked>(std::size_t)> requests)
    {
        m_questions.push_back({std::move(name), std::move(requests)});
    }

    void add_get(std::string name, std::string target)
    {
        add(std::move(name), [target = std::move(target)](std::size_t) {
            return std::vector<Asked>{{"GET", target, {}}};
        });
    }

    // Another record each turn: `before` + id + `after`.
    void add_each(std::string name, const Held& held, std::string after)
    {
        add(std::move(name),
            [path = path_of(held), ids = held.ids, after = std::move(after)](std::size_t turn) {
                return std::vector<Asked>{{"GET", path + "/" + ids[turn % ids.size()] + after, {}}};
            });
    }

    static std::string path_of(const Held& held) { return "/" + held.object->plural; }

    void add_reading(const Held& held)
    {
        const Object& object = *held.object;
        const std::string many = lower_label(object);
        const std::string path = path_of(held);
        const std::string yesterday = encode_query(format_instant({now().us - day_us}));
        add_each("read one of the " + many, held, "");
        add_get("list 50 " + many, path + "?limit=50");
        if (const Field* field = sorted_by(object))
            add_get("list 50 " + many + " by " + field->name,
                    path + "?limit=50&sort=-" + field->name);
        add_get("list 50 " + many + " as of yesterday", path + "?limit=50&as_of=" + yesterday);
        if (has_timeline(object))
            add_each("timeline of one of the " + many, held, "/timeline?limit=50");
        if (const Field* group = grouped_by(object))
            add_get(many + " by " + group->name + ", count and sum", totals_of(object, *group));
        if (!held.columns.empty())
            add_board(held);
    }

    static const Field* sorted_by(const Object& object)
    {
        for (const Field& field : object.fields)
            if (field.is_indexed && !field.is_hidden &&
                (adds_up(worth_of(field)) || is_time(worth_of(field))))
                return &field;
        return nullptr;
    }

    bool has_timeline(const Object& object) const
    {
        return std::ranges::any_of(m_catalog->objects(), [&](const Object& other) {
            return std::ranges::any_of(other.timeline.on, [&](const std::string& name) {
                const std::string& target = other.load_field(name).target;
                return (target.empty() || target == object.name) && &other != &object;
            });
        });
    }

    static const Field* grouped_by(const Object& object)
    {
        if (object.board)
            return object.find_field(object.board->field);
        for (const Field& field : object.fields)
            if (is_choice(field) && !field.is_hidden)
                return &field;
        return nullptr;
    }

    static std::string totals_of(const Object& object, const Field& group)
    {
        std::string target = "/" + object.plural + "/aggregate?group=" + group.name;
        target += "&measure=count";
        for (const Field& field : object.fields)
            if (worth_of(field) == Worth::money && !field.is_hidden)
                return target + encode_query(",sum(" + field.name + ")");
        return target;
    }

    // Totals, and the first cards of each column.
    void add_board(const Held& held)
    {
        const Object& object = *held.object;
        std::vector<Asked> all = {
            {"GET", totals_of(object, object.load_field(object.board->field)), {}}};
        for (const std::string& key : held.columns)
            all.push_back({"GET",
                           path_of(held) + "?limit=60&filter=" +
                               encode_query(object.board->field + " = \"" + key + "\""),
                           {}});
        const std::string size = std::to_string(all.size());
        add("board of " + lower_label(object) + ", " + size + " requests",
            [all = std::move(all)](std::size_t) { return all; });
    }

    // The beginnings of titles, as somebody types them.
    void add_search()
    {
        std::vector<std::string> words;
        for (const Held& held : m_held)
            for (const std::string& title : held.titles)
                if (const std::string word = title.substr(0, title.find(' '));
                    length_of(word) >= 3 && words.size() < most_ids)
                    words.push_back(word);
        if (words.empty())
            return;
        add("search for a word", [words = std::move(words)](std::size_t turn) {
            const std::string word = encode_query(words[turn % words.size()]);
            return std::vector<Asked>{{"GET", "/search?limit=20&q=" + word, {}}};
        });
    }

    static bool may_be_written(const Object& object, const Field& field)
    {
        return !field.is_read_only && !field.is_unique && !field.is_hidden &&
               field.name != object.owner;
    }

    void add_writing(const Held& held)
    {
        const Object& object = *held.object;
        add("create one of the " + lower_label(object),
            [path = path_of(held), body = like(held)](std::size_t) {
                return std::vector<Asked>{{"POST", path, body}};
            });
        for (const Field& field : object.fields)
            if (may_be_written(object, field) && !field.is_required && field.name != object.title &&
                facts_of(field).most_length > 0)
                return add_update(held, field);
    }

    void add_update(const Held& held, const Field& field)
    {
        add("change " + field.name + " of one of the " + lower_label(*held.object),
            [path = path_of(held), ids = held.ids, name = field.name](std::size_t turn) {
                Json body;
                body.set(name, "Measured " + std::to_string(turn));
                return std::vector<Asked>{
                    {"PATCH", path + "/" + ids[turn % ids.size()], format_json(body)}};
            });
    }

    // What an existing record says, as far as a second one may say the same.
    std::string like(const Held& held) const
    {
        std::string text;
        read_record(m_engine, m_actor, *held.object, *parse_id(held.ids.front()), {}, text);
        const Json record = parse_json(text);
        Json body = Json::Object{};
        for (const Field& field : held.object->fields)
            if (const Json* value = record.find(field.name);
                value && !value->is_null() && may_be_written(*held.object, field) &&
                !facts_of(field).has_labels && facts_of(field).target.empty())
                body.set(field.name, *value);
        return format_json(body);
    }
};

} // namespace

std::vector<Question> make_questions(Engine& engine, const Actor& actor, bool may_write,
                                     std::int64_t& records)
{
    return Questions(engine, actor).make(may_write, records);
}

} // namespace comity::commands
