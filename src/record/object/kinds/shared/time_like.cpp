#include "record/object/kinds/shared/time_like.h"

#include "record/object/filter_time.h"

namespace comity::record {
namespace {

// A field of days or moments against a stretch of time.
class StretchTest {
public:
    StretchTest(Condition& condition, const Span& span, bool is_date)
        : m_condition(condition), m_sql(condition.sql), m_span(span), m_is_date(is_date)
    {
    }

    void append()
    {
        const std::string& op = m_condition.node.op;
        // What is not longer than the field's own grain is compared with, not enclosed.
        const bool is_one =
            m_is_date ? m_span.after.days == m_span.first.days + 1 : m_span.is_moment;
        if (op == "<")
            return compare(" < ", false);
        if (op == ">=")
            return compare(" >= ", false);
        if (op == "<=")
            return is_one ? compare(" <= ", false) : compare(" < ", true);
        if (op == ">")
            return is_one ? compare(" > ", false) : compare(" >= ", true);
        const bool is_not = op == "!=";
        m_sql += "(";
        if (is_one) {
            compare(is_not ? " <> " : " = ", false);
        } else {
            compare(is_not ? " < " : " >= ", false);
            m_sql += is_not ? " OR " : " AND ";
            compare(is_not ? " >= " : " < ", true);
        }
        if (is_not)
            (m_sql += " OR " + m_condition.column()) += " IS NULL";
        m_sql += ")";
    }

private:
    Condition& m_condition;
    Sql& m_sql;
    const Span& m_span;
    bool m_is_date;

    void compare(std::string_view op, bool with_end)
    {
        (m_sql += m_condition.column()) += op;
        if (m_is_date)
            m_sql.bind(with_end ? m_span.after : m_span.first);
        else
            m_sql.bind(with_end ? m_span.until : m_span.from);
    }
};

} // namespace

void TimeLike::compare(Condition& condition) const
{
    const FilterNode& node = condition.node;
    std::optional<Span> span;
    if (!has_wildcard(node))
        span = parse_span(node.literal, condition.zone);
    const bool is_date = facts().worth == Worth::date;
    if (!span || (is_date && span->is_moment && !node.literal.starts_with("now")))
        return condition.complain("type",
                                  say(is_date ? "value.no_date_to_ask" : "value.no_time_to_ask",
                                      {{"text", node.literal}}));
    StretchTest(condition, *span, is_date).append();
}

} // namespace comity::record
