#include "exchange/import/reading/presets.h"

#include "base/text.h"
#include "exchange/import/reading/preset_activities.h"
#include "exchange/import/reading/preset_columns.h"
#include "exchange/import/reading/preset_systems.h"

#include <algorithm>

namespace comity::exchange {
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
     "pipeline=Salesforce", &shapes::salesforce_opportunity},
    {"salesforce_products", "Salesforce products", "product", "id|name|productcode|family",
     salesforce_products, "external_id", ""},
    {"salesforce_tasks", "Salesforce tasks", "activity", "id|whatid|whoid|subject|status",
     salesforce_activities, "external_id", "", "", &shapes::salesforce_task},
    {"salesforce_events", "Salesforce events", "activity", "id|whatid|whoid|subject|startdatetime",
     salesforce_events, "external_id", "", "", &shapes::salesforce_event},
    {"salesforce_notes", "Salesforce notes", "activity", "id|parentid|title|body|createddate",
     salesforce_notes, "external_id", "", "kind=note", &shapes::salesforce_note},
    {"salesforce_stage_history", "Salesforce stage history", "activity",
     "id|opportunityid|stagename|createddate", salesforce_stage_history, "external_id", "",
     "kind=note", &shapes::salesforce_stage_history, Preset::Role::stage_history},
    {"salesforce_users",
     "Salesforce users",
     "user",
     "id|username|lastname|email",
     {},
     "",
     "",
     "",
     nullptr,
     Preset::Role::people},
    {"salesforce_attachments",
     "Salesforce attachments",
     "file",
     "id|parentid|name|contenttype|bodylength",
     {},
     "",
     "",
     "",
     nullptr,
     Preset::Role::attachments},
    {"salesforce_files",
     "Salesforce files",
     "file",
     "id|contentdocumentid|title|pathonclient|firstpublishlocationid",
     {},
     "",
     "",
     "",
     nullptr,
     Preset::Role::attachments},
    {"hubspot_companies", "HubSpot companies", "account",
     "record id|company name|company domain name", hubspot_companies, "external_id", ""},
    {"hubspot_contacts", "HubSpot contacts", "contact", "record id|first name|last name|email",
     hubspot_contacts, "external_id", "account"},
    {"hubspot_deals", "HubSpot deals", "deal", "record id|deal name|deal stage|pipeline",
     hubspot_deals, "external_id", "pipeline stage"},
    {"hubspot_calls", "HubSpot calls", "activity", "record id|call title", hubspot_engagements,
     "external_id", "", "", &shapes::hubspot_call},
    {"hubspot_calls", "HubSpot calls", "activity", "hs_object_id|hs_call_title",
     hubspot_engagements, "external_id", "", "", &shapes::hubspot_call},
    {"hubspot_meetings", "HubSpot meetings", "activity", "record id|meeting start time",
     hubspot_engagements, "external_id", "", "", &shapes::hubspot_meeting},
    {"hubspot_meetings", "HubSpot meetings", "activity", "hs_object_id|hs_meeting_start_time",
     hubspot_engagements, "external_id", "", "", &shapes::hubspot_meeting},
    {"hubspot_tasks", "HubSpot tasks", "activity", "record id|task title", hubspot_engagements,
     "external_id", "", "", &shapes::hubspot_task},
    {"hubspot_tasks", "HubSpot tasks", "activity", "hs_object_id|hs_task_subject",
     hubspot_engagements, "external_id", "", "", &shapes::hubspot_task},
    {"hubspot_notes", "HubSpot notes", "activity", "record id|note body", hubspot_notes,
     "external_id", "", "kind=note", &shapes::hubspot_note},
    {"hubspot_notes", "HubSpot notes", "activity", "hs_object_id|hs_note_body", hubspot_notes,
     "external_id", "", "kind=note", &shapes::hubspot_note},
    {"hubspot_emails", "HubSpot e-mails", "activity", "record id|email subject", hubspot_notes,
     "external_id", "", "kind=mail", &shapes::hubspot_mail},
    {"hubspot_emails", "HubSpot e-mails", "activity", "hs_object_id|hs_email_subject",
     hubspot_notes, "external_id", "", "kind=mail", &shapes::hubspot_mail},
    {"hubspot_owners",
     "HubSpot owners",
     "user",
     "id|email|firstname|lastname",
     {},
     "",
     "",
     "",
     nullptr,
     Preset::Role::people},
    {"pipedrive_organizations", "Pipedrive organizations", "account",
     "organization - id|organization - name", pipedrive_organizations, "external_id", ""},
    {"pipedrive_people", "Pipedrive people", "contact", "person - id|person - name",
     pipedrive_people, "external_id", "account"},
    {"pipedrive_deals", "Pipedrive deals", "deal", "deal - id|deal - title|deal - stage",
     pipedrive_deals, "external_id", "pipeline stage account"},
    {"pipedrive_activities", "Pipedrive activities", "activity",
     "activity - id|activity - type|activity - subject", pipedrive_activities, "external_id", "",
     "", &shapes::pipedrive_activity},
    {"pipedrive_notes", "Pipedrive notes", "activity", "note - id|note - content", pipedrive_notes,
     "external_id", "", "kind=note", &shapes::pipedrive_note},
    {"pipedrive_notes", "Pipedrive notes", "activity", "id|content|deal id|person id",
     pipedrive_notes, "external_id", "", "kind=note", &shapes::pipedrive_note},
    {"pipedrive_users",
     "Pipedrive users",
     "user",
     "id|name|email|active_flag",
     {},
     "",
     "",
     "",
     nullptr,
     Preset::Role::people},
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

} // namespace comity::exchange
