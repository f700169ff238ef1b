"""Hostile and mistaken files: each is refused by its own rule, within limits."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from imports.opening import FileRefused, open_workbook
from imports.opening.refusals import LIMITS, MEGABYTE
from imports.problems import RULES
from tests.imports.books import edited, written

SMALL = replace(LIMITS, inflated_bytes=8 * MEGABYTE, ratio_from_bytes=MEGABYTE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"


def _refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(FileRefused) as refused:
        open_workbook(data, limits=replace(LIMITS, **limits))
    assert refused.value.values.keys() <= set(RULES[refused.value.code].values)
    return refused.value.code


def _repacked(
    changes: dict[str, Callable[[bytes], bytes]],
    added: dict[str, bytes] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """The good workbook with some parts changed and some added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written())) as source,
        zipfile.ZipFile(target, "w", method) as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, changes.get(name, lambda part: part)(source.read(name)))
        for name, part in (added or {}).items():
            copy.writestr(name, part)
    return target.getvalue()


def _in_sheet(old: bytes, new: bytes) -> bytes:
    return _repacked({SHEET: lambda part: part.replace(old, new, 1)})


def _cell(address: str) -> bytes:
    row = re.sub(r"[A-Z]+", "", address)
    cell = f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData>'
    return _in_sheet(b"</sheetData>", cell.encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\0" * 4000, "file_empty"),
        (b"%PDF-1.7\n...", "file_pdf"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file_html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "file_html"),
        (
            b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "file_spreadsheet_xml",
        ),
        (OLE, "file_damaged"),
        (b"reference\0,title\nR-1,a\n", "file_nul"),
        ("관리번호,사업명".encode("utf-16-le"), "file_nul"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "file_unknown"),
        (b"MZ" + bytes(range(256)), "file_unknown"),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, code: str) -> None:
    assert _refusal(data) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("content.xml", "file_damaged"),
        ("xl/workbook.bin", "file_damaged"),
        ("word/document.xml", "file_no_workbook"),
    ],
)
def test_an_archive_of_another_kind_is_named(name: str, code: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, b"<a>")

    assert _refusal(target.getvalue()) == code


def test_a_truncated_workbook_is_damaged() -> None:
    data = written()

    assert {_refusal(data[: len(data) // part]) for part in (2, 3, 10)} == {"file_damaged"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_packed_as_no_workbook_may_be_is_damaged(method: int) -> None:
    assert _refusal(_repacked({}, method=method)) == "file_damaged"


def test_a_workbook_with_a_flipped_byte_inside_is_damaged() -> None:
    data = bytearray(written())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo(SHEET).header_offset + 80
    data[start] ^= 0xFF

    assert _refusal(bytes(data)) == "file_damaged"


def test_a_file_above_the_limit_is_not_opened() -> None:
    assert _refusal(written(), file_bytes=1000) == "file_too_large"


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    bomb = _repacked({}, {"xl/spaces.xml": b" " * 64 * MEGABYTE})
    started = time.monotonic()

    with pytest.raises(FileRefused) as refused:
        open_workbook(bomb, limits=SMALL)

    assert refused.value.code == "file_inflates"
    assert time.monotonic() - started < 2


def test_a_size_forged_in_the_directory_does_not_help() -> None:
    bomb = bytearray(_repacked({}, {"xl/spaces.xml": b" " * 4 * MEGABYTE}))
    for match in re.finditer(re.escape(struct.pack("<I", 4 * MEGABYTE)), bytes(bomb)):
        bomb[match.start() : match.end()] = struct.pack("<I", 10)

    assert _refusal(bytes(bomb)) == "file_damaged"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<worksheet", b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet'),
        (b"<worksheet", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet'),
    ],
)
def test_document_types_are_refused(old: bytes, new: bytes) -> None:
    assert _refusal(_in_sheet(old, new)) == "file_dtd"


def test_an_encoding_that_hides_marks_is_refused() -> None:
    data = _repacked({SHEET: lambda part: part.decode().encode("utf-16")})

    assert _refusal(data) == "file_encoding"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_part_that_stands_twice_is_refused() -> None:
    target = io.BytesIO(written())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")

    assert _refusal(target.getvalue()) == "file_duplicate_parts"


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_told_and_not_run(name: str) -> None:
    assert open_workbook(_repacked({}, {name: b"<x/>"})).flags == ("macros",)


def test_macros_under_another_name_are_told_too() -> None:
    override = (
        b'<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    )
    types = {"[Content_Types].xml": lambda part: part.replace(b"</Types>", override + b"</Types>")}

    assert open_workbook(_repacked(types, {"xl/a.bin": b"x"})).flags == ("macros",)


def test_too_many_parts_are_refused() -> None:
    assert _refusal(written(), parts=5) == "file_too_many_parts"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("XFD1048576", "file_too_many_columns"),
        ("A1048576", "file_too_many_rows"),
        ("XFD2", "file_too_many_columns"),
        ("ZZ290000", "file_grid"),
    ],
)
def test_a_cell_in_the_far_corner_is_refused(address: str, code: str) -> None:
    assert _refusal(_cell(address)) == code


def test_a_far_cell_with_unusual_marks_is_refused_too() -> None:
    far = b"<row r='2'><x:c  r = 'XFD1048576'><v>1</v></x:c></row></sheetData>"

    assert _refusal(_in_sheet(b"</sheetData>", far)) == "file_too_many_columns"


@pytest.mark.parametrize(
    "rows", [b'<row r="1000000" ht="5"/>', b"<row/>" * 400_000], ids=["numbered", "bare"]
)
def test_rows_without_cells_count_as_rows(rows: bytes) -> None:
    odd = b'<row r="9"><c  r="A9"/></row>' + rows + b"</sheetData>"

    assert _refusal(_in_sheet(b"</sheetData>", odd)) == "file_too_many_rows"


@pytest.mark.parametrize(
    "mark",
    [
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink location="a" ref = "$A$1:$XFD$1048576"/></hyperlinks>',
    ],
)
def test_merges_and_links_over_a_whole_sheet_are_refused(mark: bytes) -> None:
    assert _refusal(_in_sheet(b"</worksheet>", mark + b"</worksheet>")) == "file_covered"


def test_too_many_cells_are_refused() -> None:
    assert _refusal(written(), cells=10) == "file_too_many_cells"


def test_a_forged_count_of_strings_is_refused() -> None:
    forged = b'<sst uniqueCount = "4294967295" '
    data = _repacked({STRINGS: lambda part: re.sub(rb"<sst ", forged, part)})
    hidden = _repacked(
        {STRINGS: lambda part: re.sub(rb"<sst ", b"<!--" + b"x" * 5_000 + b"-->" + forged, part)}
    )

    assert [_refusal(data), _refusal(hidden)] == ["file_forged"] * 2


def test_too_many_strings_are_refused() -> None:
    assert _refusal(written(), strings=10) == "file_too_many_strings"


def test_a_text_longer_than_a_cell_is_refused() -> None:
    data = _repacked({STRINGS: lambda part: part.replace(b"<t>", b"<t>" + b"a" * 300_000, 1)})

    assert _refusal(data) == "file_long_text"


@pytest.mark.parametrize(
    "part",
    [
        b"<a>" + b">" * 199_999 + b"</a>",
        b"<c " * 300_000,
        b'<c r="A1" t="e"></c>' * 100_000,
        b'<c r="A1" s="9"' * 100_000,
        b"<row hidden='1'" * 100_000,
        b"<a" + b" r r " * 100_000,
    ],
    ids=["marks", "open cells", "errors", "styles", "hidden rows", "attributes"],
)
def test_no_part_makes_the_checks_slow(part: bytes) -> None:
    """Each of these took minutes with patterns that look back."""
    data = _repacked({SHEET: lambda sheet: sheet.replace(b"</sheetData>", part * 2)})

    assert _refusal(data, cpu_seconds=10) in {"file_damaged", "file_long_text"}


def test_what_breaks_our_own_checks_is_a_damaged_file() -> None:
    assert _refusal(_in_sheet(b'<row r="2"', b'<row r="%s"' % (b"9" * 5_000))) == "file_damaged"


@pytest.mark.parametrize("tab", [b" ", b"\t"])
def test_too_many_merges_are_refused(tab: bytes) -> None:
    merge = b"<mergeCell%sref='A1:B1'/>" % tab
    merges = b"<mergeCells>" + merge * 20 + b"</mergeCells></worksheet>"

    assert _refusal(_in_sheet(b"</worksheet>", merges), merges=10) == "file_too_many_merges"


def test_a_file_that_takes_too_much_memory_ends_only_its_reader() -> None:
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(3, 20_000)
    )
    data = _repacked(
        {
            STRINGS: lambda part: part.replace(b"<t>", b"<t>" + b"a" * 150_000, 1),
            SHEET: lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"),
        }
    )

    assert _refusal(data, memory_bytes=300 * MEGABYTE) == "file_too_demanding"


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert _refusal(written(), wall_seconds=0) == "file_too_demanding"


def test_a_workbook_without_its_sheet_is_damaged() -> None:
    data = _repacked({SHEET: lambda part: b"<worksheet><sheetData><row"})

    assert _refusal(data) == "file_damaged"


def test_ordinary_workbooks_of_another_writer_open() -> None:
    book = open_workbook(edited(lambda book: None))

    assert [sheet.name for sheet in book.sheets][1:5] == [
        "Pledges",
        "Participants",
        "Lines",
        "Realisations",
    ]
