#include "exchange/import/reading/preset_shapes.h"

#include "exchange/import/reading/presets.h"
#include "record/access/people.h"

#include <gtest/gtest.h>

namespace comity::exchange {
namespace {

using Cells = std::vector<std::pair<std::string, std::string_view>>;

// What a preset's shape makes of a row.
std::vector<std::string> worked_out(const Shape& shape, const Cells& cells)
{
    std::vector<std::string> headers;
    std::vector<std::string_view> texts;
    for (const auto& [header, text] : cells) {
        headers.push_back(header);
        texts.push_back(text);
    }
    ShapedRow row(headers);
    row.set(texts);
    std::vector<std::string> out(shape.headers.size());
    shape.work_out(row, out);
    return out;
}

using Texts = std::vector<std::string>;

TEST(PresetShapes, ATaskIsDoneWhenItsStatusSaysSo)
{
    EXPECT_EQ(worked_out(shapes::salesforce_task, {{"Subject", "Ring"},
                                                   {"Status", "Completed"},
                                                   {"TaskSubtype", "Call"},
                                                   {"ActivityDate", "2026-03-01"},
                                                   {"CallDurationInSeconds", "125"}}),
              (Texts{"Ring", "call", "2026-03-01", "2"}));
    EXPECT_EQ(worked_out(
                  shapes::salesforce_task,
                  {{"Subject", "Ring"}, {"Status", "In Progress"}, {"ActivityDate", "2026-03-01"}}),
              (Texts{"Ring", "task", "", ""}));
    EXPECT_EQ(
        worked_out(shapes::salesforce_task,
                   {{"Subject", ""}, {"Description", "First words\nof it"}, {"Type", "Email"}}),
        (Texts{"First words of it", "mail", "", ""}));
}

TEST(PresetShapes, AnEventThatIsToComeIsNotDone)
{
    EXPECT_EQ(worked_out(shapes::salesforce_event, {{"Subject", "Visit"},
                                                    {"StartDateTime", "2999-01-01T09:00:00Z"},
                                                    {"DurationInMinutes", "30"}}),
              (Texts{"Visit", "meeting", "", "30"}));
    EXPECT_EQ(worked_out(shapes::salesforce_event,
                         {{"Subject", "Visit"}, {"StartDateTime", "2020-01-01T09:00:00Z"}})[2],
              "2020-01-01T09:00:00Z");
}

TEST(PresetShapes, NotesWithoutATitleBeginWithTheirWords)
{
    EXPECT_EQ(worked_out(shapes::hubspot_note, {{"Note body", "<p>Likes <b>slate</b></p>"}}),
              (Texts{"Likes slate"}));
    EXPECT_EQ(worked_out(shapes::pipedrive_note, {{"Note - Content", ""}}), (Texts{"Note"}));
}

TEST(PresetShapes, PipedriveSaysDoneInAColumnOfItsOwn)
{
    EXPECT_EQ(worked_out(shapes::pipedrive_activity, {{"Activity - Subject", "Lunch"},
                                                      {"Activity - Type", "Lunch"},
                                                      {"Activity - Done", "Done"},
                                                      {"Activity - Due date", "2026-02-03"},
                                                      {"Activity - Duration", "01:30"}}),
              (Texts{"Lunch", "meeting", "2026-02-03", "90"}));
}

TEST(PresetShapes, EveryShapedColumnGoesSomewhere)
{
    const std::vector<std::vector<std::string>> exports = {
        {"Id", "WhatId", "WhoId", "Subject", "Status"},
        {"Id", "WhatId", "WhoId", "Subject", "StartDateTime"},
        {"Id", "ParentId", "Title", "Body", "CreatedDate"},
        {"Id", "OpportunityId", "StageName", "CreatedDate"},
        {"Id", "AccountId", "StageName", "CloseDate"},
        {"Record ID", "Call title"},
        {"Record ID", "Meeting start time"},
        {"Record ID", "Task title"},
        {"Record ID", "Note body"},
        {"Record ID", "Email subject"},
        {"hs_object_id", "hs_note_body"},
        {"Activity - ID", "Activity - Type", "Activity - Subject"},
        {"Note - ID", "Note - Content"},
        {"ID", "Content", "Deal ID", "Person ID"},
    };
    for (const auto& headers : exports) {
        const Preset* preset = find_preset(headers);
        ASSERT_TRUE(preset) << headers[1];
        ASSERT_TRUE(preset->shape) << preset->name;
        for (const std::string_view header : preset->shape->headers)
            EXPECT_NE(target_of(*preset, header), "") << preset->name << ": " << header;
    }
}

TEST(PresetShapes, PeopleAndFilesAreNoRecordsOfTheirOwn)
{
    EXPECT_EQ(find_preset({"Id", "Username", "LastName", "FirstName", "Email"})->role,
              LinkedFile::Role::people);
    EXPECT_EQ(find_preset({"Id", "ParentId", "Name", "ContentType", "BodyLength"})->role,
              LinkedFile::Role::attachments);
    EXPECT_EQ(find_preset({"Id", "LastName", "FirstName", "AccountId"})->role,
              LinkedFile::Role::records);
}

} // namespace
} // namespace comity::exchange
