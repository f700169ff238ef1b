"""What a run is fed with: statuses, reports, provisions and plans as the register holds them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app.projections.scenarios import chosen
from app.projections.snapshot import Question, Snapshot, take
from models.vocabulary import State

Make = Callable[..., Any]
TODAY = date(2026, 11, 1)
TN = 10**12


def read(session: Session, scenario: str = "baseline", **asked: Any) -> Snapshot:
    return take(session, Question(**{"as_of": TODAY, **asked}), chosen(scenario))


def codes(snapshot: Snapshot) -> set[str]:
    return {entry.code for entry in snapshot.log}


def test_won_become_billions_in_the_years_of_the_lines(session: Session, make_pledge: Make) -> None:
    lines = [
        {"year": 2025, "amount_won": TN, "stage": "announced"},
        {"year": 2026, "amount_won": 2 * TN, "stage": "announced"},
    ]
    make_pledge(State.VERIFIED, amount_won=3 * TN, lines=lines)

    book = read(session).inputs.pledges

    assert book.schedule_bn[0, list(book.years).index(2025)] == 1000.0
    assert book.schedule_bn[0, list(book.years).index(2026)] == 2000.0


def test_only_the_ai_share_enters(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED, amount_won=TN, ai_share_ppm=250_000)

    assert read(session).inputs.pledges.schedule_bn.sum() == 250.0


def test_money_without_years_keeps_its_period_and_no_year(
    session: Session, make_pledge: Make
) -> None:
    lines = [{"amount_won": TN, "stage": "announced"}]
    make_pledge(State.VERIFIED, amount_won=TN, lines=lines, period_start=2026, period_end=2031)

    book = read(session).inputs.pledges

    assert book.schedule_bn.sum() == 0.0
    assert (book.unallocated_bn[0], book.start_year[0], book.end_year[0]) == (1000.0, 2026, 2031)


def test_a_scenario_keeps_to_what_the_register_counts(session: Session, make_pledge: Make) -> None:
    lines = [{"amount_won": TN, "stage": "announced"}]
    make_pledge(State.VERIFIED, amount_won=TN, lines=lines, period_start=2026, period_end=2031)

    assert read(session, "counted_only").inputs.pledges.ids == ()


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        ("contract signed (https://news.test/board)", "contracted"),
        ("장비 발주 공시", "contracted"),
        ("이사회 의결", "board"),
        ("board approved (https://news.test/contract-signed)", "board"),
    ],
)
def test_a_firm_line_is_contracted_only_by_its_evidence(
    session: Session, make_pledge: Make, evidence: str, status: str
) -> None:
    line = {
        "year": 2026,
        "amount_won": TN,
        "stage": "firm",
        "evidence": evidence,
        "evidence_grade": "B",
    }
    make_pledge(State.VERIFIED, amount_won=TN, lines=[line])

    assert read(session).inputs.pledges.statuses == (status,)


def test_a_part_of_a_projected_whole_stays_out(session: Session, make_pledge: Make) -> None:
    long = {"period_start": 2026, "period_end": 2035}
    lines = [{"amount_won": TN, "stage": "announced"}]
    make_pledge(State.VERIFIED, reference="whole", amount_won=TN, lines=lines, **long)
    make_pledge(
        State.VERIFIED, reference="part", amount_won=TN, lines=lines, part_of="whole", **long
    )

    snapshot = read(session)

    assert snapshot.inputs.pledges.pledges == ("filer/whole",)
    assert "part_of_projected" in codes(snapshot)


def test_a_part_that_the_register_counts_enters_and_is_taken_from_the_whole(
    session: Session, make_pledge: Make
) -> None:
    whole = [{"amount_won": 10 * TN, "stage": "announced"}]
    firm = {"stage": "executing", "evidence": "착공", "evidence_grade": "B"}
    part = [{"year": 2026, "amount_won": TN, **firm}]
    long = {"period_start": 2026, "period_end": 2035}
    make_pledge(State.VERIFIED, reference="whole", amount_won=10 * TN, lines=whole, **long)
    make_pledge(State.VERIFIED, reference="part", amount_won=TN, lines=part, part_of="whole")

    snapshot = read(session)

    book = snapshot.inputs.pledges
    assert dict(zip(book.ids, book.unallocated_bn.tolist(), strict=True)) == {
        "filer/part:in_progress": 0.0,
        "filer/whole:announced": 9000.0,
    }
    assert book.schedule_bn.sum() == 1000.0
    assert "part_netted" in codes(snapshot)


def test_money_reported_on_a_part_is_never_lost_in_its_whole(
    session: Session, make_pledge: Make, make_movement: Make
) -> None:
    long = {"period_start": 2025, "period_end": 2035}
    lines = [{"amount_won": TN, "stage": "announced"}]
    make_pledge(State.VERIFIED, reference="whole", amount_won=TN, lines=lines, **long)
    part = make_pledge(
        State.VERIFIED, reference="part", amount_won=TN, lines=lines, part_of="whole", **long
    )
    make_movement(part)

    snapshot = read(session)

    book = snapshot.inputs.pledges
    at = list(book.years).index(2025)
    assert snapshot.four.realised_won == TN // 10
    assert book.reported_bn[book.ids.index("filer/part:announced"), at] == 100.0
    assert book.unallocated_bn[book.ids.index("filer/whole:announced")] == 0.0


def test_cancelled_and_deferred_money_stays_out_and_is_said(
    session: Session, make_pledge: Make
) -> None:
    lines = [
        {"year": 2025, "amount_won": TN, "stage": "announced"},
        {"year": 2026, "amount_won": TN, "stage": "deferred"},
    ]
    make_pledge(State.VERIFIED, amount_won=2 * TN, lines=lines)

    snapshot = read(session)

    assert snapshot.inputs.pledges.schedule_bn.sum() == 1000.0
    assert "line_left_out" in codes(snapshot)


def test_a_report_covers_the_days_it_states(
    session: Session, make_pledge: Make, make_movement: Make
) -> None:
    pledge = make_pledge(State.VERIFIED)
    make_movement(pledge, period_from=date(2025, 1, 1), period_to=date(2025, 3, 31))

    book = read(session).inputs.pledges

    at = list(book.years).index(2025)
    assert book.reported_bn[0, at] == 100.0
    assert book.covered[0, at] == 90 / 365


def test_reports_fill_the_nearest_plan_first(
    session: Session, make_pledge: Make, make_movement: Make
) -> None:
    firm = {"stage": "executing", "evidence": "착공", "evidence_grade": "B"}
    lines = [
        {"year": 2025, "amount_won": TN // 20, **firm},
        {"year": 2025, "amount_won": TN, "stage": "announced"},
    ]
    pledge = make_pledge(State.VERIFIED, amount_won=TN + TN // 20, lines=lines)
    make_movement(pledge)

    book = read(session).inputs.pledges

    at = list(book.years).index(2025)
    reported = dict(zip(book.statuses, book.reported_bn[:, at].tolist(), strict=True))
    assert reported == {"in_progress": 50.0, "announced": 50.0}


def test_nothing_filed_is_not_known(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    snapshot = read(session)

    assert snapshot.four.realised_won is None
    assert not snapshot.inputs.funds.years
    assert not snapshot.inputs.loans.loans


def test_the_same_filings_have_the_same_digest_in_any_order(
    session: Session, make_pledge: Make
) -> None:
    make_pledge(State.VERIFIED, reference="b")
    make_pledge(State.VERIFIED, reference="a")

    ids = read(session).inputs.pledges.ids

    assert ids == ("filer/a:announced", "filer/b:announced")


def test_another_seed_or_scenario_has_another_digest(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    digests = {
        read(session).sha256(),
        read(session, seed=2).sha256(),
        read(session, "planned_support").sha256(),
    }

    assert len(digests) == 3
