"""PostgreSQL clusters that keep what they acknowledge, and a standby that follows one of them."""
import os

from harness import processes
from harness.databases import PostgresTemplate
from harness.postgres import Cluster


class Durable(Cluster):
    """Stays right when its processes are killed. The machine itself does not fall over here, so
    there is nothing to flush to the disk for."""

    settings = {**Cluster.settings, "synchronous_commit": "on", "wal_level": "replica"}


class Small(Durable):
    """For a small disk."""

    settings = {**Durable.settings, "min_wal_size": "32MB", "max_wal_size": "48MB"}


class Primary(Durable):
    """Acknowledges what its standby has, too; from the standby's coming on."""

    def wait_for_standby(self):
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")


class Standby(Durable):
    """Follows a primary until it is promoted."""

    def __init__(self, primary):
        self.primary = primary
        super().__init__()

    def _make(self):
        os.chmod(self.folder, 0o700)
        if self.user:
            import pwd

            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        source = f"postgresql://comity@127.0.0.1:{self.primary.port}/postgres"
        made = processes.run(
            [
                self.programs + "/pg_basebackup",
                "-D",
                self.folder + "/data",
                "-d",
                source,
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--no-sync",
            ],
            user=self.user,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.folder},
        )
        if made.code != 0:
            raise RuntimeError("pg_basebackup failed: " + made.text)

    def promote(self):
        self.sql("SELECT pg_promote()")


class PairTemplate(PostgresTemplate):
    """Databases that are reached at whichever of the two takes changes."""

    def __init__(self, program, env, folder, primary, standby):
        super().__init__(program, env, folder, primary)
        self.standby = standby

    def _database(self, data, template):
        database = super()._database(data, template)
        hosts = f"127.0.0.1:{self.cluster.port},127.0.0.1:{self.standby.port}"
        url = f"postgresql://comity@{hosts}/{database.name}?target_session_attrs=read-write"
        database.options = ["--data", data, "--database", url]
        return database


