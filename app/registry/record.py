"""What the page of one record shows: versions, lines, neighbours and history, as plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from app import format as fmt
from app.i18n import Language
from app.messages import action, field, value, word
from app.registry.current import register_for, today
from models import Movement, OverlapDecision, PledgeLine, Revision, User
from models.commands.history import CHECKERS, require_checker
from models.counting import Asked, Judged, Judgement
from models.counting.removals import by_rule, net_removals
from models.errors import MakerIsChecker, NotPermitted, RegistryError
from models.financing import Finance
from models.pledge import PledgeTerms
from models.queries.exchange_rates import read_exchange_rates
from models.queries.financing import Source, financing_of
from models.queries.instruments import (
    Happening,
    Share,
    Shown,
    decisions_of,
    find_instrument,
    history_of,
    movements_of,
    participants_of,
    terms_of_revision,
    titles_of,
)
from models.queries.names import party_as_seen, row_as_seen
from models.queries.pledges import PledgeFilter, contribution
from models.queries.register import Amounts, Register, amounts_of, pledge_lines
from models.queries.visibility import Viewer
from models.vocabulary import (
    COUNTED_STATES,
    OPEN_STATES,
    CountingBasis,
    Kind,
    Measure,
    Role,
    State,
)

SHOWN_CHANGES = 6
SHOWN_HASH = 8


class Entry(NamedTuple):
    """One event for the timeline."""

    when: datetime
    who: str
    action: str
    detail: str
    tone: str
    stamp: str


class YearLine(NamedTuple):
    """A year line with the counting rules' word on it; None while another version counts."""

    line: PledgeLine
    judged: Judged | None
    won: int | None
    """As stated, or at the verified rate that the pledge names."""


class Neighbour(NamedTuple):
    """Another record that stands beside this one."""

    item: Judgement
    decision: OverlapDecision | None


@dataclass(frozen=True, slots=True)
class Financed:
    """What finances one version: its rows, their sum without guarantees, and what is left.

    ``rest_won`` is None where the total is not known.
    """

    rows: Sequence[Source]
    codes: Collection[str]
    """The records that rows name and the reader may open."""
    won: int
    rest_won: int | None


@dataclass(frozen=True, slots=True)
class PledgePage:
    """Everything on the page of a pledge."""

    shown: Shown
    revision: Revision
    terms: PledgeTerms
    lines: Sequence[YearLine]
    participants: Sequence[Share]
    financing: "Financed"
    amounts: Amounts
    rate_missing: bool
    """Whether no verified rate is there for the day that the pledge names."""
    movements: Sequence[Movement]
    net: Sequence[tuple[str, int]]
    """What the net basis takes off of its announced money, by rule."""
    judgement: Judgement | None
    announced_won: int
    intent_won: int
    parent: Judgement | None
    children: Sequence[Judgement]
    rivals: Sequence[Neighbour]
    history: Sequence[Entry]
    checking: RegistryError | None
    """Why this viewer may not verify the waiting version; None where they may."""

    @property
    def unconverted(self) -> str:
        """Why a foreign amount is not known in won; empty where it is, or none is stated."""
        if self.revision.foreign_amount is None or self.amounts.total_won is not None:
            return ""
        if self.terms.rate_on is None:
            return "no_day"
        return "no_rate" if self.rate_missing else "no_lines"

    @property
    def is_old(self) -> bool:
        """Whether an earlier version is shown."""
        return self.revision.key not in (self.shown.current.key, self.shown.latest.key)

    @property
    def opened(self) -> Revision:
        """The version that steps apply to."""
        return self.shown.latest


def pledge_page(
    session: Session, code: str, user: User, lang: Language, number: int | None = None
) -> PledgePage:
    """The page of the pledge ``code``, in version ``number`` or the current one.

    Raises NotFound.
    """
    viewer = Viewer.of(user, today())
    shown = find_instrument(session, code, viewer, Kind.PLEDGE)
    revision = _version(shown, number)
    terms = terms_of_revision(session, Kind.PLEDGE, revision.key)
    assert isinstance(terms, PledgeTerms)
    amounts = amounts_of(session, revision, terms)
    register = register_for(session, viewer, today())
    is_current = revision.key == shown.current.key
    item = register.judgements.get(shown.instrument.key) if is_current else None
    return PledgePage(
        shown=shown,
        revision=revision,
        terms=row_as_seen(terms, shown.filer, viewer),
        amounts=amounts,
        rate_missing=read_exchange_rates(session).on(revision.currency, terms.rate_on) is None,
        lines=_lines(session, shown, revision, viewer, item, amounts),
        participants=[
            Share(party_as_seen(one.party, viewer), one.share_ppm)
            for one in participants_of(session, revision.key)
        ],
        financing=_financed(session, shown, revision, viewer, amounts.total_won),
        net=_net(register, shown.instrument.key) if item else (),
        movements=[
            row_as_seen(one, shown.filer, viewer)
            for one in movements_of(session, shown.instrument.key)
        ],
        judgement=item,
        announced_won=contribution(register, PledgeFilter(), shown.instrument.key),
        intent_won=contribution(register, PledgeFilter(line="intent"), shown.instrument.key),
        parent=_parent(register, item),
        children=_children(register, shown.instrument.key),
        rivals=_rivals(session, register, item),
        history=entries(history_of(session, shown.instrument, viewer), lang),
        checking=may_not_check(session, shown.latest, user),
    )


def _financed(
    session: Session, shown: Shown, revision: Revision, viewer: Viewer, total: int | None
) -> Financed:
    rows = financing_of(session, revision.key)
    money = [one.row for one in rows if one.row.finance is not Finance.GUARANTEE]
    won = sum(row.amount_won or 0 for row in money)
    codes = [one.row.record for one in rows if one.row.record]
    return Financed(
        rows=[
            Source(
                row_as_seen(one.row, shown.filer, viewer),
                one.party and party_as_seen(one.party, viewer),
            )
            for one in rows
        ],
        codes=titles_of(session, viewer, codes).keys() if codes else (),
        won=won,
        rest_won=None if total is None else total - won,
    )


def _net(register: Register, key: int) -> list[tuple[str, int]]:
    """What each rule of the net basis takes off of one pledge, where it takes anything."""
    own = [part for part in register.totals.portions if part.record.instrument_id == key]
    found = by_rule(net_removals(own, Asked(basis=CountingBasis.NET), Measure.ANNOUNCED))
    return [(code, kept.won) for code, kept in found.items() if kept.records]


def _version(shown: Shown, number: int | None) -> Revision:
    named = [revision for revision in shown.revisions if revision.number == number]
    return named[0] if named else shown.current


def _lines(
    session: Session,
    shown: Shown,
    revision: Revision,
    viewer: Viewer,
    item: Judgement | None,
    amounts: Amounts,
) -> list[YearLine]:
    wons = {(line.year, line.stage): line.amount_won for line in amounts.lines}
    judged = {(one.line.year, one.line.stage): one for one in item.lines} if item else {}
    return [
        YearLine(
            row_as_seen(line, shown.filer, viewer),
            judged.get((line.year, line.stage)),
            wons.get((line.year, line.stage)),
        )
        for line in pledge_lines(session, revision.key)
    ]


def _parent(register: Register, item: Judgement | None) -> Judgement | None:
    parent = item.record.parent_id if item else None
    return register.judgements.get(parent) if parent is not None else None


def _children(register: Register, key: int) -> list[Judgement]:
    return [item for item in register.judgements.values() if item.record.parent_id == key]


def _rivals(session: Session, register: Register, item: Judgement | None) -> list[Neighbour]:
    """Records of the same overlap key, and those about which somebody decided before."""
    if item is None:
        return []
    own, name = item.record.instrument_id, item.record.overlap_key
    decisions = decisions_of(session, own)
    return [
        Neighbour(other, decisions.get(key))
        for key, other in register.judgements.items()
        if key != own and (key in decisions or (name and other.record.overlap_key == name))
    ]


def may_not_check(session: Session, revision: Revision, user: User) -> RegistryError | None:
    """Why ``user`` may not verify ``revision``; None where they may."""
    try:
        require_checker(session, user, made_by=[revision.made_by_id], revision_ids=[revision.key])
    except (MakerIsChecker, NotPermitted) as error:
        return error
    return None


def may_not_check_money(
    session: Session, movements: Sequence[Movement], user: User
) -> RegistryError | None:
    """Why ``user`` may not verify these rows of money; None where they may."""
    makers = [one.made_by_id for one in movements]
    keys = [one.key for one in movements]
    try:
        require_checker(session, user, made_by=makers, movement_ids=keys)
    except (MakerIsChecker, NotPermitted) as error:
        return error
    return None


def may_edit(user: User, shown: Shown) -> bool:
    """Whether ``user`` may change the record: officials, and the company that filed it."""
    own = user.role is Role.COMPANY and user.party_id == shown.instrument.filer_id
    return user.role is Role.OFFICIAL or own


def steps_of(user: User, shown: Shown) -> list[str]:
    """The steps that ``user`` may take on the open version, or on the one that counts."""
    state = shown.latest.state
    certifies = ["certify"] if may_certify(user, shown.latest) else []
    if not may_edit(user, shown):
        return certifies
    steps = ["submit"] if state in (State.DRAFT, State.RETURNED) else []
    is_open = state in OPEN_STATES
    if state in COUNTED_STATES:
        return [*certifies, "ask_withdrawal"]
    return [*steps, "withdraw"] if is_open else steps


def may_certify(user: User, revision: Revision) -> bool:
    """Whether ``user`` may be the third person behind a verified version."""
    had_a_hand = user.key in (revision.made_by_id, revision.verified_by_id)
    return revision.state is State.VERIFIED and user.role in CHECKERS and not had_a_hand


_TONES = {"verify": "good", "certify": "good", "return": "bad", "withdraw": "bad"}


def entries(happened: Sequence[Happening], lang: Language) -> list[Entry]:
    """Events as the timeline shows them, newest first."""
    return [
        Entry(
            when=one.event.at,
            who=f"{one.actor} ({one.party})" if one.party else one.actor,
            action=action(one.event.action, lang),
            detail=detail_of(one, lang),
            tone="now" if place == 0 else _TONES.get(one.event.action, ""),
            stamp=f"#{one.event.key} {one.event.hash[:SHOWN_HASH]}",
        )
        for place, one in enumerate(happened)
    ]


def detail_of(one: Happening, lang: Language) -> str:
    """What changed and why, in one line."""
    changes = [(name, pair) for name, pair in one.event.changes.items() if _is_change(name, pair)]
    shown = changes[:SHOWN_CHANGES]
    moved = one.event.movement_id is not None
    said = [
        _change(field(name, lang, one.kind, moved=moved), name, pair, lang) for name, pair in shown
    ]
    if len(changes) > SHOWN_CHANGES:
        more = len(changes) - SHOWN_CHANGES
        said.append({"ko": f"그 밖에 {more}개 항목", "en": f"{more} more fields"}[lang])
    if one.event.reason:
        said.append(f"“{one.event.reason}”")
    return " · ".join(said)


def _is_change(name: str, pair: Any) -> bool:
    """A pair of old and new that differ in something a person would call a value."""
    is_pair = isinstance(pair, list) and len(pair) == 2
    return is_pair and any(one not in (None, "") for one in pair) and name[-7:] != "_sha256"


def _change(title: str, name: str, pair: list[Any], lang: Language) -> str:
    old, new = (said(name, one, lang) for one in pair)
    return f"{title} {new}" if pair[0] in (None, "") else f"{title} {old} → {new}"


def said(name: str, held: Any, lang: Language) -> str:
    """A value of the history: codes are stored as plain text there."""
    if isinstance(held, str) and (name.endswith("_on") or name == "embargo_until"):
        return fmt.day(date.fromisoformat(held), lang)
    if isinstance(held, str) and held.isascii() and held.islower():
        return word(held, lang)
    return value(name, held, lang)
