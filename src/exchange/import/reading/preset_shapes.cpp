#include "exchange/import/reading/preset_shapes.h"

#include "base/excerpt.h"
#include "base/text.h"
#include "base/time.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace comity::exchange {

ShapedRow::ShapedRow(const std::vector<std::string>& headers)
{
    for (std::size_t i = 0; i < headers.size(); ++i)
        m_places.emplace(fold(trim(headers[i])), i);
}

std::string_view ShapedRow::operator[](std::string_view header) const
{
    const auto at = m_places.find(std::string(header));
    return at == m_places.end() || at->second >= m_cells.size() ? std::string_view()
                                                                : trim(m_cells[at->second]);
}

std::string ShapedRow::first_of(std::initializer_list<std::string_view> headers) const
{
    for (const std::string_view header : headers)
        if (const std::string_view text = (*this)[header]; !text.empty())
            return std::string(text);
    return "";
}

namespace {

using Texts = std::vector<std::string>;

constexpr std::array<std::string_view, 4> activity_headers = {
    "subject (worked out)", "kind (worked out)", "done at (worked out)", "minutes (worked out)"};
constexpr std::array<std::string_view, 1> subject_header = {"subject (worked out)"};
constexpr std::array<std::string_view, 1> closing_header = {"closed on (worked out)"};
constexpr std::array<std::string_view, 2> history_headers = {"subject (worked out)",
                                                             "body (worked out)"};

bool is_yes(std::string_view text)
{
    const std::string word = lower_ascii(text);
    return word == "1" || word == "true" || word == "yes" || word == "done";
}

std::string_view first_of(std::initializer_list<std::string_view> texts)
{
    for (const std::string_view text : texts)
        if (!text.empty())
            return text;
    return "";
}

// A title of its own, or the first words of the text, or what it is.
std::string subject_of(std::string_view title, std::string_view text, std::string_view otherwise)
{
    if (!title.empty())
        return std::string(title);
    std::string words; // HubSpot and Pipedrive write notes as HTML
    bool is_in_tag = false;
    for (const char c : text) {
        if (c == '<' || c == '>') {
            is_in_tag = c == '<';
            words += words.empty() || words.back() == ' ' ? "" : " ";
        } else if (!is_in_tag) {
            words += c == '\n' || c == '\r' ? ' ' : c;
        }
        if (words.size() > 400)
            break;
    }
    std::string subject = excerpt(trim(words), 100);
    return subject.empty() ? std::string(otherwise) : subject;
}

std::string kind_of_activity(std::string_view text)
{
    const std::string word = lower_ascii(text);
    for (const auto& [part, kind] :
         {std::pair{"call", "call"}, std::pair{"mail", "mail"}, std::pair{"meet", "meeting"},
          std::pair{"lunch", "meeting"}, std::pair{"visit", "visit"}, std::pair{"note", "note"},
          std::pair{"letter", "letter"}})
        if (word.find(part) != word.npos)
            return kind;
    return "task";
}

// `1:30`, `00:01:30`: hours first.
std::string minutes_of_clock(std::string_view text)
{
    std::int64_t minutes = 0;
    int places = 0;
    for (const std::string_view part : split(text, ':')) {
        std::int64_t number = 0;
        const auto end = part.data() + part.size();
        if (std::from_chars(part.data(), end, number).ptr != end || part.empty())
            return "";
        if (++places <= 2)
            minutes = minutes * 60 + number;
    }
    return places < 2 ? "" : std::to_string(minutes);
}

std::string divided(std::string_view text, std::int64_t by)
{
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    if (text.empty() || std::from_chars(text.data(), end, number).ec != std::errc())
        return "";
    return std::to_string((number + by / 2) / by);
}

// What began before now and was not called off has been.
std::string_view when_past(std::string_view at)
{
    const auto instant = parse_instant(at);
    return instant && *instant < now() ? at : std::string_view();
}

void salesforce_task_of(const ShapedRow& row, Texts& texts)
{
    const std::string status = lower_ascii(row["status"]);
    const bool is_done = is_yes(row["isclosed"]) || status == "completed";
    const std::string_view subtype = row["tasksubtype"];
    const bool says_kind = !subtype.empty() && lower_ascii(subtype) != "task";
    texts[0] = subject_of(row["subject"], row["description"], "Task");
    texts[1] = kind_of_activity(says_kind ? subtype : first_of({row["type"], row["calltype"]}));
    if (!row["calltype"].empty())
        texts[1] = "call";
    texts[2] = !is_done ? ""
                        : first_of({row["completeddatetime"], row["activitydate"],
                                    row["lastmodifieddate"], row["createddate"]});
    texts[3] = divided(row["calldurationinseconds"], 60);
}

void salesforce_event_of(const ShapedRow& row, Texts& texts)
{
    const std::string_view starts = first_of({row["startdatetime"], row["activitydatetime"]});
    texts[0] = subject_of(row["subject"], row["description"], "Event");
    texts[1] = "meeting";
    texts[2] = when_past(first_of({row["enddatetime"], starts}));
    texts[3] = row["durationinminutes"];
}

void salesforce_note_of(const ShapedRow& row, Texts& texts)
{
    texts[0] = subject_of(row["title"], row["body"], "Note");
}

void salesforce_opportunity_of(const ShapedRow& row, Texts& texts)
{
    const bool is_closed =
        is_yes(row["isclosed"]) || lower_ascii(row["stagename"]).starts_with("closed");
    texts[0] = is_closed ? row["closedate"] : std::string_view();
}

void salesforce_stage_of(const ShapedRow& row, Texts& texts)
{
    texts[0] = "Stage: " + std::string(row["stagename"]);
    for (const auto& [label, header] :
         {std::pair{"Amount", "amount"}, std::pair{"Probability", "probability"},
          std::pair{"Close date", "closedate"}, std::pair{"Forecast category", "forecastcategory"}})
        if (const std::string_view text = row[header]; !text.empty())
            texts[1] +=
                (texts[1].empty() ? "" : "\n") + std::string(label) + ": " + std::string(text);
}

void hubspot_call_of(const ShapedRow& row, Texts& texts)
{
    const std::string_view duration = first_of({row["call duration"], row["hs_call_duration"]});
    const std::string_view at = first_of({row["activity date"], row["hs_timestamp"]});
    texts[0] = subject_of(first_of({row["call title"], row["hs_call_title"]}),
                          first_of({row["call notes"], row["hs_call_body"]}), "Call");
    texts[1] = "call";
    texts[2] = at;
    texts[3] = duration.find(':') == duration.npos ? divided(duration, 60'000)
                                                   : minutes_of_clock(duration);
}

void hubspot_meeting_of(const ShapedRow& row, Texts& texts)
{
    const std::string_view at = first_of({row["meeting end time"], row["hs_meeting_end_time"],
                                          row["meeting start time"], row["hs_meeting_start_time"]});
    texts[0] =
        subject_of(first_of({row["meeting name"], row["meeting title"], row["hs_meeting_title"]}),
                   first_of({row["meeting description"], row["hs_meeting_body"]}), "Meeting");
    texts[1] = "meeting";
    texts[2] = when_past(at);
}

void hubspot_note_of(const ShapedRow& row, Texts& texts)
{
    texts[0] = subject_of("", first_of({row["note body"], row["hs_note_body"]}), "Note");
}

void hubspot_task_of(const ShapedRow& row, Texts& texts)
{
    const std::string status = lower_ascii(first_of({row["task status"], row["hs_task_status"]}));
    texts[0] = subject_of(first_of({row["task title"], row["hs_task_subject"]}),
                          first_of({row["task notes"], row["hs_task_body"]}), "Task");
    texts[1] = kind_of_activity(first_of({row["task type"], row["hs_task_type"]}));
    texts[2] = status != "completed"
                   ? ""
                   : first_of({row["completed at"], row["hs_task_completion_date"], row["due date"],
                               row["activity date"], row["hs_timestamp"]});
}

void hubspot_mail_of(const ShapedRow& row, Texts& texts)
{
    texts[0] = subject_of(first_of({row["email subject"], row["hs_email_subject"]}),
                          first_of({row["email body"], row["hs_email_text"]}), "E-mail");
}

void pipedrive_activity_of(const ShapedRow& row, Texts& texts)
{
    texts[0] =
        subject_of(row["activity - subject"], row["activity - note"], row["activity - type"]);
    texts[1] = kind_of_activity(row["activity - type"]);
    texts[2] =
        !is_yes(row["activity - done"])
            ? ""
            : first_of({row["activity - marked as done time"], row["activity - marked as done at"],
                        row["activity - due date"], row["activity - add time"]});
    texts[3] = minutes_of_clock(row["activity - duration"]);
}

void pipedrive_note_of(const ShapedRow& row, Texts& texts)
{
    texts[0] = subject_of("", first_of({row["note - content"], row["content"]}), "Note");
}

} // namespace

namespace shapes {
const Shape salesforce_task = {activity_headers, salesforce_task_of};
const Shape salesforce_event = {activity_headers, salesforce_event_of};
const Shape salesforce_note = {subject_header, salesforce_note_of};
const Shape salesforce_opportunity = {closing_header, salesforce_opportunity_of};
const Shape salesforce_stage_history = {history_headers, salesforce_stage_of};
const Shape hubspot_call = {activity_headers, hubspot_call_of};
const Shape hubspot_meeting = {activity_headers, hubspot_meeting_of};
const Shape hubspot_note = {subject_header, hubspot_note_of};
const Shape hubspot_task = {activity_headers, hubspot_task_of};
const Shape hubspot_mail = {subject_header, hubspot_mail_of};
const Shape pipedrive_activity = {activity_headers, pipedrive_activity_of};
const Shape pipedrive_note = {subject_header, pipedrive_note_of};
} // namespace shapes

} // namespace comity::exchange
