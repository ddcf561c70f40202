// Undo: a new change set that takes an older one back, whatever made that one. Works page by page
// in one transaction, so an import of a hundred thousand rows is undone whole or not at all, in
// constant memory.

#include "record/undo.h"

#include "base/error.h"
#include "record/changes_rights.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t page_size = 500;
constexpr std::size_t most_conflicts = 100;
// For a day everybody may take back what he did himself, with all that followed from it.
constexpr std::int64_t own_us = 24LL * 3600 * 1'000'000;

struct ChangeRow {
    std::int64_t position = 0;
    std::string object;
    Id record;
    std::int64_t version = 0;
};

class Undo {
public:
    Undo(Transaction& transaction, const Id& change_set, const Forced& forced)
        : m_transaction(transaction), m_state(transaction.state()), m_change_set(change_set),
          m_forced(forced)
    {
    }

    void check();
    void run();

private:
    std::vector<ChangeRow> load_page(std::int64_t before);
    void take_back(const Object& object, const std::vector<ChangeRow>& rows);
    std::vector<UndoRecord> load_records(const Object& object, const std::vector<ChangeRow>& rows);
    std::map<Id, Record> load_past(const Object& object, const std::vector<ChangeRow>& rows,
                                   std::int64_t versions_back);
    bool is_free(const UndoRecord& record) const
    {
        return m_is_own && record.current.version() == record.version;
    }
    void check_rights(const Object& object, const std::vector<UndoRecord>& records,
                      const std::vector<Draft>& drafts);
    void check_field_rights(const Object& object, const Draft& draft) const;

    Transaction& m_transaction;
    SaveState& m_state;
    Id m_change_set;
    const Forced& m_forced;
    bool m_is_own = false;
    std::vector<UndoConflict> m_conflicts;
};

// Locks the change set, so that nobody else takes it back at the same time.
void Undo::check()
{
    store::Connection& connection = m_transaction.connection();
    bool is_there = false;
    connection.query({"SELECT \"actor\", \"at\" FROM \"change_set\" WHERE \"id\" = ?" +
                          std::string(connection.dialect().for_update()),
                      {m_change_set}},
                     [&](const store::Row& row) {
                         is_there = true;
                         m_is_own = !row.is_null(0) && row.id(0) == m_state.actor.user &&
                                    row.instant(1).us > m_state.at.us - own_us;
                     });
    bool is_visible = false;
    if (is_there) {
        Sql sql;
        (sql += "SELECT 1 FROM \"change\" c WHERE c.\"change_set\" = ").bind(m_change_set);
        (sql += " AND ").append(visible_changes(*m_state.catalog, m_state.actor)) += " LIMIT 1";
        connection.query(std::move(sql).statement(), [&](const store::Row&) { is_visible = true; });
    }
    if (!is_visible)
        throw Error(Cause::not_found, "There is no such change.");
    if (find_undoer(connection, m_change_set))
        throw Error(Cause::conflict, "This was undone already.");
}

void Undo::run()
{
    m_state.is_undo = true;
    std::int64_t before = INT64_MAX;
    for (;;) {
        const auto page = load_page(before);
        if (page.empty())
            break;
        before = page.back().position;
        std::map<std::string, std::vector<ChangeRow>> by_object;
        for (const ChangeRow& row : page)
            by_object[row.object].push_back(row);
        for (const auto& [name, rows] : by_object)
            if (const Object* object = m_state.catalog->find(name))
                take_back(*object, rows);
        if (m_conflicts.size() >= most_conflicts)
            break;
    }
    if (!m_conflicts.empty()) {
        m_conflicts.resize(std::min(m_conflicts.size(), most_conflicts));
        throw_conflicts(m_conflicts);
    }
}

// The last changes first: what followed is taken back before what it followed from.
std::vector<ChangeRow> Undo::load_page(std::int64_t before)
{
    std::vector<ChangeRow> rows;
    m_transaction.connection().query(
        {"SELECT \"position\", \"object\", \"record\", \"version\" FROM \"change\" "
         "WHERE \"change_set\" = ? AND \"position\" < ? ORDER BY \"position\" DESC LIMIT ?",
         {m_change_set, before, static_cast<std::int64_t>(page_size)}},
        [&](const store::Row& row) {
            rows.push_back({row.integer(0), std::string(row.text(1)), row.id(2), row.integer(3)});
        });
    return rows;
}

std::map<Id, Record> Undo::load_past(const Object& object, const std::vector<ChangeRow>& rows,
                                     std::int64_t versions_back)
{
    const auto shape = shape_of(m_state, object);
    std::map<Id, Record> past;
    m_transaction.connection().query(
        // CROSS JOIN keeps SQLite from walking through all past rows in the outer loop.
        {shape->select + " FROM \"change\" c CROSS JOIN " +
             store::quote(Catalog::past_table_of(object)) +
             " t0 WHERE t0.\"id\" = c.\"record\" AND t0.\"version\" = c.\"version\" - ? "
             "AND c.\"change_set\" = ? AND c.\"object\" = ? AND c.\"position\" >= ? AND "
             "c.\"position\" <= ?",
         {versions_back, m_change_set, object.name, rows.back().position, rows.front().position}},
        [&](const store::Row& row) {
            Record record = read_row(object, *shape, row);
            const Id id = record.id();
            past.emplace(id, std::move(record));
        });
    return past;
}

std::vector<UndoRecord> Undo::load_records(const Object& object, const std::vector<ChangeRow>& rows)
{
    std::vector<Id> ids;
    std::map<Id, std::int64_t> versions; // a record may come twice in a large change set
    for (const ChangeRow& row : rows)
        if (versions.emplace(row.record, row.version).second)
            ids.push_back(row.record);
    std::vector<Loaded> current;
    m_transaction.as_program(
        [&] { current = load_rows(m_state, object, ids, Verb::update, true); });
    const bool has_newer = std::any_of(current.begin(), current.end(), [&](const Loaded& loaded) {
        return loaded.record.version() != versions[loaded.record.id()];
    });
    auto befores = load_past(object, rows, 1);
    auto afters = has_newer ? load_past(object, rows, 0) : std::map<Id, Record>{};
    std::vector<UndoRecord> records;
    records.reserve(current.size());
    for (Loaded& loaded : current) {
        UndoRecord record;
        record.id = loaded.record.id();
        record.version = versions[record.id];
        if (const auto before = befores.find(record.id); before != befores.end())
            record.before = std::move(before->second);
        const auto after = afters.find(record.id);
        const bool is_newer = loaded.record.version() != record.version;
        record.after = is_newer && after != afters.end() ? after->second : loaded.record;
        record.current = std::move(loaded.record);
        records.push_back(std::move(record));
    }
    return records;
}

void Undo::take_back(const Object& object, const std::vector<ChangeRow>& rows)
{
    const auto records = load_records(object, rows);
    std::vector<Draft> drafts;
    drafts.reserve(records.size());
    for (const UndoRecord& record : records) {
        Draft draft;
        draft.after = taken_back(record, m_forced, m_state.at, m_conflicts);
        draft.before = record.current;
        drafts.push_back(std::move(draft));
    }
    prepare_drafts(m_transaction, object, drafts);
    check_rights(object, records, drafts);
    if (!m_conflicts.empty())
        return; // nothing will be kept, the other pages are only looked at
    for (Draft& draft : drafts)
        if (!draft.is_good())
            throw_problems(std::move(draft.problems));
    write_drafts(m_transaction, object, drafts);
}

void Undo::check_field_rights(const Object& object, const Draft& draft) const
{
    for (const Field& field : object.fields)
        if (differs(*draft.before, draft.after, field) && !m_state.actor.may_change(object, field))
            throw Error(Cause::forbidden, "Your role does not let you change " + field.label + ".");
}

void Undo::check_rights(const Object& object, const std::vector<UndoRecord>& records,
                        const std::vector<Draft>& drafts)
{
    std::map<Verb, std::vector<Id>> asked;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        const Draft& draft = drafts[i];
        if (!draft.is_changed || is_free(records[i]))
            continue;
        check_field_rights(object, draft);
        const bool moves = draft.before->is_in_bin() != draft.after.is_in_bin();
        asked[moves ? Verb::remove : Verb::update].push_back(draft.after.id());
    }
    for (const auto& [verb, ids] : asked) {
        m_state.actor.require(object, verb);
        std::size_t allowed = 0;
        if (!access_predicate(*m_state.catalog, m_state.actor, object, verb, "t0"))
            continue;
        for (const Loaded& loaded : load_rows(m_state, object, ids, verb, false))
            allowed += loaded.may_write ? 1 : 0;
        if (allowed != ids.size())
            throw Error(Cause::forbidden, "Your role does not let you change all of these " +
                                              object.label_plural + " back.");
    }
}

std::string load_label(Engine& engine, const Id& change_set)
{
    std::string label;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT \"label\" FROM \"change_set\" WHERE \"id\" = ?", {change_set}},
                         [&](const store::Row& row) { label = std::string(row.text(0)); });
    });
    static constexpr std::string_view before = "Undid: ";
    static constexpr std::string_view again = "Redid: ";
    if (label.starts_with(before))
        return std::string(again) + label.substr(before.size());
    if (label.starts_with(again))
        return std::string(before) + label.substr(again.size());
    return std::string(before) + label;
}

} // namespace

Id undo_change_set(Engine& engine, const Actor& actor, const Id& change_set,
                   const std::vector<std::string>& force_fields)
{
    const Forced forced(force_fields);
    const ChangeSetOptions options{load_label(engine, change_set), change_set};
    const Id undo = write_change_set(engine, actor, options, [&](Transaction& transaction) {
        Undo work(transaction, change_set, forced);
        work.check();
        work.run();
    });
    if (undo.is_nil())
        throw Error(Cause::invalid, "There is nothing left of this to undo.");
    return undo;
}

} // namespace comity::record
