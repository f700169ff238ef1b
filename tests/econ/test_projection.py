"""One call from inputs to a projection: identities, invariances, what is unknown."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from econ.channels import CHANNELS
from econ.errors import (
    NotFinite,
    OutOfRange,
    WindowNotCovered,
)
from econ.inputs import (
    Estimate,
    FundBook,
    Loan,
    LoanBook,
    PledgeBook,
    TaxRegime,
)
from econ.manifest import inputs_sha256
from econ.names import PLAYERS
from econ.projection import project
from econ.results import TARGETS, plain
from econ.statements import LOG_CODES, REFUSED_CODES, WATERFALL_CODES

YEARS = (2024, 2025, 2026, 2027)


def mean_of(found, target):
    return sum(part.mean for part in found.contributions[target].values())


@pytest.mark.parametrize("scope", ["strict", "broad"])
@pytest.mark.parametrize("target", TARGETS)
def test_the_contributions_add_to_the_total(run, supported, scope, target):
    found = run(supported, scope=scope)

    assert mean_of(found, target) == pytest.approx(found.totals[target], rel=1e-9)


def test_the_investment_total_is_the_last_point_of_the_fan(run, supported):
    found = run(supported, scope="broad")

    assert found.totals["investment"] == pytest.approx(found.cumulative[-1].mean, rel=1e-12)
    assert found.scope_totals["chosen"] == pytest.approx(found.scope_totals["broad"], rel=1e-12)
    assert found.scope_totals["strict"] < found.scope_totals["broad"] < found.scope_totals["naive"]


def test_under_the_strict_scope_the_pledges_add_to_the_total(run, supported):
    found = run(supported)

    expected = sum(sum(pledge.expected_bn) for pledge in found.pledges)
    assert expected == pytest.approx(found.totals["investment"], rel=1e-12)


def test_the_impact_totals_are_those_of_the_primary_series(run, supported):
    found = run(supported)

    (series,) = found.impact
    assert found.primary_series == series.name
    assert found.totals["impact_official"] == pytest.approx(series.official.total.mean, rel=1e-9)
    assert found.totals["impact_evidence"] == pytest.approx(series.evidence.total.mean, rel=1e-9)
    assert series.evidence.revenue.mean < series.official.revenue.mean * 2.0
    alone = found.contributions["impact_official"]["autonomous"].mean
    assert alone == pytest.approx(series.official.autonomous_mean, rel=1e-12)


def test_the_waterfall_adds(run, supported):
    found = run(supported)

    *steps, last = (step.value for step in found.waterfall)
    assert sum(steps) == pytest.approx(last, rel=1e-12)
    assert tuple(step.code for step in found.waterfall) == WATERFALL_CODES


def test_the_same_run_gives_the_same_digits(run, supported):
    assert run(supported).sha256() == run(supported).sha256()


def test_the_seed_changes_the_digits(run, supported):
    assert run(supported).sha256() != run(supported, seed=8).sha256()


def test_fewer_draws_are_the_beginning_of_more(make_settings, parameters, supported):
    from econ.frame import lay_out
    from econ.sampling import sample

    frame = lay_out(supported, make_settings(), parameters)

    few, many = sample(frame, 300), sample(frame, 1100)

    assert (few.total == many.total[:300]).all()


def test_the_order_of_rows_does_not_matter(run, make_record, make_inputs):
    records = [make_record(f"P-{k}", status=status) for k, status in enumerate(("board", "intent"))]
    loans = tuple(Loan(f"L-{k}", 2025, 100.0, 0.02, 0.05, 8.0, 3.0) for k in range(2))

    one = run(make_inputs(records, loans=LoanBook(loans)))
    other = run(make_inputs(records[::-1], loans=LoanBook(loans[::-1])))

    assert one.sha256() == other.sha256()


def test_a_new_pledge_leaves_the_draws_of_the_others_alone(run, make_record, make_inputs):
    old = make_record("P-1")

    before = run(make_inputs([old])).pledges[0]
    after = run(make_inputs([old, make_record("P-0", firm="other", status="board")]))

    assert next(pledge for pledge in after.pledges if pledge.id == "P-1") == before


def test_a_new_pledge_that_begins_earlier_leaves_the_draws_of_the_others_alone(
    run, make_record, make_inputs
):
    old, early = make_record("P-1"), make_record("P-0", firm="other", schedule={2021: 50.0})
    longer = PledgeBook.of([old, early], years=range(2021, 2028))

    before = run(make_inputs([old]), draws=1100).pledges[0]
    after = run(replace(make_inputs(), pledges=longer), draws=1100)

    found = next(pledge for pledge in after.pledges if pledge.id == "P-1")
    assert found == before


def test_a_credit_taken_back_explains_less(make_settings, parameters, supported):
    taken_back = parameters.replace({"credit.clawback": 0.5})

    kept, lost = (
        project(supported, make_settings(), table).contributions["investment"]["tax_incentive"]
        for table in (parameters, taken_back)
    )

    assert 0.0 < lost.mean < kept.mean


def test_ten_times_the_money_is_ten_times_the_investment(run, supported):
    def scaled(factor):
        book = supported.pledges
        loans = tuple(replace(loan, principal_bn=6e3) for loan in supported.loans.loans)
        return replace(
            supported,
            pledges=replace(book, schedule_bn=book.schedule_bn * factor),
            funds=FundBook(YEARS, supported.funds.disbursed_bn * factor),
            loans=LoanBook(loans) if factor == 10.0 else supported.loans,
        )

    one, ten = run(scaled(1.0), scope="broad"), run(scaled(10.0), scope="broad")

    for player in PLAYERS:
        small, large = (found.contributions["investment"][player] for found in (one, ten))
        assert large.mean == pytest.approx(10.0 * small.mean, rel=1e-9)


def test_what_is_not_known_contributes_nothing_and_says_so(run, make_inputs):
    found = run(make_inputs())

    assert found.known == {"pledge": True, "tax_incentive": False, "fund": False, "loan": False}
    for player in ("tax_incentive", "fund", "loan"):
        assert found.contributions["investment"][player].mean == 0.0
        assert f"{player}_unknown" in {entry.code for entry in found.log}


def test_an_empty_register_projects_nothing(run, make_inputs):
    found = run(make_inputs([], tax=TaxRegime()))

    assert found.totals["investment"] == 0.0
    assert found.attainment.probability == 0.0
    assert found.concentration.n_eff_firm is None
    assert found.concentration.top5_firm_share is None
    assert found.totals["impact_official"] > 0.0


def test_an_empty_register_ignores_provisions_and_loans(run, make_inputs, supported):
    found = run(make_inputs([], tax=supported.tax, loans=supported.loans, funds=supported.funds))

    assert found.totals["investment"] == 0.0


def test_every_pledge_has_its_own_intervals(run, make_record, make_inputs):
    alone = run(make_inputs([make_record()]), draws=512)

    pledge, total = alone.pledges[0], alone.cumulative[-1]

    assert (pledge.p025, pledge.p10, pledge.p90, pledge.p975) == pytest.approx(
        (total.p025, total.p10, total.p90, total.p975), rel=1e-12
    )
    assert run(make_inputs([make_record()]), draws=1100).pledges[0].p10 == pledge.p10


def test_ended_pledges_bring_all_or_nothing(run, make_record, make_inputs):
    records = [
        make_record("P-1", status="completed"),
        make_record("P-2", status="cancelled", reported={2024: 60.0}, grade="A"),
    ]

    done, called_off = run(make_inputs(records)).pledges

    by_id = {pledge.id: pledge for pledge in (done, called_off)}
    assert sum(by_id["P-1"].expected_bn) == pytest.approx(1000.0)
    assert by_id["P-1"].final_share is None
    assert by_id["P-2"].expected_bn[0] == pytest.approx(60.0, rel=0.01)
    assert by_id["P-2"].expected_bn[1:] == (0.0, 0.0, 0.0)


def test_the_mean_share_delivered_is_the_prior(run, make_record, make_inputs):
    records = [make_record(f"P-{k}", firm=f"firm {k}") for k in range(40)]

    found = run(make_inputs(records), draws=4000)

    assert found.totals["investment"] / 40_000.0 == pytest.approx(0.59, abs=0.015)


def test_the_simulation_agrees_with_the_chain_at_central_coefficients(run, supported):
    found = run(supported, draws=4000)

    chain = found.deterministic["investment"]
    assert sum(chain["total"]) == pytest.approx(found.totals["investment"], rel=0.03)
    assert sum(chain["shapley"].values()) == pytest.approx(sum(chain["total"]), rel=1e-12)


def test_reported_years_are_shown_as_filed_and_modelled_years_are_not(
    run, make_record, make_inputs
):
    found = run(make_inputs([make_record(reported={2024: 90.0, 2025: 200.0})]))

    assert found.attainment.realised_bn == 290.0
    assert found.attainment.required_annual_bn == pytest.approx((65_000.0 - 290.0) / 2)
    assert found.pledges[0].reported_bn == 290.0
    assert run(make_inputs()).attainment.realised_bn is None


def test_more_delivered_than_due_is_logged(run, make_record, make_inputs):
    found = run(make_inputs([make_record(reported={2024: 190.0})]))

    over = next(entry for entry in found.log if entry.code == "over_delivery")
    assert over.values["amount_bn"] == pytest.approx(90.0)


def test_overlap_beyond_the_pledges_of_a_year_is_limited_and_logged(run, make_record, make_inputs):
    late = make_record(schedule={2027: 100.0})
    funds = FundBook(YEARS, np.full(4, 1000.0), overlap=0.5)

    found = run(make_inputs([late], funds=funds))

    assert "overlap_limited" in {entry.code for entry in found.log}
    assert found.contributions["investment"]["fund"].mean >= 0.0


def test_every_code_is_in_the_list_of_codes(run, supported, make_record, make_inputs):
    odd = Loan("L-2", 2031, 10.0, 0.02, 0.05, 8.0, 3.0)
    dear = Loan("L-3", 2025, 10.0, 0.09, 0.05, 8.0, 3.0, constrained=True)
    easy = Loan("L-4", 2025, 10.0, 0.02, 0.05, 8.0, 3.0, constrained=False)
    estimates = (Estimate("equipment", 0.9, 0.1), Estimate("rnd", -0.9, 0.2))
    inputs = replace(supported, loans=LoanBook((odd, dear, easy), overlap=0.4), estimates=estimates)

    found = run(inputs, scope="broad")

    codes = {entry.code for entry in found.log}
    assert codes <= set(LOG_CODES)
    assert {"loan_outside_window", "loan_not_concessional"} <= codes
    assert {"estimate_conflicts_with_prior", "elasticity_not_negative"} <= codes
    assert {entry.code for entry in found.refused} <= set(REFUSED_CODES)
    assert found.prior_weight["elasticity"] < 1.0


def test_own_history_lowers_the_weight_of_the_prior(run, make_record, make_inputs):
    records = [make_record(f"P-{k}", reported={2024: 70.0}) for k in range(10)]

    assert run(make_inputs(records)).prior_weight["delivery"] == pytest.approx(0.5)


def test_given_autonomous_investment_counts_under_the_broad_scope_only(run, supported):
    inputs = replace(supported, autonomous_bn=np.full(4, 500.0))

    broad, strict = run(inputs, scope="broad"), run(inputs, scope="strict")

    assert broad.contributions["investment"]["autonomous"].mean == pytest.approx(2000.0)
    assert strict.contributions["investment"]["autonomous"].mean == 0.0
    assert broad.totals["investment"] > 2000.0 + strict.totals["investment"]


def test_a_window_of_another_length_gets_an_even_path(run, make_inputs):
    found = run(make_inputs(), last_year=2026)

    assert found.attainment.pace_bn == pytest.approx((65_000 / 3, 130_000 / 3, 65_000))


def test_years_before_the_window_are_simulated_but_not_counted(run, make_record, make_inputs):
    record = replace(make_record(), schedule={2023: 500.0, 2024: 100.0})
    inputs = replace(make_inputs(), pledges=PledgeBook.of([record], years=range(2023, 2030)))

    found = run(inputs)

    assert found.waterfall[0].value == 100.0
    assert found.totals["investment"] < 600.0
    assert sum(step.value for step in found.waterfall[:-1]) == pytest.approx(
        found.waterfall[-1].value, rel=1e-9
    )


def test_draws_are_doubled_while_the_error_is_too_large(run, make_inputs, make_record):
    near = make_record(schedule={2024: 100_000.0})

    once = run(make_inputs([near]), draws=128)
    more = run(make_inputs([near]), draws=128, max_draws=512)

    assert once.convergence.draws == 128
    assert not once.convergence.converged
    assert more.convergence.draws == 512
    assert {"preview", "not_converged"} <= {entry.code for entry in more.log}


def test_too_few_draws_say_which_error_is_too_large_and_how_many_would_do(
    run, make_inputs, make_record
):
    found = run(make_inputs([make_record(schedule={2024: 100_000.0})]), draws=1000)

    said = next(entry.values for entry in found.log if entry.code == "not_converged")
    errors = said["probability_se"] / 0.005, said["median_se_bn"] / (0.0025 * 65_000.0)
    assert said["draws_needed"] == pytest.approx(1000 * max(errors) ** 2, abs=1000)
    assert said["draws_needed"] % 1000 == 0


def test_a_book_without_the_whole_window_is_refused(run, make_inputs, make_record):
    short = PledgeBook.of([make_record(schedule={2025: 1.0})], years=(2025, 2026, 2027))

    with pytest.raises(WindowNotCovered):
        run(replace(make_inputs(), pledges=short))


def test_a_negative_autonomous_investment_is_refused(run, make_inputs):
    with pytest.raises(OutOfRange):
        run(make_inputs(autonomous_bn=np.full(4, -1.0)))


def test_a_projection_is_plain_data_without_nan(run, supported):
    text = json.dumps(run(supported).to_dict(), allow_nan=False)

    assert json.loads(text)["settings"]["as_of"] == "2026-06-30"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("nan")])
def test_no_nan_leaves_the_package(value):
    with pytest.raises(NotFinite):
        plain({"figure": [value]})


def test_plain_data_knows_numpy_and_dates():
    found = plain({"n": np.int64(3), "v": np.arange(2.0), "on": date(2026, 1, 1), "s": "x"})

    assert found == {"n": 3, "v": [0.0, 1.0], "on": "2026-01-01", "s": "x"}


def test_the_manifest_names_versions_parameters_and_streams(run, supported, parameters):
    manifest = run(supported).manifest

    assert manifest["parameters_sha256"] == parameters.sha256()
    assert len(manifest["code_sha256"]) == 64
    assert set(manifest["threads"]) >= {"OMP_NUM_THREADS"}
    assert "delivery.slippage" in manifest["streams"]
    assert not any(name.startswith("pledge/") for name in manifest["streams"])


def test_the_digest_of_the_inputs_knows_amounts_and_not_their_order(make_record, make_inputs):
    records = [make_record("P-1"), make_record("P-2", start_year=2024)]

    one, turned = inputs_sha256(make_inputs(records)), inputs_sha256(make_inputs(records[::-1]))
    other = inputs_sha256(make_inputs([records[0], make_record("P-2", start_year=2025)]))

    assert one == turned != other


def test_there_is_one_channel_for_each_kind():
    assert tuple(CHANNELS) == PLAYERS
