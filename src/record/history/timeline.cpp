#include "record/history/timeline.h"

#include "base/error.h"
#include "base/json.h"
#include "record/access/access.h"
#include "record/access/people.h"
#include "record/find/find.h"
#include "record/find/sort.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>
#include <charconv>

namespace comity::record {
namespace {

constexpr std::string_view own_kinds[] = {"activity", "change", "file", "stage"};

bool is_own_kind(std::string_view kind)
{
    return std::ranges::find(own_kinds, kind) != std::end(own_kinds);
}

// Kinds of activities are the choices of objects that stand on timelines.
bool is_activity_kind(const Catalog& catalog, std::string_view kind)
{
    for (const Object& object : catalog.objects()) {
        const Field* field =
            object.timeline.on.empty() ? nullptr : object.find_field(object.timeline.kind);
        if (field && std::ranges::find(field->choices, kind, &Choice::key) != field->choices.end())
            return true;
    }
    return false;
}

void check_kinds(const Catalog& catalog, const std::vector<std::string>& kinds)
{
    std::vector<Problem> problems;
    for (const std::string& kind : kinds)
        if (!is_own_kind(kind) && !is_activity_kind(catalog, kind))
            problems.push_back({"kinds", "unknown", say("reading.no_kind_kind", {{"kind", kind}})});
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
}

std::string format_place(const TimelinePlace& place)
{
    return encode_token(std::to_string(place.us) + ' ' + format_id(place.id));
}

std::optional<TimelinePlace> parse_place(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    const auto bytes = decode_token(text);
    if (!bytes)
        refuse_cursor();
    TimelinePlace place;
    const char* end = bytes->data() + bytes->size();
    const auto [at, error] = std::from_chars(bytes->data(), end, place.us);
    if (error != std::errc{} || at == end || *at != ' ')
        refuse_cursor();
    const auto id = parse_id(std::string_view(at + 1, end));
    if (!id)
        refuse_cursor();
    place.id = *id;
    return place;
}

void check_record(store::Connection& connection, const TimelineQuery& query)
{
    Sql sql;
    sql += "SELECT 1 FROM " + store::quote(Catalog::table_of(query.object)) + " t0 WHERE ";
    (sql += "t0.\"id\" = ").bind(query.record);
    sql += " AND t0.\"merged_into\" IS NULL";
    if (const auto access =
            access_predicate(query.catalog, query.actor, query.object, Verb::read, "t0"))
        (sql += " AND ").append(*access);
    bool is_there = false;
    connection.query(std::move(sql).statement(), [&](const store::Row&) { is_there = true; });
    if (!is_there)
        throw Error(Cause::not_found,
                    say("common.no_object_with_that_id", {{"object", within(query.object.label)}}));
}

} // namespace

bool TimelineQuery::wants(std::string_view kind) const
{
    return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
}

bool TimelineQuery::wants_activities() const
{
    return wants("activity") ||
           std::ranges::any_of(kinds, [](const std::string& kind) { return !is_own_kind(kind); });
}

void read_timeline(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                   const std::vector<std::string>& kinds, std::string_view after, int limit,
                   std::string& out, std::optional<Instant> as_of)
{
    if (limit < 1 || limit > 200)
        throw Error(Cause::invalid, say("reading.page_has_1_to_200_entries"),
                    {{"limit", "range", say("reading.page_has_1_to_200_entries")}});
    const auto catalog = engine.catalog();
    const auto people = engine.people();
    check_kinds(*catalog, kinds);
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    const TimelineQuery query{*catalog,           actor, *people, tongue, object, id, kinds,
                              parse_place(after), limit, as_of};
    TitlesOfReferences titles;
    std::vector<TimelineEntry> entries;
    engine.database().read([&](store::Connection& connection) {
        entries.clear();
        check_record(connection, query);
        add_activities(connection, query, entries);
        add_changes(connection, query, entries, titles);
    });
    // Each source gave one more than the page when it had more, so what is cut is not lost.
    std::ranges::sort(entries, std::ranges::greater(), &TimelineEntry::place);
    const bool has_more = entries.size() > static_cast<std::size_t>(limit);
    if (has_more)
        entries.resize(static_cast<std::size_t>(limit));
    out += "{\"entries\":[";
    bool is_first = true;
    for (const TimelineEntry& entry : entries) {
        if (entry.json.empty())
            continue; // only hidden fields changed
        out += is_first ? "" : ",";
        out += entry.json;
        is_first = false;
    }
    out += "],";
    JsonWriter json(out);
    titles.write(engine, actor, json);
    out += ",\"next\":";
    out += has_more ? "\"" + format_place(entries.back().place) + "\"}" : "null}";
}

} // namespace comity::record
