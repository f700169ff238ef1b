"""The list of parties: what its address asks, its rows, and the same rows as a file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask import url_for
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import AS_OF, Asked, Reader
from app.lists.sheet import Field, Sheet, added, exact
from app.messages import label, party_name
from app.messages.words import Said
from models import Party
from models.counting.figures import Asked as Question
from models.counting.figures import Four, figures
from models.counting.portions import Portion
from models.queries.companies import record_counts, visible_parties
from models.queries.names import party_as_seen
from models.queries.register import Register
from models.queries.visibility import Viewer
from models.vocabulary import CountingBasis, Kind, Origin, PartyKind, Size

DEFAULT_SORT: Final = "-announced"
SECTORS: Final = {"private": Said("민간", "Private"), "public": Said("공공", "Public")}
COUNTED_KINDS: Final = (Kind.PLEDGE, Kind.TAX_CLAIM, Kind.FUND, Kind.LOAN)
"""The kinds that the list counts for every party."""


class Row(NamedTuple):
    """A party as the reader may see it, its records by kind, and what counts of its pledges."""

    party: Party
    records: Counter[Kind]
    four: Four


@dataclass(frozen=True, slots=True)
class CompanyFilter:
    """What the list asks for; an empty field asks for nothing."""

    text: str = ""
    kinds: tuple[PartyKind, ...] = ()
    sizes: tuple[Size, ...] = ()
    origins: tuple[Origin, ...] = ()
    sector: str = ""
    least_won: int | None = None
    most_won: int | None = None

    def holds(self, row: Row) -> bool:
        """Whether the list holds a party."""
        party, won = row.party, row.four.announced_won
        names = " ".join(filter(None, (party.name_ko, party.name_en, party.code))).casefold()
        origin = Origin.FOREIGN if party.is_foreign else Origin.DOMESTIC
        return (
            (self.text.casefold() in names or _digits(self.text) == (party.brn or "-"))
            and (not self.kinds or party.kind in self.kinds)
            and (not self.sizes or party.size in self.sizes)
            and (not self.origins or origin in self.origins)
            and (not self.sector or party.is_public is (self.sector == "public"))
            and (self.least_won is None or won >= self.least_won)
            and (self.most_won is None or won <= self.most_won)
        )


def _digits(text: str) -> str:
    return text.replace("-", "").replace(" ", "")


SORTS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "name": lambda row: row.party.name_ko,
    "kind": lambda row: row.party.kind,
    "records": lambda row: row.records.total(),
    "announced": lambda row: row.four.announced_won,
    "firm": lambda row: row.four.firm_won,
    "realised": lambda row: row.four.realised_won,
}


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[CompanyFilter]:
    """Read the address of the list."""
    reader = Reader(args, lang)
    asked = CompanyFilter(
        text=reader.text(),
        kinds=reader.several("kind", PartyKind),
        sizes=reader.several("size", Size),
        origins=reader.several("origin", Origin),
        sector=reader.one_of("sector", SECTORS, lambda code: SECTORS[code].to(lang)),
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT, reader.day("asof", AS_OF))


def rows_of(
    session: Session, register: Register, seen: Viewer, asked: Asked[CompanyFilter]
) -> list[Row]:
    """The parties that the address asks for, sorted; ties by name, unknown values last."""
    counts, parts = record_counts(session, seen), portions_of(register)
    rows = [
        Row(
            party_as_seen(party, seen),
            counts.get(party.key, Counter()),
            figures(parts[party.key], Question()),
        )
        for party in visible_parties(session, seen)
    ]
    found = sorted(filter(asked.filter.holds, rows), key=lambda row: row.party.name_ko)
    of = SORTS[asked.sort.removeprefix("-")]
    known = [row for row in found if of(row) is not None]
    unknown = [row for row in found if of(row) is None]
    return [*sorted(known, key=of, reverse=asked.sort.startswith("-")), *unknown]


def portions_of(register: Register) -> dict[int, list[Portion]]:
    """What counts, party by party."""
    found: dict[int, list[Portion]] = defaultdict(list)
    for portion in register.totals.portions:
        found[portion.share.party_id].append(portion)
    return found


def bases_of(portions: Iterable[Portion]) -> dict[CountingBasis, Four]:
    """The lines of one party on every basis."""
    own = list(portions)
    return {basis: figures(own, Question(basis=basis)) for basis in CountingBasis}


def _sums(rows: Sequence[Row], lang: Language) -> tuple[tuple[str, str], ...]:
    spent = added([row.four.realised_won for row in rows])
    return (
        (
            Said("발표 이상 합계", "Sum announced or further").to(lang),
            fmt.won_exact(sum(row.four.announced_won for row in rows), lang),
        ),
        (Said("집행 합계", "Sum realised").to(lang), exact(spent, lang)),
    )


def _records(kind: Kind) -> Field[Row]:
    head = Said(f"{label(kind, 'ko')} 건수", f"{label(kind, 'en')} records")
    return Field(f"{kind}_records", head, lambda row, _: row.records[kind])


def _link(row: Row) -> str:
    """Where the page of the party is."""
    return url_for("companies.show", code=row.party.code)


SHEET: Final[Sheet[Row]] = Sheet(
    title=Said("기업", "companies"),
    fields=(
        Field(
            "name", Said("이름", "Name"), lambda row, lang: party_name(row.party, lang), width=30
        ),
        Field("code", Said("코드", "Code"), lambda row, _: row.party.code),
        Field("kind", Said("구분", "Kind"), lambda row, lang: label(row.party.kind, lang)),
        Field(
            "size",
            Said("규모", "Size"),
            lambda row, lang: label(row.party.size, lang) if row.party.size else "",
        ),
        Field(
            "sector",
            Said("민간·공공", "Sector"),
            lambda row, lang: SECTORS["public" if row.party.is_public else "private"].to(lang),
        ),
        Field(
            "brn",
            Said("사업자등록번호", "Registration number"),
            lambda row, _: row.party.brn or "",
        ),
        Field("records", Said("기록 건수", "Records"), lambda row, _: row.records.total()),
        *(_records(kind) for kind in COUNTED_KINDS),
        Field("intent", Said("의향", "Intent"), lambda row, _: row.four.intent_won, True),
        Field(
            "announced",
            Said("발표 이상", "Announced or further"),
            lambda row, _: row.four.announced_won,
            True,
        ),
        Field("firm", Said("확정", "Firm"), lambda row, _: row.four.firm_won, True),
        Field("realised", Said("집행", "Realised"), lambda row, _: row.four.realised_won, True),
    ),
    sums=_sums,
    first=("name", "code", "kind", "size", "records", "intent", "announced", "firm", "realised"),
    link=_link,
)
