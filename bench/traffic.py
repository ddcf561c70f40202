"""Requests sent by wrk, and what they took: at the caller, and of the server's processor."""
import itertools
import json
import math
import os
import shutil
import statistics
import subprocess

from machine import Failed

_LUA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "load.lua")
_rounds = itertools.count()


class Requests:
    """One kind of request: paths to take in turn, who asks, and for writes what is sent.

    A path may be a list: what a screen asks at once, for together.py to send.
    """

    def __init__(self, name, folder, paths, key=None, method="GET", bodies=()):
        if not paths:
            raise Failed(f"there are no paths for {name}")
        self.name = name
        self.key = key
        self.method = method
        self.is_screen = not isinstance(paths[0], str)
        self.groups = paths if self.is_screen else [[path] for path in paths]
        self.bodies = [json.dumps(body) for body in bodies]
        self.paths_file = os.path.join(folder, f"{next(_rounds)}.paths")
        self.bodies_file = "-"
        with open(self.paths_file, "w", encoding="utf-8") as file:
            file.write("".join(path + "\n" for group in self.groups for path in group))
        if bodies:
            self.bodies_file = self.paths_file + ".bodies"
            with open(self.bodies_file, "w", encoding="utf-8") as file:
                file.write("".join(body + "\n" for body in self.bodies))


class Figure:
    """What one round gave, or the middle of several `rounds`."""

    def __init__(self, per_second, p50_us, p95_us, p99_us, processor_us, failed, rounds=None):
        self.per_second = per_second
        self.p50_us = p50_us
        self.p95_us = p95_us
        self.p99_us = p99_us
        self.processor_us = processor_us
        self.failed = failed
        self.rounds = rounds or [self]


def middle(figures):
    def of(name):
        known = [value for one in figures if not math.isnan(value := getattr(one, name))]
        return statistics.median(known) if known else math.nan

    names = ("per_second", "p50_us", "p95_us", "p99_us", "processor_us")
    failed = sum(figure.failed for figure in figures)
    return Figure(*(of(name) for name in names), failed, figures)


def in_turn(senders, rounds):
    """The middle figure of each; they take turns, so that a busy machine is as busy for all."""
    taken = [[] for _ in senders]
    for _ in range(rounds):
        for figures, send_one in zip(taken, senders):
            figures.append(send_one())
    return [middle(figures) for figures in taken]


def send(requests, port, connections, seconds, read_processor_s):
    """One round. `read_processor_s` tells the server's processor time so far."""
    program = shutil.which("wrk")
    if not program:
        raise Failed("wrk is not installed: apt-get install wrk")
    command = [program, "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s"]
    command += ["-s", _LUA, f"http://127.0.0.1:{port}", "--", requests.method, requests.paths_file]
    command += [requests.bodies_file, requests.key or "-", str(next(_rounds))]
    before = read_processor_s()
    ran = subprocess.run(command, capture_output=True, timeout=seconds + 60, check=False)
    spent = read_processor_s() - before
    lines = [line for line in ran.stdout.decode().splitlines() if line.startswith("{")]
    if ran.returncode != 0 or not lines:
        raise Failed(f"wrk failed for {requests.name}: {(ran.stdout + ran.stderr).decode()}")
    told = json.loads(lines[-1])
    count = told["answers"]
    failed = told["refused"] + told["broken"]
    if count < 1:
        return Figure(0, math.nan, math.nan, math.nan, math.nan, failed)
    # What was unfinished at the end took time too: with few answers it would count for too much.
    is_enough = count >= 4 * connections
    return Figure(
        count / told["seconds"],
        told["p50_us"],
        told["p95_us"],
        told["p99_us"],
        spent / count * 1e6 if is_enough else math.nan,
        failed,
    )
