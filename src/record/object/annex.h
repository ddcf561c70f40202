#pragma once
// Where the columns of many fields stand. PostgreSQL keeps a row on one page of 8 kB: a long value
// is moved out and leaves 18 bytes behind, a short one stays, so that about 300 filled texts are
// all that fit, whatever is in them. An object with more columns than surely fit keeps the rest in
// annexes, tables `PLURAL_annex1`, `PLURAL_annex2` … with the same ids, on both databases alike.
// What reads asks the view `PLURAL_whole`; what writes knows the annexes (save/rows.cpp).

#include "record/object/object.h"

#include <string>

namespace comity::record {

// 25 bytes for each of these at the most, and half as many bytes again for what else is in a row.
constexpr int columns_in_own_table = 240;
constexpr int columns_in_annex = 240;

// The annex that a new field of this object belongs to; 0 for the object's own table. `object` has
// all fields that take columns, also those in the bin.
int choose_annex(const Object& object, const Field& field);

std::string annex_table(const Object& object, int number);
std::string past_annex_table(const Object& object, int number); // by id and version

// Makes the two views anew, or drops them when the object has no annexes.
std::string views_sql(const Object& object);

} // namespace comity::record
