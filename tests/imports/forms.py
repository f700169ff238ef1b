"""Workbooks of every form for tests, written by hand where no library of ours writes them."""

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import openpyxl

from imports.opening import Form
from tests.imports.books import written

Cells = Sequence[Sequence[Any]]
Sheets = Mapping[str, Cells]


def sheets_of(data: bytes | None = None) -> dict[str, Cells]:
    """The sheets of an .xlsx as rows; by default those of the good workbook."""
    book = openpyxl.load_workbook(io.BytesIO(written() if data is None else data))
    names = [name for name in book.sheetnames if name not in ("Guide", "Codes")]
    return {name: [list(row) for row in book[name].values if any(row)] for name in names}


def _said(value: Any) -> str:
    return value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else f"{value}"


def ods(sheets: Sheets, *, rows: str = "", manifest: bytes = b"<m/>") -> bytes:
    """An OpenDocument workbook; ``rows`` are further marks in its first sheet."""
    tables = []
    for name, cells in sheets.items():
        lines = "".join(f"<table:table-row>{_ods_row(row)}</table:table-row>" for row in cells)
        lines += rows if not tables else ""
        tables.append(f"<table:table table:name={quoteattr(name)}>{lines}</table:table>")
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "calcext")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({
        "mimetype": mimetype, "content.xml": content.encode(), "META-INF/manifest.xml": manifest
    })  # fmt: skip


def _ods_row(row: Sequence[Any]) -> str:
    return "".join(map(_ods_cell, row))


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{_escaped(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    kind, name = ("float", "value") if isinstance(value, int | float) else ("date", "date-value")
    said = f'office:value-type="{kind}" office:{name}="{_said(value)}"'
    return f"<table:table-cell {said}><text:p>{_said(value)}</text:p></table:table-cell>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def text(cells: Cells, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A text file of one table."""
    target = io.StringIO()
    rows = [["" if value is None else _said(value) for value in row] for row in cells]
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


# --- .xls: records of BIFF8 in a compound file -------------------------------------------


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of BIFF8."""
    return struct.pack("<HH", kind, len(content)) + content


def _wide(value: str) -> bytes:
    return b"\1" + value.encode("utf-16-le")


def xls(
    sheets: Sheets,
    *,
    books: Sequence[bytes] = (),
    extra: Sequence[bytes] = (),
    name: str = "Workbook",
) -> bytes:
    """An .xls; ``books`` are further records of the workbook, ``extra`` of its first sheet."""
    parts = []
    for cells in sheets.values():
        body = b"".join(
            _xls_cell(r, c, v) for r, row in enumerate(cells) for c, v in enumerate(row)
        )
        more = b"".join(extra) if not parts else b""
        size = record(0x200, struct.pack("<IIHHH", 0, len(cells), 0, max(map(len, cells)), 0))
        parts.append(_begin(0x10) + size + body + more + record(0x0A))
    styles = b"".join(
        record(0xE0, struct.pack("<HHH", 0, code, 0) + b"\0" * 14) for code in (0, 14, 10)
    )
    head = _begin(5) + record(0x42, struct.pack("<H", 1200)) + styles + b"".join(books)
    shapes = [struct.pack("<IBBB", 0, 0, 0, len(title)) + _wide(title) for title in sheets]
    place = len(head) + sum(len(record(0x85, shape)) for shape in shapes) + 4
    for shape, part in zip(shapes, parts, strict=True):
        head += record(0x85, struct.pack("<I", place) + shape[4:])
        place += len(part)
    return compound({name: head + record(0x0A) + b"".join(parts)})


def _begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 6))


def _xls_cell(row: int, column: int, value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        said = struct.pack("<HHHH", row, column, 0, len(value)) + _wide(value)
        return record(0x204, said)
    style = 0
    if not isinstance(value, int | float):
        style, value = 1, (value.date().toordinal() if hasattr(value, "date") else 0) - 693_594
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file that holds these streams, each at least 4096 bytes long."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    entries, sectors, chains = [_entry("Root Entry", 5, end, 0)], [], []
    for name, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        chains += [*range(first + 1, first + count), end]
        entries.append(_entry(name, 2, first, max(4096, len(data))))
    directory = len(sectors)
    sectors += [b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")]
    chains.append(end)
    fats = -(-(len(sectors) + 8) // 128) + 1
    table = [*chains, *[fat_mark] * fats]
    table += [free] * (fats * 128 - len(table))
    sectors += [struct.pack("<128I", *table[at : at + 128]) for at in range(0, len(table), 128)]
    places = [*range(directory + 1, directory + 1 + fats)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHH", 0x3E, 3, 0xFFFE)
    header += struct.pack("<HH", 9, 6) + b"\0" * 10
    header += struct.pack("<IIIIIIII", fats, directory, 0, 4096, end, 0, end, 0)[:32]
    header += struct.pack("<109I", *places, *[free] * (109 - len(places)))
    return header + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    none = struct.pack("<III", *[0xFFFFFFFF] * 3)
    return (head + none + b"\0" * 36 + struct.pack("<IQ", start, size)).ljust(128, b"\0")


# --- .xlsb: records of BIFF12 in an archive -----------------------------------------------


def binary(kind: int, content: bytes = b"") -> bytes:
    """One record of BIFF12."""
    marks = [kind] if kind < 128 else [kind & 0x7F | 0x80, kind >> 7]
    length, sizes = len(content), []
    while True:
        sizes.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return bytes(marks + sizes) + content


def _counted(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(sheets: Sheets, *, extra: bytes = b"", strings: bytes = b"") -> bytes:
    """An .xlsb; ``extra`` are further records of its first sheet, ``strings`` its strings."""
    parts: dict[str, bytes] = {"[Content_Types].xml": b"<Types/>"}
    shapes, links = [], []
    for number, (name, cells) in enumerate(sheets.items(), start=1):
        body = b"".join(_xlsb_row(row, values) for row, values in enumerate(cells))
        size = struct.pack("<4I", 0, max(0, len(cells) - 1), 0, max(map(len, cells)) - 1)
        more = extra if number == 1 else b""
        parts[f"xl/worksheets/sheet{number}.bin"] = (
            binary(129) + binary(148, size) + binary(145) + body + more + binary(146) + binary(130)
        )
        shapes.append(
            binary(156, struct.pack("<II", 0, number) + _counted(f"r{number}") + _counted(name))
        )
        links.append(f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.bin"/>')
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.bin.rels"] = (
        f'<Relationships xmlns="{space}">{"".join(links)}</Relationships>'.encode()
    )
    parts["xl/workbook.bin"] = (
        binary(131) + binary(143) + b"".join(shapes) + binary(144) + binary(132)
    )
    looks = b"".join(binary(47, struct.pack("<HH", 0, code) + b"\0" * 12) for code in (0, 14, 10))
    parts["xl/styles.bin"] = (
        binary(278) + binary(617, b"\3\0\0\0") + looks + binary(618) + binary(279)
    )
    if strings:
        parts["xl/sharedStrings.bin"] = strings
    return packed(parts)


def _xlsb_row(row: int, values: Sequence[Any]) -> bytes:
    head = binary(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
    return head + b"".join(_xlsb_cell(column, value) for column, value in enumerate(values))


def _xlsb_cell(column: int, value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        return binary(6, struct.pack("<II", column, 0) + _counted(value))
    style = 0
    if not isinstance(value, int | float):
        style, value = 1, value.date().toordinal() - 693_594
    return binary(5, struct.pack("<IId", column, style, value))


WRITERS: Final[dict[Form, Callable[[Sheets], bytes]]] = {
    Form.XLS: xls,
    Form.XLSB: xlsb,
    Form.ODS: ods,
}
