"""Terms of a loan as people type them, on the page and at the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeVar

from imports import cells
from models.money import AmountError, Unit, parse_amount
from models.schedules import BadTerms, DayCount, LoanPlan, Payment, Profile

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
PROFILES: Final = (Profile.EQUAL_PRINCIPAL, Profile.ANNUITY, Profile.BULLET)
EXAMPLES: Final[Mapping[str, str]] = {
    "principal": "1,000,000,000",
    "rate": "2%",
    "periods": "20",
    "per_year": "4",
    "first_due": "2026-07-15",
    "disbursed_on": "2026-01-15",
    "day_count": "30/360",
    "profile": "annuity",
    "principal_grace": "4",
    "interest_grace": "0",
}


@dataclass(slots=True)
class TypedLoan:
    """What was typed by field name, and what is wrong with it, in the order of the fields."""

    typed: Mapping[str, str]
    errors: list[BadTerms] = field(default_factory=list)

    def plan(self) -> LoanPlan | None:
        """The loan that was typed; None with ``errors`` where it is none."""
        read: dict[str, Any] = {
            "rate": self._read("rate", rate_of),
            "first_due": self._read("first_due", cells.day),
            "periods": self._read("periods", cells.whole),
            "per_year": self._read("per_year", cells.whole),
            "profile": self._read("profile", _member(Profile)),
            "day_count": self._read("day_count", _member(DayCount)),
            "principal_grace": self._read("principal_grace", cells.whole, default="0"),
            "interest_grace": self._read("interest_grace", cells.whole, default="0"),
        }
        paid_on = self._read("disbursed_on", cells.day)
        won = self._read("principal", won_of)
        if self.errors or won is None or paid_on is None:
            return None
        try:
            return LoanPlan(tranches=(Payment(paid_on, won),), **read)
        except BadTerms as error:
            self.errors.append(error)
            return None

    def _read(self, name: str, read: Callable[[str], T], default: str = "") -> T | None:
        text = self.typed.get(name, "").strip() or default
        try:
            return read(text)
        except BadTerms as error:
            self.errors.append(BadTerms(name, error.code, **error.values))
        except (ValueError, cells.Refused, AmountError):
            example = EXAMPLES[name]
            self.errors.append(BadTerms(name, "unreadable", found=text, example=example))
        return None


def rate_of(text: str) -> Fraction:
    """A rate a year: 2% or 0.02. Raises BadTerms where it could be either."""
    number = text.replace(" ", "")
    if number.endswith(("%", "％")):
        return _fraction(number[:-1]) / 100
    rate = _fraction(number)
    if rate >= 1:
        raise BadTerms("rate", "rate_unclear", found=text)
    return rate


def won_of(text: str) -> int:
    """Whole won; a bare number is won."""
    return parse_amount(text, default_unit=Unit.WON)


def _fraction(text: str) -> Fraction:
    if not text or set(text) - set("-0123456789."):
        raise BadTerms("rate", "unreadable", found=text, example=EXAMPLES["rate"])
    try:
        return Fraction(text)
    except ValueError:
        raise BadTerms("rate", "unreadable", found=text, example=EXAMPLES["rate"]) from None


def _member(choices: type[E]) -> Callable[[str], E]:
    return lambda text: choices(text)


def default_terms(today: date) -> dict[str, str]:
    """A small loan of the usual shape, to begin with."""
    first = date(today.year + 1, 1, 15)
    return {
        "principal": "10억",
        "rate": "2%",
        "discount": "4%",
        "periods": "32",
        "per_year": "4",
        "first_due": first.isoformat(),
        "disbursed_on": date(today.year, 10, 15).isoformat(),
        "day_count": DayCount.ACTUAL_365.value,
        "profile": Profile.EQUAL_PRINCIPAL.value,
        "principal_grace": "12",
        "interest_grace": "0",
    }
