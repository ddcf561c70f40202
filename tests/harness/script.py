"""A scenario file as steps: a line, and the indented lines that belong to it."""
import re


class ScriptError(Exception):
    pass


class Step:
    def __init__(self, line, text, block):
        self.line = line
        self.text = text
        self.block = block  # [(line number, text without the common indentation)]

    def block_text(self):
        return "\n".join(text for _, text in self.block)


class Case:
    def __init__(self, title, line):
        self.title = title
        self.line = line
        self.steps = []


def parse_steps(numbered):
    """Steps of (line number, text) pairs whose top level is not indented."""
    steps = []
    block = None
    for line, text in numbered:
        if text.startswith((" ", "\t")):
            if block is None:
                raise ScriptError(f"line {line}: indented, but there is no step above it")
            block.append((line, text))
        elif not text.strip():
            if block:
                block.append((line, ""))
        elif not text.startswith("#"):
            block = []
            steps.append(Step(line, text.rstrip(), block))
    for step in steps:
        step.block[:] = _dedented(step.block)
    return steps


def _dedented(block):
    while block and not block[-1][1].strip():
        block = block[:-1]
    indents = [len(text) - len(text.lstrip(" \t")) for _, text in block if text.strip()]
    cut = min(indents, default=0)
    return [(line, text[cut:]) for line, text in block]


class Script:
    """The settings above the first case, and the cases. A file without `== title` lines is one
    case."""

    def __init__(self, path, text):
        self.path = path
        self.title = path
        self.settings = []
        self.cases = []
        self.lines = text.split("\n")
        lines = list(enumerate(self.lines, 1))
        if lines and lines[0][1].startswith("#"):
            self.title = lines[0][1].lstrip("# ").rstrip()
        for step in parse_steps(lines):
            if step.text.startswith("== "):
                self.cases.append(Case(step.text.strip("= "), step.line))
            elif _is_setting(step.text):
                if self.cases:
                    raise ScriptError(
                        f"line {step.line}: {step.text!r} belongs above the first case"
                    )
                self.settings.append(step)
            else:
                if not self.cases:
                    self.cases.append(Case(self.title, step.line))
                self.cases[-1].steps.append(step)
        if not any(case.steps for case in self.cases):
            raise ScriptError("there is no step in it")

    def line(self, number):
        return self.lines[number - 1].strip() if 0 < number <= len(self.lines) else ""


_SETTING = re.compile(
    r"(only on|needs|played by|serve with|time limit|allow in log|start empty|without check)\b"
)


def _is_setting(text):
    return _SETTING.match(text) is not None
