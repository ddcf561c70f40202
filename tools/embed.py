#!/usr/bin/env python3
"""Writes web/dist as one blob, an assembler file that includes it, and the C++ table of what lies
where.

usage: embed.py WEB_DIST OUTPUT_FOLDER

A file's .gz and .br neighbours, where the web build made them, become its encodings; where it did
not, they
are made here. Compressed variants that save less than a tenth are left out.
"""
import gzip
import hashlib
import os
import shutil
import subprocess
import sys

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".wasm": "application/wasm",
}
COMPRESSIBLE = {
    ".html",
    ".js",
    ".mjs",
    ".css",
    ".json",
    ".webmanifest",
    ".svg",
    ".txt",
    ".map",
    ".ico",
    ".wasm",
}
SMALLEST_WORTH_COMPRESSING = 256


def read(path):
    with open(path, "rb") as file:
        return file.read()


def gzip_of(path, plain):
    return read(path + ".gz") if os.path.exists(path + ".gz") else gzip.compress(plain, 9, mtime=0)


def brotli_of(path, plain):
    if os.path.exists(path + ".br"):
        return read(path + ".br")
    if not shutil.which("brotli"):
        return b""
    return subprocess.run(
        ["brotli", "-q", "11", "-c"], input=plain, stdout=subprocess.PIPE, check=True
    ).stdout


def if_it_pays(compressed, plain):
    return compressed if len(compressed) < len(plain) * 0.9 else b""


def files_below(folder):
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            stem, extension = os.path.splitext(path)
            if extension in (".gz", ".br") and os.path.exists(stem):
                continue
            found.append(("/" + os.path.relpath(path, folder).replace(os.sep, "/"), path))
    return sorted(found)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entry(address, path, blob):
    plain = read(path)
    extension = os.path.splitext(path)[1].lower()
    pays = extension in COMPRESSIBLE and len(plain) >= SMALLEST_WORTH_COMPRESSING
    variants = [
        plain,
        if_it_pays(gzip_of(path, plain), plain) if pays else b"",
        if_it_pays(brotli_of(path, plain), plain) if pays else b"",
    ]
    views = []
    for content in variants:
        views.append(f"at({len(blob)}, {len(content)})" if content else "{}")
        blob += content
    etag = '"' + hashlib.sha256(plain).hexdigest()[:20] + '"'
    kind = CONTENT_TYPES.get(extension, "application/octet-stream")
    return f"    {{{quoted(address)}, {quoted(kind)}, {quoted(etag)},\n     {', '.join(views)}}},\n"


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


ASSEMBLER = """# Written by tools/embed.py. Do not edit.
    .section .rodata
    .balign 16
    .global comity_screens
    .hidden comity_screens
comity_screens:
    .incbin "screens.bin"
    .byte 0
    .section .note.GNU-stack,"",%progbits
"""

TABLE = """// Written by tools/embed.py. Do not edit.
#include "http/embedded.h"

#include <array>
#include <cstddef>

extern "C" const char comity_screens[];

namespace comity::http {{
namespace {{

[[maybe_unused]] std::string_view at(std::size_t offset, std::size_t size)
{{
    return {{comity_screens + offset, size}};
}}

const std::array<EmbeddedFile, {count}> files{{{{
{entries}}}}};

}}  // namespace

std::span<const EmbeddedFile> embedded_files()
{{
    return files;
}}

}}  // namespace comity::http
"""


def main(dist, output):
    os.makedirs(output, exist_ok=True)
    blob = bytearray()
    entries = [entry(address, path, blob) for address, path in files_below(dist)]
    write(os.path.join(output, "screens.bin"), blob)
    write(os.path.join(output, "screens.S"), ASSEMBLER.encode())
    write(
        os.path.join(output, "screens.cpp"),
        TABLE.format(count=len(entries), entries="".join(entries)).encode(),
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
