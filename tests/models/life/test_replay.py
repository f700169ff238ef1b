"""The whole life of a register, played once: every past picture is found unchanged at its end."""

import inspect
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from models import Instrument
from models.chain import content_digest
from models.lending import DiscountPurpose
from models.queries.claims import read_claims
from models.queries.discount_rates import read_rates
from models.queries.frozen import known_by
from models.queries.funds import read_funds
from models.queries.loans import loan_subsidy, read_loans
from models.queries.overdue import overdue
from models.queries.periods import picture
from models.queries.pledges import PledgeFilter, pledge_rows, pledge_totals
from models.queries.register import read_register
from models.queries.support import SupportFilter, moved_total, support_rows
from models.queries.targets import observations_on, targets_on
from models.queries.tax_law import read_book
from models.queries.visibility import Viewer
from models.tax_vocabulary import TaxParameter
from models.vocabulary import Kind, Role
from tests.models.life.office import TODAY, Office
from tests.models.life.records import ASKED, KINDS

STEPS, SEEDS = 80, (1, 2)
WEIGHTS = {
    "propose": 4, "bundle": 1, "advance": 6, "withdraw": 1, "move": 3, "advance_money": 4,
    "period": 4, "scope": 1, "setting": 1, "rate": 1, "target": 2, "person": 1, "decide": 1,
}  # fmt: skip
SUPPORT = (Kind.TAX_INCENTIVE, Kind.FUND, Kind.LOAN, Kind.TAX_CLAIM)
VIEWERS = (Viewer(Role.OFFICIAL, None, TODAY), Viewer(Role.ECONOMIST, None, TODAY, False))


def totals(session: Session, on: date) -> Any:
    """The figures of the day, and what every record adds to them."""
    register = read_register(session, on=on)
    overdue_now = [
        (one.proposal.place, one.days, str(one.standing)) for one in overdue(session, register, on)
    ]
    return picture(session, on), str(register.totals.by_year), overdue_now


def lists(session: Session, on: date) -> Any:
    """The rows of all lists of that day, for two readers, with their sums."""
    register, found = read_register(session, on=on), []
    for viewer in VIEWERS:
        asked = PledgeFilter(on=on)
        found += [tuple(map(str, row)) for row in pledge_rows(session, asked, register, viewer)]
        found.append(tuple(map(str, pledge_totals(session, asked, register, viewer))))
        for kind in SUPPORT:
            of_kind = SupportFilter(kind, on=on)
            found += [
                (row.instrument.code, row.revision.number, row.revision.title, row.moved_won)
                for row in support_rows(session, of_kind, viewer)
            ]
            found.append((kind, moved_total(session, of_kind, viewer)))
    return found


def records(session: Session, on: date) -> Any:
    """What each loan, fund and claim comes to on that day."""
    loans = {
        loan.code: (loan.face_won, loan.stage, loan.position) if loan.course else loan.missing
        for loan in read_loans(session, on).values()
    }
    claims = read_claims(session, on)
    return (
        {code: str(said) for code, said in sorted(loans.items())},
        str(sorted((key, str(fund)) for key, fund in read_funds(session, on).funds.items())),
        {code: str(claims.worked(code).credit_won) for code in sorted(claims.claims)},
        loan_subsidy(session, on),
    )


def reference(session: Session, on: date) -> Any:
    """The law, the rates and the targets of that day."""
    book, rates = read_book(session, on), read_rates(session, on)
    purposes = [rates.on(purpose, on, "정책은행") for purpose in DiscountPurpose]
    return (
        sorted(str(rate) for rate in book.rates),
        [str(book.value(one, on)) for one in TaxParameter if one == "carry_years"],
        [rate and (rate.key, rate.rate_ppm) for rate in purposes],
        [(row.reference, row.value, row.valid_from) for row in targets_on(session, on)],
        [(row.reference, row.value, row.year) for row in observations_on(session, on)],
    )


PICTURES: tuple[Callable[[Session, date], Any], ...] = (totals, lists, records, reference)


def seen(session: Session, on: date, moment: datetime) -> dict[str, str]:
    """The digests of every picture of a day as known at a moment."""
    with known_by(session, moment):
        return {
            take.__name__: content_digest({"said": str(take(session, on))}) for take in PICTURES
        }


def act(office: Office, chance: random.Random) -> None:
    """One random operation, mostly by somebody who may do it."""
    (name,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
    does = getattr(office, name)
    given = {part: chance.randrange(10**6) for part in inspect.signature(does).parameters}
    if "action" in given and chance.random() < 0.6:
        given["action"] = 3
    if "won" in given:
        given["won"] = chance.randrange(1, 10**12)
    does(**given)


def begin(office: Office, number: int) -> None:
    """A verified record of one kind, so that a life knows all of them from its first day."""
    place = number % len(KINDS)
    what = next(one for one in range(place, 200, len(KINDS) + 3) if one % 3 and one % 5)
    office.propose(who=0, which=0, what=what, won=10**11, day=0)
    office.advance(who=1, which=number, action=3, why=1)


@pytest.mark.parametrize("number", SEEDS)
def test_every_past_picture_is_found_unchanged(session: Session, number: int) -> None:
    office, chance = Office(session), random.Random(number)
    stored: dict[tuple[date, datetime], dict[str, str]] = {}

    for place in range(len(KINDS)):
        begin(office, place)
    for step in range(STEPS):
        act(office, chance)
        moment = datetime.now(UTC)
        on = ASKED[step % len(ASKED)]
        stored[on, moment] = seen(session, on, moment)

    changed = [
        (str(on), moment, name)
        for (on, moment), pictures in stored.items()
        for name, digest in seen(session, on, moment).items()
        if digest != pictures[name]
    ]
    assert changed == []
    assert len({tuple(pictures.values()) for pictures in stored.values()}) > STEPS // 4
    assert len(session.exec(select(Instrument.kind).distinct()).all()) == len(Kind)


def test_what_is_known_now_is_what_the_present_says(session: Session) -> None:
    office, chance = Office(session), random.Random(3)
    for _ in range(STEPS // 2):
        act(office, chance)

    for on in ASKED:
        now = read_register(session, on=on).totals.headline
        with known_by(session, datetime.now(UTC)):
            assert read_register(session, on=on).totals.headline == now
