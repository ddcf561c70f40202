#pragma once
// How a page's width is shared by a table's columns.

#include "exchange/exchange.h"

#include <span>
#include <vector>

namespace comity::exchange {

// Points. Where a text is longer it goes on in a further line.
constexpr double widest_column = 240;

// Each column as wide as its widest text where that fits; otherwise what is wide is cut to one
// width at which all fit together. The same unit in and out.
std::vector<double> share_width(std::span<const double> natural, double room);

} // namespace comity::exchange
