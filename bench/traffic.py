"""Requests sent by wrk, and what they took: at the caller, and of the server's processor."""
import json
import math
import os
import shutil
import statistics
import subprocess

from machine import Failed

_LUA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "load.lua")
_seeds = iter(range(1, 100_000))


class Requests:
    """One kind of request: paths to draw from, who asks, and for writes what is sent."""

    def __init__(self, name, folder, paths, key=None, method="GET", body=None):
        if not paths:
            raise Failed(f"there are no paths for {name}")
        self.name = name
        self.key = key
        self.method = method
        self.paths_file = os.path.join(folder, name.replace(" ", "-").replace("/", "-") + ".paths")
        self.body_file = "-"
        with open(self.paths_file, "w", encoding="utf-8") as file:
            file.write("\n".join(paths) + "\n")
        if body is not None:
            self.body_file = self.paths_file + ".body"
            with open(self.body_file, "w", encoding="utf-8") as file:
                file.write(json.dumps(body))


class Figure:
    """What one round gave, or the middle of several."""

    def __init__(self, per_second, p50_us, p99_us, processor_us, failed):
        self.per_second = per_second
        self.p50_us = p50_us
        self.p99_us = p99_us
        self.processor_us = processor_us
        self.failed = failed


def middle(figures):
    def of(name):
        return statistics.median(getattr(figure, name) for figure in figures)

    names = ("per_second", "p50_us", "p99_us", "processor_us")
    return Figure(*(of(name) for name in names), sum(figure.failed for figure in figures))


def send(requests, port, connections, seconds, read_processor_s):
    """One round. `read_processor_s` tells the server's processor time so far."""
    program = shutil.which("wrk")
    if not program:
        raise Failed("wrk is not installed: apt-get install wrk")
    command = [program, "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s"]
    command += ["-s", _LUA, f"http://127.0.0.1:{port}", "--", requests.method, requests.paths_file]
    command += [requests.body_file, requests.key or "-", str(next(_seeds))]
    before = read_processor_s()
    ran = subprocess.run(command, capture_output=True, timeout=seconds + 60, check=False)
    spent = read_processor_s() - before
    lines = [line for line in ran.stdout.decode().splitlines() if line.startswith("{")]
    if ran.returncode != 0 or not lines:
        raise Failed(f"wrk failed for {requests.name}: {(ran.stdout + ran.stderr).decode()}")
    told = json.loads(lines[-1])
    count = told["requests"]
    if count == 0:
        raise Failed(f"no request of {requests.name} was answered")
    # What was unfinished at the end took time too: with few answers it would count for too much.
    is_enough = count >= 4 * connections
    return Figure(
        count / told["seconds"],
        told["p50_us"],
        told["p99_us"],
        spent / count * 1e6 if is_enough else math.nan,
        told["refused"] + told["broken"],
    )
