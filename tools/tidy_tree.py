"""What tools/tidy reads: the tree's own files, each once."""
import os
import subprocess


class SourceFile:
    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        if self.lines and self.lines[-1] == "":
            self.lines.pop()


class Tree:
    """The files that are text, by their paths from the root; `paths` has the others too."""

    def __init__(self, root):
        self.root = root
        self.paths = _paths_of(root)
        self.folders = {parent for path in self.paths for parent in _parents(path)}
        self.files = {}
        for path in self.paths:
            with open(os.path.join(root, path), "rb") as file:
                content = file.read()
            if b"\0" not in content[:8000]:
                self.files[path] = SourceFile(path, content.decode("utf-8", "replace"))

    def matching(self, expression):
        """Files whose path the compiled expression matches, in order."""
        return [file for path, file in self.files.items() if expression.search(path)]


def _parents(path):
    while path := os.path.dirname(path):
        yield path


def _paths_of(root):
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
    else:
        names = [
            os.path.relpath(os.path.join(folder, name), root)
            for folder, _, files in os.walk(root)
            for name in files
        ]
    return sorted({name for name in names if name and os.path.isfile(os.path.join(root, name))})
