"""Tables to take away: CSV that Excel opens in Korean, and a workbook with a cover."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote

import xlsxwriter
from flask import Response

from app import format as fmt
from app.config import VERSION
from app.format import SEOUL
from app.i18n import Language, language
from app.messages.words import Said
from app.periods.asof import is_provisional
from models import User
from models.money import Unit

EOK: Final = Unit.HUNDRED_MILLION.in_won
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT: Final = Said("억원", "KRW 100 million")
PROVISIONAL: Final = Said("미확정(기간 마감 전)", "Provisional (period not closed)")
CLOSED: Final = Said("확정(기간 마감)", "Closed (period closed)")
MARK: Final = Said("미확정", "provisional")
Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and whether its numbers are won printed in units of 억원."""

    head: str
    is_won: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported: a title, the day of the data, the cover's lines, columns and rows."""

    title: str
    on: date
    cover: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]

    def file_name(self, ending: str) -> str:
        """Title, mark, day of the data, minute: 투자계획_미확정_20261122_20261122-1432.xlsx."""
        made = datetime.now(SEOUL)
        return f"{marked(self.title, self.on)}_{self.on:%Y%m%d}_{made:%Y%m%d-%H%M}.{ending}"


def standing(on: date) -> Said:
    """Whether the figures of a day are closed or may still change."""
    return PROVISIONAL if is_provisional(on) else CLOSED


def marked(title: str, on: date) -> str:
    """The name of a file, which says when its figures may still change."""
    return f"{title}_{MARK.to(language())}" if is_provisional(on) else title


def made_by(user: User, lang: Language) -> str:
    """Who takes the table away, and when."""
    return f"{user.name}, {fmt.moment(datetime.now(SEOUL), lang)}"


def to_csv(table: Table) -> bytes:
    """UTF-8 with its mark, so that Excel reads Hangul; no cell begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.head for column in table.columns])
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        writer.writerow([_plain(cell, column) for cell, column in cells])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: Table) -> bytes:
    """A workbook: a cover that says what it holds, then the rows with numbers as numbers."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        _cover(book, table)
        _sheet(book, table)
    return file.getvalue()


def download(table: Table, ending: str) -> Response:
    """The table as a file of that ending."""
    is_csv = ending == "csv"
    content = to_csv(table) if is_csv else to_xlsx(table)
    response = Response(content, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
    return attached(response, table.file_name(ending))


def attached(response: Response, name: str) -> Response:
    """The response as a file of that name, which a header may only spell in ASCII (RFC 6266)."""
    spelled = f"filename*=UTF-8''{quote(name, safe='')}"
    plain = f'filename="{name}"' if name.isascii() else spelled
    response.headers["Content-Disposition"] = f"attachment; {plain}"
    return response


def _plain(cell: Cell, column: Column) -> Any:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(RISKY) else cell
    return _scaled(cell, column)


def _scaled(cell: Any, column: Column) -> Any:
    """Won as 억원; a sheet keeps 15 digits, so won itself would lose the last ones."""
    if not column.is_won or cell is None:
        return cell
    whole, rest = divmod(cell, EOK)
    return whole if not rest else cell / EOK


def _page(book: Any, name: str) -> Any:
    """A sheet that prints on A4 across, one page wide."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _cover(book: Any, table: Table) -> None:
    sheet = _page(book, "표지 Cover")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 16}))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True})
    digest = hashlib.sha256(to_csv(table)).hexdigest()
    lines = (*table.cover, ("버전 Version", VERSION), ("내용 지문 SHA-256", digest))
    for number, (name, said) in enumerate(lines, start=2):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, said, wrap)


def _sheet(book: Any, table: Table) -> None:
    sheet = _page(book, "자료 Data")
    sheet.freeze_panes(1, 0)
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#EEF2F7", "border": 1})
    styles = {
        "won": book.add_format({"num_format": "#,##0.########"}),
        "plain": book.add_format({"num_format": "0"}),
        "exact": book.add_format({"num_format": "General"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, head)
    for number, row in enumerate(table.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, number, place, cell, column, styles)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.repeat_rows(0)


def _write(
    sheet: Any, row: int, place: int, cell: Cell, column: Column, styles: dict[str, Any]
) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), styles["day"])
    else:
        plain = "exact" if isinstance(cell, float) else "plain"
        style = styles["won" if column.is_won else plain]
        sheet.write_number(row, place, _scaled(cell, column), style)
