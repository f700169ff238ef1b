"""Amounts that do not fit what is written beside them: the scale errors nobody sees."""

import re
from collections.abc import Iterator
from typing import Any, Final

from imports.decode import BAD
from imports.problems import Problem
from imports.records import Joined
from models.money import AmountError, parse_amount

_SAYS_UNIT: Final = re.compile(r"[조억만천백십원]|[a-z]", re.IGNORECASE)


def doubtful_amounts(joined: Joined) -> Iterator[Problem]:
    """Compare every amount with its own words, where the words are an amount in won.

    The same digits at another scale are an error: a unit was misread. Other digits are a
    warning: sources round, and sums differ.
    """
    main = joined.main
    rows = zip(
        main.values("amount_won"), main.values("amount_text"), main.values("currency"), strict=True
    )
    stated: dict[str, int | None] = {}
    for index, (amount, text, currency) in enumerate(rows):
        if not isinstance(text, str) or amount in (None, BAD) or currency not in (None, "KRW"):
            continue
        if text not in stated:
            stated[text] = _stated(text)
        said = stated[text]
        if said is not None and said != amount:
            yield _doubt(joined, index, amount, said, text)


def _stated(text: str) -> int | None:
    if not _SAYS_UNIT.search(text):
        return None
    try:
        return parse_amount(text)
    except AmountError:
        return None


def _doubt(joined: Joined, index: int, amount: int, said: int, text: str) -> Problem:
    values: dict[str, Any] = {"stated": said, "text": text}
    code = "amount_text_differs"
    if factor := power_of_ten(amount, said):
        code, values["factor"] = "amount_scale", factor
    return joined.main.problem(index, "amount_won", code, expected=text, **values)


def power_of_ten(one: int, other: int) -> int:
    """How many times larger the larger is, when that is 10, 100, 1000 …; otherwise 0."""
    low, high = sorted((abs(one), abs(other)))
    if not low or high % low:
        return 0
    factor = high // low
    return factor if factor > 1 and str(factor).strip("0") == "1" else 0
