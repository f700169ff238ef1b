"""Suggesting what somebody may have meant."""

import difflib
from collections.abc import Collection
from typing import Final

_CLOSE: Final = 0.5
_MOST: Final = 3
BUDGET: Final = 100_000
"""So many words are compared for one file; after that mistakes are named without a guess."""


class Suggestions:
    """Finds close words until its budget of comparisons is spent, each question once."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._answers: dict[str, list[str]] = {}

    def near(self, word: str, known: Collection[str]) -> list[str]:
        """The known words closest to ``word``, closest first; none when nothing is close."""
        if word not in self._answers:
            self._budget -= len(known)
            self._answers[word] = nearest(word, known) if self._budget >= 0 else []
        return self._answers[word]


def nearest(word: str, known: Collection[str]) -> list[str]:
    """The known words closest to ``word``, closest first."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    found = difflib.get_close_matches(word.casefold(), folded, n=_MOST, cutoff=_CLOSE)
    return [folded[name] for name in found]
