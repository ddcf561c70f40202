// Rows that are likely there already: which, and what speaks for it.
#include "exchange/import/telling/told.h"

#include "record/duplicates/verdicts.h"

namespace comity::exchange {
namespace {

constexpr std::size_t most_twins = 50;

} // namespace

void Telling::take_twin(const ImportRow& row, const RowTwin& twin)
{
    ++m_twin_count;
    if (m_twins.size() >= most_twins)
        return;
    std::string score;
    JsonWriter(score).value(twin.score);
    Json::Array reasons;
    for (const ToldReason& reason : twin.reasons)
        reasons.push_back(Json::Object{{"what", reason.what}, {"how", reason.how}});
    m_twins.push_back(Json::Object{
        {"row", row.line},
        {"object", m_plan.object->name},
        {"id", twin.line > 0 ? Json() : Json(format_id(twin.record))},
        {"of_row", twin.line > 0 ? Json(twin.line) : Json()},
        {"title", twin.title},
        {"score", Json::Number{score}},
        {"reasons", std::move(reasons)},
        {"reason", m_plan.tongue.tell(record::sentence_of(twin.reasons))},
    });
}

Json Telling::twins(const DuplicateRows& duplicates) const
{
    return Json::Object{{"count", m_twin_count},
                        {"asked", duplicates.asked()},
                        {"left_out", duplicates.leaves_out()},
                        {"rows", m_twins}};
}

} // namespace comity::exchange
