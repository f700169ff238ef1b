"""Ten thousand random operations: the registry does what a small model says, and stays whole."""

from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session

from models.queries.invariants import broken
from models.queries.pledges import PledgeFilter, counted_won, pledge_keys, pledge_totals
from models.queries.register import read_register
from models.queries.visibility import Viewer
from models.vocabulary import Role
from tests.models.life.office import TODAY, Office
from tests.models.life.records import ASKED

STEPS, AT_ONCE = 10_000, 400
EVERY = 25
"""Steps between two comparisons of the totals with the model."""
number = st.integers(0, 10**6)
won = st.integers(1, 10**12)
LINES = ("intent", "announced", "firm", "realised")


class Machine(RuleBasedStateMachine):
    """An office in one transaction that is never stored; ``done`` counts over all of them."""

    engine: sa.Engine
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.engine, expire_on_commit=False)
        self.office = Office(self.session)
        self.steps = 0

    @rule(who=number, which=number, what=number, won=won, day=number)
    def propose(self, **said: int) -> None:
        self.office.propose(**said)

    @rule(who=number, count=number, won=won, day=number, act=number)
    def bundle(self, **said: int) -> None:
        self.office.bundle(**said)

    @rule(who=number, which=number, action=number, why=number)
    def advance(self, **said: int) -> None:
        self.office.advance(**said)

    @rule(who=number, which=number, action=number, why=number)
    def check(self, **said: int) -> None:
        self.office.advance(**{**said, "action": 3})

    @rule(who=number, which=number, day=number)
    def withdraw(self, **said: int) -> None:
        self.office.withdraw(**said)

    @rule(who=number, which=number, what=number, won=won, day=number)
    def move(self, **said: int) -> None:
        self.office.move(**said)

    @rule(who=number, which=number, action=number, why=number)
    def advance_money(self, **said: int) -> None:
        self.office.advance_money(**said)

    @rule(who=number, other=number, act=number)
    def period(self, **said: int) -> None:
        self.office.period(**said)

    @rule(who=number, other=number, day=number, act=number)
    def scope(self, **said: int) -> None:
        self.office.scope(**said)

    @rule(who=number, other=number, day=number, act=number)
    def setting(self, **said: int) -> None:
        self.office.setting(**said)

    @rule(who=number, other=number, day=number, act=number)
    def rate(self, **said: int) -> None:
        self.office.rate(**said)

    @rule(who=number, other=number, day=number, act=number)
    def target(self, **said: int) -> None:
        self.office.target(**said)

    @rule(who=number, other=number, act=number)
    def person(self, **said: int) -> None:
        self.office.person(**said)

    @rule(who=number, which=number, other=number, act=number)
    def decide(self, **said: int) -> None:
        self.office.decide(**said)

    @invariant()
    def states_and_totals_are_those_of_the_model(self) -> None:
        self.steps += 1
        if self.steps % EVERY == 0:
            self.compare()

    def compare(self) -> None:
        """Totals on several days against the model, and the list against the totals."""
        for on in ASKED:
            four = read_register(self.session, on=on).totals.headline
            found = {line: getattr(four, f"{line}_won") or 0 for line in LINES}
            assert found == self.office.ledger.lines(on), on
        viewer, register = Viewer(Role.OFFICIAL, None, TODAY), read_register(self.session, on=TODAY)
        for line in LINES:
            asked = PledgeFilter(line=line)
            keys = pledge_keys(self.session, asked, register, viewer)
            figure = getattr(register.totals.headline, f"{line}_won") or 0
            assert counted_won(register, asked, keys) == figure
            assert pledge_totals(self.session, asked, register, viewer).records == len(keys)

    def teardown(self) -> None:
        """What was done leaves a register in which everything holds."""
        try:
            self.compare()
            assert broken(self.session) == []
            self.done.update(self.office.steps)
            self.done["steps"] += self.steps
        finally:
            self.session.rollback()
            self.session.close()


@pytest.fixture
def machine(engine: sa.Engine) -> type[Machine]:
    """A machine on a fresh database, its steps not counted yet."""
    kind: Any = type("OnDatabase", (Machine,), {"engine": engine, "done": Counter()})
    return kind


def test_ten_thousand_random_operations_leave_a_register_that_verifies(
    machine: type[Machine],
) -> None:
    rounds = settings(
        max_examples=STEPS // AT_ONCE // 2,
        stateful_step_count=AT_ONCE,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )

    turn = 0
    while machine.done["steps"] < STEPS:
        run_state_machine_as_test(seed(turn)(machine), settings=rounds)
        turn += 1

    assert machine.done["steps"] >= STEPS
    assert min(machine.done[name] for name in ("propose", "verify", "move", "take step")) > 50
