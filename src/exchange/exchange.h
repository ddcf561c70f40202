#pragma once
// What comes in and goes out works on records and formats all day long: their names are used here
// as if they were this room's own. Every header of the room begins with this one.

namespace comity::record {
}
namespace comity::format {
}

namespace comity::exchange {

using namespace record;
using namespace format;

} // namespace comity::exchange
