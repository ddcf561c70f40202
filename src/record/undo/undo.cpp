// Undo: a new change set that takes an older one back, whatever made that one. Works page by page
// in constant memory: here in one transaction, whole or not at all; in job.cpp in parts, for
// what would keep other writers waiting.

#include "record/undo/undo.h"

#include "base/error.h"
#include "base/text.h"
#include "record/history/rights.h"
#include "record/log/label.h"
#include "record/object/catalog.h"
#include "record/work/long_work.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

// For a day everybody may take back what he did himself, with all that followed from it.
constexpr std::int64_t own_us = 24LL * 3600 * 1'000'000;

} // namespace

void Undo::check(std::optional<Id> own_undo)
{
    store::Connection& connection = m_transaction.connection();
    bool is_there = false;
    std::string kind;
    const std::string lock =
        m_pass == Pass::look ? "" : std::string(connection.dialect().for_update());
    connection.query(
        {"SELECT \"actor\", \"at\", \"kind\" FROM \"change_set\" WHERE \"id\" = ?" + lock,
         {m_change_set}},
        [&](const store::Row& row) {
            is_there = true;
            m_is_own = !row.is_null(0) && row.id(0) == m_state.actor.user &&
                       row.instant(1).us > m_state.at.us - own_us;
            kind = row.is_null(2) ? std::string_view() : row.text(2);
        });
    bool is_visible = false;
    if (is_there && m_pass != Pass::write) {
        Sql sql;
        (sql += "SELECT 1 FROM \"change\" c WHERE c.\"change_set\" = ").bind(m_change_set);
        (sql += " AND ").append(visible_changes(*m_state.catalog, m_state.actor)) += " LIMIT 1";
        connection.query(std::move(sql).statement(), [&](const store::Row&) { is_visible = true; });
    }
    if (!is_visible && (!is_there || m_pass != Pass::write))
        throw Error(Cause::not_found, say("common.no_such_change"));
    const auto undoer = find_undoer(connection, m_change_set);
    if (undoer && undoer != own_undo)
        throw Error(Cause::conflict, say("work.this_was_undone_already"));
    if (m_pass != Pass::write && is_being_written(connection, m_change_set))
        throw Error(Cause::conflict, say("work.this_is_still_being_written"));
    m_merge = find_undone_merge(m_state, m_change_set, kind);
    if (m_merge && m_merge->is_again && m_pass != Pass::write)
        check_survivor();
}

// What went on for itself since may be gone, or have become a part of something else.
void Undo::check_survivor() const
{
    const Object& object = m_state.catalog->load(m_merge->object);
    std::vector<Loaded> found;
    m_transaction.as_program([&] {
        found = load_rows(m_state, object, {&m_merge->survivor, 1}, Verb::read, false);
    });
    if (found.empty() || found[0].record.is_in_bin())
        throw Error(Cause::conflict,
                    say("work.object_that_other_would_become", {{"object", within(object.label)}}));
}

std::int64_t Undo::run_page(std::int64_t& before, std::size_t size)
{
    const auto page = load_page(before, size);
    if (page.empty())
        return 0;
    before = page.back().position;
    std::map<std::string, std::vector<ChangeRow>> by_object;
    for (const ChangeRow& row : page)
        by_object[row.object].push_back(row);
    for (const auto& [name, rows] : by_object)
        if (const Object* object = m_state.catalog->find(name))
            take_back(*object, rows);
    return static_cast<std::int64_t>(page.size());
}

void Undo::finish()
{
    if (!m_conflicts.is_empty())
        m_conflicts.raise(m_state);
    // What has come to the other one since they were parted comes along.
    if (m_merge && m_merge->is_again && m_pass != Pass::look)
        move_children(m_transaction, m_state.catalog->load(m_merge->object), m_merge->other,
                      m_merge->survivor);
}

std::vector<Undo::ChangeRow> Undo::load_page(std::int64_t before, std::size_t size)
{
    std::vector<ChangeRow> rows;
    m_transaction.connection().query(
        {"SELECT \"position\", \"object\", \"record\", \"version\" FROM \"change\" "
         "WHERE \"change_set\" = ? AND \"position\" < ? ORDER BY \"position\" DESC LIMIT ?",
         {m_change_set, before, static_cast<std::int64_t>(size)}},
        [&](const store::Row& row) {
            rows.push_back({row.integer(0), std::string(row.text(1)), row.id(2), row.integer(3)});
        });
    return rows;
}

void Undo::load_past(const Object& object, const std::vector<ChangeRow>& rows,
                     std::int64_t versions_back, Versions& past)
{
    const auto shape = shape_of(m_state, object);
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
            const std::pair key(record.id(), record.version());
            past.emplace(key, std::move(record));
        });
}

void Undo::load_version(const Object& object, const Id& id, std::int64_t version, Versions& past)
{
    if (version < 1 || past.contains({id, version}))
        return;
    const auto shape = shape_of(m_state, object);
    m_transaction.connection().query(
        {shape->select + " FROM " + store::quote(Catalog::past_table_of(object)) +
             " t0 WHERE t0.\"id\" = ? AND t0.\"version\" = ?",
         {id, version}},
        [&](const store::Row& row) {
            past.emplace(std::pair(id, version), read_row(object, *shape, row));
        });
}

// The versions of each that this change set made, the newest first. There are several where
// somebody else's stands in between.
std::map<Id, std::vector<std::int64_t>> Undo::load_own_versions(std::span<const Id> ids)
{
    std::map<Id, std::vector<std::int64_t>> own;
    const std::size_t count = padded(ids.size());
    Sql sql;
    sql += "SELECT DISTINCT \"record\", \"version\" FROM \"change\" WHERE \"change_set\" = ";
    sql.bind(m_change_set);
    sql += " AND \"record\" IN (";
    append_marks(sql.text, count);
    append_ids(sql.values, ids, count);
    sql += ") ORDER BY \"version\" DESC";
    m_transaction.connection().query(std::move(sql).statement(), [&](const store::Row& row) {
        own[row.id(0)].push_back(row.integer(1));
    });
    return own;
}

UndoStep Undo::make_step(const Object& object, const Record& current, std::int64_t version,
                         Versions& past)
{
    UndoStep step;
    step.version = version;
    load_version(object, current.id(), version - 1, past);
    if (const auto before = past.find({current.id(), version - 1}); before != past.end())
        step.before = before->second;
    step.after = current;
    if (current.version() == version)
        return step;
    load_version(object, current.id(), version, past);
    if (const auto after = past.find({current.id(), version}); after != past.end())
        step.after = after->second;
    return step;
}

// In the order of the rows: one record may take up what another has to give back first. All that
// the change set did to a record is taken back at its newest row.
std::vector<UndoRecord> Undo::load_records(const Object& object, const std::vector<ChangeRow>& rows)
{
    std::vector<Id> ids;
    std::map<Id, std::int64_t> versions; // a record may come twice in a large change set
    for (const ChangeRow& row : rows)
        if (versions.emplace(row.record, row.version).second)
            ids.push_back(row.record);
    std::map<Id, Record> current;
    m_transaction.as_program([&] {
        for (Loaded& loaded : load_rows(m_state, object, ids, Verb::update, m_pass != Pass::look))
            current.emplace(loaded.record.id(), std::move(loaded.record));
    });
    const auto own = load_own_versions(ids);
    const bool has_newer = std::ranges::any_of(
        current, [&](const auto& one) { return one.second.version() != versions[one.first]; });
    Versions past;
    load_past(object, rows, 1, past);
    if (has_newer)
        load_past(object, rows, 0, past);
    std::vector<UndoRecord> records;
    records.reserve(current.size());
    for (const Id& id : ids) {
        const auto now = current.find(id);
        if (now == current.end() || own.at(id).front() != versions[id])
            continue;
        UndoRecord record{id, std::move(now->second), {}};
        for (const std::int64_t version : own.at(id))
            record.steps.push_back(make_step(object, record.current, version, past));
        records.push_back(std::move(record));
    }
    if (has_newer)
        follow_merges(m_state, object, records);
    return records;
}

std::vector<Draft> Undo::make_drafts(const Object& object, const std::vector<UndoRecord>& records,
                                     std::set<Id>& in_conflict)
{
    // Of children that a merge moved out of somebody's sight, what others did since stays.
    static const UndoChoices leave({}, {}, UndoDecision::keep);
    std::set<Id> visible;
    const bool is_limited =
        m_merge && access_predicate(*m_state.catalog, m_state.actor, object, Verb::read, "t0");
    if (is_limited) {
        std::vector<Id> ids;
        for (const UndoRecord& record : records)
            ids.push_back(record.id);
        for (const Loaded& loaded : load_rows(m_state, object, ids, Verb::read, false))
            visible.insert(loaded.record.id());
    }
    std::vector<Draft> drafts;
    drafts.reserve(records.size());
    for (const UndoRecord& record : records) {
        const bool is_hidden = is_limited && !visible.contains(record.id);
        const auto count = m_conflicts.count();
        Draft draft;
        draft.after = taken_back(record, is_hidden ? leave : m_choices, m_state.at, m_conflicts);
        draft.before = record.current;
        if (m_conflicts.count() > count)
            in_conflict.insert(record.id);
        drafts.push_back(std::move(draft));
    }
    land_on_survivors(m_state, object, drafts, m_merge);
    return drafts;
}

void Undo::take_back(const Object& object, const std::vector<ChangeRow>& rows)
{
    const auto records = load_records(object, rows);
    std::set<Id> in_conflict;
    std::vector<Draft> drafts = make_drafts(object, records, in_conflict);
    prepare_drafts(m_transaction, object, drafts);
    if (m_pass != Pass::write) {
        check_rights(object, records, drafts, in_conflict);
        if (!m_conflicts.is_empty())
            return; // nothing will be kept, the other pages are only looked at
        for (Draft& draft : drafts)
            if (!draft.is_good())
                throw_problems(std::move(draft.problems));
    }
    if (m_pass != Pass::look)
        write_drafts(m_transaction, object, drafts);
}

// His own change of today, where nobody has written since; and what a merge has moved, which moves
// back as it came, whoever may see it.
bool Undo::is_free(const UndoRecord& record) const
{
    if (m_merge && record.id != m_merge->survivor && record.id != m_merge->other)
        return true;
    return m_is_own && (record.current.version() == record.steps.front().version ||
                        is_of_this_change_set(m_state, record.current));
}

void Undo::check_field_rights(const Object& object, const Draft& draft) const
{
    for (const Field& field : object.fields)
        if (differs(*draft.before, draft.after, field) && !m_state.actor.may_change(object, field))
            throw Error(Cause::forbidden,
                        say("common.your_role_does_not_let", {{"field", as_label(field.label)}}));
}

void Undo::check_rights(const Object& object, const std::vector<UndoRecord>& records,
                        const std::vector<Draft>& drafts, const std::set<Id>& in_conflict)
{
    std::map<Verb, std::vector<Id>> asked;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        const Draft& draft = drafts[i];
        const bool matters = draft.is_changed || in_conflict.contains(draft.after.id());
        if (!matters || is_free(records[i]))
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
            throw Error(Cause::forbidden, say("work.your_role_does_not_let",
                                              {{"objects", as_label(object.label_plural)}}));
    }
}

ChangeSetOptions undo_options(Engine& engine, const Id& change_set)
{
    std::string label;
    std::string kind;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {"SELECT \"label\", \"kind\" FROM \"change_set\" WHERE \"id\" = ?", {change_set}},
            [&](const store::Row& row) {
                label = std::string(row.text(0));
                kind = row.is_null(1) ? std::string_view() : row.text(1);
            });
    });
    if (!kind.empty())
        kind = kind == "merge" ? "unmerge" : "merge";
    return {label_of_undo(label), change_set, std::move(kind)};
}

Id undo_change_set(Engine& engine, const Actor& actor, const Id& change_set,
                   const std::vector<std::string>& force_fields,
                   const std::vector<std::string>& keep_fields)
{
    const UndoChoices choices(force_fields, keep_fields);
    const Id undo = write_change_set(
        engine, actor, undo_options(engine, change_set), [&](Transaction& transaction) {
            UndoConflicts conflicts;
            Undo work(transaction, change_set, choices, conflicts, Undo::Pass::whole);
            work.check();
            for (std::int64_t before = INT64_MAX; work.run_page(before) > 0;)
                ;
            work.finish();
        });
    if (undo.is_nil())
        throw Error(Cause::invalid, say("work.nothing_left_of_this_to"));
    return undo;
}

} // namespace comity::record
