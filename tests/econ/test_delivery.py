"""Delivery shares from priors and own history, and amounts that get years inside a run."""

from datetime import date

import numpy as np
import pytest

from econ.delivery import cells, dispersion, history, implied_final, refusals
from econ.inputs import PledgeBook
from econ.spreading import reporting_log, spread

YEARS = (2024, 2025, 2026, 2027)


@pytest.fixture
def book(make_record):
    def make(*records):
        return PledgeBook.of(list(records), years=YEARS)

    return make


def reported(make_record, count, share=1.0, **changes):
    return [make_record(f"R-{k}", reported={2024: 100.0 * share}, **changes) for k in range(count)]


def test_without_history_every_cell_is_the_prior_of_its_status(book, make_record, parameters):
    one = book(make_record(), make_record("P-2", size="sme"))

    found = cells(one, history(one), parameters)

    assert {cell.name for cell in found.values()} == {"delivery/announced"}
    assert found["announced", "large"].mean == pytest.approx(0.59)
    assert found["announced", "large"].tranches == 0


def test_a_cell_with_five_observations_speaks_for_itself(book, make_record, parameters):
    own = book(*reported(make_record, 5), make_record("P-2", size="sme"))

    found = cells(own, history(own), parameters)

    assert found["announced", "large"].size == "large"
    assert found["announced", "sme"].size == ""
    assert found["announced", "large"].mean > 0.59


def test_a_smaller_cell_takes_over_its_status(book, make_record, parameters):
    own = book(*reported(make_record, 3), *reported(make_record, 0))

    found = cells(own, history(own), parameters)["announced", "large"]

    assert (found.size, found.tranches) == ("", 3)


def test_ended_pledges_need_no_cell(book, make_record, parameters):
    ended = book(make_record(status="completed"), make_record("P-2", status="cancelled"))

    assert cells(ended, history(ended), parameters) == {}


def test_a_yearly_share_as_assumed_implies_the_final_share_of_the_prior(
    book, make_record, parameters
):
    own = book(*reported(make_record, 1, share=0.6726448))

    finals = implied_final(own, history(own), parameters)

    assert finals[0] == pytest.approx(0.59, abs=1e-6)


def test_history_keeps_over_delivery_apart(book, make_record):
    own = book(*reported(make_record, 1, share=1.5))

    found = history(own)

    assert found.share.tolist() == [1.0]
    assert found.over_bn.tolist() == [50.0]


def test_a_partly_reported_year_is_not_history(book, make_record):
    own = book(make_record(reported={2024: 50.0}, covered={2024: 0.5}))

    assert len(history(own).share) == 0


def test_completed_pledges_imply_their_delivery_without_a_hazard(book, make_record, parameters):
    own = book(*reported(make_record, 1, status="completed"))

    assert implied_final(own, history(own), parameters)[0] == pytest.approx(1.0)


def test_the_dispersion_is_assumed_until_there_is_history(book, make_record, parameters):
    few, many = book(*reported(make_record, 3)), book(*reported(make_record, 40, share=0.9))

    assert dispersion(history(few), parameters) == 6.0
    assert dispersion(history(many), parameters) > 6.0


def test_what_is_not_estimated_is_said_with_its_rule(book, make_record, parameters):
    few, many = book(make_record()), book(*reported(make_record, 40))

    codes = [entry.code for entry in refusals(history(few), few, parameters)]

    assert codes == ["too_few_tranches", "too_few_cancellations"]
    assert len(refusals(history(many), many, parameters)) == 1


def test_ten_cancellations_are_enough_to_ask(book, make_record, parameters):
    many = book(*(make_record(f"C-{k}", status="cancelled") for k in range(10)))

    codes = [entry.code for entry in refusals(history(many), many, parameters)]

    assert codes == ["too_few_tranches"]


def test_an_amount_without_years_follows_the_profile_of_its_category(
    book, make_record, make_settings, parameters
):
    bare = book(make_record(schedule={}, unallocated_bn=1000.0, start_year=2024, end_year=2027))

    found, log = spread(bare, make_settings(), parameters)

    assert found.schedule_bn[0] == pytest.approx([100.0, 300.0, 400.0, 200.0])
    assert found.unallocated_bn.tolist() == [0.0]
    assert log[0].code == "amount_spread"


def test_what_lies_outside_the_years_of_the_run_is_logged(
    book, make_record, make_settings, parameters
):
    long = book(make_record(schedule={}, unallocated_bn=800.0, start_year=2022, end_year=2029))

    found, log = spread(long, make_settings(), parameters)

    outside = log[0].values["outside_bn"]
    assert found.schedule_bn.sum() + outside == pytest.approx(800.0)
    assert outside > 0.0


@pytest.mark.parametrize(
    ("known", "period"),
    [
        ({"announced_year": 2025}, (2025, 2028)),
        ({}, (2026, 2029)),
        ({"start_year": 2027}, (2027, 2030)),
        ({"announced_year": 2024, "end_year": 2026}, (2024, 2026)),
        ({"end_year": 2025}, (2025, 2025)),
    ],
)
def test_a_missing_period_is_assumed_and_logged(
    book, make_record, make_settings, parameters, known, period
):
    bare = book(make_record(schedule={}, unallocated_bn=100.0, **known))

    _, log = spread(bare, make_settings(), parameters)

    assert log[0].code == "period_assumed"
    assert (log[0].values["first_year"], log[0].values["last_year"]) == period


def test_the_net_basis_leaves_out_public_money(book, make_record, make_settings, parameters):
    mixed = book(make_record(net_share=0.6, overlap_bn=10.0, reported={2024: 50.0}))

    found, _ = spread(mixed, make_settings(basis="net"), parameters)

    assert found.schedule_bn.sum() == pytest.approx(600.0)
    assert found.reported_bn[0, 0] == pytest.approx(30.0)
    assert found.overlap_bn[0] == pytest.approx(6.0)


def test_silence_and_half_silence_are_logged(book, make_record, make_settings):
    own = book(make_record(reported={2025: 10.0}, covered={2025: 0.5}))

    log = reporting_log(own, make_settings(as_of=date(2025, 6, 30)))

    assert [(entry.code, entry.values["years"]) for entry in log] == [
        ("unreported_years_modelled", [2024]),
        ("partly_reported_years_modelled", [2025]),
    ]
    assert np.isnan(own.reported_bn[0, 0])
