#pragma once
// What is wrong with a text of definitions, all of it, each with the line where it stands.

#include "base/error.h"
#include "base/json_lines.h"

namespace comity::record {

class Complaints {
public:
    explicit Complaints(std::string_view text) : m_lines(lines_of_json(text)) {}

    // `place` is where in the text, `field` how the problem names it.
    void add(const std::string& place, std::string field, std::string rule, const Sentence& message)
    {
        const int line = line_of(m_lines, place);
        m_problems.emplace(line, Problem{std::move(field), std::move(rule),
                                         say("shape.line", {{"line", line}, {"what", message}})});
    }

    // What `work` finds wrong is noted, and what comes next is looked at all the same; false then.
    // Its problems are named below `name`. Errors of other causes are thrown on.
    template <class Work>
    bool note(const std::string& place, const std::string& name, const Work& work)
    {
        try {
            work();
            return true;
        } catch (const Error& error) {
            if (error.cause() != Cause::invalid)
                throw;
            for (const Problem& problem : error.problems())
                add(place + "." + problem.field, name + "." + problem.field, problem.rule,
                    problem.message);
            if (error.problems().empty())
                add(place, name, "invalid", error.sentence());
            return false;
        }
    }

    bool is_empty() const { return m_problems.empty(); }

    // Error{invalid} with all of them, in the order of the text, when there are any.
    void throw_all()
    {
        if (m_problems.empty())
            return;
        std::vector<Problem> problems;
        for (auto& [line, problem] : m_problems)
            problems.push_back(std::move(problem));
        Sentence message = say("shape.mistakes", {{"count", problems.size()}});
        throw Error(Cause::invalid, std::move(message), std::move(problems));
    }

private:
    const JsonLines m_lines;
    std::multimap<int, Problem> m_problems; // by line
};

} // namespace comity::record
