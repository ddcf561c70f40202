// What refers to a record: counted, and moved to another one. Found through the catalog, so fields
// of an administrator's own objects count like built-in ones; found by index, in pages.

#include "record/merge/steps.h"

#include "base/error.h"
#include "base/text.h"
#include "base/words/tongue.h"
#include "record/find/survivors.h"
#include "record/object/rows.h"
#include "record/parts/part_time.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t whole_page = 500;

// FROM and WHERE of the records whose field names that one; their ids are in `id_column`.
struct Referring {
    Sql sql;
    std::string id_column;
};

Referring referring(const Catalog::Referrer& referrer, const Object& target, const Id& id)
{
    const auto& [object, field] = referrer;
    Sql sql;
    if (facts_of(*field).has_many) {
        sql += " FROM " + store::quote(Catalog::many_table_of(*object, *field)) +
               " m WHERE m.\"value\" = ";
        sql.bind(format_id(id));
        return {std::move(sql), "m.\"record\""};
    }
    sql += " FROM " + store::quote(Catalog::table_of(*object)) + " t0 WHERE ";
    (sql += column_sql("t0", *field) + " = ").bind(id);
    if (field->target.empty())
        (sql += " AND " + column_sql("t0", *field, 1) + " = ").bind(target.name);
    return {std::move(sql), "t0.\"id\""};
}

class ChildMove {
public:
    ChildMove(Transaction& transaction, const Object& target, const Id& from, const Id& to,
              ChildPass pass)
        : m_transaction(transaction), m_state(transaction.state()), m_target(target), m_from(from),
          m_to(to), m_pass(pass)
    {
    }

    // Those after that id; returns the last one, or nothing when there are no more.
    std::optional<Id> run_page(const Catalog::Referrer& referrer, const Id& after, std::size_t size)
    {
        const auto ids = find_page(referrer, after, size);
        if (!ids.empty())
            move_page(*referrer.object, ids);
        return ids.size() < size ? std::nullopt : std::optional(ids.back());
    }

private:
    std::vector<Id> find_page(const Catalog::Referrer& referrer, const Id& after, std::size_t size)
    {
        auto [sql, id_column] = referring(referrer, m_target, m_from);
        sql.text.insert(0, "SELECT " + id_column);
        (sql += " AND " + id_column + " > ").bind(after);
        sql += " ORDER BY " + id_column + " LIMIT " + std::to_string(size);
        std::vector<Id> ids;
        m_transaction.connection().query(std::move(sql).statement(),
                                         [&](const store::Row& row) { ids.push_back(row.id(0)); });
        return ids;
    }

    void move_page(const Object& object, std::vector<Id> ids)
    {
        if (&object == &m_target)
            std::erase_if(ids, [&](const Id& id) { return id == m_from || id == m_to; });
        std::vector<Draft> drafts;
        for (Loaded& loaded :
             load_rows(m_state, object, ids, Verb::update, m_pass != ChildPass::look)) {
            Draft draft = make_draft(std::move(loaded.record));
            for (const Field& field : object.fields)
                lead_to(draft.after, field, m_target, m_from, m_to);
            drafts.push_back(std::move(draft));
        }
        prepare_drafts(m_transaction, object, drafts, {true, true, true});
        for (Draft& draft : drafts) {
            drop_what_is_not_ours(draft);
            // One that was changed since it was looked at stays; its 308 leads on.
            if (!draft.is_good() && m_pass != ChildPass::write)
                refuse(object, draft);
        }
        if (m_pass != ChildPass::look)
            write_drafts(m_transaction, object, drafts);
    }

    // What was wrong with a child before, and a reference that people may not change, keep nothing
    // from moving: nobody edits it.
    void drop_what_is_not_ours(Draft& draft) const
    {
        std::erase_if(draft.problems, [&](const Problem& problem) {
            const Field* field = draft.after.object->find_field(problem.field);
            const bool is_moved =
                field && differs(*draft.before, draft.after, *field) && refers(*field);
            return !is_moved || problem.rule == "read_only";
        });
    }

    // A child that its own rules keep from moving, such as an account that would stand above
    // itself.
    [[noreturn]] void refuse(const Object& object, const Draft& draft) const
    {
        throw Error(Cause::invalid,
                    say("merge.object_title_cannot_move_to", {{"object", within(object.label)},
                                                              {"title", draft.after.title()},
                                                              {"target", within(m_target.label)},
                                                              {"what", draft.problems[0].message}}),
                    draft.problems);
    }

    Transaction& m_transaction;
    SaveState& m_state;
    const Object& m_target;
    const Id m_from;
    const Id m_to;
    const ChildPass m_pass;
};

} // namespace

std::size_t move_children(Transaction& transaction, const Object& object, const Id& from,
                          const Id& to, ChildPass pass, ChildPlace& place,
                          store::FunctionRef<bool()> is_over)
{
    ChildMove move(transaction, object, from, to, pass);
    std::size_t pages = 0;
    const auto referrers = transaction.state().catalog->referrers_of(object);
    transaction.as_program([&] {
        for (; place.referrer < referrers.size(); ++place.referrer, place.after = {}) {
            if (!refers(*referrers[place.referrer].field))
                continue;
            for (std::optional<Id> last = place.after; last;) {
                if (pages > 0 && is_over())
                    return;
                const std::size_t size = pass == ChildPass::whole ? whole_page : step_records;
                last = move.run_page(referrers[place.referrer], place.after, size);
                pages += 1;
                place.after = last.value_or(place.after);
            }
        }
    });
    return pages;
}

void move_children(Transaction& transaction, const Object& object, const Id& from, const Id& to)
{
    ChildPlace place;
    move_children(transaction, object, from, to, ChildPass::whole, place, [] { return false; });
}

std::vector<MergeMove> count_children(SaveState& state, const Object& object, const Id& of)
{
    std::vector<MergeMove> moves;
    for (const Catalog::Referrer& referrer : state.catalog->referrers_of(object)) {
        const Object& child = *referrer.object;
        if (!refers(*referrer.field) || state.actor.reach(child, Verb::read) == Reach::none ||
            !state.actor.may_see(child, *referrer.field))
            continue;
        auto [found, id_column] = referring(referrer, object, of);
        Sql sql;
        sql += "SELECT COUNT(*), COUNT(t0.\"deleted_at\") FROM " +
               store::quote(Catalog::table_of(child)) + " t0 WHERE t0.\"merged_into\" IS NULL";
        sql += " AND t0.\"id\" IN (SELECT " + id_column;
        sql.append(found) += ")";
        if (auto rights = access_predicate(*state.catalog, state.actor, child, Verb::read, "t0"))
            (sql += " AND ").append(*rights);
        MergeMove move{child.name, referrer.field->name};
        state.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            move.in_bin = row.integer(1);
            move.count = row.integer(0) - move.in_bin;
        });
        if (move.count + move.in_bin > 0)
            moves.push_back(std::move(move));
    }
    return moves;
}

} // namespace comity::record
