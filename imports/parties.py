"""Recognising the parties that cells name."""

import re
from typing import Any, Final

from imports.decode import BAD, Decoded
from imports.nearest import Suggestions
from imports.problems import Problem
from models.inputs import is_registration_number
from models.people import Party
from models.queries.parties import PartyIndex
from models.vocabulary import PartyKind

_CORPORATE: Final = re.compile(r"\(주\)|㈜|주식회사|\(유\)|유한회사")


class Parties:
    """The registered parties, and the problems of cells that name none."""

    def __init__(self, index: PartyIndex) -> None:
        self._index = index
        self._found: dict[str, Party | None] = {}
        self._numberless: set[str] = set()
        self._suggestions = Suggestions()

    def find(self, text: str) -> Party | None:
        """The party of that code, number or name; 주식회사 and its short forms do not matter."""
        if text not in self._found:
            self._found[text] = self._index.find(text) or self._index.find(_plain(text))
        return self._found[text]

    def resolve(self, decoded: Decoded, field: str) -> list[Problem]:
        """Put the code of the party in the place of every name; name the unknown ones."""
        column = decoded.columns.get(field)
        if column is None:
            return []
        names = {text for text in column if isinstance(text, str)}
        parties = {text: self.find(text) for text in names}
        doubtful = {
            text for text, party in parties.items() if party is None or _lacks_number(party)
        }
        problems = [
            problem
            for index, text in enumerate(column)
            if text in doubtful
            and (problem := self._problem(decoded, index, field, text, parties[text]))
        ]
        codes: dict[Any, Any] = {
            name: party.code if party else BAD for name, party in parties.items()
        }
        decoded.columns[field] = [codes.get(text, text) for text in column]
        return problems

    def _problem(
        self, decoded: Decoded, index: int, field: str, text: str, party: Party | None
    ) -> Problem | None:
        """An unknown party wherever it is named; one without a number only once."""
        if party is None:
            return self._unknown(decoded, index, field, text)
        if party.code in self._numberless:
            return None
        self._numberless.add(party.code)
        return decoded.problem(index, field, "no_registration_number", **_names(party))

    def _unknown(self, decoded: Decoded, index: int, field: str, text: str) -> Problem:
        close = self._suggestions.near(_plain(text), self._index.names())
        expected = close[0] if close else ""
        return decoded.problem(index, field, "unknown_party", expected=expected, candidates=close)

    def check_numbers(self, decoded: Decoded) -> list[Problem]:
        """Registration numbers beside participants: well formed, and those of the party."""
        problems: list[Problem] = []
        for index, text in enumerate(decoded.columns.pop("brn", ())):
            if text is None or text is BAD:
                continue
            party = decoded.values("party")[index]
            problem = self._number(text, self.find(party) if isinstance(party, str) else None)
            if problem:
                code, values = problem
                problems.append(decoded.problem(index, "brn", code, **values))
        return problems

    @staticmethod
    def _number(text: str, party: Party | None) -> tuple[str, dict[str, Any]] | None:
        digits = re.sub(r"[\s-]", "", text)
        if not re.fullmatch(r"[0-9]{10}", digits) or not is_registration_number(digits):
            return "registration_number", {"found": text}
        if party and party.brn and party.brn != digits:
            return "registration_mismatch", {**_names(party), "registered": party.brn}
        return None


def _lacks_number(party: Party) -> bool:
    """Foreign firms and consortia have no Korean registration number."""
    return not party.brn and (party.is_foreign or party.kind is PartyKind.CONSORTIUM)


def _names(party: Party) -> dict[str, str]:
    return {"party": party.name_ko, "party_en": party.name_en or party.name_ko}


def _plain(text: str) -> str:
    return _CORPORATE.sub("", text).strip()
