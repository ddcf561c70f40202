// `comity secrets`: where their key is, and another one for it.
#include "record/secrets.h"
#include "commands/commands.h"
#include "commands/house.h"
#include "record/engine.h"

#include <cstdio>

namespace comity::commands {

int tell_secrets(const Place& place)
{
    const House house = open_house(place, {.read_only = true});
    const record::Secrets::Standing standing = house.engine->part<record::Secrets>().standing();
    const std::string where = standing.is_in_file ? record::secrets_file_in(place.data)
                                                  : "the environment (COMITY_SECRETS_KEY)";
    std::printf("The key of secrets is in %s; keep a copy of it apart from backups.\n",
                where.c_str());
    std::printf("%lld keys in the database, %lld of them sealed under another key than that.\n",
                static_cast<long long>(standing.keys), static_cast<long long>(standing.old));
    return 0;
}

int exchange_secrets_key(const Place& place)
{
    const House house = open_house(place);
    record::Secrets& secrets = house.engine->part<record::Secrets>();
    secrets.exchange_keys();
    if (secrets.standing().is_in_file)
        std::printf("Secrets are sealed under a new key in %s. The old one is gone from there: a "
                    "backup that was made before opens with a copy of it only.\n",
                    record::secrets_file_in(place.data).c_str());
    else
        std::printf("Secrets are sealed under the first key of COMITY_SECRETS_KEY; take the others "
                    "out there.\n");
    return 0;
}

} // namespace comity::commands
