"""Claims as they are stored, worked out with the dated law, and kept from other readers."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from models.commands import (
    advance,
    propose,
)
from models.errors import (
    NotFound,
    SupportNotFitting,
)
from models.instrument import Instrument, Revision
from models.loan import LoanInput
from models.queries.claims import read_claims
from models.queries.history import recent
from models.queries.instruments import find_instrument
from models.queries.invariants import broken
from models.queries.support import SupportFilter, support_count
from models.queries.visibility import Viewer
from models.tax_claim import TaxClaimInput
from models.tax_incentive import TaxIncentiveInput
from models.tax_vocabulary import ClaimStage
from models.vocabulary import Kind, Role, State

EOK = 10**8
ON = date(2030, 1, 1)


def provision(reference="X1", **said: Any) -> TaxIncentiveInput:
    given: dict[str, Any] = {
        "filer": "filer",
        "reference": reference,
        "title": "통합투자세액공제",
        "article": "제24조 ① 2호",
        "provision": "investment_credit",
        "tier": "national_strategic",
        "firm_size": "mid_large",
        "rate_ppm": 150_000,
        "effective_from": date(2023, 1, 1),
        "status": "in_force",
        "known_on": date(2023, 1, 1),
    }
    return TaxIncentiveInput(**given | said)


def claim(reference="c-1", year=2025, **said: Any) -> TaxClaimInput:
    """A large firm: 1,200 against 600 each, with tax facts."""
    given: dict[str, Any] = {
        "filer": "firm",
        "reference": reference,
        "title": f"공제 {year}",
        "opens_on": date(year, 1, 1),
        "closes_on": date(year, 12, 31),
        "provision": "investment_credit",
        "tier": "national_strategic",
        "firm_size": "large",
        "claim_basis": "self_declared",
        "invested_won": 1200 * EOK,
        "prior1_won": 600 * EOK,
        "prior2_won": 600 * EOK,
        "prior3_won": 600 * EOK,
        "tax_base_won": 3000 * EOK,
        "computed_tax_won": 558 * EOK,
        "other_relief_won": 0,
        "filed_on": date(year + 1, 3, 31),
        "known_on": date(year + 1, 4, 1),
    }
    return TaxClaimInput(**given | said)


@pytest.fixture
def firm(make_party):
    """The firm that claims."""
    return make_party(code="firm", name_ko="청구기업")


@pytest.fixture
def store(session, filer, firm, official, checker):
    """Store a claim or a provision, verified by another official."""

    def make(given: Any, state: State = State.VERIFIED) -> Revision:
        kind = Kind.TAX_CLAIM if isinstance(given, TaxClaimInput) else Kind.TAX_INCENTIVE
        revision = propose(session, kind, given, actor=official, state=State.SUBMITTED)
        if state is State.VERIFIED:
            advance(session, revision, "verify", actor=checker)
        return revision

    return make


def only(claims):
    (code,) = claims.claims
    return claims.worked(code), claims.account_of(code), code


def test_a_verified_claim_is_worked_out_by_the_dated_law(session, store):
    store(provision())
    store(claim(supports=[{"entry": "1", "item": "state_loan_interest", "amount_won": 10 * EOK}]))

    work, account, code = only(read_claims(session, ON))

    assert work.credit.total_won == 23_750_000_000
    assert work.found.rate.article == "제24조 ① 2호"
    year = account.of_year(2025)
    assert (year.used_won, year.carried_won) == (100 * EOK, 13_750_000_000)
    assert year.rural_won == 20 * EOK
    assert account.stage(code) is ClaimStage.CARRIED_FORWARD
    assert broken(session) == []


def test_a_submitted_claim_counts_nowhere_but_in_its_own_preview(session, store):
    store(provision())
    revision = store(claim(), State.SUBMITTED)

    assert read_claims(session, ON).claims == {}
    work, _, _ = only(read_claims(session, ON, beside=[revision.key]))
    assert work.credit.total_won == 240 * EOK


def test_a_claim_is_read_as_it_was_known_on_a_day(session, store):
    store(provision())
    store(claim())

    assert read_claims(session, date(2026, 3, 31)).claims == {}


def test_carried_credits_of_two_claims_and_from_before_the_register_go_oldest_first(session, store):
    store(provision())
    earlier = [{"origin_year": 2023, "provision": "investment_credit", "unused_won": 30 * EOK}]
    store(claim(carried=earlier))
    store(claim("c-2", 2026, invested_won=0, computed_tax_won=700 * EOK, carried=earlier))

    claims = read_claims(session, ON)
    account = next(iter(claims.accounts.values()))

    assert {o: w // EOK for (o, _), w in account.years[0].used.items()} == {2023: 30, 2025: 70}
    assert account.years[1].used_won == 170 * EOK
    later = next(code for code, one in claims.claims.items() if one.fact.year == 2026)
    assert "carried_ignored" in {one.code for one in claims.worked(later).cautions}


def test_a_determined_credit_takes_the_place_of_the_one_worked_out(session, store):
    store(provision())
    store(claim(allowed_won=90 * EOK, amount_won=240 * EOK))

    work, account, code = only(read_claims(session, ON))

    assert work.credit_won == 90 * EOK
    assert account.of_year(2025).used_won == 90 * EOK
    assert account.stage(code) is ClaimStage.USED


def test_claims_that_state_different_taxes_for_one_year_leave_its_use_unknown(session, store):
    store(provision())
    store(claim())
    store(claim("c-2", computed_tax_won=1))

    account = next(iter(read_claims(session, ON).accounts.values()))

    assert account.of_year(2025).used_won is None
    assert "tax_differs" in {one.code for w in account.claims.values() for one in w.cautions}


def test_a_clawback_is_a_negative_of_its_own_year(session, store):
    store(provision())
    store(
        claim(
            computed_tax_won=900 * EOK,
            clawbacks=[
                {
                    "entry": "1",
                    "cause": "disposal",
                    "asset": "other",
                    "credit_won": 50 * EOK,
                    "completed_on": date(2025, 6, 30),
                    "happened_on": date(2026, 5, 1),
                    "repaid_on": date(2027, 3, 31),
                }
            ],
        )
    )

    _, account, code = only(read_claims(session, ON))

    interest = 50 * EOK * 365 * 22 // 100_000
    assert account.of_year(2025).expenditure_won == 240 * EOK
    assert account.of_year(2026).expenditure_won == -(50 * EOK + interest)
    assert account.stage(code) is ClaimStage.CLAWED_BACK


def test_the_firms_own_grants_that_no_claim_deducts_are_named(session, store, make_pledge):
    store(provision())
    pledge = make_pledge(
        State.VERIFIED,
        filer="firm",
        public_grant_won=10**9,
        period_start=2024,
        period_end=2026,
    )
    code = session.get_one(Instrument, pledge.instrument_id).code
    store(claim())

    work, _, _ = only(read_claims(session, ON))

    assert ("support_not_deducted", code) in {
        (one.code, one.values.get("code")) for one in work.cautions
    }
    linked = [{"entry": "1", "item": "grant", "amount_won": 10**9, "record": code}]
    store(claim(supports=linked))
    work, _, _ = only(read_claims(session, ON))
    assert "support_not_deducted" not in {one.code for one in work.cautions}


def test_a_deduction_names_a_registered_loan_or_grant_of_its_own_kind(
    session, store, official, firm
):
    loan = LoanInput(
        filer="firm", reference="l", title="융자", stage="approved", known_on=date(2025, 1, 1)
    )
    made = propose(session, Kind.LOAN, loan, actor=official)
    code = session.get_one(Instrument, made.instrument_id).code
    interest = {"entry": "1", "item": "state_loan_interest", "amount_won": 1, "record": code}

    store(claim(supports=[interest]))
    for wrong in ({"record": "L-1999-000001"}, {"item": "grant"}):
        with pytest.raises(SupportNotFitting):
            store(claim("c-9", supports=[interest | wrong]))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"visibility": "public"}, "claim_is_confidential"),
        ({"claim_basis": "consented"}, "consent_missing"),
        ({"closes_on": date(2027, 1, 1)}, "tax_year_length"),
        ({"filed_on": date(2025, 12, 31)}, "filed_too_early"),
        ({"firm_size": "mid_large"}, "firm_size_of_group"),
        ({"provision": "rule"}, "not_a_credit"),
        ({"site": "capital_area"}, "area_facts"),
        (
            {"carried": [{"origin_year": 2025, "provision": "rnd_credit", "unused_won": 1}]},
            "carried_too_late",
        ),
        ({"supports": [{"entry": "1", "item": "grant", "amount_won": 1}] * 2}, "support_twice"),
    ],
)
def test_a_claim_that_cannot_be_is_refused_with_its_code(said, code):
    with pytest.raises(ValidationError) as caught:
        claim(**said)

    assert [error["type"] for error in caught.value.errors()] == [code]


def test_claims_are_seen_by_officials_and_the_firm_and_by_nobody_else(
    session, store, make_user, make_party, firm, official
):
    store(provision())
    revision = store(claim())
    code = session.get_one(Instrument, revision.instrument_id).code
    stranger = make_user(Role.COMPANY, make_party(code="other"))

    def sees(user):
        seen = Viewer.of(user, ON)
        count = support_count(session, SupportFilter(Kind.TAX_CLAIM), seen)
        told = [one for one in recent(session, seen, limit=50) if one.code == code]
        try:
            find_instrument(session, code, seen)
        except NotFound:
            return (count, bool(told), False)
        return (count, bool(told), True)

    for user in (official, make_user(Role.ADMINISTRATOR), make_user(Role.COMPANY, firm)):
        assert sees(user) == (1, True, True)
    for user in (make_user(Role.AUDITOR), make_user(Role.ECONOMIST), stranger):
        assert sees(user) == (0, False, False)
