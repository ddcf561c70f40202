"""Starts programs and stops exactly those again.

Every child dies with this runner, whatever happens to it: the kernel is asked to see to that.
"""
import os
import shutil
import signal
import subprocess
import threading

_running = set()
_lock = threading.Lock()
_is_over = threading.Event()


class Stopped(Exception):
    """The whole run was interrupted: nothing is started any more."""


def _open(command, user, **options):
    with _lock:
        if _is_over.is_set():
            raise Stopped("interrupted")
        process = subprocess.Popen(_as_child(command, user), start_new_session=True, **options)
        _running.add(process)
    return process


class Ran:
    """What a finished program left: exit code (None after a time-out), and what it printed."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    @property
    def text(self):
        return (self.out + self.err).decode("utf-8", "replace")


def _as_child(command, user=None):
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return command
    prefix = [setpriv, "--pdeathsig", "KILL"]
    if user:
        prefix += ["--reuid", user, "--regid", str(_group_of(user)), "--clear-groups"]
    return prefix + command


def _group_of(user):
    import pwd

    return pwd.getpwnam(user).pw_gid


def start(command, log_path=None, env=None, cwd=None, user=None):
    """Starts a program that keeps running; what it prints is appended to the log file."""
    log = open(log_path, "ab") if log_path else subprocess.DEVNULL
    try:
        return _open(
            command, user, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, cwd=cwd
        )
    finally:
        if log_path:
            log.close()


def stop(process, how=signal.SIGTERM, wait_s=15):
    """Asks, waits, and kills what does not listen. Returns the exit code, None where it had to be
    killed."""
    with _lock:
        _running.discard(process)
    if process.poll() is not None:
        return process.returncode
    process.send_signal(how)
    try:
        return process.wait(wait_s)
    except subprocess.TimeoutExpired:
        kill(process)
        return None


def kill(process):
    with _lock:
        _running.discard(process)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def stop_all():
    """At the end of a run: also nothing that another thread is about to start."""
    with _lock:
        _is_over.set()
        left = list(_running)
    for process in left:
        kill(process)


def run(command, limit_s=120, env=None, cwd=None, input=b"", user=None):
    """Runs a program to its end, or to the end of its time with all that it started."""
    pipe = subprocess.PIPE
    process = _open(command, user, stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=cwd)
    try:
        out, err = process.communicate(input, timeout=limit_s)
        return Ran(process.returncode, out, err)
    except subprocess.TimeoutExpired:
        kill(process)
        out, err = process.communicate()
        return Ran(None, out, err + f"\n(stopped after {limit_s} s)\n".encode())
    finally:
        with _lock:
            _running.discard(process)
