"""The report of tax expenditure: two series side by side, withheld where one firm would show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext
from sqlmodel import Session

from app import format as fmt
from app.i18n import Language
from app.messages import label
from app.registry.current import today
from app.tables import Column, Table
from app.taxes.say import stamped
from models import User
from models.counting.disclosure import TOTAL, withheld
from models.queries.claims import read_claims
from models.queries.tax_law import current_figures
from models.queries.visibility import SEES_TAXPAYERS, Viewer
from models.tax_setting import TaxFigure
from models.tax_vocabulary import FigureStatus
from models.taxes.report import Declared, Line, declared
from models.vocabulary import FirmSize, Provision, TaxTier

COLUMNS = (FigureStatus.ACTUAL, FigureStatus.ESTIMATE, FigureStatus.FORECAST)
"""Prior actual, this year, next year."""


class Cell(NamedTuple):
    """One amount of the report; ``is_hidden`` where it would reveal a single firm."""

    won: int | None
    is_hidden: bool = False


Cells = tuple[Cell, Cell, Cell]


class Official(NamedTuple):
    """A row of the official series."""

    figure: TaxFigure
    cells: Cells


class Firms(NamedTuple):
    """A row of what firms declare; None as line for the total."""

    line: Line | None
    cells: Cells


@dataclass(frozen=True, slots=True)
class Report:
    """Both series for one year; ``unknown`` counts firms whose year cannot be worked out."""

    year: int
    official: Sequence[Official]
    firms: Sequence[Firms]
    unknown: Mapping[int, int]
    hides: bool

    @property
    def years(self) -> tuple[int, int, int]:
        """The year before, the year, and the next."""
        return self.year - 1, self.year, self.year + 1


def report_of(session: Session, year: int, seen: Viewer, on: date) -> Report:
    """The report for ``year`` as ``seen`` may read it."""
    hides = seen.role not in SEES_TAXPAYERS
    years = (year - 1, year, year + 1)
    claims = read_claims(session, on)
    found = declared(claims.accounts, claims.book, years)
    return Report(
        year,
        _official(current_figures(session, on), years),
        _firms(found, years, hides=hides),
        {} if hides else found.unknown,
        hides,
    )


def _official(figures: Sequence[TaxFigure], years: tuple[int, int, int]) -> list[Official]:
    """One row for each provision, tier and size; each column has its year and its status."""
    columns = dict(zip(years, COLUMNS, strict=True))
    rows: dict[tuple[Provision, TaxTier | None, FirmSize | None], dict[int, TaxFigure]] = {}
    for one in figures:
        if one.year in columns and one.figure_status is columns[one.year]:
            rows.setdefault((one.provision, one.tier, one.firm_size), {})[one.year] = one
    return [
        Official(
            next(iter(held.values())),
            _three(Cell(held[year].amount_won) if year in held else Cell(None) for year in years),
        )
        for held in rows.values()
    ]


def _firms(found: Declared, years: tuple[int, int, int], *, hides: bool) -> list[Firms]:
    hidden = withheld(found.cells) if hides else frozenset()
    rows = [
        Firms(
            line,
            _three(
                Cell(None, True) if (line, year) in hidden else Cell(found.won(line, year))
                for year in years
            ),
        )
        for line in found.lines
    ]
    totals = _three(
        Cell(None, True) if (TOTAL, year) in hidden else Cell(_total(found, year)) for year in years
    )
    return [*rows, Firms(None, totals)] if rows else []


def _total(found: Declared, year: int) -> int | None:
    known = [won for line in found.lines if (won := found.won(line, year)) is not None]
    return sum(known) if known else None


def _three(cells: Iterable[Cell]) -> Cells:
    one, two, three = cells
    return one, two, three


def table_of(report: Report, user: User, lang: Language) -> Table:
    """The report as a file: both series, each row naming its own."""
    before, now, after = report.years
    columns = (
        Column(gettext("계열"), width=20),
        Column(gettext("기능"), width=26),
        Column(gettext("제도"), width=24),
        Column(gettext("기술 구분"), width=18),
        Column(gettext("기업 규모"), width=22),
        Column(gettext("%(year)s년 실적(억원)", year=before), is_won=True),
        Column(gettext("%(year)s년 전망(억원)", year=now), is_won=True),
        Column(gettext("%(year)s년 전망(억원)", year=after), is_won=True),
    )
    cover = (
        *stamped(user, lang),
        (gettext("보고 연도"), str(report.year)),
        (gettext("계열"), gettext("공식 통계와 기업 신청은 서로 더하지 않습니다.")),
        (
            gettext("가림"),
            gettext("한 기업이 드러날 칸은 ‘가림’으로 적었습니다.")
            if report.hides
            else gettext("가린 칸이 없습니다. 과세정보이므로 밖으로 내보내지 마세요."),
        ),
    )
    rows = [*(_official_cells(row, lang) for row in report.official)]
    rows += [_firm_cells(row, lang) for row in report.firms]
    return Table(gettext("조세지출 보고서"), today(), cover, columns, rows)


def _official_cells(row: Official, lang: Language) -> tuple[str | int | None, ...]:
    one = row.figure
    return (
        gettext("공식 통계"),
        label(one.budget_function, lang),
        label(one.provision, lang),
        label(one.tier, lang) if one.tier else gettext("전체"),
        label(one.firm_size, lang) if one.firm_size else gettext("전체"),
        *(cell.won for cell in row.cells),
    )


def _firm_cells(row: Firms, lang: Language) -> tuple[str | int | None, ...]:
    function = size = gettext("합계")
    if row.line is not None:
        function = label(row.line.function, lang) if row.line.function else gettext("미정")
        size = label(row.line.size, lang) if row.line.size else fmt.missing("unknown", lang)
    return (
        gettext("기업 신청"),
        function,
        "",
        "",
        size,
        *(gettext("가림") if cell.is_hidden else cell.won for cell in row.cells),
    )
