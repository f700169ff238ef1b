"""The workbook of official tax figures: one sheet, read row by row into inputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, Final

from pydantic import ValidationError

from imports.book import Row, Styles, data_sheet, open_book
from imports.codes import code_lists, codes_sheet
from imports.columns import DAY, LONG_TEXT, SIGNED_WON, YEAR, Column, SheetSpec, choice
from imports.complaints import complaints, problem_of
from imports.decode import BAD, decode
from imports.headers import match_headers
from imports.labels import Language, fold
from imports.opening import FileRefused, open_workbook
from imports.problems import Problem
from imports.sheets import EXAMPLE_MARK, shared
from imports.template import CREATED
from models.tax_claim import CREDITS
from models.tax_setting import TaxFigureInput
from models.tax_vocabulary import BudgetFunction, FigureStatus
from models.vocabulary import FirmSize, Provision, TaxTier

NAME: Final = "TaxFigures"
VERSION: Final = "registry-template tax_figures 1"

COLUMNS: Final = (
    Column(
        "year",
        ("Year", "연도"),
        YEAR,
        ("Year of the tax expenditure.", "조세지출이 생긴 연도입니다."),
        required=True,
        example=2025,
    ),
    Column(
        "provision",
        ("Provision", "제도"),
        choice(CREDITS, 22),
        ("As published.", "공표된 제도를 고릅니다."),
        required=True,
        example=Provision.INVESTMENT_CREDIT,
    ),
    Column(
        "tier",
        ("Tier", "기술 구분"),
        choice(TaxTier),
        ("Empty: all tiers together.", "비우면 모든 구분의 합계입니다."),
        example=TaxTier.NATIONAL_STRATEGIC,
    ),
    Column(
        "firm_size",
        ("Firm size", "기업 규모"),
        choice(FirmSize, 22),
        ("Empty: all sizes together.", "비우면 모든 규모의 합계입니다."),
        example=FirmSize.LARGE,
    ),
    Column(
        "budget_function",
        ("Budget function", "기능"),
        choice(BudgetFunction, 26),
        ("As in the tax-expenditure budget.", "조세지출예산서의 기능을 고릅니다."),
        required=True,
        example=BudgetFunction.INDUSTRY,
    ),
    Column(
        "figure_status",
        ("Column", "구분"),
        choice(FigureStatus),
        ("Actual or estimate.", "실적인지 전망인지 고릅니다."),
        required=True,
        example=FigureStatus.ACTUAL,
    ),
    Column(
        "amount_won",
        ("Amount", "조세지출액"),
        SIGNED_WON,
        ("As published.", "공표된 금액입니다."),
        required=True,
        example=1_000_000_000_000,
    ),
    Column(
        "published_on",
        ("Published on", "공표일"),
        DAY,
        (
            "A later publication replaces an earlier one.",
            "나중에 공표된 값을 씁니다.",
        ),
        required=True,
        example=date(2026, 9, 1),
    ),
    Column(
        "source",
        ("Source", "출처"),
        LONG_TEXT,
        ("Document and page.", "문서와 쪽을 적습니다."),
        required=True,
        example=f"{EXAMPLE_MARK} 조세지출예산서",
    ),
    shared.NOTE,
)
SHEET: Final = SheetSpec(NAME, ("Tax figures", "조세지출 통계"), COLUMNS)
TITLE: Final = "조세지출 공식 통계 제출 양식"


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What a workbook of figures says, and all that is wrong; nothing is taken from a bad one."""

    givens: tuple[TaxFigureInput, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """The problems that block the file."""
        return [problem for problem in self.problems if problem.is_error]


def write_figures(
    target: IO[bytes], rows: Sequence[Row], *, language: Language = "ko", example: bool = False
) -> None:
    """Write figures as a workbook that reads back; without rows the blank template."""
    book = open_book(target, created=CREATED, title=TITLE)
    styles, lists = Styles(book), code_lists((SHEET,))
    sources = {(found.spec.name, found.column.field): found.formula for found in lists}
    data_sheet(book, styles, SHEET, rows, sources, language=language, example=example)
    codes_sheet(book, styles, lists, language=language, version=VERSION)
    book.close()


def write_figure_template(target: IO[bytes], *, language: Language = "ko") -> None:
    """The blank workbook with one labelled example, which is never read."""
    row = {column.field: column.example for column in COLUMNS}
    write_figures(target, [row], language=language, example=True)


def read_figures(data: bytes, filename: str) -> FigureReading:
    """Read every row of a workbook of figures; every problem with its cell."""
    try:
        book = open_workbook(data, filename)
    except FileRefused as refusal:
        return FigureReading((), (Problem("", "", refusal.code, filename, refusal.values),))
    wanted = {fold(name) for name in (NAME, *SHEET.title)}
    sheet = next((one for one in book.sheets if fold(one.name) in wanted), None)
    if sheet is None:
        names = [one.name for one in book.sheets]
        missing = Problem(NAME, "", "missing_sheet", "", {"sheets": names}, expected=NAME)
        return FigureReading((), (missing,))
    matched = match_headers(SHEET, sheet)
    if matched.table is None:
        return FigureReading((), tuple(matched.problems))
    decoded = decode(matched.table)
    problems = [*matched.problems, *decoded.problems]
    givens = []
    for index, row in enumerate(decoded.dicts()):
        if str(row.get("source", "")).startswith(EXAMPLE_MARK):
            continue
        given = _given(row)
        if given is not None:
            givens.append(given)
            continue
        unusable = {name for name, value in row.items() if value is BAD}
        unusable |= {one.field for one in COLUMNS if one.required and one.field not in row}
        problems += [
            problem_of(decoded, index, found.field, found)
            for found in complaints(TaxFigureInput, row, unusable)
        ]
    return FigureReading(tuple(givens), tuple(problems))


def _given(row: dict[str, Any]) -> TaxFigureInput | None:
    if any(value is BAD for value in row.values()):
        return None
    try:
        return TaxFigureInput.model_validate(row)
    except ValidationError:
        return None
