#pragma once
// Which Answer a request gets. Built once at the start, then only read: any thread may find.
//
// A pattern is a path whose segments are literal (`deals`), a parameter (`{id}`), a parameter with
// literal text around it (`{plural}.csv`) or, last, the whole rest (`{path...}`). Where several
// match, literal wins over mixed, mixed over parameter, parameter over rest, segment by segment
// from the left; a more literal pattern without the method does not hide a less literal one with
// it.

#include "http/request.h"
#include "http/response.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::http {

// Where an Answer runs. quick: on the connection's own thread, below a millisecond, never waiting
// for anything. slow: on the bounded pool of workers, may block.
enum class Lane { quick, slow };

// What a route takes in. small: in memory, up to Limits::body_bytes. upload: always spooled to a
// file, up to Limits::upload_bytes.
enum class Body { small, upload };

// Errors are expected to be answers; an exception becomes a 500 without details.
using Answer = std::function<Response(const Request&)>;

struct Route {
    std::string pattern;
    Lane lane = Lane::quick;
    Body body = Body::small;
    Answer answer;
};

class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // A broken invariant when the pattern is ill-formed or taken.
    void add(Method method, std::string_view pattern, Lane lane, Answer answer,
             Body body = Body::small);
    // For GET and HEAD of paths that no pattern matches (the screens).
    void otherwise(Lane lane, Answer answer);

    struct Match {
        const Route* route = nullptr;
        std::string allow; // the methods of this path, when it is known but not with this method
    };
    // Fills `captured` with views into `path`. HEAD finds GET's route.
    Match find(Method method, std::string_view path, std::vector<Field>& captured) const;
    // Every route as "GET /deals/{id}", for whoever lists them.
    std::vector<std::string> routes() const;
    // "GET, HEAD, OPTIONS" for a path; "" when no pattern matches.
    std::string allow(std::string_view path) const;

private:
    struct Node;
    struct Search;
    Node* walk_to(std::string_view pattern);

    std::unique_ptr<Node> m_root;
    std::unique_ptr<Route> m_otherwise;
};

} // namespace comity::http
