"""Writing rows as a workbook by the columns that read it, so that it reads back equal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from imports.book import Row, Styles, Target, data_sheet, open_book
from imports.codes import code_lists, codes_sheet
from imports.guide import guide_sheet
from imports.labels import Language, Words
from imports.sheets import SHEETS
from models.inputs import InstrumentInput, MovementInput
from models.vocabulary import Kind

VERSION: Final = "1"
TITLES: Final[dict[Kind, Words]] = {
    Kind.PLEDGE: ("Workbook of private investment pledges", "민간투자약정 제출 양식"),
    Kind.TAX_INCENTIVE: ("Workbook of tax incentives", "조세특례 제출 양식"),
    Kind.TAX_CLAIM: ("Workbook of tax credit claims", "세액공제 신청 제출 양식"),
    Kind.FUND: ("Workbook of funds", "펀드 제출 양식"),
    Kind.LOAN: ("Workbook of policy loans", "정책융자 제출 양식"),
}


def version_of(kind: Kind) -> str:
    """The text of the hidden cell that says which template a workbook follows."""
    return f"registry-template {kind.value} {VERSION}"


def write_workbook(
    target: Target,
    kind: Kind,
    rows_by_sheet: Mapping[str, Sequence[Row]],
    *,
    created: datetime,
    language: Language = "ko",
    example: bool = False,
) -> None:
    """Write ``rows_by_sheet`` (sheet name → rows by field) as an official workbook.

    Values are what the inputs hold: whole won, parts per million, dates, codes. The same
    rows and the same ``created`` give the same bytes. Raises KeyError for an unknown sheet.
    """
    specs = SHEETS[kind]
    unknown = rows_by_sheet.keys() - {spec.name for spec in specs}
    if unknown:
        raise KeyError(f"{kind} has no sheet {sorted(unknown)}")
    book = open_book(target, created=created, title=TITLES[kind][1])
    styles = Styles(book)
    guide_sheet(book, styles, TITLES[kind], specs)
    lists = code_lists(specs)
    sources = {(found.spec.name, found.column.field): found.formula for found in lists}
    for spec in specs:
        rows = rows_by_sheet.get(spec.name, ())
        data_sheet(book, styles, spec, rows, sources, language=language, example=example)
    codes_sheet(book, styles, lists, language=language, version=version_of(kind))
    book.close()


def rows_of(
    kind: Kind, givens: Iterable[InstrumentInput], movements: Iterable[MovementInput] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Inputs as the rows of their sheets, ready to be written."""
    main, *others = SHEETS[kind]
    rows: dict[str, list[dict[str, Any]]] = {spec.name: [] for spec in SHEETS[kind]}
    for given in givens:
        rows[main.name].append({name: getattr(given, name) for name in main.fields})
        for spec in others:
            for part in getattr(given, spec.fills, ()):
                said = part.model_dump() | {"reference": given.reference}
                rows[spec.name].append(said)
    listed = list(movements)
    for spec in others:
        if spec.fills == "movements":
            rows[spec.name] = [one.model_dump() for one in listed if one.kind in spec.kinds]
    return rows
