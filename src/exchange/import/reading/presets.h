#pragma once
// Exports of other programs, known by their own headers: what their rows are, and where their
// columns go.

#include "exchange/exchange.h"
#include "exchange/import/reading/preset_shapes.h"
#include "exchange/import_together.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

struct PresetColumn {
    std::string_view header; // compared folded
    std::string_view target; // as the option `map` names it
};

struct Preset {
    std::string_view name;
    std::string_view label; // whose export of what
    std::string_view object;
    std::string_view needs; // headers that are all there, between `|`
    std::span<const PresetColumn> columns;
    std::string_view match;     // fields that find records again, between blanks
    std::string_view create;    // what its texts name is made where it is missing
    std::string_view fill = {}; // field=value for every row
    const Shape* shape = nullptr;
    // What its rows are for beside becoming records.
    using Role = LinkedFile::Role;
    Role role = Role::records;
};

// The one that needs most of these headers; null when none is met.
const Preset* find_preset(const std::vector<std::string>& headers);
// Where the preset's column goes, or "".
std::string_view target_of(const Preset& preset, std::string_view header);

} // namespace comity::exchange
