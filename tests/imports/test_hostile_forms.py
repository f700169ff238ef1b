"""Hostile files of every form: each its own sentence, within 512 MiB and the stated time."""

import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from imports.opening import FileRefused, open_workbook
from imports.opening.apart import ROOT
from imports.opening.refusals import LIMITS, MEGABYTE
from imports.problems import RULES
from tests.imports import forms
from tests.imports.forms import binary, packed, record

SECONDS = 30
"""More than the limit of time would be; other work may share the machine."""
CELL = '<table:table-cell office:value-type="float" office:value="1"'


def _ods(rows: str) -> bytes:
    return forms.ods({"S": [["a"]]}, rows=f"<table:table-row>{rows}</table:table-row>")


def _xls(*extra: bytes) -> bytes:
    return forms.xls({"S": [["a"]]}, extra=extra)


def _xlsb(extra: bytes = b"", strings: bytes = b"") -> bytes:
    return forms.xlsb({"S": [["a"]]}, extra=extra, strings=strings)


def _dtd(content: bytes) -> bytes:
    return packed({"content.xml": content, "META-INF/manifest.xml": b"<m/>"})


LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>'
QUADRATIC = b'<!DOCTYPE a [<!ENTITY x "' + b"a" * 50_000 + b'">]><a>' + b"&x;" * 50_000 + b"</a>"
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
REPEATED = "table:number-columns-repeated"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "ods, laughs": (lambda: _dtd(LAUGHS), "file_dtd"),
    "ods, quadratic": (lambda: _dtd(QUADRATIC), "file_dtd"),
    "ods, outside": (lambda: _dtd(OUTSIDE), "file_dtd"),
    "ods, bomb": (lambda: _dtd(b"<a>" + b" " * 400 * MEGABYTE + b"</a>"), "file_inflates"),
    "ods, wide": (lambda: _ods(f'{CELL} {REPEATED}="2000000"/>'), "file_too_many_columns"),
    "ods, tall": (
        lambda: forms.ods({"S": [["a"]]}, rows=(
            f'<table:table-row table:number-rows-repeated="1048576">{CELL}/></table:table-row>'
        )),
        "file_too_many_rows",
    ),
    "ods, corner": (
        lambda: forms.ods({"S": [["a"]]}, rows=(
            '<table:table-row table:number-rows-repeated="1048574"/><table:table-row>'
            f'<table:table-cell {REPEATED}="16383"/>{CELL}/></table:table-row>'
        )),
        "file_too_many_columns",
    ),
    "ods, many": (
        lambda: forms.ods({"S": [["a"]]}, rows=(
            f'<table:table-row table:number-rows-repeated="200000">{CELL} {REPEATED}="500"/>'
            "</table:table-row>"
        )),
        "file_too_many_cells",
    ),
    "ods, spaces": (
        lambda: _ods('<table:table-cell><text:p>' + '<text:s text:c="90000"/>' * 1000
                     + "</text:p></table:table-cell>"),
        "file_long_text",
    ),
    "ods, merges": (
        lambda: _ods('<table:table-cell table:number-columns-spanned="16384"'
                     ' table:number-rows-spanned="1048576"/>'),
        "file_covered",
    ),
    "ods, no number": (lambda: _ods(f'{CELL} {REPEATED}="-3"/>'), "file_damaged"),
    "xls, stated size": (
        lambda: _xls(record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))),
        "file_grid",
    ),
    "xls, forged strings": (
        lambda: forms.xls({"S": [["a"]]}, books=[record(0xFC, struct.pack("<II", 9, 0xFFFFFFFF))]),
        "file_forged",
    ),
    "xls, merges": (
        lambda: _xls(record(0xE5, struct.pack("<HHHHH", 1, 0, 65535, 0, 255))),
        "file_covered",
    ),
    "xls, open record": (lambda: _xls(struct.pack("<HH", 0x203, 0xFFFF)), "file_damaged"),
    "xls, circle": (
        lambda: forms.xls({"S": [["a"]]}).replace(
            struct.pack("<4I", 1, 2, 3, 4), struct.pack("<4I", 1, 2, 0, 4), 1
        ),
        "file_damaged",
    ),
    "xlsb, stated size": (
        lambda: _xlsb(binary(148, struct.pack("<4I", 0, 1048575, 0, 16383))), "file_grid",
    ),
    "xlsb, corner": (
        lambda: _xlsb(binary(0, struct.pack("<IIHBBBI", 1048575, 0, 0, 0, 0, 0, 0))
                      + binary(5, struct.pack("<IId", 16383, 0, 1.0))),
        "file_too_many_columns",
    ),
    "xlsb, merges": (
        lambda: _xlsb(binary(176, struct.pack("<4I", 0, 1048575, 0, 16383))), "file_covered",
    ),
    "xlsb, forged strings": (
        lambda: _xlsb(strings=binary(159, struct.pack("<II", 9, 0xFFFFFFFF))), "file_forged",
    ),
    "xlsb, bomb": (lambda: _xlsb(b"\0" * 400 * MEGABYTE), "file_inflates"),
    "csv, one line": (lambda: b"a," * 30 * MEGABYTE, "file_long_line"),
    "csv, 100 MB line": (lambda: b"a" * 100 * MEGABYTE, "file_too_large"),
    "csv, open quote": (lambda: b'a,"' + b"b\n" * MEGABYTE, "file_long_text"),
    "csv, columns": (lambda: b"a,b\n" + b"1," * 5_000, "file_too_many_columns"),
    "csv, rows": (lambda: b"1\n" * 400_000, "file_too_many_rows"),
    "csv, cells": (lambda: (b"1," * 600 + b"\n") * 4_000, "file_too_many_cells"),
    "csv, NUL": (lambda: b"a,b\n1,\0\n", "file_nul"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_own_rule(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    began = time.monotonic()

    with pytest.raises(FileRefused) as refused:
        open_workbook(data, "a")

    assert refused.value.code == code
    assert refused.value.values.keys() <= set(RULES[code].values)
    assert time.monotonic() - began < SECONDS


MEASURE = """
import resource, sys
from pathlib import Path
from imports.opening import FileRefused, open_workbook
from imports.opening.apart import ROOT
try:
    open_workbook(Path(sys.argv[1]).read_bytes(), "a")
except FileRefused as refusal:
    print(refusal.code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


@pytest.mark.parametrize("name", ["ods, bomb", "ods, many", "xlsb, bomb", "csv, cells"])
def test_no_reader_takes_more_than_the_stated_memory(name: str, tmp_path: Path) -> None:
    """Measured from a fresh process: one hands its own peak of memory to its children."""
    make, code = HOSTILE[name]
    path = tmp_path / "bomb"
    path.write_bytes(make())
    command = [sys.executable, "-c", MEASURE, str(path)]

    said, taken = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split()

    assert said == code
    assert int(taken) <= LIMITS.memory_bytes == 512 * MEGABYTE
