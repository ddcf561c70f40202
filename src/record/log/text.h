#pragma once
// What a row of the log says of a record: its title, and its fields with their old and new values.
// What is personal of it is kept sealed with the person's key (person_keys.h):
//
//     {"sealed":[["first_name","emails"],"…"],"owner":[null,"…"]}
//
// Inside are the title, where that is personal, and a pair [old,new] for each name. Rows of before
// there were keys have all in the open.

#include "base/secret.h"
#include "record/object/record.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

struct LogText {
    std::string title;
    std::string fields;     // {"field":[old,new],…}
    bool is_erased = false; // some of it was sealed and the key is gone: these values are null
};

// As it is kept: what differs; of a new record what has a value. No key where nothing of the
// object is personal.
LogText keep_log_text(const Record* before, const Record& after, const std::optional<SealKey>& key);
// As it was said. No key: it was destroyed.
LogText open_log_text(std::string_view title, std::string_view fields,
                      const std::optional<SealKey>& key);
// The names of the fields, sealed ones too, without opening anything.
std::vector<std::string> logged_fields(std::string_view fields);

// Labels of change sets name a record. Where its title is personal they keep a mark instead.
std::string label_mark(const Id& record);
// The label with the title in place of the mark; without both when there is no title to tell.
std::string spell_label(std::string_view label, const std::function<std::string(const Id&)>& title);

} // namespace comity::record
