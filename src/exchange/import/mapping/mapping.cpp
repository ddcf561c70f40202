#include "exchange/import/mapping/mapping.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/mapping/secret_columns.h"
#include "record/object/kind.h"

#include <algorithm>
#include <set>

namespace comity::exchange {
namespace {

struct Synonym {
    std::string_view header; // as snake_case makes it
    std::string_view fields; // those it may mean, the likeliest first
};

// What other systems and spreadsheets call things.
constexpr Synonym synonyms[] = {
    {"id", "external_id"},
    {"record_id", "external_id"},
    {"nummer", "external_id code"},
    {"kundennummer", "external_id"},
    {"opportunity", "name"},
    {"title", "job_title name subject"},
    {"bezeichnung", "name subject"},
    {"company", "account company name"},
    {"company_name", "account company name"},
    {"organisation", "account company name"},
    {"organization", "account company name"},
    {"firma", "account company name"},
    {"unternehmen", "account company name"},
    {"kunde", "account name"},
    {"customer", "account name"},
    {"konto", "account name"},
    {"parent", "parent"},
    {"parent_account", "parent"},
    {"subsidiary_of", "parent"},
    {"muttergesellschaft", "parent"},
    {"email", "emails email"},
    {"e_mail", "emails email"},
    {"mail", "emails email"},
    {"email_address", "emails email"},
    {"e_mail_address", "emails email"},
    {"e_mail_adresse", "emails email"},
    {"phone", "phones phone"},
    {"phone_number", "phones phone"},
    {"telephone", "phones phone"},
    {"tel", "phones phone"},
    {"telefon", "phones phone"},
    {"telefonnummer", "phones phone"},
    {"mobile", "phones mobile phone"},
    {"mobile_phone", "phones mobile phone"},
    {"handy", "phones mobile phone"},
    {"mobil", "phones mobile phone"},
    {"first", "first_name"},
    {"given_name", "first_name"},
    {"forename", "first_name"},
    {"vorname", "first_name"},
    {"last", "last_name"},
    {"surname", "last_name"},
    {"family_name", "last_name"},
    {"nachname", "last_name"},
    {"salutation", "salutation title"},
    {"anrede", "salutation"},
    {"position", "job_title position"},
    {"job", "job_title"},
    {"role", "job_title role"},
    {"department", "department"},
    {"abteilung", "department"},
    {"birthdate", "birthday"},
    {"date_of_birth", "birthday"},
    {"geburtsdatum", "birthday"},
    {"strasse", "billing_address address"},
    {"website", "website"},
    {"web", "website"},
    {"url", "website"},
    {"homepage", "website"},
    {"webseite", "website"},
    {"web_address", "website"},
    {"domain_name", "domain"},
    {"industry", "sector industry"},
    {"branche", "sector industry"},
    {"annual_revenue", "revenue"},
    {"turnover", "revenue"},
    {"umsatz", "revenue"},
    {"number_of_employees", "employees"},
    {"headcount", "employees"},
    {"mitarbeiter", "employees"},
    {"year_started", "year_established"},
    {"founded", "year_established"},
    {"gegruendet", "year_established"},
    {"office_location", "country"},
    {"land", "country"},
    {"address", "billing_address address"},
    {"adresse", "billing_address address"},
    {"mailing_address", "address mailing_address billing_address"},
    {"type", "kind type"},
    {"typ", "kind type"},
    {"description", "description body notes"},
    {"notes", "description notes body"},
    {"beschreibung", "description body"},
    {"notizen", "description notes body"},
    {"amount", "amount list_price"},
    {"value", "amount"},
    {"close_value", "amount"},
    {"deal_value", "amount"},
    {"betrag", "amount"},
    {"wert", "amount"},
    {"price", "list_price amount"},
    {"sales_price", "list_price"},
    {"preis", "list_price"},
    {"series", "family"},
    {"stage_name", "stage"},
    {"phase", "stage"},
    {"stufe", "stage"},
    {"close_date", "expected_close closed_on"},
    {"engage_date", "started_on"},
    {"start_date", "started_on"},
    {"abschlussdatum", "expected_close closed_on"},
    {"wahrscheinlichkeit", "probability"},
    {"produkt", "product"},
    {"lead_source", "source lead_source"},
    {"quelle", "source"},
    {"owner", "owner"},
    {"owner_name", "owner"},
    {"sales_agent", "owner name"},
    {"salesperson", "owner"},
    {"assigned_to", "owner"},
    {"inhaber", "owner"},
    {"besitzer", "owner"},
    {"zustaendig", "owner"},
    {"reports_to", "reports_to manager"},
    {"regional_office", "team"},
    {"contact", "primary_contact contact"},
    {"ansprechpartner", "primary_contact contact"},
    {"tags", "tags"},
    {"schlagworte", "tags"},
};

bool may_be_written(const Field* field)
{
    return field && !field->is_read_only && !record::facts_of(*field).is_secret;
}

const Field* field_by_synonym(const Object& object, std::string_view key)
{
    for (const Synonym& synonym : synonyms) {
        if (synonym.header != key)
            continue;
        for (const std::string_view name : split(synonym.fields, ' '))
            if (const Field* field = object.find_field(name); may_be_written(field))
                return field;
    }
    return nullptr;
}

bool is_label(const Field& field, const std::string& folded, const Words& words)
{
    if (fold(field.label) == folded)
        return true;
    return std::any_of(words.begin(), words.end(), [&](const auto& language) {
        const auto word = language.second.find(field.label);
        return word != language.second.end() && fold(word->second) == folded;
    });
}

// What the person decided comes first.
void apply_options(const Object& object, const std::vector<std::string>& headers,
                   const ImportOptions& options, ColumnMap& map, std::vector<Problem>& problems)
{
    const auto refuse = [&](const std::string& field, const char* rule, Sentence reason) {
        problems.push_back({field, rule, std::move(reason)});
    };
    for (const auto& [header, name] : options.map) {
        const auto at = std::find(headers.begin(), headers.end(), trim(header));
        if (at == headers.end()) {
            refuse(header, "unknown",
                   say("import.header_has_no_column_called", {{"header", header}}));
            continue;
        }
        if (name.empty())
            continue;
        const ColumnTarget target = find_target(object, name);
        const bool is_taken = std::ranges::any_of(
            map.targets, [&](const ColumnTarget& other) { return target.clashes_with(other); });
        if (const Field* derived = object.find_derived(name))
            refuse(name, "read_only",
                   say("import.derived_is_worked_out_and", {{"field", as_label(derived->label)}}));
        else if (!target)
            refuse(name, "unknown",
                   say("common.object_has_no_field_called",
                       {{"object", as_label(object.label)}, {"name", name}}));
        else if (!may_be_written(target.field))
            refuse(
                name, "read_only",
                say("import.field_cannot_be_written", {{"field", as_label(target.field->label)}}));
        else if (is_taken)
            refuse(name, "unique", say("import.two_columns_go_to_name", {{"name", name}}));
        else if (options.set.contains(target.field->name))
            refuse(name, "unique", say("import.column_goes_to_name_and", {{"name", name}}));
        else
            map.targets[static_cast<std::size_t>(at - headers.begin())] = target;
    }
}

std::set<std::string> decided_headers(const ImportOptions& options)
{
    std::set<std::string> headers;
    for (const auto& [header, field] : options.map)
        headers.emplace(trim(header));
    return headers;
}

} // namespace

const Field* find_named_field(const Object& object, std::string_view header, const Words& words)
{
    const std::string folded = fold(trim(header));
    for (const std::string& key : {folded, make_key(header), snake_case(header)})
        if (const Field* field = object.find_field(key))
            return field;
    for (const Field& field : object.fields)
        if (is_label(field, folded, words))
            return &field;
    return nullptr;
}

std::string snake_case(std::string_view header)
{
    std::string words;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const char c = header[i];
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool after_lower = i > 0 && ((header[i - 1] >= 'a' && header[i - 1] <= 'z') ||
                                           (header[i - 1] >= '0' && header[i - 1] <= '9'));
        if (is_upper && after_lower)
            words += ' ';
        words += c;
    }
    // German umlauts are looked up as people type them without.
    std::string spelt;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view rest = std::string_view(words).substr(i);
        const bool is_umlaut =
            rest.starts_with("ä") || rest.starts_with("ö") || rest.starts_with("ü");
        if (is_umlaut) {
            spelt += rest.starts_with("ä") ? "ae" : rest.starts_with("ö") ? "oe" : "ue";
            ++i;
        } else {
            spelt += words[i];
        }
    }
    return make_key(spelt);
}

const Field* guess_field(const Object& object, std::string_view header, const Words& words)
{
    if (const Field* field = find_named_field(object, header, words); may_be_written(field))
        return field;
    std::string key = snake_case(header);
    if (key.ends_with("_c")) // a custom field of Salesforce
        key.resize(key.size() - (key.ends_with("__c") ? 3 : 2));
    if (const Field* field = object.find_field(key); may_be_written(field))
        return field;
    if (const Field* field = field_by_synonym(object, key))
        return field;
    // `deal_stage` and `AccountName` name the object too.
    if (key == object.name || key == object.plural)
        return object.find_field(object.title);
    if (key.starts_with(object.name + "_"))
        return guess_field(object, std::string_view(key).substr(object.name.size() + 1), words);
    for (const std::string_view ending : {"_id", "_name"}) {
        if (!key.ends_with(ending))
            continue;
        const std::string stem = key.substr(0, key.size() - ending.size());
        const Field* field = object.find_field(stem);
        if (!field)
            field = field_by_synonym(object, stem);
        const bool is_link = field && (is_reference(*field) || !field->choices_object.empty());
        if (is_link && may_be_written(field))
            return field;
        if (ending == "_id" && object.title == "name" && stem == "opportunity")
            return object.find_field("external_id");
    }
    return nullptr;
}

bool ColumnTarget::clashes_with(const ColumnTarget& other) const
{
    if (!field || field != other.field)
        return false;
    if (facts_of(*field).has_labels || (is_reference(*field) && field->target.empty()))
        return false;
    // A currency stands beside its amount; a street says in part what an address says whole.
    const bool has_main_part =
        facts_of(*field).is_in_parts && kind_of(*field).parts(*field)[0].suffix.empty();
    const bool is_beside = has_main_part && part != other.part;
    return !is_beside && (part == other.part || part < 0 || other.part < 0);
}

ColumnTarget find_target(const Object& object, std::string_view name)
{
    if (const Field* field = object.find_field(name))
        return {field, -1, ""};
    if (const std::size_t colon = name.find(':'); colon != name.npos) {
        const Field* field = object.find_field(name.substr(0, colon));
        std::string label(trim(name.substr(colon + 1)));
        const bool may_be_labelled =
            field && (facts_of(*field).has_labels ||
                      (is_reference(*field) && (field->target.empty() || field->target == label)));
        return may_be_labelled ? ColumnTarget{field, -1, std::move(label)} : ColumnTarget{};
    }
    for (const Field& field : object.fields) {
        if (!facts_of(field).is_in_parts)
            continue;
        const auto parts = kind_of(field).parts(field);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].suffix.empty())
                continue; // the field's own name
            const std::string dotted = field.name + "." + std::string(parts[i].suffix.substr(1));
            if (name == dotted || name == field.name + std::string(parts[i].suffix))
                return {&field, static_cast<int>(i), ""};
        }
    }
    return {};
}

std::string name_of(const ColumnTarget& target)
{
    if (!target.label.empty())
        return target.field->name + ":" + target.label;
    if (target.part < 0)
        return target.field->name;
    const auto parts = kind_of(*target.field).parts(*target.field);
    return target.field->name + "." +
           std::string(parts[static_cast<std::size_t>(target.part)].suffix.substr(1));
}

ColumnMap map_columns(const Object& object, const std::vector<std::string>& headers,
                      const ImportOptions& options, const Words& words)
{
    refuse_secret_options(object, options);
    refuse_secret_columns(object, headers, options, words);
    ColumnMap map;
    map.targets.resize(headers.size());
    std::vector<Problem> problems;
    apply_options(object, headers, options, map, problems);
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);

    map.preset = find_preset(headers);
    const Preset* preset = map.preset && map.preset->object == object.name ? map.preset : nullptr;
    const std::set<std::string> decided = decided_headers(options);
    const auto is_free = [&](const ColumnTarget& target) {
        return may_be_written(target.field) && !options.set.contains(target.field->name) &&
               std::ranges::none_of(map.targets, [&](const ColumnTarget& other) {
                   return target.clashes_with(other);
               });
    };
    std::vector<ColumnTarget> guessed;
    const auto guess = [&](std::size_t i, const ColumnTarget& target) {
        const bool is_new = target && is_free(target) &&
                            std::ranges::none_of(guessed, [&](const ColumnTarget& other) {
                                return target.clashes_with(other);
                            });
        if (!is_new)
            return false;
        guessed.push_back(target);
        map.guesses.emplace_back(headers[i], name_of(target));
        if (options.guess)
            map.targets[i] = target;
        return true;
    };
    // Whose export it is says more than how its columns are called.
    for (std::size_t i = 0; preset && options.guess && i < headers.size(); ++i)
        if (!decided.contains(headers[i]))
            guess(i, find_target(object, target_of(*preset, headers[i])));
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (decided.contains(headers[i]) || map.targets[i])
            continue;
        const ColumnTarget target = {find_named_field(object, headers[i], words), -1, ""};
        const ColumnTarget part = target ? target : find_target(object, fold(trim(headers[i])));
        if (part && is_free(part))
            map.targets[i] = part;
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (decided.contains(headers[i]) || map.targets[i])
            continue;
        const ColumnTarget target =
            preset ? find_target(object, target_of(*preset, headers[i]))
                   : ColumnTarget{guess_field(object, headers[i], words), -1, ""};
        if (!guess(i, target) || !options.guess)
            map.left_out.push_back(headers[i]);
    }
    return map;
}

} // namespace comity::exchange
