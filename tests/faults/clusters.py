"""PostgreSQL clusters that keep what they acknowledge, and a standby that follows one of them."""
from harness.postgres import Cluster


class Durable(Cluster):
    """Stays right when its processes are killed. The machine itself does not fall over here, so
    there is nothing to flush to the disk for."""

    settings = {**Cluster.settings, "synchronous_commit": "on", "wal_level": "replica"}
