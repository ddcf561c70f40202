// Writing pages of drafts: rows, side tables, log and search go in by the database's fastest way.

#include "record/save/state.h"

#include "base/error.h"
#include "record/search/index.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t drafts_a_page = 500;

// From here on single inserts are slower than a bulk one.
constexpr std::size_t worth_bulk = 20;

void write_page_of_new(SaveState& state, const Object& object, std::span<Draft*> page)
{
    if (page.size() < worth_bulk) {
        for (Draft* draft : page) {
            write_row(state, *draft);
            log_change(state, *draft);
        }
        return;
    }
    write_new_rows(state, object, page);
    for (Draft* draft : page)
        log_change(state, *draft);
}

void write_page(SaveState& state, const Object& object, std::span<Draft*> page)
{
    std::vector<Draft*> created;
    for (Draft* draft : page) {
        stamp(state, *draft);
        if (!draft->before)
            created.push_back(draft);
    }
    write_page_of_new(state, object, created);
    for (Draft* draft : page)
        if (draft->before) {
            write_row(state, *draft);
            log_change(state, *draft);
        }
    for (Draft* draft : page)
        follow(state, *draft);
}

} // namespace

std::int64_t write_drafts(Transaction& transaction, const Object& asked, std::span<Draft> drafts)
{
    SaveState& state = transaction.state();
    const Object& object = state.catalog->load(asked.name);
    std::vector<Draft*> good;
    for (Draft& draft : drafts)
        if (draft.is_good() && draft.is_changed)
            good.push_back(&draft);
    for (std::size_t from = 0; from < good.size(); from += drafts_a_page)
        write_page(state, object,
                   std::span(good).subspan(from, std::min(drafts_a_page, good.size() - from)));
    return static_cast<std::int64_t>(good.size());
}

} // namespace comity::record
