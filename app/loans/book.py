"""A schedule as a workbook whose interest, payments and balances are formulas."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from models.schedules import Instalment, LoanPlan, year_fraction
from models.schedules.schedule import half_even

HEADS = (
    "상환일 Due", "기간(년) Years", "원금 Principal", "발생 이자 Accrued", "이자 Interest",
    "상환액 Payment", "잔액 Balance",
)  # fmt: skip
FIRST = 6
"""The row of the first instalment, counted from one."""


def schedule_book(plan: LoanPlan, rows: Sequence[Instalment]) -> bytes:
    """One sheet: the terms on top, the schedule below, its totals at the end.

    A loan of one tranche at one rate. Spreadsheets round halves away from zero, the schedule
    rounds them to even: a cell recalculated there can differ by one won.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("상환표 Schedule")
        won = book.add_format({"num_format": "#,##0"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
        sheet.set_column(0, len(HEADS) - 1, 20)
        _terms(sheet, plan, won, book.add_format({"num_format": "0.0000%"}))
        sheet.write_row(FIRST - 2, 0, HEADS, head)
        for number, row in enumerate(rows):
            _row(sheet, plan, number, rows, won)
            sheet.write_datetime(FIRST + number - 1, 0, datetime(*row.due.timetuple()[:3]), day)
        _totals(sheet, FIRST + len(rows), rows, won)
        sheet.freeze_panes(FIRST - 1, 1)
    return file.getvalue()


def _terms(sheet: Any, plan: LoanPlan, won: Any, rate: Any) -> None:
    sheet.write_string(0, 0, "원금 Principal")
    sheet.write_number(0, 1, plan.principal, won)
    sheet.write_string(1, 0, "연 이율 Rate a year")
    sheet.write_number(1, 1, float(plan.rate), rate)
    sheet.write_string(2, 0, "일수 계산 Day count")
    sheet.write_string(2, 1, plan.day_count.value)


def _row(sheet: Any, plan: LoanPlan, number: int, rows: Sequence[Instalment], won: Any) -> None:
    """One instalment; every figure but the principal is a formula with our value beside it."""
    row, line = rows[number], FIRST + number
    owed = rows[number - 1].balance if number else plan.principal
    before = f"G{line - 1}" if number else "$B$1"
    began = rows[number - 1].due if number else plan.begins_on
    part = year_fraction(began, row.due, plan.day_count)
    sheet.write_number(line - 1, 1, float(part))
    sheet.write_number(line - 1, 2, row.principal, won)
    accrued = half_even(owed * plan.rate * part)
    formulas = (
        (f"=ROUND({before}*$B$2*B{line},0)", accrued),
        (_interest(plan, number, line), row.interest),
        (f"=C{line}+E{line}", row.payment),
        (f"={before}-C{line}", row.balance),
    )
    for place, (formula, value) in enumerate(formulas, start=3):
        sheet.write_formula(line - 1, place, formula, won, value)


def _interest(plan: LoanPlan, number: int, line: int) -> str:
    """What is due of the interest: nothing in its grace, then all that accrued until now."""
    if number < plan.interest_grace:
        return "=0"
    return f"=SUM(D{FIRST}:D{line})" if number == plan.interest_grace else f"=D{line}"


def _totals(sheet: Any, line: int, rows: Sequence[Instalment], won: Any) -> None:
    sheet.write_string(line - 1, 0, "합계 Total")
    for place, name in ((2, "principal"), (4, "interest"), (5, "payment")):
        letter, total = "ABCDEF"[place], sum(getattr(row, name) for row in rows)
        formula = f"=SUM({letter}{FIRST}:{letter}{line - 1})"
        sheet.write_formula(line - 1, place, formula, won, total)
