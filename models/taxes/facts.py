"""A claim as the arithmetic sees it: what one firm stated for one tax year."""

from dataclasses import dataclass
from datetime import date

from models.taxes.clawback import Clawback
from models.taxes.credit import Investment
from models.vocabulary import FirmSize, Provision, TaxTier


@dataclass(frozen=True, slots=True)
class Carried:
    """An unused credit of a year before the register."""

    origin: int
    provision: Provision
    unused_won: int


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """One claim; amounts that nobody stated are None.

    ``key`` is its code. ``claimed_won`` is the credit on the return, ``allowed_won`` what the
    tax office determined. ``records`` are the codes that its deductions name, '' where none is.
    """

    key: str
    opens_on: date
    closes_on: date
    provision: Provision
    tier: TaxTier
    size: FirmSize
    investment: Investment
    claimed_won: int | None = None
    allowed_won: int | None = None
    tax_base_won: int | None = None
    computed_tax_won: int | None = None
    other_relief_won: int | None = None
    carried: tuple[Carried, ...] = ()
    clawbacks: tuple[Clawback, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The tax year, named after the day on which it closes."""
        return self.closes_on.year
