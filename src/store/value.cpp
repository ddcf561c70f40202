#include "store/value.h"

#include "base/error.h"

namespace comity::store {

Value Row::value(int column, Type type) const
{
    if (is_null(column))
        return Null{};
    switch (type) {
    case Type::integer:
        return integer(column);
    case Type::real:
        return real(column);
    case Type::boolean:
        return boolean(column);
    case Type::text:
        return std::string(text(column));
    case Type::uuid:
        return id(column);
    case Type::date:
        return date(column);
    case Type::instant:
        return instant(column);
    }
    CHECK(false);
}

} // namespace comity::store
