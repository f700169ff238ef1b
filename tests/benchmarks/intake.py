"""How long an import takes, as ratios of one run: against pandas with openpyxl and calamine.

Run ``python -m tests.benchmarks.intake [ROWS ...] [--kind fund|pledge] [--database NAME ...]``.
Each measurement has a process of its own, so that its memory is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pandas
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlmodel import Session, select

from app.db import make_engine, transaction
from imports.apply import apply
from imports.collection import uncollected
from imports.compare import Comparison, compare
from imports.intake import examine
from imports.opening import open_workbook
from imports.parties import Parties
from imports.read import read_book
from imports.recognise import kind_of
from imports.sheets import SHEETS
from models.commands import note_upload, register_party, register_user
from models.inputs import PartyInput
from models.people import User
from models.queries.parties import PartyIndex
from models.vocabulary import Kind, PartyKind, Role
from tests.databases import PostgresDatabases, SqliteFiles
from tests.tools import POSTGRES_URL, postgres_answers

FIELDS: Final = {
    "Funds": (
        "reference", "filer", "title", "form", "stage", "amount_won",
        "public_won", "operator", "start_year", "end_year", "announced_on", "known_on",
    ),
    "Pledges": (
        "reference", "filer", "title", "amount_won", "amount_text", "announced_on",
        "known_on", "period_start", "period_end", "category", "ai_share_ppm", "source",
    ),
    "Lines": ("reference", "year", "amount_won", "stage"),
}  # fmt: skip
PARTIES: Final = 200
UNITS: Final = {"seconds": "s", "megabytes": "MB"}


def cell(field: str, row: int) -> Any:
    """One made-up cell; nothing about it is a fact."""
    amount = (row * 7919 % 90_000 + 1) * 10**7
    made: dict[str, Any] = {
        "reference": f"R-{row:06d}",
        "filer": f"party-{row % PARTIES}",
        "title": f"본보기 사업 {row}",
        "form": "펀드",
        "stage": ("결성", "투자 중", "계획")[row % 3],
        "amount_won": amount,
        "amount_text": f"{amount // 10**7 / 10:g}억원",
        "public_won": amount // 2,
        "operator": f"운용사 {row % 500}",
        "start_year": 2024 + row % 3,
        "end_year": 2027,
        "period_start": 2026,
        "period_end": 2027,
        "year": 2026,
        "announced_on": date(2024, 1, 1) + timedelta(row % 900),
        "known_on": date(2026, 1, 1) + timedelta(row % 200),
        "category": "데이터센터",
        "ai_share_ppm": 100,
        "source": f"https://example.org/{row % 1000}",
    }
    return "발표" if field == "stage_of_line" else made[field]


def write_book(path: Path, kind: Kind, rows: int) -> None:
    """Write ``rows`` records of ``kind`` with twelve columns."""
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for spec in SHEETS[kind]:
        sheet = book.add_worksheet(spec.name)
        fields = FIELDS.get(spec.name, spec.fields)
        for column, field in enumerate(fields):
            sheet.write_string(0, column, spec.column(field).heading())
        for row in range(1, rows + 1 if spec.name in FIELDS else 1):
            for column, field in enumerate(fields):
                name = "stage_of_line" if (spec.name, field) == ("Lines", "stage") else field
                value = cell(name, row)
                look = day if isinstance(value, date) else None
                sheet.write(row, column, value, look)
    book.close()


def register_people(session: Session) -> User:
    """The filers of the made-up rows, and the official who files for them."""
    user = register_user(
        session, email="a@example.org", name="A", role=Role.OFFICIAL, password_hash="-"
    )
    for number in range(PARTIES):
        given = PartyInput(
            code=f"party-{number}", name_ko=f"본보기 {number}", kind=PartyKind.COMPANY
        )
        register_party(session, given, actor=None)
    return user


def by_pandas(path: Path, _url: str) -> dict[str, float]:
    """The usual way to read a workbook in Python."""
    start = time.perf_counter()
    pandas.read_excel(path, sheet_name=None, engine="openpyxl")
    return {"read": time.perf_counter() - start}


def by_calamine(path: Path, _url: str) -> dict[str, float]:
    """The fastest reader, without any check."""
    start = time.perf_counter()
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    return {"read": time.perf_counter() - start}


def by_us(path: Path, url: str) -> dict[str, float]:
    """Open, read and check, compare, store; then examine the same file again."""
    engine = make_engine(url)
    with transaction(engine) as session:
        register_people(session)
    took: dict[str, float] = {}
    with transaction(engine) as session:
        _first_time(session, path.read_bytes(), took)
        start = time.perf_counter()
    took["commit"] = time.perf_counter() - start
    with transaction(engine) as session:
        start = time.perf_counter()
        counts = examine(session, path.read_bytes(), path.name).counts
        took["again"] = time.perf_counter() - start
    assert counts["same"] == counts["rows"] > 0, counts
    engine.dispose()
    return took


def _first_time(session: Session, data: bytes, took: dict[str, float]) -> None:
    user = session.exec(select(User)).one()
    start = time.perf_counter()
    comparison = _examined(session, data, took)
    took["examine"] = time.perf_counter() - start
    kind = comparison.reading.kind
    submission = note_upload(
        session, kind=kind, filename="a", sha256="0", size=len(data), actor=user, counts={}
    )
    start = time.perf_counter()
    with uncollected():
        apply(session, comparison, actor=user, submission=submission)
    took["store"] = time.perf_counter() - start


def _examined(session: Session, data: bytes, took: dict[str, float]) -> Comparison:
    """What examine does, with a clock between its parts."""
    start = time.perf_counter()
    with uncollected():
        book = open_workbook(data)
        took["open"] = time.perf_counter() - start
        kind = kind_of(book)
        assert kind is not None
        index = PartyIndex(session)
        reading = read_book(book, kind, Parties(index))
        took["open and check"] = time.perf_counter() - start
        comparison = compare(session, reading, index)
    assert not comparison.errors, comparison.errors[:3]
    return comparison


def by_hand(path: Path, size: str) -> dict[str, float]:
    """Write the workbook; here, because a process hands its peak of memory to its children."""
    kind, rows = size.split()
    write_book(path, Kind(kind), int(rows))
    return {}


WAYS: Final[dict[str, Callable[[Path, str], dict[str, float]]]] = {
    "pandas": by_pandas,
    "calamine": by_calamine,
    "us": by_us,
    "book": by_hand,
}


def apart(way: str, path: Path, told: str = "") -> dict[str, float]:
    """Measure in a process of its own, with its memory and that of its children."""
    command = [sys.executable, "-m", "tests.benchmarks.intake", "--measure", way, str(path), told]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(way: str, path: str, told: str) -> None:
    """Print one measurement as JSON."""
    took = WAYS[way](Path(path), told)
    peaks = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({**took, "memory": max(peaks) / 1024}))


def report(kind: Kind, rows: int, databases: Sequence[str], folder: Path) -> None:
    """Print the ratios for one size."""
    path = folder / f"{kind}-{rows}.xlsx"
    apart("book", path, f"{kind} {rows}")
    pandas_took, calamine_took = apart("pandas", path), apart("calamine", path)
    slow, bare = pandas_took["read"], calamine_took["read"]
    print(f"\n{rows:,} rows of {kind} × 12 columns, {path.stat().st_size / 2**20:.1f} MB")
    print(f"  pandas + openpyxl reads in {slow:.2f} s, {pandas_took['memory']:.0f} MB")
    print(f"  calamine alone reads in {bare:.2f} s, {calamine_took['memory']:.0f} MB")
    for name in databases:
        server = SqliteFiles(folder) if name == "sqlite" else PostgresDatabases(POSTGRES_URL)
        took = apart("us", path, server.copy())
        server.close()
        memory = took.pop("memory")
        print(f"  on {name}, {memory:.0f} MB:")
        for step, seconds in took.items():
            print(f"    {step:<15} {seconds:7.2f} s   {seconds / bare:6.2f} × calamine   "
                  f"{slow / seconds:6.1f} times faster than pandas")  # fmt: skip
        everything = sum(took[step] for step in ("examine", "store", "commit"))
        print(f"    {'all':<15} {everything:7.2f} s   {everything / bare:6.2f} × calamine   "
              f"{slow / everything:6.1f} times faster than pandas")  # fmt: skip


def main() -> None:
    """Measure the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[1_000, 100_000])
    parser.add_argument("--kind", type=Kind, default=Kind.FUND)
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--measure", nargs=3)
    given = parser.parse_args()
    if given.measure:
        measure(*given.measure)
        return
    databases = [name for name in given.database if name == "sqlite" or postgres_answers()]
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            report(given.kind, rows, databases, Path(folder))


if __name__ == "__main__":
    main()
