#pragma once
// Where the columns of other systems' tasks, calls, meetings and notes go. Of several columns for
// `about` the first that a row fills is what it is about; the others go to the field of their kind.
// Only presets.cpp includes this.

#include "exchange/exchange.h"
#include "exchange/import/reading/presets.h"

namespace comity::exchange::preset_columns {

inline constexpr PresetColumn salesforce_activities[] = {
    {"id", "external_id"},
    {"whatid", "about"},
    {"whoid", "about"},
    {"subject (worked out)", "subject"},
    {"kind (worked out)", "kind"},
    {"done at (worked out)", "done_at"},
    {"minutes (worked out)", "duration_minutes"},
    {"activitydate", "due_at"},
    {"startdatetime", "due_at"},
    {"description", "body"},
    {"calldisposition", "outcome"},
    {"location", "location"},
    {"ownerid", "owner"},
    {"priority", "priority"},
};

inline constexpr PresetColumn salesforce_events[] = {
    {"id", "external_id"},
    {"whatid", "about"},
    {"whoid", "about"},
    {"subject (worked out)", "subject"},
    {"kind (worked out)", "kind"},
    {"done at (worked out)", "done_at"},
    {"minutes (worked out)", "duration_minutes"},
    {"startdatetime", "due_at"},
    {"description", "body"},
    {"location", "location"},
    {"ownerid", "owner"},
    {"isprivate", "private"},
};

inline constexpr PresetColumn salesforce_notes[] = {
    {"id", "external_id"},    {"parentid", "about"},      {"subject (worked out)", "subject"},
    {"body", "body"},         {"createddate", "done_at"}, {"ownerid", "owner"},
    {"isprivate", "private"},
};

inline constexpr PresetColumn salesforce_stage_history[] = {
    {"id", "external_id"},         {"opportunityid", "about:deal"},
    {"createddate", "done_at"},    {"subject (worked out)", "subject"},
    {"body (worked out)", "body"}, {"createdbyid", "owner"},
};

// Labels as people export them, and names as programs do.
inline constexpr PresetColumn hubspot_engagements[] = {
    {"record id", "external_id"},
    {"hs_object_id", "external_id"},
    {"associated deal ids", "about:deal"},
    {"associated deal", "about:deal"},
    {"associated company ids", "about:account"},
    {"associated company", "about:account"},
    {"associated contact ids", "about:contact"},
    {"associated contact", "about:contact"},
    {"subject (worked out)", "subject"},
    {"kind (worked out)", "kind"},
    {"done at (worked out)", "done_at"},
    {"minutes (worked out)", "duration_minutes"},
    {"call notes", "body"},
    {"hs_call_body", "body"},
    {"call outcome", "outcome"},
    {"meeting description", "body"},
    {"hs_meeting_body", "body"},
    {"meeting start time", "due_at"},
    {"hs_meeting_start_time", "due_at"},
    {"meeting outcome", "outcome"},
    {"meeting location", "location"},
    {"task notes", "body"},
    {"hs_task_body", "body"},
    {"due date", "due_at"},
    {"activity assigned to", "owner"},
    {"assigned to", "owner"},
    {"hubspot_owner_id", "owner"},
};

// What has no time of its own was done when it was written.
inline constexpr PresetColumn hubspot_notes[] = {
    {"record id", "external_id"},
    {"hs_object_id", "external_id"},
    {"associated deal ids", "about:deal"},
    {"associated deal", "about:deal"},
    {"associated company ids", "about:account"},
    {"associated company", "about:account"},
    {"associated contact ids", "about:contact"},
    {"associated contact", "about:contact"},
    {"subject (worked out)", "subject"},
    {"note body", "body"},
    {"hs_note_body", "body"},
    {"email body", "body"},
    {"hs_email_text", "body"},
    {"activity date", "done_at"},
    {"hs_timestamp", "done_at"},
    {"create date", "done_at"},
    {"activity assigned to", "owner"},
    {"hubspot_owner_id", "owner"},
};

inline constexpr PresetColumn pipedrive_activities[] = {
    {"activity - id", "external_id"},
    {"activity - deal", "about:deal"},
    {"activity - lead", "about:lead"},
    {"activity - organization", "about:account"},
    {"activity - contact person", "about:contact"},
    {"subject (worked out)", "subject"},
    {"kind (worked out)", "kind"},
    {"done at (worked out)", "done_at"},
    {"minutes (worked out)", "duration_minutes"},
    {"activity - due date", "due_at"},
    {"activity - note", "body"},
    {"activity - location", "location"},
    {"activity - assigned to user", "owner"},
};

inline constexpr PresetColumn pipedrive_notes[] = {
    {"note - id", "external_id"},
    {"note - deal", "about:deal"},
    {"note - lead", "about:lead"},
    {"note - organization", "about:account"},
    {"note - person", "about:contact"},
    {"note - contact person", "about:contact"},
    {"subject (worked out)", "subject"},
    {"note - content", "body"},
    {"note - add time", "done_at"},
    {"note - user", "owner"},
    {"id", "external_id"},
    {"deal id", "about:deal"},
    {"organization id", "about:account"},
    {"person id", "about:contact"},
    {"content", "body"},
    {"add time", "done_at"},
};

} // namespace comity::exchange::preset_columns
