#pragma once
// A field without a column as the catalog has understood it. It is hidden from whoever may not see
// everything it is made of.

#include "base/error.h"
#include "record/object/filter_tree.h"
#include "record/object/object.h"

#include <memory>
#include <vector>

namespace comity::record {

class Catalog;
struct FormulaNode;

struct Derived {
    std::shared_ptr<const FormulaNode> formula; // formula; of a lookup its path
    Filter filter;                              // of a roll-up
    // The fields with columns that it is made of, all the way down.
    struct Read {
        const Object* object;
        const Field* field;
    };
    std::vector<Read> reads;
    bool reads_others = false; // not the record's own columns alone
};

// Understands and checks all derived fields of the catalog's objects: gives them their kinds and
// adds what is wrong to `problems`: unknown fields, wrong kinds, loops (named), too much. Defined
// where the language is (language/derived.cpp).
void understand_derived(std::vector<Object>& objects, const Catalog& catalog,
                        std::vector<Problem>& problems);

} // namespace comity::record
