"""The long form of fuzzing: each target of tests/fuzz for a while, two at a time.

What a target finds new is kept in build/fuzz/found/TARGET, what ends it in build/fuzz/crashes. To
keep the best of it in the repository:

    build/fuzz/fuzz_TARGET -merge=1 -set_cover_merge=1 FOLDER tests/fuzz/corpus/TARGET \\
        build/fuzz/found/TARGET
"""
import concurrent.futures
import glob
import os
import re

from harness import processes
from harness.scenarios import ROOT, Tally

SOURCES = ROOT + "/tests/fuzz"
AT_ONCE = 2
SECONDS = 60
MEMORY_MB = 2000
LONGEST_INPUT_S = 10


def targets():
    return sorted(os.path.basename(path) for path in glob.glob(SOURCES + "/corpus/*"))


def _command(folder, target, seed):
    found = f"{folder}/found/{target}"
    os.makedirs(found, exist_ok=True)
    os.makedirs(folder + "/crashes", exist_ok=True)
    command = [
        f"{folder}/fuzz_{target}",
        f"-max_total_time={SECONDS}",
        f"-seed={seed}",
        f"-timeout={LONGEST_INPUT_S}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-artifact_prefix={folder}/crashes/{target}-",
        "-print_final_stats=1",
    ]
    dictionary = f"{SOURCES}/{target}.dict"
    if os.path.exists(dictionary):
        command.append("-dict=" + dictionary)
    return command + [found, f"{SOURCES}/corpus/{target}"]


def _run_one(folder, target, seed):
    """Whether it went through, and what to print."""
    ran = processes.run(_command(folder, target, seed), limit_s=SECONDS + 120, cwd=folder)
    found = re.search(r"stat::number_of_executed_units:\s*(\d+)", ran.text)
    executions = int(found.group(1)) if found else 0
    went_through = ran.code == 0 and executions > 0
    line = f"{target}: {executions} executions, {0 if went_through else 1} crashes"
    return went_through, line if went_through else f"✗ {line}\n{ran.text[-6000:]}"


def run_all(folder, seed):
    """`folder` has the programs, as the preset `fuzz` builds them."""
    tally = Tally()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for went_through, text in pool.map(lambda name: _run_one(folder, name, seed), targets()):
            print(text, flush=True)
            tally.passed += went_through
            tally.failed += not went_through
    return tally
