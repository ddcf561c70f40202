"""Tables that scenarios write, and edit as people and their programs do: CSV and workbooks."""
import csv
import datetime
import io
import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
BOOK = {"1900": datetime.date(1899, 12, 30), "1904": datetime.date(1904, 1, 1)}


def write_table(path, rows, form=None, delimiter=","):
    """`form`: an encoding for text; for a workbook `shared`, `inline` or `1904`."""
    if path.endswith(".xlsx"):
        return _write_workbook(path, rows, form or "shared")
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    with open(path, "wb") as file:
        file.write(text.getvalue().encode(form or "utf-8-sig", "replace"))


def read_table(path):
    if path.endswith(".xlsx"):
        return _read_workbook(path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _cell(text, place, form, shared):
    if DAY.fullmatch(text):
        day = datetime.date.fromisoformat(text) - BOOK["1904" if form == "1904" else "1900"]
        return f'<c r="{place}" s="1"><v>{day.days}</v></c>'
    if NUMBER.fullmatch(text):
        return f'<c r="{place}"><v>{text}</v></c>'
    if text in ("TRUE", "FALSE"):
        return f'<c r="{place}" t="b"><v>{int(text == "TRUE")}</v></c>'
    if text.startswith("#"):
        return f'<c r="{place}" t="e"><f>A1</f><v>{escape(text)}</v></c>'
    if form == "inline":
        inside = f'<t xml:space="preserve">{escape(text)}</t>'
        return f'<c r="{place}" t="inlineStr"><is>{inside}</is></c>'
    return f'<c r="{place}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'


def _column(at):
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def _write_workbook(path, rows, form):
    shared = {}
    body = ""
    for number, row in enumerate(rows, 1):
        cells = (
            _cell(text, f"{_column(at)}{number}", form, shared)
            for at, text in enumerate(row)
            if text != ""
        )
        body += f'<row r="{number}">{"".join(cells)}</row>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}">'
        + ('<workbookPr date1904="1"/>' if form == "1904" else "")
        + '<sheets><sheet name="Table" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>"
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
        + "</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)


def _texts(element):
    return "".join(part.text or "" for part in element.iter() if part.tag.endswith("}t"))


def _read_workbook(path):
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = [_texts(one) for one in texts]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter():
        if not row.tag.endswith("}row"):
            continue
        cells = {}
        for cell in row:
            letters = re.match("[A-Z]+", cell.get("r")).group()
            at = 0
            for letter in letters:
                at = at * 26 + ord(letter) - 64
            cells[at - 1] = _value(cell, shared)
        rows.append([cells.get(at, "") for at in range(max(cells, default=-1) + 1)])
    width = len(rows[0]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def _value(cell, shared):
    value = next((part.text or "" for part in cell if part.tag.endswith("}v")), "")
    if cell.get("t") == "s":
        return shared[int(value)]
    if cell.get("t") == "inlineStr":
        return _texts(cell)
    if cell.get("t") == "b":
        return "TRUE" if value == "1" else "FALSE"
    if cell.get("s") == "2":  # the style that our own exports give to days
        return (BOOK["1900"] + datetime.timedelta(days=int(float(value)))).isoformat()
    return value


class Edit:
    """A table under the hands of somebody: each line of a scenario is one thing that is done."""

    def __init__(self, rows):
        self.rows = rows
        self.delimiter = ","

    def do(self, line):
        for expression, act in self._VERBS:
            found = expression.fullmatch(line)
            if found:
                return act(self, **found.groupdict())
        raise ValueError(f"do not know the edit {line!r}")

    def _at(self, column):
        return self.rows[0].index(column)

    def _found(self, column, value):
        rows = [row for row in self.rows[1:] if row[self._at(column)] == value]
        if not rows:
            raise ValueError(f"no row has {value!r} in {column}")
        return rows

    def _set(self, column, value, target, text):
        for row in self._found(column, value):
            row[self._at(target)] = text

    def _remove(self, column, value):
        for row in self._found(column, value):
            self.rows.remove(row)

    def _repeat(self, column, value):
        self.rows.append(list(self._found(column, value)[0]))

    def _add(self, cells):
        row = [""] * len(self.rows[0])
        for cell in cells.split(", "):
            name, _, text = cell.partition(" = ")
            row[self._at(name)] = text
        self.rows.append(row)

    def _sort(self, column):
        self.rows[1:] = sorted(self.rows[1:], key=lambda row: row[self._at(column)], reverse=True)

    def _rename(self, column, name):
        self.rows[0][self._at(column)] = name

    def _move_last(self, column):
        at = self._at(column)
        for row in self.rows:
            row.append(row.pop(at))

    def _remove_column(self, column):
        at = self._at(column)
        for row in self.rows:
            del row[at]

    def _add_column(self, column):
        for number, row in enumerate(self.rows):
            row.insert(0, column if number == 0 else f"note {number}")

    def _write_like(self, column, how):
        at = self._at(column)
        for row in self.rows[1:]:
            row[at] = _as_written(row[at], how)

    def _delimit(self, sign):
        self.delimiter = sign

    _VERBS = [
        (re.compile(expression), act)
        for expression, act in (
            (r"row (?P<column>\w+) = (?P<value>[^:]*): (?P<target>\w+) = ?(?P<text>.*)", _set),
            (r"remove row (?P<column>\w+) = (?P<value>.*)", _remove),
            (r"repeat row (?P<column>\w+) = (?P<value>.*)", _repeat),
            (r"add (?P<cells>\w+ = .*)", _add),
            (r"sort by (?P<column>\w+)", _sort),
            (r"rename (?P<column>\w+) to (?P<name>.+)", _rename),
            (r"move (?P<column>\w+) last", _move_last),
            (r"remove column (?P<column>\w+)", _remove_column),
            (r"add column (?P<column>.+)", _add_column),
            (r"write (?P<column>\w+) like (?P<how>.+)", _write_like),
            (r"delimiter (?P<sign>.)", _delimit),
        )
    ]


def _as_written(text, how):
    """What programs make of a value: `1.234,50`, `31.12.2026`, 46387, 123 for 0123."""
    if text == "":
        return text
    if how == "a german program" and DAY.fullmatch(text):
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    if how == "a german program":
        return f"{float(text):,.2f}".translate(str.maketrans(",.", ".,"))
    if how == "serial numbers":
        return str((datetime.date.fromisoformat(text) - BOOK["1900"]).days)
    if how == "numbers":
        return str(int(text.lstrip("+"))) if text.lstrip("+").isdigit() else text
    if how == "exponents":
        return f"{float(text):.5E}"
    if how == "blanks":
        return text + "  "
    raise ValueError(f"do not know how {how} writes")
