"""Records and their money: every operation on them, each with what the ledger expects of it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, select

from models import Instrument, Party, Revision, User
from models.commands import (
    advance,
    advance_movement,
    advance_submission,
    close_submission,
    move,
    note_upload,
    propose,
    propose_many,
    propose_withdrawal,
    register_party,
    register_user,
)
from models.errors import RegistryError
from models.inputs import InstrumentInput, PartyInput
from models.vocabulary import Kind, PartyKind, Role, State
from tests.models.life.ledger import OPEN, STEPS, Entry, Ledger, Person, Record
from tests.models.life.said import MONEY, said_of

T = TypeVar("T")
DAYS = tuple(date(2025, month, 1) + timedelta(days=14) for month in range(1, 13))
ASKED = (date(2025, 2, 28), date(2025, 6, 30), date(2025, 12, 31), date(2026, 11, 28))
PEOPLE = (
    ("official", ""), ("official", ""), ("official", ""), ("official", ""), ("administrator", ""),
    ("administrator", ""), ("company", "one"), ("company", "two"), ("economist", ""),
    ("auditor", ""),
)  # fmt: skip
KINDS = tuple(Kind)


def pick(choices: Sequence[T], number: int) -> T:
    """One of the choices; any number names one."""
    return choices[number % len(choices)]


class Records:
    """People, parties, records and money; numbers choose among what there is."""

    def __init__(self, session: Session) -> None:
        self.session, self.ledger, self.names = session, Ledger(), 0
        self.steps: dict[str, int] = {}
        self.kept: dict[int, User] = {}
        self.refused: dict[str, int] = {}
        for code in ("one", "two", "moef"):
            given = PartyInput(code=code, name_ko=code, kind=PartyKind.COMPANY)
            register_party(session, given, actor=None)
        self.people = [self._person(role, party) for role, party in PEOPLE]

    def _person(self, role: str, party: str) -> Person:
        found = self.session.exec(select(Party).where(Party.code == party)).first()
        email = f"{role}{self._next()}@example.test"
        user = register_user(
            self.session, email=email, name=email, role=Role(role), password_hash="-", party=found
        )
        self.kept[user.key] = user
        return Person(user.key, role, party)

    def _next(self) -> int:
        self.names += 1
        return self.names

    def user(self, person: Person) -> User:
        """The account of a person."""
        return self.kept[person.key]

    def attempt(self, name: str, act: Callable[[], T], *expected: str | None) -> T | None:
        """Do it, or see it refused: with ``expected`` exactly so, without in any known way.

        What is refused leaves nothing behind.
        """
        self.ledger.moment += 1
        self.steps[name] = self.steps.get(name, 0) + 1
        try:
            with self.session.begin_nested():
                done = act()
        except RegistryError as error:
            done, refusal = None, error.code
            self.refused[refusal] = self.refused.get(refusal, 0) + 1
        else:
            refusal = None
        assert not expected or refusal in expected, (name, refusal, expected)
        return done

    # Records

    def propose(self, who: int, which: int, what: int, won: int, day: int) -> None:
        """A new record or a new version of one, as a draft or submitted."""
        person, record = pick(self.people, who), self._record(which, what, who)
        held = record.counted()
        refusal = None if record.files(person) else "not_permitted"
        reason = "" if what % 5 == 0 else "고침"
        if refusal is None and held is not None and held.state == "certified" and not reason:
            refusal = "reason_needed"
        # A line that goes back needs its reason too; which lines do is tested on its own.
        goes_back = ("reason_needed",) if refusal is None and held and not reason else ()
        state = State.DRAFT if what % 3 == 0 else State.SUBMITTED
        given = said_of(record, won, pick(DAYS, day), what)
        revision = self.attempt(
            "propose",
            lambda: propose(
                self.session,
                record.kind,
                given,
                actor=self.user(person),
                state=state,
                reason=reason,
            ),
            refusal,
            *goes_back,
        )
        if revision is not None:
            self._version(record, revision, person, given, str(state))

    def bundle(self, who: int, count: int, won: int, day: int, act: int) -> None:
        """A workbook of several pledges at once, and one step for all of them."""
        person = pick(self.people, who)
        records = [self._new(Kind.PLEDGE, person.party or "one") for _ in range(1 + count % 4)]
        givens = [said_of(one, won + n, pick(DAYS, day), n) for n, one in enumerate(records)]

        def bring() -> Any:
            actor = self.user(person)
            submission = note_upload(
                self.session, kind=Kind.PLEDGE, filename="b.xlsx", sha256="0" * 64, size=1,
                actor=actor, counts={},
            )  # fmt: skip
            keys = propose_many(
                self.session, Kind.PLEDGE, givens, actor=actor, state=State.SUBMITTED,
                submission_id=submission.key,
            )  # fmt: skip
            return close_submission(self.session, submission, actor=actor, counts={}), keys

        brought = self.attempt(
            "bundle", bring, None if records[0].files(person) else "not_permitted"
        )
        if brought is None:
            return
        submission, keys = brought
        for record, key, given in zip(records, keys, givens, strict=True):
            revision = self.session.get_one(Revision, key)
            self._version(record, revision, person, given, "submitted")
        checker, entries = pick(self.people, act), [one.versions[-1] for one in records]
        refusal = entries[0].refusal("verify", checker, "", maker=False)
        done = self.attempt(
            "advance bundle",
            lambda: advance_submission(
                self.session, submission, "verify", actor=self.user(checker)
            ),
            refusal,
        )
        if done is not None:
            assert done == len(records)
            for entry in entries:
                entry.step("verify", checker, self.ledger.moment)

    def advance(self, who: int, which: int, action: int, why: int) -> None:
        """A step of the newest version of a record."""
        if not self.ledger.records:
            return
        record, person = pick(self.ledger.records, which), pick(self.people, who)
        name, reason = pick(tuple(STEPS), action), pick(("까닭", "까닭", ""), why)
        entry = record.versions[-1]
        refusal = entry.refusal(name, person, reason, record.files(person))
        revision = entry.row
        before = record.counted()
        self.attempt(
            name,
            lambda: advance(self.session, revision, name, actor=self.user(person), reason=reason),
            refusal,
        )
        if refusal is None:
            if name == "verify" and before is not None:
                before.state = "superseded"
            entry.step(name, person, self.ledger.moment)

    def withdraw(self, who: int, which: int, day: int) -> None:
        """Ask for a record that counts to be withdrawn."""
        if not self.ledger.records:
            return
        record, person = pick(self.ledger.records, which), pick(self.people, who)
        held, known_on = record.counted(), pick(DAYS, day)
        refusal = None if record.files(person) else "not_permitted"
        if refusal is None and held is None:
            refusal = "step_not_allowed"
        instrument = record.instrument
        revision = self.attempt(
            "ask withdrawal",
            lambda: propose_withdrawal(
                self.session, instrument, actor=self.user(person), reason="취소", known_on=known_on
            ),
            refusal,
        )
        if revision is not None:
            self._retire(record)
            asked = Entry(revision, "submitted", {person.key}, 0, known_on)
            asked.is_withdrawal = True
            record.versions.append(asked)

    def _record(self, which: int, what: int, who: int) -> Record:
        """A record that is there, or every third time a new one."""
        person = pick(self.people, who)
        if self.ledger.records and which % 3:
            return pick(self.ledger.records, which // 3)
        kind = pick((*KINDS, Kind.PLEDGE, Kind.PLEDGE, Kind.PLEDGE), what)
        owner = "moef" if kind is Kind.TAX_INCENTIVE else pick(("one", "two"), which)
        return self._new(kind, person.party or owner)

    def _new(self, kind: Kind, filer: str) -> Record:
        return Record(kind, f"r{self._next()}", filer, 0)

    def _version(
        self, record: Record, revision: Revision, person: Person, given: InstrumentInput, state: str
    ) -> None:
        """Note what was proposed; what was open before is superseded."""
        if not record.versions:
            record.key = revision.instrument_id
            record.instrument = self.session.get_one(Instrument, record.key)
            self.ledger.records.append(record)
        self._retire(record)
        line = getattr(given, "lines", ())
        entry = Entry(
            revision,
            state,
            {person.key},
            given.amount_won or 0,
            given.known_on,
            stage=str(line[0].stage) if line else "",
            category=str(getattr(given, "category", "")),
        )
        record.versions.append(entry)

    def _retire(self, record: Record) -> None:
        for entry in record.versions:
            if entry.state in OPEN:
                entry.state = "superseded"

    # Money

    def move(self, who: int, which: int, what: int, won: int, day: int) -> None:
        """Dated money under a record whose kind has any."""
        listed = [one for one in self.ledger.records if one.kind in MONEY]
        if not listed:
            return
        record, person = pick(listed, which), pick(self.people, who)
        given = MONEY[record.kind](f"m{self._next()}", won, pick(DAYS, day), what)
        instrument = record.instrument
        moved = self.attempt(
            "move",
            lambda: move(self.session, instrument, given, actor=self.user(person)),
            None if record.files(person) else "not_permitted",
        )
        if moved is not None:
            sign = -1 if given.kind == "refund" else 1
            entry = Entry(moved, "submitted", {person.key}, sign * won, given.known_on)
            record.money.append(entry)

    def advance_money(self, who: int, which: int, action: int, why: int) -> None:
        """A step of a movement."""
        listed = [(one, entry) for one in self.ledger.records for entry in one.money]
        if not listed:
            return
        (record, entry), person = pick(listed, which), pick(self.people, who)
        name, reason = pick(tuple(STEPS), action), pick(("까닭", "까닭", ""), why)
        refusal = entry.refusal(name, person, reason, record.files(person))
        movement = entry.row
        self.attempt(
            f"{name} money",
            lambda: advance_movement(
                self.session, movement, name, actor=self.user(person), reason=reason
            ),
            refusal,
        )
        if refusal is None:
            entry.step(name, person, self.ledger.moment)
