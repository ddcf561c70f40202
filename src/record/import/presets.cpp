#include "record/import/presets.h"

#include "base/text.h"
#include "record/import/preset_columns.h"
#include "record/import/preset_systems.h"

#include <algorithm>

namespace comity::record {
namespace {

using namespace preset_columns;

constexpr Preset presets[] = {
    {"vcard",
     "vCard",
     "contact",
     "first_name|last_name|emails|phones|profile|address_street",
     {},
     "emails",
     "account"},
    {"linkedin_connections", "LinkedIn connections", "contact",
     "first name|last name|url|company|position|connected on", linkedin, "profile", "account"},
    {"google_contacts", "Google contacts", "contact",
     "first name|last name|organization name|e-mail 1 - value", google, "emails", "account"},
    {"google_contacts", "Google contacts", "contact",
     "given name|family name|organization 1 - name|e-mail 1 - value", google_until_2024, "emails",
     "account"},
    {"outlook_contacts", "Outlook contacts", "contact",
     "first name|last name|company|e-mail address|business phone", outlook, "emails", "account"},
    {"outlook_contacts", "Outlook contacts", "contact",
     "vorname|nachname|firma|e-mail-adresse|mobiltelefon", outlook_german, "emails", "account"},
    {"salesforce_accounts", "Salesforce accounts", "account",
     "id|name|parentid|billingstreet|industry", salesforce_accounts, "external_id", ""},
    {"salesforce_contacts", "Salesforce contacts", "contact", "id|accountid|lastname|firstname",
     salesforce_contacts, "external_id", ""},
    {"salesforce_leads", "Salesforce leads", "lead", "id|lastname|company|leadsource|isconverted",
     salesforce_leads, "external_id", ""},
    {"salesforce_opportunities", "Salesforce opportunities", "deal",
     "id|accountid|stagename|closedate", salesforce_opportunities, "external_id", "pipeline stage",
     "pipeline=Salesforce"},
    {"hubspot_companies", "HubSpot companies", "account",
     "record id|company name|company domain name", hubspot_companies, "external_id", ""},
    {"hubspot_contacts", "HubSpot contacts", "contact", "record id|first name|last name|email",
     hubspot_contacts, "external_id", "account"},
    {"hubspot_deals", "HubSpot deals", "deal", "record id|deal name|deal stage|pipeline",
     hubspot_deals, "external_id", "pipeline stage"},
    {"pipedrive_organizations", "Pipedrive organizations", "account",
     "organization - id|organization - name", pipedrive_organizations, "external_id", ""},
    {"pipedrive_people", "Pipedrive people", "contact", "person - id|person - name",
     pipedrive_people, "external_id", "account"},
    {"pipedrive_deals", "Pipedrive deals", "deal", "deal - id|deal - title|deal - stage",
     pipedrive_deals, "external_id", "pipeline stage account"},
};

} // namespace

const Preset* find_preset(const std::vector<std::string>& headers)
{
    std::vector<std::string> folded;
    for (const std::string& header : headers)
        folded.push_back(fold(trim(header)));
    const Preset* best = nullptr;
    std::size_t most = 0;
    for (const Preset& preset : presets) {
        const auto needs = split(preset.needs, '|');
        const bool is_met = std::ranges::all_of(needs, [&](std::string_view need) {
            return std::ranges::find(folded, need) != folded.end();
        });
        if (is_met && needs.size() > most) {
            best = &preset;
            most = needs.size();
        }
    }
    return best;
}

std::string_view target_of(const Preset& preset, std::string_view header)
{
    const std::string folded = fold(trim(header));
    for (const PresetColumn& column : preset.columns)
        if (column.header == folded)
            return column.target;
    return "";
}

} // namespace comity::record
