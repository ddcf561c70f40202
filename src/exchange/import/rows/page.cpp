// A page of rows from the records that they are about to the drafts that are written; their links
// are in page_links.cpp.
#include "exchange/import/rows/page.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::exchange {
namespace {

// A file that knows one address of somebody does not take away the others.
bool is_added_to(const Field& field)
{
    return facts_of(field).has_labels;
}

void add_entries(const Field& field, std::span<const Value> more, std::span<Value> cells)
{
    const FieldKind& kind = kind_of(field);
    std::string lines =
        std::holds_alternative<Null>(cells[0]) ? "" : std::get<std::string>(cells[0]);
    const auto known = kind.entries(cells);
    const auto added = kind.entries(more);
    const auto written = split(std::get<std::string>(more[0]), '\n');
    for (std::size_t i = 0; i < added.size() && i < written.size(); ++i) {
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& entry) {
            return entry.value == added[i].value;
        });
        if (!is_known)
            lines.append(lines.empty() ? "" : "\n").append(written[i]);
    }
    cells[0] = std::move(lines);
}

// A choice that was not found is missing afterwards too: once is enough.
std::vector<Problem> without_echoes(const std::vector<Problem>& problems)
{
    std::vector<Problem> kept;
    for (const Problem& problem : problems) {
        const bool is_echo = std::any_of(kept.begin(), kept.end(), [&](const Problem& earlier) {
            return !problem.field.empty() && earlier.field == problem.field;
        });
        if (!is_echo)
            kept.push_back(problem);
    }
    return kept;
}

// A dry run cannot link to what is not written: what it needs is not missing for that.
void forgive_what_is_coming(const RowOutcome& outcome, Draft& draft)
{
    std::erase_if(draft.problems, [&](const Problem& problem) {
        return problem.rule == "required" &&
               std::ranges::any_of(outcome.pending, [&](const auto& link) {
                   return link.first->field->name == problem.field;
               });
    });
}

} // namespace

void count_row(ImportCounts& counts, const RowOutcome& outcome)
{
    ++counts.rows;
    if (!outcome.problems.empty())
        ++counts.failed;
    else if (outcome.verb == RowOutcome::Verb::create)
        ++counts.created;
    else if (outcome.verb == RowOutcome::Verb::update)
        ++counts.updated;
    else
        ++counts.unchanged;
}

ImportState::ImportState(Engine& engine, const Catalog& its_catalog, const Actor& its_actor,
                         const ImportPlan& its_plan)
    : catalog(its_catalog), actor(its_actor), plan(its_plan), links(catalog, actor, plan),
      matcher(plan), duplicates(engine.part<KeptCommonness>(), catalog, actor, plan)
{
    for (const ImportColumn& column : plan.columns)
        choices.push_back(column.way == ImportColumn::Way::scoped_choice
                              ? std::make_unique<ScopedChoices>(catalog, actor, plan, column)
                              : nullptr);
}

Page::Page(ImportState& state, const RowBatch& batch, std::size_t begin, std::size_t end)
    : m_state(state), m_batch(batch), m_begin(begin), m_last(end), m_end(end)
{
}

void Page::run(Transaction& transaction)
{
    m_end = m_last;
    m_outcomes.assign(m_last - m_begin, {});
    m_values.clear();
    m_drafts.clear();
    m_rows.clear();
    m_loaded.clear();
    m_matches.assign(m_last - m_begin, std::nullopt);
    m_state.links.begin();
    for (std::size_t at = m_begin; at < m_last; ++at) {
        m_values.push_back(row(at).values);
        outcome(at).problems = row(at).problems;
        for (const auto& [field, text] : row(at).unknown)
            outcome(at).unknown.push_back({field, text});
    }
    resolve_links(transaction);
    make_targets(transaction);
    place_links();
    find_records(transaction);
    make_drafts();
    choose_scoped(transaction);
    prepare(transaction);
}

void Page::fail(std::size_t at, std::string field, std::string_view rule, Sentence message)
{
    outcome(at).problems.push_back({std::move(field), std::string(rule), std::move(message)});
}

void Page::find_records(Transaction& transaction)
{
    m_found.clear();
    if (!m_state.matcher.is_needed())
        return;
    std::vector<std::string> keys;
    for (std::size_t at = m_begin; at < m_end; ++at) {
        if (!is_good(at))
            continue;
        outcome(at).keys = m_state.matcher.keys_of(m_values[at - m_begin]);
        keys.insert(keys.end(), outcome(at).keys.begin(), outcome(at).keys.end());
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    m_found = m_state.matcher.find(transaction.connection(), keys);
    load_records(transaction);
    m_end = first_repeated_row();
}

// What is in the bin or not for this actor to see is not found.
void Page::load_records(Transaction& transaction)
{
    std::vector<Id> ids;
    for (const auto& [key, found] : m_found)
        ids.insert(ids.end(), found.begin(), found.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.empty())
        return;
    for (Loaded& loaded : load_many(transaction, *m_state.plan.object, ids)) {
        const Id id = loaded.record.id();
        if (!loaded.record.is_in_bin())
            m_loaded.emplace(id, std::move(loaded));
    }
}

// Also says which record each row before it is about.
std::size_t Page::first_repeated_row()
{
    std::unordered_set<std::string_view> seen;
    std::unordered_set<Id> taken;
    for (std::size_t at = m_begin; at < m_end; ++at) {
        if (!is_good(at))
            continue;
        std::vector<Id> ids;
        for (const std::string& key : outcome(at).keys) {
            if (!seen.insert(key).second && at > m_begin)
                return at;
            if (const auto found = m_found.find(key); found != m_found.end())
                for (const Id& id : found->second)
                    if (m_loaded.contains(id) && std::find(ids.begin(), ids.end(), id) == ids.end())
                        ids.push_back(id);
        }
        if (ids.size() > 1)
            fail(at, m_state.plan.match[0]->name, "ambiguous",
                 say("report.number_objects_have_this",
                     {{"number", ids.size()},
                      {"objects", within(m_state.plan.object->label_plural)},
                      {"field", within(m_state.plan.match[0]->label)}}));
        if (ids.size() != 1)
            continue;
        if (!taken.insert(ids[0]).second)
            return at;
        m_matches[at - m_begin] = ids[0];
    }
    return m_end;
}

void Page::apply(std::size_t at, Record& after, bool is_new) const
{
    const auto& columns = m_state.plan.columns;
    const Record& values = m_values[at - m_begin];
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Field& field = *columns[i].field;
        // An empty cell says nothing: what is there stays. Choices of a scope are found later, rows
        // that come later are linked later.
        if (!row(at).given[i] || columns[i].way == ImportColumn::Way::scoped_choice ||
            (columns[i].is_link() && !values.has(field)))
            continue;
        const auto from = values.of(field);
        if (const auto part = static_cast<std::size_t>(columns[i].part); columns[i].part >= 0)
            after.of(field)[part] = from[part];
        else if (!is_new && is_added_to(field))
            add_entries(field, from, after.of(field));
        else
            std::copy(from.begin(), from.end(), after.of(field).begin());
    }
    for (const Field* field : m_outcomes[at - m_begin].beside)
        after.of(*field)[0] = values.of(*field)[0];
}

void Page::make_drafts()
{
    const Object& object = *m_state.plan.object;
    const bool may_create = m_state.actor.reach(object, Verb::create) != Reach::none;
    for (std::size_t at = m_begin; at < m_end; ++at) {
        if (!is_good(at))
            continue;
        RowOutcome& fate = outcome(at);
        const auto& match = m_matches[at - m_begin];
        const auto loaded = match ? m_loaded.find(*match) : m_loaded.end();
        const bool is_planned =
            !match && std::any_of(fate.keys.begin(), fate.keys.end(), [&](const std::string& key) {
                return m_state.planned_keys.contains(key);
            });
        if ((match || is_planned) && m_state.plan.options.create_only) {
            fate.verb = RowOutcome::Verb::unchanged;
            continue;
        }
        if (is_planned) {
            fate.verb = RowOutcome::Verb::update;
            continue;
        }
        if (match && !loaded->second.may_write) {
            fail(at, "", "forbidden",
                 say("common.you_may_not_change_this", {{"object", within(object.label)}}));
            continue;
        }
        if (!match && !may_create) {
            fail(
                at, "", "forbidden",
                say("common.you_may_not_make_objects", {{"objects", within(object.label_plural)}}));
            continue;
        }
        fate.draft = static_cast<int>(m_drafts.size());
        m_drafts.push_back(match ? make_draft(loaded->second.record) : make_draft(object));
        m_rows.push_back(at);
        apply(at, m_drafts.back().after, !match);
    }
}

void Page::choose_scoped(Transaction& transaction)
{
    const auto& columns = m_state.plan.columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ScopedChoices* choices = m_state.choices[i].get();
        if (!choices)
            continue;
        choices->load(transaction.connection());
        const Field& field = *columns[i].field;
        const Field* scope_field = field.choices_scope.empty()
                                       ? nullptr
                                       : m_state.plan.object->find_field(field.choices_scope);
        const ImportColumn* scope_column = m_state.plan.column_of(field.choices_scope);
        for (std::size_t d = 0; d < m_drafts.size(); ++d) {
            const std::size_t at = m_rows[d];
            if (!row(at).given[i])
                continue;
            Record& after = m_drafts[d].after;
            if (scope_field && !after.has(*scope_field) && !choices->default_scope().is_nil())
                after.of(*scope_field)[0] = choices->default_scope();
            const Id scope = scope_field && after.has(*scope_field)
                                 ? std::get<Id>(after.of(*scope_field)[0])
                                 : Id{};
            const std::string_view scope_text =
                scope_column ? scope_column->meant_by(m_batch.text(row(at), *scope_column)) : "";
            const std::string_view text = columns[i].meant_by(m_batch.text(row(at), columns[i]));
            auto answer =
                choices->find_or_make(transaction, m_state.links, scope, scope_text, text);
            if (answer.key) {
                after.of(field)[0] = std::move(*answer.key);
                continue;
            }
            if (answer.reason.is_empty()) {
                outcome(at).unknown.push_back({&field, std::string(text)});
                answer.reason = say("import.no_object_called_what",
                                    {{"object", within(field.label)}, {"name", text}});
            }
            m_drafts[d].problems.push_back({field.name, "choice", std::move(answer.reason)});
        }
    }
}

void Page::prepare(Transaction& transaction)
{
    const Object& object = *m_state.plan.object;
    // What hangs on a parent that the actor may not write is for the steps of save to find.
    const bool has_all = m_state.actor.reach(object, Verb::create) == Reach::all;
    prepare_drafts(transaction, object, m_drafts,
                   {.references = has_all || object.parent.empty(), .choices = true});
    using Verb = RowOutcome::Verb;
    for (std::size_t d = 0; d < m_drafts.size(); ++d) {
        RowOutcome& fate = outcome(m_rows[d]);
        Draft& draft = m_drafts[d];
        if (m_state.plan.options.dry_run)
            forgive_what_is_coming(fate, draft);
        fate.problems = without_echoes(draft.problems);
        fate.verb = !draft.is_good()   ? Verb::fail
                    : !draft.before    ? Verb::create
                    : draft.is_changed ? Verb::update
                                       : Verb::unchanged;
    }
    find_twins(transaction);
    if (!m_state.plan.options.dry_run)
        write_drafts(transaction, object, m_drafts);
}

void Page::find_twins(Transaction& transaction)
{
    DuplicateRows& duplicates = m_state.duplicates;
    duplicates.begin_page();
    for (std::size_t d = 0; d < m_drafts.size() && duplicates.is_asked(); ++d) {
        RowOutcome& fate = outcome(m_rows[d]);
        if (fate.verb != RowOutcome::Verb::create)
            continue;
        fate.twin =
            duplicates.ask(transaction.connection(), m_drafts[d].after, row(m_rows[d]).line);
        if (fate.twin && duplicates.leaves_out()) {
            fate.verb = RowOutcome::Verb::unchanged;
            fate.pending.clear();
            m_drafts[d].is_changed = false; // so that it is not written
        }
    }
}

} // namespace comity::exchange
