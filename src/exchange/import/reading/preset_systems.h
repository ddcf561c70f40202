#pragma once
// Where the columns of other systems' exports go. Only presets.cpp includes this.

#include "exchange/exchange.h"
#include "exchange/import/reading/presets.h"

namespace comity::exchange::preset_columns {

inline constexpr PresetColumn salesforce_accounts[] = {
    {"id", "external_id"},
    {"name", "name"},
    {"parentid", "parent"},
    {"industry", "sector"},
    {"website", "website"},
    {"phone", "phones"},
    {"numberofemployees", "employees"},
    {"annualrevenue", "revenue"},
    {"ownerid", "owner"},
    {"description", "description"},
    {"billingstreet", "billing_address.street"},
    {"billingcity", "billing_address.city"},
    {"billingstate", "billing_address.region"},
    {"billingpostalcode", "billing_address.postal_code"},
    {"billingcountry", "billing_address.country"},
    {"shippingstreet", "shipping_address.street"},
    {"shippingcity", "shipping_address.city"},
    {"shippingstate", "shipping_address.region"},
    {"shippingpostalcode", "shipping_address.postal_code"},
    {"shippingcountry", "shipping_address.country"},
};

inline constexpr PresetColumn salesforce_contacts[] = {
    {"id", "external_id"},
    {"accountid", "account"},
    {"firstname", "first_name"},
    {"lastname", "last_name"},
    {"title", "job_title"},
    {"department", "department"},
    {"email", "emails"},
    {"phone", "phones:work"},
    {"mobilephone", "phones:mobile"},
    {"homephone", "phones:home"},
    {"birthdate", "birthday"},
    {"ownerid", "owner"},
    {"description", "description"},
    {"mailingstreet", "address.street"},
    {"mailingcity", "address.city"},
    {"mailingstate", "address.region"},
    {"mailingpostalcode", "address.postal_code"},
    {"mailingcountry", "address.country"},
};

inline constexpr PresetColumn salesforce_leads[] = {
    {"id", "external_id"},
    {"name", "name"},
    {"company", "company"},
    {"title", "job_title"},
    {"email", "email"},
    {"phone", "phone"},
    {"website", "website"},
    {"street", "address.street"},
    {"city", "address.city"},
    {"state", "address.region"},
    {"postalcode", "address.postal_code"},
    {"country", "address.country"},
    {"description", "description"},
    {"ownerid", "owner"},
};

inline constexpr PresetColumn salesforce_products[] = {
    {"id", "external_id"}, {"name", "name"},          {"productcode", "code"},
    {"family", "family"},  {"isactive", "is_active"}, {"description", "description"},
};

inline constexpr PresetColumn salesforce_opportunities[] = {
    {"id", "external_id"},
    {"accountid", "account"},
    {"name", "name"},
    {"stagename", "stage"},
    {"amount", "amount"},
    {"probability", "probability"},
    {"closedate", "expected_close"},
    {"closed on (worked out)", "closed_on"},
    {"createddate", "started_on"},
    {"ownerid", "owner"},
    {"nextstep", "next_step"},
    {"description", "description"},
    {"forecastcategoryname", "forecast_category"},
};

inline constexpr PresetColumn hubspot_companies[] = {
    {"record id", "external_id"},
    {"company name", "name"},
    {"company domain name", "domain"},
    {"company owner", "owner"},
    {"phone number", "phones"},
    {"industry", "sector"},
    {"number of employees", "employees"},
    {"annual revenue", "revenue"},
    {"website url", "website"},
    {"description", "description"},
    {"street address", "billing_address.street"},
    {"city", "billing_address.city"},
    {"state/region", "billing_address.region"},
    {"postal code", "billing_address.postal_code"},
    {"country/region", "billing_address.country"},
    {"year founded", "year_established"},
};

inline constexpr PresetColumn hubspot_contacts[] = {
    {"record id", "external_id"},
    {"first name", "first_name"},
    {"last name", "last_name"},
    {"email", "emails"},
    {"phone number", "phones:work"},
    {"mobile phone number", "phones:mobile"},
    {"job title", "job_title"},
    {"contact owner", "owner"},
    {"associated company", "account"},
    {"street address", "address.street"},
    {"city", "address.city"},
    {"state/region", "address.region"},
    {"postal code", "address.postal_code"},
    {"country/region", "address.country"},
};

inline constexpr PresetColumn hubspot_deals[] = {
    {"record id", "external_id"},
    {"deal name", "name"},
    {"pipeline", "pipeline"},
    {"deal stage", "stage"},
    {"amount", "amount"},
    {"currency", "amount.currency"},
    {"close date", "expected_close"},
    {"associated company", "account"},
    {"associated contact", "primary_contact"},
    {"deal description", "description"},
    {"closed lost reason", "lost_reason"},
    {"deal owner", "owner"},
    {"create date", "started_on"},
};

inline constexpr PresetColumn pipedrive_organizations[] = {
    {"organization - id", "external_id"},
    {"organization - name", "name"},
    {"organization - owner", "owner"},
    {"organization - industry", "sector"},
    {"organization - website", "website"},
    {"organization - address", "billing_address"},
    {"organization - number of employees", "employees"},
    {"organization - annual revenue", "revenue"},
};

inline constexpr PresetColumn pipedrive_people[] = {
    {"person - id", "external_id"},           {"person - first name", "first_name"},
    {"person - last name", "last_name"},      {"person - organization", "account"},
    {"person - email - work", "emails:work"}, {"person - email - home", "emails:home"},
    {"person - email - other", "emails"},     {"person - phone - work", "phones:work"},
    {"person - phone - home", "phones:home"}, {"person - phone - mobile", "phones:mobile"},
    {"person - job title", "job_title"},      {"person - birthday", "birthday"},
    {"person - notes", "description"},        {"person - owner", "owner"},
};

inline constexpr PresetColumn pipedrive_deals[] = {
    {"deal - id", "external_id"},
    {"deal - title", "name"},
    {"deal - organization", "account"},
    {"deal - contact person", "primary_contact"},
    {"deal - pipeline", "pipeline"},
    {"deal - stage", "stage"},
    {"deal - value", "amount"},
    {"deal - currency of value", "amount.currency"},
    {"deal - expected close date", "expected_close"},
    {"deal - probability", "probability"},
    {"deal - lost reason", "lost_reason"},
    {"deal - owner", "owner"},
    {"deal - deal created", "started_on"},
    {"deal - deal closed on", "closed_on"},
};

} // namespace comity::exchange::preset_columns
