"""Asking for many keys at once, in pieces that every database accepts."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
SIZE = 500


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """``items`` in pieces that fit into one IN list of any database."""
    listed = list(items)
    for start in range(0, len(listed), SIZE):
        yield listed[start : start + SIZE]
