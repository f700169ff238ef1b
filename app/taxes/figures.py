"""Official figures: what the address asks of them, one typed by hand, and the file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext

from app import messages
from app.forms import Form
from app.i18n import Language
from app.messages import label
from app.registry.current import today
from app.tables import Column, Table
from app.taxes.say import stamped
from imports import cells
from imports.tax_figures import COLUMNS
from models import User
from models.money import AmountError, parse_amount
from models.queries.tax_law import Filed
from models.tax_claim import CREDITS
from models.tax_setting import TaxFigureInput
from models.tax_vocabulary import BudgetFunction, FigureStatus
from models.vocabulary import FirmSize, ScopeState, TaxTier

CHOICES: Final[Mapping[str, Sequence[Any]]] = {
    "provision": CREDITS,
    "tier": tuple(TaxTier),
    "firm_size": tuple(FirmSize),
    "budget_function": tuple(BudgetFunction),
    "figure_status": tuple(FigureStatus),
    "state": tuple(ScopeState),
}


def rows_of(filed: Sequence[Filed], asked: Mapping[str, str]) -> list[Filed]:
    """The figures that the address asks for, by year and then as they are listed."""
    chosen = {name: asked.get(name, "") for name in CHOICES}
    year = asked.get("year", "")
    kept = [
        one
        for one in filed
        if (not year.isdecimal() or one.row.year == int(year))
        and all(not word or getattr(one.row, name) == word for name, word in chosen.items())
    ]
    return sorted(kept, key=lambda one: (-one.row.year, one.row.provision, one.row.key))


def read_one(form: Form) -> TaxFigureInput | None:
    """One figure as it was typed, by the columns of the workbook."""
    values: dict[str, Any] = {}
    for column in COLUMNS:
        text = form.text(column.field)
        if not text:
            continue
        try:
            is_money = column.codec.name == "signed_won"
            values[column.field] = (
                parse_amount(text, default_unit="hundred_million", allow_negative=True)
                if is_money
                else column.codec.read(text)
            )
        except AmountError as error:
            said = messages.amount_error(error, form.lang, name=column.field)
            form.complain(column.field, said)
        except cells.Refused as refused:
            said = messages.cell_refused(refused.code, refused.values, form.lang)
            name = messages.field(column.field, form.lang)
            form.complain(column.field, f"{name}: {said}")
    return form.validated(TaxFigureInput, values, lambda place: str(place[-1] if place else "form"))


def table_of(rows: Sequence[Filed], user: User, lang: Language) -> Table:
    """The same figures as a file."""
    columns = (
        Column(gettext("연도")),
        Column(gettext("제도"), width=24),
        Column(gettext("기술 구분"), width=18),
        Column(gettext("기업 규모"), width=22),
        Column(gettext("기능"), width=26),
        Column(gettext("구분")),
        Column(gettext("조세지출액(억원)"), is_won=True),
        Column(gettext("공표일")),
        Column(gettext("출처"), width=40),
        Column(gettext("상태")),
    )
    whole = gettext("전체")
    cells_of = [
        (
            row.year,
            label(row.provision, lang),
            label(row.tier, lang) if row.tier else whole,
            label(row.firm_size, lang) if row.firm_size else whole,
            label(row.budget_function, lang),
            label(row.figure_status, lang),
            row.amount_won,
            row.published_on,
            row.source,
            label(row.state, lang),
        )
        for row, _, _ in rows
    ]
    note = gettext("공표된 합계이며 기업 신청과 더하지 않습니다.")
    said = ((gettext("계열"), gettext("공식 통계")), (gettext("주의"), note))
    cover = (*stamped(user, lang), *said)
    return Table(gettext("조세지출 공식 통계"), today(), cover, columns, cells_of)
