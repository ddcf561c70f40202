#pragma once
// Marks a thread that is inside Database::write(), where another read() or write() would wait for
// itself.

namespace comity::store {

class InsideWrite {
public:
    InsideWrite();
    ~InsideWrite();
    InsideWrite(const InsideWrite&) = delete;
    InsideWrite& operator=(const InsideWrite&) = delete;

    // Error{broken} when this thread is inside a write.
    static void refuse();
};

} // namespace comity::store
