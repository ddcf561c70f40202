#pragma once
// What of an insight a reader may see: everything in it stands on fields, and with a field that is
// hidden from him goes what stands on it, never the whole screen.

#include "record/access/actor.h"
#include "record/object/insight.h"

#include <string_view>
#include <vector>

namespace comity::record {

class Catalog;

// May he see each field that these name? A path follows references ("owner.team") and may end in a
// period or in a part of a value; a measure is as aggregates have it.
bool may_see_path(const Catalog& catalog, const Actor& actor, const Object& object,
                  std::string_view path);
bool may_see_measure(const Actor& actor, const Object& object, std::string_view measure);
bool may_see_filter(const Catalog& catalog, const Actor& actor, const Object& object,
                    std::string_view filter);

// The field at the end of a path; null where there is none. Rights are not asked.
const Field* find_end(const Catalog& catalog, const Object& object, std::string_view path);
// The kind of a measure's figures: money, or number; date where it is the first or last.
std::string kind_of_measure(const Object& object, std::string_view measure);

// All that it may be narrowed to, who ever asks: its own inputs, a period where it knows one, and
// the moment.
std::vector<InsightInput> inputs_of(const Insight& insight, bool has_period);

struct SeenInsight {
    std::vector<InsightInput> input; // with period, from, to, as_of where it knows them
    std::vector<InsightFigure> figures;
    std::vector<InsightColumn> columns; // none: the table stands on something hidden
    bool has_period = false;
    // Labels of what was left out.
    std::vector<std::string> hidden_figures;
    std::vector<std::string> hidden_columns;

    bool has_nothing() const { return figures.empty() && columns.empty(); }
};

// Error{not_found} when there is no such object.
SeenInsight seen_by(const Catalog& catalog, const Actor& actor, const Insight& insight);
// Those columns that he may see; none when the table makes no sense without one that is hidden.
// Adds the labels of the others to `hidden`.
std::vector<InsightColumn> seen_columns(const Catalog& catalog, const Actor& actor,
                                        const Insight& insight, std::vector<InsightColumn> columns,
                                        std::vector<std::string>& hidden);

} // namespace comity::record
