"""A breakdown to take away: its totals are formulas over the sheet of records."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from flask import request
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from app import format as fmt
from app.config import VERSION
from app.counting.pivot import columns, ordered
from app.counting.question import Question, key_name
from app.counting.reasons import conditions, why_of
from app.format import SEOUL
from app.i18n import Language
from app.messages import label, rule_name
from app.messages.figures import BASES, FIGURES
from app.messages.words import Said
from app.registry.current import today
from app.tables import marked, standing
from models.counting import Asked, figures
from models.counting.figures import MADE_OF
from models.counting.portions import Portion
from models.queries.register import Register
from models.vocabulary import Dimension, Measure

SHEETS: Final = {
    "cover": Said("표지", "Cover"),
    "breakdown": Said("집계", "Breakdown"),
    "records": Said("자료", "Records"),
    "left_out": Said("빠진 건", "Left out"),
}
HEADS: Final = {
    "code": Said("계획 번호", "Number"),
    "title": Said("사업명", "Title"),
    "party": Said("투자자", "Investor"),
    "line": Said("줄", "Line"),
    "won": Said("집계액(원)", "Counted (KRW)"),
    "rule": Said("빠진 까닭", "Why left out"),
    "removed": Said("빠진 금액(원)", "Left out (KRW)"),
    "total": Said("합계", "Total"),
}
COVER: Final = {
    "title": Said("현황 집계", "What counts"),
    "day": Said("자료 기준일", "As of"),
    "rows": Said("행", "Rows"),
    "basis": Said("기준", "Basis"),
    "chips": Said("반도체", "Chips"),
    "foreign": Said("외국계", "Foreign parents"),
    "unit": Said("금액 단위", "Unit"),
    "won": Said("원", "KRW"),
    "status": Said("자료 상태", "Status"),
    "address": Said("화면 주소", "Address of the page"),
    "made": Said("만든 사람·시각", "Made by, at"),
    "version": Said("버전", "Version"),
    "target": Said("유의", "Note"),
    "unpublished": Said(
        "65조 산출 기준 미공개; 본 등록부 기준과 다를 수 있음",
        "How the official 65 trillion was delimited is not published; it may differ from this.",
    ),
    True: Said("포함", "Included"),
    False: Said("제외", "Left out"),
}
FACTS: Final = tuple(Dimension)
REPORTED: Final = (Measure.REALISED, Measure.OVER)
"""Lines that are unknown, not nought, where nobody reported spending."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file and its name."""

    name: str
    content: bytes


def to_workbook(register: Register, question: Question, maker: str, lang: Language) -> Made:
    """The breakdown with live totals, the portions that it adds up, and what is left out."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        book = _Book(workbook, question, lang)
        book.cover(maker)
        parts = [part for part in register.totals.portions if question.asked.takes(part)]
        book.breakdown(tuple(parts), last=len(parts) + 1)
        book.records(parts)
        book.left_out(register)
    on = question.as_of or today()
    title = marked(COVER["title"].to(lang).replace(" ", "_"), on)
    return Made(f"{title}_{datetime.now(SEOUL):%Y%m%d-%H%M}.xlsx", file.getvalue())


@dataclass(frozen=True, slots=True)
class _Head:
    """One column: its name, its line, and the key of the second breakdown where it has one."""

    name: str
    measure: Measure
    key: str | None


class _Book:
    """The workbook under construction."""

    def __init__(self, workbook: Any, question: Question, lang: Language) -> None:
        self.workbook, self.question, self.lang = workbook, question, lang
        self.bold = workbook.add_format({"bold": True, "valign": "top"})
        self.wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.head = workbook.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#EEF2F7", "border": 1}
        )
        self.won = workbook.add_format({"num_format": "#,##0"})
        self.total = workbook.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self.unknown = fmt.missing("not_filed", lang)
        self.sheets = {name: said.to(lang) for name, said in SHEETS.items()}

    def cover(self, maker: str) -> None:
        """What the file holds, and what each of its columns means."""
        sheet = self.workbook.add_worksheet(self.sheets["cover"])
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        title = self.workbook.add_format({"bold": True, "font_size": 16})
        sheet.write_string(0, 0, COVER["title"].to(self.lang), title)
        for number, (name, said) in enumerate(self._lines(maker), start=2):
            sheet.write_string(number, 0, name, self.bold)
            sheet.write_string(number, 1, said, self.wrap)

    def _lines(self, maker: str) -> list[tuple[str, str]]:
        asked, lang = self.question.asked, self.lang
        said = {
            "day": fmt.day(self.question.as_of or today(), lang),
            "rows": label(self.question.rows, lang),
            "basis": BASES[asked.basis].to(lang),
            "chips": COVER[asked.chips].to(lang),
            "foreign": COVER[asked.foreign].to(lang),
            "unit": COVER["won"].to(lang),
            "status": standing(self.question.as_of or today()).to(lang),
            "target": COVER["unpublished"].to(lang),
            "address": request.url.replace("/counting.xlsx", "/counting"),
            "made": f"{maker}, {fmt.moment(datetime.now(SEOUL), lang)}",
            "version": VERSION,
        }
        lines = [(COVER[name].to(lang), text) for name, text in said.items()]
        lines[2:2] = conditions(self.question, lang)
        for measure in columns(self.question.rows):
            meaning = FIGURES[measure.value]
            text = f"{meaning.definition.to(lang)} = {meaning.formula.to(lang)}"
            lines.append((meaning.name.to(lang), text))
        return lines

    def breakdown(self, parts: tuple[Portion, ...], *, last: int) -> None:
        """Rows and columns; every cell sums the sheet of records, the last row sums the rows."""
        sheet = self.workbook.add_worksheet(self.sheets["breakdown"])
        rows, heads = self.question.rows, self._heads(parts)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, len(heads), 24)
        for place, name in enumerate((label(rows, self.lang), *(head.name for head in heads))):
            sheet.write_string(0, place, name, self.head)
        found = ordered(parts, self.question.asked, rows)
        for number, row in enumerate(found, start=1):
            sheet.write_string(number, 0, key_name(rows, row.key, self.lang), self.bold)
            asked = self.question.asked.at(rows, row.key)
            for place, head in enumerate(heads, start=1):
                formula = self._cell(head, number, place, last)
                self._live(sheet, number, place, formula, self.won, self._won(parts, asked, head))
        end = len(found) + 1
        sheet.write_string(end, 0, HEADS["total"].to(self.lang), self.bold)
        for place, head in enumerate(heads, start=1):
            won = self._won(parts, self.question.asked, head)
            self._live(sheet, end, place, self._total(head, place, end), self.total, won)

    def _heads(self, parts: tuple[Portion, ...]) -> list["_Head"]:
        """The lines, or one line crossed by a second breakdown and its total."""
        question, cols = self.question, self.question.cols
        if cols is None:
            shown = columns(question.rows)
            return [_Head(label(measure, self.lang), measure, None) for measure in shown]
        keys = [row.key for row in ordered(parts, question.asked, cols)]
        crossed = [_Head(key_name(cols, key, self.lang), question.line, key) for key in keys]
        return [*crossed, _Head(HEADS["total"].to(self.lang), question.line, None)]

    def _won(self, parts: tuple[Portion, ...], asked: Asked, head: "_Head") -> int | None:
        if self.question.cols is not None and head.key is not None:
            asked = asked.at(self.question.cols, head.key)
        return figures(parts, asked).won(head.measure)

    def _live(
        self, sheet: Any, row: int, place: int, formula: str, style: Any, won: int | None
    ) -> None:
        sheet.write_formula(row, place, formula, style, self.unknown if won is None else won)

    def _total(self, head: "_Head", place: int, end: int) -> str:
        name = xl_col_to_name(place)
        cells = f"{name}2:{name}{end}"
        if head.measure not in REPORTED:
            return f"=SUM({cells})"
        return f'=IF(COUNT({cells})=0,"{self.unknown}",SUM({cells}))'

    def _cell(self, head: "_Head", row: int, place: int, last: int) -> str:
        """The formula of one cell; without a report of spending it says that none was filed."""
        where = self._where(head, row, place, last)
        line = self._column(_LINE, last)
        lines = "+".join(
            f'SUMIFS({self._column(_WON, last)},{where},{line},"{label(level, self.lang)}")'
            for level in MADE_OF[head.measure]
        )
        if head.measure not in REPORTED:
            return f"={lines}"
        reported = label(Measure.REALISED, self.lang)
        return f'=IF(COUNTIFS({where},{line},"{reported}")=0,"{self.unknown}",{lines})'

    def _where(self, head: "_Head", row: int, place: int, last: int) -> str:
        """The conditions of one cell: the name of its row, and of its column where it has one."""
        conditions = [self._fact(self.question.rows, last), xl_rowcol_to_cell(row, 0, col_abs=True)]
        if self.question.cols is not None and head.key is not None:
            name = xl_rowcol_to_cell(0, place, row_abs=True)
            conditions += [self._fact(self.question.cols, last), name]
        return ",".join(conditions)

    def _fact(self, dimension: Dimension, last: int) -> str:
        return self._column(3 + FACTS.index(dimension), last)

    def _column(self, place: int, last: int) -> str:
        name = xl_col_to_name(place)
        return f"'{self.sheets['records']}'!${name}$2:${name}${max(last, 2)}"

    def records(self, parts: list[Portion]) -> None:
        """Every portion that is added up, a participant's share of a line or of spending."""
        heads = [HEADS[name].to(self.lang) for name in ("code", "title", "party")]
        heads += [label(fact, self.lang) for fact in FACTS]
        heads += [HEADS[name].to(self.lang) for name in ("line", "won")]
        sheet = self._sheet("records", heads)
        for number, part in enumerate(parts, start=1):
            texts = [part.record.code, part.record.title, part.share.name]
            texts += [key_name(fact, part.key(fact), self.lang) for fact in FACTS]
            texts.append(label(part.level, self.lang))
            for place, text in enumerate(texts):
                sheet.write_string(number, place, text)
            sheet.write_number(number, _WON, part.won(self.question.asked.basis), self.won)

    def left_out(self, register: Register) -> None:
        """The records that a rule keeps out of what was asked, each won under one rule."""
        heads = [HEADS[name].to(self.lang) for name in ("code", "title", "rule", "removed")]
        sheet = self._sheet("left_out", heads)
        outside = why_of(register, self.question, Measure.ANNOUNCED.value).outside
        for number, item in enumerate(outside, start=1):
            texts = (item.code, item.title, rule_name(item.rule, self.lang))
            for place, text in enumerate(texts):
                sheet.write_string(number, place, text)
            if item.won is not None:
                sheet.write_number(number, 3, item.won, self.won)

    def _sheet(self, name: str, heads: list[str]) -> Any:
        sheet = self.workbook.add_worksheet(self.sheets[name])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 18)
        for place, text in enumerate(heads):
            sheet.write_string(0, place, text, self.head)
        return sheet


_LINE: Final = 3 + len(FACTS)
_WON: Final = _LINE + 1
