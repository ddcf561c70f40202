#pragma once
// A program that serves people does by itself what is to be done: chores, the queue, long work.

namespace comity::record {

class Engine;

// From its beginning to its end; the engine outlives it. Its end asks all of them to end and waits:
// what was not finished goes on when a server runs again.
class Serving {
public:
    explicit Serving(Engine& engine);
    ~Serving();
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

private:
    Engine& m_engine;
};

} // namespace comity::record
