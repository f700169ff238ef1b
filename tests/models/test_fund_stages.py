"""Where a fund may go from where it stands."""

import pytest

from models.errors import ReasonNeeded, StepNotAllowed
from models.fund import FUND_STAGES
from models.vocabulary import FundStage

PLANNED, FORMED, INVESTING = FundStage.PLANNED, FundStage.FORMED, FundStage.INVESTING
HARVESTING, LIQUIDATED, FAILED = FundStage.HARVESTING, FundStage.LIQUIDATED, FundStage.FAILED


@pytest.mark.parametrize(
    ("action", "source", "target"),
    [
        ("form", PLANNED, FORMED),
        ("fail_to_form", PLANNED, FAILED),
        ("plan_again", FAILED, PLANNED),
        ("invest", FORMED, INVESTING),
        ("harvest", INVESTING, HARVESTING),
        ("liquidate", FORMED, LIQUIDATED),
        ("liquidate", HARVESTING, LIQUIDATED),
    ],
)
def test_each_step_leads_where_it_says(action, source, target):
    assert FUND_STAGES.step(action, source, "why").target is target


def test_a_fund_does_not_invest_before_it_is_formed():
    with pytest.raises(StepNotAllowed):
        FUND_STAGES.step("invest", PLANNED)


@pytest.mark.parametrize("action", ["fail_to_form", "liquidate"])
def test_an_end_asks_for_its_reason(action):
    source = PLANNED if action == "fail_to_form" else INVESTING

    with pytest.raises(ReasonNeeded):
        FUND_STAGES.step(action, source)


def test_several_steps_may_be_taken_at_once_but_none_back():
    assert FUND_STAGES.leads(PLANNED, LIQUIDATED)
    assert FUND_STAGES.leads(FAILED, INVESTING)
    assert FUND_STAGES.leads(FORMED, FORMED)
    assert not FUND_STAGES.leads(INVESTING, FORMED)
    assert not FUND_STAGES.leads(LIQUIDATED, INVESTING)
