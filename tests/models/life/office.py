"""The office around the records: periods, dated rows, people, and decisions on duplicates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from models import Period, PeriodStep
from models.commands import (
    ask_step,
    certify_period,
    confirm_rate,
    confirm_scope,
    confirm_setting,
    confirm_targets,
    decide_overlap,
    decline_rate,
    decline_scope,
    decline_setting,
    decline_step,
    decline_targets,
    grant_names,
    plan_period,
    propose_rate,
    propose_scope,
    propose_setting,
    propose_targets,
    register_party,
    set_active,
    state_no_change,
    take_step,
)
from models.discount_rate import DiscountRate, DiscountRateInput
from models.inputs import PartyInput
from models.people import Party
from models.period import PeriodInput
from models.period_words import FROZEN_STATES, PeriodAction
from models.scope import ScopeInput, ScopeRule
from models.target import Observation, Target
from models.tax_setting import TaxSetting, TaxSettingInput
from models.vocabulary import Kind, PartyKind, ScopeState, Verdict
from tests.models.life.ledger import Entry
from tests.models.life.records import Records, pick
from tests.models.targets import observation, target

TODAY = date(2026, 11, 28)
TURNS = (PeriodAction.CLOSE, PeriodAction.CLOSE, PeriodAction.CLOSE, *PeriodAction)


class Office(Records):
    """Every operation of the registry."""

    def period(self, who: int, other: int, act: int) -> None:
        """Plan the next month, or ask for a step of some month, and let somebody answer."""
        session, person = self.session, pick(self.people, who)
        months = session.exec(select(Period).order_by(col(Period.last_day))).all()
        waits = session.exec(
            select(PeriodStep).where(PeriodStep.state == ScopeState.PROPOSED)
        ).all()
        if waits:
            self._answer(pick(waits, act // 3), who, act)
        elif not months or act % 4 == 0:
            first = months[-1].last_day + timedelta(days=1) if months else date(2025, 1, 1)
            after = (first + timedelta(days=32)).replace(day=1)
            last = after - timedelta(days=1)
            given = PeriodInput(first_day=first, last_day=last, filing_due=after)
            self._anyhow("plan", lambda: plan_period(session, given, actor=self.user(person)))
        elif act % 4 == 1:
            month = pick(months, other)
            self._anyhow("certify", lambda: certify_period(session, month, actor=self.user(person)))
        elif act % 4 == 2:
            month, party = pick(months, other), session.exec(select(Party)).all()
            self._anyhow(
                "no change",
                lambda: state_no_change(session, month, pick(party, act), actor=self.user(person)),
            )
        else:
            month, turn = pick(months, other), pick(TURNS, act // 4)
            self._anyhow(
                "ask", lambda: ask_step(session, month, turn, actor=self.user(person), reason="함")
            )

    def _answer(self, step: PeriodStep, who: int, act: int) -> None:
        actor = self.user(pick(self.people, who))
        if act % 5 == 0:
            self._anyhow(
                "decline step",
                lambda: decline_step(self.session, step, actor=actor, reason="아님"),
            )
            return
        taken = self._anyhow(
            "take step", lambda: take_step(self.session, step, actor=actor, today=TODAY)
        )
        if taken is not None:
            assert actor.key != step.asked_by_id
            assert actor.role in ("official", "administrator")

    def _anyhow(self, name: str, act: Callable[[], Any]) -> Any:
        """Do what the periods allow; then the ledger learns what was certified and closed."""
        done = self.attempt(name, act)
        for record in self.ledger.records:
            for entry in (*record.versions, *record.money):
                if entry.state == "verified":
                    self._certified(entry, entry.row)
        self._closings()
        return done

    def _certified(self, entry: Entry, row: Any) -> None:
        if row.state != "certified":
            return
        hands = {*entry.made_by, entry.verified_by}
        assert row.certified_by_id not in hands, "a third person certifies"
        entry.state = "certified"

    def _closings(self) -> None:
        query = select(Period.last_day).where(col(Period.state).in_(FROZEN_STATES))
        now = set(self.session.exec(query))
        for day in now - self.ledger.closed.keys():
            self.ledger.closed[day] = self.ledger.moment
        for day in self.ledger.closed.keys() - now:
            del self.ledger.closed[day]

    # Dated rows

    def scope(self, who: int, other: int, day: int, act: int) -> None:
        """A row of the scope table for models, and an answer to it."""
        given = ScopeInput(
            category="model", in_scope=bool(act % 2), valid_from=_day(day), reason="고시"
        )
        row = self._dated(
            ScopeRule, (propose_scope, given), (confirm_scope, decline_scope), who, other, act
        )
        if row is not None:
            said = (row.valid_from, row.in_scope, self.ledger.moment)
            self.ledger.scope.append(said)

    def setting(self, who: int, other: int, day: int, act: int) -> None:
        """A setting of tax law, and an answer to it."""
        given = TaxSettingInput(
            parameter="carry_years", value=act % 20, article="제144조", valid_from=_day(day),
            source="법",
        )  # fmt: skip
        self._dated(
            TaxSetting, (propose_setting, given), (confirm_setting, decline_setting),
            who, other, act,
        )  # fmt: skip

    def rate(self, who: int, other: int, day: int, act: int) -> None:
        """A discount rate, and an answer to it."""
        given = DiscountRateInput(
            purpose="lender_ordinary", lender="정책은행", rate_ppm=act % 100_000,
            valid_from=_day(day), source="공시",
        )  # fmt: skip
        self._dated(
            DiscountRate, (propose_rate, given), (confirm_rate, decline_rate), who, other, act
        )

    def _dated(self, table: Any, asked: Any, answers: Any, who: int, other: int, act: int) -> Any:
        """Propose a row where none waits, or answer the one that does; the confirmed row."""
        query = select(table).where(table.state == ScopeState.PROPOSED)
        row, person = self.session.exec(query).first(), self.user(pick(self.people, who))
        name = table.__tablename__
        if row is None:
            self.attempt(f"propose {name}", lambda: asked[0](self.session, asked[1], actor=person))
            return None
        if act % 4 == 0:
            self.attempt(
                f"decline {name}",
                lambda: answers[1](self.session, row, actor=person, reason="아님"),
            )
            return None
        done = self.attempt(f"confirm {name}", lambda: answers[0](self.session, row, actor=person))
        assert done is None or person.key != row.proposed_by_id
        return row if done is not None else None

    def target(self, who: int, other: int, day: int, act: int) -> None:
        """Targets and observations, and an answer to them."""
        session, person = self.session, self.user(pick(self.people, who))
        waits: list[Any] = [
            *session.exec(select(Target).where(Target.state == ScopeState.PROPOSED)),
            *session.exec(select(Observation).where(Observation.state == ScopeState.PROPOSED)),
        ]
        if not waits:
            said = {"valid_from": _day(day), "known_on": _day(day), "value": str(act % 10**6)}
            seen = {"known_on": _day(day), "value": str(act % 10**5), "year": 2020 + act % 5}
            given = [
                target(f"T-{act % 3}", reason="고침", **said),
                observation(f"O-{other % 4}", reason="고침", **seen),
            ]
            self.attempt("propose targets", lambda: propose_targets(session, given, actor=person))
        elif act % 4 == 0:
            self.attempt(
                "decline targets",
                lambda: decline_targets(session, waits, actor=person, reason="아님"),
            )
        else:
            self.attempt("confirm targets", lambda: confirm_targets(session, waits, actor=person))

    # People and duplicates

    def person(self, who: int, other: int, act: int) -> None:
        """An account is opened, closed, or allowed to read names; a party is registered."""
        actor, user = (self.user(pick(self.people, number)) for number in (who, other))
        allowed = actor.role == "administrator" and actor.key != user.key
        refusal = None if allowed else "not_permitted"
        if act % 5 == 0:
            code = f"p{self._next()}"
            given = PartyInput(code=code, name_ko=code, kind=PartyKind.COMPANY)
            self.attempt("party", lambda: register_party(self.session, given, actor=actor), None)
            return
        is_on = bool(act % 2)
        said = {"actor": actor, "reason": "까닭"}
        self.attempt(
            "account",
            lambda: (
                set_active(self.session, user, active=is_on, **said)
                if act % 3
                else grant_names(self.session, user, granted=is_on, **said)
            ),
            refusal,
        )

    def decide(self, who: int, which: int, other: int, act: int) -> None:
        """Two funds or loans are found to be the same or different, which moves no pledge."""
        listed = [one for one in self.ledger.records if one.kind is Kind.FUND]
        if len(listed) < 2:
            return
        one, two = (pick(listed, number).instrument for number in (which, other))
        verdict = pick((Verdict.SAME, Verdict.DIFFERENT), act)
        actor = self.user(pick(self.people, who))
        self.attempt(
            "decide",
            lambda: decide_overlap(
                self.session, one, two, verdict=verdict, actor=actor, reason="까닭",
                kept=None if verdict is Verdict.DIFFERENT else one,
            ),
        )  # fmt: skip


def _day(number: int) -> date:
    """A day between 2024 and 2027, mostly a later one for a larger number."""
    return date(2024, 1, 1) + timedelta(days=number % 1200)
