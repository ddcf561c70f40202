#include "record/shape/text.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/state.h"
#include "record/shape/text_parts.h"
#include "record/shape/told.h"
#include "store/database.h"

namespace comity::record {
namespace {

constexpr const char* version_member = "comity_definitions";

struct NotKept {}; // thrown to leave a change set that was only asked about

// The catalog as it will be, once what this transaction has written is durable: rules and layouts
// speak of fields that the same text adds.
std::shared_ptr<const Catalog> catalog_to_come(Transaction& transaction)
{
    const auto& shelf = transaction.engine().shelf().objects;
    std::vector<LeftOutDefinition> left_out; // told by the keeper when it takes effect
    return std::make_shared<const Catalog>(
        shaped(shelf, load_definitions(transaction.connection(), shelf), left_out));
}

} // namespace

const Json::Array& list_in(const Json& json, const char* member)
{
    static const Json::Array nothing;
    const Json* list = json.find(member);
    if (!list || list->is_null())
        return nothing;
    if (!list->if_array())
        throw Error(Cause::malformed, say("shape.must_be_list", {{"member", member}}));
    return *list->if_array();
}

std::vector<DefinitionChange::Difference> differences(const Json& before, const Json& after)
{
    std::vector<DefinitionChange::Difference> found;
    static const Json::Object nothing;
    const Json::Object* was = before.if_object();
    const Json::Object* is = after.if_object();
    for (const auto& [name, value] : is ? *is : nothing) {
        const Json* old = before.find(name);
        if (name != "fields" && !(old ? *old == value : value.is_null()))
            found.push_back({name, old ? *old : Json(), value});
    }
    for (const auto& [name, value] : was ? *was : nothing)
        if (name != "fields" && !after.find(name))
            found.push_back({name, value, Json()});
    return found;
}

std::string format_definitions(Engine& engine)
{
    Definitions definitions;
    engine.database().read([&](store::Connection& connection) {
        definitions = load_definitions(connection, engine.shelf().objects);
    });
    Json text = Json()
                    .set(version_member, 1)
                    .set("objects", tell_objects(definitions, engine.shelf().objects));
    tell_arranged(engine, text);
    return format_lines(text);
}

DefinitionOutcome apply_definitions(Engine& engine, const Actor& actor, std::string_view text,
                                    bool removes, bool is_dry_run)
{
    if (!actor.is_administrator())
        throw Error(Cause::forbidden, say("shape.only_administrators_change_objects_and"));
    const Json said = parse_json(text);
    if (!said.find(version_member) || !said.find("objects"))
        throw Error(Cause::malformed, say("shape.this_is_no_text_of"));
    DefinitionOutcome outcome;
    std::shared_ptr<const Catalog> before; // what is written first is known by it to the end
    const auto work = [&](Transaction& transaction) {
        SaveState& state = transaction.state();
        before = state.catalog;
        outcome.changes.clear();
        Complaints complaints(text);
        take_objects(transaction, said, removes, complaints, outcome.changes);
        if (state.written.contains("custom_object") || state.written.contains("custom_field"))
            state.catalog = catalog_to_come(transaction);
        take_arranged(transaction, said, removes, complaints, outcome.changes);
        complaints.throw_all();
        if (is_dry_run)
            throw NotKept{};
    };
    try {
        outcome.change_set =
            write_change_set(engine, actor, {.label = say("log.definitions")}, work);
    } catch (const NotKept&) {
        outcome.change_set = {};
    }
    return outcome;
}

} // namespace comity::record
