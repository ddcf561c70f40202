#!/usr/bin/env python3
"""Checks the catalogue of words and turns it into what each side compiles.

usage: tools/words.py check [ROOT]         prints `file:line: words: what to do`, exits 1 for a gap
       tools/words.py screens FOLDER       writes a module an area for the screens
       tools/words.py program FILE.cpp [LABELS.txt…]    writes the table of the program, and of
                                           labels that stand elsewhere
"""
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from catalogue import LANGUAGES, Catalogue, read_labels  # noqa: E402
from words_used import unsaid_by_screens, wrong_in_program  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def findings_of(root):
    """Every gap, as (path, line, what to do)."""
    catalogue = Catalogue(root)
    yield from catalogue.findings()
    yield from unsaid_by_screens(root, catalogue)
    yield from wrong_in_program(root, catalogue)


def check(root):
    count = 0
    for path, line, advice in findings_of(root):
        print(f"{path}:{line}: words: {advice}")
        count += 1
    return 1 if count else 0


def write_if_other(path, text):
    """What has not changed keeps its time, so that nothing is built again for it."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


# ---- screens ----


def _members(areas, language):
    lines = []
    for area in areas:
        for entry in area.entries.values():
            forms = [("", entry.text(language))]
            if entry.is_counted:
                forms = [("_one", entry.one(language)), ("_other", entry.text(language))]
            for ending, text in forms:
                lines.append(f"  {entry.key}{ending}: {json.dumps(text, ensure_ascii=False)},\n")
    return "{\n" + "".join(lines) + "}"


def _module_of(area):
    return (
        f"// Written by tools/words.py from {area.path}. Do not edit.\n"
        'import { words_of } from "../i18n/words";\n\n'
        f"const en = {_members([area], 'en')} as const;\n\n"
        f"const de: Record<keyof typeof en, string> = {_members([area], 'de')};\n\n"
        "export const { w, w_count, w_known } = words_of(en, de);\n"
    )


def write_screens(root, folder):
    catalogue = Catalogue(root)
    os.makedirs(folder, exist_ok=True)
    modules = {f"{area.name}.ts": _module_of(area) for area in catalogue.of("screens")}
    head = "// Written by tools/words.py from words/frame. Do not edit.\n"
    for language in LANGUAGES:
        members = _members(catalogue.of("frame"), language)
        modules[f"frame_{language}.ts"] = f"{head}export const frame = {members} as const;\n"
    for name in os.listdir(folder):
        if name not in modules:
            os.remove(os.path.join(folder, name))
    for name, text in modules.items():
        write_if_other(os.path.join(folder, name), text)


# ---- program ----

PROGRAM = """// Written by tools/words.py from words/. Do not edit.
#include "base/words/catalogue.h"

#include <array>

namespace comity {{
namespace {{

// By key.
constexpr std::array<CatalogueEntry, {sentence_count}> sentences{{{{
{sentences}}}}};

constexpr std::array<CatalogueLabel, {label_count}> labels{{{{
{labels}}}}};

}} // namespace

std::span<const CatalogueEntry> catalogue_entries()
{{
    return sentences;
}}

std::span<const CatalogueLabel> catalogue_labels()
{{
    return labels;
}}

}} // namespace comity
"""


def _literal(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _forms(entry, language):
    one = entry.one(language) or entry.text(language)
    return f"{{{_literal(one)}, {_literal(entry.text(language))}}}"


def _text(entry, language):
    return _literal(entry.text(language))


def _in_languages(write, entry):
    return "{{" + ", ".join(write(entry, language) for language in LANGUAGES) + "}}"


def write_program(root, path, more_labels=()):
    catalogue = Catalogue(root)
    areas = catalogue.of("labels") + [read_labels(more) for more in more_labels]
    sentences = {
        f"{area.name}.{entry.key}": entry
        for area in catalogue.of("server")
        for entry in area.entries.values()
    }
    labels = {entry.key: entry for area in areas for entry in area.entries.values()}
    text = PROGRAM.format(
        sentence_count=len(sentences),
        sentences="".join(
            f"    {{{_literal(key)}, {_in_languages(_forms, entry)}}},\n"
            for key, entry in sorted(sentences.items(), key=lambda pair: pair[0].encode())
        ),
        label_count=len(labels),
        labels="".join(
            f"    {{{_in_languages(_text, entry)}}},\n"
            for _, entry in sorted(labels.items())
        ),
    )
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    write_if_other(path, text)


def main(arguments):
    match arguments:
        case ["check"]:
            return check(ROOT)
        case ["check", root]:
            return check(root)
        case ["screens", folder]:
            write_screens(ROOT, folder)
        case ["program", path, *more_labels]:
            write_program(ROOT, path, more_labels)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
