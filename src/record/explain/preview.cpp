#include "record/explain/preview.h"

#include "base/error.h"
#include "record/access/people.h"
#include "record/access/role_check.h"
#include "record/explain/preview_counts.h"
#include "record/explain/preview_words.h"
#include "record/find/find.h"
#include "record/object/catalog.h"

#include <map>

namespace comity::record {
namespace {

constexpr std::size_t most_people = 200; // that are listed one by one

bool is_counted(const Object& object)
{
    return !object.is_setting && !object.is_private && object.readers.empty();
}

class Preview {
public:
    Preview(Engine& engine, const Wording& wording)
        : m_engine(engine), m_catalog(engine.catalog()), m_wording(wording), m_counts(engine)
    {
    }

    void add(const Actor& before, const Actor& after)
    {
        ++m_people;
        std::vector<PreviewChange> changes;
        for (const Object& object : m_catalog->objects())
            if (is_counted(object))
                for (const Verb verb : all_verbs)
                    compare(before, after, object, verb, changes);
        for (const Object& object : m_catalog->objects())
            compare_fields(before, after, object);
        if (changes.empty())
            return;
        if (m_listed.size() < most_people)
            m_listed.push_back({before.user, before.name, std::move(changes)});
        else
            m_has_more = true;
    }

    void write(std::string& out) const
    {
        JsonWriter json(out);
        json.begin_object();
        json.member("people", m_people);
        write_summary(json);
        write_fields(json);
        write_listed(json);
        json.member("more", m_has_more);
        json.end_object();
    }

private:
    struct Listed {
        Id user;
        std::string name;
        std::vector<PreviewChange> changes;
    };
    struct Sum {
        PreviewChange change; // of the first person, for the words
        std::int64_t losers = 0;
        std::int64_t gainers = 0;
        std::int64_t others = 0; // whose right changes without a record to show for it
        std::set<Id> lost_owners;
        std::set<Id> gained_owners;
        std::int64_t most_lost = 0; // by one person: at least so many, shared ones too
        std::int64_t most_gained = 0;
    };
    struct FieldSum {
        const Object* object;
        const Field* field;
        std::string_view change;
        std::int64_t people = 0;
    };

    Engine& m_engine;
    std::shared_ptr<const Catalog> m_catalog;
    const Wording& m_wording;
    PreviewCounts m_counts;
    std::int64_t m_people = 0;
    bool m_has_more = false;
    std::vector<Listed> m_listed;
    std::vector<Sum> m_sums;
    std::vector<FieldSum> m_fields;

    void compare(const Actor& before, const Actor& after, const Object& object, Verb verb,
                 std::vector<PreviewChange>& changes)
    {
        const AccessRule old_rule = rule_for(*m_catalog, before, object, verb);
        const AccessRule new_rule = rule_for(*m_catalog, after, object, verb);
        if (old_rule.base == new_rule.base && old_rule.base != AccessRule::Base::parent &&
            old_rule.reach == new_rule.reach && old_rule.owners == new_rule.owners &&
            old_rule.takes_shares == new_rule.takes_shares)
            return;
        const Extent old_extent = extent_of(old_rule);
        const Extent new_extent = extent_of(new_rule);
        PreviewChange change{&object, verb, old_rule.reach, new_rule.reach, 0, 0, 0, 0};
        const bool has_owners = !object.owner.empty() || !object.parent.empty();
        if (old_extent == new_extent && (old_rule.reach == new_rule.reach || !has_owners))
            return;
        if (verb != Verb::create) {
            change.before = m_counts.reached(object, before, verb, old_extent);
            change.after = m_counts.reached(object, after, verb, new_extent);
            change.lost = m_counts.missing(object, before, verb, old_extent, new_extent);
            change.gained = m_counts.missing(object, after, verb, new_extent, old_extent);
            if (change.lost == 0 && change.gained == 0 && change.old_reach == change.new_reach)
                return;
        }
        Sum& sum = sum_of(change);
        sum.losers += change.lost > 0 ? 1 : 0;
        sum.gainers += change.gained > 0 ? 1 : 0;
        sum.others += change.lost == 0 && change.gained == 0 ? 1 : 0;
        sum.most_lost = std::max(sum.most_lost, change.lost);
        sum.most_gained = std::max(sum.most_gained, change.gained);
        if (verb != Verb::create) {
            sum.lost_owners.merge(m_counts.owners_missing(object, old_extent, new_extent));
            sum.gained_owners.merge(m_counts.owners_missing(object, new_extent, old_extent));
        }
        changes.push_back(change);
    }

    Sum& sum_of(const PreviewChange& change)
    {
        for (Sum& sum : m_sums)
            if (sum.change.object == change.object && sum.change.verb == change.verb)
                return sum;
        m_sums.push_back({});
        m_sums.back().change = change;
        return m_sums.back();
    }

    void compare_fields(const Actor& before, const Actor& after, const Object& object)
    {
        for (const Field& field : object.fields) {
            const bool saw = before.may_see(object, field);
            const bool sees = after.may_see(object, field);
            const bool wrote = before.may_change(object, field);
            const bool writes = after.may_change(object, field);
            const std::string_view change = saw != sees       ? (sees ? "shown" : "hidden")
                                            : wrote != writes ? (writes ? "writable" : "read_only")
                                                              : "";
            if (!change.empty())
                ++field_sum(object, field, change).people;
        }
    }

    FieldSum& field_sum(const Object& object, const Field& field, std::string_view change)
    {
        for (FieldSum& sum : m_fields)
            if (sum.field == &field && sum.change == change)
                return sum;
        m_fields.push_back({&object, &field, change});
        return m_fields.back();
    }

    // Records of different people's losses, each counted once.
    std::int64_t records(const Sum& sum, const std::set<Id>& owners, std::int64_t most) const
    {
        return std::max(const_cast<PreviewCounts&>(m_counts).owned(*sum.change.object, owners),
                        most);
    }

    void write_summary(JsonWriter& json) const
    {
        json.key("summary");
        json.begin_array();
        for (const Sum& sum : m_sums) {
            PreviewTotals totals{sum.losers, records(sum, sum.lost_owners, sum.most_lost),
                                 sum.gainers, records(sum, sum.gained_owners, sum.most_gained),
                                 sum.others};
            json.begin_object();
            json.member("object", sum.change.object->name);
            json.member("label", m_wording.tongue.label(sum.change.object->label_plural));
            json.member("verb", name_of(sum.change.verb));
            json.member("before", name_of(sum.change.old_reach));
            json.member("after", name_of(sum.change.new_reach));
            json.member("people_losing", totals.losers);
            json.member("records_lost", totals.losers ? totals.lost : 0);
            json.member("people_gaining", totals.gainers);
            json.member("records_gained", totals.gainers ? totals.gained : 0);
            json.key("sentences");
            json.begin_array();
            for (const Sentence& sentence : total_words(sum.change, totals))
                json.value(m_wording.tongue.tell(sentence));
            json.end_array();
            json.end_object();
        }
        json.end_array();
    }

    void write_fields(JsonWriter& json) const
    {
        json.key("fields");
        json.begin_array();
        for (const FieldSum& sum : m_fields) {
            json.begin_object();
            json.member("object", sum.object->name);
            json.member("field", sum.field->name);
            json.member("change", sum.change);
            json.member("people", sum.people);
            json.member("text", m_wording.tongue.tell(
                                    field_words(*sum.object, *sum.field, sum.change, sum.people)));
            json.end_object();
        }
        json.end_array();
    }

    void write_listed(JsonWriter& json) const
    {
        json.key("by_person");
        json.begin_array();
        for (const Listed& listed : m_listed) {
            json.begin_object();
            json.member("user", format_id(listed.user));
            json.member("name", listed.name);
            json.key("changes");
            json.begin_array();
            for (const PreviewChange& change : listed.changes) {
                json.begin_object();
                json.member("object", change.object->name);
                json.member("verb", name_of(change.verb));
                json.member("before", change.before);
                json.member("after", change.after);
                json.member("lost", change.lost);
                json.member("gained", change.gained);
                json.end_object();
            }
            json.end_array();
            json.end_object();
        }
        json.end_array();
    }
};

void require_administrator(const Actor& asking)
{
    if (!asking.is_administrator())
        throw Error(Cause::forbidden, say("access.only_administrators_change_who_may"));
}

Record load_role_record(Engine& engine, const Object& roles, const Id& role)
{
    std::optional<Record> found;
    ListQuery query;
    query.filter = "id = \"" + format_id(role) + "\"";
    each_page(engine, Actor::program("Comity", Origin::automation), roles, query, 1,
              [&](std::vector<Record>& page) {
                  found = std::move(page[0]);
                  return false;
              });
    if (!found)
        throw Error(Cause::not_found, say("access.no_role_with_that_id"));
    return *std::move(found);
}

} // namespace

void preview_role(Engine& engine, const Actor& asking, const Id& role, const NewRole& wanted,
                  const Wording& wording, std::string& out)
{
    require_administrator(asking);
    const auto catalog = engine.catalog();
    const Record now = load_role_record(engine, catalog->load("role"), role);
    const Json permissions = wanted.permissions.value_or(now.json("permissions"));
    const Json hidden = wanted.hidden_fields.value_or(now.json("hidden_fields"));
    const Json read_only = wanted.read_only_fields.value_or(now.json("read_only_fields"));
    auto problems = check_role_definition(*catalog, permissions, hidden, read_only);
    if (!problems.empty())
        throw Error(Cause::invalid, say("common.this_role_cannot_be_kept"), std::move(problems));
    const auto after = std::make_shared<const Role>(
        make_role(role, now.text("key"), now.text("name"), format_json(permissions),
                  format_json(hidden), format_json(read_only)));
    Preview preview(engine, wording);
    for (const Person* person : wording.people.everybody()) {
        if (person->role != role)
            continue;
        preview.add(engine.actor_for(person->id, Origin::api),
                    engine.completed(*wording.people.actor_if(person->id, after, person->team)));
    }
    preview.write(out);
}

void preview_move(Engine& engine, const Actor& asking, const Id& user, const NewPlace& place,
                  const Wording& wording, std::string& out)
{
    require_administrator(asking);
    const Person* person = wording.people.find(user);
    if (!person)
        throw Error(Cause::not_found, say("access.nobody_with_that_id"));
    std::vector<Problem> problems;
    auto role = wording.people.find_role(place.role.value_or(person->role));
    if (place.role && !role)
        problems.push_back({"role", "reference", say("access.no_such_role")});
    const Id team = place.team.value_or(person->team);
    if (place.team && !team.is_nil() && wording.people.name_of_team(team).empty())
        problems.push_back({"team", "reference", say("access.no_such_team")});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    Preview preview(engine, wording);
    preview.add(engine.actor_for(user, Origin::api),
                engine.completed(*wording.people.actor_if(user, std::move(role), team)));
    preview.write(out);
}

} // namespace comity::record
