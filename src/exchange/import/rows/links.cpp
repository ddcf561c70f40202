#include "exchange/import/rows/links.h"

#include "base/text.h"
#include "exchange/import/mapping/planned.h"
#include "record/find/survivors.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace comity::exchange {
namespace {

// Of `deal:Acme renewal`.
const Object* object_named_by(const Catalog& catalog, std::string_view text)
{
    const std::size_t colon = text.find(':');
    return colon == text.npos ? nullptr : catalog.find(trim(text.substr(0, colon)));
}

// Of a name that a record was to be made for.
Meaning meaning_of(const Draft& draft, const Object& object, std::string_view text)
{
    if (draft.is_good())
        return {Meaning::Sort::record, draft.after.id(), &object, {}};
    return {Meaning::Sort::refused,
            {},
            &object,
            say("report.object_name_could_not_be", {{"object", as_label(object.label)},
                                                    {"name", text},
                                                    {"what", draft.problems[0].message}})};
}

Sentence several_called(std::string_view name, const Object& object, std::size_t count)
{
    const Piece objects = within(object.label_plural);
    if (count >= 8)
        return say("report.name_is_name_of_many", {{"name", name}, {"objects", objects}});
    return say("report.name_is_name_of_number",
               {{"name", name}, {"number", count}, {"objects", objects}});
}

} // namespace

Names& Links::names_of(const Object& object)
{
    auto& names = m_names[object.name];
    if (!names)
        names = std::make_unique<Names>(m_catalog, m_actor, object);
    return *names;
}

void Links::load(store::Connection& connection, const RowBatch& batch)
{
    for (const ImportColumn& column : m_plan.columns) {
        if (column.way != ImportColumn::Way::reference &&
            column.way != ImportColumn::Way::references)
            continue;
        if (m_catalog.find(column.field->target)) {
            load(connection, column, "");
            continue;
        }
        if (m_catalog.find(column.label)) {
            load(connection, column, "");
            continue;
        }
        for (const ImportRow& row : batch.rows())
            load(connection, column, batch.text(row, column));
    }
}

void Links::load(store::Connection& connection, const ImportColumn& column, std::string_view text)
{
    const std::string_view meant = column.meant_by(text);
    const Object* object = m_catalog.find(column.field->target);
    if (!object)
        object = m_catalog.find(column.label);
    if (!object)
        object = object_named_by(m_catalog, meant);
    if (object)
        names_of(*object).load(connection);
    else if (!trim(meant).empty())
        for (const Object* one : anything())
            names_of(*one).load(connection);
}

std::vector<const Object*> Links::anything() const
{
    std::vector<const Object*> objects;
    for (const Object& object : m_catalog.objects())
        if (&object != m_plan.object && object.has_import && !object.is_setting &&
            Names::fields_of(object).external_id && object.timeline.on.empty())
            objects.push_back(&object);
    return objects;
}

void Links::learn(const Record& record)
{
    if (const auto at = m_names.find(record.object->name); at != m_names.end())
        at->second->learn(record);
}

void Links::keep()
{
    for (const Made& made : m_made)
        learn(made.record);
    begin();
}

std::vector<Links::Asked> Links::ask(const ImportColumn& column, Meanings& meanings) const
{
    std::vector<Asked> asked;
    for (auto& [text, meaning] : meanings) {
        const std::size_t order = meaning.order;
        std::string_view name = trim(column.meant_by(text));
        const Object* object = m_catalog.find(column.field->target);
        if (!column.label.empty()) { // of several ids the first
            name = trim(name.substr(0, name.find(';')));
            object = m_catalog.find(column.label);
        } else if (column.field->target.empty()) { // a link to anything: `deal:Acme renewal`
            object = object_named_by(m_catalog, name);
            name = object ? trim(name.substr(name.find(':') + 1)) : name;
        }
        meaning = {Meaning::Sort::unknown, {}, object, {}};
        asked.push_back({name, object, &meaning, order});
    }
    std::sort(asked.begin(), asked.end(),
              [](const Asked& a, const Asked& b) { return a.order < b.order; });
    return asked;
}

void Links::resolve(store::Connection& connection, const ImportColumn& column, Meanings& meanings)
{
    std::vector<Asked> asked = ask(column, meanings);
    find_anywhere(asked);
    std::erase_if(asked, [](const Asked& one) { return !one.object; });
    find_ids(connection, asked);
    find_names(connection, asked);
}

// Links to anything that do not say to what: external ids of other systems say it by themselves.
void Links::find_anywhere(std::vector<Asked>& asked)
{
    const std::vector<const Object*> objects = anything();
    for (Asked& one : asked) {
        if (one.object)
            continue;
        std::optional<Piece> found; // of what it is the external id
        for (const Object* object : objects) {
            const Names::Found names = names_of(*object).find_external(one.text);
            const bool is_planned =
                m_plan.planned && m_plan.planned->has_external(*object, one.text);
            if (names.count == 0 && !is_planned)
                continue;
            const bool is_several = names.count > 1 || found;
            Piece label = within(object->label);
            if (found)
                label = say("report.one_and_of_other", {{"one", *found}, {"other", label}});
            found = std::move(label);
            if (is_several)
                *one.meaning = {Meaning::Sort::refused,
                                {},
                                nullptr,
                                say("report.name_is_external_id_of",
                                    {{"name", one.text}, {"objects", *found}})};
            else
                *one.meaning = {names.count ? Meaning::Sort::record : Meaning::Sort::coming,
                                names.id,
                                object,
                                {}};
        }
        if (!found)
            *one.meaning = {Meaning::Sort::refused,
                            {},
                            nullptr,
                            say("report.name_is_no_records_external", {{"name", one.text}})};
    }
}

// By the id that was asked for the record that it means: itself, or what it was merged into.
std::map<Id, Id> Links::existing_or_survivor(store::Connection& connection, const Object& object,
                                             std::vector<Id> wanted)
{
    std::map<Id, Id> means;
    for (const Id& id : names_of(object).existing(connection, wanted))
        means[id] = id;
    std::erase_if(wanted, [&](const Id& id) { return means.contains(id); });
    const auto survivors = find_survivors(connection, object, wanted);
    std::vector<Id> ends;
    for (const auto& [id, survivor] : survivors)
        ends.push_back(survivor);
    const std::vector<Id> visible = names_of(object).existing(connection, ends);
    for (const auto& [id, survivor] : survivors)
        if (std::ranges::find(visible, survivor) != visible.end())
            means[id] = survivor;
    return means;
}

void Links::find_ids(store::Connection& connection, std::vector<Asked>& asked)
{
    std::map<const Object*, std::vector<Id>> ids;
    for (const Asked& one : asked)
        if (const auto id = parse_id(one.text))
            ids[one.object].push_back(*id);
    for (const auto& [object, wanted] : ids) {
        const auto leads_to = existing_or_survivor(connection, *object, wanted);
        for (Asked& one : asked)
            if (const auto id = parse_id(one.text); id && one.object == object)
                if (const auto found = leads_to.find(*id); found != leads_to.end())
                    *one.meaning = {Meaning::Sort::record, found->second, object, {}};
    }
}

void Links::find_names(store::Connection& connection, std::vector<Asked>& asked)
{
    for (Asked& one : asked) {
        if (one.meaning->sort != Meaning::Sort::unknown)
            continue;
        const Names::Found found = names_of(*one.object).find(connection, one.text);
        if (found.count == 1)
            *one.meaning = {Meaning::Sort::record, found.id, one.object, {}};
        else if (found.count > 1)
            *one.meaning = {Meaning::Sort::refused,
                            {},
                            one.object,
                            several_called(one.text, *one.object, found.count)};
        else if (const Record* made = find_made(*one.object, one.text))
            *one.meaning = {Meaning::Sort::record, made->id(), one.object, {}};
        else if (is_coming(*one.object, one.text))
            one.meaning->sort = Meaning::Sort::coming;
    }
}

const Record* Links::find_made(const Object& object, std::string_view text) const
{
    const auto at = m_made_names.find({&object, fold(text)});
    return at == m_made_names.end() ? nullptr : &m_made[at->second].record;
}

void Links::add_made(const Object& object, Record record)
{
    m_made_names.emplace(std::pair(&object, fold(trim(record.title()))), m_made.size());
    m_made.push_back({&object, std::move(record)});
}

void Links::begin()
{
    m_made.clear();
    m_made_names.clear();
}

bool Links::is_coming(const Object& object, std::string_view text) const
{
    if (m_plan.planned && m_plan.planned->has(object, text))
        return true;
    if (&object != m_plan.object)
        return false;
    return m_plan.coming.has(hash_of(name_sort::external, text)) ||
           m_plan.coming.has(hash_of(name_sort::folded, fold(text)));
}

void Links::make(Transaction& transaction, const ImportColumn& column, Meanings& meanings,
                 const std::unordered_set<std::string_view>& wanted_texts)
{
    Meanings chosen;
    for (const auto& [text, meaning] : meanings)
        if (meaning.sort == Meaning::Sort::unknown && wanted_texts.contains(text))
            chosen.emplace(text, meaning);
    std::vector<Asked> asked = ask(column, chosen);
    std::erase_if(asked, [](const Asked& one) { return !one.object; });
    find_names(transaction.connection(), asked); // another column may have made it meanwhile
    // One record for each name, however its letters' case differs: as its first row writes it.
    struct Wanted {
        std::map<std::string, std::size_t> places;
        std::vector<std::vector<Asked*>> names;
    };
    std::map<const Object*, Wanted> wanted;
    for (Asked& one : asked) {
        if (one.meaning->sort != Meaning::Sort::unknown || parse_id(one.text))
            continue;
        Wanted& of_object = wanted[one.object];
        const auto [place, is_new] =
            of_object.places.emplace(fold(one.text), of_object.names.size());
        if (is_new)
            of_object.names.emplace_back();
        of_object.names[place->second].push_back(&one);
    }
    for (auto& [object, of_object] : wanted) {
        const Field& title = object->load_field(object->title);
        const bool may_make = m_actor.reach(*object, Verb::create) != Reach::none;
        std::vector<Draft> drafts;
        for (const auto& ones : of_object.names) {
            Draft& draft = drafts.emplace_back(make_draft(*object));
            kind_of(title).parse_text(title, ones[0]->text, {}, draft.after.of(title),
                                      draft.problems);
            if (!may_make)
                draft.problems.push_back({title.name, "forbidden",
                                          say("common.you_may_not_make_objects",
                                              {{"objects", within(object->label_plural)}})});
        }
        prepare_drafts(transaction, *object, drafts);
        write_drafts(transaction, *object, drafts);
        auto draft = drafts.begin();
        for (const auto& ones : of_object.names) {
            for (Asked* one : ones)
                *one->meaning = meaning_of(*draft, *object, one->text);
            if (draft->is_good())
                add_made(*object, std::move(draft->after));
            ++draft;
        }
    }
    for (auto& [text, meaning] : chosen)
        meanings[text] = std::move(meaning);
}

} // namespace comity::exchange
