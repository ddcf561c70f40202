#pragma once
// Who the owners in another system's files are here: found by external id, e-mail address or name.
// Nobody is changed and nobody is made by this.

#include "base/words/tongue.h"
#include "exchange/exchange.h"
#include "exchange/import_together.h"

#include <map>
#include <string>
#include <vector>

namespace comity::exchange {

class PeopleOfDump {
public:
    // Reads who works here, as far as the actor may see them.
    PeopleOfDump(Engine& engine, const Actor& actor);

    // Reads a file of users; what it says of them is the report. `makes_people`: those who are not
    // here are made when something that they own comes in.
    ImportReport read(const LinkedFile& file, bool makes_people);
    // What a file's columns of people mean: ids and addresses of the other system stand for people
    // here, or for their names where they are not here.
    void translate(const Catalog& catalog, ImportOptions& options) const;

private:
    struct Person {
        std::string id, email, name; // in the other system
    };
    const std::string* find(const Person& person) const;

    const Tongue m_tongue; // the actor's
    std::map<std::string, std::string> m_by_external, m_by_email,
        m_by_name;                                 // → id here; "" several
    std::map<std::string, std::string> m_meanings; // text of the other system → id or name here
};

} // namespace comity::exchange
