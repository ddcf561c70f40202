// All that the engine is made of, one line each. Who keeps something in memory of what another
// keeps stands behind it.

#include "record/mechanism.h"

#include "exchange/import.h"
#include "exchange/round_trip.h"
#include "record/duplicates/entries.h"
#include "record/figures/kept_figures.h"
#include "record/history/changes.h"
#include "record/known_people.h"
#include "record/log/chain.h"
#include "record/log/person_keys.h"
#include "record/merge/job.h"
#include "record/parts/long_write.h"
#include "record/rules/rules.h"
#include "record/save/idempotency.h"
#include "record/search/index.h"
#include "record/shape/keeper.h"
#include "record/sign_in/identity.h"
#include "record/undo/job.h"
#include "record/work/jobs.h"
#include "record/work/outbox.h"

namespace comity::record {

std::vector<Mechanism> all_mechanisms()
{
    return {
        people_mechanism(),
        history_mechanism(),
        seals_mechanism(),
        person_keys_mechanism(),
        search_mechanism(),
        outbox_mechanism(),
        jobs_mechanism(),
        long_writes_mechanism(),
        undo_mechanism(),
        merge_mechanism(),
        sign_in_mechanism(),
        idempotency_mechanism(),
        kept_figures_mechanism(),
        rules_mechanism(),
        duplicates_mechanism(),
        exchange::imports_mechanism(),
        exchange::sheets_mechanism(),
        shape_mechanism(), // the catalog as administrators have it: when all of it is there
    };
}

} // namespace comity::record
