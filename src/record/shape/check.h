#pragma once
// Whether a definition can be: asked of every save of one, whoever makes it. All problems of a
// definition are told at once.

#include "record/object/shelf.h"

namespace comity::record {

// Behaviours of crm/shape/: before the row is written. They also fill in what follows from the
// rest: a name from the label, a plural, the keys of choices, a place at the end.
void check_custom_object_definition(Moment& moment);
void check_custom_field_definition(Moment& moment);
void refuse_emptied_definition(Moment& moment);

} // namespace comity::record
