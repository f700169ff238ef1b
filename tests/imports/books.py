"""Workbooks for tests: good ones, and good ones that somebody changed."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from sqlmodel import Session

from imports.apply import apply
from imports.intake import Examination, examine
from imports.problems import Problem
from imports.write import write_workbook
from models.commands import note_upload
from models.people import User
from models.vocabulary import Kind

Rows = dict[str, list[dict[str, Any]]]
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
TRILLION = 10**12


def pledge_rows(count: int = 3, **said: Any) -> Rows:
    """Pledges of the first firm over two years; the first one is joint, with a realisation."""
    pledges = [
        {
            "reference": f"R-{number}",
            "filer": "hana-ai",
            "title": f"계획 {number}",
            "amount_won": TRILLION,
            "amount_text": "1조원",
            "announced_on": date(2026, 10, 15),
            "known_on": date(2026, 10, 16),
            "category": "data_centre",
            "ai_share_ppm": 333_333,
            **said,
        }
        for number in range(1, count + 1)
    ]
    lines = [
        {"reference": pledge["reference"], "year": year, "amount_won": amount, "stage": "announced"}
        for pledge in pledges
        for year, amount in ((2026, 4 * 10**11), (2027, 6 * 10**11))
    ]
    shares = [("하나에이아이", 600_000), ("duri", 400_000)]
    return {
        "Pledges": pledges,
        "Participants": [
            {"reference": "R-1", "party": party, "share_ppm": share} for party, share in shares
        ],
        "Lines": lines,
        "Realisations": [realisation()],
    }


def realisation(**said: Any) -> dict[str, Any]:
    """One quarter of spending under the first pledge."""
    return {
        "reference": "R-1",
        "entry": "2026-4Q",
        "kind": "actual",
        "period_from": date(2026, 10, 1),
        "period_to": date(2026, 12, 31),
        "amount_won": 10**10,
        "evidence_grade": "B",
        "evidence": "공시",
        "known_on": date(2027, 1, 15),
        **said,
    }


def written(
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, kind: Kind = Kind.PLEDGE
) -> bytes:
    """The bytes of an official workbook with these rows."""
    target = io.BytesIO()
    write_workbook(target, kind, pledge_rows() if rows is None else rows, created=CREATED)
    return target.getvalue()


def edited(change: Callable[[Workbook], object], data: bytes | None = None) -> bytes:
    """A workbook after somebody changed it in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(written() if data is None else data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def set_cell(sheet: str, cell: str, value: Any) -> bytes:
    """The good workbook with one cell changed."""
    return edited(lambda book: book[sheet].__setitem__(cell, value))


def found(examination: Examination) -> set[tuple[str, str, str]]:
    """Where and what the errors are."""
    return {(problem.sheet, problem.cell, problem.code) for problem in examination.errors}


def only(problems: Sequence[Problem], code: str) -> Problem:
    """The one problem with this code."""
    (problem,) = (problem for problem in problems if problem.code == code)
    return problem


def bring(session: Session, data: bytes, user: User) -> dict[str, int]:
    """Upload and confirm a workbook."""
    seen = examine(session, data, "book.xlsx", actor=user)
    assert seen.kind, seen.problems
    assert seen.comparison
    submission = note_upload(
        session,
        kind=seen.kind,
        filename=seen.file.filename,
        sha256=seen.file.sha256,
        size=seen.file.size,
        actor=user,
        counts=seen.counts,
    )
    return apply(session, seen.comparison, actor=user, submission=submission)
