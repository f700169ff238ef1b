"""Finding parties, and the instruments that rows name as their parents."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import NotFound, WholeOfAnotherKind
from models.inputs import InstrumentInput
from models.instrument import Instrument
from models.people import Party
from models.vocabulary import Kind


class PartyIndex:
    """All parties by what people call them; read once, asked often."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._named: dict[str, Party] = {}
        everyone = parties(session)
        names = Counter(name for party in everyone for name in {party.name_ko, party.name_en})
        for party in everyone:
            for name in (party.name_ko, party.name_en):
                if name and names[name] == 1:
                    self._named[name] = party
        for party in everyone:
            self._named[party.code] = party
            if party.brn:
                self._named[party.brn] = party

    def find(self, text: str) -> Party | None:
        """The party of that code, registration number, or name that only one has."""
        return self._named.get(text) or self._named.get(re.sub(r"[\s-]", "", text))

    def named(self, text: str) -> Party:
        """Like find, but raises NotFound."""
        party = self.find(text)
        if party is None:
            raise NotFound(what="party", found=text)
        return party

    def names(self) -> tuple[str, ...]:
        """Every name, code and number that finds a party."""
        return tuple(self._named)

    def instruments(
        self, kind: Kind, givens: Iterable[InstrumentInput]
    ) -> dict[tuple[str, str], int]:
        """The instrument that each (filer, part_of) names.

        ``part_of`` is an instrument's code, the filer's own reference, or filer/reference.
        Raises NotFound when it names nothing, WholeOfAnotherKind when it names another kind.
        """
        wanted = {(given.filer, part) for given in givens if (part := _part_of(given))}
        return {pair: self.instrument(kind, *pair) for pair in wanted}

    def instrument(self, kind: Kind, filer: str, part_of: str) -> int:
        """The instrument of ``kind`` that ``filer`` calls ``part_of``. Raises NotFound."""
        query = select(Instrument.id).where(Instrument.kind == kind)
        owner, _, reference = part_of.rpartition("/")
        party = self.find(owner or filer)
        of_filer = col(Instrument.filer_id) == (party.key if party else -1)
        found = self._session.exec(
            query.where(
                (col(Instrument.code) == part_of)
                | (of_filer & (col(Instrument.reference) == reference))
            )
        ).first()
        if found is None:
            self._refuse_other_kind(part_of, of_filer, reference)
            raise NotFound(what="part_of", found=part_of)
        return found

    def _refuse_other_kind(
        self, part_of: str, of_filer: sa.ColumnElement[bool], reference: str
    ) -> None:
        """Say so where the name is that of a record of another kind. Raises WholeOfAnotherKind."""
        named = (col(Instrument.code) == part_of) | (
            of_filer & (col(Instrument.reference) == reference)
        )
        other = self._session.exec(select(Instrument.kind).where(named)).first()
        if other is not None:
            raise WholeOfAnotherKind(found=part_of, whole=other)


def _part_of(given: InstrumentInput) -> str:
    return str(getattr(given, "part_of", ""))


def parties(session: Session) -> Sequence[Party]:
    """All parties by Korean name."""
    return session.exec(select(Party).order_by(col(Party.name_ko), col(Party.id))).all()
