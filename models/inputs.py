"""What may be said to the registry: one schema serves form, workbook row and command line."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.types import PPM
from models.vocabulary import (
    Basis,
    EvidenceGrade,
    MovementKind,
    PartyKind,
    RecordedAs,
    Size,
    Visibility,
)

MOST_WON = 10**16
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FIRST_YEAR, LAST_YEAR = 1990, 2100


def refused(code: str, **values: Any) -> PydanticCustomError:
    """A complaint with a code that a page or a cell can turn into a sentence."""
    return PydanticCustomError(code, code, values)


def clean(text: str) -> str:
    """The text itself. Refuses control characters, which databases store differently."""
    if _CONTROLS.search(text):
        raise refused("control_characters")
    return text


def one_spelling(text: Any) -> Any:
    """A name that several people type, written in one way: no case, width or doubled space."""
    if not isinstance(text, str):
        return text
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _registration_number(text: str) -> str:
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{10}", digits) or not is_registration_number(digits):
        raise refused("registration_number", found=text)
    return digits


def is_registration_number(digits: str) -> bool:
    """Whether ten digits are a business registration number (사업자등록번호).

    Weights 1, 3, 7, 1, 3, 7, 1, 3, 5 on the first nine digits plus the tens of the last
    product; the tenth digit brings the sum to a multiple of ten.
    """
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    numbers = [int(digit) for digit in digits]
    total = sum(weight * number for weight, number in zip(weights, numbers, strict=False))
    total += numbers[8] * 5 // 10
    return numbers[9] == (10 - total % 10) % 10


Short = Annotated[str, Field(max_length=60), AfterValidator(clean)]
Line = Annotated[str, Field(max_length=300), AfterValidator(clean)]
Long = Annotated[str, Field(max_length=2000), AfterValidator(clean)]
Name = Annotated[str, Field(max_length=200), AfterValidator(clean)]
PartyName = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]
InstrumentName = Annotated[str, Field(max_length=120), AfterValidator(clean)]
Key = Annotated[str, BeforeValidator(one_spelling), Field(max_length=120), AfterValidator(clean)]
Source = Annotated[str, Field(max_length=500), AfterValidator(clean)]
Won = Annotated[int, Field(ge=0, le=MOST_WON)]
SignedWon = Annotated[int, Field(ge=-MOST_WON, le=MOST_WON)]
Share = Annotated[int, Field(gt=0, le=PPM)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
RegistrationNumber = Annotated[str, AfterValidator(_registration_number)]


class Input(BaseModel):
    """Base of every input: frozen, nothing extra, white space trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class PartyInput(Input):
    """A party as it is registered."""

    code: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name_ko: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]
    name_en: Annotated[str, Field(max_length=200), AfterValidator(clean)] | None = None
    brn: RegistrationNumber | None = None
    crn: Annotated[str, Field(pattern=r"^[0-9]{13}$")] | None = None
    kind: PartyKind
    is_public: bool = False
    is_foreign: bool = False
    group: str | None = None
    size: Size | None = None


class InstrumentInput(Input):
    """What every kind of record states."""

    UNCOMPARED: ClassVar[frozenset[str]] = frozenset({"filer", "reference"})
    TOGETHER: ClassVar[tuple[str, ...]] = ("visibility", "announced_on", "source", "note")
    """Fields that many records may be given at once; neither money nor what tells them apart."""

    filer: PartyName
    reference: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(clean)]
    title: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(clean)]
    amount_won: Won | None = None
    amount_text: Annotated[str, Field(max_length=200), AfterValidator(clean)] = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "KRW"
    foreign_amount: Won | None = None
    announced_on: date | None = None
    known_on: date
    visibility: Visibility = Visibility.PUBLIC
    embargo_until: date | None = None
    source: Source = ""
    note: Long = ""

    @model_validator(mode="after")
    def _embargo_has_a_day(self) -> "InstrumentInput":
        if (self.visibility is Visibility.EMBARGOED) != (self.embargo_until is not None):
            raise refused("embargo_day", field="embargo_until")
        return self


class MovementInput(Input):
    """A dated amount under a registered instrument.

    Its period lies within one year, by which it counts, and is over when the amount is known.
    """

    reference: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(clean)]
    entry: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(clean)]
    kind: MovementKind
    period_from: date
    period_to: date
    amount_won: SignedWon
    recorded_as: RecordedAs = RecordedAs.PERIOD
    basis: Basis = Basis.CASH
    evidence_grade: EvidenceGrade
    evidence: Source = ""
    known_on: date

    @model_validator(mode="after")
    def _ordered_and_signed(self) -> "MovementInput":
        if self.period_to < self.period_from:
            raise refused("period_order", field="period_to")
        if self.period_from.year != self.period_to.year:
            raise refused("one_year_period", field="period_to")
        if self.known_on < self.period_to:
            raise refused("period_not_over", field="known_on")
        if self.amount_won < 0 and self.kind is not MovementKind.ADJUSTMENT:
            raise refused("negative", field="amount_won", found=self.amount_won)
        return self
