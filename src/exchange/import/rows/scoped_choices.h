#pragma once
// Choices whose keys are records of another object, each in a scope: a deal's stage, of the stages
// of its pipeline. Texts of a file match a key or a name; missing ones are made where the options
// say so.

#include "exchange/exchange.h"
#include "exchange/import/rows/links.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

// What a step is called when reaching it ends the matter: "won" or "lost" for names like Closed won
// or Gewonnen, otherwise "open".
std::string_view status_from_name(std::string_view name);

class ScopedChoices {
public:
    ScopedChoices(const Catalog& catalog, const Actor& actor, const ImportPlan& plan,
                  const ImportColumn& column);

    const ImportColumn& column() const { return m_column; }
    // Reads what there is; call first in each transaction.
    void load(store::Connection& connection);
    // The scope of a record that names none: the one marked as the default. Nil when there is none.
    const Id& default_scope() const { return m_default_scope; }

    // The key of the choice that the text names, by key or by name.
    std::optional<std::string> find(const Id& scope, std::string_view text) const;

    struct Answer {
        std::optional<std::string> key;
        Sentence reason; // why it could not be made; empty: it is unknown
    };
    // `scope_text`: what the row says for the scope's column, which tells with what else of the
    // file it is made.
    Answer find_or_make(Transaction& transaction, Links& links, const Id& scope,
                        std::string_view scope_text, std::string_view text);

    // Names of all choices of all scopes, for the nearest one.
    std::vector<std::string> names() const;

private:
    struct Choice {
        std::string key, folded_key, name, folded_name;
    };
    void load_default_scope(store::Connection& connection);
    std::vector<std::string> missing(const Id& scope, std::string_view scope_text,
                                     std::string_view text) const;
    Draft draft_of(const Id& scope, const std::string& name, double position) const;

    const Catalog& m_catalog;
    const Actor& m_actor;
    const ImportPlan& m_plan;
    const ImportColumn& m_column;
    const Object& m_object;     // stage
    const Field* m_scope_field; // stage.pipeline, may be null
    Id m_default_scope;
    std::map<Id, std::vector<Choice>> m_choices;
    std::map<Id, double> m_last_position;
};

} // namespace comity::exchange
