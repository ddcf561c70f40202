"""A PostgreSQL cluster of the tests' own: in a temporary folder, on a free port, as an ordinary
user.

It keeps nothing, so it need not be safe: no fsync.
"""
import glob
import os
import pwd
import shutil
import signal
import socket
import tempfile
import time

from harness import processes

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


def _programs():
    """The folder of initdb and postgres, the newest version first."""
    folders = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4])
    )
    for folder in reversed(folders):
        if os.path.exists(folder + "/initdb"):
            return folder
    raise RuntimeError("PostgreSQL's server is not installed: run bin/setup")


def _ordinary_user():
    """PostgreSQL refuses root. None means: the user that runs the tests will do."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
            return name
        except KeyError:
            continue
    raise RuntimeError("no ordinary user to run PostgreSQL as")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """Started on construction; stop() ends it and removes its folder. halt() and resume() are its
    falling over and coming back: on the same port, with the same data. `within` is the folder for
    its own."""

    settings = SETTINGS

    def __init__(self, within=None):
        self.user = _ordinary_user()
        self.programs = _programs()
        self.folder = tempfile.mkdtemp(prefix="comity-postgresql.", dir=within)
        self.process = None
        try:
            self._make()
            self._start()
        except BaseException:
            self.stop()
            raise

    def _make(self):
        if self.user:
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        made = processes.run(
            [
                self.programs + "/initdb",
                "-D",
                self.folder + "/data",
                "-U",
                "comity",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            user=self.user,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )
        if made.code != 0:
            raise RuntimeError("initdb failed: " + made.text)

    def _start(self):
        # Another program may take the port between asking for it and using it: try again with
        # another.
        for _ in range(5):
            self.port = free_port()
            if self._launch():
                return
        raise RuntimeError("PostgreSQL did not start:\n" + self.log_tail())

    def _launch(self):
        command = [
            self.programs + "/postgres",
            "-D",
            self.folder + "/data",
            "-p",
            str(self.port),
        ]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self.process = processes.start(
            command, self.folder + "/log", user=self.user, cwd=self.folder
        )
        if self._is_ready(30):
            return True
        processes.stop(self.process)
        self.process = None
        return False

    def halt(self, how=signal.SIGINT):
        """SIGINT ends its sessions in order, SIGQUIT at once and without writing anything more."""
        processes.stop(self.process, how, 30)
        self.process = None

    def resume(self):
        if not self._launch():
            raise RuntimeError("PostgreSQL did not start again:\n" + self.log_tail())

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def log_tail(self):
        with open(self.folder + "/log", errors="replace") as file:
            return file.read()[-2000:]

    def _is_ready(self, limit_s):
        end = time.monotonic() + limit_s
        while time.monotonic() < end and self.process.poll() is None:
            if self.sql("SELECT 1", check=False).code == 0:
                return True
            time.sleep(0.1)
        return False

    def url(self, database):
        return f"postgresql://comity@127.0.0.1:{self.port}/{database}"

    def sql(self, text, database="postgres", check=True):
        ran = processes.run(
            [
                self.programs + "/psql",
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                self.url(database),
                "-c",
                text,
            ],
            limit_s=60,
        )
        if check and ran.code != 0:
            raise RuntimeError(f"{text}: {ran.text}")
        return ran

    def create(self, name, template=None):
        self.sql(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        return self.url(name)

    def drop(self, name):
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', check=False)

    def stop(self):
        if self.process:
            processes.stop(self.process, signal.SIGINT, 20)
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)
