#pragma once
// Values as people read them on paper, in the reader's language and time zone: labels of choices,
// amounts with their currency, days as one writes them.

#include "exchange/cells.h"
#include "exchange/exchange.h"
#include "record/object/dictionary.h"
#include "record/object/telling.h"

#include <map>
#include <string>
#include <string_view>

namespace comity::exchange {

class Said : public Telling {
public:
    // `fields`: whose values will be said; choices that are records are read here.
    Said(Engine& engine, const Catalog& catalog, const Actor& actor,
         std::span<const Field* const> fields);

    const Tongue& tongue() const override { return m_tongue; }
    std::string choice(const Field& field, std::string_view key) const override;
    std::string date(Date date) const override;
    std::string moment(Instant moment) const override; // in the reader's zone, to the minute
    std::string figure(std::string plain, bool apart) const override;

    // Of any kind but references, whose titles are known elsewhere.
    ExportCell cell(const Field& field, std::span<const Value> cells) const;

private:
    Tongue m_tongue;
    std::string m_zone;
    // Of an object whose records are choices: their names by key.
    std::map<std::string, std::map<std::string, std::string>, std::less<>> m_names;
};

} // namespace comity::exchange
