"""One step of a computation: what it is, by which article, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the computation as a page or a command prints it.

    ``code`` names the sentence, ``article`` the provision behind it; ``won`` is None where the
    result is not known, and ``values`` fill the sentence.
    """

    code: str
    article: str
    won: int | None
    values: Mapping[str, object] = field(default_factory=dict)


def whole(amount: Fraction | int) -> int:
    """Whole won; a fraction of a won is dropped."""
    return int(amount)
