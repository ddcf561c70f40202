"""The faults in their order, and the databases that each is for."""
from faults.abuse import bad_clients
from faults.disk import full_disk, locked_file, read_only_disk, read_only_file
from faults.keep import backup_while_writing
from faults.kill import kill_under_load
from faults.kill_beside_bulk import kill_beside_bulk_edits
from faults.kill_large import kill_large_steps
from faults.postgres_away import database_restarted, failover, full_database_disk
from faults.resume import interrupted_import
from faults.stop import stop_under_load

BOTH = ("sqlite", "postgresql")
SQLITE = ("sqlite",)
POSTGRESQL = ("postgresql",)

FAULTS = [
    (kill_under_load, BOTH),
    (kill_beside_bulk_edits, BOTH),
    (kill_large_steps, BOTH),
    (interrupted_import, BOTH),
    (stop_under_load, BOTH),
    (backup_while_writing, SQLITE),
    (bad_clients, BOTH),
    (full_disk, SQLITE),
    (read_only_file, SQLITE),
    (read_only_disk, SQLITE),
    (locked_file, SQLITE),
    (database_restarted, POSTGRESQL),
    (failover, POSTGRESQL),
    (full_database_disk, POSTGRESQL),
]
