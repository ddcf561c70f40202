#pragma once
// What was probably meant by a text that nothing is called.

#include "exchange/exchange.h"
#include "exchange/import/rows/page.h"
#include "exchange/import/telling/told.h"

namespace comity::exchange {

// `[{"field","text","nearest","nearest_id","rows"}]`, by rows: equal but for spaces and signs, or a
// few letters away. Nothing is linked by it.
Json make_suggestions(store::Connection& connection, ImportState& state, const Telling& telling);

} // namespace comity::exchange
