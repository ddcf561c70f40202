"""The lists in the documents against the program: a line that is missing or too much fails. Objects
are asked of the server, commands of `--help`, mechanisms of the one list in the sources."""
import os
import re

from harness.play import Play, Result
from harness.script import Script

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def rows_under(path, heading):
    """Cells of the table in that section, without its head."""
    text = read(path)
    if f"\n## {heading}\n" not in text:
        raise LookupError(f"{path} has no section {heading!r}")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


# ---- what is written ----


def written_commands():
    """`user add EMAIL --name NAME` is `user add`: the words before what the caller gives."""
    calls = [call for row in rows_under("docs/running.md", "Commands") for call in quoted(row[0])]
    return sorted(re.match(r"[a-z-]+( (?!-)[a-z-]+)*", call).group() for call in calls)


def written_objects():
    table = rows_under("docs/made_of.md", "Objects")
    return [(*quoted(row[0]), *quoted(row[1])) for row in table]


def written_mechanisms():
    return [quoted(row[0])[0] for row in rows_under("docs/made_of.md", "Mechanisms")]


# ---- what is so ----


def commands_of(scenario, above=()):
    """Names of the commands that have none below them."""
    ran = scenario.run_command([*above, "--help"])
    if "\nSubcommands:\n" not in ran.text:
        return [" ".join(above)]
    names = re.findall(r"^  ([a-z-]+) ", ran.text.split("\nSubcommands:\n")[1], re.M)
    return sorted(found for name in names for found in commands_of(scenario, (*above, name)))


def objects_of(scenario):
    answer = scenario.ask_json("GET", "/objects", scenario.people.find("administrator"), None)
    return sorted((object["name"], object["plural"]) for object in answer.json()["objects"])


def mechanisms_of_sources():
    return re.findall(r"\b(\w+)_mechanism\(\)", read("src/commands/mechanisms.cpp"))


def compare(title, written, found):
    """Also by their order, which the documents promise."""
    missing = [one for one in found if one not in written]
    unknown = [one for one in written if one not in found]
    if missing or unknown:
        return Result(title, 1, f"not in the documents: {missing}; only there: {unknown}")
    if not found or written != found:
        return Result(title, 1, f"in another order, or twice: {written}, but is {found}")
    return Result(title, 1)


def play(template, program, surroundings):
    name = "server/documents.py"
    script = Script(f"tests/api/{name}", "== The documents\nGET /healthz")
    scenario = Play(script, template, program, surroundings)
    try:
        scenario.begin()
        return [
            compare("objects of docs/made_of.md", written_objects(), objects_of(scenario)),
            compare("commands of docs/running.md", written_commands(), commands_of(scenario)),
            compare(
                "mechanisms of docs/made_of.md", written_mechanisms(), mechanisms_of_sources()
            ),
            scenario.play_ending(),
        ]
    except Exception as error:
        return [Result("the documents", 0, f"{name}: could not be played: {error!r}")]
    finally:
        scenario.end()
