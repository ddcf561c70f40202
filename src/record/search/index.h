#pragma once
// The search's own table, kept in the same transaction as the rows it finds: one entry a record
// that is not in the bin, with its folded text and the marks of its object and owner
// (marks.h), and the words of all of them (vocabulary.h). On SQLite an FTS5 trigram index
// beside it, on PostgreSQL a pg_trgm one.

#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/record.h"
#include "store/database.h"

namespace comity::record {

// Its part is the Vocabulary.
Mechanism search_mechanism();
// Makes what plain tables cannot say (FTS5, extension) and all entries anew. Reads the records in
// pages; nobody may write meanwhile.
void rebuild_search(store::Connection& connection, const Catalog& catalog);

// Called by save after a row was written: `before` is null for a new record; `after` is null or in
// the bin when it is to be found no more. Does nothing when the found text did not change.
void index_for_search(store::Connection& connection, const Record* before, const Record* after);
// The same for many new records at once (imports).
void index_many_for_search(store::Connection& connection, std::span<const Record> created);

} // namespace comity::record
