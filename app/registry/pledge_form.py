"""The pledge form: what is typed in four steps, read as the same input that a workbook row is."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from app import format as fmt
from app.forms import Form
from app.i18n import Language
from app.messages import INPUTS, amount_error, field
from app.messages.fields import ANY_STAGE
from app.registry.pledge_typed import (
    FINANCE_PARTS,
    FINANCE_ROWS,
    NAME_OF,
    SHARE_ROWS,
    SPARE_ROWS,
    UNSET,
    Row,
    count_of,
    rows_of,
)
from models.financing import Finance
from models.money import AmountError, parse_amount
from models.pledge import PledgeInput
from models.vocabulary import Stage

STEPS: Final = 4

STEP_OF: Final = {
    **dict.fromkeys(
        (
            "filer", "title", "category", "nature", "spend_kind", "place", "region",
            "counterparty", "period_start", "period_end", "announced_on", "known_on",
        ),
        1,
    ),
    **dict.fromkeys(("amount", "currency", "foreign_amount", "rate_on", "ai_share", "lines"), 2),
    **dict.fromkeys(
        (
            "is_partnership", "public_part", "public_grant", "policy_loan", "participants",
            "financing", "part_of", "overlap_key", "source", "note", "visibility", "embargo_until",
        ),
        3,
    ),
    **dict.fromkeys(("reason", "form"), 4),
}  # fmt: skip
"""Which step shows a field; rows of lines are on step 2, all other rows on step 3."""

_PART_OF_LINE: Final = {
    "amount_won": "amount",
    "evidence_grade": "grade",
    "foreign_amount": "foreign",
}
_PART_OF_SOURCE: Final = {"amount_won": "amount", "entry": "finance"}


AMOUNTS: Final = ("amount_won", "foreign_amount")
"""What a line may say of its amount."""


def step_of(name: str) -> int:
    """The step that shows the field ``name``."""
    if name.startswith("line-"):
        return 2
    return 3 if name.startswith(("share-", "fin-")) else STEP_OF.get(name, STEPS)


class PledgeForm(Form):
    """The whole form, whichever step is shown; other steps travel as hidden fields."""

    @property
    def rows(self) -> list[Row]:
        """The rows of the yearly table."""
        return rows_of(count_of(self.typed, "lines", SPARE_ROWS))

    @property
    def is_foreign(self) -> bool:
        """Whether the amount is stated in another currency, so that lines may be too."""
        typed = any(self.line(row, "foreign") for row in self.rows)
        return typed or self.text("currency") not in ("", "KRW")

    @property
    def share_rows(self) -> range:
        """The numbers of the rows of participants."""
        return range(count_of(self.typed, "shares", SHARE_ROWS))

    @property
    def finance_rows(self) -> range:
        """The numbers of the rows of the financing."""
        return range(count_of(self.typed, "sources", FINANCE_ROWS))

    def entry(self, number: int) -> str:
        """The entry of a row of the financing; a new row is called by its place."""
        return self.text(f"fin-{number}-entry") or str(number + 1)

    def line(self, row: Row, part: str) -> str:
        """What was typed in one cell of the yearly table."""
        return self.text(f"line-{row.number}-{part}")

    def read(self) -> PledgeInput | None:
        """The input that the form holds, or None with complaints beside the fields."""
        lines = list(self._lines())
        total = self.amount("amount", "amount_won")
        if not any(line[name] is not None for _, line in lines for name in AMOUNTS):
            lines = [self._unset_line(total)]
        shares, sources = list(self._shares()), list(self._sources())
        values = {
            **self._words(),
            "amount_won": total,
            "amount_text": self._amount_text(),
            "foreign_amount": self.whole("foreign_amount", "foreign_amount"),
            "rate_on": self.day("rate_on", "rate_on"),
            "announced_on": self.day("announced_on", "announced_on"),
            "known_on": self.day("known_on", "known_on"),
            "embargo_until": self.day("embargo_until", "embargo_until"),
            "period_start": self.year("period_start", "period_start"),
            "period_end": self.year("period_end", "period_end"),
            "ai_share_ppm": self.share("ai_share", "ai_share_ppm"),
            "is_partnership": bool(self.text("is_partnership")),
            "public_part_won": self.amount("public_part", "public_part_won"),
            "public_grant_won": self.amount("public_grant", "public_grant_won"),
            "policy_loan_won": self.amount("policy_loan", "policy_loan_won"),
            "lines": [line for _, line in lines],
            "participants": [share for _, share in shares],
            "financing": [source for _, source in sources],
        }
        places = _Places(
            [row for row, _ in lines],
            [number for number, _ in shares],
            [number for number, _ in sources],
        )
        given = self.validated(PledgeInput, values, places.name)
        if any(name.endswith("-amount") for name in self.errors):
            self.errors.pop("lines", None)  # Their sum cannot be right before they are read.
        return None if self.errors else given

    def _amount_text(self) -> str:
        """The amount as its source stated it, as long as nobody typed another."""
        kept = self.text("amount") == self.typed.get("amount_was", None)
        return self.text("amount_text" if kept else "amount")

    def _words(self) -> dict[str, Any]:
        names = (
            "filer", "reference", "title", "category", "nature", "place", "region",
            "counterparty", "currency", "part_of", "overlap_key", "source", "note",
            "visibility",
        )  # fmt: skip
        optional = {"spend_kind": self.text("spend_kind") or None}
        return {name: self.text(name) for name in names} | optional

    def _lines(self) -> Iterator[tuple[Row, dict[str, Any]]]:
        for row in self.rows:
            if self.line(row, "amount") or self.line(row, "foreign"):
                yield row, self._line(row, self._line_amount(row))

    def _line(self, row: Row, won: int | None) -> dict[str, Any]:
        year = row.year if row.year is not None or row.is_unset else self._typed_year(row)
        return {
            "year": year,
            "amount_won": won,
            "stage": self.line(row, "stage") or Stage.ANNOUNCED.value,
            "stage_on": self.day(f"line-{row.number}-stage_on", "stage_on"),
            "evidence_grade": self.line(row, "grade") or None,
            "evidence": self.line(row, "evidence"),
            "foreign_amount": self.whole(f"line-{row.number}-foreign", "foreign_amount"),
            "deferred_to": self.day(f"line-{row.number}-deferred_to", "deferred_to"),
        }

    def _typed_year(self, row: Row) -> int | None:
        name = f"line-{row.number}-year"
        if self.text(name) == UNSET:
            return None
        if not self.text(name):
            said = INPUTS["missing"].to(self.lang, {"field": field("year", self.lang)})
            self.complain(name, said)
        return self.year(name, "year")

    def _line_amount(self, row: Row) -> int | None:
        name = f"line-{row.number}-amount"
        if not self.text(name):
            return None
        try:
            return parse_amount(self.text(name), default_unit="hundred_million")
        except AmountError as error:
            year = self.line(row, "year") if row.year is None else str(row.year)
            label = f"lines.{year or 'unallocated'}.{ANY_STAGE}.amount_won"
            self.complain(name, amount_error(error, self.lang, name=label))
            return None

    def _unset_line(self, total: int | None) -> tuple[Row, dict[str, Any]]:
        """Where no year has an amount the whole stands in the row “year not set”."""
        row = self.rows[-1]
        return row, self._line(row, total)

    def _shares(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in self.share_rows:
            party = self.text(f"share-{number}-party")
            share = self.share(f"share-{number}-share", "share_ppm")
            if party or share is not None:
                yield number, {"party": party, "share_ppm": share}

    def _sources(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in self.finance_rows:
            said = {part: self.text(f"fin-{number}-{part}") for part in FINANCE_PARTS}
            if any(said.values()):
                won = self.amount(f"fin-{number}-amount", "amount_won")
                del said["amount"]
                yield number, {**said, "entry": self.entry(number), "amount_won": won}


class _Places:
    """Where a complaint about the input is shown: the name of a typed field."""

    def __init__(self, rows: Sequence[Row], shares: Sequence[int], sources: Sequence[int]) -> None:
        self.rows, self.shares, self.sources = rows, shares, sources

    def name(self, where: tuple[int | str, ...]) -> str:
        """The typed field of a place in the input."""
        if where[:1] == ("lines",) and len(where) > 1:
            part = str(where[2]) if len(where) > 2 else "amount"
            row = self.rows[int(where[1])].number
            return f"line-{row}-{_PART_OF_LINE.get(part, part)}"
        if where[:1] == ("participants",) and len(where) > 1:
            part = "party" if where[2:] == ("party",) else "share"
            return f"share-{self.shares[int(where[1])]}-{part}"
        if where[:1] == ("financing",) and len(where) > 1:
            part = str(where[2]) if len(where) > 2 else "finance"
            return f"fin-{self.sources[int(where[1])]}-{_PART_OF_SOURCE.get(part, part)}"
        last = str(where[-1]) if where else "form"
        return NAME_OF.get(last, last)


def unsourced(form: PledgeForm, lang: Language) -> tuple[str, str]:
    """The sum of the sources that are money, and what of the total has no source, in words."""
    rows = [
        _quiet(form.text(f"fin-{number}-amount"))
        for number in form.finance_rows
        if form.text(f"fin-{number}-finance") != Finance.GUARANTEE
    ]
    total, found = _quiet(form.text("amount")), sum(won or 0 for won in rows)
    if total is None or not found or total == found:
        return fmt.won(found, lang), ""
    shown = fmt.won(abs(total - found), lang)
    if total > found:
        said = {"ko": f"재원이 적히지 않은 금액 {shown}", "en": f"{shown} without a source"}
    else:
        said = {"ko": f"총액보다 {shown} 많습니다", "en": f"{shown} more than the total"}
    return fmt.won(found, lang), said[lang]


def plan_total(form: PledgeForm, lang: Language) -> tuple[str, str]:
    """The sum of the yearly table, and what of the total is not yet placed, in words."""
    read = [_quiet(form.line(row, "amount")) for row in form.rows]
    total, placed = _quiet(form.text("amount")), sum(won or 0 for won in read)
    if total is None:
        return fmt.won(placed, lang), ""
    left = total - placed
    if not placed or not left:
        return fmt.won(placed, lang), ""
    shown = fmt.won(abs(left), lang)
    if left > 0:
        said = {"ko": f"아직 배정되지 않은 금액 {shown}", "en": f"{shown} not yet placed"}
    else:
        said = {"ko": f"총액보다 {shown} 많습니다", "en": f"{shown} more than the total"}
    return fmt.won(placed, lang), said[lang]


def echo(text: str, lang: Language) -> str:
    """What an amount was read as, beside its field; empty where it cannot be read."""
    won = _quiet(text)
    if won is None:
        return ""
    exact = fmt.won_exact(won, lang)
    return f"= {exact}" if lang == "en" else f"= {fmt.won(won, lang, units=4)} ({exact})"


def exact(text: str, lang: Language) -> str:
    """What an amount was read as, to the last won; empty where it cannot be read."""
    won = _quiet(text)
    return "" if won is None else fmt.won_exact(won, lang)


def _quiet(text: str) -> int | None:
    try:
        return parse_amount(text, default_unit="hundred_million")
    except AmountError:
        return None
