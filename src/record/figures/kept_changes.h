#pragma once
// What the change log says to figures that are kept (kept_figures.h).

#include "record/figures/kept_figures.h"

#include <set>

namespace comity::record {

// Whose records a figure is made of.
struct Dependence {
    bool follows_own = true;      // changes of the object's own records can be followed one by one
    std::set<std::string> others; // objects whose changes cannot
};

Dependence dependence_of(const FigureQuestion& question);

// The number of the last change set in the connection's snapshot; 0 when there is none.
std::int64_t last_change_set(store::Connection& connection);

// Applies the changes after change set `since`. False when they are too many or cannot be told
// exactly: then `rows` is to be computed anew.
bool bring_up_to_date(store::Connection& connection, const FigureQuestion& question,
                      const Dependence& dependence, std::int64_t since, PartialRows& rows);

} // namespace comity::record
