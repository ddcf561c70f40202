#pragma once
// What brought a change about, beside who made it: a person's act, a form that was sent, a mail, an
// automation, a job, an import, a replica. Kept with each change set, told in history, and followed
// by whoever asks why something happened or stops what goes round in circles.

#include "base/id.h"

#include <string>
#include <string_view>

namespace comity::record {

struct Actor;

struct BroughtBy {
    enum class Kind { person, form, mail, automation, job, import, replica };

    Kind kind = Kind::person;
    Id id = {};            // of the person, form, mail, automation, job or import; nil: without one
    std::string name = {}; // for people
    Id after = {};         // the change set that it follows from; nil: the chain begins here
};

std::string_view name_of(BroughtBy::Kind kind);
// What the actor says, or what follows from who it is and through what it comes.
BroughtBy brought_by(const Actor& actor);

} // namespace comity::record
