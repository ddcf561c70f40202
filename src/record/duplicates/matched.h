#pragma once
// What of an object's records is matched: which field offers a name, an address, a number. Found by
// the kinds of the fields, so that custom objects are matched like built-in ones.

#include "match/profile.h"
#include "record/access/access.h"
#include "store/database.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::record {

enum class MatchedAs {
    given_name,
    family_name,
    full_name,
    firm, // a text: an organisation's own name, or the employer that a lead names
    emails,
    phones,
    website,
    address,
    birth_date,
};

struct MatchedField {
    const Field* field;
    MatchedAs as;
};

// Points into a catalog that lives longer.
struct MatchedObject {
    const Object* object = nullptr;
    bool is_person = false;
    std::vector<MatchedField> fields;
    // A person's organisation that is a record of its own (contact.account).
    const Field* employer = nullptr;
    const Object* employer_object = nullptr;

    bool has(std::string_view field) const;
};

// Nothing for what has no e-mail, phone, web or postal address: a name alone makes nobody alike.
// With an actor, the fields that the actor may see.
std::optional<MatchedObject> find_matched(const Catalog& catalog, const Object& object,
                                          const Actor* actor = nullptr);
std::vector<MatchedObject> all_matched(const Catalog& catalog);
// The built-in objects that a record may be of already: of somebody who only names a company, those
// whose records have one. A lead may be a contact; that a contact was a lead is no duplicate.
std::vector<const Object*> akin_to(const Catalog& catalog, const MatchedObject& matched);
// The built-in objects that the employer of a person may be among.
std::vector<const Object*> employers_of(const Catalog& catalog, const MatchedObject& matched);

// One record as it is now.
struct MatchedRow {
    Id id;
    std::string title;
    std::vector<Value> cells; // of the matched fields, one after the other
    std::string employer;     // what it is called
    match::Profile profile;
};

// What the matched fields say, as text; those that say nothing are left out. The employer is among
// them.
std::vector<std::pair<const Field*, std::string>> values_of(const MatchedObject& matched,
                                                            const MatchedRow& row);
// What tells it from others of its name: employer, e-mail, phone, town; at most three.
std::vector<std::string> words_of(const MatchedObject& matched, const MatchedRow& row);

// What is not in the bin and the actor may see, in no order; at most some hundred ids at a time.
std::vector<MatchedRow> read_matched(store::Connection& connection, const Catalog& catalog,
                                     const Actor& actor, const MatchedObject& matched,
                                     std::span<const Id> ids);
// The next rows by id, for a walk over all of them.
std::vector<MatchedRow> read_matched_after(store::Connection& connection, const Catalog& catalog,
                                           const MatchedObject& matched, const Id& after,
                                           int limit);
// The same of fields as the API has them, of a record that is being typed. What cannot be read is
// left out.
void fill_profile(store::Connection& connection, const MatchedObject& matched, const Json& fields,
                  match::Profile& profile);
// The same of a record that is on its way to disk.
void fill_profile(store::Connection& connection, const MatchedObject& matched, const Record& record,
                  match::Profile& profile);
// What a person's record says of the employer, as an organisation's.
match::Profile employer_in(const match::Profile& profile);

} // namespace comity::record
