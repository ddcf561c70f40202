// All that the engine is made of, one line each. Who keeps something in memory of what another
// keeps stands behind it.

#include "record/mechanism.h"

#include "exchange/export/taken_out.h"
#include "exchange/import.h"
#include "exchange/round_trip.h"
#include "record/duplicates/follower.h"
#include "record/figures/kept_figures.h"
#include "record/history/changes.h"
#include "record/known_people.h"
#include "record/log/chain.h"
#include "record/log/person_keys.h"
#include "record/merge/job.h"
#include "record/parts/bulk.h"
#include "record/rules/rules.h"
#include "record/save/idempotency.h"
#include "record/search/index.h"
#include "record/secrets.h"
#include "record/settings.h"
#include "record/shape/keeper.h"
#include "record/sign_in/identity.h"
#include "record/undo/job.h"
#include "record/work/chores.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "record/work/servers.h"
#include "record/work/storage.h"

namespace comity::record {

std::vector<Mechanism> all_mechanisms()
{
    return {
        settings_mechanism(),
        people_mechanism(),
        secrets_mechanism(),
        history_mechanism(),
        seals_mechanism(),
        person_keys_mechanism(),
        search_mechanism(),
        sign_in_mechanism(),
        idempotency_mechanism(),
        kept_figures_mechanism(),
        rules_mechanism(),
        servers_mechanism(),
        queue_mechanism(),
        long_works_mechanism(),
        bulk_mechanism(),
        undo_mechanism(),
        merge_mechanism(),
        storage_mechanism(),
        duplicates_mechanism(),
        exchange::imports_mechanism(),
        exchange::sheets_mechanism(),
        exchange::exports_mechanism(),
        shape_mechanism(), // the catalog as administrators have it: when all of it is there
        chores_mechanism(),
    };
}

} // namespace comity::record
