#pragma once
// How one person reads values: language, signs, zone. A kind tells its values with it
// (FieldKind::tell); exchange/export/said.h is the one there is.

#include "base/words/tongue.h"
#include "record/object/field.h"

#include <string>
#include <string_view>

namespace comity::record {

class Telling {
public:
    virtual ~Telling() = default;
    virtual const Tongue& tongue() const = 0;
    virtual std::string choice(const Field& field, std::string_view key) const = 0;
    virtual std::string date(Date date) const = 0;
    virtual std::string moment(Instant moment) const = 0;
    // `-1234567.50` in the reader's signs; with its thousands apart, or not.
    virtual std::string figure(std::string plain, bool apart) const = 0;
};

} // namespace comity::record
