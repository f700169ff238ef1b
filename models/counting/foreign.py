"""Amounts of a foreign currency in whole won at a stated rate: pure, no query."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from models.counting.facts import LineFact

MILLION = 1_000_000
"""Rates are whole millionths of a won."""


def won_of(amount: int, millionths: int) -> int:
    """An amount in whole won, rounded half to even."""
    return round(Fraction(amount * millionths, MILLION))


def won_of_parts(amounts: Iterable[int], millionths: int) -> list[int]:
    """The parts of an amount in whole won: their sum is the whole in won, none is a won off."""
    parts, before, upto = [], 0, 0
    for amount in amounts:
        upto += amount
        won = won_of(upto, millionths)
        parts.append(won - before)
        before = won
    return parts


def converted(
    total: int, lines: Sequence[LineFact], parts: Sequence[int | None], millionths: int
) -> tuple[int, tuple[LineFact, ...]] | None:
    """The total and the lines in won; None where nobody says how the total falls on the lines.

    ``parts`` are the lines' own foreign amounts. One line alone is the whole.
    """
    if len(lines) == 1:
        parts = [total]
    known = [part for part in parts if part is not None]
    if len(known) < len(lines):
        return None
    won = won_of_parts(known, millionths)
    moved = (replace(line, amount_won=part) for line, part in zip(lines, won, strict=True))
    return won_of(total, millionths), tuple(moved)
