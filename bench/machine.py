"""What the kernel knows about processes: processor time and memory; and how programs are run."""
import http.client
import os
import signal
import subprocess
import threading
import time

from harness import processes
from harness.postgres import free_port

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """The harness could not do its work; what was measured so far stands."""


def _stat(pid):
    """Parent, and processor seconds: own, and of children that have ended."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        words = file.read().rsplit(")", 1)[1].split()
    return int(words[1]), sum(int(word) for word in words[11:15]) * _TICK_S


def processor_s(pid):
    return _stat(pid)[1]


def family_processor_s(pid):
    """A server that is many processes: the parent and its children."""
    total = processor_s(pid)
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != pid:
            try:
                parent, seconds = _stat(int(name))
            except (OSError, ValueError):
                continue
            if parent == pid:
                total += seconds
    return total


def _thread_ns(pid):
    total = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="utf-8") as file:
                total += int(file.read().split()[0])
    except OSError:
        pass  # it has just ended
    return total


def exact_processor_us(pids):
    """Processor time of these and of their children, to the microsecond: for single requests."""
    pids = set(pids)
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in pids:
            try:
                if _stat(int(name))[0] in pids:
                    pids.add(int(name))
            except (OSError, ValueError):
                continue
    return sum(_thread_ns(pid) for pid in pids) / 1000


def _status_mb(pid, name):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
    raise Failed(f"/proc/{pid}/status has no {name}")


def resident_mb(pid):
    return _status_mb(pid, "VmRSS")


def most_resident_mb(pid):
    return _status_mb(pid, "VmHWM")


class Memory:
    """What a process had in memory while this watched, in MB."""

    def __init__(self, pid):
        self._pid = pid
        self._seen = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._over.is_set():
            try:
                self._seen.append(resident_mb(self._pid))
            except (OSError, Failed):
                return
            self._over.wait(0.05)

    def stop(self):
        self._over.set()
        self._thread.join()
        return self

    @property
    def most_mb(self):
        return max(self._seen, default=0)

    @property
    def late_growth_mb(self):
        """How much more there ever was than in the first third: nothing where it is constant."""
        return self.most_mb - max(self._seen[: len(self._seen) // 3 + 1], default=0)


class Timed:
    """A program run to its end, with what it took."""

    def __init__(self, command, limit_s=3600):
        begin = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        late = threading.Timer(limit_s, process.kill)
        late.start()
        self.memory = Memory(process.pid)
        self.text = process.stdout.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
        late.cancel()
        self.memory.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - begin
        self.processor_s = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024
        if process.returncode != 0:
            raise Failed(f"{' '.join(command)} exited with {process.returncode}: {self.text}")


class Served:
    """A running HTTP server, on a port of its own, once its path answers 200."""

    def __init__(self, make_command, path, log_path):
        self.port = free_port()
        begin = time.monotonic()
        self.process = processes.start(make_command(self.port), log_path)
        self.pid = self.process.pid
        self.seconds_to_ready = None
        while self.seconds_to_ready is None:
            if self._answers(path):
                self.seconds_to_ready = time.monotonic() - begin
            elif self.process.poll() is not None or time.monotonic() - begin > 60:
                processes.stop(self.process)
                with open(log_path, errors="replace", encoding="utf-8") as log:
                    raise Failed("the server did not start:\n" + log.read()[-2000:])
            else:
                time.sleep(0.002)

    def _answers(self, path):
        try:
            return self.ask("GET", path).status == 200
        except OSError:
            return False

    def ask(self, method, path, key=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": "Bearer " + key} if key else {}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    def stop(self):
        processes.stop(self.process, signal.SIGTERM, 20)
