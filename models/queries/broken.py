"""What does not hold in the stored register, as a value."""

from typing import Any, NamedTuple


class Broken(NamedTuple):
    """One thing that does not hold, and where: a code and the values of its sentence."""

    code: str
    values: dict[str, Any]
