#pragma once
// Sharing one record: who else may read or change it, beside those whose roles reach it.

#include "record/find/find.h"

namespace comity::record {

struct ShareWish {
    Id person; // one of the two is nil
    Id team;
    bool to_change = false;
    std::optional<Instant> ends_at;
};

struct ShareMade {
    Id share;
    Id change_set; // nil when it was so already
    bool is_new = false;
};

// Sharing again with the same person or team changes the share that there is. Error{forbidden} for
// whoever may not change the record, Error{conflict} for one in the bin, Error{not_found} for one
// that may not be seen.
ShareMade share_record(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                       const ShareWish& wish);
// Ends a share of this record; returns the change set. As above, and Error{not_found} when the
// record has no such share.
Id end_share(Engine& engine, const Actor& actor, const Object& object, const Id& record,
             const Id& share);
// Appends `{"records":[…],"next":…}` of the shares, newest first: for whoever may read the record.
void list_shares(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                 int limit, const std::string& after, std::string& out);

} // namespace comity::record
