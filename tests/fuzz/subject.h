#pragma once
// What the targets about records try their inputs on: a firm with every kind of field.

#include "record/access/actor.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"

namespace comity::fuzz {

// user, team, account, file, and `thing`, which has a field of every kind, named like it.
const record::Catalog& catalog();
const record::Object& thing();
// Everything; and somebody who sees what is his own, and not the field `text`.
const record::Actor& administrator();
const record::Actor& rep();

using Cells = std::vector<record::Value>;
Cells empty_cells(const record::Field& field);
std::string json_of(const record::Field& field, const Cells& cells);
std::string text_of(const record::Field& field, const Cells& cells);
// What a cell of a file or a JSON value becomes; nothing when it was refused.
std::optional<Cells> read_text(const record::Field& field, std::string_view text,
                               const record::TextFormat& format = {});
std::optional<Cells> read_json(const record::Field& field, const Json& json);

// What holds for every value that was accepted: said in JSON and read again it is the same, said as
// text too, and what the search and the filters make of it is text.
void check_value(const record::Field& field, const Cells& cells);

} // namespace comity::fuzz
