#pragma once
// Days and moments: literals of both are stretches of time (record/object/filter_time.h).

#include "record/object/condition.h"
#include "record/object/kinds/shared/problems.h"

namespace comity::record {

class TimeLike : public FieldKind {
public:
    void compare(Condition& condition) const override;
};

} // namespace comity::record
