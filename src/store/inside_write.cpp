#include "store/inside_write.h"

#include "base/error.h"

namespace comity::store {
namespace {

thread_local bool is_inside = false;

} // namespace

InsideWrite::InsideWrite()
{
    is_inside = true;
}

InsideWrite::~InsideWrite()
{
    is_inside = false;
}

void InsideWrite::refuse()
{
    CHECK(!is_inside);
}

} // namespace comity::store
