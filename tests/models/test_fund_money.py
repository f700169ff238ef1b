"""What of the money of funds a projection takes, and that a loan is no part of a fund."""

from datetime import date

import pytest

from models.commands import propose
from models.errors import WholeOfAnotherKind
from models.loan import LoanInput
from models.queries.funds import invested
from models.vocabulary import Kind, PartyKind
from tests.models.test_funds import ON, investment, make_fund, money, moved

__all__ = ["make_fund", "moved"]


def test_what_a_projection_takes_as_invested_is_corrected_and_reaches_firms_only(
    session, make_fund, moved, make_party
):
    child = make_party(code="child", kind=PartyKind.FUND)
    one = make_fund("f-1")
    moved(one, investment(100, entry="1"))
    moved(one, money("adjustment", -30, entry="2", corrects="1"))
    moved(one, investment(50, entry="3", investee="", party=child.code))
    moved(one, investment(40, entry="4", investment="fund"))
    moved(one, investment(10, entry="5", period_from=date(2025, 5, 1), period_to=date(2025, 5, 31)))

    assert invested(session, ON) == {one.key: {2025: 10, 2026: 70}}


def test_a_loan_is_no_part_of_a_fund_and_says_why(session, make_fund, official):
    code = make_fund("f-1").code
    given = LoanInput(
        filer="filer",
        reference="l-1",
        title="펀드의 저리 대출",
        stage="programme",
        known_on=date(2026, 1, 5),
        part_of=code,
    )
    for named in (code, "f-1"):
        said = given.model_copy(update={"part_of": named})
        with pytest.raises(WholeOfAnotherKind) as refused:
            propose(session, Kind.LOAN, said, actor=official)
        assert refused.value.values == {"found": named, "whole": Kind.FUND}
