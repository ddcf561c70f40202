#pragma once
// The parts of check_database() that compare contents. Only check*.cpp include this. Each reads in
// pages, so that memory does not grow with the database.

#include "record/check_report.h"
#include "record/object/catalog.h"
#include "record/object/whole_rows.h"
#include "store/database.h"

namespace comity::record {

// Every version of every record, the present one and the past ones, against what the log says of
// it.
void check_history(store::Connection& connection, const Object& object, CheckReport& report);
// What is kept twice: entries of the search, tables of many-valued fields.
void check_copies(store::Connection& connection, const Object& object, CheckReport& report);
// Many-valued references lead to records.
void check_many_references(store::Connection& connection, const Catalog& catalog,
                           const Object& object, CheckReport& report);
// What the database itself finds in its file and its indexes.
void check_storage(store::Connection& connection, CheckReport& report);

} // namespace comity::record
