#include "http/router.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace comity::http {
// One segment of a pattern: `deals`, `{id}`, `{plural}.csv`, `{path...}`.
struct PathSegment {
    std::string prefix; // the whole text of a literal
    std::string name;   // empty for a literal
    std::string suffix;
    bool is_rest = false;

    bool is_literal() const { return name.empty(); }
    bool is_mixed() const { return !name.empty() && !(prefix.empty() && suffix.empty()); }
    // Literal before mixed before parameter before rest; more literal text before less.
    int rank() const { return is_literal() ? 0 : is_mixed() ? 1 : is_rest ? 3 : 2; }
    bool operator==(const PathSegment&) const = default;
};

namespace {

constexpr std::size_t methods = 9;

PathSegment parse_segment(std::string_view text)
{
    PathSegment segment;
    const std::size_t open = text.find('{');
    if (open == text.npos) {
        segment.prefix = text;
        return segment;
    }
    const std::size_t close = text.find('}', open);
    CHECK(close != text.npos && close > open + 1);
    segment.prefix = text.substr(0, open);
    std::string_view name = text.substr(open + 1, close - open - 1);
    if (name.ends_with("...")) {
        segment.is_rest = true;
        name.remove_suffix(3);
    }
    segment.name = name;
    segment.suffix = text.substr(close + 1);
    CHECK(!segment.name.empty() && segment.suffix.find_first_of("{}") == std::string::npos);
    CHECK(!segment.is_rest || !segment.is_mixed());
    return segment;
}

bool comes_before(const PathSegment& a, const PathSegment& b)
{
    if (a.rank() != b.rank())
        return a.rank() < b.rank();
    if (a.is_literal())
        return a.prefix < b.prefix;
    return a.prefix.size() + a.suffix.size() > b.prefix.size() + b.suffix.size();
}

} // namespace

struct Router::Node {
    struct Edge {
        PathSegment segment;
        std::unique_ptr<Node> to;
    };
    std::vector<Edge> edges;  // in the order in which they are tried
    std::size_t literals = 0; // the first edges, ordered by text
    std::array<std::unique_ptr<Route>, methods> routes;

    bool has_routes() const
    {
        return std::ranges::any_of(routes, [](const auto& route) { return route != nullptr; });
    }
};

Router::Router() : m_root(std::make_unique<Node>())
{
}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router::Node* Router::walk_to(std::string_view pattern)
{
    CHECK(pattern.starts_with('/'));
    Node* node = m_root.get();
    std::string_view rest = pattern;
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view text = rest.substr(0, rest.find('/'));
        rest.remove_prefix(text.size());
        const PathSegment segment = parse_segment(text);
        CHECK(!segment.is_rest || rest.empty());
        auto edge = std::ranges::find(node->edges, segment, &Node::Edge::segment);
        if (edge == node->edges.end()) {
            const auto place =
                std::ranges::upper_bound(node->edges, segment, comes_before, &Node::Edge::segment);
            edge = node->edges.insert(place, {segment, std::make_unique<Node>()});
            node->literals += segment.is_literal() ? 1 : 0;
        }
        node = edge->to.get();
    }
    return node;
}

void Router::add(Method method, std::string_view pattern, Lane lane, Answer answer, Body body)
{
    auto& route = walk_to(pattern)->routes[static_cast<std::size_t>(method)];
    CHECK(route == nullptr && method != Method::head);
    route = std::make_unique<Route>(Route{std::string(pattern), lane, body, std::move(answer)});
}

std::vector<std::string> Router::routes() const
{
    std::vector<std::string> all;
    std::vector<const Node*> open = {m_root.get()};
    while (!open.empty()) {
        const Node* node = open.back();
        open.pop_back();
        for (std::size_t i = 0; i < methods; ++i)
            if (const auto& route = node->routes[i])
                all.push_back(std::string(name_of(static_cast<Method>(i))) + " " + route->pattern);
        for (const Node::Edge& edge : node->edges)
            open.push_back(edge.to.get());
    }
    return all;
}

void Router::otherwise(Lane lane, Answer answer)
{
    m_otherwise = std::make_unique<Route>(Route{"", lane, Body::small, std::move(answer)});
}

// Walks the tree in order of preference until a node has the method.
struct Router::Search {
    std::optional<Method> method; // none: only collects what is allowed
    std::vector<Field>& captured;
    std::array<bool, methods> allowed{};
    bool is_known = false;

    const Route* at(const Node& node)
    {
        if (method) {
            if (const auto& route = node.routes[static_cast<std::size_t>(*method)])
                return route.get();
            const auto& get = node.routes[static_cast<std::size_t>(Method::get)];
            if (*method == Method::head && get)
                return get.get();
        }
        for (std::size_t i = 0; i < methods; ++i) {
            allowed[i] = allowed[i] || node.routes[i];
            is_known = is_known || node.routes[i];
        }
        return nullptr;
    }

    // `rest` starts with a slash, or is empty at the end of the path.
    const Route* below(const Node& node, std::string_view rest)
    {
        if (rest.empty())
            return at(node);
        rest.remove_prefix(1);
        const std::string_view text = rest.substr(0, rest.find('/'));
        const std::string_view behind = rest.substr(text.size());

        const auto literals = std::span(node.edges).first(node.literals);
        const auto edge = std::ranges::lower_bound(literals, text, {}, [](const Node::Edge& e) {
            return std::string_view(e.segment.prefix);
        });
        if (edge != literals.end() && edge->segment.prefix == text)
            if (const Route* route = below(*edge->to, behind))
                return route;
        for (const Node::Edge& other : std::span(node.edges).subspan(node.literals))
            if (const Route* route = through(other, text, rest, behind))
                return route;
        return nullptr;
    }

    const Route* through(const Node::Edge& edge, std::string_view text, std::string_view rest,
                         std::string_view behind)
    {
        const PathSegment& segment = edge.segment;
        if (segment.is_rest) {
            captured.push_back({segment.name, rest});
            if (const Route* route = at(*edge.to))
                return route;
            captured.pop_back();
            return nullptr;
        }
        const std::size_t fixed = segment.prefix.size() + segment.suffix.size();
        if (text.size() <= fixed || !text.starts_with(segment.prefix) ||
            !text.ends_with(segment.suffix))
            return nullptr;
        captured.push_back({segment.name, text.substr(segment.prefix.size(), text.size() - fixed)});
        if (const Route* route = below(*edge.to, behind))
            return route;
        captured.pop_back();
        return nullptr;
    }

    std::string text_of_allowed() const
    {
        if (!is_known)
            return {};
        std::string text;
        for (std::size_t i = 0; i < methods; ++i) {
            const auto one = static_cast<Method>(i);
            const bool is_implied =
                one == Method::options ||
                (one == Method::head && allowed[static_cast<std::size_t>(Method::get)]);
            if (allowed[i] || is_implied)
                text.append(text.empty() ? "" : ", ").append(name_of(one));
        }
        return text;
    }
};

Router::Match Router::find(Method method, std::string_view path, std::vector<Field>& captured) const
{
    captured.clear();
    Search search{method, captured};
    if (const Route* route = search.below(*m_root, path))
        return {route, {}};
    if (search.is_known)
        return {nullptr, search.text_of_allowed()};
    if (m_otherwise && (method == Method::get || method == Method::head))
        return {m_otherwise.get(), {}};
    return {};
}

std::string Router::allow(std::string_view path) const
{
    std::vector<Field> captured;
    Search search{std::nullopt, captured};
    search.below(*m_root, path);
    if (!search.is_known && m_otherwise)
        return "GET, HEAD, OPTIONS";
    return search.text_of_allowed();
}

} // namespace comity::http
